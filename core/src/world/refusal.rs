//! Why something cannot be done to the world now, in a sentence.

use crate::id::{MessageId, Party, PeerId};
use crate::peer::io::Timer;
use crate::time::Instant;
use crate::world::Loss;
use std::fmt;

/// Why an act is not possible now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// In no world of this scenario does it make sense.
    Nonsense,
    /// There is no such peer.
    NoSuchPeer(PeerId),
    /// It is down already.
    Down(PeerId),
    /// It is not down.
    NotDown(PeerId),
    /// It is paused already.
    Paused(PeerId),
    /// It is not paused.
    NotPaused(PeerId),
    /// The message has arrived, was lost, or has not been sent.
    NotUnderWay(MessageId),
    /// The message is lost anyway.
    Doomed(MessageId, Loss),
    /// The receiver would not take it: it is down, or has restarted since.
    NoReceiver(PeerId),
    /// Another message is before it on its link, which keeps order.
    Behind(MessageId),
    /// Another message is behind it on its link, which keeps order.
    Before(MessageId),
    /// Its link is clogged.
    Clogged(Party, Party),
    /// It is held.
    Held(MessageId),
    /// It is not held.
    NotHeld(MessageId),
    /// It waits behind a message that is held, or on a clogged link.
    Stuck(MessageId),
    /// That is no later than when it arrives anyway.
    NotLater(Instant),
    /// That is more than a day away.
    TooFar,
    /// The peer has no such timer running.
    NotRunning(PeerId, Timer),
    /// Fewer than two such timers run.
    TooFewTimers(Timer),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nonsense => f.write_str("it makes no sense in this scenario"),
            Self::NoSuchPeer(peer) => write!(f, "there is no peer {peer}"),
            Self::Down(peer) => write!(f, "peer {peer} has crashed"),
            Self::NotDown(peer) => write!(f, "peer {peer} has not crashed"),
            Self::Paused(peer) => write!(f, "peer {peer} is paused"),
            Self::NotPaused(peer) => write!(f, "peer {peer} is not paused"),
            Self::NotUnderWay(message) => write!(f, "message {message} is not under way"),
            Self::Doomed(message, loss) => {
                write!(f, "message {message} is lost anyway: {}", loss.reason())
            }
            Self::NoReceiver(peer) => {
                write!(f, "peer {peer} would not take it: it has crashed since it was sent")
            }
            Self::Behind(other) => {
                write!(f, "message {other} is before it on the same link, which keeps order")
            }
            Self::Before(other) => {
                write!(f, "message {other} is behind it on the same link, which keeps order")
            }
            Self::Clogged(from, to) => write!(f, "the link from {from} to {to} is clogged"),
            Self::Held(message) => write!(f, "message {message} is held"),
            Self::NotHeld(message) => write!(f, "message {message} is not held"),
            Self::Stuck(message) => {
                write!(f, "message {message} is stuck on its link: nothing says when it arrives")
            }
            Self::NotLater(due) => write!(f, "it arrives at {due} s anyway"),
            Self::TooFar => f.write_str("that is more than a day away"),
            Self::NotRunning(peer, timer) => {
                write!(f, "peer {peer} does not wait for {}", timer.text())
            }
            Self::TooFewTimers(timer) => {
                write!(f, "fewer than two peers wait for {}", timer.text())
            }
        }
    }
}

impl std::error::Error for Refusal {}
