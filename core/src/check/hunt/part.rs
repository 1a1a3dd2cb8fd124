//! A part of a hunt's work: a pure function of where the hunt begins, its plan and the part's number.

use super::Find;
use super::course::Start;
use super::plan::Strategy;
use super::search::Search;
use super::wander::Wander;
use std::sync::Arc;

/// What was tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Continuations that came to their end.
    pub continuations: u64,
    /// Steps that the world took for them.
    pub steps: u64,
    /// Acts that were left out because they lead only to what others lead to.
    pub pruned: u64,
}

impl Counts {
    pub(super) const fn add(&mut self, more: Self) {
        self.continuations += more.continuations;
        self.steps += more.steps;
        self.pruned += more.pruned;
    }
}

/// What a part has come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What it tried.
    pub counts: Counts,
    /// What it found; it ends with its first find.
    pub find: Option<Find>,
}

/// What came of one small piece of work.
pub(super) enum Tick {
    /// There is more to do.
    On,
    /// A continuation has come to its end, and broke this.
    Tried(Option<Find>),
    /// All is done.
    Over,
}

/// How a part goes about it.
#[derive(Clone, Debug)]
enum Way {
    Wander(Box<Wander>),
    Search(Box<Search>),
}

/// A part of the work, as far as it is done.
#[derive(Clone, Debug)]
pub struct Part {
    start: Arc<Start>,
    way: Way,
    counts: Counts,
}

impl Part {
    pub(super) fn new(start: Arc<Start>, number: u64) -> Self {
        let way = match start.plan.strategy {
            Strategy::Random => Way::Wander(Box::new(Wander::new(&start, number))),
            Strategy::DepthFirst | Strategy::Reduced => {
                Way::Search(Box::new(Search::new(&start, number)))
            }
        };
        Self { start, way, counts: Counts::default() }
    }

    /// Goes on by about so many steps of the world; says what it has come to when it is done.
    pub fn go_on(&mut self, steps: u64) -> Option<Outcome> {
        for _ in 0..steps {
            match self.tick() {
                Tick::On => {}
                Tick::Tried(None) if self.counts.continuations < self.start.plan.continuations => {}
                Tick::Tried(find) => return Some(Outcome { counts: self.counts, find }),
                Tick::Over => return Some(Outcome { counts: self.counts, find: None }),
            }
        }
        None
    }

    /// Does all of it.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        loop {
            if let Some(outcome) = self.go_on(u64::MAX) {
                return outcome;
            }
        }
    }

    fn tick(&mut self) -> Tick {
        self.counts.steps += 1;
        let tick = match &mut self.way {
            Way::Wander(wander) => wander.tick(&self.start),
            Way::Search(search) => search.tick(&self.start, &mut self.counts.pruned),
        };
        if let Tick::Tried(_) = tick {
            self.counts.continuations += 1;
        }
        tick
    }

    /// What it has tried so far.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }
}
