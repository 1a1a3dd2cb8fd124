//! One peer: a value behind one door.
//!
//! [`Peer::handle`] takes one input and appends what the world must now do. A peer reads no clock,
//! draws no chance and does no I/O. What a crash must not take from it is its [`Notebook`]; whoever
//! carries out a peer's outputs keeps the notebook as it stood after the same `handle`.

pub mod buyer;
mod conduct;
pub mod defences;
pub mod detector;
pub mod election;
pub mod io;
pub mod message;
mod moment;
mod notices;
pub mod rules;
pub mod seller;
pub mod trader;

use crate::clock::VectorClock;
use crate::id::{PeerId, Term};
use crate::market::goods::Money;
use crate::peer::buyer::{Buyer, Purse};
use crate::peer::detector::Detector;
use crate::peer::election::Election;
use crate::peer::io::{Chance, Input, Output};
use crate::peer::moment::Moment;
use crate::peer::rules::{ClockScope, Rules};
use crate::peer::seller::{Seller, Stock};
use crate::peer::trader::Desk;
use crate::time::Instant;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What survives a crash.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Notebook {
    /// The clock's own entry, which never goes back.
    pub own_entry: u32,
    /// The latest term of elections that it knows of, so that it votes once in each; 0 where there
    /// are none.
    pub term: Term,
    /// What it has as buyer or seller.
    pub trade: Possessions,
}

/// What a buyer or a seller keeps.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Possessions {
    /// A buyer's.
    Buyer(Purse),
    /// A seller's.
    Seller(Stock),
}

/// What a peer trades as while it does not lead.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Trade {
    /// It buys.
    Buyer(Buyer),
    /// It sells.
    Seller(Seller),
}

/// Whom a peer believes to be trader.
#[derive(Clone, Hash, Debug)]
pub enum Standing {
    /// Nobody: an election is under way, or about to be.
    Seeking,
    /// That peer.
    Following(PeerId),
    /// Itself.
    Leading(Box<Desk>),
}

/// A peer.
#[derive(Clone, Debug)]
pub struct Peer {
    id: PeerId,
    rules: Arc<Rules>,
    clock: VectorClock,
    state: State,
}

/// All of a peer but its name and its clock.
#[derive(Clone, Hash, Debug)]
struct State {
    standing: Standing,
    election: Election,
    detector: Detector,
    trade: Trade,
}

/// What all peers of a run have in common, their rules, tells none from another.
impl Hash for Peer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.id, &self.clock, &self.state).hash(state);
    }
}

impl Peer {
    /// A peer with this notebook, not started yet.
    #[must_use]
    pub fn new(id: PeerId, rules: Arc<Rules>, notebook: Notebook) -> Self {
        let clock = VectorClock::resumed(rules.peers, id.index(), notebook.own_entry);
        let trade = match notebook.trade {
            Possessions::Buyer(purse) => Trade::Buyer(Buyer::new(purse)),
            Possessions::Seller(stock) => Trade::Seller(Seller::new(stock)),
        };
        let state = State {
            standing: Standing::Seeking,
            election: Election::new(rules.algorithm, notebook.term),
            detector: Detector::default(),
            trade,
        };
        Self { id, rules, clock, state }
    }

    /// Consumes one input and appends what the world must now do.
    ///
    /// # Panics
    /// On a timer that this peer has disarmed: the world must not deliver it.
    pub fn handle(&mut self, now: Instant, chance: Chance, input: Input, out: &mut Vec<Output>) {
        self.advance_clock(&input);
        let mut moment = Moment {
            now,
            id: self.id,
            leads: matches!(self.state.standing, Standing::Leading(_)),
            rules: &self.rules,
            chance,
            clock: &mut self.clock,
            out,
        };
        self.state.handle(input, &mut moment);
    }

    /// A receive takes the greater of each entry; every input that counts ticks once.
    fn advance_clock(&mut self, input: &Input) {
        let counts = match input {
            Input::Message { clock, .. } | Input::Ledger { clock, .. } => {
                if let Some(clock) = clock {
                    self.clock.merge(clock);
                }
                clock.is_some() && self.rules.defences.ticking_receives
            }
            Input::Start | Input::Restart | Input::Timer(_) | Input::Suspect => {
                self.rules.clocks == ClockScope::Everything
            }
        };
        if counts {
            self.clock.tick();
        }
    }

    /// What a crash would leave of it.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        Notebook {
            own_entry: self.clock.own(),
            term: self.state.election.term(),
            trade: match &self.state.trade {
                Trade::Buyer(buyer) => Possessions::Buyer(buyer.purse().clone()),
                Trade::Seller(seller) => Possessions::Seller(seller.stock().clone()),
            },
        }
    }

    /// Its number.
    #[must_use]
    pub const fn id(&self) -> PeerId {
        self.id
    }

    /// Its vector clock.
    #[must_use]
    pub const fn clock(&self) -> &VectorClock {
        &self.clock
    }

    /// Whom it believes to be trader.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.state.standing
    }

    /// The peer that it believes to be trader, itself included.
    #[must_use]
    pub const fn trader(&self) -> Option<PeerId> {
        match &self.state.standing {
            Standing::Seeking => None,
            Standing::Following(trader) => Some(*trader),
            Standing::Leading(_) => Some(self.id),
        }
    }

    /// Its desk, while it leads.
    #[must_use]
    pub fn desk(&self) -> Option<&Desk> {
        match &self.state.standing {
            Standing::Leading(desk) => Some(desk),
            Standing::Seeking | Standing::Following(_) => None,
        }
    }

    /// Its part in an election.
    #[must_use]
    pub const fn election(&self) -> &Election {
        &self.state.election
    }

    /// What it trades as while it does not lead.
    #[must_use]
    pub const fn trade(&self) -> &Trade {
        &self.state.trade
    }

    /// What it has spent, as far as it knows itself.
    #[must_use]
    pub const fn spent(&self) -> Money {
        match &self.state.trade {
            Trade::Buyer(buyer) => buyer.purse().spent,
            Trade::Seller(_) => Money::ZERO,
        }
    }

    /// What it has earned by selling, as far as it knows itself.
    #[must_use]
    pub const fn earned(&self) -> Money {
        match &self.state.trade {
            Trade::Buyer(_) => Money::ZERO,
            Trade::Seller(seller) => seller.stock().earned,
        }
    }
}
