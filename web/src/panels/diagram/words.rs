//! What the diagram says in words: to those who point at it, and to those who hear it.

use crate::lab::Lab;
use crate::panels::diagram::gaze::Gaze;
use crate::scene::diagram::plot::Hit;
use trading_post::id::{MessageId, Party, PeerId};
use trading_post::time::Instant;
use trading_post::trace::{Cone, Hop, Lifelines, Relation, sentence};
use trading_post::world::{Envelope, What};

/// What is said while nothing is looked at.
const HINT: &str = "Choose an event to see what could have caused it, and what it could have caused. \
    Shift + click compares two.";

/// An event's sentence.
#[must_use]
pub fn event_sentence(lab: &Lab, event: usize) -> String {
    lab.run().trace().get(event).map_or_else(String::new, |e| sentence(e, lab.scenario()))
}

/// Begins with a small letter, to stand inside a sentence.
#[must_use]
pub fn inside(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |c| c.to_lowercase().chain(letters).collect())
}

/// What something in the picture is.
#[must_use]
pub fn hit(lab: &Lab, hit: Hit) -> String {
    match hit {
        Hit::Event(event) => event_name(lab, event),
        Hit::Head(id) | Hit::Way(id) => message(lab, id),
    }
}

/// `Event 812 at 13.214 s: Peer 4 receives ...`
fn event_name(lab: &Lab, event: usize) -> String {
    let at = lab.run().trace().get(event).map_or(Instant::START, |e| e.at);
    format!("Event {event} at {at} s: {}", event_sentence(lab, event))
}

/// `Message 44, BUY from peer 1 to peer 5, due at 3.214 s`
#[must_use]
pub fn message(lab: &Lab, id: MessageId) -> String {
    if let Some(envelope) = under_way(lab, id) {
        let due = match envelope.due_at {
            Instant::NEVER if envelope.held => ", held".to_owned(),
            Instant::NEVER => ", stuck on its link".to_owned(),
            due => format!(", due at {due} s"),
        };
        return format!("{}{due}", title(lab, id));
    }
    let passage = lab.index().lifelines.message(id);
    let ended = passage.and_then(|passage| passage.ended);
    let end = ended.and_then(|event| lab.run().trace().get(event));
    match end.map(|event| (event.at, event.what)) {
        Some((at, What::Drop { loss, .. })) => {
            format!("{}, lost at {at} s: {}", title(lab, id), loss.reason())
        }
        Some((at, _)) => format!("{}, arrived at {at} s", title(lab, id)),
        None => format!("{}, waits until its receiver goes on", title(lab, id)),
    }
}

/// A message under way at the moment shown.
#[must_use]
pub fn under_way(lab: &Lab, id: MessageId) -> Option<&Envelope> {
    lab.world().in_flight().find(|envelope| envelope.id == id)
}

/// `Message 44, BUY from peer 1 to peer 5`
fn title(lab: &Lab, id: MessageId) -> String {
    match way(lab, id) {
        Some((name, from, to)) => format!("Message {id}, {name} from {from} to {to}"),
        None => format!("Message {id}"),
    }
}

fn way(lab: &Lab, id: MessageId) -> Option<(&'static str, Party, Party)> {
    let sent = lab.run().trace().get(lab.index().lifelines.message(id)?.sent)?;
    match sent.what {
        What::Send { to, brief, .. } => Some((brief.name(), sent.party?, to)),
        _ => None,
    }
}

/// How many events happened before the one looked at, after it, and concurrently with it.
#[must_use]
pub fn counts(lifelines: &Lifelines, cone: &Cone) -> (usize, usize, usize) {
    let last = lifelines.parties() - 1;
    let party = |lane: usize| match u16::try_from(lane) {
        Ok(id) if lane < last => Party::Peer(PeerId(id)),
        _ => Party::Ledger,
    };
    let (mut before, mut after, mut all) = (0, 0, 0);
    for lane in 0..=last {
        let line = lifelines.lifeline(party(lane));
        all += line.len();
        before += cone.past()[lane].map_or(0, |end| line.partition_point(|place| *place <= end));
        after += cone.future()[lane]
            .map_or(0, |first| line.len() - line.partition_point(|place| *place < first));
    }
    (before, after, all.saturating_sub(before + after + 1))
}

/// What the event looked at has to do with the rest, or with the one it is compared with.
#[must_use]
pub fn note(lab: &Lab, gaze: &Gaze, second: Option<usize>, picked: Option<MessageId>) -> String {
    let Some(cone) = &gaze.cone else {
        return picked.map_or_else(|| HINT.to_owned(), |id| format!("{}.", message(lab, id)));
    };
    let event = cone.event();
    let Some((relation, second)) = gaze.relation.zip(second) else {
        let (before, after, concurrent) = counts(&lab.index().lifelines, cone);
        return format!(
            "Selected: {}. {} before, {after} after, {concurrent} concurrent.",
            inside(&event_sentence(lab, event)),
            plural(before)
        );
    };
    let told = |event| inside(&event_sentence(lab, event));
    let both = format!("A: {}. B: {}.", told(event), told(second));
    let way = gaze.path.as_deref().map_or_else(String::new, |path| by_way_of(lab, path));
    match relation {
        Relation::Same => format!("{both} They are the same event."),
        Relation::Before => format!("{both} A happened before B{way}"),
        Relation::After => format!("{both} B happened before A{way}"),
        Relation::Concurrent => {
            format!("{both} A and B are concurrent: neither can know of the other.")
        }
    }
}

fn plural(events: usize) -> String {
    if events == 1 { "1 event".to_owned() } else { format!("{events} events") }
}

/// The messages of a way: `: m12 BUY from peer 3 to peer 4, then m15 ...`
fn by_way_of(lab: &Lab, path: &[Hop]) -> String {
    let one = |hop: &Hop| match way(lab, hop.message) {
        Some((name, from, to)) => format!("m{} {name} from {from} to {to}", hop.message),
        None => format!("m{}", hop.message),
    };
    match path {
        [] => ", on the same lifeline.".to_owned(),
        path => format!(": {}.", path.iter().map(one).collect::<Vec<_>>().join(", then ")),
    }
}
