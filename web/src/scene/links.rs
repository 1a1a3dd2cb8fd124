//! The links: hairlines between all peers while these are few, and dotted ones to the ledger.

use crate::scene::View;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, broken, full, line, some};
use crate::scene::seats::{Layout, Level};
use crate::scene::shape::{Dash, Mark};
use trading_post::id::{Party, PeerId};
use trading_post::scenario::Disturbance;

/// How a link fares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Condition {
    Whole,
    /// It loses, doubles or delays messages.
    Disturbed,
    /// Nothing gets through, one way or both.
    Cut,
}

pub(super) fn draw(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    if layout.seats.first().is_none_or(|seat| seat.level < Level::Booth) {
        return;
    }
    let n = layout.seats.len();
    for (i, a) in PeerId::all(n).enumerate() {
        for b in PeerId::all(n).skip(i + 1) {
            link(view, layout, a.into(), b.into(), pen);
        }
        link(view, layout, a.into(), Party::Ledger, pen);
    }
}

fn link(view: &View<'_>, layout: &Layout, a: Party, b: Party, pen: &mut Pen<'_>) {
    let from = layout.edge(a, layout.middle(b));
    let to = layout.edge(b, layout.middle(a));
    match condition(view, a, b).max(condition(view, b, a)) {
        Condition::Whole if b == Party::Ledger => {
            pen.line(from, to, broken(some(Role::Stone, 0.55), 1.4, Dash::Dotted));
        }
        Condition::Whole => pen.line(from, to, line(some(Role::Rule, 0.8), 1.0)),
        Condition::Disturbed => {
            pen.line(from, to, broken(some(Role::Ochre, 0.6), 1.2, Dash::Dashed));
        }
        Condition::Cut => {
            let (near, far) = (from.toward(to, 0.4), from.toward(to, 0.6));
            let stroke = broken(some(Role::Madder, 0.6), 1.2, Dash::Dashed);
            pen.line(from, near, stroke);
            pen.line(far, to, stroke);
            pen.mark(Mark::Cross, from.toward(to, 0.5), 4.5, full(Role::Madder));
        }
    }
}

impl Condition {
    fn max(self, other: Self) -> Self {
        match (self, other) {
            (Self::Cut, _) | (_, Self::Cut) => Self::Cut,
            (Self::Disturbed, _) | (_, Self::Disturbed) => Self::Disturbed,
            (Self::Whole, Self::Whole) => Self::Whole,
        }
    }
}

/// The first rule that always has something to say decides; those before it act only sometimes.
fn condition(view: &View<'_>, from: Party, to: Party) -> Condition {
    let mut condition = Condition::Whole;
    for active in view.world.network().rules().iter().filter(|r| r.applies(from, to)) {
        match active.rule.disturbance {
            Disturbance::Cut => return Condition::Cut,
            Disturbance::Delay { .. } | Disturbance::Reorder { .. } | Disturbance::Clog => {
                return Condition::Disturbed;
            }
            Disturbance::Lose { .. }
            | Disturbance::Duplicate { .. }
            | Disturbance::FailAppends { .. }
            | Disturbance::TearAppends { .. } => {
                condition = Condition::Disturbed;
            }
        }
    }
    condition
}
