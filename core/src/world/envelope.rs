//! A message under way.

use crate::clock::VectorClock;
use crate::id::{MessageId, Party};
use crate::market::ledger::{Op, Reply};
use crate::peer::message::Message;
use crate::time::Instant;
use crate::world::event::{Brief, Loss};
use crate::world::network::Flaw;

/// A message on its link. When it arrives was decided when it was sent.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Its number.
    pub id: MessageId,
    /// Its sender.
    pub from: Party,
    /// Its receiver.
    pub to: Party,
    /// The receiver's incarnation when it was sent: it reaches no other.
    pub incarnation: u32,
    /// When it was sent.
    pub sent_at: Instant,
    /// When it arrives, or would have; [`Instant::NEVER`] while it is stuck.
    pub due_at: Instant,
    /// What is in it.
    pub cargo: Cargo,
    /// The sender's clock, if such messages carry one.
    pub clock: Option<VectorClock>,
    /// Whether it is lost on the way.
    pub loss: Option<Loss>,
    /// What the ledger will do wrong with it.
    pub flaw: Option<Flaw>,
    /// Whether it keeps its place among those on its link.
    pub in_order: bool,
    /// Whether a user holds it.
    pub held: bool,
}

/// What is in an envelope.
#[derive(Clone, Hash, Debug)]
pub enum Cargo {
    /// From peer to peer.
    Message(Message),
    /// To the ledger.
    Op(Op),
    /// From the ledger.
    Reply(Reply),
}

impl Cargo {
    /// What it says, in short.
    #[must_use]
    pub fn brief(&self) -> Brief {
        match self {
            Self::Message(message) => Brief::Message(*message),
            Self::Op(op) => Brief::of_op(op),
            Self::Reply(reply) => Brief::of_reply(reply),
        }
    }
}
