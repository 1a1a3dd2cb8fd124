//! Where each peer sits: on a ring around the ledger, peer 0 on top, then clockwise.
//!
//! A pure function of the number of peers and of the picture's size. Few peers get a stall each;
//! with more, stalls shrink to booths without captions, then to tokens with an id, then to dots,
//! which stand in several rings one inside the other.

use crate::scene::shape::{Area, Point};
use std::f64::consts::TAU;
use trading_post::id::PeerId;

/// How much of a peer is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// A dot.
    Dot,
    /// A disc with the id.
    Token,
    /// A small stall with one short caption at most.
    Booth,
    /// A stall with all there is to say.
    Stall,
}

/// A peer's place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Seat {
    /// Whose it is.
    pub peer: PeerId,
    /// How much of the peer is shown.
    pub level: Level,
    /// What can be clicked: the stall, token or dot itself.
    pub area: Area,
    /// The area with all that belongs to it: captions and flags. No two overlap; those of tokens and
    /// dots are round.
    pub room: Area,
    /// The size of what is drawn, where 1 is a full stall on a laptop.
    pub scale: f64,
}

impl Seat {
    /// Where the straight line toward a place leaves the seat: there messages set out and arrive.
    #[must_use]
    pub fn edge(&self, toward: Point) -> Point {
        match self.level {
            Level::Stall | Level::Booth => self.room.grown(DOORSTEP * self.scale).edge(toward),
            Level::Token | Level::Dot => {
                let centre = self.area.centre();
                let far = centre.distance(toward).max(1e-9);
                centre.toward(toward, self.area.w / 2.0 / far)
            }
        }
    }
}

/// The whole table: a seat for each peer, and the stone's place.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    /// The seats, by peer.
    pub seats: Vec<Seat>,
    /// The standing stone itself; it can be clicked.
    pub stone: Area,
    /// The stone with its caption.
    pub stone_room: Area,
}

/// Width and height of a stall at scale 1, in px.
pub const STALL: (f64, f64) = (104.0, 88.0);
/// Width and height of the standing stone at scale 1, in px.
pub const STONE: (f64, f64) = (92.0, 116.0);
/// The least size of a caption, in px.
const CAPTION_MIN: f64 = 10.5;
/// How far from a stall's room its messages set out, at scale 1, in px.
const DOORSTEP: f64 = 9.0;
/// What is kept free at the picture's sides, in px.
const MARGIN: f64 = 6.0;
/// The most peers that get a stall or a booth, and the most that get an id.
const STALLS_MAX: usize = 12;
const TOKENS_MAX: usize = 60;

/// The seats of `n` peers in a picture of this size, by peer.
#[must_use]
pub fn seats(n: usize, width: f64, height: f64) -> Vec<Seat> {
    layout(n, width, height).seats
}

/// The seats of `n` peers, and the stone's place, in a picture of this size.
#[must_use]
pub fn layout(n: usize, width: f64, height: f64) -> Layout {
    let stalls = (n <= STALLS_MAX).then(|| stalls(n, width, height)).flatten();
    stalls.unwrap_or_else(|| rings(n, width, height))
}

/// How large captions are at this scale, in px.
#[must_use]
pub fn caption_size(scale: f64) -> f64 {
    (12.0 * scale).clamp(CAPTION_MIN, 15.0)
}

/// How much a line of captions takes at this scale, in px.
#[must_use]
pub fn caption_line(scale: f64) -> f64 {
    caption_size(scale) * 1.2
}

/// The largest stalls that leave each other and the stone enough room.
fn stalls(n: usize, width: f64, height: f64) -> Option<Layout> {
    let full = (0..32).map(|step| (Level::Stall, 1.5 - 0.03 * f64::from(step)));
    let small = (0..16).map(|step| (Level::Booth, 0.9 - 0.03 * f64::from(step)));
    full.chain(small)
        .map(|(level, scale)| ring_of_stalls(n, width, height, level, scale))
        .find(|layout| comfortable(layout, width, height))
}

fn comfortable(layout: &Layout, width: f64, height: f64) -> bool {
    let Some(first) = layout.seats.first() else {
        return true;
    };
    let (between, around) = match first.level {
        Level::Stall if layout.seats.len() > 8 => (12.0 * first.scale, 36.0 * first.scale),
        Level::Stall => (26.0 * first.scale, 36.0 * first.scale),
        Level::Booth | Level::Token | Level::Dot => (5.0, 10.0),
    };
    layout.seats.iter().enumerate().all(|(i, seat)| {
        seat.room.fits(width, height)
            && !seat.room.crowds(layout.stone_room, around)
            && layout.seats[..i].iter().all(|other| !seat.room.crowds(other.room, between))
    })
}

fn ring_of_stalls(n: usize, width: f64, height: f64, level: Level, scale: f64) -> Layout {
    let lines = if level == Level::Stall { 2.0 } else { 0.0 };
    let above = 9.0 * scale;
    let below = 5.0 * scale + lines * caption_line(scale);
    let (w, h) = (STALL.0 * scale, STALL.1 * scale);
    let room = (w + 16.0 * scale, above + h + below);
    let ring = Ring::within(width - 2.0 * MARGIN - room.0, height - 2.0 * MARGIN - room.1);
    let centre = Point::new(width / 2.0, height / 2.0);
    let seats = PeerId::all(n).map(|peer| {
        let room = Area::around(ring.place(centre, peer.index(), n), room.0, room.1);
        let area = Area { x: room.x + (room.w - w) / 2.0, y: room.y + above, w, h };
        Seat { peer, level, area, room, scale }
    });
    let (stone, stone_room) = stone_at(centre, scale.clamp(0.55, 1.2), caption_size(scale));
    Layout { seats: seats.collect(), stone, stone_room }
}

/// The stone and its room, the caption beneath included, around the middle of the picture.
fn stone_at(centre: Point, scale: f64, caption: f64) -> (Area, Area) {
    let (w, h) = (STONE.0 * scale, STONE.1 * scale);
    let room = Area::around(centre, w.max(caption * 9.5), h + caption * 1.7);
    (Area { x: centre.x - w / 2.0, y: room.y, w, h }, room)
}

/// The line on which the middles of seats lie.
#[derive(Clone, Copy)]
struct Ring {
    rx: f64,
    ry: f64,
}

impl Ring {
    /// The widest ring in a space of this size that is still almost round.
    fn within(width: f64, height: f64) -> Self {
        let (rx, ry) = (width.max(0.0) / 2.0, height.max(0.0) / 2.0);
        Self { rx: rx.min(ry * 1.4), ry: ry.min(rx * 1.3) }
    }

    fn least(self) -> f64 {
        self.rx.min(self.ry)
    }

    fn shrunk(self, by: f64) -> Self {
        Self { rx: self.rx - by, ry: self.ry - by }
    }

    fn place(self, centre: Point, i: usize, n: usize) -> Point {
        let angle = i as f64 / n as f64 * TAU;
        centre.offset(self.rx * angle.sin(), -self.ry * angle.cos())
    }
}

/// Tokens or dots, in as many rings as make them largest.
fn rings(n: usize, width: f64, height: f64) -> Layout {
    let all = Ring::within(width - 2.0 * MARGIN, height - 2.0 * MARGIN);
    let (count, cell) = best_rings(n, all.least());
    let token = n <= TOKENS_MAX && cell >= 15.0;
    let level = if token { Level::Token } else { Level::Dot };
    let size = if token { cell - 3.0 } else { cell * 0.8 };
    let outer = all.shrunk(cell / 2.0);
    let centre = Point::new(width / 2.0, height / 2.0);
    // The rings take turns, also where the last peer meets the first.
    let places = n.next_multiple_of(count);
    let seats = PeerId::all(n).map(|peer| {
        let ring = outer.shrunk((peer.index() % count) as f64 * cell / RING_STEP);
        let area = Area::around(ring.place(centre, peer.index(), places), size, size);
        Seat { peer, level, area, room: area, scale: size / 40.0 }
    });
    let free = outer.least() - count as f64 * cell / RING_STEP;
    let scale = (free / 95.0).clamp(0.2, 1.1);
    let (stone, stone_room) = stone_at(centre, scale, caption_size(scale).min(free / 6.0));
    Layout { seats: seats.collect(), stone, stone_room }
}

/// Two rings, one a step inside the other, are nearer than the step where they bend; by so much at
/// most, for rings that are almost round.
const RING_STEP: f64 = 0.97;
/// The most room a token gets, in px.
const CELL_MAX: f64 = 50.0;

/// One ring more must give so much more room, for fewer look tidier.
const FEWER_RINGS: f64 = 1.05;

/// How many rings give the peers the most room, and how much that is: the width of a round cell, in px.
fn best_rings(n: usize, radius: f64) -> (usize, f64) {
    let mut best = (1, 0.0);
    for count in 1..=40.min(n) {
        let (cell, inner) = cell_of(n, count, radius);
        if inner >= radius * 0.4 && cell > best.1 * FEWER_RINGS {
            best = (count, cell);
        }
    }
    best
}

/// The width of a cell when `count` rings share the peers in turn, and the inmost ring's radius.
///
/// Cells must fit beside each other on the inmost ring, whose radius depends on their size:
/// `cell = chord * (radius - cell / 2 - (count - 1) * cell / RING_STEP)`.
fn cell_of(n: usize, count: usize, radius: f64) -> (f64, f64) {
    let turn = (count as f64 / n.next_multiple_of(count) as f64).min(0.5) * TAU;
    let chord = 2.0 * (turn / 2.0).sin();
    let depth = 0.5 + (count - 1) as f64 / RING_STEP;
    let cell = (chord * radius / (1.0 + chord * depth)).min(CELL_MAX);
    (cell, radius - cell * depth)
}
