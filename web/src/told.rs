//! Which event is worth the sentence that a person reads, and which is worth announcing.

use std::ops::Range;
use trading_post::peer::io::Note;
use trading_post::world::{Event, Trace, What};

/// How long a sentence stands at least before a lesser one may take its place, in milliseconds.
const READING_TIME_MS: f64 = 1_400.0;

/// The event whose sentence is shown.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Told {
    event: Option<usize>,
    weight: u8,
    age_ms: f64,
}

impl Told {
    /// Its place in the trace.
    #[must_use]
    pub const fn event(&self) -> Option<usize> {
        self.event
    }

    /// It has been shown for so much longer.
    pub fn age(&mut self, ms: f64) {
        self.age_ms += ms;
    }

    /// Lets another take its place, if that weighs more or this one has been read.
    pub fn give_way_to(&mut self, other: Self) {
        if self.event.is_none() || other.weight > self.weight || self.age_ms > READING_TIME_MS {
            *self = other;
        }
    }
}

/// The weightiest of these events; of equals, the last.
#[must_use]
pub fn telling(trace: &Trace, events: Range<usize>) -> Option<Told> {
    let event = events.max_by_key(|event| weight(&trace[*event].what))?;
    let weight = weight(&trace[event].what);
    Some(Told { event: Some(event), weight, age_ms: 0.0 })
}

const fn weight(what: &What) -> u8 {
    match what {
        What::Crash | What::Restart | What::Pause | What::Resume => 9,
        What::Note(note) => note_weight(note),
        What::Start | What::Suspect | What::Disturb { .. } | What::Heal | What::HealSome => 6,
        What::Touch { .. } | What::Align(_) | What::Spread(_) => 6,
        What::Refuse { .. } | What::Tear { .. } => 6,
        What::Append { .. } => 4,
        What::Drop { .. } => 3,
        What::Receive { .. } => 3,
        What::Timer(_) => 2,
        What::Duplicate { .. } => 2,
        What::Send { .. } => 1,
    }
}

const fn note_weight(note: &Note) -> u8 {
    match note {
        Note::Leads | Note::Opens { .. } | Note::StepsDown { .. } => 8,
        Note::Suspects { .. } => 7,
        Note::Settles | Note::Restocks { .. } | Note::Wishes { .. } => 6,
        Note::Queues { .. } => 5,
        Note::Follows { .. } | Note::Holds | Note::Serves { .. } => 4,
        Note::Spends { .. } | Note::Earns { .. } => 2,
        Note::Ignores { .. } => 1,
    }
}

/// What is said in the live region: crashes and the like, and who leads.
#[must_use]
pub fn announcement(event: &Event) -> Option<String> {
    let peer = event.peer()?;
    match event.what {
        What::Crash => Some(format!("Peer {peer} crashed")),
        What::Restart => Some(format!("Peer {peer} restarted")),
        What::Pause => Some(format!("Peer {peer} paused")),
        What::Resume => Some(format!("Peer {peer} resumed")),
        What::Note(Note::Suspects { trader }) => {
            Some(format!("Peer {peer} suspects trader {trader}, an election begins"))
        }
        What::Note(Note::Opens { epoch, .. }) => Some(format!("Peer {peer} leads, epoch {epoch}")),
        _ => None,
    }
}
