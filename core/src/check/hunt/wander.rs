//! The random strategy: one continuation, drawn from the plan's seed and the part's number.

use super::course::{Course, Start};
use super::moves::{is_left, possible};
use super::part::Tick;
use super::plan::{Allowance, Plan};
use crate::random::Random;
use crate::scenario::Intervention;
use crate::time::Duration;

/// A random continuation.
#[derive(Clone, Debug)]
pub(super) struct Wander {
    course: Course,
    chance: Random,
    allowed: Vec<Allowance>,
    /// After which steps it acts, the last first.
    moments: Vec<usize>,
    over: bool,
}

impl Wander {
    /// Number 0 does nothing at all: what happens by itself is found first.
    pub(super) fn new(start: &Start, number: u64) -> Self {
        let plan = &start.plan;
        let mut chance = Random::nth(plan.seed, number);
        let allowed = some_of(&plan.allowed, &mut chance);
        let moments = if number == 0 { Vec::new() } else { draw_moments(plan, &mut chance) };
        Self { course: Course::new(start), chance, allowed, moments, over: false }
    }

    pub(super) fn tick(&mut self, start: &Start) -> Tick {
        if self.over {
            return Tick::Over;
        }
        let goes_on = if self.moments.last() == Some(&self.course.steps) {
            self.moments.pop();
            self.act(start);
            true
        } else {
            let waits = !self.moments.is_empty();
            (waits || !self.course.is_over(&start.plan)) && self.course.step()
        };
        let find = self.course.find(start);
        if goes_on && find.is_none() {
            return Tick::On;
        }
        self.over = true;
        Tick::Tried(find)
    }

    /// Does something, if anything is possible.
    fn act(&mut self, start: &Start) {
        let left = self.allowed.iter().filter(|allowance| is_left(allowance, &self.course));
        let mut acts: Vec<Vec<Intervention>> = Vec::new();
        for allowance in left {
            let chance = &mut self.chance;
            let later = &mut || Duration(chance.between(1, 8 * start.latency.0));
            acts.push(possible(allowance.kind, &self.course.world, later));
        }
        acts.retain(|of_kind| !of_kind.is_empty());
        let act = pick(&acts, &mut self.chance).and_then(|some| pick(some, &mut self.chance));
        if let Some(act) = act {
            self.course.act(start, act);
        }
    }
}

/// Each with a chance of one half, but at least one.
fn some_of(allowed: &[Allowance], chance: &mut Random) -> Vec<Allowance> {
    let mut some: Vec<_> = allowed.iter().filter(|_| chance.below(2) == 0).copied().collect();
    if some.is_empty() {
        some.extend(pick(allowed, chance));
    }
    some
}

fn draw_moments(plan: &Plan, chance: &mut Random) -> Vec<usize> {
    // More acts than moments would only come to the same moments again.
    let most = plan.most_acts().min(plan.depth) as u64;
    let acts = if most == 0 { 0 } else { chance.between(1, most) };
    let mut moments: Vec<_> =
        (0..acts).map(|_| to_usize(chance.below(plan.depth as u64))).collect();
    moments.sort_unstable_by(|a, b| b.cmp(a));
    moments
}

fn pick<'a, T>(all: &'a [T], chance: &mut Random) -> Option<&'a T> {
    all.get(to_usize(chance.below(all.len() as u64)))
}

fn to_usize(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
