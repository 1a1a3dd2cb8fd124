//! What can be done to a run: by a user, or by the scenario at a time of its own.

use crate::id::{Party, PeerId};
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

/// Which links misbehave, and how. Rules are asked in the order in which they came; the first that
/// has something to say about a message decides.
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
            | Self::Suspect(peer) => Some(*peer),
            Self::Disturb(_) | Self::Heal => None,
        }
    }
}
