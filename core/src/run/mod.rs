//! A run as history: the scenario, what users did, the trace, and any moment of any branch of it.
//!
//! A run is determined by version, scenario, seed and interventions. Going back takes the nearest
//! checkpoint before and replays from there, so it is exact at any length. An act in the past
//! begins a branch, and the old future stays.
//!
//! A [`Record`] is what determines a run, to keep, to make it again from, and to share as the text
//! of a link. A [`Goal`] is what a run can be let go on to.

mod branch;
mod branches;
mod checkpoints;
mod file;
mod goal;
mod link;
mod rebuild;
mod record;
mod record_error;
mod words;

pub use branch::{Branch, BranchId, Fork, Recorded};
pub use file::ReadError;
pub use goal::{Goal, Progress};
pub use link::LinkError;
pub use record::{Record, RecordedAct, RecordedBranch};
pub use record_error::{ActProblem, RecordError};

use crate::scenario::{Intervention, Problems, Scenario};
use crate::time::Instant;
use crate::world::{Event, Refusal, Trace, World};
use checkpoints::NEAR;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// A run, standing at a moment of one of its branches.
///
/// Moment 0 is before anything has happened; each step, be it the world's next or a user's act,
/// leads to the next moment. Moments that were visited stay known while the run stands at an
/// earlier one, or on another branch.
#[derive(Debug)]
pub struct Run {
    scenario: Scenario,
    world: World,
    moment: usize,
    current: BranchId,
    /// The branch on which the run stands.
    branch: Branch,
    /// All others.
    others: BTreeMap<BranchId, Branch>,
    /// The number of the next branch.
    next_branch: BranchId,
    /// The last step's events; empty between steps, kept so that no step has to make one.
    events: Vec<Event>,
}

impl Run {
    /// A run at its very beginning.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn new(scenario: Scenario) -> Result<Self, Problems> {
        let world = World::new(&scenario)?;
        Ok(Self {
            scenario,
            branch: Branch::new(branch::usual_name(BranchId(0)), world.clone()),
            world,
            moment: 0,
            current: BranchId(0),
            others: BTreeMap::new(),
            next_branch: BranchId(1),
            events: Vec::new(),
        })
    }

    /// Goes on by one step. Says whether there was one.
    pub fn forward(&mut self) -> bool {
        self.events.clear();
        if !take_step(&mut self.world, &self.branch, self.moment, &mut self.events) {
            return false;
        }
        let known = self.moment < self.branch.known_steps();
        self.moment += 1;
        if !known {
            self.branch.add_step(&self.events);
            self.branch.checkpoints.offer(self.moment, &self.world);
        }
        true
    }

    /// Goes back by one step. Says whether there was one.
    pub fn back(&mut self) -> bool {
        let Some(before) = self.moment.checked_sub(1) else {
            return false;
        };
        self.seek(before);
        true
    }

    /// Goes to a moment; to the last one known, if it lies beyond that.
    pub fn seek(&mut self, moment: usize) {
        let moment = moment.min(self.branch.known_steps());
        let (from, world) = self.branch.checkpoints.before(moment);
        if moment < self.moment || from > self.moment {
            self.world = world.clone();
            self.moment = from;
        }
        let near = moment.saturating_sub(NEAR);
        if self.moment < near {
            while self.moment < near && self.forward() {}
            self.branch.checkpoints.keep_near(self.moment, &self.world);
        }
        while self.moment < moment && self.forward() {}
    }

    /// Lets everything happen that is due up to `at`, at most `limit` steps. Says whether it got
    /// there.
    pub fn run_until(&mut self, at: Instant, limit: usize) -> bool {
        for _ in 0..limit {
            if self.next_at().is_none_or(|next| next > at) || !self.forward() {
                return true;
            }
        }
        self.next_at().is_none_or(|next| next > at)
    }

    /// Does something to the world, at a time from now on before anything else happens. Where a
    /// future is known already, that stays as it is, and the act begins a branch.
    ///
    /// # Errors
    /// Why it is not possible; then nothing has changed.
    pub fn act(&mut self, act: Intervention, at: Instant) -> Result<(), Refusal> {
        self.world.possible(&act)?;
        self.scenario.check_act(&act).map_err(|_| Refusal::Nonsense)?;
        if self.moment < self.branch.known_steps() {
            self.fork();
        }
        let at = at.max(self.world.now());
        let at = self.world.next_at().map_or(at, |next| at.min(next));
        self.branch.add_act(self.moment, Recorded { at, act });
        self.forward();
        Ok(())
    }

    /// The branch on which the run stands.
    #[must_use]
    pub const fn branch(&self) -> &Branch {
        &self.branch
    }

    /// Its number.
    #[must_use]
    pub const fn branch_id(&self) -> BranchId {
        self.current
    }

    /// The world at a known moment of any branch; at its last one, if the moment lies beyond that.
    #[must_use]
    pub fn world_at(&self, branch: &Branch, moment: usize) -> World {
        let moment = moment.min(branch.known_steps());
        let (mut at, world) = branch.checkpoints.before(moment);
        let (mut world, mut events) = (world.clone(), Vec::new());
        while at < moment && take_step(&mut world, branch, at, &mut events) {
            events.clear();
            at += 1;
        }
        world
    }

    /// Shows the world at known moments of the current branch, one after the other.
    pub fn visit(&self, moments: RangeInclusive<usize>, mut see: impl FnMut(usize, &World)) {
        let (from, to) = (*moments.start(), (*moments.end()).min(self.known_steps()));
        let (mut world, mut events) = (self.world_at(&self.branch, from), Vec::new());
        for moment in from..=to {
            see(moment, &world);
            events.clear();
            take_step(&mut world, &self.branch, moment, &mut events);
        }
    }

    /// When the next step happens.
    #[must_use]
    pub fn next_at(&self) -> Option<Instant> {
        match self.branch.act_after(self.moment) {
            Some(recorded) => Some(recorded.at),
            None => self.world.next_at(),
        }
    }

    /// Whether the next step is the end of a message's way.
    #[must_use]
    pub fn next_is_arrival(&self) -> bool {
        self.branch.act_after(self.moment).is_none() && self.world.next_is_arrival()
    }

    /// The world at this moment.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// What the run started from.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Which moment the run stands at: how many steps led here.
    #[must_use]
    pub const fn moment(&self) -> usize {
        self.moment
    }

    /// How many steps are known of this branch.
    #[must_use]
    pub fn known_steps(&self) -> usize {
        self.branch.known_steps()
    }

    /// All events known of this branch, those of the future too.
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        self.branch.trace()
    }

    /// How many events have happened by this moment.
    #[must_use]
    pub fn trace_length(&self) -> usize {
        self.branch.events_before(self.moment)
    }

    /// The events that have happened by this moment.
    pub fn past(&self) -> impl DoubleEndedIterator<Item = &Event> + Clone {
        self.trace().range(0..self.trace_length())
    }

    /// The events of the step that led to this moment, as places in the trace; none at moment 0.
    #[must_use]
    pub fn last_step(&self) -> Range<usize> {
        self.branch.events_between(self.moment.saturating_sub(1), self.moment)
    }

    /// The events of the steps from a moment to this one, as places in the trace; none if that
    /// moment lies ahead.
    #[must_use]
    pub fn events_since(&self, moment: usize) -> Range<usize> {
        self.branch.events_between(moment, self.moment)
    }

    /// Whether the step that led to this moment was the end of a message's way.
    #[must_use]
    pub fn last_was_arrival(&self) -> bool {
        self.branch.was_arrival(self.moment)
    }

    /// The moment right after this event of the trace.
    #[must_use]
    pub fn moment_of_event(&self, event: usize) -> usize {
        self.branch.moment_of_event(event)
    }

    /// What users did on this branch, the future's acts too, by the step that it was.
    pub fn acts(&self) -> impl DoubleEndedIterator<Item = (usize, &Recorded)> {
        self.branch.acts()
    }
}

/// Takes the step that follows a moment of a branch: a user's act, or what is due. Says whether
/// there was one.
pub(crate) fn take_step(
    world: &mut World,
    branch: &Branch,
    moment: usize,
    events: &mut Vec<Event>,
) -> bool {
    let Some(recorded) = branch.act_after(moment) else {
        return world.step(events);
    };
    world.wait_until(recorded.at);
    let done = world.act(&recorded.act, events);
    debug_assert!(done.is_ok(), "it was possible the first time");
    true
}

#[cfg(test)]
mod tests;
