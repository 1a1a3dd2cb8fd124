//! The ledger: stable storage that outlives every peer, the report's `peers.json` made safe.
//!
//! An append-only list of entries, written by compare-and-set on (epoch, length). A winner of an
//! election opens the next epoch in it before it trades; from then on an append with an older
//! epoch is refused, so that at most one trader sells in an epoch, whatever the elections believed.

use crate::clock::VectorClock;
use crate::id::{Epoch, PeerId, RequestId};
use crate::log::Log;
use crate::market::goods::{ItemId, Money};

/// What is carved into the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Entry {
    /// A new trader's term begins.
    Epoch {
        /// Its number.
        epoch: Epoch,
        /// Whose it is.
        trader: PeerId,
    },
    /// A seller's lot is on offer.
    Offer {
        /// Whose it is.
        seller: PeerId,
        /// Which of the seller's lots, from 1.
        lot: u32,
        /// What it is.
        item: ItemId,
        /// How many pieces.
        quantity: u32,
        /// The price of a piece.
        price: Money,
    },
    /// One piece is sold.
    Sale {
        /// The request that it answers.
        request: RequestId,
        /// What was sold.
        item: ItemId,
        /// What the buyer pays.
        price: Money,
        /// The part of the price that the trader keeps.
        commission: Money,
        /// Who gets the rest.
        seller: PeerId,
        /// Which of the seller's lots it came from.
        lot: u32,
        /// Who sold it.
        trader: PeerId,
    },
    /// A request found nobody offering what it wants.
    NoSeller {
        /// The request that it answers.
        request: RequestId,
        /// What it wanted.
        item: ItemId,
    },
}

impl Entry {
    /// The request that this entry answers, if it answers one.
    #[must_use]
    pub const fn answers(&self) -> Option<RequestId> {
        match self {
            Self::Sale { request, .. } | Self::NoSeller { request, .. } => Some(*request),
            Self::Epoch { .. } | Self::Offer { .. } => None,
        }
    }
}

/// An entry as kept: with the clock that its seller's registration carried, which decides whose
/// offer serves first. Other entries have none.
#[derive(Clone, Hash, Debug)]
pub struct Record {
    /// What is carved.
    pub entry: Entry,
    /// The registration's clock, of an offer.
    pub clock: Option<VectorClock>,
}

/// Which desk of a trader asked: a trader can lead, step down and lead again while an answer is
/// still on its way, and what was meant for the one desk misleads the next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct DeskId(pub u64);

impl DeskId {
    /// The same desk when it begins anew.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// What a peer asks of the ledger.
#[derive(Clone, Hash, Debug)]
pub enum Op {
    /// Tell me everything.
    Read {
        /// Who asks.
        desk: DeskId,
    },
    /// Append this record, if your epoch and length are still these.
    Append {
        /// Who asks.
        desk: DeskId,
        /// The epoch in which the writer believes it writes.
        epoch: Epoch,
        /// The length at which the writer believes the record goes.
        length: u32,
        /// The record.
        record: Record,
    },
}

/// What the ledger answers, and which desk's question that was.
#[derive(Clone, Hash, Debug)]
pub enum Reply {
    /// All that it holds.
    Contents {
        /// Who asked.
        desk: DeskId,
        /// The current epoch.
        epoch: Epoch,
        /// The records; a clone that shares them.
        records: Log<Record>,
    },
    /// The record is durable.
    Appended {
        /// Who asked.
        desk: DeskId,
        /// Its place.
        position: u32,
    },
    /// Nothing was written, for these are the ledger's epoch and length.
    Refused {
        /// Who asked.
        desk: DeskId,
        /// The current epoch.
        epoch: Epoch,
        /// The current length.
        length: u32,
    },
}

impl Op {
    /// Who asks.
    #[must_use]
    pub const fn desk(&self) -> DeskId {
        match self {
            Self::Read { desk } | Self::Append { desk, .. } => *desk,
        }
    }
}

impl Reply {
    /// Who asked.
    #[must_use]
    pub const fn desk(&self) -> DeskId {
        match self {
            Self::Contents { desk, .. }
            | Self::Appended { desk, .. }
            | Self::Refused { desk, .. } => *desk,
        }
    }
}

/// The ledger's state.
#[derive(Clone, Hash, Debug)]
pub struct Ledger {
    records: Log<Record>,
    epoch: Epoch,
    fencing: bool,
}

impl Ledger {
    /// An empty ledger. Without `fencing` it appends whatever comes, which is one of the
    /// defences that a scenario can take away.
    #[must_use]
    pub fn new(fencing: bool) -> Self {
        Self { records: Log::default(), epoch: Epoch::default(), fencing }
    }

    /// Carries out one request.
    pub fn handle(&mut self, op: Op) -> Reply {
        let desk = op.desk();
        match op {
            Op::Read { .. } => {
                Reply::Contents { desk, epoch: self.epoch, records: self.records.clone() }
            }
            Op::Append { epoch, length, record, .. } => self.append(desk, epoch, length, record),
        }
    }

    fn append(&mut self, desk: DeskId, epoch: Epoch, length: u32, record: Record) -> Reply {
        let expected = epoch == self.epoch && length == self.length();
        if self.fencing && !expected {
            return self.refuse(desk);
        }
        if let Entry::Epoch { epoch, .. } = record.entry {
            self.epoch = self.epoch.max(epoch);
        }
        let position = self.length();
        self.records.push(record);
        Reply::Appended { desk, position }
    }

    /// What it says when it writes nothing.
    #[must_use]
    pub fn refuse(&self, desk: DeskId) -> Reply {
        Reply::Refused { desk, epoch: self.epoch, length: self.length() }
    }

    /// The current epoch.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// How many records it holds.
    ///
    /// # Panics
    /// After four thousand million records.
    #[must_use]
    pub fn length(&self) -> u32 {
        u32::try_from(self.records.len()).expect("a run ends long before 2^32 entries")
    }

    /// Its records, oldest first.
    #[must_use]
    pub const fn records(&self) -> &Log<Record> {
        &self.records
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(epoch: u32, trader: u16) -> Record {
        Record { entry: Entry::Epoch { epoch: Epoch(epoch), trader: PeerId(trader) }, clock: None }
    }

    fn refusal() -> Record {
        Record {
            entry: Entry::NoSeller {
                request: RequestId { buyer: PeerId(1), number: 1 },
                item: ItemId(0),
            },
            clock: None,
        }
    }

    fn append(ledger: &mut Ledger, epoch: u32, length: u32, record: Record) -> Option<u32> {
        match ledger.handle(Op::Append { desk: DeskId(0), epoch: Epoch(epoch), length, record }) {
            Reply::Appended { position, .. } => Some(position),
            Reply::Refused { .. } => None,
            Reply::Contents { .. } => panic!("an append is not answered with contents"),
        }
    }

    #[test]
    fn takes_an_append_at_the_right_epoch_and_length() {
        let mut ledger = Ledger::new(true);
        assert_eq!(append(&mut ledger, 0, 0, open(1, 5)), Some(0));
        assert_eq!(append(&mut ledger, 1, 1, refusal()), Some(1));
        assert_eq!((ledger.epoch(), ledger.length()), (Epoch(1), 2));
    }

    #[test]
    fn refuses_an_old_epoch() {
        let mut ledger = Ledger::new(true);
        append(&mut ledger, 0, 0, open(1, 5));
        append(&mut ledger, 1, 1, open(2, 4));
        assert_eq!(append(&mut ledger, 1, 2, refusal()), None);
        assert_eq!(ledger.length(), 2);
    }

    #[test]
    fn of_two_that_open_an_epoch_at_the_same_length_one_is_refused() {
        let mut ledger = Ledger::new(true);
        assert_eq!(append(&mut ledger, 0, 0, open(1, 5)), Some(0));
        assert_eq!(append(&mut ledger, 0, 0, open(1, 4)), None);
    }

    #[test]
    fn refuses_a_wrong_length() {
        let mut ledger = Ledger::new(true);
        append(&mut ledger, 0, 0, open(1, 5));
        assert_eq!(append(&mut ledger, 1, 2, refusal()), None);
    }

    #[test]
    fn without_fencing_an_old_trader_still_writes() {
        let mut ledger = Ledger::new(false);
        append(&mut ledger, 0, 0, open(1, 5));
        append(&mut ledger, 1, 1, open(2, 4));
        assert_eq!(append(&mut ledger, 1, 1, refusal()), Some(2));
        assert_eq!(ledger.epoch(), Epoch(2));
    }
}
