//! What the desk and the ledger say to each other: reading it, writing into it, and what is durable.

use super::{Desk, Phase, Progress, answer};
use crate::id::Epoch;
use crate::log::Log;
use crate::market::books::Books;
use crate::market::ledger::{Entry, Op, Record, Reply};
use crate::peer::io::{Note, Timer};
use crate::peer::message::Message;
use crate::peer::moment::Moment;
use crate::peer::notices::notice_of;

impl Desk {
    /// The ledger did not answer: asks how things stand there.
    pub fn ledger_silent(&mut self, m: &mut Moment<'_>) {
        self.asked = true;
        m.ask(Op::Read { desk: self.id });
        m.arm(Timer::Ledger, m.rules.timeouts.ledger);
    }

    /// The ledger answers.
    pub fn ledger_says(&mut self, reply: Reply, m: &mut Moment<'_>) -> Progress {
        if reply.desk() != self.id {
            return Progress::Ignored; // It was meant for an earlier desk of this peer's.
        }
        match reply {
            Reply::Contents { epoch, records, .. } => self.contents(epoch, &records, m),
            Reply::Appended { position, .. } => self.appended(position, m),
            Reply::Refused { epoch, .. } => self.refused(epoch, m),
        }
    }

    pub(super) fn contents(
        &mut self,
        epoch: Epoch,
        records: &Log<Record>,
        m: &mut Moment<'_>,
    ) -> Progress {
        match self.phase {
            Phase::Reading => self.rebuild(epoch, records, m),
            // An answer to a repeated question.
            Phase::Opening | Phase::Open if records.len() < self.durable.len() => {
                return Progress::Ignored;
            }
            // Somebody was quicker, or an earlier desk: the books are old, and so is the epoch.
            Phase::Opening if records.len() > self.durable.len() => {
                self.rebuild(epoch, records, m);
            }
            Phase::Open if epoch > self.epoch => return Progress::Deposed,
            Phase::Opening | Phase::Open => return self.catch_up(records, m),
        }
        Progress::Goes
    }

    /// Adds up what the ledger holds, and asks for the next epoch. What is said of an earlier attempt
    /// to open one misleads this one: it is as if another desk had asked.
    pub(super) fn rebuild(&mut self, epoch: Epoch, records: &Log<Record>, m: &mut Moment<'_>) {
        self.id = self.id.next();
        self.books = Books::new(m.rules.peers, m.rules.order);
        for record in records.iter() {
            if m.rules.defences.full_recovery || record.entry.answers().is_none() {
                self.books.add(record);
            } else {
                self.books.pass_over();
            }
        }
        self.durable = records.clone();
        self.pending.clear();
        self.asked = false;
        self.phase = Phase::Opening;
        self.epoch = epoch;
        let next = epoch.next();
        let entry = Entry::Epoch { epoch: next, trader: m.id };
        self.append(Record { entry, clock: None }, m);
        self.epoch = next;
    }

    /// What of the pending the ledger has is durable; the rest is written again, if this is the
    /// answer to a question and not a second copy of one.
    pub(super) fn catch_up(&mut self, records: &Log<Record>, m: &mut Moment<'_>) -> Progress {
        let mut progress = Progress::Goes;
        while self.durable.len() < records.len() && !self.pending.is_empty() {
            let position = self.durable_length();
            if self.first_is_durable(position, m) == Progress::Opened {
                progress = Progress::Opened;
            }
        }
        if !std::mem::take(&mut self.asked) {
            return progress;
        }
        let (mut epoch, first) = (self.epoch, self.durable_length());
        if self.phase == Phase::Opening {
            epoch = self.books_epoch_before_opening();
        }
        for (place, record) in (first..).zip(self.pending.clone()) {
            m.ask(Op::Append { desk: self.id, epoch, length: place, record });
        }
        progress
    }

    pub(super) fn durable_length(&self) -> u32 {
        u32::try_from(self.durable.len()).expect("a run ends long before 2^32 entries")
    }

    /// Sends a record to the ledger, behind those on their way.
    pub(super) fn append(&mut self, record: Record, m: &mut Moment<'_>) {
        let place = self.note_down(&record);
        self.send_to_ledger(place, record, m);
    }

    /// Adds a record to the books and to the pending, and says where it will stand.
    pub(super) fn note_down(&mut self, record: &Record) -> u32 {
        let place = self.books.length();
        self.books.add(record);
        self.pending.push_back(record.clone());
        place
    }

    pub(super) fn send_to_ledger(&self, length: u32, record: Record, m: &mut Moment<'_>) {
        m.ask(Op::Append { desk: self.id, epoch: self.epoch, length, record });
        m.arm(Timer::Ledger, m.rules.timeouts.ledger);
    }

    pub(super) fn appended(&mut self, position: u32, m: &mut Moment<'_>) -> Progress {
        if position < self.durable_length() {
            return Progress::Ignored; // It was seen in the contents already.
        }
        if m.rules.defences.fencing && position > self.durable_length() {
            self.doubt(m); // The answer for an earlier record was lost.
            return Progress::Goes;
        }
        self.first_is_durable(position, m)
    }

    /// Asks how things stand at the ledger, unless it has just asked: one question is enough for
    /// all that is pending.
    pub(super) fn doubt(&mut self, m: &mut Moment<'_>) {
        if !self.asked {
            self.ledger_silent(m);
        }
    }

    /// The first of the pending stands at this place in the ledger.
    pub(super) fn first_is_durable(&mut self, position: u32, m: &mut Moment<'_>) -> Progress {
        let Some(record) = self.pending.pop_front() else {
            return Progress::Ignored;
        };
        self.durable.push(record.clone());
        if self.pending.is_empty() {
            m.disarm(Timer::Ledger);
        } else {
            m.arm(Timer::Ledger, m.rules.timeouts.ledger);
        }
        self.now_durable(&record.entry, position, m)
    }

    pub(super) fn now_durable(
        &mut self,
        entry: &Entry,
        position: u32,
        m: &mut Moment<'_>,
    ) -> Progress {
        match *entry {
            Entry::Epoch { epoch, .. } => {
                self.phase = Phase::Open;
                let books = self.books.digest();
                m.note(Note::Opens { epoch, entries: position, books });
                return Progress::Opened;
            }
            Entry::Offer { seller, lot, .. } => m.send(seller, Message::Registered { lot }),
            Entry::Sale { .. } | Entry::NoSeller { .. } => {
                if m.rules.defences.durable_answers {
                    answer(entry, position, m);
                }
                if let Some((seller, notice)) = notice_of(entry, position) {
                    self.notices.add(seller, notice, m);
                }
            }
        }
        Progress::Goes
    }

    pub(super) fn refused(&mut self, epoch: Epoch, m: &mut Moment<'_>) -> Progress {
        match self.phase {
            Phase::Reading => return Progress::Ignored,
            Phase::Opening => {
                self.phase = Phase::Reading;
                self.ledger_silent(m);
            }
            Phase::Open if epoch > self.epoch => return Progress::Deposed,
            Phase::Open if self.pending.is_empty() => return Progress::Ignored,
            Phase::Open => self.doubt(m),
        }
        Progress::Goes
    }
}
