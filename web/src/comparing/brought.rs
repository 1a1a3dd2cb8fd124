//! What a comparison takes over from the run on screen.

use crate::lab::Lab;
use trading_post::run::Recorded;
use trading_post::scenario::{Intervention, Planned};
use trading_post::time::Duration;

/// What was done on the branch on screen, as acts at a time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Brought {
    pub(super) acts: Vec<Planned>,
    /// How many cannot be taken over.
    pub(super) left_out: usize,
}

impl Brought {
    pub(super) fn of(lab: &Lab) -> Self {
        let mut brought = Self::default();
        for (step, recorded) in lab.run().acts() {
            if let Intervention::Touch { .. } = recorded.act {
                brought.left_out += 1;
            } else {
                brought.acts.push(planned(lab, step, recorded));
            }
        }
        brought
    }
}

/// The act at its time. A scenario's own acts come first of all that happens at one time: what was done
/// after something else at that time comes a microsecond later.
fn planned(lab: &Lab, step: usize, recorded: &Recorded) -> Planned {
    let branch = lab.run().branch();
    let before = branch.events_before(step).checked_sub(1);
    let late = before.is_some_and(|event| branch.trace()[event].at == recorded.at);
    let at = recorded.at + Duration(u64::from(late));
    Planned { at_us: at.0, act: recorded.act.clone() }
}
