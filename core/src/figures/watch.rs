//! What is looked at in a trial, event by event.

mod answers;
mod ballots;
mod clock_bytes;
mod fail_over;

pub(super) use answers::Answers;
pub(super) use ballots::Ballots;
pub(super) use clock_bytes::ClockBytes;
pub(super) use fail_over::FailOver;

use super::samples::Samples;
use crate::world::Event;

/// One that looks at a trial.
#[derive(Clone, Debug)]
pub(super) enum Watch {
    Answers(Answers),
    Ballots(Ballots),
    ClockBytes(ClockBytes),
    FailOver(FailOver),
}

impl Watch {
    /// Takes the next event.
    pub fn take(&mut self, event: &Event) {
        match self {
            Self::Answers(watch) => watch.take(event),
            Self::Ballots(watch) => watch.take(event),
            Self::ClockBytes(watch) => watch.take(event),
            Self::FailOver(watch) => watch.take(event),
        }
    }

    /// Whether it has seen all that it wanted to see. Where it cannot say, the trial's time decides.
    pub fn is_satisfied(&self) -> bool {
        match self {
            Self::Answers(watch) => watch.is_satisfied(),
            Self::Ballots(_) => false,
            Self::ClockBytes(watch) => watch.is_satisfied(),
            Self::FailOver(watch) => watch.is_satisfied(),
        }
    }

    /// What it has measured.
    pub fn finish(self) -> Samples {
        match self {
            Self::Answers(watch) => watch.finish(),
            Self::Ballots(watch) => watch.finish(),
            Self::ClockBytes(watch) => watch.finish(),
            Self::FailOver(watch) => watch.finish(),
        }
    }
}
