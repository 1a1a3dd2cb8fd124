//! Invariants, checked event by event over what was recorded, outside the code that they check.
//!
//! So far these are the ones that the ledger's entries and the answers to buyers show: I1, I3, I5, I6
//! and I7 of the protocol. Each is a small book of its own that takes every event; the first breach
//! of each is kept.

mod answers;
mod lots;
mod terms;

use crate::id::{Party, PeerId};
use crate::market::ledger::Entry;
use crate::scenario::Scenario;
use crate::world::{Event, What};
use answers::Answers;
use lots::Lots;
use std::fmt;
use terms::Terms;

/// A statement that must always hold, by its number in the protocol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Invariant {
    /// I1: at most one peer ever grants sales in an epoch.
    OneTrader,
    /// I3: epochs never decrease, and only the current epoch's trader appends.
    Epochs,
    /// I5: of a lot no more is sold than was registered, at its price.
    Lots,
    /// I6: a request is executed at most once, and every answer to it is the same.
    Once,
    /// I7: what a buyer is answered is in the ledger.
    Durable,
}

impl Invariant {
    /// All that are checked, by number.
    pub const ALL: [Self; 5] =
        [Self::OneTrader, Self::Epochs, Self::Lots, Self::Once, Self::Durable];

    /// Its number in the protocol.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneTrader => "I1",
            Self::Epochs => "I3",
            Self::Lots => "I5",
            Self::Once => "I6",
            Self::Durable => "I7",
        }
    }
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An invariant that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    /// Which.
    pub invariant: Invariant,
    /// The first event after which it did not hold, by its place in the trace.
    pub event: usize,
    /// What broke, in a sentence.
    pub sentence: String,
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
        let Err(sentence) = verdict(self) else {
            return;
        };
        if self.breaches.iter().all(|breach| breach.invariant != invariant) {
            self.breaches.push(Breach { invariant, event: self.taken, sentence });
        }
    }

    /// The first breach of each invariant that was broken, in the order in which it happened.
    #[must_use]
    pub fn breaches(&self) -> &[Breach] {
        &self.breaches
    }
}

fn carved(event: &Event) -> Option<Carved> {
    let What::Append { from: Party::Peer(by), position, entry, .. } = event.what else {
        return None;
    };
    Some(Carved { by, position, entry })
}
