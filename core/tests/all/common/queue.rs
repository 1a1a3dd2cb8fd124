//! I10: who is served before whom, against causality as worked out from sends and receives alone.

use super::{Seen, Verdict};
use std::collections::BTreeMap;
use trading_post::id::{MessageId, Party, PeerId, RequestId};
use trading_post::market::order::Order;
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::peer::rules::ClockScope;
use trading_post::world::{Brief, Event, What};

/// I10: under a sound order, no request is served while one that it could know of waits.
pub fn no_grant_inverts_causality(seen: &Seen<'_>) -> Verdict {
    match seen.scenario.order {
        Order::Sum | Order::List => grants_follow_causality(seen),
        Order::Own | Order::Largest | Order::Smallest => Ok(()),
    }
}

/// The same, whatever the order is.
pub fn grants_follow_causality(seen: &Seen<'_>) -> Verdict {
    let mut queues = Queues::new(seen);
    seen.trace.iter().try_for_each(|event| queues.take(event))
}

/// How many messages of each party somebody can know of.
type Known = Vec<u32>;

/// The queues of all peers that lead, as their notes tell them.
struct Queues {
    scope: ClockScope,
    known: Vec<Known>,
    carried: BTreeMap<MessageId, Known>,
    /// For each peer, what the last BUY that it received knew.
    last_buy: Vec<Known>,
    waiting: Vec<BTreeMap<RequestId, Known>>,
    /// For each entry of the ledger, which request it answers.
    answered: Vec<Option<RequestId>>,
    request_table: bool,
}

impl Queues {
    fn new(seen: &Seen<'_>) -> Self {
        let parties = seen.scenario.peers.len() + 1;
        Self {
            scope: seen.scenario.clocks,
            known: vec![vec![0; parties]; parties],
            carried: BTreeMap::new(),
            last_buy: vec![Vec::new(); parties],
            waiting: vec![BTreeMap::new(); parties],
            answered: Vec::new(),
            request_table: seen.scenario.defences.request_table,
        }
    }

    fn take(&mut self, event: &Event) -> Verdict {
        let Some(party) = event.party else {
            return Ok(());
        };
        let place = party.peer().map_or(self.known.len() - 1, PeerId::index);
        match event.what {
            What::Send { message, brief, .. } => self.sent(place, message, &brief),
            What::Duplicate { message, copy, .. } => {
                if let Some(known) = self.carried.get(&message).cloned() {
                    self.carried.insert(copy, known);
                }
            }
            What::Receive { message, brief, .. } => self.received(place, message, Some(&brief)),
            What::Append { message, entry, .. } => {
                self.answered.push(entry.answers());
                self.received(place, message, None);
            }
            What::Refuse { message, .. } => self.received(place, message, None),
            What::Restart => self.forget_others(place),
            What::Crash => self.waiting[place].clear(),
            What::Note(note) => return self.noted(party, place, &note),
            _ => {}
        }
        Ok(())
    }

    fn sent(&mut self, from: usize, message: MessageId, brief: &Brief) {
        let trade = matches!(brief, Brief::Message(message) if message.is_trade());
        if trade || self.scope == ClockScope::Everything {
            self.known[from][from] += 1;
            self.carried.insert(message, self.known[from].clone());
        }
        if let Brief::Message(Message::Sold { request, .. } | Message::NoSeller { request, .. }) =
            brief
        {
            self.waiting[from].remove(request);
        }
    }

    fn received(&mut self, to: usize, message: MessageId, brief: Option<&Brief>) {
        let Some(carried) = self.carried.remove(&message) else { return };
        for (mine, theirs) in self.known[to].iter_mut().zip(&carried) {
            *mine = (*mine).max(*theirs);
        }
        if let Some(Brief::Message(Message::Buy { .. })) = brief {
            self.last_buy[to] = carried;
        }
    }

    /// A restarted peer remembers how much it has sent, and nothing of the others.
    fn forget_others(&mut self, peer: usize) {
        let own = self.known[peer][peer];
        self.known[peer].fill(0);
        self.known[peer][peer] = own;
    }

    /// What came before the epoch was open, and is answered in the entries that the trader has
    /// read, waits no longer.
    fn forget_answered(&mut self, place: usize, entries: usize) {
        for done in self.answered.iter().take(entries).flatten() {
            self.waiting[place].retain(|r, _| r.buyer != done.buyer || r.number > done.number);
        }
    }

    fn noted(&mut self, party: Party, place: usize, note: &Note) -> Verdict {
        match *note {
            Note::Leads | Note::StepsDown { .. } => self.waiting[place].clear(),
            Note::Opens { entries, .. } if self.request_table => {
                self.forget_answered(place, entries as usize);
            }
            Note::Queues { request, .. } => {
                self.waiting[place].insert(request, self.last_buy[place].clone());
            }
            Note::Serves { request } => return self.serves(party, place, request),
            _ => {}
        }
        Ok(())
    }

    fn serves(&mut self, party: Party, place: usize, request: RequestId) -> Verdict {
        let Some(served) = self.waiting[place].remove(&request) else {
            return Err(format!("{party} serves {request}, which does not wait there"));
        };
        for (other, known) in &self.waiting[place] {
            let sender = other.buyer.index();
            if other.buyer != request.buyer && known[sender] <= served[sender] {
                return Err(format!("{party} serves {request} before {other}, its cause"));
            }
        }
        Ok(())
    }
}
