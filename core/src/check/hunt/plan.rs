//! What a hunt may do, how far, and in which order it tries.

use crate::check::Invariant;
use crate::scenario::{Intervention, Touch};
use crate::time::Duration;

/// In which order continuations are tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strategy {
    /// Random acts at random moments; each continuation uses only some of the kinds of acts that
    /// are allowed, which reaches further than using all (swarm testing: Groce et al. 2012).
    Random,
    /// All of them, those with the fewest acts first; of as many acts, those that act earliest.
    DepthFirst,
    /// The same, without those that lead only to what others lead to: see the module `reduce`.
    Reduced,
}

/// A kind of act that a hunt may do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A message arrives before its time, and so before others.
    Deliver,
    /// A message arrives later.
    Postpone,
    /// A message goes no further, nor do those behind it on its link.
    Hold,
    /// A message is lost.
    Drop,
    /// A message arrives twice.
    Duplicate,
    /// A peer crashes.
    Crash,
    /// A crashed peer starts again.
    Restart,
    /// A peer stops taking part.
    Pause,
    /// A paused peer goes on.
    Resume,
    /// A timer runs out before its time.
    Fire,
    /// A peer suspects its trader.
    Suspect,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Deliver,
        Self::Postpone,
        Self::Hold,
        Self::Drop,
        Self::Duplicate,
        Self::Crash,
        Self::Restart,
        Self::Pause,
        Self::Resume,
        Self::Fire,
        Self::Suspect,
    ];

    /// Its name, one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Postpone => "postpone",
            Self::Hold => "hold",
            Self::Drop => "drop",
            Self::Duplicate => "duplicate",
            Self::Crash => "crash",
            Self::Restart => "restart",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Fire => "fire",
            Self::Suspect => "suspect",
        }
    }

    /// The kind of an act; none if no hunt does such a thing.
    #[must_use]
    pub const fn of(act: &Intervention) -> Option<Self> {
        match act {
            Intervention::Touch { touch, .. } => Self::of_touch(*touch),
            Intervention::Crash(_) => Some(Self::Crash),
            Intervention::Restart(_) => Some(Self::Restart),
            Intervention::Pause(_) => Some(Self::Pause),
            Intervention::Resume(_) => Some(Self::Resume),
            Intervention::Fire { .. } => Some(Self::Fire),
            Intervention::Suspect(_) => Some(Self::Suspect),
            Intervention::Disturb(_)
            | Intervention::Heal
            | Intervention::HealLinks(_)
            | Intervention::Align(_)
            | Intervention::Spread { .. } => None,
        }
    }

    const fn of_touch(touch: Touch) -> Option<Self> {
        match touch {
            Touch::Deliver => Some(Self::Deliver),
            Touch::Postpone { .. } => Some(Self::Postpone),
            Touch::Hold => Some(Self::Hold),
            Touch::Drop => Some(Self::Drop),
            Touch::Duplicate => Some(Self::Duplicate),
            Touch::Release => None,
        }
    }
}

/// How often a continuation may do acts of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allowance {
    /// Which kind.
    pub kind: Kind,
    /// How often.
    pub most: usize,
}

/// What a hunt may do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// In which order it tries.
    pub strategy: Strategy,
    /// Which acts it may do.
    pub allowed: Vec<Allowance>,
    /// How many acts a continuation may have in all.
    pub most_acts: usize,
    /// Acts come within so many steps of the world from the start.
    pub depth: usize,
    /// So much simulated time a continuation goes on after its last act.
    pub span: Duration,
    /// So many steps it goes on after its last act at most.
    pub most_steps: usize,
    /// How many continuations are tried.
    pub continuations: u64,
    /// Which invariants count; all, if none is named.
    pub invariants: Vec<Invariant>,
    /// Decides what the random strategy does.
    pub seed: u64,
}

impl Plan {
    /// One crash within the next 500 steps, and ten simulated seconds to see what it leads to.
    #[must_use]
    pub fn new(strategy: Strategy) -> Self {
        Self {
            strategy,
            allowed: vec![Allowance { kind: Kind::Crash, most: 1 }],
            most_acts: 1,
            depth: 500,
            span: Duration::from_millis(10_000),
            most_steps: 20_000,
            continuations: 10_000,
            invariants: Vec::new(),
            seed: 0,
        }
    }

    /// Whether a breach of this invariant counts.
    #[must_use]
    pub fn wants(&self, invariant: Invariant) -> bool {
        self.invariants.is_empty() || self.invariants.contains(&invariant)
    }

    /// The most acts that a continuation can have: as many as are allowed in all, and of each kind.
    #[must_use]
    pub fn most_acts(&self) -> usize {
        let each = self.allowed.iter().fold(0, |sum: usize, a| sum.saturating_add(a.most));
        self.most_acts.min(each)
    }

    /// How many parts the work has: a continuation each, or all continuations that have the same
    /// number of acts and the first of them after the same step; part 0 has none.
    pub(super) fn parts(&self) -> u64 {
        match self.strategy {
            Strategy::Random if self.most_acts() == 0 => 1,
            Strategy::Random => self.continuations,
            Strategy::DepthFirst | Strategy::Reduced => {
                (self.most_acts() as u64).saturating_mul(self.depth as u64).saturating_add(1)
            }
        }
    }
}
