//! What determines a run, and where it stands: no more than that.

use super::branch::usual_name;
use super::{BranchId, Fork, Run};
use crate::digest::Digest;
use crate::scenario::{Intervention, Scenario};
use crate::time::Instant;

/// The version whose runs can be made again: another one may act otherwise on the same input.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What determines a run, and where it stands. [`Run::of_record`] makes the run again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// The version of the core that made the run.
    pub version: String,
    /// What the run started from.
    pub scenario: Scenario,
    /// Its branches, in the order in which they began. Here a branch's number is its place in this
    /// list.
    pub branches: Vec<RecordedBranch>,
    /// The branch on which it stands.
    pub branch: BranchId,
    /// The moment of that branch at which it stands.
    pub moment: usize,
    /// The fingerprint of that branch's trace up to there, where somebody took it: whoever makes the
    /// run again can see that it is the same one ([`Run::reproduces`]).
    pub digest: Option<Digest>,
}

/// One branch of a recorded run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedBranch {
    /// What it is called.
    pub name: String,
    /// Which earlier branch it left, and where; nowhere for the first.
    pub from: Option<Fork>,
    /// What users did on it since then, in order.
    pub acts: Vec<RecordedAct>,
}

/// What a user did, when, and between which steps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedAct {
    /// Which step of the branch it was, counted from 0: so many came before it.
    pub step: usize,
    /// The simulated time.
    pub at: Instant,
    /// What.
    pub act: Intervention,
}

impl Run {
    /// What determines this run, and where it stands. It has neither branches that were discarded,
    /// nor how far the others are known.
    #[must_use]
    pub fn record(&self) -> Record {
        let branches = self.branches();
        let place = |id: BranchId| {
            let place = branches.partition_point(|(other, _)| *other < id);
            BranchId(u32::try_from(place).expect("a place is at most the number"))
        };
        let recorded = branches.iter().map(|(_, branch)| {
            let from = branch.from.map(|from| Fork { branch: place(from.branch), ..from });
            let own = branch.acts().filter(|(step, _)| from.is_none_or(|f| *step >= f.moment));
            RecordedBranch {
                name: branch.name.clone(),
                from,
                acts: own.map(|(step, done)| RecordedAct::of(step, done)).collect(),
            }
        });
        Record {
            version: VERSION.to_owned(),
            scenario: self.scenario.clone(),
            branches: recorded.collect(),
            branch: place(self.current),
            moment: self.moment,
            digest: None,
        }
    }
}

impl Record {
    /// The same record, with the fingerprint of what led to where it stands.
    #[must_use]
    pub fn with_digest(self, digest: Digest) -> Self {
        Self { digest: Some(digest), ..self }
    }

    /// The record of a run with a single branch, on which this was done, in order, and which stands
    /// at this moment.
    #[must_use]
    pub fn of_acts(scenario: Scenario, acts: Vec<RecordedAct>, moment: usize) -> Self {
        let branch = RecordedBranch { name: usual_name(BranchId(0)), from: None, acts };
        Self {
            version: VERSION.to_owned(),
            scenario,
            branches: vec![branch],
            branch: BranchId(0),
            moment,
            digest: None,
        }
    }
}

impl RecordedAct {
    fn of(step: usize, done: &super::Recorded) -> Self {
        Self { step, at: done.at, act: done.act.clone() }
    }
}
