//! What a run can be let go on to: what happens in it, or what is found out about it.

use trading_post::run::Goal;

/// Until when a run goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Aim {
    /// Until something happens.
    Goal(Goal),
    /// Until an invariant is broken.
    Breach,
}

impl Aim {
    /// Until when: `until the next sale`.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Goal(goal) => goal.sentence(),
            Self::Breach => "until a check goes red".to_owned(),
        }
    }
}
