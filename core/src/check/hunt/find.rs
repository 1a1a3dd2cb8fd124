//! What a hunt found: what to do from its start on, so that an invariant breaks.

use crate::check::Breach;
use crate::run::{BranchId, RecordedAct, Run};

/// A continuation that breaks an invariant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Find {
    /// The branch on which the hunt began.
    pub branch: BranchId,
    /// The moment of it at which it began.
    pub from: usize,
    /// What is done from there on, and between which steps.
    pub acts: Vec<RecordedAct>,
    /// The moment at which the invariant is broken.
    pub moment: usize,
    /// What breaks.
    pub breach: Breach,
}

impl Find {
    /// Begins a branch where the hunt began and does all that was done, so that the run stands where
    /// the invariant has just broken. Says whether it could: not if the branch is forgotten by now.
    pub fn open(&self, run: &mut Run) -> bool {
        if !run.switch(self.branch) || run.known_steps() < self.from {
            return false;
        }
        run.seek(self.from);
        run.fork();
        self.acts.iter().all(|done| do_again(run, done)) && goes_to(run, self.moment)
    }
}

fn do_again(run: &mut Run, done: &RecordedAct) -> bool {
    goes_to(run, done.step) && run.act(done.act.clone(), done.at).is_ok()
}

fn goes_to(run: &mut Run, moment: usize) -> bool {
    while run.moment() < moment && run.forward() {}
    run.moment() == moment
}
