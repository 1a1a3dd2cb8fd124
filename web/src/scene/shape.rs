//! What a picture is made of: a few kinds of shapes, whose colours are named, never given.
//!
//! All lengths are CSS pixels, x to the right and y down. Later shapes lie upon earlier ones.

use crate::scene::figure::Drawing;
use crate::scene::palette::Role;
use std::borrow::Cow;

pub use crate::scene::font::{Anchor, Face, Font, text_width};
pub use crate::scene::mark::{Mark, Places};
pub use crate::scene::place::{Area, Point, on_circle};

/// A named colour, more or less of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Paint {
    /// Which colour of the palette.
    pub role: Role,
    /// How much of it, from 0 (none) to 1 (opaque).
    pub alpha: f64,
}

/// How a line is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Into dots.
    Dotted,
    /// Into dashes.
    Dashed,
}

impl Dash {
    /// The lengths of strokes and gaps in turn, in px; none for an unbroken line.
    #[must_use]
    pub const fn pattern(self) -> &'static [f64] {
        match self {
            Self::Solid => &[],
            Self::Dotted => &[1.0, 5.0],
            Self::Dashed => &[5.0, 4.0],
        }
    }
}

/// How a line is drawn. Its ends and joins are round.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: f64,
    /// How it is broken.
    pub dash: Dash,
}

/// How a shape is drawn: its inside first, then its outline.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Style {
    /// The colour of its inside.
    pub fill: Option<Paint>,
    /// Its outline.
    pub stroke: Option<Stroke>,
}

impl From<Paint> for Style {
    fn from(paint: Paint) -> Self {
        Self { fill: Some(paint), stroke: None }
    }
}

impl From<Stroke> for Style {
    fn from(stroke: Stroke) -> Self {
        Self { fill: None, stroke: Some(stroke) }
    }
}

/// One shape of a picture.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// A straight line.
    Line {
        /// From here.
        from: Point,
        /// To there.
        to: Point,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A quadratic curve.
    Curve {
        /// From here.
        from: Point,
        /// Drawn toward this place.
        bend: Point,
        /// To there.
        to: Point,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A rectangle.
    Rect {
        /// Where.
        area: Area,
        /// The radius of its corners.
        radius: f64,
        /// How it is drawn.
        style: Style,
    },
    /// An ellipse with upright axes; a circle, if both radii are equal.
    Ellipse {
        /// Its middle.
        centre: Point,
        /// Half its width.
        rx: f64,
        /// Half its height.
        ry: f64,
        /// How it is drawn.
        style: Style,
    },
    /// A part of a circle's line, clockwise from the top.
    Arc {
        /// The circle's middle.
        centre: Point,
        /// The circle's radius.
        radius: f64,
        /// How much of the circle, from 0 (nothing) to 1 (all).
        part: f64,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A drawing of the set.
    Drawing {
        /// Which.
        drawing: Drawing,
        /// Where the origin of its grid lies.
        at: Point,
        /// How many px one unit of its grid takes.
        scale: f64,
        /// How it is drawn; the width of its outline is in px, whatever the scale.
        style: Style,
    },
    /// A mark, once or many times over.
    Marks {
        /// Which.
        mark: Mark,
        /// Its radius.
        radius: f64,
        /// Its middle, for each time.
        at: Places,
        /// How each is drawn.
        style: Style,
    },
    /// A line of text.
    Text {
        /// Where: the height is that of its base line.
        at: Point,
        /// What it says.
        text: Cow<'static, str>,
        /// How it is set.
        font: Font,
        /// Its colour.
        paint: Paint,
        /// Whether the ground shows around its letters, so that lines beneath do not disturb.
        halo: bool,
    },
    /// Shapes that stay as they are for long: whoever draws them often may keep their picture.
    Group {
        /// Where all of them lie.
        area: Area,
        /// The shapes.
        shapes: Vec<Shape>,
    },
}
