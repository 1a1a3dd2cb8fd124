//! Whether a scenario makes sense. Every problem is named: the field, what was found, what was
//! expected.

mod acts;

use super::read::{Misread, place_of};
use super::{Intervention, Law, Scenario, Stall};
use crate::peer::rules::DetectorRules;
use std::fmt;

/// The longest time a scenario may name, a simulated day, in microseconds.
const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// The most problems that are named at once.
const MOST_PROBLEMS: usize = 100;

/// One thing that makes no sense.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where it stands, such as `goods[1].price_cents`.
    pub field: String,
    /// What stands there.
    pub found: String,
    /// What could stand there.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, found, expected } = self;
        write!(f, "{field}: found {found}, expected {expected}")
    }
}

/// All that makes no sense in a scenario; never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            let gap = if i == 0 { "" } else { "; " };
            write!(f, "{gap}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl Problems {
    /// The same, each with its line and column in the text that was read.
    pub(super) fn placed_in(self, text: &str) -> Self {
        let placed = |problem: Problem| {
            let place = place_of(text, &problem.field);
            Misread { place, problem }.placed()
        };
        Self(self.0.into_iter().map(placed).collect())
    }
}

impl Scenario {
    /// Checks the whole scenario.
    ///
    /// # Errors
    /// All that makes no sense in it.
    pub fn check(&self) -> Result<(), Problems> {
        let mut check = Check { scenario: self, problems: Vec::new() };
        check.sizes();
        // What is too large is not looked into: that could take for ever.
        if !check.problems.is_empty() {
            return check.verdict();
        }
        check.peers();
        check.goods();
        check.times();
        check.faults();
        check.verdict()
    }

    /// Checks what somebody wants to do to a run of this scenario, by itself: whether it is possible
    /// at some moment is for the world to say.
    ///
    /// # Errors
    /// All that makes no sense in it.
    pub fn check_act(&self, act: &Intervention) -> Result<(), Problems> {
        let mut check = Check { scenario: self, problems: Vec::new() };
        check.intervention("act", act);
        check.verdict()
    }
}

struct Check<'a> {
    scenario: &'a Scenario,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn verdict(self) -> Result<(), Problems> {
        if self.problems.is_empty() { Ok(()) } else { Err(Problems(self.problems)) }
    }

    fn problem(&mut self, field: impl ToString, found: impl ToString, expected: impl ToString) {
        if self.problems.len() == MOST_PROBLEMS {
            return;
        }
        self.problems.push(Problem {
            field: field.to_string(),
            found: found.to_string(),
            expected: expected.to_string(),
        });
    }

    /// Checks what could be without bound.
    fn sizes(&mut self) {
        let Scenario { title, peers, goods, faults, .. } = self.scenario;
        self.at_most("title", title.chars().count(), 1_000, "at most 1000 characters");
        self.at_most("peers", peers.len(), 1_000, "2 to 1000 peers");
        self.at_most("goods", goods.len(), 100, "1 to 100 goods");
        self.at_most("faults", faults.len(), 10_000, "at most 10000 faults");
        for (i, good) in goods.iter().take(100).enumerate() {
            let field = format!("goods[{i}].name");
            self.at_most(&field, good.name.chars().count(), 100, "at most 100 characters");
        }
    }

    fn at_most(&mut self, field: &str, found: usize, most: usize, expected: &str) {
        if found > most {
            self.problem(field, format!("{found} of them"), expected);
        }
    }

    fn within(&mut self, field: &str, found: i64, min: i64, max: i64) {
        if !(min..=max).contains(&found) {
            self.problem(field, found, format!("{min} to {max}"));
        }
    }

    fn law(&mut self, field: &str, law: Law, min: i64) {
        if let Law::Fixed { us } = law {
            return self.within(&format!("{field}.us"), us, min, DAY_US);
        }
        self.within(&format!("{field}.min_us"), law.min_us(), min, DAY_US);
        self.within(&format!("{field}.max_us"), law.max_us(), min, DAY_US);
        if law.max_us() < law.min_us() {
            let expected = format!("at least min_us, {}", law.min_us());
            self.problem(format!("{field}.max_us"), law.max_us(), expected);
        }
    }

    fn peers(&mut self) {
        let peers = &self.scenario.peers;
        if peers.len() < 2 {
            self.problem("peers", format!("{} of them", peers.len()), "2 to 1000 peers");
        }
        let sellers = peers.iter().filter(|p| matches!(p, Stall::Seller { .. })).count();
        if sellers == 0 {
            self.problem("peers", "no seller", "at least one seller");
        }
        if sellers == peers.len() {
            self.problem("peers", "no buyer", "at least one buyer");
        }
        for (i, stall) in peers.iter().enumerate() {
            self.stall(i, stall);
        }
    }

    fn stall(&mut self, i: usize, stall: &Stall) {
        let (place, name) = match stall {
            Stall::Seller { item, stock } => {
                self.within(&format!("peers[{i}].seller.stock"), *stock, 1, 1_000_000);
                (format!("peers[{i}].seller.item"), item)
            }
            Stall::Buyer { wants } => (format!("peers[{i}].buyer.wants"), wants),
        };
        if self.scenario.item(name).is_none() {
            let goods: Vec<&str> = self.scenario.goods.iter().map(|g| g.name.as_str()).collect();
            let expected = format!("one of the goods: {}", goods.join(", "));
            self.problem(place, format!("{name:?}"), expected);
        }
    }

    fn goods(&mut self) {
        let goods = &self.scenario.goods;
        if goods.is_empty() {
            self.problem("goods", format!("{} of them", goods.len()), "1 to 100 goods");
        }
        for (i, good) in goods.iter().enumerate() {
            self.within(&format!("goods[{i}].price_cents"), good.price_cents, 1, 100_000_000);
            self.within(&format!("goods[{i}].restock"), good.restock, 1, 1_000_000);
            let named = !good.name.is_empty() && !good.name.contains(char::is_whitespace);
            let fresh = goods[..i].iter().all(|g| g.name != good.name);
            if !(named && fresh) {
                let expected = "one word that no other good has";
                self.problem(format!("goods[{i}].name"), format!("{:?}", good.name), expected);
            }
        }
    }

    fn times(&mut self) {
        let s = self.scenario;
        self.within("commission_per_mille", s.commission_per_mille, 0, 1_000);
        self.within("service_us", s.service_us, 0, DAY_US);
        self.within("processing_us", s.processing_us, 0, DAY_US);
        self.law("think", s.think, 0);
        self.law("network", s.network, 1);
        self.law("storage", s.storage, 1);
        self.timeouts();
        self.detector();
    }

    /// The waits must outlast what they wait for: a living peer is passed over otherwise, and a sale
    /// is asked for for ever.
    fn timeouts(&mut self) {
        let s = self.scenario;
        let plan = &s.timeouts;
        let day = |us: i64| us.clamp(0, DAY_US);
        let round_trip = 2 * day(s.network.max_us());
        let to_ledger_and_back = 2 * day(s.storage.max_us());
        let ok = round_trip + day(s.processing_us);
        let coordinator = day(plan.ok_us).max(ok) + round_trip;
        let answer = round_trip + to_ledger_and_back + day(s.service_us) + 1;
        let ok_why = "at least two latencies and processing_us";
        let answer_why = "more than two latencies, two of the storage and service_us";
        let ledger_why = "more than the way to the ledger and back";
        let bounds = [
            ("ok_us", plan.ok_us, ok, ok_why),
            (
                "coordinator_us",
                plan.coordinator_us,
                coordinator,
                "at least ok_us and two latencies",
            ),
            ("recheck_us", plan.recheck_us, 1, "at least a microsecond"),
            ("answer_us", plan.answer_us, answer, answer_why),
            ("notice_us", plan.notice_us, round_trip + 1, "more than two latencies"),
            ("ledger_us", plan.ledger_us, to_ledger_and_back + 1, ledger_why),
        ];
        for (name, found, least, why) in bounds {
            self.outlasts(&format!("timeouts.{name}"), found, least, why);
        }
    }

    fn outlasts(&mut self, field: &str, found: i64, least: i64, why: &str) {
        if found < least || found > DAY_US {
            self.problem(field, found, format!("{least} to {DAY_US} ({why})"));
        }
    }

    fn detector(&mut self) {
        let latency = self.scenario.network.max_us().clamp(0, DAY_US);
        let as_i64 = |us: u64| i64::try_from(us).unwrap_or(i64::MAX);
        match self.scenario.detector {
            DetectorRules::OnDemand { interval_us, pong_us } => {
                let field = "detector.on_demand";
                let least = 2 * latency + self.scenario.processing_us.clamp(0, DAY_US);
                let why = "at least two latencies and processing_us";
                self.within(&format!("{field}.interval_us"), as_i64(interval_us.0), 1, DAY_US);
                self.outlasts(&format!("{field}.pong_us"), as_i64(pong_us.0), least, why);
            }
            DetectorRules::Heartbeat { every_us, silence_us } => {
                let field = "detector.heartbeat";
                let every = as_i64(every_us.0);
                let least = every.clamp(0, DAY_US) + latency;
                self.within(&format!("{field}.every_us"), every, 1, DAY_US);
                self.within(&format!("{field}.silence_us"), as_i64(silence_us.0), least, DAY_US);
            }
            DetectorRules::Accrual { every_us, phi, floor_us } => {
                let field = "detector.accrual";
                self.within(&format!("{field}.every_us"), as_i64(every_us.0), 1, DAY_US);
                self.within(&format!("{field}.phi"), as_i64(phi), 1, 16);
                self.within(&format!("{field}.floor_us"), as_i64(floor_us.0), 0, DAY_US);
                let least = self.scenario.detector.patience().0 - every_us;
                if as_i64(least.0) < latency {
                    let expected = "so much that phi is reached a latency after the interval";
                    self.problem(format!("{field}.floor_us"), floor_us.0, expected);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
