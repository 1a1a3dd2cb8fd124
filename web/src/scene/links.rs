//! The links: hairlines between all peers while these are few, and dotted ones to the ledger.

use crate::scene::View;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, broken, full, line, some};
use crate::scene::seats::{Layout, Level};
use crate::scene::shape::{Dash, Mark, Point};
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

/// How near to a link, in px, a place is that means it.
const REACH: f64 = 8.0;

/// A link's line, from edge to edge.
#[derive(Clone, Copy)]
struct Line {
    ends: (Party, Party),
    from: Point,
    to: Point,
}

/// The links that are drawn: none among many peers.
fn lines(layout: &Layout) -> impl Iterator<Item = Line> {
    let few = layout.seats.first().is_some_and(|seat| seat.level >= Level::Booth);
    let n = if few { layout.seats.len() } else { 0 };
    let others = move |i| PeerId::all(n).skip(i + 1).map(Party::from).chain([Party::Ledger]);
    let pairs = PeerId::all(n).enumerate().flat_map(move |(i, a)| others(i).map(move |b| (a, b)));
    pairs.map(|(a, b)| {
        let ends = (Party::from(a), b);
        let (here, there) = (layout.middle(ends.0), layout.middle(b));
        Line { ends, from: layout.edge(ends.0, there), to: layout.edge(b, here) }
    })
}

/// The link nearest to a place, if one is near enough to be meant. Where a link to the ledger lies
/// upon one to the peer behind it, the ledger's is meant.
pub(super) fn at(layout: &Layout, place: Point) -> Option<(Party, Party)> {
    if layout.stone_room.holds(place) {
        return None;
    }
    let favour = |line: &Line| if line.ends.1 == Party::Ledger { 1.0 } else { 0.0 };
    let near = lines(layout).map(|line| (line.distance(place) - favour(&line), line.ends));
    let near = near.filter(|(distance, _)| *distance < REACH);
    near.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, ends)| ends)
}

impl Line {
    fn distance(&self, place: Point) -> f64 {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let along = (place.x - self.from.x) * dx + (place.y - self.from.y) * dy;
        let part = (along / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
        self.from.toward(self.to, part).distance(place)
    }

    fn is(&self, link: (Party, Party)) -> bool {
        self.ends == link || self.ends == (link.1, link.0)
    }
}

pub(super) fn draw(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    for line in lines(layout) {
        if view.link.is_some_and(|link| line.is(link)) {
            highlight(line, pen);
        }
        link(view, line, pen);
    }
}

/// The link looked at has a band beneath it, and knobs at its ends.
fn highlight(Line { from, to, .. }: Line, pen: &mut Pen<'_>) {
    pen.line(from, to, line(some(Role::Woad, 0.22), 7.0));
    pen.line(from, to, line(some(Role::Woad, 0.9), 1.4));
    for end in [from, to] {
        pen.circle(end, 3.4, full(Role::Woad));
    }
}

fn link(view: &View<'_>, Line { ends: (a, b), from, to }: Line, pen: &mut Pen<'_>) {
    match condition(view, a, b).max(condition(view, b, a)) {
        Condition::Whole if b == Party::Ledger => {
            pen.line(from, to, broken(some(Role::Stone, 0.55), 1.4, Dash::Dotted));
        }
        Condition::Whole => pen.line(from, to, line(some(Role::Rule, 0.8), 1.0)),
        Condition::Disturbed => {
            pen.line(from, to, broken(some(Role::Ochre, 0.6), 1.2, Dash::Dashed));
        }
        Condition::Cut => {
            let (near, far) = (from.toward(to, 0.42), from.toward(to, 0.58));
            let stroke = broken(some(Role::Madder, 0.5), 1.2, Dash::Dashed);
            pen.line(from, near, stroke);
            pen.line(far, to, stroke);
            pen.mark(Mark::Cross, from.toward(to, 0.5), 4.0, some(Role::Madder, 0.85));
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

/// One cut is enough; anything else disturbs.
fn condition(view: &View<'_>, from: Party, to: Party) -> Condition {
    let rules = view.world.network().rules().iter();
    let disturbances = rules.filter(|r| r.applies(from, to)).map(|r| r.rule.disturbance);
    disturbances.fold(Condition::Whole, |condition, disturbance| {
        condition.max(match disturbance {
            Disturbance::Cut => Condition::Cut,
            Disturbance::Delay { .. }
            | Disturbance::Reorder { .. }
            | Disturbance::Clog
            | Disturbance::Lose { .. }
            | Disturbance::Duplicate { .. }
            | Disturbance::FailAppends { .. }
            | Disturbance::TearAppends { .. } => Condition::Disturbed,
        })
    })
}
