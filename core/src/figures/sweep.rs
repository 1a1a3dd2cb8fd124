//! Sweeps: how a figure depends on something else.

mod plans;
mod words;

pub use words::{Axis, Kind, Series, Unit};

use super::samples::Samples;
use super::trial::Trials;
use super::watch::FailOver;

/// A sweep. Each of its points is worked out by itself, so that all cores can share them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sweep {
    /// How many messages an election takes.
    ElectionMessages,
    /// How long an election takes.
    ElectionTime,
    /// How long buyers wait, the more of them there are.
    Buyers,
    /// How long buyers wait, the more messages are lost.
    Loss,
    /// How long buyers wait, the slower messages are.
    Latency,
    /// How long buyers wait, the slower the ledger is.
    Storage,
    /// How long the market is without a trader, the more seldom it is checked.
    FailOver,
    /// How many bytes of clock a message carries.
    ClockBytes,
}

/// What a sweep has at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// The place, in the unit of the sweep's first axis.
    pub x: u64,
    /// What each series has there, in the unit of the second axis, if it has anything.
    pub ys: Vec<Option<u64>>,
}

impl Sweep {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ElectionMessages,
        Self::ElectionTime,
        Self::Buyers,
        Self::Loss,
        Self::Latency,
        Self::Storage,
        Self::FailOver,
        Self::ClockBytes,
    ];

    /// Begins to work out the point at one of [`Sweep::places`].
    #[must_use]
    pub fn at(self, x: u64) -> Pointing {
        Pointing { sweep: self, x, trials: Trials::new(plans::plans(self, x)) }
    }

    /// What was measured at a place, and what is known of it otherwise.
    fn point(self, x: u64, trials: &[Samples]) -> Point {
        let mean = |trial: usize, row: usize| trials.get(trial).and_then(|found| found.mean(row));
        let together = || {
            let mut samples = Samples::default();
            trials.iter().cloned().for_each(|trial| samples.append(trial));
            samples
        };
        let ys = match self {
            Self::ElectionMessages => {
                vec![mean(0, 0), mean(1, 0), mean(2, 0), Some(worst(x)), Some(x - 1)]
            }
            Self::ElectionTime => {
                let latencies = |trial| mean(trial, 1).map(|us| us / plans::LATENCY_US);
                let (lowest, others) = if x == 2 { (2, 2) } else { (4, 3) };
                vec![latencies(0), latencies(1), latencies(2), Some(lowest), Some(others)]
            }
            Self::Buyers => {
                let machines = trials.iter().map(Samples::mean_of_all);
                machines.chain([Some(plans::busy(x)), plans::report_of(x)]).collect()
            }
            Self::Loss | Self::Latency | Self::Storage => {
                let all = together();
                vec![all.mean_of_all(), all.most_of_all()]
            }
            Self::FailOver => {
                let all = together();
                let rows =
                    [FailOver::DETECTION, FailOver::ELECTION, FailOver::RECOVERY, FailOver::WHOLE];
                rows.map(|row| all.mean(row)).into()
            }
            Self::ClockBytes => vec![mean(0, 0), mean(0, 1), mean(1, 0)],
        };
        Point { x, ys }
    }
}

/// The messages of an election of which the lowest notices that it is due, or all do:
/// n² − n − 1 (Garcia-Molina 1982; `protocol.md` of the design).
const fn worst(n: u64) -> u64 {
    n * n - n - 1
}

/// A point that is being worked out, in slices.
#[derive(Clone, Debug)]
pub struct Pointing {
    sweep: Sweep,
    x: u64,
    trials: Trials,
}

impl Pointing {
    /// How many of how many trials are over.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.trials.progress()
    }

    /// Goes on for so many steps at most. The point, once it is known.
    pub fn go_on(&mut self, steps: u64) -> Option<Point> {
        self.trials.go_on(steps).map(|trials| self.sweep.point(self.x, trials))
    }

    /// Goes on to the end.
    ///
    /// # Panics
    /// Never: every trial ends after a simulated hour at the latest.
    #[must_use]
    pub fn finish(mut self) -> Point {
        self.go_on(u64::MAX).expect("every trial ends")
    }
}
