//! What can be chosen, each by a word: for the command line, for files and for the page's lists.

use crate::market::order::Order;
use crate::peer::rules::{Algorithm, ClockScope, DetectorRules, RingOrder};
use crate::scenario::Scenario;
use crate::time::Duration;

/// One of several that can be chosen.
pub trait Eligible: Copy + PartialEq + 'static {
    /// What is chosen, one word.
    const KEY: &'static str;

    /// All of them, the usual one first.
    const ALL: &'static [Self];

    /// Its word, with hyphens.
    #[must_use]
    fn word(self) -> &'static str;

    /// The same without hyphens, for a list that says what is chosen.
    #[must_use]
    fn name(self) -> String {
        self.word().replace('-', " ")
    }

    /// What it is, in a few words, as they stand in the middle of a sentence.
    #[must_use]
    fn title(self) -> &'static str;

    /// The one of this word.
    #[must_use]
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|eligible| eligible.word() == word)
    }
}

impl Eligible for Algorithm {
    const KEY: &'static str = "election";

    /// Of all shuffled rings the first stands for the others.
    const ALL: &'static [Self] = &[
        Self::Bully,
        Self::Report,
        Self::ModifiedBully,
        Self::Ring { order: RingOrder::Rising },
        Self::Ring { order: RingOrder::Falling },
        Self::Ring { order: RingOrder::Shuffled { by: 1 } },
        Self::Vote,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Bully => "bully",
            Self::Report => "report",
            Self::ModifiedBully => "modified-bully",
            Self::Ring { order: RingOrder::Rising } => "ring",
            Self::Ring { order: RingOrder::Falling } => "ring-falling",
            Self::Ring { order: RingOrder::Shuffled { .. } } => "ring-shuffled",
            Self::Vote => "vote",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Bully => "bully",
            Self::Report => "the report's election",
            Self::ModifiedBully => "modified bully",
            Self::Ring { order: RingOrder::Rising } => "ring",
            Self::Ring { order: RingOrder::Falling } => "falling ring",
            Self::Ring { order: RingOrder::Shuffled { .. } } => "shuffled ring",
            Self::Vote => "majority vote",
        }
    }
}

/// How the death of a trader is noticed, whatever the times that go with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detection {
    /// See [`DetectorRules::OnDemand`].
    OnDemand,
    /// See [`DetectorRules::Heartbeat`].
    Heartbeat,
    /// See [`DetectorRules::Accrual`].
    Accrual,
}

impl Eligible for Detection {
    const KEY: &'static str = "detector";

    const ALL: &'static [Self] = &[Self::OnDemand, Self::Heartbeat, Self::Accrual];

    fn word(self) -> &'static str {
        match self {
            Self::OnDemand => "on-demand",
            Self::Heartbeat => "heartbeat",
            Self::Accrual => "accrual",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::OnDemand => "checks on demand",
            Self::Heartbeat => "heartbeats",
            Self::Accrual => "phi accrual",
        }
    }
}

/// How unlikely a silence must be where nobody agreed on it: Hayashibara's own choice for a network
/// that is to be seldom wrong.
const PHI: u64 = 8;

impl Detection {
    /// What the scenario has.
    #[must_use]
    pub const fn of(scenario: &Scenario) -> Self {
        match scenario.detector {
            DetectorRules::OnDemand { .. } => Self::OnDemand,
            DetectorRules::Heartbeat { .. } => Self::Heartbeat,
            DetectorRules::Accrual { .. } => Self::Accrual,
        }
    }

    /// This detector for a scenario: the scenario's own if it is of this kind, otherwise one that looks as
    /// often and bears a silence as long, so that the two can be compared.
    pub(super) fn rules(self, scenario: &Scenario) -> DetectorRules {
        if self == Self::of(scenario) {
            return scenario.detector;
        }
        let (every_us, slack) = pace(scenario.detector);
        let latency = Duration(scenario.network.max_us().unsigned_abs());
        let processing = Duration(scenario.processing_us.unsigned_abs());
        match self {
            Self::OnDemand => DetectorRules::OnDemand {
                interval_us: every_us,
                pong_us: slack.max(latency + latency + processing),
            },
            Self::Heartbeat => DetectorRules::Heartbeat { every_us, silence_us: every_us + slack },
            Self::Accrual => DetectorRules::Accrual { every_us, phi: PHI, floor_us: latency },
        }
    }
}

/// How often it looks, and how much longer it bears a silence.
fn pace(rules: DetectorRules) -> (Duration, Duration) {
    match rules {
        DetectorRules::OnDemand { interval_us, pong_us } => (interval_us, pong_us),
        DetectorRules::Heartbeat { every_us, .. } | DetectorRules::Accrual { every_us, .. } => {
            (every_us, rules.patience().0 - every_us)
        }
    }
}

impl Eligible for Order {
    const KEY: &'static str = "order";

    const ALL: &'static [Self] = &Self::ALL;

    fn word(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::List => "list",
            Self::Own => "own",
            Self::Largest => "largest",
            Self::Smallest => "smallest",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Sum => "the sum first",
            Self::List => "the list first",
            Self::Own => "the own entry first",
            Self::Largest => "the largest entry first",
            Self::Smallest => "the smallest entry first",
        }
    }
}

impl Eligible for ClockScope {
    const KEY: &'static str = "clocks";

    const ALL: &'static [Self] = &[Self::Everything, Self::Trade];

    fn word(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Trade => "trade",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Everything => "clocks that count everything",
            Self::Trade => "clocks that count trade",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_makes_sense_in_the_place_of_every_other() {
        for before in Detection::ALL {
            let report = Scenario::report();
            let scenario = Scenario { detector: before.rules(&report), ..report };
            for after in Detection::ALL {
                let detector = after.rules(&scenario);
                assert_eq!(Scenario { detector, ..scenario.clone() }.check(), Ok(()), "{after:?}");
            }
        }
    }

    #[test]
    fn a_detector_in_the_place_of_another_looks_as_often_and_is_as_patient() {
        let scenario = Scenario::report();
        let (every_us, silence_us) = (Duration::from_millis(1_000), Duration::from_millis(1_150));
        let expected = DetectorRules::Heartbeat { every_us, silence_us };
        assert_eq!(Detection::Heartbeat.rules(&scenario), expected);
        let back = Scenario { detector: expected, ..scenario.clone() };
        assert_eq!(Detection::OnDemand.rules(&back), scenario.detector);
    }
}
