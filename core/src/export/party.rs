//! Where an event stands in other people's pictures: at a party, or in the network between them.

use crate::id::Party;
use crate::trace::Part;
use crate::world::Event;

/// At whom it happened; at none if it happened on a link.
pub(super) fn place_of(event: &Event) -> Option<Party> {
    Part::of(event).party()
}

/// A short name without a space.
pub(super) fn short_name(party: Option<Party>) -> String {
    match party {
        Some(Party::Peer(peer)) => format!("P{peer}"),
        Some(Party::Ledger) => "ledger".to_owned(),
        None => "network".to_owned(),
    }
}

/// A name to read.
pub(super) fn long_name(party: Option<Party>) -> String {
    match party {
        Some(Party::Peer(peer)) => format!("Peer {peer}"),
        Some(Party::Ledger) => "Ledger".to_owned(),
        None => "Network".to_owned(),
    }
}
