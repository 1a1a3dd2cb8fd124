//! What is known of the event looked at, kept as long as it holds.

use crate::lab::Lab;
use trading_post::run::BranchId;
use trading_post::trace::{Cone, Hop, Relation, path, relation};

/// What was asked.
type Question = (Option<usize>, Option<usize>, usize, BranchId);

/// The cone of the event looked at, and its way to the one with which it is compared.
#[derive(Debug, Default)]
pub struct Gaze {
    asked: Option<Question>,
    /// The cone.
    pub cone: Option<Cone>,
    /// How it lies to the other event.
    pub relation: Option<Relation>,
    /// The messages between the two.
    pub path: Option<Vec<Hop>>,
}

impl Gaze {
    /// Works it out anew, if anything has changed.
    pub fn turn(&mut self, lab: &Lab, event: Option<usize>, second: Option<usize>) {
        let (run, lifelines) = (lab.run(), &lab.index().lifelines);
        let trace = run.trace();
        let event = event.filter(|event| *event < lifelines.len());
        let second = second.filter(|second| *second < lifelines.len() && event.is_some());
        let question = (event, second, lifelines.len(), run.branch_id());
        if self.asked.replace(question) == Some(question) {
            return;
        }
        self.cone = event.map(|event| Cone::of(trace, lifelines, event));
        let pair = event.zip(second);
        self.relation = pair.map(|(a, b)| relation(trace, lifelines, a, b));
        self.path = pair.and_then(|(a, b)| path(trace, lifelines, a.min(b), a.max(b)));
    }
}
