//! An entry of the ledger as it was carved.

use crate::id::{Party, PeerId};
use crate::market::ledger::Entry;
use crate::world::{Event, What};

/// An entry, who wrote it, where it stands, and in which event that happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Carved {
    pub(super) by: PeerId,
    pub(super) position: u32,
    pub(super) entry: Entry,
    pub(super) event: u32,
}

/// The entry that this event carves, if it carves one.
pub(super) const fn carved(event: &Event, place: u32) -> Option<Carved> {
    let What::Append { from: Party::Peer(by), position, entry, .. } = event.what else {
        return None;
    };
    Some(Carved { by, position, entry, event: place })
}
