//! The hunt: from a moment of a run, many continuations, and the first of them that breaks an
//! invariant.
//!
//! A continuation is what happens from there on if somebody does a few things at certain moments. All
//! that is done is an ordinary [`Intervention`](crate::scenario::Intervention), done between two
//! steps, so that a find can be opened as a branch, recorded and shared.
//!
//! The work is cut into numbered parts, each a pure function of run, plan and number. The first find
//! in the order of the parts is the find of the hunt: it depends neither on how the hunt is sliced
//! nor on how many threads share it. One thread calls [`Hunt::go_on`]; many take
//! parts with [`Hunt::part`], let them end, and hand in what they found with [`Hunt::take`].

mod course;
mod find;
mod moves;
mod part;
mod placed;
mod plan;
mod reduce;
mod search;
mod shrink;
mod wander;

pub use find::Find;
pub use part::{Counts, Outcome, Part};
pub use plan::{Allowance, Kind, Plan, Strategy};
pub use shrink::Shrink;

use crate::check::Checks;
use crate::run::Run;
use course::Start;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far a hunt has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// There is more to try.
    Hunting,
    /// A breach was found.
    Found,
    /// All was tried that the plan allows, and nothing broke.
    Exhausted,
}

/// A hunt from one moment of a run. It keeps no hold of the run.
#[derive(Clone, Debug)]
pub struct Hunt {
    start: Arc<Start>,
    /// The part that comes next in the result.
    next: u64,
    /// That part, while this hunt itself works on it.
    going: Option<Part>,
    /// Parts that came in early.
    early: BTreeMap<u64, Outcome>,
    /// What the parts that are done add up to.
    counts: Counts,
    find: Option<Find>,
}

impl Hunt {
    /// A hunt from the moment at which the run stands. What is broken by then is no find.
    #[must_use]
    pub fn new(run: &Run, plan: Plan) -> Self {
        let mut checks = Checks::new(run.scenario());
        run.past().for_each(|event| checks.take(event));
        Self::with_checks(run, checks, plan)
    }

    /// The same, with checks that have taken the run's events up to this moment already.
    #[must_use]
    pub fn with_checks(run: &Run, checks: Checks, plan: Plan) -> Self {
        Self {
            start: Arc::new(Start::new(run, checks, plan)),
            next: 0,
            going: None,
            early: BTreeMap::new(),
            counts: Counts::default(),
            find: None,
        }
    }

    /// Goes on by about so many steps of the world, and says how far it has come then.
    pub fn go_on(&mut self, steps: u64) -> Progress {
        let until = self.counts().steps + steps;
        while self.progress() == Progress::Hunting && self.counts().steps < until {
            let left = until - self.counts().steps;
            let mut part = self.going.take().unwrap_or_else(|| self.part(self.next));
            match part.go_on(left) {
                Some(outcome) => self.take(self.next, outcome),
                None => self.going = Some(part),
            }
        }
        self.progress()
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        if self.find.is_some() {
            Progress::Found
        } else if self.next >= self.parts()
            || self.counts.continuations >= self.plan().continuations
        {
            Progress::Exhausted
        } else {
            Progress::Hunting
        }
    }

    /// How many parts there are. Those at the end may never be needed.
    #[must_use]
    pub fn parts(&self) -> u64 {
        self.plan().parts()
    }

    /// A part of the work, to be done anywhere.
    #[must_use]
    pub fn part(&self, number: u64) -> Part {
        Part::new(Arc::clone(&self.start), number)
    }

    /// Takes what a part has come to, in any order; each part once.
    pub fn take(&mut self, number: u64, outcome: Outcome) {
        self.early.insert(number, outcome);
        while self.progress() == Progress::Hunting
            && let Some(outcome) = self.early.remove(&self.next)
        {
            self.next += 1;
            self.counts.add(outcome.counts);
            let within = self.counts.continuations <= self.plan().continuations;
            self.find = outcome.find.filter(|_| within);
        }
    }

    /// What was tried so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = self.counts;
        if let Some(part) = &self.going {
            counts.add(part.counts());
        }
        counts
    }

    /// What was found.
    #[must_use]
    pub const fn find(&self) -> Option<&Find> {
        self.find.as_ref()
    }

    /// Begins to shrink what was found, if something was.
    #[must_use]
    pub fn shrink(&self) -> Option<Shrink> {
        let find = self.find.clone()?;
        Some(Shrink::new(Arc::clone(&self.start), find))
    }

    /// What it does.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.start.plan
    }
}
