//! Places and rectangles in a picture, in CSS px: x to the right, y down.

use std::f64::consts::TAU;

/// A place in the picture.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// The place at these coordinates.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The place so far to the right and down from here.
    #[must_use]
    pub const fn offset(self, right: f64, down: f64) -> Self {
        Self { x: self.x + right, y: self.y + down }
    }

    /// How far it is to another place.
    #[must_use]
    pub fn distance(self, to: Self) -> f64 {
        (to.x - self.x).hypot(to.y - self.y)
    }

    /// The place at the fraction `part` of the straight way to another; 0 is here, 1 is there.
    #[must_use]
    pub fn toward(self, to: Self, part: f64) -> Self {
        Self { x: self.x + (to.x - self.x) * part, y: self.y + (to.y - self.y) * part }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Area {
    /// Its left side.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// Its width.
    pub w: f64,
    /// Its height.
    pub h: f64,
}

impl Area {
    /// The rectangle of this size around a place.
    #[must_use]
    pub const fn around(centre: Point, w: f64, h: f64) -> Self {
        Self { x: centre.x - w / 2.0, y: centre.y - h / 2.0, w, h }
    }

    /// The place in its middle.
    #[must_use]
    pub const fn centre(self) -> Point {
        Point { x: self.x + self.w / 2.0, y: self.y + self.h / 2.0 }
    }

    /// The rectangle that is larger by so much on each side.
    #[must_use]
    pub const fn grown(self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, w: self.w + 2.0 * by, h: self.h + 2.0 * by }
    }

    /// Whether the two are nearer to each other than `gap`; with a gap of 0, whether they overlap.
    #[must_use]
    pub fn crowds(self, other: Self, gap: f64) -> bool {
        self.x < other.x + other.w + gap
            && other.x < self.x + self.w + gap
            && self.y < other.y + other.h + gap
            && other.y < self.y + self.h + gap
    }

    /// Whether it lies inside a picture of this size.
    #[must_use]
    pub fn fits(self, width: f64, height: f64) -> bool {
        self.x >= 0.0 && self.y >= 0.0 && self.x + self.w <= width && self.y + self.h <= height
    }

    /// Whether a place lies inside it.
    #[must_use]
    pub fn holds(self, place: Point) -> bool {
        (self.x..=self.x + self.w).contains(&place.x)
            && (self.y..=self.y + self.h).contains(&place.y)
    }

    /// Its corners, clockwise from the top left.
    #[must_use]
    pub const fn corners(self) -> [Point; 4] {
        let (right, bottom) = (self.x + self.w, self.y + self.h);
        [
            Point::new(self.x, self.y),
            Point::new(right, self.y),
            Point::new(right, bottom),
            Point::new(self.x, bottom),
        ]
    }

    /// Where the straight line from its middle toward a place leaves it.
    #[must_use]
    pub fn edge(self, toward: Point) -> Point {
        let centre = self.centre();
        let (dx, dy) = ((toward.x - centre.x).abs(), (toward.y - centre.y).abs());
        let part = (self.w / 2.0 / dx.max(1e-9)).min(self.h / 2.0 / dy.max(1e-9));
        centre.toward(toward, part.min(1e3))
    }
}

/// The place on a circle at this part of its turn, clockwise from the top.
#[must_use]
pub fn on_circle(centre: Point, radius: f64, part: f64) -> Point {
    let angle = part * TAU;
    centre.offset(radius * angle.sin(), -radius * angle.cos())
}
