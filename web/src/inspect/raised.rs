//! Which message raised which entry of a peer's clock, also in a long run.
//!
//! Where every event counts and nobody has forgotten anything since, an entry was raised by the
//! message with which the news of that event first came. So there the way of the news is asked for;
//! otherwise the clocks of the whole run are worked out, if it is short enough.

use super::source::{Source, named};
use super::tree::{Count, Entry, Part, Raised, WRITTEN_ENTRIES, clock_text};
use trading_post::clock::VectorClock;
use trading_post::id::PeerId;
use trading_post::peer::rules::ClockScope;
use trading_post::trace::{path, raised_by};
use trading_post::world::What;

/// Above so many events, the clocks of the whole run are not worked out.
const COUNTED_EVENTS: usize = 30_000;
/// How far back an event is looked for by its number.
const SEARCHED_EVENTS: usize = 20_000;
/// So many entries times lifelines are explained at most.
const EXPLAINED: usize = 10_000;

/// Says of each entry which message raised it, as far as that can be found out.
pub fn explain(clock: &mut [Entry], peer: PeerId, source: &Source<'_>) {
    let events = if source.now <= COUNTED_EVENTS {
        raised_by(source.lab.run().past(), peer, source.scenario())
    } else {
        by_news(clock, peer, source)
    };
    for entry in clock {
        let event = events.get(entry.of.index()).copied().flatten();
        entry.raised = event.and_then(|event| raised(event, source));
    }
}

/// A peer's clock after an event of its own, each entry with the message that raised it; without them, if it is not
/// known after which event.
pub fn written(
    clock: &VectorClock,
    peer: PeerId,
    after: Option<usize>,
    source: &Source<'_>,
) -> Part {
    if clock.len() > WRITTEN_ENTRIES {
        return clock_text(clock).into();
    }
    let after = after.filter(|event| *event < COUNTED_EVENTS);
    let events = after.map_or_else(Vec::new, |event| {
        raised_by(source.lab.run().trace().range(0..event + 1), peer, source.scenario())
    });
    let told = |i: usize| {
        let raised = raised(events.get(i).copied().flatten()?, source)?;
        Some(format!("Peer {i}'s events, {}", raised.sentence()))
    };
    let counts = clock.iter().enumerate();
    Part::Clock(counts.map(|(i, count)| Count { count, raised: told(i) }).collect())
}

/// The event after which a peer's clock was so, by the peer's own entry: that of a request was sent with it.
pub(super) fn sent_with(clock: &VectorClock, peer: PeerId, source: &Source<'_>) -> Option<usize> {
    let count = clock.get(peer.index());
    let own = Entry { of: peer, count, own: true, changed: false, raised: None };
    let everything = source.scenario().clocks == ClockScope::Everything;
    let event = counted(&own, source).filter(|_| everything)?;
    matches!(source.event(event).what, What::Send { .. }).then_some(event)
}

fn raised(event: usize, source: &Source<'_>) -> Option<Raised> {
    let received = source.event(event);
    let What::Receive { message, from, brief } = received.what else {
        return None;
    };
    let by = named(message, brief.name());
    Some(Raised { event, at: received.at, by, from: from.to_string() })
}

/// For each peer, the event in which the news of its latest known event came first.
pub(super) fn by_news(clock: &[Entry], peer: PeerId, source: &Source<'_>) -> Vec<Option<usize>> {
    let lines = source.lifelines();
    let mut raised = vec![None; source.scenario().peers.len()];
    let last = lines.last_before(peer.into(), source.now);
    let (ClockScope::Everything, Some(last)) = (source.scenario().clocks, last) else {
        return raised;
    };
    let told = clock.iter().filter(|entry| !entry.own && entry.count > 0);
    for entry in told.take(EXPLAINED / lines.parties()) {
        raised[entry.of.index()] = counted(entry, source)
            .filter(|event| !forgotten_since(*event, source))
            .and_then(|event| arrival_of_news(event, last, source));
    }
    raised
}

/// The event of a peer that made its own entry so high.
fn counted(entry: &Entry, source: &Source<'_>) -> Option<usize> {
    let own = source.world().node(entry.of).notebook().own_entry;
    let back = own.checked_sub(entry.count)? as usize;
    let counts = |event: &usize| match source.event(*event).what {
        What::Crash | What::Pause | What::Resume => false,
        What::Start
        | What::Restart
        | What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Send { .. }
        | What::Receive { .. }
        | What::Drop { .. }
        | What::Duplicate { .. }
        | What::Append { .. }
        | What::Refuse { .. }
        | What::Tear { .. }
        | What::Timer(_)
        | What::Note(_) => true,
    };
    source.back(entry.of.into()).take(SEARCHED_EVENTS).filter(counts).nth(back)
}

/// Whether a peer has restarted since.
fn forgotten_since(event: usize, source: &Source<'_>) -> bool {
    PeerId::all(source.scenario().peers.len()).any(|peer| {
        let lives = source.lifelines().lives(peer.into()).rev();
        let begins = lives.map(|life| life.from).find(|from| *from < source.now);
        begins.is_some_and(|from| from > event)
    })
}

fn arrival_of_news(event: usize, last: usize, source: &Source<'_>) -> Option<usize> {
    let trace = source.lab.run().trace();
    let hops = path(trace, source.lifelines(), event, last)?;
    // What a torn record carried, the ledger never knew.
    let torn = |received: usize| matches!(trace[received].what, What::Tear { .. });
    let sound = !hops.iter().any(|hop| torn(hop.received));
    hops.last().filter(|_| sound).map(|hop| hop.received)
}
