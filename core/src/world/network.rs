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
    /// Whether it may say something about some of these links.
    fn touches(&self, links: &Links) -> bool {
        match *links {
            Links::OneWay { from, to } => self.applies(from, to),
            Links::Between(a, b) => self.applies(a, b) || self.applies(b, a),
            Links::AllPeers | Links::Around(_) => true,
        }
    }

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
    latencies: Latencies,
    faults: Random,
    rules: Vec<Active>,
    /// For each sender, when the last envelope to each receiver is due: the next may not overtake
    /// it. Checkpoints share the rows that have not changed.
    last_due: Vec<Arc<[Instant]>>,
}

/// The chance of latencies.
#[derive(Clone, Debug)]
struct Latencies {
    random: Random,
    /// See [`Defences::wide_chance`](crate::peer::rules::Defences::wide_chance).
    wide: bool,
}

impl Latencies {
    fn draw(&mut self, law: Law) -> Duration {
        if self.wide {
            return draw(law, &mut self.random);
        }
        let (min, max) = (law.min_us().unsigned_abs(), law.max_us().unsigned_abs());
        Duration(min + self.random.below_by_word(max - min + 1))
    }
}

/// What the rules say of one envelope.
struct Verdict {
    fate: Fate,
    /// How much longer it takes.
    more: Duration,
    in_order: bool,
}

/// What becomes of an envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passes,
    Lost(Loss),
    Twice,
    Stuck,
    Flawed(Flaw),
}

impl Verdict {
    const fn of(fate: Fate) -> Self {
        Self { fate, more: Duration::ZERO, in_order: true }
    }
}

impl Network {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let peers = scenario.peers.len();
        let row: Arc<[Instant]> = vec![Instant::START; peers + 1].into();
        Self {
            peers,
            between_peers: scenario.network,
            to_ledger: scenario.storage,
            latencies: Latencies {
                random: Random::stream(scenario.seed, Stream::Network),
                wide: scenario.defences.wide_chance,
            },
            faults: Random::stream(scenario.seed, Stream::Faults),
            rules: Vec::new(),
            last_due: vec![row; peers + 1],
        }
    }

    /// Decides what becomes of an envelope from one party to another.
    pub(super) fn send(&mut self, now: Instant, from: Party, to: Party) -> Passage {
        let Verdict { fate, more, in_order } = self.verdict(from, to);
        let law = self.law(from, to);
        let travel = self.latencies.draw(law) + more;
        if fate == Fate::Stuck {
            return Passage::stuck();
        }
        let due_at = self.place(from, to, now + travel, in_order);
        let copy_due_at = (fate == Fate::Twice).then(|| {
            let again = draw(law, &mut self.faults);
            self.place(from, to, due_at + again, true)
        });
        let (loss, flaw) = match fate {
            Fate::Lost(loss) => (Some(loss), None),
            Fate::Flawed(flaw) => (None, Some(flaw)),
            Fate::Passes | Fate::Twice | Fate::Stuck => (None, None),
        };
        Passage { due_at, loss, copy_due_at, flaw, stuck: false, in_order }
    }

    /// An envelope arrives only at `due_at`: none that is sent later on its link overtakes it.
    pub(super) fn postpone(&mut self, from: Party, to: Party, due_at: Instant) {
        self.place(from, to, due_at, true);
    }

    /// Whether the link from one party to another is clogged.
    pub(super) fn clogs(&self, from: Party, to: Party) -> bool {
        self.has(Disturbance::Clog, from, to)
    }

    fn has(&self, disturbance: Disturbance, from: Party, to: Party) -> bool {
        self.rules.iter().any(|r| r.rule.disturbance == disturbance && r.applies(from, to))
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

    /// Whatever else is wrong with a link, nothing overtakes what is stuck on it, and nothing passes
    /// where it is cut. Otherwise the first rule that loses, doubles or spoils the message decides;
    /// if none does, the first that delays it.
    fn verdict(&mut self, from: Party, to: Party) -> Verdict {
        if self.has(Disturbance::Clog, from, to) {
            return Verdict::of(Fate::Stuck);
        }
        if self.has(Disturbance::Cut, from, to) {
            return Verdict::of(Fate::Lost(Loss::Cut));
        }
        let to_ledger = to == Party::Ledger;
        let mut delay = None;
        for Active { rule, .. } in self.rules.iter().filter(|r| r.applies(from, to)) {
            let mut hit = |per_mille: i64| self.faults.below(1_000) < per_mille.unsigned_abs();
            let fate = match rule.disturbance {
                Disturbance::Lose { per_mille } if hit(per_mille) => Fate::Lost(Loss::Chance),
                Disturbance::Duplicate { per_mille } if hit(per_mille) => Fate::Twice,
                Disturbance::FailAppends { per_mille } if to_ledger && hit(per_mille) => {
                    Fate::Flawed(Flaw::Fails)
                }
                Disturbance::TearAppends { per_mille } if to_ledger && hit(per_mille) => {
                    Fate::Flawed(Flaw::Tears)
                }
                Disturbance::Cut
                | Disturbance::Clog
                | Disturbance::Lose { .. }
                | Disturbance::Duplicate { .. }
                | Disturbance::FailAppends { .. }
                | Disturbance::TearAppends { .. } => continue,
                Disturbance::Delay { by } => {
                    delay = delay.or(Some((by, true)));
                    continue;
                }
                Disturbance::Reorder { by } => {
                    delay = delay.or(Some((by, false)));
                    continue;
                }
            };
            return Verdict::of(fate);
        }
        match delay {
            None => Verdict::of(Fate::Passes),
            Some((by, in_order)) => {
                let more = draw(by, &mut self.faults);
                Verdict { fate: Fate::Passes, more, in_order }
            }
        }
    }

    pub(super) fn disturb(&mut self, rule: Rule) {
        self.rules.push(Active { rule, healed: Vec::new() });
    }

    /// Heals some links of every rule.
    pub(super) fn heal_some(&mut self, links: &Links) {
        self.rules.retain(|active| !links.cover(&active.rule.links));
        for active in self.rules.iter_mut().filter(|active| active.touches(links)) {
            active.healed.push(links.clone());
        }
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
