//! The rules of vector clocks, and what is left of them in the record.

use super::seen::Seen;
use crate::peer::rules::ClockScope;
use crate::trace::clocks::counts;
use crate::world::What;

/// A rule of vector clocks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ClockRule {
    /// Something happens at a peer by itself.
    Local,
    /// A message leaves.
    Send,
    /// A message arrives.
    Receive,
    /// A peer comes back.
    Restart,
}

impl ClockRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 4] = [Self::Local, Self::Send, Self::Receive, Self::Restart];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Local => "Something happens at a peer: its own entry grows by 1",
            Self::Send => {
                "A message leaves: its sender's own entry grows by 1, and the clock goes along"
            }
            Self::Receive => {
                "A message arrives: of each entry the greater of the two counts from now on, then \
                 the receiver's own grows by 1"
            }
            Self::Restart => {
                "A peer that comes back knows its own entry, which never goes back, and nothing of \
                 the others"
            }
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let (scope, what) = (seen.scenario.clocks, seen.what());
        if seen.peer().is_none() {
            return false; // The ledger has no entry of its own.
        }
        match self {
            Self::Local => scope == ClockScope::Everything && is_local(what),
            Self::Send => {
                matches!(what, What::Send { brief, .. } if counts(scope, brief))
            }
            Self::Receive => {
                let ticks = seen.scenario.defences.ticking_receives;
                ticks && matches!(what, What::Receive { brief, .. } if counts(scope, brief))
            }
            Self::Restart => *what == What::Restart,
        }
    }
}

const fn is_local(what: &What) -> bool {
    matches!(what, What::Start | What::Suspect | What::Timer(_) | What::Note(_))
}
