//! The one door of a peer: what comes in, and what the world must then do.
//!
//! Outputs say what to do, never how: the simulated world is one carrier of them, and processes
//! on many machines could be another.

use crate::clock::VectorClock;
use crate::digest::Digest;
use crate::id::{Epoch, PeerId, RequestId, SaleId};
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::{Op, Reply};
use crate::market::order::Decision;
use crate::peer::message::Message;
use crate::random::Random;
use crate::time::Duration;
use serde::{Deserialize, Serialize};

/// What happens to a peer.
#[derive(Clone, Debug)]
pub enum Input {
    /// It starts for the first time.
    Start,
    /// It starts again after a crash, with what its notebook held.
    Restart,
    /// A message arrives.
    Message {
        /// Its sender.
        from: PeerId,
        /// What it says.
        message: Message,
        /// The clock it carries, if such messages carry one.
        clock: Option<VectorClock>,
    },
    /// The ledger answers.
    Ledger {
        /// What it says.
        reply: Reply,
        /// What the ledger had heard, if its answers carry a clock.
        clock: Option<VectorClock>,
    },
    /// A timer that was armed runs out.
    Timer(Timer),
    /// A user makes it suspect its trader.
    Suspect,
}

/// What a peer wants done, in this order.
#[derive(Clone, Debug)]
pub enum Output {
    /// Carry this message to that peer.
    Send {
        /// The receiver.
        to: PeerId,
        /// What to say.
        message: Message,
        /// The clock to attach.
        clock: Option<VectorClock>,
    },
    /// Carry this to the ledger.
    Ask {
        /// What to ask.
        op: Op,
        /// The clock to attach.
        clock: Option<VectorClock>,
    },
    /// Call back after this time. A timer armed again starts anew.
    Arm {
        /// Which timer.
        timer: Timer,
        /// When, from now.
        after: Duration,
    },
    /// Do not call back.
    Disarm(Timer),
    /// Write down that this happened.
    Note(Note),
}

/// A peer's timers. Of each there is at most one running.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// A buyer has thought enough.
    Think,
    /// A request or a registration had no answer.
    Answer,
    /// Time to check the trader.
    Check,
    /// The check had no answer.
    Pong,
    /// Time to send HEARTBEAT.
    Beat,
    /// No HEARTBEAT came.
    Silence,
    /// The election's wait, T or T', is over.
    Election,
    /// The request at the desk is served.
    Serve,
    /// What was answered is to be written: only where answers come first.
    Write,
    /// The ledger had no answer.
    Ledger,
    /// This seller has not acknowledged a sale.
    Notice(PeerId),
}

impl Timer {
    /// What it waits for, in a few words.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Think => "the end of its thinking",
            Self::Answer => "an answer to what it asked",
            Self::Check => "its next check of who leads",
            Self::Pong => "a sign of its trader",
            Self::Beat => "its next sign of life",
            Self::Silence => "a sign of life of its trader",
            Self::Election => "the end of the election",
            Self::Serve => "the end of the service",
            Self::Write => "the write of what it has answered",
            Self::Ledger => "the ledger's answer",
            Self::Notice(_) => "a seller's acknowledgement",
        }
    }
}

/// Something that a peer did by itself, worth a line in the log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Note {
    /// It no longer trusts its trader.
    Suspects {
        /// Whom.
        trader: PeerId,
    },
    /// It holds an election.
    Holds,
    /// It has won, and leads.
    Leads,
    /// It follows a trader.
    Follows {
        /// Whom.
        trader: PeerId,
    },
    /// Its epoch is open: it trades.
    Opens {
        /// Which epoch.
        epoch: Epoch,
        /// How many entries it read.
        entries: u32,
        /// The fingerprint of the books that it rebuilt from them, its own epoch included.
        books: Digest,
    },
    /// It leads no longer.
    StepsDown {
        /// The epoch it had, or tried to open.
        epoch: Epoch,
    },
    /// A request takes its place in the queue.
    Queues {
        /// Which request.
        request: RequestId,
        /// Its place, 0 is next.
        place: u16,
        /// The request that it was put before or behind, and what decided that.
        beside: Option<(RequestId, Decision)>,
    },
    /// A request is being served.
    Serves {
        /// Which request.
        request: RequestId,
    },
    /// A sold-out seller brings a new lot.
    Restocks {
        /// Of what.
        item: ItemId,
        /// How many pieces.
        quantity: u32,
    },
    /// A buyer wants something else now.
    Wishes {
        /// What.
        item: ItemId,
    },
    /// A buyer books what it pays for a sale.
    Spends {
        /// For which.
        sale: SaleId,
        /// How much.
        price: Money,
    },
    /// A seller books what it gets for a sale.
    Earns {
        /// For which.
        sale: SaleId,
        /// How much.
        share: Money,
    },
    /// The new trader found its own trade in the ledger, and settled it.
    Settles,
    /// The message that just came was late, doubled or out of place.
    Ignores {
        /// The message's name.
        name: &'static str,
    },
}

/// The chance that is handed in with an input: a peer draws none itself.
#[derive(Clone, Debug)]
pub struct Chance(Random);

impl Chance {
    /// Chance that unfolds from this number.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(Random::new(seed))
    }

    /// A number from `low` to `high`, both included.
    pub const fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0.between(low, high)
    }

    /// A good other than `item`, of `goods` kinds; the same if there is no other.
    pub fn other_item(&mut self, item: ItemId, goods: usize) -> ItemId {
        let kinds = u8::try_from(goods).unwrap_or(u8::MAX);
        if kinds < 2 {
            return item;
        }
        let step = u8::try_from(self.between(1, u64::from(kinds) - 1)).unwrap_or(1);
        ItemId(((u16::from(item.0) + u16::from(step)) % u16::from(kinds)) as u8)
    }
}
