//! Invariants, checked event by event over what was recorded, outside the code that they check.
//!
//! So far these are the ones that the ledger's entries and the answers to buyers show: I1, I3, I5, I6
//! and I7 of the protocol. Each is a small book of its own that takes every event; the first breach
//! of each is kept.

mod answers;
mod exhibits;
mod invariant;
mod lots;
mod sometimes;
mod terms;

pub use invariant::Invariant;
pub use sometimes::{Sighting, Sometimes};

use crate::id::{Party, PeerId};
use crate::market::ledger::Entry;
use crate::scenario::Scenario;
use crate::world::{Event, What};
use answers::Answers;
use lots::Lots;
use terms::Terms;

/// An invariant that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    /// Which.
    pub invariant: Invariant,
    /// The first event after which it did not hold, by its place in the trace.
    pub event: usize,
    /// What broke, in a sentence.
    pub sentence: String,
    /// The events that prove it, ascending; the last is `event`.
    pub proof: Vec<usize>,
}

/// An entry of the ledger as it was carved.
#[derive(Clone, Copy)]
struct Carved {
    by: PeerId,
    position: u32,
    entry: Entry,
}

/// Holds, or a sentence on how it was broken.
type Verdict = Result<(), String>;

/// Walks along a trace and knows what has been broken so far.
#[derive(Clone, Debug)]
pub struct Checks {
    taken: usize,
    terms: Terms,
    lots: Lots,
    answers: Answers,
    breaches: Vec<Breach>,
    examined: [u64; Invariant::ALL.len()],
}

impl Checks {
    /// Before the first event of a run of this scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            taken: 0,
            terms: Terms::default(),
            lots: Lots::new(scenario.commission_per_mille.unsigned_abs()),
            answers: Answers::default(),
            breaches: Vec::new(),
            examined: [0; Invariant::ALL.len()],
        }
    }

    /// Takes the next event of the trace.
    pub fn take(&mut self, event: &Event) {
        if let Some(carved) = carved(event) {
            self.judge(Invariant::OneTrader, |checks| checks.terms.granted(carved));
            self.judge(Invariant::Epochs, |checks| checks.terms.appended(carved));
            self.judge(Invariant::Lots, |checks| checks.lots.carved(&carved.entry));
            self.judge(Invariant::Once, |checks| checks.answers.carved(carved));
        }
        if let Some(answer) = answers::heard(event) {
            self.judge(Invariant::Durable, |checks| checks.answers.is_carved(&answer));
            self.judge(Invariant::Once, |checks| checks.answers.heard(answer));
        }
        self.taken += 1;
    }

    fn judge(&mut self, invariant: Invariant, verdict: impl FnOnce(&mut Self) -> Verdict) {
        self.examined[invariant.place()] += 1;
        let Err(sentence) = verdict(self) else {
            return;
        };
        if self.breaches.iter().all(|breach| breach.invariant != invariant) {
            self.breaches.push(Breach {
                invariant,
                event: self.taken,
                sentence,
                proof: vec![self.taken],
            });
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
    pub fn sometimes(&self) -> [Sighting; Sometimes::ALL.len()] {
        Sometimes::ALL.map(|fact| Sighting { fact, count: 0, first: None })
    }
}

fn carved(event: &Event) -> Option<Carved> {
    let What::Append { from: Party::Peer(by), position, entry, .. } = event.what else {
        return None;
    };
    Some(Carved { by, position, entry })
}
