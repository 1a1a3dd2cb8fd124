//! Whether a scenario makes sense. Every problem is named: the field, what was found, what was
//! expected.

mod acts;

use super::fields::{DAY_US, Field, Kind};
use super::read::{Misread, place_of};
use super::{Intervention, Law, Scenario, Stall};
use crate::peer::rules::DetectorRules;
use std::fmt;

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
    pub expected: Expected,
}

/// What could stand where something makes no sense.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expected {
    /// What these words say.
    Words(String),
    /// A number of what the file counts in.
    Range {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
        /// Why it is no less; empty where there is nothing to say.
        why: &'static str,
    },
}

impl<T: Into<String>> From<T> for Expected {
    fn from(words: T) -> Self {
        Self::Words(words.into())
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Range { min, max, why: "" } => write!(f, "{min} to {max}"),
            Self::Range { min, max, why } => write!(f, "{min} to {max} ({why})"),
        }
    }
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

    fn problem(
        &mut self,
        field: impl ToString,
        found: impl ToString,
        expected: impl Into<Expected>,
    ) {
        if self.problems.len() == MOST_PROBLEMS {
            return;
        }
        self.problems.push(Problem {
            field: field.to_string(),
            found: found.to_string(),
            expected: expected.into(),
        });
    }

    /// Checks what could be without bound.
    fn sizes(&mut self) {
        let Scenario { title, peers, goods, faults, .. } = self.scenario;
        self.text("title", title);
        self.length("peers", peers.len());
        self.length("goods", goods.len());
        self.length("faults", faults.len());
        for (i, good) in goods.iter().take(100).enumerate() {
            self.text(&format!("goods[{i}].name"), &good.name);
        }
    }

    fn text(&mut self, place: &str, found: &str) {
        let length = found.chars().count();
        if let Kind::Text { most } = field(place).kind
            && length > most
        {
            self.problem(place, format!("{length} of them"), format!("at most {most} characters"));
        }
    }

    /// Checks that a list is not too long.
    fn length(&mut self, place: &str, found: usize) {
        if let Kind::List { max, .. } = field(place).kind
            && found > max
        {
            self.sized(place, found);
        }
    }

    /// Checks that a list is not too short.
    fn some(&mut self, place: &str, found: usize) {
        if let Kind::List { min, .. } = field(place).kind
            && found < min
        {
            self.sized(place, found);
        }
    }

    fn sized(&mut self, place: &str, found: usize) {
        let range = field(place).range().unwrap_or_default();
        self.problem(place, format!("{found} of them"), format!("{range} {place}"));
    }

    /// Checks a number by the field's own range.
    fn number(&mut self, place: &str, found: i64) {
        if let Some(expected) = field(place).refuses(found) {
            self.problem(place, found, expected);
        }
    }

    fn within(&mut self, place: &str, found: i64, (min, max): (i64, i64)) {
        self.because(place, found, (min, max), "");
    }

    fn because(&mut self, place: &str, found: i64, (min, max): (i64, i64), why: &'static str) {
        if !(min..=max).contains(&found) {
            self.problem(place, found, Expected::Range { min, max, why });
        }
    }

    fn law(&mut self, place: &str, law: Law, min: i64) {
        match law {
            Law::Fixed { us } => self.within(&format!("{place}.fixed.us"), us, (min, DAY_US)),
            Law::Uniform { min_us, max_us } => {
                self.spread(&format!("{place}.uniform"), (min_us, max_us), min);
            }
            Law::Skewed { min_us, max_us } => {
                self.spread(&format!("{place}.skewed"), (min_us, max_us), min);
            }
        }
    }

    fn spread(&mut self, place: &str, (least, most): (i64, i64), min: i64) {
        self.within(&format!("{place}.min_us"), least, (min, DAY_US));
        let min = least.clamp(min, DAY_US);
        self.because(&format!("{place}.max_us"), most, (min, DAY_US), "no less than the shortest");
    }

    fn law_of(&mut self, place: &str, law: Law) {
        if let Kind::Law { min } = field(place).kind {
            self.law(place, law, min);
        }
    }

    fn peers(&mut self) {
        let peers = &self.scenario.peers;
        self.some("peers", peers.len());
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
                self.number(&format!("peers[{i}].seller.stock"), *stock);
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
        self.some("goods", goods.len());
        for (i, good) in goods.iter().enumerate() {
            self.number(&format!("goods[{i}].price_cents"), good.price_cents);
            self.number(&format!("goods[{i}].restock"), good.restock);
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
        self.number("commission_per_mille", s.commission_per_mille);
        self.number("service_us", s.service_us);
        self.number("processing_us", s.processing_us);
        self.law_of("think", s.think);
        self.law_of("network", s.network);
        self.law_of("storage", s.storage);
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
        let coordinator_why = "at least the wait for OK and two latencies";
        let answer_why = "more than two latencies, two of the ledger's and the time of a service";
        let bounds = [
            ("ok_us", plan.ok_us, ok, OK_WHY),
            ("coordinator_us", plan.coordinator_us, coordinator, coordinator_why),
            ("recheck_us", plan.recheck_us, 1, ""),
            ("answer_us", plan.answer_us, answer, answer_why),
            ("notice_us", plan.notice_us, round_trip + 1, "more than two latencies"),
            (
                "ledger_us",
                plan.ledger_us,
                to_ledger_and_back + 1,
                "more than the way to the ledger and back",
            ),
        ];
        for (name, found, least, why) in bounds {
            self.because(&format!("timeouts.{name}"), found, (least, DAY_US), why);
        }
    }

    fn detector(&mut self) {
        let latency = self.scenario.network.max_us().clamp(0, DAY_US);
        let as_i64 = |us: u64| i64::try_from(us).unwrap_or(i64::MAX);
        match self.scenario.detector {
            DetectorRules::OnDemand { interval_us, pong_us } => {
                let least = 2 * latency + self.scenario.processing_us.clamp(0, DAY_US);
                let pong = as_i64(pong_us.0);
                self.number("detector.on_demand.interval_us", as_i64(interval_us.0));
                self.because("detector.on_demand.pong_us", pong, (least, DAY_US), OK_WHY);
            }
            DetectorRules::Heartbeat { every_us, silence_us } => {
                let (every, silence) = (as_i64(every_us.0), as_i64(silence_us.0));
                let least = every.clamp(0, DAY_US) + latency;
                let why = "at least the time between two heartbeats and a latency";
                self.number("detector.heartbeat.every_us", every);
                self.because("detector.heartbeat.silence_us", silence, (least, DAY_US), why);
            }
            DetectorRules::Accrual { every_us, phi, floor_us } => {
                let floor = "detector.accrual.floor_us";
                self.number("detector.accrual.every_us", as_i64(every_us.0));
                self.number("detector.accrual.phi", as_i64(phi));
                self.number(floor, as_i64(floor_us.0));
                let least = self.scenario.detector.patience().0 - every_us;
                if as_i64(least.0) < latency {
                    let expected = "so much that phi is reached a latency after the interval";
                    self.problem(floor, floor_us.0, expected);
                }
            }
        }
    }
}

/// Why a peer must wait so long for another's answer.
const OK_WHY: &str = "at least two latencies and the processing time";

/// The field at a place.
///
/// # Panics
/// If there is none such: the check asks for those in the list alone.
fn field(place: &str) -> &'static Field {
    Field::of(place).expect("the list has all fields")
}

#[cfg(test)]
mod tests;
