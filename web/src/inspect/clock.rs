//! A peer's clock after an event, without working out the clocks of the whole run.

use super::source::Source;
use trading_post::clock::VectorClock;
use trading_post::id::PeerId;
use trading_post::peer::rules::ClockScope;
use trading_post::world::{Brief, What, World};

/// In a longer run, only the moment shown is known without a long replay.
const REPLAYED_EVENTS: usize = 100_000;

/// The peer's clock after this event: that after the step, its own events of the rest of the step
/// counted off. None where that is not enough to know, or takes too long to find out.
#[must_use]
pub fn clock_after(event: usize, source: &Source<'_>) -> Option<VectorClock> {
    let party = source.event(event).party?;
    let peer = party.peer()?;
    let mut later = 0;
    for place in event + 1..source.step_of(event).end {
        let next = source.event(place);
        if next.party == Some(party) {
            later += ticks(&next.what, source.scenario().clocks)?;
        }
    }
    let after_step = after_step(event, peer, source)?;
    let mut entries: Vec<u32> = after_step.iter().collect();
    entries[peer.index()] = entries[peer.index()].checked_sub(later)?;
    Some(VectorClock::from_entries(&entries))
}

fn after_step(event: usize, peer: PeerId, source: &Source<'_>) -> Option<VectorClock> {
    let run = source.lab.run();
    let moment = run.moment_of_event(event);
    let clock = |world: &World| Some(world.node(peer).peer()?.clock().clone());
    if moment == run.moment() {
        clock(source.world())
    } else if run.trace().len() <= REPLAYED_EVENTS {
        clock(&run.world_at(run.branch(), moment))
    } else {
        None
    }
}

/// By how much an event in the rest of a step raises the peer's own entry; none if it may raise
/// others too.
const fn ticks(what: &What, scope: ClockScope) -> Option<u32> {
    let everything = matches!(scope, ClockScope::Everything);
    match what {
        What::Send { brief: Brief::Message(message), .. } if message.is_trade() => Some(1),
        What::Send { .. } | What::Note(_) => Some(everything as u32),
        What::Duplicate { .. } | What::Drop { .. } | What::Pause => Some(0),
        What::Start
        | What::Crash
        | What::Restart
        | What::Resume
        | What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Receive { .. }
        | What::Append { .. }
        | What::Refuse { .. }
        | What::Tear { .. }
        | What::Timer(_) => None,
    }
}
