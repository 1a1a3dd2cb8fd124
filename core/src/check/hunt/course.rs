//! One continuation, as far as it has come.

use super::Find;
use super::plan::Plan;
use crate::check::{Breach, Checks, Invariant};
use crate::run::{BranchId, RecordedAct, Run};
use crate::scenario::Intervention;
use crate::time::{Duration, Instant};
use crate::world::{Event, World};

/// Where all continuations begin.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) plan: Plan,
    pub(super) world: World,
    checks: Checks,
    /// What is broken already.
    broken: Vec<Invariant>,
    branch: BranchId,
    moment: usize,
    /// The longest that a message usually takes.
    pub(super) latency: Duration,
}

impl Start {
    pub(super) fn new(run: &Run, checks: Checks, plan: Plan) -> Self {
        Self {
            plan,
            world: run.world().clone(),
            broken: checks.breaches().iter().map(|breach| breach.invariant).collect(),
            checks,
            branch: run.branch_id(),
            moment: run.moment(),
            latency: Duration(run.scenario().network.max_us().unsigned_abs()),
        }
    }

    fn counts(&self, breach: &Breach) -> bool {
        self.plan.wants(breach.invariant) && !self.broken.contains(&breach.invariant)
    }
}

/// One continuation. Between its steps it stands where a run would stand after as many.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) world: World,
    checks: Checks,
    pub(super) acts: Vec<RecordedAct>,
    /// How many steps of the world it has taken; acts are not counted.
    pub(super) steps: usize,
    /// When and after which of them the last act came; when and where it began, if none came.
    last_act: (Instant, usize),
    /// The last step's events.
    pub(super) events: Vec<Event>,
}

impl Course {
    pub(super) fn new(start: &Start) -> Self {
        Self {
            world: start.world.clone(),
            checks: start.checks.clone(),
            acts: Vec::new(),
            steps: 0,
            last_act: (start.world.now(), 0),
            events: Vec::new(),
        }
    }

    /// Lets the next thing happen. Says whether there was one.
    pub(super) fn step(&mut self) -> bool {
        self.events.clear();
        if !self.world.step(&mut self.events) {
            return false;
        }
        self.steps += 1;
        self.take_events();
        true
    }

    /// Does something right now, if it is possible. Says whether it was.
    pub(super) fn act(&mut self, start: &Start, act: &Intervention) -> bool {
        let at = self.world.now();
        self.events.clear();
        if self.world.act(act, &mut self.events).is_err() {
            return false;
        }
        let step = start.moment + self.steps + self.acts.len();
        self.acts.push(RecordedAct { step, at, act: act.clone() });
        self.last_act = (at, self.steps);
        self.take_events();
        true
    }

    fn take_events(&mut self) {
        self.events.iter().for_each(|event| self.checks.take(event));
    }

    /// Whether it has gone on for long enough after its last act, or nothing is due any more.
    pub(super) fn is_over(&self, plan: &Plan) -> bool {
        let (at, step) = self.last_act;
        let late = self.world.next_at().is_none_or(|next| next > at + plan.span);
        late || self.steps - step >= plan.most_steps
    }

    /// The first breach that counts, as a find.
    pub(super) fn find(&self, start: &Start) -> Option<Find> {
        let breach = self.checks.breaches().iter().find(|breach| start.counts(breach))?;
        Some(Find {
            branch: start.branch,
            from: start.moment,
            acts: self.acts.clone(),
            moment: start.moment + self.steps + self.acts.len(),
            breach: breach.clone(),
        })
    }
}
