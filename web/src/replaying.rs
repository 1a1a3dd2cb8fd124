//! A branch that is played again from its beginning and compared with its record, slice by slice (I12).
//! No browser in it.

use trading_post::check::{Breach, Retrace, Retraced};
use trading_post::digest::Digest;
use trading_post::run::{BranchId, Run};

/// A branch that is being played again, or was.
#[derive(Clone, Debug)]
pub struct Replaying {
    branch: BranchId,
    retrace: Retrace,
    verdict: Verdict,
}

/// What has come of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is the same so far: this many events.
    Unfinished(usize),
    /// So many events are the same, and this is the digest of them all.
    Same(usize, Digest),
    /// Something is another.
    Differs(Breach),
    /// The run stands on another branch by now.
    Left,
}

impl Replaying {
    /// Begins to play the branch on which a run stands again.
    #[must_use]
    pub fn new(run: &Run) -> Self {
        Self {
            branch: run.branch_id(),
            retrace: run.begin_retrace(),
            verdict: Verdict::Unfinished(0),
        }
    }

    /// The branch on which a run stands, of which is known that it is another than its record's.
    #[must_use]
    pub fn broken(run: &Run, breach: Breach) -> Self {
        Self { verdict: Verdict::Differs(breach), ..Self::new(run) }
    }

    /// Goes on by so many steps. Says whether there is more to do.
    pub fn go_on(&mut self, run: &Run, steps: usize) -> bool {
        if run.branch_id() != self.branch || !matches!(self.verdict, Verdict::Unfinished(_)) {
            return false;
        }
        let result = self.retrace.go_on(run.branch(), steps);
        let compared = self.retrace.compared();
        self.verdict = match result {
            Ok(Retraced::Unfinished) => Verdict::Unfinished(compared),
            Ok(Retraced::Same(digest)) => Verdict::Same(compared, digest),
            Err(breach) => Verdict::Differs(breach),
        };
        matches!(self.verdict, Verdict::Unfinished(_))
    }

    /// What has come of it so far, for the branch on which a run stands.
    #[must_use]
    pub fn verdict(&self, run: &Run) -> Verdict {
        if run.branch_id() == self.branch { self.verdict.clone() } else { Verdict::Left }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::scenario::Scenario;
    use trading_post::trace::digest;

    fn run() -> Run {
        let mut run = Run::new(Scenario::report()).expect("it makes sense");
        while run.moment() < 500 && run.forward() {}
        run
    }

    #[test]
    fn a_branch_played_again_is_the_same_which_says_nothing_of_another() {
        let mut run = run();
        let mut replaying = Replaying::new(&run);
        assert!(replaying.go_on(&run, 100));
        assert!(!replaying.go_on(&run, 1_000));
        let same = Verdict::Same(run.trace().len(), digest(run.trace().iter()));
        assert_eq!(replaying.verdict(&run), same);
        run.seek(100);
        run.fork();
        assert_eq!(replaying.verdict(&run), Verdict::Left);
    }

    #[test]
    fn it_ends_where_the_branch_is_left() {
        let mut run = run();
        let mut replaying = Replaying::new(&run);
        run.seek(100);
        run.fork();
        assert!(!replaying.go_on(&run, 10));
        assert_eq!(replaying.verdict(&run), Verdict::Left);
    }
}
