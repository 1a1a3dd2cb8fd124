//! Names for things: small numbers with a type each, so that none is taken for another.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A peer, numbered from 0. Higher ids win elections.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PeerId(pub u16);

impl PeerId {
    /// Its place in lists that hold one entry a peer.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// All peers of a network of `n`, lowest first.
    pub fn all(n: usize) -> impl DoubleEndedIterator<Item = Self> {
        (0..u16::try_from(n).unwrap_or(u16::MAX)).map(Self)
    }
}

impl fmt::Display for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A message's number, counted over the whole run. Send and receive of a message share it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub u32);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A buyer's request: who asks, and the how-manieth of its requests it is (from 1).
/// A retry keeps the id, which is how it is told from a new request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct RequestId {
    /// Who asks.
    pub buyer: PeerId,
    /// Its count, from 1.
    pub number: u32,
}

/// `3.4`: the fourth request of peer 3.
impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.buyer, self.number)
    }
}

/// A sale, named by its place in the ledger (from 0).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SaleId(pub u32);

impl fmt::Display for SaleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One trader's time, by its number, opened in the ledger. 0: nobody has led yet.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Epoch(pub u32);

impl Epoch {
    /// The epoch after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A term of the majority vote, in which each peer has one vote. 0: nobody has asked for one yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Term(pub u32);

impl Term {
    /// The term after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A party of the network: one of the peers, or the ledger that outlives them all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Party {
    /// A peer.
    Peer(PeerId),
    /// The ledger.
    Ledger,
}

impl Party {
    /// The peer, unless it is the ledger.
    #[must_use]
    pub const fn peer(self) -> Option<PeerId> {
        match self {
            Self::Peer(peer) => Some(peer),
            Self::Ledger => None,
        }
    }
}

impl From<PeerId> for Party {
    fn from(peer: PeerId) -> Self {
        Self::Peer(peer)
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Peer(peer) => write!(f, "peer {peer}"),
            Self::Ledger => f.write_str("the ledger"),
        }
    }
}

/// A party is written as the peer's number, or as `"ledger"`.
impl Serialize for Party {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Peer(peer) => to.serialize_u16(peer.0),
            Self::Ledger => to.serialize_str("ledger"),
        }
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NumberOrLedger)
    }
}

struct NumberOrLedger;

impl Visitor<'_> for NumberOrLedger {
    type Value = Party;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a peer's number or \"ledger\"")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Party, E> {
        let peer = u16::try_from(number).map(PeerId);
        peer.map(Party::Peer).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Party, E> {
        match name {
            "ledger" => Ok(Party::Ledger),
            _ => Err(E::invalid_value(Unexpected::Str(name), &self)),
        }
    }
}
