//! What a comparison came to: as tables, as JSON, in sentences.

use super::choice::capital;
use super::{Choice, Measure, Row};
use crate::csv::told;
use crate::figures::Table;
use crate::scenario::Scenario;
use crate::time::Instant;
use serde_json::{Value, json};

/// As many sentences are told at most.
const MOST_SENTENCES: usize = 3;

/// What is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    title: String,
    seed: u64,
    choices: Vec<Choice>,
    /// The same, each told beside the others.
    told: Vec<Choice>,
}

impl Subject {
    /// This scenario under these choices.
    #[must_use]
    pub fn new(scenario: &Scenario, choices: &[Choice]) -> Self {
        let told = choices.iter().map(|choice| choice.beside(choices, scenario)).collect();
        let (title, choices) = (scenario.title.clone(), choices.to_owned());
        Self { title, seed: scenario.seed, choices, told }
    }

    /// What came of each choice by this time, in the order of the choices.
    #[must_use]
    pub const fn compared(self, now: Instant, rows: Vec<Row>) -> Compared {
        Compared { subject: self, now, rows }
    }
}

/// What came of each choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    subject: Subject,
    now: Instant,
    rows: Vec<Row>,
}

impl Compared {
    /// The choices, each with what it came to.
    pub fn each(&self) -> impl Iterator<Item = (&Choice, &Row)> {
        self.subject.choices.iter().zip(&self.rows)
    }

    /// The titles of their columns: what one leaves to the scenario and another chooses is named too.
    pub fn titles(&self) -> impl Iterator<Item = String> {
        self.subject.told.iter().map(Choice::title)
    }

    /// Whether not all choices came to the same here.
    #[must_use]
    pub fn differs(&self, measure: Measure) -> bool {
        self.rows.windows(2).any(|pair| pair[0].of(measure) != pair[1].of(measure))
    }

    /// What each choice came to, for people, with the unit; a dash where there is nothing.
    #[must_use]
    pub fn told(&self, measure: Measure) -> Vec<String> {
        let told = |value: u64| measure.unit().told(value);
        let cell = |row: &Row| row.of(measure).map_or_else(|| "–".to_owned(), told);
        self.rows.iter().map(cell).collect()
    }

    /// For programs: a row a choice, a column a measure, named with its unit; empty where there is nothing.
    #[must_use]
    pub fn table(&self) -> Table {
        let names = Measure::ALL.map(|measure| measure.name().to_owned());
        let cells = |(choice, row): (&Choice, &Row)| {
            let values = Measure::ALL.map(|measure| told(row.of(measure)));
            std::iter::once(choice.to_string()).chain(values).collect()
        };
        Table {
            head: std::iter::once("choice".to_owned()).chain(names).collect(),
            rows: self.each().map(cells).collect(),
        }
    }

    /// The same and the sentences, as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let choices = self.each().zip(self.titles()).map(|((choice, row), title)| {
            let value = |measure: Measure| (measure.name().to_owned(), json!(row.of(measure)));
            let measures: Value = Measure::ALL.into_iter().map(value).collect();
            json!({"choice": choice.to_string(), "title": title, "measures": measures})
        });
        let told = json!({
            "title": self.subject.title, "seed": self.subject.seed, "time_us": self.now.0,
            "choices": choices.collect::<Value>(), "sentences": self.sentences(),
        });
        format!("{told:#}")
    }

    /// In what the choices differ, the most serious first: "Ring needed 12 messages for elections, bully
    /// 29."
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let differing = Measure::TELLING.into_iter().filter(|measure| self.differs(*measure));
        let sentences: Vec<_> =
            differing.filter_map(|measure| self.sentence(measure)).take(MOST_SENTENCES).collect();
        if sentences.is_empty() {
            return vec!["The choices have made no difference so far.".to_owned()];
        }
        sentences
    }

    /// Nothing where one of them has no number.
    fn sentence(&self, measure: Measure) -> Option<String> {
        let mut parts = Vec::new();
        for (choice, row) in self.subject.told.iter().zip(&self.rows) {
            let (who, value) = (choice.subject(), row.of(measure)?);
            let first = parts.is_empty();
            let did = if first { measure.did(value) } else { measure.unit().told(value) };
            parts.push(format!("{who} {did}"));
        }
        // A comma between two that have none themselves; otherwise it takes a stronger sign.
        let plain = parts.len() == 2 && !parts.iter().any(|part| part.contains(','));
        Some(capital(format!("{}.", parts.join(if plain { ", " } else { "; " }))))
    }
}
