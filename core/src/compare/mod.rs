//! One scenario under two or more choices, side by side: another election, detector, order or defences,
//! with the same seed and the same acts at the same times.
//!
//! A [`Choice`] says what is chosen differently. A [`Reckoning`] takes the events of a run and knows what
//! they come to, a [`Row`] of all [`Measure`]s. A [`Comparison`] plays every choice to the same end, in
//! slices, and keeps no event; what it comes to is a [`Compared`], as a table, as JSON and in sentences.
//!
//! Nothing here says which choice is better: some of what one wins another has to pay for.

mod answers;
mod choice;
mod compared;
mod eligible;
mod measure;
mod reckoning;
mod reign;
mod side;

pub use choice::{Choice, ChoiceError};
pub use compared::{Compared, Subject};
pub use eligible::{Detection, Eligible};
pub use measure::{Measure, Row};
pub use reckoning::Reckoning;

use crate::scenario::{Planned, Problems, Scenario};
use crate::time::Instant;
use side::Side;

/// How far all choices are played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Up to this simulated time.
    At(Instant),
    /// Until each had so many events.
    Events(u64),
}

/// A scenario that is played under several choices.
#[derive(Clone, Debug)]
pub struct Comparison {
    subject: Subject,
    end: End,
    sides: Vec<Side>,
}

impl Comparison {
    /// The same scenario, seed and acts under each of these choices. An act that is not possible under a
    /// choice when its time comes, such as a crash of a peer that is down, comes to nothing there.
    ///
    /// # Errors
    /// Every problem of the first scenario that makes no sense, be it the one that was given or one with
    /// a choice and the acts.
    pub fn new(
        scenario: &Scenario,
        choices: &[Choice],
        acts: &[Planned],
        end: End,
    ) -> Result<Self, Problems> {
        scenario.check()?;
        let sides = choices.iter().map(|choice| Side::new(choice.of(scenario, acts)));
        let sides = sides.collect::<Result<_, _>>()?;
        Ok(Self { subject: Subject::new(scenario, choices), end, sides })
    }

    /// Goes on for so many steps at most, on all sides together. What it came to, once all are at the end.
    pub fn go_on(&mut self, mut steps: u64) -> Option<Compared> {
        for side in &mut self.sides {
            steps = side.go_on(self.end, steps)?;
        }
        let rows = self.sides.iter().map(|side| side.row(self.end)).collect();
        Some(self.subject.clone().compared(self.now(), rows))
    }

    /// Goes on to the end.
    ///
    /// # Panics
    /// Never: simulated time goes on, and whatever is due comes to pass.
    #[must_use]
    pub fn finish(mut self) -> Compared {
        self.go_on(u64::MAX).expect("every run comes to its end")
    }

    /// How much of how much is done, in simulated microseconds or in events.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        let each = match self.end {
            End::At(end) => end.0,
            End::Events(most) => most,
        };
        let done = self.sides.iter().map(|side| side.done(self.end)).sum();
        (done, each * self.sides.len() as u64)
    }

    /// The time up to which they were compared: of runs that end with their events, the latest.
    fn now(&self) -> Instant {
        self.sides.iter().map(|side| side.now(self.end)).max().unwrap_or(Instant::START)
    }
}
