//! What peers say to each other.

use crate::id::{PeerId, RequestId, SaleId, Term};
use crate::market::goods::{ItemId, Money};

/// A message from one peer to another. Who sent it stands on its envelope.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Message {
    /// Are you there?
    Ping,
    /// I am.
    Pong {
        /// Whether the sender is trader.
        leads: bool,
    },
    /// The trader is alive.
    Heartbeat,
    /// A message of an election.
    Ballot(Ballot),
    /// A seller's lot, from the seller to the trader.
    Register(Registration),
    /// The lot is carved into the ledger.
    Registered {
        /// Which lot.
        lot: u32,
    },
    /// A buyer asks for one piece.
    Buy {
        /// Which request this is; a retry keeps it.
        request: RequestId,
        /// What is wanted.
        item: ItemId,
    },
    /// The buyer's request is granted.
    Sold {
        /// Which one.
        request: RequestId,
        /// The sale.
        sale: SaleId,
        /// What was sold.
        item: ItemId,
        /// What the buyer pays.
        price: Money,
        /// Whose piece it is.
        seller: PeerId,
    },
    /// Nobody offers what the buyer wants.
    NoSeller {
        /// Which request this answers.
        request: RequestId,
        /// What was wanted.
        item: ItemId,
    },
    /// A piece of the seller's is sold.
    Notice(SaleNotice),
    /// The seller knows of the sale.
    Noted {
        /// Which one.
        sale: SaleId,
    },
}

/// The messages of elections.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ballot {
    /// The sender holds an election: is anyone above it there?
    Election,
    /// The sender is there, and above: stand down.
    Ok,
    /// The sender leads.
    Coordinator,
    /// The report's chain: are you there? Then ask the next.
    Next,
    /// The modified bully algorithm: of all that answered you are the highest, so lead.
    Grant,
    /// The ring: this peer is the highest that the number has passed.
    Candidate(PeerId),
    /// The ring: the number that you passed on is here.
    Taken,
    /// The majority vote: give the sender your vote in this term.
    RequestVote(Term),
    /// The majority vote: the sender's vote in this term is yours.
    Vote(Term),
    /// The majority vote: the sender leads in this term.
    Leads(Term),
}

/// A lot that a seller registers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Registration {
    /// Which of the seller's lots, from 1.
    pub lot: u32,
    /// What it is.
    pub item: ItemId,
    /// How many pieces it had when new.
    pub quantity: u32,
    /// The price of a piece.
    pub price: Money,
    /// The last sale that the seller has heard of: a new trader goes on telling it from there.
    pub heard: Option<SaleId>,
}

/// What a seller learns of a sale.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SaleNotice {
    /// The sale.
    pub sale: SaleId,
    /// Which of the seller's lots it came from.
    pub lot: u32,
    /// What was sold.
    pub item: ItemId,
    /// The seller's part of the price.
    pub share: Money,
}

impl Message {
    /// The request that it answers, if it answers one.
    #[must_use]
    pub const fn answers(&self) -> Option<RequestId> {
        match self {
            Self::Sold { request, .. } | Self::NoSeller { request, .. } => Some(*request),
            Self::Ping
            | Self::Pong { .. }
            | Self::Heartbeat
            | Self::Ballot(_)
            | Self::Register(_)
            | Self::Registered { .. }
            | Self::Buy { .. }
            | Self::Notice(_)
            | Self::Noted { .. } => None,
        }
    }

    /// Its name, as traces and the page write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ping => "PING",
            Self::Pong { .. } => "PONG",
            Self::Heartbeat => "HEARTBEAT",
            Self::Ballot(ballot) => ballot.name(),
            Self::Register(_) => "REGISTER",
            Self::Registered { .. } => "REGISTERED",
            Self::Buy { .. } => "BUY",
            Self::Sold { .. } => "SOLD",
            Self::NoSeller { .. } => "NO_SELLER",
            Self::Notice(_) => "NOTICE",
            Self::Noted { .. } => "NOTED",
        }
    }

    /// Whether it is about goods, not about who leads.
    #[must_use]
    pub const fn is_trade(&self) -> bool {
        match self {
            Self::Ping | Self::Pong { .. } | Self::Heartbeat | Self::Ballot(_) => false,
            Self::Register(_)
            | Self::Registered { .. }
            | Self::Buy { .. }
            | Self::Sold { .. }
            | Self::NoSeller { .. }
            | Self::Notice(_)
            | Self::Noted { .. } => true,
        }
    }
}

impl Ballot {
    /// The term of the majority vote that it belongs to, if it does.
    #[must_use]
    pub const fn term(self) -> Option<Term> {
        match self {
            Self::RequestVote(term) | Self::Vote(term) | Self::Leads(term) => Some(term),
            Self::Election
            | Self::Ok
            | Self::Coordinator
            | Self::Next
            | Self::Grant
            | Self::Candidate(_)
            | Self::Taken => None,
        }
    }

    /// Its name, as traces and the page write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Election => "ELECTION",
            Self::Ok => "OK",
            Self::Coordinator | Self::Leads(_) => "COORDINATOR",
            Self::Next => "NEXT",
            Self::Grant => "GRANT",
            Self::Candidate(_) => "CANDIDATE",
            Self::Taken => "TAKEN",
            Self::RequestVote(_) => "REQUEST_VOTE",
            Self::Vote(_) => "VOTE",
        }
    }
}
