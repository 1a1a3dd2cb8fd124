//! A run that is led: at once to where something is so, and then shown the way there, at a pace at which
//! it can be watched.

use super::Lab;
use super::play::LONGEST_FRAME_MS;
use trading_post::run::{Goal, Progress, Run};
use trading_post::time::Instant;

/// So many steps a way may have at most.
const STEPS_MOST: usize = 20_000;

/// How long a way is watched, in milliseconds on the wall: eight times as long as it takes, within bounds.
const SLOWER: f64 = 8.0;
const WATCHED_MS: (f64, f64) = (1_500.0, 6_000.0);

/// Where a run is led, along what is known already.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Led {
    /// The moment.
    to: usize,
    /// Its time.
    end: Instant,
    /// Simulated microseconds a millisecond on the wall.
    pace: f64,
}

impl Lab {
    /// Pauses, and goes on at once to a goal. Says whether it was reached.
    pub fn go_to(&mut self, goal: &Goal) -> bool {
        self.go(|run| run.run_to(goal, STEPS_MOST) == Progress::Reached)
    }

    /// Pauses, and goes on at once until a step has made something so. Says whether one has.
    pub fn go_until(&mut self, is_so: impl Fn(&Self) -> bool) -> bool {
        (0..STEPS_MOST).any(|_| self.go(Run::forward) && is_so(self))
    }

    fn go(&mut self, go: impl FnOnce(&mut Run) -> bool) -> bool {
        let mut reached = false;
        self.stand_at(|run| reached = go(run));
        reached
    }

    /// Goes back to an earlier moment, and plays from there to the moment shown now. Whatever else is
    /// done ends that.
    pub fn watch_from(&mut self, moment: usize) {
        let (to, end) = (self.run.moment(), self.run.world().now());
        self.seek(moment);
        if moment >= to {
            return;
        }
        let way_us = end.since(self.shown).0 as f64;
        let watched_ms = (way_us / 1_000.0 * SLOWER).clamp(WATCHED_MS.0, WATCHED_MS.1);
        self.led = Some(Led { to, end, pace: way_us / watched_ms });
        self.playing = true;
    }

    /// The moment to which it is led, if it is.
    #[must_use]
    pub const fn led_to(&self) -> Option<usize> {
        match self.led {
            Some(led) => Some(led.to),
            None => None,
        }
    }

    /// Lets a frame's time pass on the way; pauses at its end.
    pub(super) fn go_on_led(&mut self, wall_ms: f64) {
        let Some(Led { to, end, pace }) = self.led else {
            return;
        };
        self.told.age(wall_ms);
        let before = self.run.moment();
        let passed = wall_ms.clamp(0.0, LONGEST_FRAME_MS) * pace + self.rest_us;
        self.rest_us = passed.fract();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frame's time"
        )]
        let target = Instant(self.shown.0 + passed as u64).min(end);
        while self.run.moment() < to && self.run.next_at().is_some_and(|next| next <= target) {
            self.run.forward();
        }
        self.shown = target;
        self.revision += 1;
        self.tell_since(before);
        if self.run.moment() >= to {
            self.set_playing(false);
        }
    }
}
