//! Guided tours over the live engine. A tour is a scenario and steps; each step goes on with the run to
//! a moment of it and says what to see there, and some ask first what will come of it. What is right is
//! worked out from the run. No browser in it.
//!
//! [`course`] walks along a tour, [`facts`] looks things up in a run; the rest are the tours.

mod course;
mod election;
mod epochs;
mod facts;
mod mid_sale;
mod own_fault;
mod sight;
mod two_at_once;
mod who_asked;

pub use course::{Asked, Course, TourView, Verdict};
pub use sight::Sight;

use crate::glossary::Word;
use crate::lab::Lab;
use crate::subject::Subject;
use serde::{Deserialize, Serialize};
use trading_post::run::Goal;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::time::Duration;

/// A tour.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tour {
    /// The trader dies, and another is elected.
    Election,
    /// Two elections at the same time.
    TwoAtOnce,
    /// The trader dies between the ledger and the buyer.
    MidSale,
    /// Vector clocks, and the queue.
    WhoAsked,
    /// Two that both believe that they lead, and one ledger.
    Epochs,
    /// A person breaks things.
    OwnFault,
}

impl Tour {
    /// All of them, in the order in which one learns most.
    pub const ALL: [Self; 6] = [
        Self::Election,
        Self::TwoAtOnce,
        Self::MidSale,
        Self::WhoAsked,
        Self::Epochs,
        Self::OwnFault,
    ];

    /// What there is to know of it.
    #[must_use]
    pub const fn plan(self) -> &'static Plan {
        match self {
            Self::Election => &election::PLAN,
            Self::TwoAtOnce => &two_at_once::PLAN,
            Self::MidSale => &mid_sale::PLAN,
            Self::WhoAsked => &who_asked::PLAN,
            Self::Epochs => &epochs::PLAN,
            Self::OwnFault => &own_fault::PLAN,
        }
    }

    /// The tour that comes after it, if it is not the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|tour| *tour != self).nth(1)
    }

    /// The tour of this name.
    ///
    /// # Errors
    /// Which names there are, if it is none of them.
    pub fn named(name: &str) -> Result<Self, String> {
        let tour = Self::ALL.into_iter().find(|tour| tour.plan().name == name);
        tour.ok_or_else(|| {
            let names = Self::ALL.map(|tour| tour.plan().name).join(", ");
            format!("found tour {name:?}, expected one of {names}")
        })
    }
}

/// What a tour is.
#[derive(Debug)]
pub struct Plan {
    /// One word with hyphens, for addresses.
    pub name: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What one knows after it, in a sentence.
    pub sentence: &'static str,
    /// How long it takes, about.
    pub minutes: u8,
    /// What its run starts from.
    pub scenario: fn() -> Scenario,
    /// Its steps, of which there is at least one.
    pub steps: &'static [Step],
}

/// A step of a tour.
#[derive(Debug)]
pub struct Step {
    /// How the run comes here from where the step before it is; at first, from its beginning.
    pub way: &'static [Way],
    /// What to watch while it does, in a sentence.
    pub watch: &'static str,
    /// What is to be seen there, in one to four short sentences.
    pub text: fn(&Lab) -> String,
    /// The word in it that is explained, if one is.
    pub word: Option<Word>,
    /// Where to look.
    pub sights: fn(&Lab) -> Vec<Sight>,
    /// What the Inspector and the diagram show.
    pub subject: fn(&Lab) -> Option<Subject>,
    /// What the next step answers.
    pub question: Option<Question>,
    /// Whether the person is to act: the next step goes on from where they have left the run.
    pub free: bool,
}

impl Step {
    /// A step at which there is nothing, for others to differ from.
    const EMPTY: Self = Self {
        way: &[],
        watch: "",
        text: |_| String::new(),
        word: None,
        sights: |_| Vec::new(),
        subject: |_| None,
        question: None,
        free: false,
    };
}

/// A part of the way from one step to the next.
#[derive(Debug)]
pub enum Way {
    /// Until something happens.
    Until(Goal),
    /// Until a step has made it so.
    UntilSo(fn(&Lab) -> bool),
    /// Until so much time has passed.
    For(Duration),
    /// Things are done to the run, one after another at the same time.
    Acts(fn(&Lab) -> Vec<Intervention>),
    /// Back to where an earlier step of the tour is.
    BackTo(usize),
}

/// What a person is asked.
#[derive(Debug)]
pub struct Question {
    /// The question.
    pub asked: fn(&Lab) -> String,
    /// The answers to choose from, at the moment at which it is asked.
    pub choices: fn(&Lab) -> Vec<String>,
    /// Which of them is right, at the moment of the next step.
    pub answer: fn(&Lab) -> String,
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

#[cfg(test)]
mod tests;
