//! A run as history: the scenario, what users did, the trace, and any earlier moment of it.
//!
//! A run is determined by version, scenario, seed and interventions. Going back takes the nearest
//! checkpoint before and replays from there, so it is exact at any length.

mod checkpoints;

use crate::scenario::{Intervention, Problems, Scenario};
use crate::time::Instant;
use crate::world::{Event, Refusal, What, World};
use checkpoints::{Checkpoints, NEAR};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a user did, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// The simulated time.
    pub at: Instant,
    /// What.
    pub act: Intervention,
}

/// A run, standing at one of its moments.
///
/// Moment 0 is before anything has happened; each step, be it the world's next or a user's act,
/// leads to the next moment. Moments that were visited stay known while the run stands at an
/// earlier one; a new act there makes a new future.
#[derive(Debug)]
pub struct Run {
    scenario: Scenario,
    world: World,
    moment: usize,
    trace: Vec<Event>,
    /// For each known step, how long the trace was after it.
    step_ends: Vec<u32>,
    /// The steps that were a user's.
    acts: BTreeMap<usize, Recorded>,
    checkpoints: Checkpoints,
    /// Events of replayed steps, which the trace has already.
    replayed: Vec<Event>,
}

impl Run {
    /// A run at its very beginning.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn new(scenario: Scenario) -> Result<Self, Problems> {
        let world = World::new(&scenario)?;
        Ok(Self {
            checkpoints: Checkpoints::new(world.clone()),
            scenario,
            world,
            moment: 0,
            trace: Vec::new(),
            step_ends: Vec::new(),
            acts: BTreeMap::new(),
            replayed: Vec::new(),
        })
    }

    /// Goes on by one step. Says whether there was one.
    pub fn forward(&mut self) -> bool {
        let known = self.moment < self.step_ends.len();
        let trace = if known {
            self.replayed.clear();
            &mut self.replayed
        } else {
            &mut self.trace
        };
        match self.acts.get(&self.moment) {
            Some(recorded) => {
                self.world.wait_until(recorded.at);
                let done = self.world.act(&recorded.act, trace);
                debug_assert!(done.is_ok(), "it was possible the first time");
            }
            None if !self.world.step(trace) => return false,
            None => {}
        }
        self.moment += 1;
        if !known {
            self.step_ends.push(length(&self.trace));
            self.checkpoints.offer(self.moment, &self.world);
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
        let moment = moment.min(self.step_ends.len());
        let (from, world) = self.checkpoints.before(moment);
        if moment < self.moment || from > self.moment {
            self.world = world.clone();
            self.moment = from;
        }
        let near = moment.saturating_sub(NEAR);
        if self.moment < near {
            while self.moment < near && self.forward() {}
            self.checkpoints.keep_near(self.moment, &self.world);
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

    /// Does something to the world, at a time from now on before anything else happens. What was
    /// known of the future is forgotten.
    ///
    /// # Errors
    /// Why it is not possible; then nothing has changed.
    pub fn act(&mut self, act: Intervention, at: Instant) -> Result<(), Refusal> {
        self.world.possible(&act)?;
        self.forget_future();
        let at = at.max(self.world.now());
        let at = self.world.next_at().map_or(at, |next| at.min(next));
        self.acts.insert(self.moment, Recorded { at, act });
        self.forward();
        Ok(())
    }

    /// Forgets all that is known of the future: from here on the run is free again.
    pub fn forget_future(&mut self) {
        self.step_ends.truncate(self.moment);
        self.trace.truncate(self.trace_length());
        self.acts.retain(|step, _| *step < self.moment);
        self.checkpoints.forget_after(self.moment);
    }

    /// When the next step happens.
    #[must_use]
    pub fn next_at(&self) -> Option<Instant> {
        match self.acts.get(&self.moment) {
            Some(recorded) => Some(recorded.at),
            None => self.world.next_at(),
        }
    }

    /// Whether the next step is the end of a message's way.
    #[must_use]
    pub fn next_is_arrival(&self) -> bool {
        !self.acts.contains_key(&self.moment) && self.world.next_is_arrival()
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

    /// How many steps are known.
    #[must_use]
    pub const fn known_steps(&self) -> usize {
        self.step_ends.len()
    }

    /// All events known, those of the future too.
    #[must_use]
    pub fn trace(&self) -> &[Event] {
        &self.trace
    }

    /// How many events have happened by this moment.
    #[must_use]
    pub fn trace_length(&self) -> usize {
        self.events_before(self.moment)
    }

    /// The events of the step that led to this moment, as places in the trace; none at moment 0.
    #[must_use]
    pub fn last_step(&self) -> Range<usize> {
        self.events_before(self.moment.saturating_sub(1))..self.trace_length()
    }

    /// The events of the steps from a moment to this one, as places in the trace; none if that
    /// moment lies ahead.
    #[must_use]
    pub fn events_since(&self, moment: usize) -> Range<usize> {
        self.events_before(moment.min(self.moment))..self.trace_length()
    }

    /// Whether the step that led to this moment was the end of a message's way.
    #[must_use]
    pub fn last_was_arrival(&self) -> bool {
        match self.trace[self.last_step()].first().map(|event| &event.what) {
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

    /// The moment right after this event of the trace.
    #[must_use]
    pub fn moment_of_event(&self, event: usize) -> usize {
        self.step_ends.partition_point(|end| (*end as usize) <= event) + 1
    }

    /// What users did, the future's acts too, by the step that it was.
    pub fn acts(&self) -> impl Iterator<Item = (usize, &Recorded)> {
        self.acts.iter().map(|(step, recorded)| (*step, recorded))
    }

    fn events_before(&self, moment: usize) -> usize {
        moment.checked_sub(1).map_or(0, |step| self.step_ends[step] as usize)
    }
}

fn length(trace: &[Event]) -> u32 {
    u32::try_from(trace.len()).expect("a run ends long before 2^32 events")
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
        let trace = run.trace().to_vec();
        run.seek(10);
        run.seek(300);
        assert_eq!(run.trace(), trace);
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

    #[test]
    fn an_act_in_the_past_makes_a_new_future() {
        let mut run = run_of(300);
        run.seek(100);
        let at = run.world().now();
        run.act(Intervention::Crash(PeerId(2)), at).expect("it is up");
        assert_eq!((run.moment(), run.known_steps()), (101, 101));
        assert_eq!(run.trace().len(), run.trace_length());
    }

    #[test]
    fn an_act_that_is_not_possible_changes_nothing() {
        let mut run = run_of(300);
        run.seek(100);
        let refused = run.act(Intervention::Restart(PeerId(2)), Instant(0));
        assert_eq!(refused, Err(Refusal::NotDown(PeerId(2))));
        assert_eq!(run.known_steps(), 300);
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
