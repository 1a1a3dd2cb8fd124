//! What is worth asking of a peer: why it leads, holds an election, follows another, is down.

use super::source::Source;
use super::tree::Question;
use trading_post::id::PeerId;
use trading_post::peer::io::Note;
use trading_post::peer::{Peer, Standing};
use trading_post::trace::why;
use trading_post::world::What;

/// How it came about is looked for in so many events of the peer.
const SEARCHED_EVENTS: usize = 20_000;

/// The question about a peer as it is, and its answer.
#[must_use]
pub fn of_peer(peer: PeerId, source: &Source<'_>) -> Option<Question> {
    let (asked, event) = match source.world().node(peer).peer() {
        None => (format!("Why is peer {peer} down?"), last(peer, source, is_crash)),
        Some(state) => of_standing(peer, state, source),
    };
    let run = source.lab.run();
    let chain = why(run.branch(), source.lifelines(), source.scenario(), event?);
    Some(Question { asked, chain })
}

fn of_standing(peer: PeerId, state: &Peer, source: &Source<'_>) -> (String, Option<usize>) {
    match state.standing() {
        Standing::Leading(_) => (format!("Why does peer {peer} lead?"), victory(peer, source)),
        Standing::Seeking => {
            (format!("Why does peer {peer} seek a trader?"), last(peer, source, seeks))
        }
        Standing::Following(trader) => {
            let asked = format!("Why does peer {peer} follow peer {trader}?");
            (asked, allegiance(peer, *trader, source))
        }
    }
}

fn is_crash(what: &What) -> bool {
    *what == What::Crash
}

fn seeks(what: &What) -> bool {
    matches!(what, What::Note(Note::Holds | Note::Suspects { .. }) | What::Restart | What::Start)
}

fn last(peer: PeerId, source: &Source<'_>, is: impl Fn(&What) -> bool) -> Option<usize> {
    let back = source.back(peer.into()).take(SEARCHED_EVENTS);
    back.into_iter().find(|event| is(&source.event(*event).what))
}

/// The event in which a peer won that leads now: it lies in an election, which is found sooner than
/// the event itself if the peer has led for long.
fn victory(peer: PeerId, source: &Source<'_>) -> Option<usize> {
    let elections = source.lab.index().spans.elections().iter().rev();
    let led = |event: &usize| source.event(*event).what == What::Note(Note::Leads);
    elections.filter(|span| span.from < source.now).find_map(|span| {
        let end = span.to.map_or(source.now, |to| source.now.min(to + 1));
        let back = source.lifelines().back_from(peer.into(), end);
        back.take_while(|event| *event >= span.from).find(led)
    })
}

/// The event since which a peer follows its trader: the first such one since the victory, or since
/// the peer has restarted.
fn allegiance(peer: PeerId, trader: PeerId, source: &Source<'_>) -> Option<usize> {
    let lives = source.lifelines().lives(peer.into()).rev();
    let start = lives.map(|life| life.from).find(|from| *from < source.now);
    let since = victory(trader, source).max(start)?;
    let line = source.lifelines().lifeline(peer.into());
    let first = line.partition_point(|event| (*event as usize) < since);
    let events = line.range(first..line.len()).map(|event| *event as usize);
    let follows = What::Note(Note::Follows { trader });
    let past = events.take_while(|event| *event < source.now).take(SEARCHED_EVENTS);
    past.into_iter().find(|event| source.event(*event).what == follows)
}
