//! Trials: scenarios that are played for what is measured in them, in slices of as many steps as
//! there is time for.

use super::samples::Samples;
use super::watch::Watch;
use crate::scenario::Scenario;
use crate::time::Instant;
use crate::world::{Event, World};
use std::collections::VecDeque;

/// A trial that is still to be played.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// It has been checked.
    pub scenario: Scenario,
    pub watch: Watch,
    /// When it ends at the latest.
    pub limit: Instant,
}

/// A trial that is being played.
#[derive(Clone, Debug)]
struct Trial {
    world: World,
    watch: Watch,
    limit: Instant,
    /// The last step's events; empty between steps.
    events: Vec<Event>,
}

impl Trial {
    fn begin(plan: Plan) -> Self {
        let world = World::new(&plan.scenario).expect("what is measured makes sense");
        Self { world, watch: plan.watch, limit: plan.limit, events: Vec::new() }
    }

    /// Takes so many steps at most. Says how many were left when it was over.
    fn go_on(&mut self, steps: u64) -> Option<u64> {
        (0..steps).find(|_| !self.step()).map(|taken| steps - taken)
    }

    fn step(&mut self) -> bool {
        let due = self.world.next_at().is_some_and(|next| next <= self.limit);
        if self.watch.is_satisfied() || !due {
            return false;
        }
        self.events.clear();
        self.world.step(&mut self.events);
        self.events.iter().for_each(|event| self.watch.take(event));
        true
    }
}

/// Trials, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Trials {
    plans: VecDeque<Plan>,
    playing: Option<Trial>,
    done: Vec<Samples>,
}

impl Trials {
    pub fn new(plans: Vec<Plan>) -> Self {
        Self { plans: plans.into(), playing: None, done: Vec::new() }
    }

    /// How many of how many are over.
    pub fn progress(&self) -> (usize, usize) {
        let open = self.plans.len() + usize::from(self.playing.is_some());
        (self.done.len(), self.done.len() + open)
    }

    /// Goes on for so many steps at most. What each trial has measured, once all are over.
    pub fn go_on(&mut self, mut steps: u64) -> Option<&[Samples]> {
        while let Some(trial) = self.next() {
            steps = trial.go_on(steps)?;
            let over = self.playing.take();
            self.done.extend(over.map(|trial| trial.watch.finish()));
        }
        Some(&self.done)
    }

    fn next(&mut self) -> Option<&mut Trial> {
        if self.playing.is_none() {
            self.playing = self.plans.pop_front().map(Trial::begin);
        }
        self.playing.as_mut()
    }
}
