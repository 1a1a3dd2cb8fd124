//! Which colour a thing has: its kind's, or that of how it lies to the event looked at.

use crate::scene::diagram::View;
use crate::scene::diagram::plot::{Arrow, End};
use crate::scene::envelope::Look;
use crate::scene::palette::Role;
use crate::scene::pen::some;
use crate::scene::shape::Paint;
use trading_post::trace::Relation;
use trading_post::world::{Brief, What};

/// How much of its colour what is still to come has.
const TO_COME: f64 = 0.5;

/// The colour of how a thing lies to the event looked at.
pub(super) const fn of_relation(relation: Relation) -> Role {
    match relation {
        Relation::Same => Role::Ink,
        Relation::Before => Role::Woad,
        Relation::After => Role::Ochre,
        Relation::Concurrent => Role::Stone,
    }
}

/// How an event lies to the one looked at, if one is.
pub(super) fn relation(view: &View<'_>, event: usize) -> Option<Relation> {
    let cone = view.focus.cone?;
    Some(cone.relation_to(view.trace, view.lifelines, event))
}

/// The colour of an event's dot.
pub(super) fn of_event(view: &View<'_>, event: usize) -> Paint {
    let role = match (&view.trace[event].what, relation(view, event)) {
        (What::Crash, _) => Role::Madder,
        (_, Some(relation)) => of_relation(relation),
        (what, None) => of_what(what),
    };
    faded(view, event, role, 1.0)
}

/// The colour of an arrow: of its kind, or past if it led to the event looked at, future if it comes
/// from there.
pub(super) fn of_arrow(view: &View<'_>, arrow: &Arrow) -> Paint {
    let under_way = matches!(arrow.end, End::Pending | End::Stuck);
    let latest = arrow.ended.filter(|_| !under_way).unwrap_or(arrow.sent);
    if arrow.end == End::Lost {
        return faded(view, latest, Role::Madder, 0.75);
    }
    let Some(sent) = relation(view, arrow.sent) else {
        let role = of_brief(&arrow.brief);
        return faded(view, latest, role, 0.8);
    };
    let arrived = arrow.ended.and_then(|event| relation(view, event));
    let (role, alpha) = match (sent, arrived) {
        (_, Some(Relation::Before | Relation::Same)) => (Role::Woad, 0.95),
        (Relation::Same | Relation::After, _) => (Role::Ochre, 0.95),
        (_, _) => (Role::Stone, 0.6),
    };
    faded(view, latest, role, alpha)
}

pub(super) fn faded(view: &View<'_>, event: usize, role: Role, alpha: f64) -> Paint {
    some(role, if event < view.past { alpha } else { alpha * TO_COME })
}

/// The colour of a kind of message; on this ground, what is quiet there is grey.
pub(super) const fn of_brief(brief: &Brief) -> Role {
    match Look::of(brief).role {
        Role::Soft => Role::Stone,
        role => role,
    }
}

const fn of_what(what: &What) -> Role {
    match what {
        What::Send { brief, .. } | What::Receive { brief, .. } => of_brief(brief),
        What::Append { .. } => Role::Soft,
        What::Crash | What::Drop { .. } | What::Refuse { .. } | What::Tear { .. } => Role::Madder,
        What::Start
        | What::Restart
        | What::Pause
        | What::Resume
        | What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Duplicate { .. }
        | What::Timer(_)
        | What::Note(_) => Role::Soft,
    }
}
