//! The systematic strategies: all continuations that have so many acts, the first of them after this
//! step, depth first.

use super::course::{Course, Start};
use super::moves::moves;
use super::part::Tick;
use super::plan::{Plan, Strategy};
use super::reduce::makes_a_difference;
use crate::scenario::Intervention;

/// A way from which others branch off: it goes on step by step, and at each moment every act begins
/// another.
#[derive(Clone, Debug)]
struct Stem {
    course: Course,
    /// What is still to be tried at this moment.
    acts: Vec<Intervention>,
}

/// A search through a part of all continuations.
#[derive(Clone, Debug)]
pub(super) struct Search {
    /// How many acts each of them has.
    most_acts: usize,
    /// After which step the first comes.
    first: usize,
    /// On its way to that step.
    approach: Option<Course>,
    /// Each has one act more than the one before.
    stems: Vec<Stem>,
    /// The one that goes on to its end.
    leaf: Option<Course>,
}

impl Search {
    /// Number 0 does nothing at all. Then come those of one act, by the step before it, then those of
    /// two.
    pub(super) fn new(start: &Start, number: u64) -> Self {
        let depth = start.plan.depth.max(1) as u64;
        let place = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let (most_acts, first) = match number.checked_sub(1) {
            None => (0, 0),
            Some(n) => (place(n / depth) + 1, place(n % depth)),
        };
        let course = Course::new(start);
        let (approach, leaf) =
            if most_acts == 0 { (None, Some(course)) } else { (Some(course), None) };
        Self { most_acts, first, approach, stems: Vec::new(), leaf }
    }

    pub(super) fn tick(&mut self, start: &Start, pruned: &mut u64) -> Tick {
        if let Some(leaf) = self.leaf.take() {
            return self.follow(leaf, start);
        }
        if let Some(course) = self.approach.take() {
            return self.come_closer(course, start, pruned);
        }
        let Some(mut stem) = self.stems.pop() else {
            return Tick::Over;
        };
        match stem.acts.pop() {
            Some(act) => self.branch_off(stem, &act, start, pruned),
            None => self.grow(stem, start, pruned),
        }
        Tick::On
    }

    /// What breaks without a further act has fewer acts than this part is about.
    fn come_closer(&mut self, mut course: Course, start: &Start, pruned: &mut u64) -> Tick {
        if course.steps == self.first {
            self.stems.push(Stem { acts: acts_at(&course, start, pruned), course });
        } else if course.step() && course.find(start).is_none() {
            self.approach = Some(course);
        }
        Tick::On
    }

    fn follow(&mut self, mut leaf: Course, start: &Start) -> Tick {
        let goes_on = !leaf.is_over(&start.plan) && leaf.step();
        let find = leaf.find(start);
        if goes_on && find.is_none() {
            self.leaf = Some(leaf);
            return Tick::On;
        }
        Tick::Tried(find)
    }

    fn branch_off(&mut self, stem: Stem, act: &Intervention, start: &Start, pruned: &mut u64) {
        let mut course = stem.course.clone();
        self.stems.push(stem);
        if !course.act(start, act) {
            return;
        }
        if course.acts.len() == self.most_acts {
            self.leaf = Some(course);
        } else {
            self.stems.push(Stem { acts: acts_at(&course, start, pruned), course });
        }
    }

    /// Goes on by a step, to act there; the first act has its place, all others come anywhere after.
    fn grow(&mut self, mut stem: Stem, start: &Start, pruned: &mut u64) {
        let fixed = stem.course.acts.is_empty();
        let within = stem.course.steps + 1 < start.plan.depth;
        if !fixed && within && stem.course.step() && stem.course.find(start).is_none() {
            stem.acts = acts_at(&stem.course, start, pruned);
            self.stems.push(stem);
        }
    }
}

/// What is to be tried at a moment, in reverse order.
fn acts_at(course: &Course, start: &Start, pruned: &mut u64) -> Vec<Intervention> {
    let mut acts = moves(course, start);
    if is_reduced(&start.plan) {
        let all = acts.len();
        acts.retain(|act| makes_a_difference(act, course));
        *pruned += (all - acts.len()) as u64;
    }
    acts.reverse();
    acts
}

const fn is_reduced(plan: &Plan) -> bool {
    match plan.strategy {
        Strategy::Reduced => true,
        Strategy::Random | Strategy::DepthFirst => false,
    }
}
