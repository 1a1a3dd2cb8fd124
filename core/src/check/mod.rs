//! Invariants, checked event by event over what was recorded, outside the code that they check.
//!
//! Each is a small book of its own that takes every event; the first breach of each is kept, with its
//! proof. What happened is all they go by: who wants to know how a run fared needs its scenario and
//! its events, and no world. A book forgets what is closed; of a request and a lot it keeps a few
//! numbers.
//!
//! I12, that the same run gives the same trace, cannot be judged from one trace: see
//! [`Retrace`].
//!
//! What must hold "eventually" is judged by simulated time: see `bounds` for how long it may take, and
//! `calm` for what counts as trouble. Where I10 is judged the order does not matter: an unsound one
//! breaks it.

mod agreement;
mod answers;
mod bounds;
mod breach;
mod calm;
mod carved;
mod exhibits;
mod facts;
pub mod hunt;
mod invariant;
mod links;
mod lots;
mod money;
mod patience;
mod queue;
mod recovery;
mod retrace;
mod sometimes;
mod stamps;
#[cfg(test)]
mod tale;
mod terms;
mod waits;

pub use breach::Breach;
pub use invariant::Invariant;
pub use retrace::{Retrace, Retraced};
pub use sometimes::{Sighting, Sometimes};

use crate::id::PeerId;
use crate::peer::io::Note;
use crate::peer::message::Message;
use crate::scenario::Scenario;
use crate::world::{Brief, Event, What};
use agreement::Agreement;
use answers::{Answers, heard};
use bounds::Bounds;
use breach::Verdict;
use calm::{Calm, Moment};
use carved::{Carved, carved};
use facts::Facts;
use links::Links;
use lots::Lots;
use money::Books;
use patience::Patience;
use queue::{Asked, Queues};
use recovery::Recovery;
use stamps::Stamps;
use terms::Terms;

/// Walks along a trace and knows what has been broken so far.
#[derive(Clone, Debug)]
pub struct Checks {
    taken: usize,
    breaches: Vec<Breach>,
    examined: [u64; Invariant::ALL.len()],
    links: Links,
    calm: Calm,
    stamps: Stamps,
    facts: Facts,
    terms: Terms,
    agreement: Agreement,
    books: Books,
    lots: Lots,
    answers: Answers,
    patience: Patience,
    queues: Queues,
    recovery: Recovery,
}

impl Checks {
    /// Before the first event of a run of this scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let (peers, bounds) = (scenario.peers.len(), Bounds::of(scenario));
        Self {
            taken: 0,
            breaches: Vec::new(),
            examined: [0; Invariant::ALL.len()],
            links: Links::new(peers),
            calm: Calm::new(peers),
            stamps: Stamps::new(peers, scenario.clocks),
            facts: Facts::new(),
            terms: Terms::default(),
            agreement: Agreement::new(bounds.agreement, scenario.election),
            books: Books::new(bounds.answer),
            lots: Lots::new(scenario.commission_per_mille.unsigned_abs()),
            answers: Answers::default(),
            patience: Patience::new(bounds.answer),
            queues: Queues::new(peers, scenario.defences.request_table),
            recovery: Recovery::new(peers),
        }
    }

    /// Takes the next event of the trace.
    ///
    /// # Panics
    /// After four thousand million events.
    pub fn take(&mut self, event: &Event) {
        let place = u32::try_from(self.taken).expect("a run ends long before 2^32 events");
        let now = Moment { at: event.at, event: place };
        self.hear_of_trade(event);
        let verdict = self.links.take(event, place);
        self.judge(Invariant::Links, verdict);
        let changed = self.calm.take(event, place, &self.links);
        let verdict = self.stamps.take(event, place);
        self.judge(Invariant::Clocks, verdict);
        if let Some(carved) = carved(event, place) {
            self.take_entry(&carved, now);
        }
        if let What::Note(note) = event.what
            && let Some(peer) = event.peer()
        {
            self.take_note(peer, &note, place);
        }
        let verdict = self.queues.take(event);
        self.judge(Invariant::Order, verdict);
        self.take_answer(event, place);
        self.pass(event, now, changed);
        self.facts.take(event, self.taken, &self.calm);
        self.taken += 1;
    }

    /// What arrives at a trader. The clock of a BUY is known as long as it is under way.
    fn hear_of_trade(&mut self, event: &Event) {
        let What::Receive { message, from, brief: Brief::Message(says) } = event.what else {
            return;
        };
        if let (Message::Register(_), Some(seller)) = (says, from.peer()) {
            self.books.registers(seller);
        }
        if let Message::Buy { .. } = says
            && let (Some(trader), Some(sent)) = (event.peer(), self.links.sent(message))
            && let Some(clock) = self.stamps.clocks().carried(message).cloned()
        {
            self.queues.asked(trader, Asked { clock, sent });
        }
    }

    fn take_entry(&mut self, carved: &Carved, now: Moment) {
        self.queues.carved(carved);
        self.recovery.carved(carved);
        let verdict = self.terms.granted(carved);
        self.judge(Invariant::OneTrader, verdict);
        let verdict = self.terms.appended(carved);
        self.judge(Invariant::Epochs, Some(verdict));
        let verdict = self.books.carved(carved, now);
        self.judge(Invariant::Money, verdict);
        let verdict = self.lots.carved(carved);
        self.judge(Invariant::Lots, verdict);
        let verdict = self.answers.carved(carved);
        self.judge(Invariant::Once, verdict);
    }

    fn take_note(&mut self, peer: PeerId, note: &Note, place: u32) {
        let verdict = self.terms.noted(peer, note, place);
        self.judge(Invariant::OneTrader, verdict);
        let verdict = self.books.noted(peer, note, place);
        self.judge(Invariant::Money, verdict);
        let verdict = self.recovery.noted(peer, note);
        self.judge(Invariant::Recovery, verdict);
    }

    fn take_answer(&mut self, event: &Event, place: u32) {
        if let Some(answer) = heard(event, place) {
            let verdict = self.answers.is_carved(&answer);
            self.judge(Invariant::Durable, Some(verdict));
            let verdict = self.answers.heard(&answer);
            self.judge(Invariant::Once, Some(verdict));
        }
    }

    /// Time has passed: what should have happened by now?
    fn pass(&mut self, event: &Event, now: Moment, changed: bool) {
        if changed {
            let verdict = self.agreement.changed(&self.calm, now);
            self.judge(Invariant::Agreement, verdict);
        }
        let verdict = self.agreement.pass(&self.calm, now);
        self.judge(Invariant::Agreement, verdict);
        let verdict = self.patience.take(event, now, &self.calm);
        self.judge(Invariant::Answered, verdict);
        let verdict = self.books.rest(now, &self.calm);
        self.judge(Invariant::Money, verdict);
    }

    fn judge(&mut self, invariant: Invariant, verdict: Option<Verdict>) {
        let Some(verdict) = verdict else {
            return;
        };
        self.examined[invariant.place()] += 1;
        if let Err(broken) = verdict
            && self.breaches.iter().all(|breach| breach.invariant != invariant)
        {
            self.breaches.push(broken.breach(invariant, self.taken));
        }
    }

    /// The first breach of each invariant that was broken, in the order in which it happened.
    #[must_use]
    pub fn breaches(&self) -> &[Breach] {
        &self.breaches
    }

    /// How many times this invariant had something to judge: one that holds and never had says
    /// nothing.
    #[must_use]
    pub const fn examined(&self, invariant: Invariant) -> u64 {
        self.examined[invariant.place()]
    }

    /// What should be seen sometimes, and how often it was.
    #[must_use]
    pub const fn sometimes(&self) -> [Sighting; Sometimes::ALL.len()] {
        *self.facts.sightings()
    }
}
