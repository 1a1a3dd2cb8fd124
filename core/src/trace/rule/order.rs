//! The rules by which requests are put in line and served, and what is left of them in the record.
//! Where a scenario's queue is not sorted, nobody applies those that sort it.

use super::seen::Seen;
use crate::market::ledger::Entry;
use crate::market::order::Decision;
use crate::peer::io::Note;
use crate::world::What;

/// A rule of the trader's queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OrderRule {
    /// A cause before its effect.
    Cause,
    /// Else the one that the scenario's order puts first.
    TieBreak,
    /// One after the other.
    Serve,
    /// The seller, too, by its clock.
    Seller,
}

impl OrderRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 4] = [Self::Cause, Self::TieBreak, Self::Serve, Self::Seller];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Cause => {
                "A request that could know of another stands behind it: its clock is the greater one"
            }
            Self::TieBreak => {
                "Where causality does not decide, or the scenario's order of clocks does not ask it, \
                 that order decides; where that is even, the lower buyer stands first"
            }
            Self::Serve => "Whoever stands first is served as soon as the trader is free",
            Self::Seller => {
                "Of all who offer what is wanted, the one whose clock stood first in that order when \
                 it registered sells; where that is even, the lower one"
            }
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let sorted = seen.scenario.defences.sorted_queue;
        match self {
            Self::Cause => sorted && decided(seen) == Some(Decision::Causality),
            Self::TieBreak => {
                let by_order = [Decision::TieBreak, Decision::AgainstCausality];
                sorted && decided(seen).is_some_and(|decision| by_order.contains(&decision))
            }
            Self::Serve => matches!(seen.what(), What::Note(Note::Serves { .. })),
            Self::Seller => matches!(seen.writes(), Some(Entry::Sale { .. })),
        }
    }
}

/// What decided the place that a request takes, if others wait.
fn decided(seen: &Seen<'_>) -> Option<Decision> {
    let What::Note(Note::Queues { beside, .. }) = seen.what() else { return None };
    beside.map(|(_, decision)| decision)
}
