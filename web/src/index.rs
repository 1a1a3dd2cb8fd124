//! The trace of the branch on which the run stands, indexed: who did what where, which receive
//! belongs to which send, which elections and requests there were, and what was broken.

use trading_post::check::Checks;
use trading_post::run::{BranchId, Run};
use trading_post::trace::{Lifelines, Spans};

/// An index of all that is known of a branch. It grows with the branch.
#[derive(Clone, Debug)]
pub struct Index {
    branch: BranchId,
    /// Who did what where.
    pub lifelines: Lifelines,
    /// The elections and requests.
    pub spans: Spans,
    /// What was broken.
    pub checks: Checks,
}

impl Index {
    /// The index of a run as far as it is known.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let peers = run.scenario().peers.len();
        let mut index = Self {
            branch: run.branch_id(),
            lifelines: Lifelines::new(peers),
            spans: Spans::new(peers),
            checks: Checks::new(run.scenario()),
        };
        index.catch_up(run);
        index
    }

    /// Takes over what is known newly; all of it, if the run has gone over to another branch.
    pub fn catch_up(&mut self, run: &Run) {
        if self.branch != run.branch_id() {
            *self = Self::of(run);
        }
        for (_, event) in run.trace().iter_from(self.lifelines.len()) {
            self.lifelines.take(event);
            self.spans.take(event);
            self.checks.take(event);
        }
    }
}
