//! Sweeps: how a figure depends on something else.

mod elections;
mod plans;
mod words;

pub use words::{Axis, Kind, Series, Unit};

use super::samples::Samples;
use super::trial::Trials;
use super::watch::{Ballots, FailOver};
use elections::{ELECTIONS, LATENCY_US};

/// A sweep. Each of its points is worked out by itself, so that all cores can share them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sweep {
    /// How many messages an election takes.
    ElectionMessages,
    /// How long an election takes.
    ElectionTime,
    /// How many messages each algorithm takes, if one peer notices.
    AlgorithmMessages,
    /// How long each algorithm takes, if one peer notices.
    AlgorithmTime,
    /// How many messages each algorithm takes, if all notice at once.
    CrowdMessages,
    /// How long each algorithm takes, if all notice at once.
    CrowdTime,
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
    pub const ALL: [Self; 12] = [
        Self::ElectionMessages,
        Self::ElectionTime,
        Self::AlgorithmMessages,
        Self::AlgorithmTime,
        Self::CrowdMessages,
        Self::CrowdTime,
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
                let messages = |trial| mean(trial, Ballots::MESSAGES);
                vec![messages(0), messages(1), messages(2), Some(worst(x)), Some(x - 1)]
            }
            Self::AlgorithmMessages => {
                let oracles = [worst(x), 2 * x - 3, 3 * x - 4, 5 * x - 6].map(Some);
                side_by_side(trials, Ballots::MESSAGES).chain(oracles).collect()
            }
            Self::CrowdMessages => {
                let oracles = [worst(x), x * x - x, x * x + x - 5, 5 * x - 6].map(Some);
                side_by_side(trials, Ballots::MESSAGES).chain(oracles).collect()
            }
            Self::AlgorithmTime => {
                let times = side_by_side(trials, Ballots::TIME).map(in_latencies);
                times.chain([4, 2 * x, 6].map(Some)).collect()
            }
            Self::CrowdTime => {
                let times = side_by_side(trials, Ballots::TIME).map(in_latencies);
                times.chain([3, x + 2].map(Some)).collect()
            }
            Self::ElectionTime => {
                let latencies = |trial| in_latencies(mean(trial, Ballots::TIME));
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

/// The mean of a row for each algorithm.
fn side_by_side(trials: &[Samples], row: usize) -> impl Iterator<Item = Option<u64>> {
    trials.chunks(ELECTIONS).map(move |of_one| {
        let mut samples = Samples::default();
        of_one.iter().cloned().for_each(|trial| samples.append(trial));
        samples.mean(row)
    })
}

/// To the nearest whole one.
fn in_latencies(us: Option<u64>) -> Option<u64> {
    us.map(|us| (us + LATENCY_US / 2) / LATENCY_US)
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
