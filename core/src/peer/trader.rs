//! The trader's desk: it opens an epoch in the ledger, rebuilds the books, takes requests in the
//! queue's order, and answers when the ledger has the sale.
//!
//! Serving and writing overlap: while a record is being written, the next request is served. The
//! records on their way to the ledger are `pending`; the books already hold them.

mod ledger;

use crate::clock::VectorClock;
use crate::id::{Epoch, PeerId, RequestId, SaleId};
use crate::log::Log;
use crate::market::books::Books;
use crate::market::goods::ItemId;
use crate::market::ledger::{DeskId, Entry, Op, Record};
use crate::market::order::{Queue, Ticket, Turn};
use crate::peer::io::{Note, Timer};
use crate::peer::message::{Message, Registration};
use crate::peer::moment::Moment;
use crate::peer::notices::Notices;
use crate::time::Duration;
use std::collections::VecDeque;

/// How far a new trader has come.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Phase {
    /// It reads the ledger.
    Reading,
    /// It writes its epoch into it.
    Opening,
    /// It trades.
    Open,
}

/// What became of an answer of the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The desk goes on.
    Goes,
    /// The epoch has just been opened.
    Opened,
    /// A later epoch exists: this peer must step down.
    Deposed,
    /// It was known already.
    Ignored,
}

/// The desk of a peer that leads. All of it is volatile; the ledger has what matters.
#[derive(Clone, Hash, Debug)]
pub struct Desk {
    id: DeskId,
    phase: Phase,
    epoch: Epoch,
    books: Books,
    /// What the ledger is known to hold.
    durable: Log<Record>,
    /// What is on its way there, in order.
    pending: VecDeque<Record>,
    /// The last of the pending, and its place, where it is answered already but not written yet.
    unwritten: Option<(u32, Record)>,
    /// It has asked the ledger how things stand there, and has no answer yet.
    asked: bool,
    queue: Queue,
    serving: Option<Ticket>,
    /// Lots that came before the epoch was open.
    early: Vec<(PeerId, Registration, VectorClock)>,
    notices: Notices,
}

impl Desk {
    /// A desk that begins by reading the ledger.
    pub fn open(m: &mut Moment<'_>) -> Self {
        let desk = DeskId(m.chance.between(0, u64::MAX));
        m.ask(Op::Read { desk });
        m.arm(Timer::Ledger, m.rules.timeouts.ledger);
        Self {
            id: desk,
            phase: Phase::Reading,
            epoch: Epoch::default(),
            books: Books::new(m.rules.peers, m.rules.order),
            durable: Log::default(),
            pending: VecDeque::new(),
            unwritten: None,
            asked: true,
            queue: Queue::default(),
            serving: None,
            early: Vec::new(),
            notices: Notices::default(),
        }
    }

    /// Ends all of the desk's business.
    pub fn close(self, m: &mut Moment<'_>) {
        m.disarm(Timer::Serve);
        m.disarm(Timer::Write);
        m.disarm(Timer::Ledger);
        self.notices.stop(m);
        m.note(Note::StepsDown { epoch: self.epoch });
    }

    /// A buyer asks. Says whether the request was taken, or answered again.
    pub fn buy(
        &mut self,
        request: RequestId,
        item: ItemId,
        clock: VectorClock,
        m: &mut Moment<'_>,
    ) -> bool {
        if self.under_way(request) {
            return false;
        }
        if m.rules.defences.request_table
            && let Some(known) = self.answer_from_table(request, m)
        {
            return known;
        }
        if !m.rules.defences.queued_requests && self.serving.is_some() {
            m.send(request.buyer, Message::NoSeller { request, item });
            return true;
        }
        self.enqueue(request, item, clock, m);
        self.serve_next(m);
        true
    }

    fn under_way(&self, request: RequestId) -> bool {
        self.queue.holds(request)
            || self.serving.as_ref().is_some_and(|t| t.request == request)
            || self.pending.iter().any(|r| r.entry.answers() == Some(request))
    }

    /// Whether the table knows the request: `Some(true)` if the old answer was sent again,
    /// `Some(false)` if the buyer has moved on since.
    fn answer_from_table(&self, request: RequestId, m: &mut Moment<'_>) -> Option<bool> {
        let served = self.books.served(request.buyer)?;
        match served.number.cmp(&request.number) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Greater => Some(false),
            std::cmp::Ordering::Equal => {
                answer(&served.entry, served.position, m);
                Some(true)
            }
        }
    }

    fn enqueue(
        &mut self,
        request: RequestId,
        item: ItemId,
        clock: VectorClock,
        m: &mut Moment<'_>,
    ) {
        let turn = Turn::new(m.rules.order, clock, request.buyer);
        let place = self.queue.join(Ticket { request, item, turn }, m.rules.defences.sorted_queue);
        let tickets = self.queue.tickets();
        let beside = match place.checked_sub(1) {
            Some(before) => {
                Some((tickets[before].request, tickets[place].decision(&tickets[before])))
            }
            None => tickets.get(1).map(|next| (next.request, next.decision(&tickets[0]))),
        };
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        m.note(Note::Queues { request, place, beside });
    }

    /// Takes the head of the queue, as it is ordered now, if the desk is free.
    fn serve_next(&mut self, m: &mut Moment<'_>) {
        if self.phase != Phase::Open || self.serving.is_some() {
            return;
        }
        if let Some(ticket) = self.queue.take_first() {
            m.note(Note::Serves { request: ticket.request });
            m.arm(Timer::Serve, m.rules.service);
            self.serving = Some(ticket);
        }
    }

    /// The service time is over: decides, writes, and takes the next.
    pub fn served(&mut self, m: &mut Moment<'_>) {
        if let Some(ticket) = self.serving.take() {
            let entry = self.decide(&ticket, m);
            let record = Record { entry, clock: None };
            if m.rules.defences.durable_answers {
                self.append(record, m);
            } else {
                self.answer_and_write_later(record, m);
            }
        }
        self.serve_next(m);
    }

    /// The write is a step of its own, at the same instant: a crash may come between.
    fn answer_and_write_later(&mut self, record: Record, m: &mut Moment<'_>) {
        self.write(m);
        let place = self.note_down(&record);
        answer(&record.entry, place, m);
        self.unwritten = Some((place, record));
        m.arm(Timer::Write, Duration::ZERO);
    }

    /// Writes what was answered before.
    pub fn write(&mut self, m: &mut Moment<'_>) {
        if let Some((place, record)) = self.unwritten.take() {
            self.send_to_ledger(place, record, m);
        }
    }

    fn decide(&self, ticket: &Ticket, m: &Moment<'_>) -> Entry {
        let Ticket { request, item, .. } = *ticket;
        let offer = if m.rules.defences.counted_stock {
            self.books.best_offer(item, m.id)
        } else {
            self.books.any_offer(item, m.id)
        };
        match offer {
            Some(offer) => Entry::Sale {
                request,
                item,
                price: offer.price,
                commission: offer.price.per_mille(m.rules.commission_per_mille),
                seller: offer.seller,
                lot: offer.lot,
                trader: m.id,
            },
            None => Entry::NoSeller { request, item },
        }
    }

    /// A seller registers a lot. Says whether that was expected of it.
    pub fn register(
        &mut self,
        seller: PeerId,
        registration: Registration,
        clock: VectorClock,
        m: &mut Moment<'_>,
    ) -> bool {
        if self.phase != Phase::Open {
            self.early.push((seller, registration, clock));
            return true;
        }
        self.notices.registered(seller, registration.heard, &self.durable, m);
        let Registration { lot, item, quantity, price, .. } = registration;
        match self.books.offer_of(seller).map(|o| (o.lot, o.position)) {
            Some((known, _)) if known > lot => return false,
            Some((known, position)) if known == lot => {
                if position < self.durable_length() {
                    m.send(seller, Message::Registered { lot });
                }
            }
            Some(_) | None => {
                let entry = Entry::Offer { seller, lot, item, quantity, price };
                let clock = Some(clock);
                self.append(Record { entry, clock }, m);
            }
        }
        true
    }

    /// A seller knows of a sale. Says whether that was awaited.
    pub fn noted(&mut self, seller: PeerId, sale: SaleId, m: &mut Moment<'_>) -> bool {
        self.notices.noted(seller, sale, m)
    }

    /// A seller did not answer.
    pub fn repeat_notice(&mut self, seller: PeerId, m: &mut Moment<'_>) {
        self.notices.repeat(seller, m);
    }

    const fn books_epoch_before_opening(&self) -> Epoch {
        Epoch(self.epoch.0 - 1)
    }

    /// Begins to trade: with the lots and requests that came early.
    pub fn start_trading(&mut self, m: &mut Moment<'_>) {
        for (seller, registration, clock) in std::mem::take(&mut self.early) {
            self.register(seller, registration, clock, m);
        }
        self.requeue_early_requests(m);
        self.serve_next(m);
    }

    /// Requests that queued up before the books were there may have been answered by an earlier
    /// trader.
    fn requeue_early_requests(&mut self, m: &mut Moment<'_>) {
        if !m.rules.defences.request_table {
            return;
        }
        for ticket in std::mem::take(&mut self.queue).into_tickets() {
            if self.answer_from_table(ticket.request, m).is_none() {
                self.queue.join(ticket, m.rules.defences.sorted_queue);
            }
        }
    }

    /// How far it has come.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// Its epoch; the one that it tries to open, before it trades.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// The books, with what is on its way to the ledger.
    #[must_use]
    pub const fn books(&self) -> &Books {
        &self.books
    }

    /// The ledger as it is known to be.
    #[must_use]
    pub const fn durable(&self) -> &Log<Record> {
        &self.durable
    }

    /// How many records are on their way to the ledger.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Who waits.
    #[must_use]
    pub const fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Who is being served.
    #[must_use]
    pub const fn serving(&self) -> Option<&Ticket> {
        self.serving.as_ref()
    }
}

/// Tells the buyer what the ledger says of its request.
fn answer(entry: &Entry, position: u32, m: &mut Moment<'_>) {
    match *entry {
        Entry::Sale { request, item, price, seller, .. } => {
            let sale = SaleId(position);
            let sold = Message::Sold { request, sale, item, price, seller };
            m.send(request.buyer, sold);
        }
        Entry::NoSeller { request, item } => {
            m.send(request.buyer, Message::NoSeller { request, item });
        }
        Entry::Epoch { .. } | Entry::Offer { .. } => {}
    }
}
