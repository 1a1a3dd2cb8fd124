//! The links: how long an envelope takes, and whether it arrives.
//!
//! Links are FIFO and reliable by default. A rule can make some of them misbehave.

use crate::id::Party;
use crate::random::{Random, Stream};
use crate::scenario::{Disturbance, Law, Links, Rule, Scenario};
use crate::time::{Duration, Instant};
use crate::world::event::Loss;
use std::sync::Arc;

/// What becomes of an envelope that is sent now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passage {
    /// When it arrives, or would have; never, while it is stuck.
    pub due_at: Instant,
    /// Whether it is lost.
    pub loss: Option<Loss>,
    /// When a second one arrives, if the link makes one.
    pub copy_due_at: Option<Instant>,
    /// What the ledger does wrong with it.
    pub flaw: Option<Flaw>,
    /// Whether it is stuck on a clogged link.
    pub stuck: bool,
    /// Whether it keeps its place among those on its link.
    pub in_order: bool,
}

/// A rule in force, and the links that have been healed of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Active {
    /// The rule.
    pub rule: Rule,
    /// The links that behave again.
    pub healed: Vec<Links>,
}

impl Active {
    /// Whether it says something about the link from one party to another.
    #[must_use]
    pub fn applies(&self, from: Party, to: Party) -> bool {
        self.rule.links.contain(from, to) && !self.healed.iter().any(|l| l.contain(from, to))
    }
}

/// What the ledger does wrong with a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// It writes nothing, and says so.
    Fails,
    /// It breaks off in the middle, and says nothing.
    Tears,
}

impl Passage {
    /// That of an envelope that must wait.
    pub(super) const fn stuck() -> Self {
        let due_at = Instant::NEVER;
        Self { due_at, loss: None, copy_due_at: None, flaw: None, stuck: true, in_order: true }
    }
}

/// All links of a network.
#[derive(Clone, Debug)]
pub struct Network {
    peers: usize,
    between_peers: Law,
    to_ledger: Law,
    latencies: Random,
    faults: Random,
    rules: Vec<Active>,
    /// For each sender, when the last envelope to each receiver is due: the next may not overtake
    /// it. Checkpoints share the rows that have not changed.
    last_due: Vec<Arc<[Instant]>>,
}

/// What the rules say of one envelope.
enum Verdict {
    Pass,
    Lost(Loss),
    Twice,
    Stuck,
    Flawed(Flaw),
    After { more: Duration, in_order: bool },
}

impl Network {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let peers = scenario.peers.len();
        let row: Arc<[Instant]> = vec![Instant::START; peers + 1].into();
        Self {
            peers,
            between_peers: scenario.network,
            to_ledger: scenario.storage,
            latencies: Random::stream(scenario.seed, Stream::Network),
            faults: Random::stream(scenario.seed, Stream::Faults),
            rules: Vec::new(),
            last_due: vec![row; peers + 1],
        }
    }

    /// Decides what becomes of an envelope from one party to another.
    pub(super) fn send(&mut self, now: Instant, from: Party, to: Party) -> Passage {
        let verdict = self.verdict(from, to);
        let law = self.law(from, to);
        let mut travel = draw(law, &mut self.latencies);
        let mut in_order = true;
        if let Verdict::After { more, in_order: keeps } = verdict {
            travel = travel + more;
            in_order = keeps;
        }
        if matches!(verdict, Verdict::Stuck) {
            return Passage::stuck();
        }
        let due_at = self.place(from, to, now + travel, in_order);
        let copy_due_at = matches!(verdict, Verdict::Twice).then(|| {
            let again = draw(law, &mut self.faults);
            self.place(from, to, due_at + again, true)
        });
        let (loss, flaw) = match verdict {
            Verdict::Lost(loss) => (Some(loss), None),
            Verdict::Flawed(flaw) => (None, Some(flaw)),
            Verdict::Pass | Verdict::Twice | Verdict::Stuck | Verdict::After { .. } => (None, None),
        };
        Passage { due_at, loss, copy_due_at, flaw, stuck: false, in_order }
    }

    /// An envelope arrives only at `due_at`: none that is sent later on its link overtakes it.
    pub(super) fn postpone(&mut self, from: Party, to: Party, due_at: Instant) {
        self.place(from, to, due_at, true);
    }

    /// Whether the link from one party to another is clogged.
    pub(super) fn clogs(&self, from: Party, to: Party) -> bool {
        let clogs = |r: &Active| r.rule.disturbance == Disturbance::Clog && r.applies(from, to);
        self.rules.iter().any(clogs)
    }

    const fn law(&self, from: Party, to: Party) -> Law {
        match (from, to) {
            (Party::Peer(_), Party::Peer(_)) => self.between_peers,
            (Party::Ledger, _) | (_, Party::Ledger) => self.to_ledger,
        }
    }

    /// Puts an envelope behind those that are on the link already.
    fn place(&mut self, from: Party, to: Party, due_at: Instant, in_order: bool) -> Instant {
        let (from, to) = (self.index(from), self.index(to));
        let last = self.last_due[from][to];
        if !in_order {
            return due_at;
        }
        let due_at = due_at.max(last);
        if due_at > last {
            Arc::make_mut(&mut self.last_due[from])[to] = due_at;
        }
        due_at
    }

    fn index(&self, party: Party) -> usize {
        party.peer().map_or(self.peers, |peer| peer.index())
    }

    /// The first rule that has something to say decides.
    fn verdict(&mut self, from: Party, to: Party) -> Verdict {
        // Whatever else is wrong with a link, nothing overtakes what is stuck on it.
        if self.clogs(from, to) {
            return Verdict::Stuck;
        }
        for Active { rule, .. } in self.rules.iter().filter(|r| r.applies(from, to)) {
            let mut hit = |per_mille: i64| self.faults.below(1_000) < per_mille.unsigned_abs();
            let to_ledger = to == Party::Ledger;
            match rule.disturbance {
                Disturbance::Cut => return Verdict::Lost(Loss::Cut),
                Disturbance::Lose { per_mille } if hit(per_mille) => {
                    return Verdict::Lost(Loss::Chance);
                }
                Disturbance::Duplicate { per_mille } if hit(per_mille) => return Verdict::Twice,
                Disturbance::FailAppends { per_mille } if to_ledger && hit(per_mille) => {
                    return Verdict::Flawed(Flaw::Fails);
                }
                Disturbance::TearAppends { per_mille } if to_ledger && hit(per_mille) => {
                    return Verdict::Flawed(Flaw::Tears);
                }
                Disturbance::Clog
                | Disturbance::Lose { .. }
                | Disturbance::Duplicate { .. }
                | Disturbance::FailAppends { .. }
                | Disturbance::TearAppends { .. } => {}
                Disturbance::Delay { by } => {
                    let more = draw(by, &mut self.faults);
                    return Verdict::After { more, in_order: true };
                }
                Disturbance::Reorder { by } => {
                    let more = draw(by, &mut self.faults);
                    return Verdict::After { more, in_order: false };
                }
            }
        }
        Verdict::Pass
    }

    pub(super) fn disturb(&mut self, rule: Rule) {
        self.rules.push(Active { rule, healed: Vec::new() });
    }

    /// Heals some links of every rule.
    pub(super) fn heal_some(&mut self, links: &Links) {
        self.rules.retain(|active| !links.cover(&active.rule.links));
        self.rules.iter_mut().for_each(|active| active.healed.push(links.clone()));
    }

    pub(super) fn heal(&mut self) {
        self.rules.clear();
    }

    /// The rules under which links misbehave now, in the order in which they are asked.
    #[must_use]
    pub fn rules(&self) -> &[Active] {
        &self.rules
    }
}

fn draw(law: Law, random: &mut Random) -> Duration {
    let (min, max) = (law.min_us().unsigned_abs(), law.max_us().unsigned_abs());
    Duration(match law {
        Law::Fixed { .. } => min,
        Law::Uniform { .. } => random.between(min, max),
        Law::Skewed { .. } => {
            let draws = [(); 3].map(|()| random.between(min, max));
            draws.into_iter().fold(max, u64::min)
        }
    })
}
