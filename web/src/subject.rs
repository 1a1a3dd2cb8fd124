//! What a person can look at closely, and act upon.

use trading_post::id::{MessageId, Party, PeerId, RequestId};
use trading_post::peer::io::Timer;

/// One thing of the run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A peer.
    Peer(PeerId),
    /// A message, under way or past.
    Message(MessageId),
    /// An event, by its place in the trace.
    Event(usize),
    /// A peer's timer.
    Timer(PeerId, Timer),
    /// An entry of the ledger, by its place.
    Entry(u32),
    /// The link from one party to another, and the way back.
    Link(Party, Party),
    /// A buyer's request.
    Request(RequestId),
}

impl Subject {
    /// The peer that it belongs to, if it plainly belongs to one.
    #[must_use]
    pub const fn peer(self) -> Option<PeerId> {
        match self {
            Self::Peer(peer) | Self::Timer(peer, _) => Some(peer),
            Self::Request(request) => Some(request.buyer),
            Self::Message(_) | Self::Event(_) | Self::Entry(_) | Self::Link(..) => None,
        }
    }
}
