//! I10: who is served before whom, against causality as worked out from sends and receives alone.

use super::breach::{Verdict, broken};
use super::carved::Carved;
use crate::clock::VectorClock;
use crate::id::{PeerId, RequestId};
use crate::peer::io::Note;
use crate::peer::message::Message;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// A BUY that arrived: the clock with which it was sent, and the event of that.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) clock: VectorClock,
    pub(super) sent: u32,
}

impl Asked {
    /// Whether it could know of another of that buyer's, and so came after it.
    fn knows(&self, other: &Self, buyer: PeerId) -> bool {
        other.clock.get(buyer.index()) <= self.clock.get(buyer.index())
    }
}

/// The queues of all peers that lead, as their notes tell them.
#[derive(Clone, Debug)]
pub(super) struct Queues {
    request_table: bool,
    /// For each peer, the last BUY that it received.
    last_buy: Vec<Option<Asked>>,
    waiting: Vec<BTreeMap<RequestId, Asked>>,
    /// For each entry of the ledger, which request it answers.
    answered: Vec<Option<RequestId>>,
}

impl Queues {
    pub(super) fn new(peers: usize, request_table: bool) -> Self {
        Self {
            request_table,
            last_buy: vec![None; peers],
            waiting: vec![BTreeMap::new(); peers],
            answered: Vec::new(),
        }
    }

    pub(super) fn carved(&mut self, carved: &Carved) {
        self.answered.push(carved.entry.answers());
    }

    /// A BUY has arrived at this peer.
    pub(super) fn asked(&mut self, trader: PeerId, asked: Asked) {
        self.last_buy[trader.index()] = Some(asked);
    }

    /// I10: no request is served while one waits that led to it. Judged where one is served.
    pub(super) fn take(&mut self, event: &Event) -> Option<Verdict> {
        let peer = event.peer()?;
        let waiting = &mut self.waiting[peer.index()];
        match event.what {
            What::Crash => waiting.clear(),
            What::Note(note) => return self.noted(peer, &note),
            What::Send { brief: Brief::Message(message), .. } => {
                if let Some(request) = answers(&message) {
                    waiting.remove(&request);
                }
            }
            What::Send {
                brief:
                    Brief::Read
                    | Brief::Append(_)
                    | Brief::Contents { .. }
                    | Brief::Appended { .. }
                    | Brief::Refused { .. },
                ..
            }
            | What::Start
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
            | What::Receive { .. }
            | What::Drop { .. }
            | What::Duplicate { .. }
            | What::Append { .. }
            | What::Refuse { .. }
            | What::Tear { .. }
            | What::Timer(_) => {}
        }
        None
    }

    fn noted(&mut self, peer: PeerId, note: &Note) -> Option<Verdict> {
        let place = peer.index();
        match *note {
            Note::Leads | Note::StepsDown { .. } => self.waiting[place].clear(),
            Note::Opens { entries, .. } => self.forget_answered(place, entries as usize),
            Note::Queues { request, .. } => {
                let asked = self.last_buy[place].clone()?;
                self.waiting[place].insert(request, asked);
            }
            Note::Serves { request } => return Some(self.serves(peer, request)),
            Note::Suspects { .. }
            | Note::Holds
            | Note::Follows { .. }
            | Note::Restocks { .. }
            | Note::Wishes { .. }
            | Note::Spends { .. }
            | Note::Earns { .. }
            | Note::Settles
            | Note::Ignores { .. } => {}
        }
        None
    }

    /// What came before the epoch was open, and is answered in the entries that the trader has
    /// read, waits no longer.
    fn forget_answered(&mut self, place: usize, entries: usize) {
        if !self.request_table || self.waiting[place].is_empty() {
            return;
        }
        for done in self.answered.iter().take(entries).flatten() {
            self.waiting[place].retain(|r, _| r.buyer != done.buyer || r.number > done.number);
        }
    }

    fn serves(&mut self, trader: PeerId, request: RequestId) -> Verdict {
        let waiting = &mut self.waiting[trader.index()];
        let Some(served) = waiting.remove(&request) else {
            let why = format!("Peer {trader} serves request {request}, which does not wait there");
            return broken(why, []);
        };
        let mut others = waiting.iter().filter(|(other, _)| other.buyer != request.buyer);
        match others.find(|(other, asked)| served.knows(asked, other.buyer)) {
            Some((other, asked)) => broken(
                format!("Peer {trader} serves request {request} before {other}, which led to it"),
                [asked.sent, served.sent],
            ),
            None => Ok(()),
        }
    }
}

/// The request that a message answers, if it answers one.
const fn answers(message: &Message) -> Option<RequestId> {
    match message {
        Message::Sold { request, .. } | Message::NoSeller { request, .. } => Some(*request),
        Message::Ping
        | Message::Pong { .. }
        | Message::Heartbeat
        | Message::Ballot(_)
        | Message::Register(_)
        | Message::Registered { .. }
        | Message::Buy { .. }
        | Message::Notice(_)
        | Message::Noted { .. } => None,
    }
}
