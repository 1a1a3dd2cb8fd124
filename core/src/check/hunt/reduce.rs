//! Partial-order reduction: acts that only lead to what others lead to are left out.
//!
//! A peer changes only when something happens to it, so what happens to different parties commutes. An
//! act on a peer, or on a message to it, can therefore wait until right before the next thing that
//! happens to that peer, and is tried only then.
//!
//! Sound for a crash and a pause, and for a message that is lost, doubled, held or postponed right
//! before it would arrive: nobody else learns of it earlier, and no chance is drawn for it. Only the
//! time at which it is done differs, which "eventually" invariants can tell.
//!
//! What happens to the ledger is seen by the invariants, which ask whether something was carved by
//! then: a message is delivered early before that too, whoever its receiver is.
//!
//! A heuristic for all else: what a peer sends at another time takes another time, because the links
//! draw latencies in the order of sends. In a network without times the results would be the same;
//! in this one a schedule can be missed that only one certain draw leads to.

use super::course::Course;
use crate::id::{MessageId, Party, PeerId};
use crate::scenario::{Intervention, Touch};
use crate::world::World;

/// Whether an act right now can lead to something that it would not lead to later.
pub(super) fn makes_a_difference(act: &Intervention, course: &Course) -> bool {
    match act {
        Intervention::Crash(peer)
        | Intervention::Pause(peer)
        | Intervention::Suspect(peer)
        | Intervention::Fire { peer, .. } => is_next(*peer, &course.world),
        // Nothing may ever happen to a peer that is down.
        Intervention::Restart(peer) | Intervention::Resume(peer) => {
            is_next(*peer, &course.world) || was_last(*peer, course)
        }
        Intervention::Touch { message, touch } => may_touch(*message, *touch, &course.world),
        Intervention::Disturb(_)
        | Intervention::Heal
        | Intervention::HealLinks(_)
        | Intervention::Align(_)
        | Intervention::Spread { .. } => true,
    }
}

fn is_next(peer: PeerId, world: &World) -> bool {
    world.next_party() == Some(peer.into())
}

fn was_last(peer: PeerId, course: &Course) -> bool {
    course.events.iter().any(|event| event.peer() == Some(peer))
}

/// A message comes first only if something else would, at its receiver or at the ledger; all else can
/// be done to it right before it arrives.
fn may_touch(message: MessageId, touch: Touch, world: &World) -> bool {
    let arrives = world.next_is_arrival() && first_in_flight(world) == Some(message);
    match touch {
        Touch::Deliver => {
            let next = world.next_party();
            !arrives && (next == Some(Party::Ledger) || next == receiver(message, world))
        }
        Touch::Drop | Touch::Duplicate | Touch::Hold | Touch::Release | Touch::Postpone { .. } => {
            arrives
        }
    }
}

fn first_in_flight(world: &World) -> Option<MessageId> {
    world.in_flight().next().map(|envelope| envelope.id)
}

fn receiver(message: MessageId, world: &World) -> Option<Party> {
    world.in_flight().find(|envelope| envelope.id == message).map(|envelope| envelope.to)
}
