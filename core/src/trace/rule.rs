//! The protocol's rules in plain words, and which of them an event of a run applied: read from the
//! record alone, not from the code that follows them.
//!
//! An event of an election applies the one rule because of which it came about. What it does to
//! clocks, ledger and queue is told beside that. What comes late and changes nothing applies none.

mod bully;
mod clocks;
mod ledger;
mod modified_bully;
mod order;
mod report;
mod ring;
mod seen;
mod vote;

pub use bully::BullyRule;
pub use clocks::ClockRule;
pub use ledger::LedgerRule;
pub use modified_bully::ModifiedBullyRule;
pub use order::OrderRule;
pub use report::ReportRule;
pub use ring::RingRule;
pub use vote::VoteRule;

use super::Lifelines;
use crate::peer::rules::Algorithm;
use crate::run::Branch;
use crate::scenario::Scenario;
use seen::Seen;

/// Rules that belong together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RuleSet {
    /// The bully algorithm's.
    Bully,
    /// The report's election's.
    Report,
    /// The modified bully algorithm's.
    ModifiedBully,
    /// The ring's.
    Ring,
    /// The majority vote's.
    Vote,
    /// Epochs, ledger, and every request once.
    Ledger,
    /// Who is served first, and who sells.
    Order,
    /// Vector clocks.
    Clocks,
}

/// A rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// Of the bully algorithm.
    Bully(BullyRule),
    /// Of the report's election.
    Report(ReportRule),
    /// Of the modified bully algorithm.
    ModifiedBully(ModifiedBullyRule),
    /// Of the ring.
    Ring(RingRule),
    /// Of the majority vote.
    Vote(VoteRule),
    /// Of epochs and ledger.
    Ledger(LedgerRule),
    /// Of the trader's queue.
    Order(OrderRule),
    /// Of vector clocks.
    Clocks(ClockRule),
}

impl RuleSet {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Bully,
        Self::Report,
        Self::ModifiedBully,
        Self::Ring,
        Self::Vote,
        Self::Ledger,
        Self::Order,
        Self::Clocks,
    ];

    /// The rules by which a new trader is found.
    #[must_use]
    pub const fn of_election(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Bully => Self::Bully,
            Algorithm::Report => Self::Report,
            Algorithm::ModifiedBully => Self::ModifiedBully,
            Algorithm::Ring { .. } => Self::Ring,
            Algorithm::Vote => Self::Vote,
        }
    }

    /// What they are called, a word or a few.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Bully => "Bully",
            Self::Report => "The report's election",
            Self::ModifiedBully => "Modified bully",
            Self::Ring => "Ring",
            Self::Vote => "Majority vote",
            Self::Ledger => "Ledger",
            Self::Order => "Queue",
            Self::Clocks => "Clocks",
        }
    }

    /// The same in a word, for a narrow place.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bully => "bully",
            Self::Report => "report",
            Self::ModifiedBully => "modified",
            Self::Ring => "ring",
            Self::Vote => "vote",
            Self::Ledger => "ledger",
            Self::Order => "queue",
            Self::Clocks => "clocks",
        }
    }

    /// Whose they are.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Bully => "Garcia-Molina 1982, in the textbook form",
            Self::Report => "the lab report: its first election and its later ones",
            Self::ModifiedBully => "Mamun, Masum and Mustafa 2004",
            Self::Ring => "Chang and Roberts 1979",
            Self::Vote => "Ongaro and Ousterhout 2014, section 5.2",
            Self::Ledger => "this laboratory: what the bully algorithm leaves open",
            Self::Order => {
                "the lab report, its ordered queue; the sum of the entries is this laboratory's"
            }
            Self::Clocks => "Fidge 1988; Mattern 1989",
        }
    }

    /// The rules, by their numbers.
    #[must_use]
    pub fn rules(self) -> Vec<Rule> {
        match self {
            Self::Bully => BullyRule::ALL.map(Rule::Bully).into(),
            Self::Report => ReportRule::ALL.map(Rule::Report).into(),
            Self::ModifiedBully => ModifiedBullyRule::ALL.map(Rule::ModifiedBully).into(),
            Self::Ring => RingRule::ALL.map(Rule::Ring).into(),
            Self::Vote => VoteRule::ALL.map(Rule::Vote).into(),
            Self::Ledger => LedgerRule::ALL.map(Rule::Ledger).into(),
            Self::Order => OrderRule::ALL.map(Rule::Order).into(),
            Self::Clocks => ClockRule::ALL.map(Rule::Clocks).into(),
        }
    }
}

impl Rule {
    /// To which rules it belongs.
    #[must_use]
    pub const fn set(self) -> RuleSet {
        match self {
            Self::Bully(_) => RuleSet::Bully,
            Self::Report(_) => RuleSet::Report,
            Self::ModifiedBully(_) => RuleSet::ModifiedBully,
            Self::Ring(_) => RuleSet::Ring,
            Self::Vote(_) => RuleSet::Vote,
            Self::Ledger(_) => RuleSet::Ledger,
            Self::Order(_) => RuleSet::Order,
            Self::Clocks(_) => RuleSet::Clocks,
        }
    }

    /// Its number among them, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        1 + match self {
            Self::Bully(rule) => rule as usize,
            Self::Report(rule) => rule as usize,
            Self::ModifiedBully(rule) => rule as usize,
            Self::Ring(rule) => rule as usize,
            Self::Vote(rule) => rule as usize,
            Self::Ledger(rule) => rule as usize,
            Self::Order(rule) => rule as usize,
            Self::Clocks(rule) => rule as usize,
        }
    }

    /// What it says, without a full stop.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bully(rule) => rule.words(),
            Self::Report(rule) => rule.words(),
            Self::ModifiedBully(rule) => rule.words(),
            Self::Ring(rule) => rule.words(),
            Self::Vote(rule) => rule.words(),
            Self::Ledger(rule) => rule.words(),
            Self::Order(rule) => rule.words(),
            Self::Clocks(rule) => rule.words(),
        }
    }

    /// "Bully, rule 2"
    #[must_use]
    pub fn label(self) -> String {
        format!("{}, rule {}", self.set().title(), self.number())
    }

    /// The same, for a narrow place: "bully 2".
    #[must_use]
    pub fn mark(self) -> String {
        format!("{} {}", self.set().word(), self.number())
    }

    fn applies(self, seen: &Seen<'_>) -> bool {
        match self {
            Self::Bully(rule) => rule.applies(seen),
            Self::Report(rule) => rule.applies(seen),
            Self::ModifiedBully(rule) => rule.applies(seen),
            Self::Ring(rule) => rule.applies(seen),
            Self::Vote(rule) => rule.applies(seen),
            Self::Ledger(rule) => rule.applies(seen),
            Self::Order(rule) => rule.applies(seen),
            Self::Clocks(rule) => rule.applies(seen),
        }
    }
}

/// The rules that an event applied: those of the election first, those of the clocks last.
///
/// # Panics
/// If there is no such event.
#[must_use]
pub fn rules(
    branch: &Branch,
    lifelines: &Lifelines,
    scenario: &Scenario,
    event: usize,
) -> Vec<Rule> {
    let seen = Seen::new(branch, lifelines, scenario, event);
    let election = RuleSet::of_election(scenario.election);
    let sets = [election, RuleSet::Ledger, RuleSet::Order, RuleSet::Clocks];
    let all = sets.into_iter().flat_map(RuleSet::rules);
    all.filter(|rule| rule.applies(&seen)).collect()
}
