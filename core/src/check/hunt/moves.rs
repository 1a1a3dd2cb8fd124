//! What a hunt could do at a moment.

use super::course::{Course, Start};
use super::plan::{Allowance, Kind};
use crate::scenario::{Intervention, Touch};
use crate::time::{Duration, Instant};
use crate::world::{Envelope, World};

/// How much later a postponed message arrives.
pub(super) type Later<'a> = &'a mut dyn FnMut() -> Duration;

/// All that a continuation could do now.
pub(super) fn moves(course: &Course, start: &Start) -> Vec<Intervention> {
    let allowed = start.plan.allowed.iter().filter(|a| is_left(a, course));
    let later = &mut || start.latency;
    allowed.flat_map(|a| possible(a.kind, &course.world, later)).collect()
}

/// Whether it may do such an act once more.
pub(super) fn is_left(allowance: &Allowance, course: &Course) -> bool {
    let of_kind = |kind| Kind::of(kind) == Some(allowance.kind);
    course.acts.iter().filter(|done| of_kind(&done.act)).count() < allowance.most
}

/// All acts of a kind that are possible now.
pub(super) fn possible(kind: Kind, world: &World, later: Later<'_>) -> Vec<Intervention> {
    let mut acts = all(kind, world, later);
    acts.retain(|act| world.possible(act).is_ok());
    acts
}

fn all(kind: Kind, world: &World, later: Later<'_>) -> Vec<Intervention> {
    match kind {
        Kind::Deliver => touches(world, |_| Touch::Deliver),
        Kind::Postpone => touches(world, |envelope| postpone(envelope, later())),
        Kind::Hold => touches(world, |_| Touch::Hold),
        Kind::Drop => touches(world, |_| Touch::Drop),
        Kind::Duplicate => touches(world, |_| Touch::Duplicate),
        Kind::Crash => world.nodes().map(|(peer, _)| Intervention::Crash(peer)).collect(),
        Kind::Restart => world.nodes().map(|(peer, _)| Intervention::Restart(peer)).collect(),
        Kind::Pause => world.nodes().map(|(peer, _)| Intervention::Pause(peer)).collect(),
        Kind::Resume => world.nodes().map(|(peer, _)| Intervention::Resume(peer)).collect(),
        Kind::Suspect => world.nodes().map(|(peer, _)| Intervention::Suspect(peer)).collect(),
        Kind::Fire => fires(world),
    }
}

fn touches(world: &World, mut touch: impl FnMut(&Envelope) -> Touch) -> Vec<Intervention> {
    let acts = world
        .in_flight()
        .map(|envelope| Intervention::Touch { message: envelope.id, touch: touch(envelope) });
    acts.collect()
}

fn postpone(envelope: &Envelope, by: Duration) -> Touch {
    let Instant(until_us) = envelope.due_at + by;
    Touch::Postpone { until_us }
}

fn fires(world: &World) -> Vec<Intervention> {
    let of_node = |(peer, node): (_, &crate::world::Node)| {
        let timers: Vec<_> = node.timers.iter().map(|running| running.timer).collect();
        timers.into_iter().map(move |timer| Intervention::Fire { peer, timer })
    };
    world.nodes().flat_map(of_node).collect()
}
