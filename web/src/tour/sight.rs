//! What a tour points at.

use crate::act::Tab;
use trading_post::check::Invariant;
use trading_post::id::PeerId;
use trading_post::scenario::Group;

/// Something on the page to look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// A peer's stall.
    Peer(PeerId),
    /// The trader's queue.
    Queue,
    /// The ledger's entries.
    Ledger,
    /// The accounts.
    Accounts,
    /// The clock of what is looked at.
    Clock,
    /// Why what is looked at is so.
    Why,
    /// The space-time diagram.
    Diagram,
    /// The invariants.
    Invariants,
    /// One of them.
    Invariant(Invariant),
    /// The hunt.
    Hunt,
    /// All that can be done to the run.
    Faults,
    /// The branches.
    Branches,
    /// The presets in which something breaks.
    Presets,
}

impl Sight {
    /// The panel in which it is; none if it is always there.
    #[must_use]
    pub const fn tab(self) -> Option<Tab> {
        match self {
            Self::Peer(_) | Self::Diagram => None,
            Self::Queue | Self::Ledger | Self::Accounts => Some(Tab::Market),
            Self::Clock | Self::Why => Some(Tab::Inspector),
            Self::Invariants | Self::Invariant(_) | Self::Hunt => Some(Tab::Checks),
            Self::Faults => Some(Tab::Faults),
            Self::Branches => Some(Tab::History),
            Self::Presets => Some(Tab::Scenario),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Peer(peer) => format!("peer {peer}"),
            Self::Queue => "the queue".to_owned(),
            Self::Ledger => "the ledger".to_owned(),
            Self::Accounts => "the accounts".to_owned(),
            Self::Clock => "the vector clock".to_owned(),
            Self::Why => "why it is so".to_owned(),
            Self::Diagram => "the space-time diagram".to_owned(),
            Self::Invariants => "the invariants".to_owned(),
            Self::Invariant(one) => one.name().to_owned(),
            Self::Hunt => "the hunt".to_owned(),
            Self::Faults => "the faults".to_owned(),
            Self::Branches => "the branches".to_owned(),
            Self::Presets => "the presets".to_owned(),
        }
    }

    /// The CSS selector by which the page finds it.
    #[must_use]
    pub fn selector(self) -> String {
        match self {
            Self::Peer(peer) => format!(".peer[aria-label^=\"Peer {peer},\"]"),
            Self::Queue => "table[aria-label=\"Queue\"]".to_owned(),
            Self::Ledger => "table[aria-label=\"Ledger\"]".to_owned(),
            Self::Accounts => "table[aria-label=\"Accounts\"]".to_owned(),
            Self::Clock => "table[aria-label=\"Clock\"]".to_owned(),
            Self::Why => ".inspector .why".to_owned(),
            Self::Diagram => ".diagram .stage".to_owned(),
            Self::Invariants => ".checks .invariants".to_owned(),
            Self::Invariant(one) => {
                let place = Invariant::ALL.iter().take_while(|other| **other != one).count() + 1;
                format!(".checks .invariants > :nth-child({place})")
            }
            Self::Hunt => ".checks .hunt".to_owned(),
            Self::Faults => ".faults details:first-of-type".to_owned(),
            Self::Branches => ".history .branches".to_owned(),
            Self::Presets => {
                format!(".scenario details:has(> [aria-label=\"{}\"])", Group::Breaks.title())
            }
        }
    }
}
