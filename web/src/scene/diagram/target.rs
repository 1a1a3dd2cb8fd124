//! What it means to drop a message under way at another place.

use trading_post::id::{MessageId, Party, PeerId};
use trading_post::peer::io::Timer;
use trading_post::scenario::{Intervention, Touch};
use trading_post::time::Instant;
use trading_post::world::{Envelope, World};

/// What comes right before the place on which a message was dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Before {
    /// Another message to the same party.
    Message(MessageId, &'static str),
    /// A timer of the receiver.
    Timer(PeerId, Timer),
}

/// Where a message comes to lie in its receiver's order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// The message.
    pub message: MessageId,
    /// When it arrives then.
    pub at: Instant,
    /// What it arrives right behind, if there is something.
    pub behind: Option<Before>,
}

impl Target {
    /// Where a message comes to lie that is dropped at a time: right behind what its receiver has
    /// to do last before that, so that the place in the receiver's order is the one on which it was
    /// dropped. None, if there is no such message.
    #[must_use]
    pub fn of(world: &World, message: MessageId, dropped: Instant) -> Option<Self> {
        let envelope = world.in_flight().find(|envelope| envelope.id == message)?;
        let last =
            due_at(world, envelope).filter(|(at, _)| *at <= dropped).max_by_key(|(at, _)| *at);
        let behind = last.filter(|(at, _)| envelope.due_at <= *at);
        let at = behind.map_or(dropped, |(at, _)| Instant(at.0 + 1));
        Some(Self { message, at, behind: behind.map(|(_, what)| what) })
    }

    /// What must be done for that.
    #[must_use]
    pub const fn act(&self) -> Intervention {
        let touch = Touch::Postpone { until_us: self.at.0 };
        Intervention::Touch { message: self.message, touch }
    }

    /// Where that is, in words: `right behind message 45, OK, at 3.214 s`.
    #[must_use]
    pub fn words(&self) -> String {
        match self.behind {
            Some(Before::Message(id, name)) => {
                format!("right behind message {id}, {name}, at {} s", self.at)
            }
            Some(Before::Timer(peer, timer)) => {
                format!("right after peer {peer} has waited for {}, at {} s", timer.text(), self.at)
            }
            None => format!("at {} s", self.at),
        }
    }
}

/// What else the receiver has to do, and when.
fn due_at<'a>(
    world: &'a World,
    envelope: &'a Envelope,
) -> impl Iterator<Item = (Instant, Before)> + 'a {
    let others = world.in_flight().filter(|e| e.to == envelope.to && e.id != envelope.id);
    let others = others.filter(|e| e.due_at != Instant::NEVER);
    let messages = others.map(|e| (e.due_at, Before::Message(e.id, e.cargo.brief().name())));
    let peer = envelope.to.peer();
    let timers = peer.into_iter().flat_map(|peer| {
        let running = world.node(peer).timers.iter();
        running.map(move |running| (running.key.at, Before::Timer(peer, running.timer)))
    });
    messages.chain(timers)
}

/// The receiver of a message under way.
#[must_use]
pub fn receiver(world: &World, message: MessageId) -> Option<Party> {
    world.in_flight().find(|envelope| envelope.id == message).map(|envelope| envelope.to)
}
