//! The report's experiments, to be repeated on any machine.

use super::histogram::Histogram;
use super::samples::Samples;
use super::stage::{ITERATIONS, answers, crashes, market};
use super::trial::{Plan, Trials};
use super::watch::FailOver;
use crate::scenario::{Problems, Scenario};

/// How many requests the report's histogram has.
const HISTOGRAM: usize = 450;

/// How many elections are measured.
const ELECTIONS: u64 = 25;

/// An experiment of the report. All times are in simulated microseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Experiment {
    /// How long one buyer waits, 25 times, from before the check of the trader to the answer.
    OneBuyer,
    /// The same with two buyers.
    TwoBuyers,
    /// The same with three buyers.
    ThreeBuyers,
    /// How long an election of six peers takes, from the first suspicion until all living peers follow
    /// the new trader.
    Election,
    /// How long one buyer waits, 450 times.
    Histogram,
}

impl Experiment {
    /// All of them, in the report's order.
    pub const ALL: [Self; 5] =
        [Self::OneBuyer, Self::TwoBuyers, Self::ThreeBuyers, Self::Election, Self::Histogram];

    /// One word with hyphens, for files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneBuyer => "one-buyer",
            Self::TwoBuyers => "two-buyers",
            Self::ThreeBuyers => "three-buyers",
            Self::Election => "election",
            Self::Histogram => "histogram",
        }
    }

    /// What is measured, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::OneBuyer => "Mean response time, 1 buyer",
            Self::TwoBuyers => "Mean response time, 2 buyers",
            Self::ThreeBuyers => "Mean response time, 3 buyers",
            Self::Election => "Mean election time, 6 peers",
            Self::Histogram => "450 requests, 1 buyer and 1 seller",
        }
    }

    /// The report's own figures: one for each buyer, or the one of elections, in microseconds. Of the
    /// histogram it says only that most lie between 0.2 and 0.3 s.
    #[must_use]
    pub const fn report(self) -> &'static [u64] {
        match self {
            Self::OneBuyer => &[211_000],
            Self::TwoBuyers => &[360_000, 410_000],
            Self::ThreeBuyers => &[692_000, 751_000, 722_000],
            Self::Election => &[2_830_000],
            Self::Histogram => &[],
        }
    }

    /// The one with so many buyers, if there is one.
    #[must_use]
    pub const fn of_buyers(count: usize) -> Option<Self> {
        match count {
            1 => Some(Self::OneBuyer),
            2 => Some(Self::TwoBuyers),
            3 => Some(Self::ThreeBuyers),
            _ => None,
        }
    }

    fn plans(self, base: &Scenario) -> Vec<Plan> {
        match self {
            Self::OneBuyer => vec![answers(market(base, 1), ITERATIONS)],
            Self::TwoBuyers => vec![answers(market(base, 2), ITERATIONS)],
            Self::ThreeBuyers => vec![answers(market(base, 3), ITERATIONS)],
            Self::Election => {
                let Scenario { peers, goods, .. } = Scenario::report();
                crashes(&Scenario { peers, goods, ..base.clone() }, ELECTIONS)
            }
            Self::Histogram => vec![answers(market(base, 1), HISTOGRAM)],
        }
    }

    fn measured(self, trials: &[Samples]) -> Measured {
        let mut samples = Samples::default();
        trials.iter().cloned().for_each(|trial| samples.append(trial));
        let samples = match self {
            Self::OneBuyer | Self::TwoBuyers | Self::ThreeBuyers | Self::Histogram => samples,
            Self::Election => samples.only(FailOver::AGREEMENT),
        };
        Measured { experiment: self, samples }
    }
}

/// An experiment that is being made, in slices.
#[derive(Clone, Debug)]
pub struct Measuring {
    experiment: Experiment,
    trials: Trials,
}

impl Measuring {
    /// An experiment on a machine: what the scenario says of times and rules counts, and not who trades
    /// in it nor what goes wrong.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn new(experiment: Experiment, machine: &Scenario) -> Result<Self, Problems> {
        machine.check()?;
        let base = Scenario { faults: Vec::new(), ..machine.clone() };
        Ok(Self { experiment, trials: Trials::new(experiment.plans(&base)) })
    }

    /// How many of how many trials are over.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.trials.progress()
    }

    /// Goes on for so many steps at most. What was measured, once it is over.
    pub fn go_on(&mut self, steps: u64) -> Option<Measured> {
        self.trials.go_on(steps).map(|trials| self.experiment.measured(trials))
    }

    /// Goes on to the end.
    ///
    /// # Panics
    /// Never: every trial ends after a simulated hour at the latest.
    #[must_use]
    pub fn finish(mut self) -> Measured {
        self.go_on(u64::MAX).expect("every trial ends")
    }
}

/// What an experiment has measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measured {
    /// Which experiment.
    pub experiment: Experiment,
    /// A row for each buyer, or the one of elections, in simulated microseconds.
    pub samples: Samples,
}

impl Measured {
    /// By how many thousandths the mean lies above the report's (below 0: under it); nothing where the
    /// report has no figure.
    #[must_use]
    pub fn off_report_per_mille(&self) -> Option<i64> {
        let report = self.experiment.report();
        let ours = i64::try_from(self.samples.mean_of_all()?).ok()?;
        let theirs = i64::try_from(report.iter().sum::<u64>()).ok()?;
        let count = i64::try_from(report.len()).ok()?;
        (ours * count * 1_000).checked_div(theirs).map(|ratio| ratio - 1_000)
    }

    /// How often it took how long; nothing if nothing was measured.
    #[must_use]
    pub fn histogram(&self) -> Option<Histogram> {
        Histogram::of(self.samples.all())
    }
}
