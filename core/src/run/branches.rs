//! The branches of a run: they begin, are gone over to, named and forgotten.

use super::Run;
use super::branch::{Branch, BranchId, Fork, usual_name};
use std::collections::BTreeSet;
use std::mem;

impl Run {
    /// Begins a branch at this moment, on which the future is free, and stands on it.
    pub fn fork(&mut self) {
        self.fork_as(self.fresh_name());
    }

    pub(super) fn fork_as(&mut self, name: String) {
        let id = self.next_branch;
        self.next_branch = BranchId(id.0 + 1);
        let from = self.owner_of(Fork { branch: self.current, moment: self.moment });
        self.stand_on(id, self.branch.fork(name, from));
    }

    /// What the next branch is called: no other is called so.
    fn fresh_name(&self) -> String {
        let branches = self.others.values().chain([&self.branch]);
        let taken: BTreeSet<&str> = branches.map(|branch| branch.name.as_str()).collect();
        let mut names = (self.next_branch.0..).map(|n| usual_name(BranchId(n)));
        names.find(|name| !taken.contains(name.as_str())).unwrap_or_default()
    }

    /// The branch on which a moment lies that may be older than its branch.
    fn owner_of(&self, mut place: Fork) -> Fork {
        while let Some(from) = self.branch_of(place.branch).and_then(Branch::from) {
            if place.moment > from.moment {
                break;
            }
            place.branch = from.branch;
        }
        place
    }

    fn stand_on(&mut self, id: BranchId, branch: Branch) {
        let left = mem::replace(&mut self.branch, branch);
        self.others.insert(mem::replace(&mut self.current, id), left);
    }

    /// Goes over to another branch: to the moment itself, if both have it in common, or else to
    /// what had happened there by the same time. Says whether there is such a branch.
    pub fn switch(&mut self, id: BranchId) -> bool {
        let Some(branch) = self.others.get(&id) else {
            return id == self.current;
        };
        let common = self.common_moment(branch);
        let moment =
            if self.moment <= common { self.moment } else { branch.moment_at(self.world.now()) };
        self.go_to(id, moment)
    }

    /// Goes to a moment of a branch; to the last one known, if it lies beyond that. Says whether
    /// there is such a branch.
    pub(super) fn go_to(&mut self, id: BranchId, moment: usize) -> bool {
        if let Some(branch) = self.others.remove(&id) {
            self.stand_on(id, branch);
            let (from, world) = self.branch.checkpoints.before(moment);
            self.world = world.clone();
            self.moment = from;
        } else if id != self.current {
            return false;
        }
        self.seek(moment);
        true
    }

    /// The last moment that the current branch and another have in common.
    fn common_moment(&self, other: &Branch) -> usize {
        let steps = self.branch.known_steps().min(other.known_steps());
        let Some(event) = self.branch.first_difference(other) else {
            return steps;
        };
        self.branch.moment_of_event(event).min(other.moment_of_event(event)) - 1
    }

    /// Gives a branch another name. Says whether there is such a branch.
    pub fn rename(&mut self, id: BranchId, name: String) -> bool {
        let branch =
            if id == self.current { Some(&mut self.branch) } else { self.others.get_mut(&id) };
        branch.is_some_and(|branch| {
            branch.name = name;
            true
        })
    }

    /// Forgets a branch on which the run does not stand. Branches that left it later have left, from
    /// then on, the one that it had left itself. The first branch, and the one on which the run
    /// stands, stay. Says whether it was forgotten.
    pub fn discard(&mut self, id: BranchId) -> bool {
        let Some(from) = self.others.get(&id).and_then(Branch::from) else {
            return false;
        };
        self.others.remove(&id);
        for branch in self.others.values_mut().chain([&mut self.branch]) {
            if let Some(fork) = branch.from.as_mut().filter(|fork| fork.branch == id) {
                *fork = from;
            }
        }
        true
    }

    /// The branch with this number.
    #[must_use]
    pub fn branch_of(&self, id: BranchId) -> Option<&Branch> {
        if id == self.current { Some(&self.branch) } else { self.others.get(&id) }
    }

    /// All branches, in the order in which they began.
    #[must_use]
    pub fn branches(&self) -> Vec<(BranchId, &Branch)> {
        let mut all: Vec<_> = self.others.iter().map(|(id, branch)| (*id, branch)).collect();
        all.push((self.current, &self.branch));
        all.sort_unstable_by_key(|(id, _)| *id);
        all
    }

    /// How many events the run keeps, those that branches share counted once.
    #[must_use]
    pub fn kept_events(&self) -> usize {
        self.others.values().chain([&self.branch]).map(Branch::own_events).sum()
    }
}
