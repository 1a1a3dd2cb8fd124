//! What all peers of a run agree on beforehand: timeouts, prices, the algorithms they follow.

use crate::id::PeerId;
use crate::market::goods::Good;
use crate::market::order::Order;
use crate::peer::detector::Accrual;
use crate::time::Duration;
use serde::{Deserialize, Serialize};

pub use crate::peer::defences::{Defence, Defences};

/// How a new trader is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Algorithm {
    /// The bully algorithm (Garcia-Molina 1982).
    #[default]
    Bully,
    /// The report's: a chain of questions at the start, later a question to all higher peers.
    Report,
    /// The modified bully algorithm (Mamun, Masum and Mustafa 2004): the initiator grants the lead.
    ModifiedBully,
    /// The ring (Chang and Roberts 1979).
    Ring {
        /// How the peers stand on it.
        order: RingOrder,
    },
    /// A majority vote with terms, in Raft's manner (Ongaro and Ousterhout 2014).
    Vote,
}

impl Algorithm {
    /// Whether it promises that in the end all follow the same peer (I2). The report's means to, and
    /// does not always: see its module.
    #[must_use]
    pub const fn agrees(self) -> bool {
        match self {
            Self::Bully | Self::ModifiedBully | Self::Ring { .. } | Self::Vote => true,
            Self::Report => false,
        }
    }

    /// Whether it promises that in the end all follow the highest peer that is up.
    #[must_use]
    pub const fn elects_highest(self) -> bool {
        self.agrees() && !self.has_terms()
    }

    /// Whether of two traders the one of the later term leads on, and not the higher one.
    #[must_use]
    pub const fn has_terms(self) -> bool {
        match self {
            Self::Bully | Self::Report | Self::ModifiedBully | Self::Ring { .. } => false,
            Self::Vote => true,
        }
    }
}

/// In which order messages pass the peers of a ring.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RingOrder {
    /// From each peer to the next higher one: few messages.
    Rising,
    /// From each peer to the next lower one: many messages.
    Falling,
    /// In an order that this number decides.
    Shuffled {
        /// Each number stands for an order.
        by: u64,
    },
}

/// How a peer finds out that its trader is gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DetectorRules {
    /// The report's: a PING before each request, and at intervals.
    OnDemand {
        /// How long after the last sign of life the next check comes.
        interval_us: Duration,
        /// How long a PONG may take.
        pong_us: Duration,
    },
    /// The trader sends HEARTBEAT to all; silence is suspicious.
    Heartbeat {
        /// How often the trader sends.
        every_us: Duration,
        /// How long a silence may last.
        silence_us: Duration,
    },
    /// The same, but how long a silence may last follows from those that there were: the phi accrual
    /// detector (Hayashibara 2004).
    Accrual {
        /// How often the trader sends.
        every_us: Duration,
        /// How unlikely a silence must be to be suspicious: 10^-phi. 1 to 16.
        phi: u64,
        /// The least deviation of the beats that is reckoned with.
        floor_us: Duration,
    },
}

impl DetectorRules {
    /// How often the trader gives a sign of life by itself, if it does.
    #[must_use]
    pub const fn beats_every(self) -> Option<Duration> {
        match self {
            Self::OnDemand { .. } => None,
            Self::Heartbeat { every_us, .. } | Self::Accrual { every_us, .. } => Some(every_us),
        }
    }

    /// The shortest and the longest silence of a trader that is ever suspicious.
    #[must_use]
    pub fn patience(self) -> (Duration, Duration) {
        match self {
            Self::OnDemand { pong_us, .. } => (pong_us, pong_us),
            Self::Heartbeat { silence_us, .. } => (silence_us, silence_us),
            Self::Accrual { every_us, phi, floor_us } => {
                let agreed = Accrual { every: every_us, phi, floor: floor_us };
                (agreed.patience_min(), agreed.patience_max())
            }
        }
    }
}

/// Which messages the protocol's vector clocks count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockScope {
    /// Every event of a peer, so that clocks and happened-before agree.
    #[default]
    Everything,
    /// The messages of trade alone, as in the report. Elections and checks leave clocks alone.
    Trade,
}

/// How long a peer waits, for what. All in simulated microseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timeouts {
    /// T: for the OK of a higher peer. At least a round trip and the processing bound.
    pub ok: Duration,
    /// T': after an OK, for the COORDINATOR. At least T and a round trip.
    pub coordinator: Duration,
    /// From an adopted announcement to the check that its sender is really there.
    pub recheck: Duration,
    /// For the answer to a request or a registration.
    pub answer: Duration,
    /// For a seller's acknowledgement of a notice; doubles at each repetition, up to eight times.
    pub notice: Duration,
    /// For the ledger's answer.
    pub ledger: Duration,
}

/// The rules of a run, the same for every peer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rules {
    /// How many peers there are; they are numbered from 0.
    pub peers: usize,
    /// What is traded.
    pub goods: Vec<Good>,
    /// The trader's part of a price, in thousandths.
    pub commission_per_mille: u64,
    /// The shortest and the longest time that a buyer thinks between requests.
    pub think: (Duration, Duration),
    /// How long the trader takes to serve one request.
    pub service: Duration,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// How the death of a trader is noticed.
    pub detector: DetectorRules,
    /// How a new one is found.
    pub algorithm: Algorithm,
    /// For each peer, the next on the ring; nobody, if the algorithm knows no ring.
    pub ring: Vec<PeerId>,
    /// Who is served first.
    pub order: Order,
    /// What clocks count.
    pub clocks: ClockScope,
    /// What is defended against.
    pub defences: Defences,
}

impl Rules {
    /// The next peer on the ring.
    ///
    /// # Panics
    /// If the algorithm knows no ring.
    #[must_use]
    pub fn after_on_ring(&self, peer: PeerId) -> PeerId {
        self.ring[peer.index()]
    }
}
