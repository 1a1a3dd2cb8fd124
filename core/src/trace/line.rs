//! Trace lines: one JSON object an event, for tools (`trace.jsonl`).

use super::{Clocks, kind, sentence};
use crate::clock::VectorClock;
use crate::id::{Epoch, Party, RequestId};
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use crate::peer::message::Message;
use crate::scenario::Scenario;
use crate::world::{Brief, Event, What};
use serde::Serialize;

/// One event, as tools read it. What does not apply is left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TraceLine {
    /// The event's number, from 0 without a gap.
    pub seq: u64,
    /// When, in simulated microseconds.
    pub time_us: u64,
    /// The peer's number, "ledger", or "network".
    pub peer: String,
    /// The peer's incarnation, from 1.
    pub incarnation: u32,
    /// One word: start, send, receive, timer, local, ...
    pub kind: &'static str,
    /// The protocol's clock after the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<VectorClock>,
    /// The sentence shown.
    pub text: String,
    /// The message's number, the same at its send and its receive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<u32>,
    /// The message's sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Party>,
    /// The message's receiver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Party>,
    /// The message's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'static str>,
    /// The request that it is about: buyer and number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<[u32; 2]>,
    /// The sale that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale: Option<u32>,
    /// The epoch that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch: Option<u32>,
    /// The term of the vote that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<u32>,
    /// The item that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The price of a piece, in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_cents: Option<u64>,
}

/// The lines of a whole trace, one after the other.
pub fn lines<'a>(
    events: impl IntoIterator<Item = &'a Event> + 'a,
    scenario: &'a Scenario,
) -> impl Iterator<Item = TraceLine> + 'a {
    let mut clocks = Clocks::new(scenario.peers.len(), scenario.clocks);
    (0..).zip(events).map(move |(seq, event)| {
        let clock = clocks.take(event).cloned();
        TraceLine::new(seq, event, clock, scenario)
    })
}

impl TraceLine {
    /// The line of one event, whose clock is known.
    #[must_use]
    pub fn new(seq: u64, event: &Event, clock: Option<VectorClock>, scenario: &Scenario) -> Self {
        let mut line = Self {
            seq,
            time_us: event.at.0,
            peer: match event.party {
                Some(Party::Peer(peer)) => peer.to_string(),
                Some(Party::Ledger) => "ledger".to_owned(),
                None => "network".to_owned(),
            },
            incarnation: event.incarnation,
            kind: kind(&event.what),
            clock,
            text: sentence(event, scenario),
            ..Self::default()
        };
        line.add_message(event);
        line.add_subject(&event.what, scenario);
        line
    }

    fn add_message(&mut self, event: &Event) {
        let (message, from, to, name) = match &event.what {
            What::Send { message, to, brief, .. } | What::Duplicate { message, to, brief, .. } => {
                (message, event.party, Some(*to), brief.name())
            }
            What::Receive { message, from, brief } | What::Drop { message, from, brief, .. } => {
                (message, Some(*from), event.party, brief.name())
            }
            What::Append { message, from, .. }
            | What::Refuse { message, from, .. }
            | What::Tear { message, from, .. } => (message, Some(*from), event.party, "APPEND"),
            What::Touch { message, from, to, name, .. } => (message, Some(*from), Some(*to), *name),
            What::Start
            | What::Crash
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Align(_)
            | What::Spread(_)
            | What::Timer(_)
            | What::Note(_) => return,
        };
        (self.message, self.from, self.to) = (Some(message.0), from, to);
        self.name = Some(name);
    }

    fn add_subject(&mut self, what: &What, scenario: &Scenario) {
        match what {
            What::Send { brief, .. }
            | What::Receive { brief, .. }
            | What::Drop { brief, .. }
            | What::Duplicate { brief, .. } => self.add_brief(brief, scenario),
            What::Append { entry, position, .. } => {
                self.add_entry(entry, scenario);
                self.sale = matches!(entry, Entry::Sale { .. }).then_some(*position);
            }
            What::Refuse { entry, epoch, .. } => {
                self.add_entry(entry, scenario);
                self.epoch = Some(epoch.0);
            }
            What::Tear { entry, .. } => self.add_entry(entry, scenario),
            What::Note(note) => self.add_note(note, scenario),
            What::Start
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
            | What::Timer(_) => {}
        }
    }

    fn add_brief(&mut self, brief: &Brief, scenario: &Scenario) {
        match brief {
            Brief::Message(message) => self.add_words(message, scenario),
            Brief::Append(entry) => self.add_entry(entry, scenario),
            Brief::Refused { epoch } => self.epoch = Some(epoch.0),
            Brief::Read | Brief::Contents { .. } | Brief::Appended { .. } => {}
        }
    }

    fn add_words(&mut self, message: &Message, scenario: &Scenario) {
        let name = |item| Some(scenario.item_name(item).to_owned());
        match message {
            Message::Register(lot) => {
                (self.item, self.price_cents) = (name(lot.item), Some(lot.price.0));
            }
            Message::Buy { request, item } | Message::NoSeller { request, item } => {
                (self.item, self.request) = (name(*item), pair(*request));
            }
            Message::Sold { request, sale, item, price, .. } => {
                (self.item, self.request) = (name(*item), pair(*request));
                (self.sale, self.price_cents) = (Some(sale.0), Some(price.0));
            }
            Message::Notice(notice) => {
                (self.item, self.sale) = (name(notice.item), Some(notice.sale.0));
            }
            Message::Noted { sale } => self.sale = Some(sale.0),
            Message::Ballot(ballot) => self.term = ballot.term().map(|term| term.0),
            Message::Ping
            | Message::Pong { .. }
            | Message::Heartbeat
            | Message::Registered { .. } => {}
        }
    }

    fn add_entry(&mut self, entry: &Entry, scenario: &Scenario) {
        let name = |item| Some(scenario.item_name(item).to_owned());
        match *entry {
            Entry::Epoch { epoch: Epoch(epoch), .. } => self.epoch = Some(epoch),
            Entry::Offer { item, price, .. } => {
                (self.item, self.price_cents) = (name(item), Some(price.0));
            }
            Entry::Sale { request, item, price, .. } => {
                (self.item, self.price_cents) = (name(item), Some(price.0));
                self.request = pair(request);
            }
            Entry::NoSeller { request, item } => {
                (self.item, self.request) = (name(item), pair(request));
            }
        }
    }

    fn add_note(&mut self, note: &Note, scenario: &Scenario) {
        match *note {
            Note::Queues { request, .. } | Note::Serves { request } => self.request = pair(request),
            Note::Opens { epoch, .. } | Note::StepsDown { epoch } => self.epoch = Some(epoch.0),
            Note::Restocks { item, .. } | Note::Wishes { item } => {
                self.item = Some(scenario.item_name(item).to_owned());
            }
            Note::Spends { sale, .. } | Note::Earns { sale, .. } => self.sale = Some(sale.0),
            Note::Suspects { .. }
            | Note::Holds
            | Note::Leads
            | Note::Follows { .. }
            | Note::Settles
            | Note::Ignores { .. } => {}
        }
    }
}

fn pair(request: RequestId) -> Option<[u32; 2]> {
    Some([request.buyer.0.into(), request.number])
}
