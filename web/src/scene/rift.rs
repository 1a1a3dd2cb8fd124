//! Partitions in force: a fence around those who are cut off, where one can be drawn that has
//! nobody else inside.

use crate::scene::View;
use crate::scene::hull::hull;
use crate::scene::lasso::inside;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, broken, line, some};
use crate::scene::seats::{Layout, Level};
use crate::scene::shape::{Area, Dash, Point};
use trading_post::id::Party;
use trading_post::scenario::{Disturbance, Links};
use trading_post::world::Active;

/// How far the fence stands from those inside, and how round its corners are, in px.
const DISTANCE: f64 = 9.0;
const ROUND: f64 = 22.0;

pub(super) fn draw(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    for side in view.world.network().rules().iter().filter_map(cut_off) {
        if let Some(around) = fence(layout, side) {
            draw_lines(&around, pen);
        }
    }
}

/// Who is cut off by a rule, if it is a partition that nobody has healed in part.
fn cut_off(active: &Active) -> Option<&[Party]> {
    match &active.rule.links {
        Links::Around(side) if active.rule.disturbance == Disturbance::Cut => {
            active.healed.is_empty().then_some(side)
        }
        Links::Around(_) | Links::AllPeers | Links::OneWay { .. } | Links::Between(..) => None,
    }
}

/// The fence around the smaller side, or around the other one, if nobody else is inside.
fn fence(layout: &Layout, side: &[Party]) -> Option<Vec<Point>> {
    let peers = layout.seats.iter().map(|seat| Party::Peer(seat.peer));
    let all = || peers.clone().chain([Party::Ledger]);
    let (here, there): (Vec<_>, Vec<_>) = all().partition(|party| side.contains(party));
    let (few, many) = if here.len() <= there.len() { (here, there) } else { (there, here) };
    around(layout, &few, &many).or_else(|| around(layout, &many, &few))
}

fn around(layout: &Layout, inner: &[Party], outer: &[Party]) -> Option<Vec<Point>> {
    let corners = inner.iter().flat_map(|party| room(layout, *party).grown(DISTANCE).corners());
    let around = hull(corners.collect());
    let mut places = outer.iter().map(|party| room(layout, *party)).flat_map(places);
    let strange = places.any(|place| inside(&around, place));
    (!strange && !inner.is_empty()).then_some(around)
}

/// Places of a room of which none may be inside somebody else's fence.
fn places(room: Area) -> impl Iterator<Item = Point> {
    room.corners().into_iter().chain([room.centre()])
}

/// What is fenced in: among stalls, captions too.
fn room(layout: &Layout, party: Party) -> Area {
    match party.peer().map(|peer| layout.seats[peer.index()]) {
        Some(seat) if seat.level >= Level::Booth => seat.room,
        Some(seat) => seat.area,
        None => layout.stone_room,
    }
}

fn draw_lines(around: &[Point], pen: &mut Pen<'_>) {
    let band = line(some(Role::Madder, 0.1), 9.0);
    let thread = broken(some(Role::Madder, 0.75), 1.6, Dash::Dashed);
    for stroke in [band, thread] {
        for (i, corner) in around.iter().enumerate() {
            let before = around[(i + around.len() - 1) % around.len()];
            let after = around[(i + 1) % around.len()];
            let (start, end) = (rounded(*corner, before), rounded(*corner, after));
            pen.curve([start, *corner, end], stroke);
            pen.line(end, rounded(after, *corner), stroke);
        }
    }
}

/// Where the straight way from a corner to the next one begins.
fn rounded(corner: Point, next: Point) -> Point {
    let length = corner.distance(next).max(1e-9);
    corner.toward(next, (ROUND / length).min(0.5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::seats;
    use trading_post::id::PeerId;

    fn fence_around(ids: &[u16]) -> Option<Vec<Point>> {
        let layout = seats::layout(6, 800.0, 590.0);
        let side: Vec<_> = ids.iter().map(|id| Party::Peer(PeerId(*id))).collect();
        fence(&layout, &side)
    }

    #[test]
    fn neighbours_are_fenced_in() {
        let layout = seats::layout(6, 800.0, 590.0);
        let around = fence_around(&[4, 5]).expect("nobody is between them");
        for seat in &layout.seats {
            let cut_off = seat.peer.0 == 4 || seat.peer.0 == 5;
            assert_eq!(inside(&around, seat.room.centre()), cut_off);
        }
    }

    #[test]
    fn no_fence_is_drawn_around_somebody_else() {
        assert_eq!(fence_around(&[0, 3]), None);
    }
}
