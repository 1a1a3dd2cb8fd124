//! Tiny traces told by hand, and what the checks say of them. For tests.

use super::{Checks, Invariant, Sometimes};
use crate::clock::VectorClock;
use crate::digest::Digest;
use crate::id::{Epoch, MessageId, Party, PeerId, RequestId, SaleId};
use crate::market::books::Books;
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::{Entry, Record};
use crate::market::order::Order;
use crate::peer::message::{Message, Registration};
use crate::scenario::Scenario;
use crate::time::Instant;
use crate::world::{Brief, Event, Loss, What};

/// A trace of the report's six peers. Most messages say nothing of their clocks, and so break I9.
#[derive(Clone, Debug)]
pub(super) struct Tale {
    now: Instant,
    next: u32,
    events: Vec<Event>,
}

impl Tale {
    pub(super) const fn new() -> Self {
        Self { now: Instant::START, next: 1_000, events: Vec::new() }
    }

    pub(super) fn wait_s(mut self, seconds: u64) -> Self {
        self.now.0 += seconds * 1_000_000;
        self
    }

    fn happens(mut self, party: Option<Party>, what: What) -> Self {
        let before = |e: &&Event| e.party == party && e.what == What::Restart;
        let incarnation = 1 + self.events.iter().filter(before).count() as u32;
        self.events.push(Event { at: self.now, party, incarnation, what });
        self
    }

    pub(super) fn at(self, peer: u16, what: What) -> Self {
        self.happens(Some(PeerId(peer).into()), what)
    }

    pub(super) fn on_links(self, what: What) -> Self {
        self.happens(None, what)
    }

    /// The ledger takes an entry. How the question came to it is left out.
    pub(super) fn append(mut self, by: u16, position: u32, entry: Entry) -> Self {
        let message = MessageId(self.next);
        self.next += 1;
        let what = What::Append { message, from: PeerId(by).into(), position, entry };
        self.happens(Some(Party::Ledger), what)
    }

    pub(super) fn send(self, from: u16, to: u16, message: u32, says: Message) -> Self {
        let (message, brief) = (MessageId(message), Brief::Message(says));
        self.at(from, What::Send { message, to: PeerId(to).into(), stamp: 0, brief })
    }

    /// A message that says what its clock adds up to. The first is message 1,000, and so on.
    pub(super) fn stamped(mut self, from: u16, to: u16, stamp: u32, says: Message) -> Self {
        let (message, brief) = (MessageId(self.next), Brief::Message(says));
        self.next += 1;
        self.at(from, What::Send { message, to: PeerId(to).into(), stamp, brief })
    }

    pub(super) fn receive(self, from: u16, to: u16, message: u32, says: Message) -> Self {
        let (message, brief) = (MessageId(message), Brief::Message(says));
        self.at(to, What::Receive { message, from: PeerId(from).into(), brief })
    }

    pub(super) fn lose(self, from: u16, to: u16, message: u32, loss: Loss) -> Self {
        let (message, brief) = (MessageId(message), Brief::Message(Message::Ping));
        self.at(to, What::Drop { message, from: PeerId(from).into(), brief, loss })
    }

    /// A message is sent, and arrives at once: two events.
    pub(super) fn tell(mut self, from: u16, to: u16, says: Message) -> Self {
        let message = self.next;
        self.next += 1;
        self.send(from, to, message, says).receive(from, to, message, says)
    }
}

/// What the checks say of a tale.
pub(super) fn checked(tale: &Tale) -> Checks {
    checked_in(tale, &Scenario::report())
}

/// What the checks say of a tale from this scenario.
pub(super) fn checked_in(tale: &Tale, scenario: &Scenario) -> Checks {
    let mut checks = Checks::new(scenario);
    tale.events.iter().for_each(|event| checks.take(event));
    checks
}

impl Checks {
    #[track_caller]
    pub(super) fn breaks(&self, invariant: Invariant, sentence: &str, proof: &[usize]) {
        let breach = self.breaches().iter().find(|breach| breach.invariant == invariant);
        let found = breach.map(|breach| (breach.sentence.as_str(), &breach.proof[..]));
        assert_eq!(found, Some((sentence, proof)));
        assert_eq!(breach.map(|breach| breach.event), proof.last().copied());
    }

    /// It holds, and there was something to judge.
    #[track_caller]
    pub(super) fn keeps(&self, invariant: Invariant) -> &Self {
        self.silent_on(invariant);
        assert!(self.examined(invariant) > 0, "{invariant} had nothing to judge");
        self
    }

    #[track_caller]
    pub(super) fn silent_on(&self, invariant: Invariant) {
        let breach = self.breaches().iter().find(|breach| breach.invariant == invariant);
        assert_eq!(breach, None);
    }

    #[track_caller]
    pub(super) fn saw(&self, fact: Sometimes, count: u64, first: usize) {
        let seen = self.sometimes()[fact as usize];
        assert_eq!((seen.fact, seen.count, seen.first), (fact, count, Some(first)));
    }

    #[track_caller]
    pub(super) fn never_saw(&self, fact: Sometimes) {
        assert_eq!(self.sometimes()[fact as usize].count, 0);
    }
}

/// Peer 1's request of this number.
pub(super) const fn request(number: u32) -> RequestId {
    RequestId { buyer: PeerId(1), number }
}

pub(super) const fn opens(epoch: u32, trader: u16) -> Entry {
    Entry::Epoch { epoch: Epoch(epoch), trader: PeerId(trader) }
}

/// A lot of salt at 15.00.
pub(super) const fn offers(seller: u16, lot: u32, quantity: u32) -> Entry {
    let (seller, price) = (PeerId(seller), Money(1_500));
    Entry::Offer { seller, lot, item: ItemId(1), quantity, price }
}

/// Salt for peer 1's request, at 15.00, of which trader 5 keeps 3.00.
pub(super) const fn sells(number: u32, seller: u16, lot: u32) -> Entry {
    let (price, commission) = (Money(1_500), Money(300));
    let (item, seller, trader) = (ItemId(1), PeerId(seller), PeerId(5));
    Entry::Sale { request: request(number), item, price, commission, seller, lot, trader }
}

/// Peer 1's request finds nobody.
pub(super) const fn grants(number: u32) -> Entry {
    Entry::NoSeller { request: request(number), item: ItemId(1) }
}

/// A lot of salt at 15.00, from its seller.
pub(super) const fn registers() -> Message {
    let (item, price) = (ItemId(1), Money(1_500));
    Message::Register(Registration { lot: 1, item, quantity: 9, price, heard: None })
}

pub(super) const fn buy(number: u32) -> Message {
    Message::Buy { request: request(number), item: ItemId(1) }
}

pub(super) const fn sold(number: u32, sale: u32, seller: u16) -> Message {
    let (sale, price, seller) = (SaleId(sale), Money(1_500), PeerId(seller));
    Message::Sold { request: request(number), sale, item: ItemId(1), price, seller }
}

pub(super) const fn no_seller(number: u32) -> Message {
    Message::NoSeller { request: request(number), item: ItemId(1) }
}

/// The fingerprint of the books of a trader that has read these entries.
pub(super) fn books_of(entries: &[Entry]) -> Digest {
    let mut books = Books::new(6, Order::Sum);
    for entry in entries {
        let clock = matches!(entry, Entry::Offer { .. }).then(|| VectorClock::new(6, 0));
        books.add(&Record { entry: *entry, clock });
    }
    books.digest()
}
