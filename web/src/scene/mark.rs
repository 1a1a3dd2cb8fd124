//! Marks: small outlines that can be drawn by the thousand.

use crate::scene::place::Point;

/// A mark of one closed outline, which can be drawn by the thousand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// A round disc.
    Disc,
    /// A triangle that points up.
    Up,
    /// A triangle that points down.
    Down,
    /// A crown of three points.
    Crown,
    /// A square.
    Square,
    /// A letter, wider than high.
    Letter,
    /// A crate, higher than wide, with cut corners.
    Crate,
    /// A square on its tip.
    Diamond,
    /// A cross of two bars.
    Cross,
}

impl Mark {
    /// Its corners in order, for a mark of radius 1 around the origin; none for a disc.
    #[must_use]
    pub const fn corners(self) -> &'static [(f64, f64)] {
        match self {
            Self::Disc => &[],
            Self::Up => &[(0.0, -1.1), (1.1, 0.8), (-1.1, 0.8)],
            Self::Down => &[(0.0, 1.1), (-1.1, -0.8), (1.1, -0.8)],
            Self::Crown => &[
                (-1.25, -0.75),
                (-0.6, -0.05),
                (0.0, -1.1),
                (0.6, -0.05),
                (1.25, -0.75),
                (0.95, 0.85),
                (-0.95, 0.85),
            ],
            Self::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Self::Letter => &[(-1.2, -0.8), (1.2, -0.8), (1.2, 0.8), (-1.2, 0.8)],
            Self::Crate => &[
                (-0.6, -0.95),
                (0.6, -0.95),
                (1.0, -0.55),
                (1.0, 0.55),
                (0.6, 0.95),
                (-0.6, 0.95),
                (-1.0, 0.55),
                (-1.0, -0.55),
            ],
            Self::Diamond => &[(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)],
            Self::Cross => &[
                (0.0, -0.3),
                (0.7, -1.0),
                (1.0, -0.7),
                (0.3, 0.0),
                (1.0, 0.7),
                (0.7, 1.0),
                (0.0, 0.3),
                (-0.7, 1.0),
                (-1.0, 0.7),
                (-0.3, 0.0),
                (-1.0, -0.7),
                (-0.7, -1.0),
            ],
        }
    }
}

/// One place or many.
#[derive(Clone, PartialEq, Debug)]
pub enum Places {
    /// One.
    One(Point),
    /// Many.
    Many(Vec<Point>),
}

impl Places {
    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Point] {
        match self {
            Self::One(place) => std::slice::from_ref(place),
            Self::Many(places) => places,
        }
    }
}
