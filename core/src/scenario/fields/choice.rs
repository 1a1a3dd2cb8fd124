//! What there is to choose from, where a field is one of a few: each choice as a file has it, so that
//! it fits the rest of the scenario when it is taken.

use super::DAY_US;
use crate::market::order::Order;
use crate::peer::rules::{Algorithm, ClockScope, DetectorRules, RingOrder};
use crate::scenario::{Law, Scenario, Stall};
use crate::time::Duration;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A field of which a few values can be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chooser {
    /// What a peer trades as.
    Role,
    /// How times are spread.
    Law,
    /// How the death of a trader is noticed.
    Detector,
    /// How a new one is found.
    Election,
    /// How the peers stand on a ring.
    RingOrder,
    /// Who is served first.
    Order,
    /// What clocks count.
    Clocks,
}

/// Something that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// As a file has it.
    pub value: Value,
    /// A few words.
    pub label: &'static str,
    /// What it means, in a sentence.
    pub sentence: &'static str,
}

/// Of a value that is chosen, what tells it from the others: `"bully"`, or the one name in `{"ring": ...}`.
#[must_use]
pub fn name_of(value: &Value) -> &str {
    let tag = || value.as_object().and_then(|entries| entries.keys().next());
    value.as_str().or_else(|| tag().map(String::as_str)).unwrap_or_default()
}

impl Choice {
    /// Its name in a file.
    #[must_use]
    pub fn name(&self) -> &str {
        name_of(&self.value)
    }

    /// Whether this is what stands there, whatever its parts are.
    #[must_use]
    pub fn stands(&self, now: &Value) -> bool {
        self.name() == name_of(now)
    }
}

impl Chooser {
    /// All that can be chosen in this scenario, instead of what stands there now.
    #[must_use]
    pub fn choices(self, scenario: &Scenario, now: &Value) -> Vec<Choice> {
        match self {
            Self::Role => choices(roles(scenario, now)),
            Self::Law => choices(laws(now)),
            Self::Detector => choices(detectors(scenario)),
            Self::Election => choices([
                Algorithm::Bully,
                Algorithm::Report,
                Algorithm::ModifiedBully,
                Algorithm::Ring { order: RingOrder::Rising },
                Algorithm::Vote,
            ]),
            Self::RingOrder => choices([
                RingOrder::Rising,
                RingOrder::Falling,
                RingOrder::Shuffled { by: scenario.seed },
            ]),
            Self::Order => choices(Order::ALL),
            Self::Clocks => choices([ClockScope::Everything, ClockScope::Trade]),
        }
    }
}

fn choices<T: Told>(all: impl IntoIterator<Item = T>) -> Vec<Choice> {
    let choice = |one: T| {
        let (label, sentence) = one.told();
        let value = serde_json::to_value(&one).expect("it is plain data");
        Choice { value, label, sentence }
    };
    all.into_iter().map(choice).collect()
}

/// What stands there, if it can be read.
fn read<'a, T: Deserialize<'a>>(now: &'a Value) -> Option<T> {
    T::deserialize(now).ok()
}

/// The good stays what it was.
fn roles(scenario: &Scenario, now: &Value) -> [Stall; 2] {
    let first = || scenario.goods.first().map(|good| good.name.clone()).unwrap_or_default();
    let (good, stock) = match read(now) {
        Some(Stall::Seller { item, stock }) => (item, stock),
        Some(Stall::Buyer { wants }) => (wants, USUAL_STOCK),
        None => (first(), USUAL_STOCK),
    };
    [Stall::Seller { item: good.clone(), stock }, Stall::Buyer { wants: good }]
}

/// So many pieces a seller of the report begins with.
const USUAL_STOCK: i64 = 3;

/// The bounds stay what they were; a fixed time is the longest of them.
fn laws(now: &Value) -> [Law; 3] {
    let law = read(now).unwrap_or(Law::Fixed { us: 0 });
    let (min_us, max_us) = (law.min_us(), law.max_us());
    [Law::Fixed { us: max_us }, Law::Uniform { min_us, max_us }, Law::Skewed { min_us, max_us }]
}

/// Each as patient as this network needs it.
fn detectors(scenario: &Scenario) -> [DetectorRules; 3] {
    let bound = |us: i64| Duration(us.clamp(0, DAY_US / 100).unsigned_abs());
    let latency = bound(scenario.network.max_us());
    let round_trip = latency + latency + bound(scenario.processing_us);
    let every_us = round_trip + round_trip;
    let interval_us = Duration(8 * round_trip.0);
    [
        DetectorRules::OnDemand { interval_us, pong_us: round_trip + latency },
        DetectorRules::Heartbeat { every_us, silence_us: every_us + every_us + latency },
        DetectorRules::Accrual { every_us, phi: 8, floor_us: latency },
    ]
}

/// What there is to say of something that can be chosen: a few words, and a sentence.
trait Told: Serialize {
    fn told(&self) -> (&'static str, &'static str);
}

impl Told for Stall {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Seller { .. } => ("seller", "It registers what it sells with the trader."),
            Self::Buyer { .. } => ("buyer", "It asks the trader for what it wants."),
        }
    }
}

impl Told for Law {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Fixed { .. } => ("always the same", "Every time is the same."),
            Self::Uniform { .. } => ("evenly spread", "Every time between the two is as likely."),
            Self::Skewed { .. } => {
                ("mostly short", "Mostly near the shortest, seldom near the longest.")
            }
        }
    }
}

impl Told for DetectorRules {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::OnDemand { .. } => {
                ("on demand", "A PING before each request, and at intervals: the report's.")
            }
            Self::Heartbeat { .. } => {
                ("heartbeat", "The trader sends HEARTBEAT to all; silence is suspicious.")
            }
            Self::Accrual { .. } => (
                "phi accrual",
                "Heartbeats too, but how long a silence may last follows from those that there \
                 were (Hayashibara 2004).",
            ),
        }
    }
}

impl Told for Algorithm {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Bully => (
                "bully",
                "A candidate asks all higher peers, and the highest that lives leads \
                 (Garcia-Molina 1982).",
            ),
            Self::Report => (
                "the report's",
                "A chain of questions at the start, later a question to all higher peers.",
            ),
            Self::ModifiedBully => (
                "modified bully",
                "The one that noticed collects the answers and grants the highest the lead \
                 (Mamun, Masum and Mustafa 2004).",
            ),
            Self::Ring { .. } => (
                "ring",
                "Each hands the highest number that it saw on to the next, until it comes round \
                 (Chang and Roberts 1979).",
            ),
            Self::Vote => (
                "majority vote",
                "Who has the votes of more than half of all peers leads for a term, in Raft's manner \
                 (Ongaro and Ousterhout 2014).",
            ),
        }
    }
}

impl Told for RingOrder {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Rising => ("rising", "From each peer to the next higher one: few messages."),
            Self::Falling => ("falling", "From each peer to the next lower one: many messages."),
            Self::Shuffled { .. } => ("shuffled", "In an order that a number decides."),
        }
    }
}

impl Told for Order {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Sum => ("sum of the entries", "Sound, and close to fair."),
            Self::List => (
                "entries as a list",
                "The first difference decides, as in the report: sound, but unfair.",
            ),
            Self::Own => ("the asker's own entry", "Unsound: an effect can be served first."),
            Self::Largest => ("largest entry", "Unsound: an effect can be served first."),
            Self::Smallest => ("smallest entry", "Unsound: an effect can be served first."),
        }
    }
}

impl Told for ClockScope {
    fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Everything => (
                "everything",
                "Every event of a peer counts, so that clocks and happened-before agree.",
            ),
            Self::Trade => (
                "trade alone",
                "Only messages of trade count, as in the report; elections and checks do not.",
            ),
        }
    }
}
