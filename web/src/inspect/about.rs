//! Which request, and which entry of the ledger, things are about.

use super::tree::{Facts, Part};
use trading_post::id::RequestId;
use trading_post::market::ledger::Entry;
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::world::{Brief, What};

/// What something is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// A request.
    pub request: Option<RequestId>,
    /// An entry of the ledger, by its place.
    pub entry: Option<u32>,
}

impl About {
    const fn entry(place: u32) -> Self {
        Self { request: None, entry: Some(place) }
    }

    const fn request(request: RequestId) -> Self {
        Self { request: Some(request), entry: None }
    }

    const fn answer(entry: &Entry) -> Self {
        Self { request: entry.answers(), entry: None }
    }

    /// What a message is about.
    #[must_use]
    pub const fn brief(brief: &Brief) -> Self {
        match brief {
            Brief::Message(message) => Self::message(message),
            Brief::Append(entry) => Self::answer(entry),
            Brief::Appended { position } => Self::entry(*position),
            Brief::Read | Brief::Contents { .. } | Brief::Refused { .. } => {
                Self { request: None, entry: None }
            }
        }
    }

    const fn message(message: &Message) -> Self {
        match message {
            Message::Buy { request, .. } | Message::NoSeller { request, .. } => {
                Self::request(*request)
            }
            Message::Sold { request, sale, .. } => {
                Self { request: Some(*request), entry: Some(sale.0) }
            }
            Message::Notice(notice) => Self::entry(notice.sale.0),
            Message::Noted { sale } => Self::entry(sale.0),
            Message::Ping
            | Message::Pong { .. }
            | Message::Heartbeat
            | Message::Ballot(_)
            | Message::Register(_)
            | Message::Registered { .. } => Self { request: None, entry: None },
        }
    }

    /// What an event is about.
    #[must_use]
    pub const fn what(what: &What) -> Self {
        match what {
            What::Send { brief, .. }
            | What::Receive { brief, .. }
            | What::Drop { brief, .. }
            | What::Duplicate { brief, .. } => Self::brief(brief),
            What::Append { position, entry, .. } => {
                Self { request: entry.answers(), entry: Some(*position) }
            }
            What::Refuse { entry, .. } | What::Tear { entry, .. } => Self::answer(entry),
            What::Note(Note::Queues { request, .. } | Note::Serves { request }) => {
                Self::request(*request)
            }
            What::Note(
                Note::Suspects { .. }
                | Note::Holds
                | Note::Leads
                | Note::Follows { .. }
                | Note::Opens { .. }
                | Note::StepsDown { .. }
                | Note::Restocks { .. }
                | Note::Wishes { .. }
                | Note::Spends { .. }
                | Note::Earns { .. }
                | Note::Settles
                | Note::Ignores { .. },
            )
            | What::Start
            | What::Crash
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_)
            | What::Timer(_) => Self { request: None, entry: None },
        }
    }

    /// Adds it to the facts.
    pub fn tell(self, facts: &mut Facts) {
        if let Some(request) = self.request {
            facts.tell("About", [Part::request(request)]);
        }
        if let Some(entry) = self.entry {
            facts.tell("In the ledger", [Part::entry(entry)]);
        }
    }
}
