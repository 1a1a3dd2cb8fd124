//! One choice that is being played.

use super::reckoning::Reckoning;
use super::{End, Row};
use crate::scenario::{Problems, Scenario};
use crate::time::Instant;
use crate::world::{Event, World};

#[derive(Clone, Debug)]
pub(super) struct Side {
    world: World,
    reckoning: Reckoning,
    /// Of the last step; empty between steps.
    events: Vec<Event>,
}

impl Side {
    pub(super) fn new(scenario: Scenario) -> Result<Self, Problems> {
        let world = World::new(&scenario)?;
        Ok(Self { world, reckoning: Reckoning::new(&scenario), events: Vec::new() })
    }

    /// Takes so many steps at most. Says how many were left when it was at the end.
    pub(super) fn go_on(&mut self, end: End, steps: u64) -> Option<u64> {
        (0..steps).find(|_| !self.step(end)).map(|taken| steps - taken)
    }

    fn step(&mut self, end: End) -> bool {
        let due = self.world.next_at().is_some_and(|next| match end {
            End::At(end) => next <= end,
            End::Events(most) => self.reckoning.events() < most,
        });
        if due {
            self.events.clear();
            self.world.step(&mut self.events);
            self.events.iter().for_each(|event| self.reckoning.take(event));
        }
        due
    }

    /// The time up to which it counts: the end, even if nothing happens there.
    pub(super) fn now(&self, end: End) -> Instant {
        match end {
            End::At(end) => end,
            End::Events(_) => self.world.now(),
        }
    }

    pub(super) fn done(&self, end: End) -> u64 {
        match end {
            End::At(end) => self.world.now().min(end).0,
            End::Events(most) => self.reckoning.events().min(most),
        }
    }

    pub(super) fn row(&self, end: End) -> Row {
        self.reckoning.row(self.now(end))
    }
}
