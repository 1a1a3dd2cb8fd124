//! How the laboratory goes on with the time that passes on the wall: by the clock, as fast as it can,
//! or to a goal.

use super::Lab;
use crate::aim::Aim;
use trading_post::run::Progress;
use trading_post::time::Instant;

/// The most steps in one frame: a fast run must not freeze the page. Steps of a heavy world cost
/// more, so there are fewer of them.
pub(super) const STEPS_PER_FRAME: usize = 4_000;
const LEAST_STEPS_PER_FRAME: usize = 100;
/// Steps in a frame, times the weight of the world, of about eight milliseconds.
const WEIGHT_PER_FRAME: usize = 1_200_000;
/// The most events that a run may have on the page: some 250 megabytes.
pub(super) const MOST_EVENTS: usize = 3_000_000;
/// So many more may branches have together: acting in the past of a full run must be possible.
const MORE_FOR_BRANCHES: usize = 1_000_000;
/// A frame that took longer than this (the tab was hidden) counts as this long, in milliseconds.
pub(super) const LONGEST_FRAME_MS: f64 = 100.0;

/// Why a run that was playing stands still.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halt {
    /// Nothing is due any more, ever.
    NothingDue,
    /// The run is as long as the page can hold.
    Full,
}

impl Halt {
    /// What to tell a person.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NothingDue => "Nothing is due any more: every peer is down. Restart one.",
            Self::Full => {
                "This run is as long as the page can hold. Discard a branch, or restart it; an act in \
                 the past still has room for a branch."
            }
        }
    }
}

impl Lab {
    /// Lets a frame's time pass, in milliseconds on the wall. Does nothing while it is paused.
    pub fn advance(&mut self, wall_ms: f64) {
        if !self.playing {
            return;
        }
        if self.led.is_some() {
            return self.go_on_led(wall_ms);
        }
        if let Some(halt) = self.halt() {
            let aim = self.aim.take();
            self.set_playing(false);
            if let Some(aim) = aim {
                self.announced = format!("{} It was to run {}.", halt.sentence(), aim.sentence());
            }
            return;
        }
        let wall_ms = wall_ms.clamp(0.0, LONGEST_FRAME_MS);
        self.told.age(wall_ms);
        let before = self.run.moment();
        let progress = self.go_on(wall_ms);
        self.revision += 1;
        self.tell_since(before);
        if let Some(aim) = self.aim.take_if(|_| progress != Progress::Unfinished) {
            self.arrive(&aim, progress);
        }
    }

    /// Goes on by what a frame has time for: by the clock, as fast as possible, or to the goal.
    pub(super) fn go_on(&mut self, wall_ms: f64) -> Progress {
        if let Some(aim) = self.aim.clone() {
            let progress = self.go_on_to(&aim);
            self.shown = self.run.world().now();
            return progress;
        }
        match self.speed.factor() {
            Some(factor) => self.play(wall_ms * 1_000.0 * factor),
            None => {
                (0..self.steps_per_frame()).all(|_| self.run.forward());
                self.shown = self.shown.max(self.run.world().now());
            }
        }
        Progress::Unfinished
    }

    pub(super) fn go_on_to(&mut self, aim: &Aim) -> Progress {
        let steps = self.steps_per_frame();
        match aim {
            Aim::Goal(goal) => self.run.run_to(goal, steps),
            Aim::Breach => self.go_on_to_breach(steps),
        }
    }

    /// What is known is checked already, so only what is new takes time.
    pub(super) fn go_on_to_breach(&mut self, steps: usize) -> Progress {
        let now = self.run.trace_length();
        self.run.seek(usize::MAX);
        let goes_on = (0..steps).all(|_| self.run.forward());
        self.index.catch_up(&self.run);
        let breach = self.index.checks.breaches().iter().find(|breach| breach.event >= now);
        match breach.map(|breach| self.run.moment_of_event(breach.event)) {
            Some(moment) => {
                self.run.seek(moment);
                Progress::Reached
            }
            None if goes_on => Progress::Unfinished,
            None => Progress::NoMore,
        }
    }

    /// Pauses at a goal, or where it cannot be reached any more.
    pub(super) fn arrive(&mut self, aim: &Aim, progress: Progress) {
        self.set_playing(false);
        let how = if progress == Progress::Reached { "Stopped" } else { "Nothing is due any more" };
        self.announced = format!("{how} at {} s: it was to run {}", self.shown, aim.sentence());
    }

    /// Shows this simulated time, whether it plays or not: goes there if it is known, and on by as many
    /// steps at most as a frame has time for. Says whether it got there.
    pub fn show(&mut self, at: Instant) -> bool {
        let before = self.run.moment();
        self.run.seek(self.run.branch().moment_at(at));
        let arrived = self.run.run_until(at, self.steps_per_frame());
        self.shown = if arrived { at } else { self.run.world().now() };
        self.revision += 1;
        self.tell_since(before);
        arrived
    }

    /// Runs on, as fast as possible, until something happens; then it is paused.
    pub fn run_to(&mut self, aim: Aim) {
        (self.aim, self.led) = (Some(aim), None);
        self.playing = true;
        self.revision += 1;
    }

    pub(super) fn play(&mut self, simulated_us: f64) {
        let passed = simulated_us + self.rest_us;
        self.rest_us = passed.fract();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frame's time"
        )]
        let target = Instant(self.shown.0 + passed as u64);
        let arrived = self.run.run_until(target, self.steps_per_frame());
        self.shown = if arrived { target } else { self.shown.max(self.run.world().now()) };
    }

    pub(super) fn steps_per_frame(&self) -> usize {
        let affordable = WEIGHT_PER_FRAME / self.run.world().weight().max(1);
        affordable.clamp(LEAST_STEPS_PER_FRAME, STEPS_PER_FRAME)
    }

    /// Why the run cannot go on playing, if it cannot.
    #[must_use]
    pub fn halt(&self) -> Option<Halt> {
        if self.run.next_at().is_none() {
            return Some(Halt::NothingDue);
        }
        let at_end = self.run.moment() == self.run.known_steps();
        let branch = self.run.branch().from().is_some();
        let most = if branch { MOST_EVENTS + MORE_FOR_BRANCHES } else { MOST_EVENTS };
        (at_end && self.run.kept_events() >= most).then_some(Halt::Full)
    }
}
