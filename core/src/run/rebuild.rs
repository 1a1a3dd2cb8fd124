//! A run made again from its record. Records come from outside: whatever is wrong with one is a
//! [`RecordError`].

use super::record::{Record, RecordedAct, RecordedBranch, VERSION};
use super::record_error::{ActProblem, RecordError};
use super::{BranchId, Fork, Run};
use crate::scenario::Scenario;

/// About how much a branch costs that does nothing, in events: its last block of them is its own.
const BRANCH_COST: usize = 256;

impl Run {
    /// Makes a run again: all of its branches, each until the last thing that was done on it, or
    /// until others left it; the one on which the run stands also until the moment at which it
    /// stands. What comes later is made again by going on.
    ///
    /// Takes at most about `most_events` events on the way, those included that lead from a
    /// checkpoint to where a branch leaves another, and what a new branch copies.
    ///
    /// # Errors
    /// The first thing that cannot be.
    pub fn of_record(record: &Record, most_events: usize) -> Result<Self, RecordError> {
        if record.version != VERSION {
            return Err(RecordError::Version { found: record.version.clone() });
        }
        let run = Self::new(record.scenario.clone()).map_err(RecordError::Scenario)?;
        check_structure(record)?;
        let needed = needed(record);
        let mut rebuild = Rebuild { needed, run, left: most_events, most: most_events };
        for (id, branch) in numbered(&record.branches) {
            rebuild.branch(id, branch)?;
        }
        rebuild.stand(record)
    }
}

fn numbered(branches: &[RecordedBranch]) -> impl Iterator<Item = (BranchId, &RecordedBranch)> {
    (0..).map(BranchId).zip(branches)
}

/// Checks all that can be known before anything happens.
fn check_structure(record: &Record) -> Result<(), RecordError> {
    let branches = &record.branches;
    if branches.is_empty() {
        return Err(RecordError::NoBranches);
    }
    if record.branch.0 as usize >= branches.len() {
        return Err(RecordError::Branch { found: record.branch, branches: branches.len() });
    }
    for (id, branch) in numbered(branches) {
        check_origin(id, branch, branches)?;
        check_acts(id, branch, &record.scenario)?;
    }
    Ok(())
}

fn check_origin(
    id: BranchId,
    branch: &RecordedBranch,
    all: &[RecordedBranch],
) -> Result<(), RecordError> {
    let found = branch.from.map(|from| from.branch);
    if found.is_none() != (id == BranchId(0)) || found.is_some_and(|other| other >= id) {
        return Err(RecordError::Origin { branch: id, found });
    }
    let Some(from) = branch.from else {
        return Ok(());
    };
    let origin_from = all[from.branch.0 as usize].from;
    let least = origin_from.map_or(0, |origin| origin.moment.saturating_add(1));
    if from.moment < least {
        return Err(RecordError::ForkTooEarly { branch: id, found: from, least });
    }
    Ok(())
}

fn check_acts(
    branch: BranchId,
    recorded: &RecordedBranch,
    scenario: &Scenario,
) -> Result<(), RecordError> {
    let mut least = recorded.from.map_or(0, |from| from.moment);
    for RecordedAct { step, act, .. } in &recorded.acts {
        let step = *step;
        let refuse = |problem| Err(RecordError::Act { branch, step, problem });
        if step < least || step == usize::MAX {
            return refuse(ActProblem::Order { least });
        }
        if let Err(problems) = scenario.check_act(act) {
            return refuse(ActProblem::Nonsense(problems));
        }
        least = step + 1;
    }
    Ok(())
}

/// For each branch, how far it must be known: until the last other leaves it, and until the run
/// stands there.
fn needed(record: &Record) -> Vec<usize> {
    let mut needed = vec![0; record.branches.len()];
    let stands = Fork { branch: record.branch, moment: record.moment };
    for place in record.branches.iter().filter_map(|branch| branch.from).chain([stands]) {
        let known = &mut needed[place.branch.0 as usize];
        *known = place.moment.max(*known);
    }
    needed
}

/// A run on its way to what its record says.
struct Rebuild {
    run: Run,
    /// For each branch, how far it must be known.
    needed: Vec<usize>,
    /// How many events it may take yet.
    left: usize,
    most: usize,
}

impl Rebuild {
    fn branch(&mut self, id: BranchId, recorded: &RecordedBranch) -> Result<(), RecordError> {
        match recorded.from {
            Some(from) => self.leave(id, from, recorded.name.clone())?,
            None => self.run.branch.name.clone_from(&recorded.name),
        }
        for act in &recorded.acts {
            self.act(id, act)?;
        }
        self.advance(self.needed[id.0 as usize])
    }

    /// Begins a branch where it left another.
    fn leave(&mut self, id: BranchId, from: Fork, name: String) -> Result<(), RecordError> {
        self.go_to(from.branch, from.moment)?;
        if self.run.moment() < from.moment {
            let last = self.run.moment();
            return Err(RecordError::ForkTooLate { branch: id, found: from, last });
        }
        let branch = self.run.branch();
        self.spend(BRANCH_COST + branch.acts().count() + branch.known_steps() / BRANCH_COST)?;
        self.run.fork_as(name);
        Ok(())
    }

    fn act(&mut self, branch: BranchId, done: &RecordedAct) -> Result<(), RecordError> {
        let step = done.step;
        self.advance(step)?;
        let refuse = |problem| Err(RecordError::Act { branch, step, problem });
        let (last, after) = (self.run.moment(), self.run.world().now());
        if last < step {
            return refuse(ActProblem::Unreached { last });
        }
        let before = self.run.next_at();
        if done.at < after || before.is_some_and(|before| done.at > before) {
            return refuse(ActProblem::Time { found: done.at, after, before });
        }
        match self.run.act(done.act.clone(), done.at) {
            Ok(()) => self.spend(self.run.last_step().len()),
            Err(refusal) => refuse(ActProblem::Impossible(refusal)),
        }
    }

    /// Goes on to a moment; to the end, if the branch has one before.
    fn advance(&mut self, moment: usize) -> Result<(), RecordError> {
        while self.run.moment() < moment && self.run.forward() {
            self.spend(self.run.last_step().len().max(1))?;
        }
        Ok(())
    }

    fn go_to(&mut self, id: BranchId, moment: usize) -> Result<(), RecordError> {
        let replayed = self.run.branch_of(id).map_or(0, |branch| {
            let moment = moment.min(branch.known_steps());
            branch.events_between(branch.checkpoints.before(moment).0, moment).len()
        });
        self.spend(replayed)?;
        self.run.go_to(id, moment);
        Ok(())
    }

    fn spend(&mut self, events: usize) -> Result<(), RecordError> {
        let left = self.left.checked_sub(events);
        self.left = left.ok_or(RecordError::TooLong { most: self.most })?;
        Ok(())
    }

    /// Goes to where the run stands.
    fn stand(mut self, record: &Record) -> Result<Run, RecordError> {
        let Record { branch, moment, .. } = *record;
        self.go_to(branch, moment)?;
        match self.run.moment() {
            last if last < moment => Err(RecordError::Moment { found: moment, last }),
            _ => Ok(self.run),
        }
    }
}
