//! Scenarios that are ready to run.

use super::exhibits::{Pair, WITHOUT_DURABLE_ANSWERS, WORD_WIDE_CHANCE};
use super::{
    Case, Change, DetectorRules, Exhibit, GoodPlan, Law, Machine, Scenario, Stall, TimeoutPlan,
};
use crate::market::order::Order;
use crate::peer::rules::{Algorithm, ClockScope, Defences};
use crate::time::Duration;

/// The seed of the report's scenario where nobody chose another.
const SEED: u64 = 77;
const REPORT_TITLE: &str = "The report's six peers";

/// What a preset is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// The report's peers, as they are and on other machines.
    System,
    /// Its verified cases.
    Cases,
    /// What goes wrong without a defence, and does not with it.
    Breaks,
}

impl Group {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Cases, Self::Breaks];

    /// Its title, a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::System => "The report's system, and machines",
            Self::Cases => "The report's verified cases",
            Self::Breaks => "What breaks, and what defends",
        }
    }
}

/// A scenario that is ready to run, by its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preset {
    /// What it is for.
    pub group: Group,
    /// One word with hyphens, for the command line and links.
    pub name: String,
    /// A few words, its scenario's title; no other preset has the same.
    pub title: String,
    /// What it is, and what to watch in it, in a sentence.
    pub sentence: String,
    /// The scenario.
    pub scenario: Scenario,
}

/// Where a preset comes from.
#[derive(Clone, Copy)]
enum Source {
    Report,
    Machine(Machine),
    Case(Case),
    /// The one of a pair without the defence.
    Red(&'static Pair),
    /// The one with it.
    Green(&'static Pair),
}

impl Source {
    /// Group by group.
    fn all() -> impl Iterator<Item = Self> {
        let machines = Machine::ALL.map(Self::Machine);
        let cases = Case::ALL.map(Self::Case);
        let exhibits = Exhibit::ALL.into_iter().map(Exhibit::pair);
        let pairs = [&WITHOUT_DURABLE_ANSWERS, &WORD_WIDE_CHANCE].into_iter().chain(exhibits);
        let both = pairs.flat_map(|pair| [Self::Red(pair), Self::Green(pair)]);
        std::iter::once(Self::Report).chain(machines).chain(cases).chain(both)
    }

    const fn group(self) -> Group {
        match self {
            Self::Report | Self::Machine(_) => Group::System,
            Self::Case(_) => Group::Cases,
            Self::Red(_) | Self::Green(_) => Group::Breaks,
        }
    }

    fn name(self) -> String {
        match self {
            Self::Report => "report".to_owned(),
            Self::Machine(machine) => machine.name().to_owned(),
            Self::Case(case) => case.name().to_owned(),
            Self::Red(pair) => pair.name.to_owned(),
            Self::Green(pair) => format!("{}-defended", pair.name),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Report => REPORT_TITLE.to_owned(),
            Self::Machine(machine) => machine.title().to_owned(),
            Self::Case(case) => case.title().to_owned(),
            Self::Red(pair) => pair.title.to_owned(),
            Self::Green(pair) => pair.green_title(),
        }
    }

    fn sentence(self) -> String {
        match self {
            Self::Report => "Six peers buy, sell and elect a trader, with all defences.".to_owned(),
            Self::Machine(machine) => machine.sentence().to_owned(),
            Self::Case(case) => case.watch().to_owned(),
            Self::Red(pair) => pair.watch.to_owned(),
            Self::Green(pair) => {
                let defence = match pair.change {
                    Change::Without(defence) => defence.sentence(),
                    Change::Order(_) => {
                        "The sum of all entries never puts an effect before its cause."
                    }
                };
                format!("The same, but nothing breaks. {defence}")
            }
        }
    }

    fn scenario(self) -> Scenario {
        match self {
            Self::Report => Scenario::report(),
            Self::Machine(machine) => machine.scenario(),
            Self::Case(case) => case.scenario(),
            Self::Red(pair) => pair.red(),
            Self::Green(pair) => pair.green(),
        }
    }

    fn preset(self) -> Preset {
        Preset {
            group: self.group(),
            name: self.name(),
            title: self.title(),
            sentence: self.sentence(),
            scenario: self.scenario(),
        }
    }
}

impl Preset {
    /// The preset that a run was started from, whatever seed was chosen for it.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let preset = Source::all().find(|source| source.title() == scenario.title)?.preset();
        let seeded = Scenario { seed: scenario.seed, ..preset.scenario.clone() };
        (seeded == *scenario).then_some(preset)
    }
}

impl Scenario {
    /// All presets, group by group: the report's scenario, the same on each machine; each of the
    /// report's cases; and of each pair the one without the defence (by its name) and the one with
    /// it (`-defended`).
    #[must_use]
    pub fn presets() -> Vec<Preset> {
        Source::all().map(Source::preset).collect()
    }

    /// The preset of this name.
    #[must_use]
    pub fn preset(name: &str) -> Option<Self> {
        Source::all().find(|source| source.name() == name).map(Source::scenario)
    }

    /// The report's six peers, its goods, prices and quantities.
    ///
    /// Latencies and think times are of our choosing: three busy buyers queue up at the trader.
    #[must_use]
    pub fn report() -> Self {
        Self {
            title: REPORT_TITLE.to_owned(),
            seed: SEED,
            peers: report_stalls(),
            goods: [("fish", 1_000, 10), ("salt", 1_500, 20), ("boar", 3_000, 15)]
                .map(|(name, price_cents, restock)| GoodPlan {
                    name: name.to_owned(),
                    price_cents,
                    restock,
                })
                .into(),
            commission_per_mille: 200,
            think: Law::Uniform { min_us: 200_000, max_us: 600_000 },
            service_us: 200_000,
            network: Law::Uniform { min_us: 30_000, max_us: 60_000 },
            storage: Law::Fixed { us: 25_000 },
            processing_us: 10_000,
            timeouts: TimeoutPlan {
                ok_us: 130_000,
                coordinator_us: 300_000,
                recheck_us: 150_000,
                answer_us: 3_000_000,
                notice_us: 500_000,
                ledger_us: 500_000,
            },
            detector: DetectorRules::OnDemand {
                interval_us: Duration::from_millis(1_000),
                pong_us: Duration::from_millis(150),
            },
            election: Algorithm::default(),
            order: Order::default(),
            clocks: ClockScope::default(),
            defences: Defences::default(),
            faults: Vec::new(),
        }
    }

    /// The report's scenario with `n` peers; beyond six, roles and goods repeat its pattern.
    ///
    /// The trader serves faster the more there are to serve, and buyers are as patient as the
    /// queue can be long, so that the market works at any size.
    #[must_use]
    pub fn of_size(n: usize) -> Self {
        let report = Self::report();
        if n == report.peers.len() {
            return report;
        }
        let size = i64::try_from(n).unwrap_or(i64::MAX).max(1);
        let service_us = (report.service_us * 6 / size).clamp(1_000, report.service_us);
        Self {
            title: format!("{n} peers in the report's pattern"),
            peers: report.peers.iter().cloned().cycle().take(n).collect(),
            service_us,
            timeouts: TimeoutPlan {
                answer_us: report.timeouts.answer_us + 2 * size.saturating_mul(service_us),
                ..report.timeouts
            },
            ..report
        }
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Self::report()
    }
}

fn report_stalls() -> Vec<Stall> {
    let seller = |item: &str| Stall::Seller { item: item.to_owned(), stock: 3 };
    let buyer = |wants: &str| Stall::Buyer { wants: wants.to_owned() };
    vec![seller("salt"), buyer("salt"), seller("boar"), buyer("boar"), buyer("fish"), buyer("salt")]
}
