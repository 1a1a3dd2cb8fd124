//! I10: who is served before whom, against causality as worked out from sends and receives alone.

use super::breach::{Verdict, broken};
use super::carved::Carved;
use crate::clock::VectorClock;
use crate::id::{PeerId, RequestId};
use crate::peer::io::Note;
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
        if let What::Note(note) = event.what {
            return self.noted(peer, &note);
        }
        let waiting = &mut self.waiting[peer.index()];
        if event.what == What::Crash {
            waiting.clear();
        } else if let What::Send { brief: Brief::Message(message), .. } = event.what
            && let Some(request) = message.answers()
        {
            waiting.remove(&request);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked};
    use crate::market::goods::ItemId;
    use crate::peer::message::Message;

    fn of(buyer: u16) -> RequestId {
        RequestId { buyer: PeerId(buyer), number: 1 }
    }

    /// Peer 1 asks trader 5, and then peer 3 does, which has heard of peer 1 meanwhile or not. Both
    /// requests wait.
    fn two_that_wait(heard: bool) -> Tale {
        let buy = |buyer| Message::Buy { request: of(buyer), item: ItemId(0) };
        let tale = Tale::new().send(1, 5, 0, buy(1));
        let tale = if heard { tale.tell(1, 3, Message::Ping) } else { tale };
        let tale = tale.send(3, 5, 1, buy(3));
        let tale = tale.receive(1, 5, 0, buy(1)).at(5, queues(1));
        tale.receive(3, 5, 1, buy(3)).at(5, queues(3))
    }

    fn queues(buyer: u16) -> What {
        What::Note(Note::Queues { request: of(buyer), place: 0, beside: None })
    }

    fn serves(buyer: u16) -> What {
        What::Note(Note::Serves { request: of(buyer) })
    }

    #[test]
    fn a_request_served_before_one_that_led_to_it_breaks_i10() {
        let why = "Peer 5 serves request 3.1 before 1.1, which led to it";
        checked(&two_that_wait(true).at(5, serves(3))).breaks(Invariant::Order, why, &[0, 3, 8]);
    }

    #[test]
    fn cause_before_effect_breaks_nothing() {
        let tale = two_that_wait(true).at(5, serves(1)).at(5, serves(3));
        checked(&tale).keeps(Invariant::Order);
    }

    #[test]
    fn of_concurrent_requests_either_may_be_served_first() {
        checked(&two_that_wait(false).at(5, serves(3))).keeps(Invariant::Order);
        checked(&two_that_wait(false).at(5, serves(1))).keeps(Invariant::Order);
    }

    #[test]
    fn a_request_that_does_not_wait_is_not_to_be_served() {
        let why = "Peer 5 serves request 3.1, which does not wait there";
        let tale = two_that_wait(false).at(5, What::Crash).at(5, serves(3));
        checked(&tale).breaks(Invariant::Order, why, &[7]);
    }
}
