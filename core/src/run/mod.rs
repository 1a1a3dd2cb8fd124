//! A run as history: the scenario, what users did, the trace, and any moment of any branch of it.
//!
//! A run is determined by version, scenario, seed and interventions. Going back takes the nearest
//! checkpoint before and replays from there, so it is exact at any length. An act in the past
//! begins a branch, and the old future stays.

mod branch;
mod checkpoints;

pub use branch::{Branch, BranchId, Fork, Recorded};

use crate::scenario::{Intervention, Problems, Scenario};
use crate::time::Instant;
use crate::world::{Event, Refusal, Trace, World};
use checkpoints::NEAR;
use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

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
            branch: Branch::new("first".to_owned(), world.clone()),
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
        if self.moment < self.branch.known_steps() {
            self.fork();
        }
        let at = at.max(self.world.now());
        let at = self.world.next_at().map_or(at, |next| at.min(next));
        self.branch.add_act(self.moment, Recorded { at, act });
        self.forward();
        Ok(())
    }

    /// Begins a branch at this moment, on which the future is free, and stands on it.
    pub fn fork(&mut self) {
        let id = self.next_branch;
        self.next_branch = BranchId(id.0 + 1);
        let from = self.owner_of(Fork { branch: self.current, moment: self.moment });
        let fork = self.branch.fork(format!("branch {}", id.0), from);
        self.stand_on(id, fork);
    }

    /// The branch on which a moment lies that may be older than its branch.
    fn owner_of(&self, mut place: Fork) -> Fork {
        while let Some(from) = self.branch_of(place.branch).and_then(Branch::from) {
            if place.moment > from.moment {
                break;
            }
            place.branch = from.branch;
        }
        place
    }

    fn stand_on(&mut self, id: BranchId, branch: Branch) {
        let left = mem::replace(&mut self.branch, branch);
        self.others.insert(mem::replace(&mut self.current, id), left);
    }

    /// Goes over to another branch: to the moment itself, if both have it in common, or else to
    /// what had happened there by the same time. Says whether there is such a branch.
    pub fn switch(&mut self, id: BranchId) -> bool {
        let Some(branch) = self.others.remove(&id) else {
            return id == self.current;
        };
        let common = self.common_moment(&branch);
        let moment =
            if self.moment <= common { self.moment } else { branch.moment_at(self.world.now()) };
        self.stand_on(id, branch);
        let moment = moment.min(self.branch.known_steps());
        let (from, world) = self.branch.checkpoints.before(moment);
        self.world = world.clone();
        self.moment = from;
        self.seek(moment);
        true
    }

    /// The last moment that the current branch and another have in common.
    fn common_moment(&self, other: &Branch) -> usize {
        let steps = self.branch.known_steps().min(other.known_steps());
        let Some(event) = self.branch.first_difference(other) else {
            return steps;
        };
        self.branch.moment_of_event(event).min(other.moment_of_event(event)) - 1
    }

    /// Gives a branch another name. Says whether there is such a branch.
    pub fn rename(&mut self, id: BranchId, name: String) -> bool {
        let branch =
            if id == self.current { Some(&mut self.branch) } else { self.others.get_mut(&id) };
        branch.is_some_and(|branch| {
            branch.name = name;
            true
        })
    }

    /// Forgets a branch on which the run does not stand. Branches that left it later have left, from
    /// then on, the one that it had left itself. The first branch, and the one on which the run
    /// stands, stay. Says whether it was forgotten.
    pub fn discard(&mut self, id: BranchId) -> bool {
        let Some(from) = self.others.get(&id).and_then(Branch::from) else {
            return false;
        };
        self.others.remove(&id);
        for branch in self.others.values_mut().chain([&mut self.branch]) {
            if let Some(fork) = branch.from.as_mut().filter(|fork| fork.branch == id) {
                *fork = from;
            }
        }
        true
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

    /// The branch with this number.
    #[must_use]
    pub fn branch_of(&self, id: BranchId) -> Option<&Branch> {
        if id == self.current { Some(&self.branch) } else { self.others.get(&id) }
    }

    /// All branches, in the order in which they began.
    #[must_use]
    pub fn branches(&self) -> Vec<(BranchId, &Branch)> {
        let mut all: Vec<_> = self.others.iter().map(|(id, branch)| (*id, branch)).collect();
        all.push((self.current, &self.branch));
        all.sort_by_key(|(id, _)| *id);
        all
    }

    /// How many events the run keeps, those that branches share counted once.
    #[must_use]
    pub fn kept_events(&self) -> usize {
        self.others.values().chain([&self.branch]).map(Branch::own_events).sum()
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
fn take_step(world: &mut World, branch: &Branch, moment: usize, events: &mut Vec<Event>) -> bool {
    let Some(recorded) = branch.act_after(moment) else {
        return world.step(events);
    };
    world.wait_until(recorded.at);
    let done = world.act(&recorded.act, events);
    debug_assert!(done.is_ok(), "it was possible the first time");
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PeerId;

    fn state(run: &Run) -> String {
        format!("{:?}", run.world())
    }

    fn run_of(steps: usize) -> Run {
        let mut run = Run::new(Scenario::report()).expect("it makes sense");
        (0..steps).for_each(|_| assert!(run.forward()));
        run
    }

    #[test]
    fn a_step_and_a_step_back_lead_to_the_same_state() {
        let mut run = run_of(400);
        let before = state(&run);
        run.forward();
        assert_ne!(state(&run), before);
        run.back();
        assert_eq!(state(&run), before);
    }

    #[test]
    fn every_moment_can_be_gone_back_to() {
        let mut run = run_of(0);
        let mut states = vec![state(&run)];
        for _ in 0..300 {
            run.forward();
            states.push(state(&run));
        }
        for moment in [299, 3, 150, 64, 0, 65, 63, 300] {
            run.seek(moment);
            assert_eq!(state(&run), states[moment], "moment {moment}");
        }
    }

    #[test]
    fn steps_back_from_far_along_lead_to_the_states_that_were() {
        let mut run = run_of(6_000);
        let mut states = Vec::new();
        for moment in (5_100..5_800).step_by(50) {
            run.seek(moment);
            states.push((moment, state(&run)));
        }
        for (moment, before) in states.iter().rev() {
            while run.moment() > *moment {
                run.back();
            }
            assert_eq!(state(&run), *before, "moment {moment}");
        }
    }

    #[test]
    fn replaying_adds_nothing_to_the_trace() {
        let mut run = run_of(300);
        let trace = run.trace().clone();
        run.seek(10);
        run.seek(300);
        assert_eq!(*run.trace(), trace);
    }

    #[test]
    fn an_act_is_replayed_at_its_time() {
        let mut run = run_of(200);
        let at = run.world().now();
        run.act(Intervention::Crash(PeerId(5)), at).expect("it is up");
        (0..100).for_each(|_| assert!(run.forward()));
        let after = state(&run);
        run.seek(20);
        run.seek(301);
        assert_eq!(state(&run), after);
    }

    fn crash(run: &mut Run, peer: u16) {
        let at = run.world().now();
        run.act(Intervention::Crash(PeerId(peer)), at).expect("it is up");
    }

    /// A run of 300 steps that was gone back to step 100, where peer 2 was crashed.
    fn forked() -> Run {
        let mut run = run_of(300);
        run.seek(100);
        crash(&mut run, 2);
        run
    }

    #[test]
    fn an_act_in_the_past_begins_a_branch_and_the_old_future_stays() {
        let old = run_of(300);
        let mut run = forked();
        assert_eq!((run.moment(), run.known_steps()), (101, 101));
        assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(0), moment: 100 }));
        assert_eq!(run.trace().len(), run.trace_length());
        assert!(run.switch(BranchId(0)));
        assert_eq!((run.moment(), run.known_steps()), (100, 300));
        assert_eq!(run.trace(), old.trace());
        run.seek(300);
        assert_eq!(state(&run), state(&old));
    }

    #[test]
    fn switching_keeps_a_moment_that_both_have_and_else_the_time() {
        let mut run = forked();
        (0..150).for_each(|_| assert!(run.forward()));
        let now = run.world().now();
        run.switch(BranchId(0));
        assert!(run.world().now() <= now && run.next_at().is_some_and(|next| next > now));
        run.seek(50);
        run.switch(BranchId(1));
        assert_eq!(run.moment(), 50);
    }

    #[test]
    fn branches_leave_the_branch_that_owns_the_moment() {
        let mut run = forked();
        (0..50).for_each(|_| assert!(run.forward()));
        run.seek(60);
        crash(&mut run, 1);
        assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(0), moment: 60 }));
        run.switch(BranchId(1));
        run.seek(120);
        crash(&mut run, 1);
        assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(1), moment: 120 }));
        assert!(run.discard(BranchId(1)));
        assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(0), moment: 100 }));
        assert!(!run.discard(BranchId(0)) && !run.discard(run.branch_id()));
    }

    #[test]
    fn shared_events_are_counted_once() {
        let run = forked();
        let first = run.branch_of(BranchId(0)).expect("it stays");
        assert_eq!(run.kept_events(), first.trace().len() + run.last_step().len());
    }

    #[test]
    fn the_first_difference_of_two_branches_is_the_act() {
        let run = forked();
        let first = run.branch_of(BranchId(0)).expect("it stays");
        assert_eq!(run.branch().first_difference(first), Some(run.last_step().start));
        assert_eq!(first.first_difference(first), None);
    }

    #[test]
    fn the_world_of_another_branch_can_be_looked_at() {
        let run = forked();
        let first = run.branch_of(BranchId(0)).expect("it stays");
        let old = run_of(250);
        assert_eq!(format!("{:?}", run.world_at(first, 250)), state(&old));
        assert_eq!(run.moment(), 101);
    }

    #[test]
    fn an_act_that_is_not_possible_changes_nothing() {
        let mut run = run_of(300);
        run.seek(100);
        let refused = run.act(Intervention::Restart(PeerId(2)), Instant(0));
        assert_eq!(refused, Err(Refusal::NotDown(PeerId(2))));
        assert_eq!((run.known_steps(), run.branches().len()), (300, 1));
    }

    #[test]
    fn an_event_knows_the_moment_after_it() {
        let run = run_of(100);
        let last = run.last_step();
        assert_eq!(run.moment_of_event(last.start), 100);
        assert_eq!(run.moment_of_event(last.start - 1), 99);
        assert_eq!(run.moment_of_event(0), 1);
    }
}
