//! What the pointers hold: the ground, two fingers' breadth of it, a message, or the map's window.

use crate::scene::shape::Point;
use trading_post::id::MessageId;
use web_sys::PointerEvent;

/// A pointer that has moved less than this, in px, was a click.
pub const CLICK: f64 = 5.0;

/// What a pointer has taken hold of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Held {
    /// The ground.
    Ground,
    /// The head of a message under way.
    Head(MessageId),
}

/// The pointers that are down.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Grip {
    pointers: Vec<(i32, Point)>,
    held: Option<Held>,
    began: Point,
    travelled: f64,
}

/// What a pointer's move asks for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Pull {
    /// Nothing.
    None,
    /// Move the ground by so much, in px.
    Pan(f64, f64),
    /// Make everything so many times as long around a place, and move it.
    Pinch {
        /// The place between the fingers.
        at: Point,
        /// How many times.
        times: f64,
        /// How far, in px.
        by: f64,
    },
    /// The head of this message goes along.
    Head(MessageId, Point),
}

/// Where a pointer is, from the canvas's corner.
#[must_use]
pub fn place(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()))
}

impl Grip {
    /// Takes hold of something.
    pub fn take(&mut self, id: i32, at: Point, held: Held) {
        self.pointers.retain(|(other, _)| *other != id);
        self.pointers.push((id, at));
        if self.pointers.len() == 1 {
            (self.held, self.began, self.travelled) = (Some(held), at, 0.0);
        } else {
            (self.held, self.travelled) = (Some(Held::Ground), f64::INFINITY);
        }
    }

    /// Whether something is held.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.held.is_some()
    }

    /// Whether it was moved, and not only clicked.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.travelled >= CLICK
    }

    /// What a move of a pointer asks for.
    pub fn pull(&mut self, id: i32, to: Point) -> Pull {
        let Some(held) = self.held else { return Pull::None };
        let before = self.pointers.clone();
        let Some((_, at)) = self.pointers.iter_mut().find(|(other, _)| *other == id) else {
            return Pull::None;
        };
        let from = std::mem::replace(at, to);
        self.travelled = self.travelled.max(self.began.distance(to));
        if let ([(_, a), (_, b)], [(_, c), (_, d)]) = (&before[..], &self.pointers[..]) {
            let times = c.distance(*d) / a.distance(*b).max(1.0);
            let (old, new) = (a.toward(*b, 0.5), c.toward(*d, 0.5));
            return Pull::Pinch { at: new, times, by: new.x - old.x };
        }
        match held {
            _ if !self.moved() => Pull::None,
            Held::Ground => Pull::Pan(to.x - from.x, to.y - from.y),
            Held::Head(message) => Pull::Head(message, to),
        }
    }

    /// Lets go. Gives what was held, unless another finger still holds it.
    pub fn release(&mut self, id: i32) -> Option<Held> {
        self.pointers.retain(|(other, _)| *other != id);
        if self.pointers.is_empty() { self.held.take() } else { None }
    }
}
