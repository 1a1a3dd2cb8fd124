//! What can be done to a run: by a user, or by the scenario at a time of its own.

use crate::id::{MessageId, Party, PeerId};
use crate::peer::io::Timer;
use crate::scenario::Law;
use serde::{Deserialize, Serialize};

/// One act upon a run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Intervention {
    /// The peer stops: what is not in its notebook is gone, and what arrives meanwhile is lost.
    Crash(PeerId),
    /// The crashed peer starts again, as a new incarnation.
    Restart(PeerId),
    /// The peer is slow, not dead: its messages wait, its timers are late.
    Pause(PeerId),
    /// The paused peer goes on, with all that waited.
    Resume(PeerId),
    /// The peer suspects its trader, whatever its detector says.
    Suspect(PeerId),
    /// Some links misbehave from now on.
    Disturb(Rule),
    /// All links behave again.
    Heal,
    /// These links behave again.
    HealLinks(Links),
    /// Something is done to a message under way.
    Touch {
        /// Which.
        message: MessageId,
        /// What.
        touch: Touch,
    },
    /// The peer's timer runs out now.
    Fire {
        /// Whose.
        peer: PeerId,
        /// Which.
        timer: Timer,
    },
    /// All running timers of this kind run out together, when the first of them would have.
    Align(Timer),
    /// All running timers of this kind run out one after another, the first when it would have.
    Spread {
        /// Which.
        timer: Timer,
        /// The time between two of them, in simulated microseconds.
        by_us: u64,
    },
}

/// What can be done to a message under way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Touch {
    /// It arrives now.
    Deliver,
    /// It is lost.
    Drop,
    /// A second one arrives right behind it.
    Duplicate,
    /// It goes no further; what is behind it on a link that keeps order waits too.
    Hold,
    /// The held message goes on.
    Release,
    /// It arrives later.
    Postpone {
        /// When, in simulated microseconds.
        until_us: u64,
    },
}

impl Touch {
    /// Its name, one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Drop => "drop",
            Self::Duplicate => "duplicate",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Postpone { .. } => "postpone",
        }
    }
}

/// An act at a time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// When, in simulated microseconds.
    pub at_us: u64,
    /// What.
    pub act: Intervention,
}

/// Which links misbehave, and how. Nothing passes a link that one rule cuts, or goes on where one
/// clogs it. Otherwise rules are asked in the order in which they came: the first that loses, doubles
/// or spoils a message decides, and if none does, the first that delays it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which links.
    pub links: Links,
    /// How they misbehave.
    pub disturbance: Disturbance,
}

/// A set of links. The ledger's links are touched only by rules that name the ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Links {
    /// All links between peers.
    AllPeers,
    /// The link from one party to another, not the way back.
    OneWay {
        /// The sender.
        from: Party,
        /// The receiver.
        to: Party,
    },
    /// Both links between two parties.
    Between(Party, Party),
    /// All links between these parties and all others, both ways: a partition. The ledger is on
    /// the side on which it is named.
    Around(Vec<Party>),
}

/// How a link misbehaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Disturbance {
    /// Nothing gets through.
    Cut,
    /// So many of a thousand messages are lost.
    Lose {
        /// 1 to 1,000.
        per_mille: i64,
    },
    /// So many of a thousand messages arrive twice.
    Duplicate {
        /// 1 to 1,000.
        per_mille: i64,
    },
    /// Every message takes so much longer; the order is kept.
    Delay {
        /// How much longer.
        by: Law,
    },
    /// Every message takes so much longer, and may be overtaken.
    Reorder {
        /// How much longer.
        by: Law,
    },
    /// Messages pile up, and go on when the links heal.
    Clog,
    /// So many of a thousand appends fail: the ledger writes nothing, and says so. On links to
    /// the ledger only.
    FailAppends {
        /// 1 to 1,000.
        per_mille: i64,
    },
    /// So many of a thousand appends are torn: the ledger breaks off in the middle of the record
    /// and says nothing. A torn record counts for nothing, and is written over. On links to the
    /// ledger only.
    TearAppends {
        /// 1 to 1,000.
        per_mille: i64,
    },
}

impl Links {
    /// Whether the link between these two is one of them.
    #[must_use]
    pub fn contain(&self, from: Party, to: Party) -> bool {
        match self {
            Self::AllPeers => from != Party::Ledger && to != Party::Ledger,
            Self::OneWay { from: a, to: b } => (from, to) == (*a, *b),
            Self::Between(a, b) => (from, to) == (*a, *b) || (from, to) == (*b, *a),
            Self::Around(side) => side.contains(&from) != side.contains(&to),
        }
    }

    /// Whether all links of another set surely are among these.
    #[must_use]
    pub fn cover(&self, other: &Self) -> bool {
        match *other {
            Self::OneWay { from, to } => self.contain(from, to),
            Self::Between(a, b) => self.contain(a, b) && self.contain(b, a),
            Self::AllPeers | Self::Around(_) => self == other,
        }
    }

    /// The parties that it names.
    pub fn parties(&self) -> impl Iterator<Item = Party> {
        let (pair, side): (Option<[Party; 2]>, &[Party]) = match self {
            Self::AllPeers => (None, &[]),
            Self::OneWay { from, to } => (Some([*from, *to]), &[]),
            Self::Between(a, b) => (Some([*a, *b]), &[]),
            Self::Around(side) => (None, side),
        };
        pair.into_iter().flatten().chain(side.iter().copied())
    }
}

impl Intervention {
    /// The peer that it is done to, if it is done to one.
    #[must_use]
    pub const fn peer(&self) -> Option<PeerId> {
        match self {
            Self::Crash(peer)
            | Self::Restart(peer)
            | Self::Pause(peer)
            | Self::Resume(peer)
            | Self::Suspect(peer)
            | Self::Fire { peer, .. } => Some(*peer),
            Self::Disturb(_)
            | Self::Heal
            | Self::HealLinks(_)
            | Self::Touch { .. }
            | Self::Align(_)
            | Self::Spread { .. } => None,
        }
    }
}
