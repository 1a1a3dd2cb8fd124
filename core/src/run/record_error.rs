//! What can be wrong with a record, in words.

use super::record::VERSION;
use super::{BranchId, Fork};
use crate::scenario::Problems;
use crate::time::Instant;
use crate::world::Refusal;
use std::fmt;

/// Why there is no run to a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RecordError {
    /// It is of another version, which may act otherwise.
    Version {
        /// Which.
        found: String,
    },
    /// Its scenario makes no sense.
    Scenario(Problems),
    /// It has no branch at all.
    NoBranches,
    /// A branch left a branch that is none of the earlier ones; or none, and is not the first; or
    /// it is the first, and left one.
    Origin {
        /// Which.
        branch: BranchId,
        /// What it left.
        found: Option<BranchId>,
    },
    /// A branch left another at a moment that this one has in common with its own origin.
    ForkTooEarly {
        /// Which.
        branch: BranchId,
        /// Where.
        found: Fork,
        /// The first moment that is the other's own.
        least: usize,
    },
    /// A branch left another after its end: nothing is due there any more.
    ForkTooLate {
        /// Which.
        branch: BranchId,
        /// Where.
        found: Fork,
        /// The last moment of the other.
        last: usize,
    },
    /// Something cannot have been done.
    Act {
        /// On which branch.
        branch: BranchId,
        /// As which step of it.
        step: usize,
        /// Why not.
        problem: ActProblem,
    },
    /// It stands on a branch that it does not have.
    Branch {
        /// Which.
        found: BranchId,
        /// How many it has.
        branches: usize,
    },
    /// It stands at a moment after its branch's end: nothing is due there any more.
    Moment {
        /// Which.
        found: usize,
        /// The last one.
        last: usize,
    },
    /// It takes more events than it may.
    TooLong {
        /// How many it may take.
        most: usize,
    },
}

/// Why something cannot have been done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ActProblem {
    /// It comes before what was done before it, or before its branch began.
    Order {
        /// The first step that it can be.
        least: usize,
    },
    /// It comes when nothing is due any more, and not at once.
    Unreached {
        /// The last moment of the branch until then.
        last: usize,
    },
    /// Its time is not between the steps around it.
    Time {
        /// When it was done.
        found: Instant,
        /// The step before it.
        after: Instant,
        /// The step after it, if one is due.
        before: Option<Instant>,
    },
    /// It makes no sense in this scenario.
    Nonsense(Problems),
    /// It is not possible there.
    Impossible(Refusal),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version { found } => {
                write!(f, "the run is of version {found}, expected {VERSION}")
            }
            Self::Scenario(problems) => write!(f, "the scenario makes no sense: {problems}"),
            Self::NoBranches => f.write_str("the run has no branches, expected at least one"),
            Self::Origin { branch, found } => origin_sentence(*branch, *found, f),
            Self::ForkTooEarly { branch: BranchId(branch), found, least } => {
                let Fork { branch: BranchId(other), moment } = found;
                write!(f, "branch {branch} left branch {other} at moment {moment}, ")?;
                write!(f, "expected moment {least} or later")
            }
            Self::ForkTooLate { branch: BranchId(branch), found, last } => {
                let Fork { branch: BranchId(other), moment } = found;
                write!(f, "branch {branch} left branch {other} at moment {moment}, ")?;
                write!(f, "expected at most {last}, where it ends")
            }
            Self::Act { branch: BranchId(branch), step, problem } => {
                write!(f, "branch {branch}, what was done as step {step}: {problem}")
            }
            Self::Branch { found: BranchId(found), branches } => {
                write!(f, "the run stands on branch {found}, expected one of its {branches}")
            }
            Self::Moment { found, last } => {
                write!(f, "the run stands at moment {found}, ")?;
                write!(f, "expected at most {last}, where its branch ends")
            }
            Self::TooLong { most } => {
                write!(f, "the run takes too long to make again, expected at most {most} events")
            }
        }
    }
}

fn origin_sentence(
    BranchId(branch): BranchId,
    found: Option<BranchId>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match found {
        Some(BranchId(other)) => write!(f, "branch {branch} left branch {other}, expected ")?,
        None => write!(f, "branch {branch} left no other, expected ")?,
    }
    match branch {
        0 => f.write_str("that the first one leaves none"),
        _ => write!(f, "an earlier one, 0 to {}", branch - 1),
    }
}

impl fmt::Display for ActProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order { least } => {
                write!(f, "it comes before what came before it, expected step {least} or later")
            }
            Self::Unreached { last } => {
                write!(f, "nothing happens any more until then, expected at most step {last}")
            }
            Self::Time { found, after, before: Some(before) } => {
                write!(f, "at {} us, expected {} to {} us", found.0, after.0, before.0)
            }
            Self::Time { found, after, before: None } => {
                write!(f, "at {} us, expected {} us or later", found.0, after.0)
            }
            Self::Nonsense(problems) => write!(f, "{problems}"),
            Self::Impossible(refusal) => write!(f, "{refusal}, expected what is possible then"),
        }
    }
}

impl std::error::Error for RecordError {}
