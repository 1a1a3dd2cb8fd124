//! The way of a message: a slight bow from its sender's edge to its receiver's, always to the
//! right of who walks it, so that the two directions of a link do not lie upon each other. A stone
//! in the way is walked around.

use crate::scene::seats::Layout;
use crate::scene::shape::{Area, Point};
use trading_post::id::Party;

/// A quadratic curve from sender to receiver.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Way {
    /// The sender's edge.
    pub from: Point,
    /// The curve's control point.
    pub bend: Point,
    /// The receiver's edge.
    pub to: Point,
}

/// How far the bow swings out, as a part of its length, and at most, in px.
const SWING: f64 = 0.1;
const SWING_MAX: f64 = 34.0;
/// How far from the stone a way passes it, in px.
const BERTH: f64 = 14.0;

impl Way {
    /// The way between two parties.
    #[must_use]
    pub fn between(layout: &Layout, from: Party, to: Party) -> Self {
        let (a, b) = (layout.middle(from), layout.middle(to));
        let (start, end) = (layout.edge(from, b), layout.edge(to, a));
        let length = start.distance(end).max(1e-9);
        let right = Point::new((start.y - end.y) / length, (end.x - start.x) / length);
        let mut swing = (length * SWING).min(SWING_MAX);
        if from.peer().is_some() && to.peer().is_some() {
            swing = swing.max(around(layout.stone_room, start, right));
        }
        let bend = start.toward(end, 0.5).offset(right.x * swing, right.y * swing);
        Self { from: start, bend, to: end }
    }

    /// The place at this part of the way; 0 is the sender's edge, 1 the receiver's.
    #[must_use]
    pub fn at(&self, part: f64) -> Point {
        self.blossom(part, part)
    }

    /// The piece of the way between two parts of it, as a curve: from, bend, to.
    #[must_use]
    pub fn piece(&self, from: f64, to: f64) -> [Point; 3] {
        [self.at(from), self.blossom(from, to), self.at(to)]
    }

    /// How long it is as the crow flies, in px.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.from.distance(self.to)
    }

    fn blossom(&self, s: f64, t: f64) -> Point {
        self.from.toward(self.bend, s).toward(self.bend.toward(self.to, s), t)
    }
}

impl Layout {
    /// The middle of a party's place.
    #[must_use]
    pub fn middle(&self, party: Party) -> Point {
        match party.peer() {
            Some(peer) => self.seats[peer.index()].room.centre(),
            None => self.stone_room.centre(),
        }
    }

    /// Where the straight line from a party's middle toward a place leaves the party's place.
    #[must_use]
    pub fn edge(&self, party: Party, toward: Point) -> Point {
        match party.peer() {
            Some(peer) => self.seats[peer.index()].edge(toward),
            None => self.stone_room.edge(toward),
        }
    }
}

/// How far a way must swing out to pass the stone on its right; 0, if the stone is not in its way.
/// `right` is the direction, of length 1, to the right of the way that begins at `start`.
fn around(stone: Area, start: Point, right: Point) -> f64 {
    let middle = stone.centre();
    let aside = (middle.x - start.x) * right.x + (middle.y - start.y) * right.y;
    let berth = (stone.w * right.x.abs() + stone.h * right.y.abs()) / 2.0 + BERTH;
    if aside.abs() < berth {
        // The curve goes half as far aside as its control point.
        2.0 * (aside + berth)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::seats;
    use trading_post::id::PeerId;

    fn way(from: u16, to: u16) -> Way {
        let layout = seats::layout(6, 800.0, 590.0);
        Way::between(&layout, PeerId(from).into(), PeerId(to).into())
    }

    #[test]
    fn a_way_leads_from_edge_to_edge() {
        let way = way(1, 4);
        assert_eq!(way.at(0.0), way.from);
        assert_eq!(way.at(1.0), way.to);
    }

    #[test]
    fn the_two_directions_of_a_link_do_not_lie_upon_each_other() {
        let (there, back) = (way(0, 3), way(3, 0));
        assert!(there.at(0.5).distance(back.at(0.5)) > 16.0);
    }

    #[test]
    fn a_piece_of_a_way_lies_on_it() {
        let way = way(2, 5);
        let [from, bend, to] = way.piece(0.2, 0.6);
        let middle = from.toward(bend, 0.5).toward(bend.toward(to, 0.5), 0.5);
        assert!(middle.distance(way.at(0.4)) < 1e-9);
    }
}
