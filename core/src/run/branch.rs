//! One line of a run from its beginning: what happened on it, and what users did.

use super::checkpoints::Checkpoints;
use crate::log::Log;
use crate::scenario::Intervention;
use crate::time::Instant;
use crate::world::{Event, Trace, What, World};
use std::collections::BTreeMap;
use std::ops::Range;

/// A branch's number, counted over the whole run. The first is 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct BranchId(pub u32);

/// What a branch is called while nobody has named it.
pub(super) fn usual_name(id: BranchId) -> String {
    if id == BranchId(0) { "first".to_owned() } else { format!("branch {}", id.0) }
}

/// Where a branch left another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fork {
    /// The branch that was left.
    pub branch: BranchId,
    /// The last moment that both have in common.
    pub moment: usize,
}

/// What a user did, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// The simulated time.
    pub at: Instant,
    /// What.
    pub act: Intervention,
}

/// One line of a run, from moment 0 on. What it has in common with others is shared with them.
#[derive(Clone, Debug)]
pub struct Branch {
    pub(super) name: String,
    pub(super) from: Option<Fork>,
    pub(super) checkpoints: Checkpoints,
    trace: Trace,
    /// For each known step, how long the trace was after it.
    step_ends: Log<u32, 256>,
    /// The steps that were a user's.
    acts: BTreeMap<usize, Recorded>,
}

impl Branch {
    pub(crate) fn new(name: String, start: World) -> Self {
        Self {
            name,
            from: None,
            checkpoints: Checkpoints::new(start),
            trace: Trace::default(),
            step_ends: Log::default(),
            acts: BTreeMap::new(),
        }
    }

    /// Another line that has the moments up to this one in common with this line.
    pub(super) fn fork(&self, name: String, from: Fork) -> Self {
        let mut fork = Self { name, from: Some(from), ..self.clone() };
        fork.forget_after(from.moment);
        fork
    }

    fn forget_after(&mut self, moment: usize) {
        self.trace.truncate(self.events_before(moment));
        self.step_ends.truncate(moment);
        self.acts.retain(|step, _| *step < moment);
        self.checkpoints.forget_after(moment);
    }

    /// Adds the next step's events.
    pub(crate) fn add_step(&mut self, events: &[Event]) {
        self.trace.extend(events.iter().copied());
        let end = u32::try_from(self.trace.len()).expect("a run ends long before 2^32 events");
        self.step_ends.push(end);
    }

    pub(super) fn add_act(&mut self, step: usize, recorded: Recorded) {
        self.acts.insert(step, recorded);
    }

    /// What a user did as the step that follows this moment, if anything.
    pub(super) fn act_after(&self, moment: usize) -> Option<&Recorded> {
        self.acts.get(&moment)
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it left another branch; nowhere for the first.
    #[must_use]
    pub const fn from(&self) -> Option<Fork> {
        self.from
    }

    /// How many steps are known of it.
    #[must_use]
    pub fn known_steps(&self) -> usize {
        self.step_ends.len()
    }

    /// All events known of it.
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        &self.trace
    }

    /// How many events belong to it alone: those after it left another branch.
    #[must_use]
    pub fn own_events(&self) -> usize {
        self.trace.len() - self.from.map_or(0, |fork| self.events_before(fork.moment))
    }

    /// How many events had happened at a known moment.
    #[must_use]
    pub fn events_before(&self, moment: usize) -> usize {
        moment.checked_sub(1).map_or(0, |step| self.step_ends[step] as usize)
    }

    /// The events of the steps from one known moment to another, as places in the trace.
    #[must_use]
    pub fn events_between(&self, from: usize, to: usize) -> Range<usize> {
        self.events_before(from.min(to))..self.events_before(to)
    }

    /// The moment right after this event of the trace.
    #[must_use]
    pub fn moment_of_event(&self, event: usize) -> usize {
        self.step_ends.partition_point(|end| (*end as usize) <= event) + 1
    }

    /// The last known moment at which no event had happened that is later than this time.
    #[must_use]
    pub fn moment_at(&self, time: Instant) -> usize {
        self.step_ends.partition_point(|end| {
            let last = (*end as usize).checked_sub(1).map(|event| self.trace[event].at);
            last.is_none_or(|last| last <= time)
        })
    }

    /// What users did on it, by the step that it was; what they did before it left another branch
    /// is among it.
    pub fn acts(&self) -> impl DoubleEndedIterator<Item = (usize, &Recorded)> {
        self.acts.iter().map(|(step, recorded)| (*step, recorded))
    }

    /// The first event, as a place in both traces, that happened otherwise on the other branch;
    /// none, as far as both are known.
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<usize> {
        self.trace.iter().zip(other.trace.iter()).position(|(one, other)| one != other)
    }

    /// Whether the step that led to this moment was the end of a message's way.
    pub(super) fn was_arrival(&self, moment: usize) -> bool {
        let step = self.events_between(moment.saturating_sub(1), moment);
        match self.trace.get(step.start).filter(|_| !step.is_empty()).map(|event| &event.what) {
            Some(
                What::Receive { .. }
                | What::Append { .. }
                | What::Refuse { .. }
                | What::Tear { .. }
                | What::Drop { .. },
            ) => true,
            Some(_) | None => false,
        }
    }
}
