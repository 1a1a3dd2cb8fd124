//! What is said of an invariant that does not hold.

use super::Invariant;

/// An invariant that does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breach {
    /// Which.
    pub invariant: Invariant,
    /// The first event after which it did not hold, by its place in the trace.
    pub event: usize,
    /// What broke, in a sentence without a full stop.
    pub sentence: String,
    /// The events that prove it, ascending; the last is `event`.
    pub proof: Vec<usize>,
}

/// How an invariant was broken just now: a sentence, and the earlier events that prove it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Broken {
    sentence: String,
    proof: Vec<u32>,
}

/// Holds, or how it was broken.
pub(super) type Verdict = Result<(), Broken>;

impl Broken {
    pub(super) fn new(sentence: String, proof: impl IntoIterator<Item = u32>) -> Self {
        Self { sentence, proof: proof.into_iter().collect() }
    }

    /// The breach that it is, of this invariant and in this event.
    pub(super) fn breach(self, invariant: Invariant, event: usize) -> Breach {
        let mut proof: Vec<_> = self.proof.iter().map(|place| *place as usize).collect();
        proof.push(event);
        proof.sort_unstable();
        proof.dedup();
        Breach { invariant, event, sentence: self.sentence, proof }
    }
}

/// That something must not be, for a reason that earlier events prove.
pub(super) fn broken<T>(
    sentence: String,
    proof: impl IntoIterator<Item = u32>,
) -> Result<T, Broken> {
    Err(Broken::new(sentence, proof))
}
