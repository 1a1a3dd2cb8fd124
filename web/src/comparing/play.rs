//! How all columns move along together.

use super::{Column, Comparing};
use crate::speed::Speed;
use trading_post::time::Instant;

/// The most events that all columns together may have: some 170 megabytes.
const MOST_EVENTS: usize = 2_000_000;
/// A frame that took longer than this (the tab was hidden) counts as this long, in milliseconds.
const LONGEST_FRAME_MS: f64 = 100.0;
/// The slider reaches at least this far, in simulated time.
const LEAST_SPAN: Instant = Instant(30_000_000);
/// The speed slider's last step: the fastest that columns can be played in step.
pub const FASTEST: usize = Speed::LAST - 1;

/// Why columns that were playing stand still.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halt {
    /// Nothing is due any more in any of them.
    NothingDue,
    /// They are as long as the page can hold.
    Full,
}

impl Halt {
    /// What to tell a person.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NothingDue => {
                "Nothing is due any more in any column: every peer is down. Restart one."
            }
            Self::Full => {
                "The columns are as long as the page can hold. Go back; the command line can go on."
            }
        }
    }
}

impl Comparing {
    /// Plays, or pauses.
    pub fn play_or_pause(&mut self) {
        self.set_playing(!self.playing);
    }

    /// Plays, or does not.
    pub fn set_playing(&mut self, playing: bool) {
        self.playing = playing;
        self.tune();
    }

    /// How fast it plays from now on.
    pub fn set_speed(&mut self, speed: Speed) {
        self.speed = Speed::of_step(speed.step().min(FASTEST));
        self.tune();
    }

    pub(super) fn tune(&mut self) {
        self.columns.iter_mut().for_each(|column| column.tune(self.playing, self.speed));
    }

    /// Pauses, and goes on to the next time at which something happens in a column.
    pub fn step(&mut self) {
        self.set_playing(false);
        if let Some(next) = self.columns.iter().filter_map(Column::next_at).min() {
            self.go_to(next);
        }
    }

    /// Pauses, and goes back to the last time at which something happened in one.
    pub fn step_back(&mut self) {
        self.set_playing(false);
        let at = self.at;
        let last = self.columns.iter().filter_map(|column| column.last_before(at)).max();
        self.go_to(last.unwrap_or(Instant::START));
    }

    /// Goes to a time, be it known already or not.
    pub fn go_to(&mut self, at: Instant) {
        self.at = at;
        self.furthest = self.furthest.max(at);
        self.rest_us = 0.0;
        self.catch_up();
    }

    /// Lets each column go on its way to the time shown, for a slice of work. Says whether all are there.
    pub fn catch_up(&mut self) -> bool {
        let mut there = true;
        for column in &mut self.columns {
            there &= column.show(self.at);
        }
        there
    }

    /// Whether all columns show the same time.
    #[must_use]
    pub fn is_in_step(&self) -> bool {
        self.columns.iter().all(|column| column.lab().shown() == self.at)
    }

    /// Lets a frame's time pass, in milliseconds on the wall; what is behind catches up first.
    pub fn advance(&mut self, wall_ms: f64) {
        if !self.catch_up() || !self.playing {
            return;
        }
        if let Some(halt) = self.halt() {
            self.announced = halt.sentence().to_owned();
            return self.set_playing(false);
        }
        let factor = self.speed.factor().unwrap_or(1.0);
        let passed = wall_ms.clamp(0.0, LONGEST_FRAME_MS) * 1_000.0 * factor + self.rest_us;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frame's time"
        )]
        self.go_to(Instant(self.at.0 + passed as u64));
        self.rest_us = passed.fract();
    }

    /// Why it cannot go on playing, if it cannot.
    #[must_use]
    pub fn halt(&self) -> Option<Halt> {
        if self.columns.iter().all(|column| column.next_at().is_none()) {
            return Some(Halt::NothingDue);
        }
        let kept: usize = self.columns.iter().map(|column| column.lab().run().kept_events()).sum();
        (self.at >= self.furthest && kept >= MOST_EVENTS).then_some(Halt::Full)
    }

    /// The simulated time shown.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.at
    }

    /// How far the slider reaches.
    #[must_use]
    pub fn span(&self) -> Instant {
        self.furthest.max(LEAST_SPAN)
    }

    /// The latest time that was shown.
    #[must_use]
    pub const fn furthest(&self) -> Instant {
        self.furthest
    }

    /// Whether what is shown changes with time: it plays, or a column has still to catch up.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.playing || !self.is_in_step()
    }

    /// Whether it plays.
    #[must_use]
    pub const fn playing(&self) -> bool {
        self.playing
    }

    /// How fast it plays.
    #[must_use]
    pub const fn speed(&self) -> Speed {
        self.speed
    }
}
