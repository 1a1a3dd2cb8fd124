//! A scenario that is being written: what a person typed, what the core says to it, and in what it
//! differs from the scenario on screen. The run stays as it is until the draft is started.
//!
//! A draft is edited by place, `goods[1].price_cents`, so that the core's own list of fields is all
//! that the form needs to know.

mod edit;
mod summary;
mod tree;

pub use edit::Edit;
pub use summary::summary;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use trading_post::scenario::fields::{Field, Section};
use trading_post::scenario::{Problem, Scenario};

/// A scenario that is being written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The scenario on screen.
    screen: Value,
    /// What is written, as far as it could be read.
    value: Value,
    /// The same, as the core has it.
    scenario: Scenario,
    /// What was typed, as it was typed, by place.
    typed: BTreeMap<String, String>,
    problems: Vec<Problem>,
    changes: BTreeSet<String>,
}

impl Default for Draft {
    fn default() -> Self {
        Self::of(&Scenario::default())
    }
}

impl Draft {
    /// The scenario on screen, as it is.
    #[must_use]
    pub fn of(screen: &Scenario) -> Self {
        Self::with(screen, screen)
    }

    /// This scenario, while another one may be on screen.
    #[must_use]
    pub fn with(scenario: &Scenario, screen: &Scenario) -> Self {
        let mut draft = Self {
            screen: value_of(screen),
            value: value_of(scenario),
            scenario: scenario.clone(),
            typed: BTreeMap::new(),
            problems: Vec::new(),
            changes: BTreeSet::new(),
        };
        draft.judge();
        draft
    }

    /// The draft when another scenario has come on screen. If it is the same but for its seed, what was
    /// written stays.
    #[must_use]
    pub fn onto(&self, screen: &Scenario) -> Self {
        let seed = || Value::from(screen.seed);
        let mut before = self.screen.clone();
        before["seed"] = seed();
        if self.changes.is_empty() || before != value_of(screen) {
            return Self::of(screen);
        }
        let mut draft = Self { screen: before, ..self.clone() };
        draft.typed.remove("seed");
        draft.value["seed"] = seed();
        draft.judge();
        draft
    }

    /// The scenario, if it makes sense.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn scenario(&self) -> Result<&Scenario, &[Problem]> {
        if self.problems.is_empty() { Ok(&self.scenario) } else { Err(&self.problems) }
    }

    /// The scenario as far as it could be read, whether or not it makes sense.
    #[must_use]
    pub const fn read(&self) -> &Scenario {
        &self.scenario
    }

    /// What stands at a place; `None` if there is no such place now.
    #[must_use]
    pub fn at(&self, place: &str) -> Option<&Value> {
        tree::at(&self.value, place)
    }

    /// What a field shows at a place: what was typed there, or else what stands there.
    #[must_use]
    pub fn text(&self, field: &Field, place: &str) -> String {
        let stands = || self.at(place).map(|value| field.show(value)).unwrap_or_default();
        self.typed.get(place).cloned().unwrap_or_else(stands)
    }

    /// What is wrong at a place, in the field's unit.
    #[must_use]
    pub fn problem(&self, place: &str) -> Option<String> {
        self.problems.iter().find(|problem| problem.field == place).map(Problem::beside)
    }

    /// What is wrong at a place or in a part of it.
    #[must_use]
    pub fn problem_in(&self, place: &str) -> Option<String> {
        let inside = |problem: &&Problem| tree::is_in(&problem.field, place);
        self.problems.iter().find(inside).map(Problem::beside)
    }

    /// All that is wrong.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether something at a place, or in a part of it, is not as on screen.
    #[must_use]
    pub fn changed(&self, place: &str) -> bool {
        let on_screen = tree::at(&self.screen, place).is_some();
        !on_screen || self.changes.iter().any(|change| tree::is_in(change, place))
    }

    /// In how many places it is not as on screen, and how much is wrong.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.changes.len(), self.problems.len())
    }

    /// The same in one section.
    #[must_use]
    pub fn counts_in(&self, section: Section) -> (usize, usize) {
        let here =
            |place: &str| Field::of(place).is_some_and(|field| section.fields().contains(field));
        let changes = self.changes.iter().filter(|place| here(place)).count();
        let problems = self.problems.iter().filter(|problem| here(&problem.field)).count();
        (changes, problems)
    }

    /// Reads what is written, and asks the core what it says to it.
    fn judge(&mut self) {
        let unread = self.typed.iter().filter_map(|(place, text)| {
            let field = Field::of(place)?;
            field.read(place, text).err()
        });
        let unread: Vec<_> = unread.collect();
        if let Ok(scenario) = serde_json::from_value(self.value.clone()) {
            self.scenario = scenario;
        }
        let checked = self.scenario.check().err().map_or_else(Vec::new, |problems| problems.0);
        let is_read = |problem: &Problem| unread.iter().all(|other| other.field != problem.field);
        self.problems = unread.iter().cloned().chain(checked.into_iter().filter(is_read)).collect();
        self.changes = tree::differences(&self.screen, &self.value);
        self.changes.extend(unread.into_iter().map(|problem| problem.field));
    }
}

fn value_of(scenario: &Scenario) -> Value {
    serde_json::to_value(scenario).expect("a scenario is plain data")
}

#[cfg(test)]
mod tests;
