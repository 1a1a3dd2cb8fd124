//! Shrinking: the fewest acts that still break the same invariant, as early as they can be.
//!
//! Delta debugging (Zeller, Hildebrandt 2002) at its finest: acts are left out one by one until none
//! can be missed; then each is moved to earlier steps, a message's to right after it was sent.

use super::Find;
use super::course::Start;
use super::part::Counts;
use super::placed::{Placed, Trial};
use std::sync::Arc;

/// What is tried next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Idea {
    /// The find as it is.
    Itself,
    /// Without this act.
    Without(usize),
    /// This act by so many steps earlier.
    Earlier(usize, usize),
    /// Nothing more.
    Done,
}

/// A find that is being shrunk.
#[derive(Clone, Debug)]
pub struct Shrink {
    start: Arc<Start>,
    find: Find,
    acts: Vec<Placed>,
    idea: Idea,
    trial: Option<Trial>,
    counts: Counts,
}

impl Shrink {
    pub(super) fn new(start: Arc<Start>, find: Find) -> Self {
        let acts = find.acts.iter().enumerate();
        let placed = |(i, done): (usize, &crate::run::RecordedAct)| {
            Placed::as_found(done.act.clone(), done.step - find.from - i)
        };
        let acts = acts.map(placed).collect();
        Self { start, find, acts, idea: Idea::Itself, trial: None, counts: Counts::default() }
    }

    /// Goes on by about so many steps of the world. Says whether it is done.
    pub fn go_on(&mut self, steps: u64) -> bool {
        (0..steps).all(|_| self.tick());
        self.idea == Idea::Done
    }

    /// Shrinks it as far as it goes.
    #[must_use]
    pub fn finish(mut self) -> Find {
        while self.tick() {}
        self.find
    }

    /// The smallest find so far.
    #[must_use]
    pub const fn find(&self) -> &Find {
        &self.find
    }

    /// What was tried so far.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Says whether there is more to do.
    fn tick(&mut self) -> bool {
        let Some(mut trial) = self.trial.take() else {
            return self.begin();
        };
        self.counts.steps += 1;
        let goes_on = trial.step(&self.start);
        match trial.course.find(&self.start) {
            Some(find) if find.breach.invariant == self.find.breach.invariant => {
                self.accept(find, trial.done);
            }
            None if goes_on => self.trial = Some(trial),
            Some(_) | None => self.refuse(),
        }
        true
    }

    /// Begins to try the next idea.
    fn begin(&mut self) -> bool {
        let mut acts = self.acts.clone();
        match self.idea {
            Idea::Itself => {}
            Idea::Without(i) if i < acts.len() => drop(acts.remove(i)),
            Idea::Without(_) => {
                self.idea = self.earlier(0);
                return true;
            }
            Idea::Earlier(i, by) => acts[i].after -= by,
            Idea::Done => return false,
        }
        self.trial = Some(Trial::new(&self.start, acts));
        true
    }

    /// What is tried once no act from this one on can be left out: the first that could come earlier,
    /// at the very beginning.
    fn earlier(&self, i: usize) -> Idea {
        let movable = (i..self.acts.len()).find(|i| self.acts[*i].after > 0);
        movable.map_or(Idea::Done, |i| Idea::Earlier(i, self.acts[i].after))
    }

    /// An act less may make others needless; an act that is earlier may come earlier still.
    fn accept(&mut self, find: Find, acts: Vec<Placed>) {
        self.counts.continuations += 1;
        let fewer = acts.len() < self.acts.len();
        (self.find, self.acts) = (find, acts);
        self.idea = match self.idea {
            Idea::Earlier(i, _) if !fewer => self.earlier(i),
            Idea::Itself | Idea::Without(_) | Idea::Earlier(..) | Idea::Done => Idea::Without(0),
        };
    }

    fn refuse(&mut self) {
        self.counts.continuations += 1;
        self.idea = match self.idea {
            Idea::Itself | Idea::Done => Idea::Done,
            Idea::Without(i) => Idea::Without(i + 1),
            Idea::Earlier(i, by) if by > 1 => Idea::Earlier(i, by / 2),
            Idea::Earlier(i, _) => self.earlier(i + 1),
        };
    }
}
