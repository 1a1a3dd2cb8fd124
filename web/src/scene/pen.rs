//! Draws in coordinates of its own, and appends the shapes.

use crate::scene::figure::Drawing;
use crate::scene::palette::Role;
use crate::scene::shape::{
    Anchor, Area, Dash, Face, Font, Mark, Paint, Places, Point, Shape, Stroke, Style,
};
use std::borrow::Cow;

/// A colour, all of it.
pub(super) const fn full(role: Role) -> Paint {
    Paint { role, alpha: 1.0 }
}

/// A colour, some of it.
pub(super) const fn some(role: Role, alpha: f64) -> Paint {
    Paint { role, alpha }
}

/// An unbroken line.
pub(super) const fn line(paint: Paint, width: f64) -> Stroke {
    Stroke { paint, width, dash: Dash::Solid }
}

/// A broken line.
pub(super) const fn broken(paint: Paint, width: f64, dash: Dash) -> Stroke {
    Stroke { paint, width, dash }
}

/// An inside with an outline.
pub(super) const fn both(fill: Paint, stroke: Stroke) -> Style {
    Style { fill: Some(fill), stroke: Some(stroke) }
}

/// A font whose place is the middle of the text.
pub(super) const fn font(face: Face, size: f64, bold: bool) -> Font {
    Font { face, size, bold, anchor: Anchor::Middle }
}

/// The thinnest line that is still seen, in px.
const HAIR: f64 = 0.8;

/// A pen that draws in its own coordinates: scaled, moved, and faded.
pub(super) struct Pen<'a> {
    out: &'a mut Vec<Shape>,
    origin: Point,
    scale: f64,
    alpha: f64,
}

impl<'a> Pen<'a> {
    /// A pen in the picture's own coordinates.
    pub(super) const fn new(out: &'a mut Vec<Shape>) -> Self {
        Self { out, origin: Point::new(0.0, 0.0), scale: 1.0, alpha: 1.0 }
    }

    /// A pen whose coordinates begin at `origin`, of this one's, and are `scale` times as large.
    pub(super) fn moved(&mut self, origin: Point, scale: f64) -> Pen<'_> {
        let origin = self.to_picture(origin);
        Pen { scale: self.scale * scale, origin, alpha: self.alpha, out: self.out }
    }

    /// A pen that draws the same, fainter.
    pub(super) fn faded(&mut self, alpha: f64) -> Pen<'_> {
        Pen { alpha: self.alpha * alpha, origin: self.origin, scale: self.scale, out: self.out }
    }

    /// What is drawn here, if anything, inside an area of this pen's coordinates, stays as it is for long.
    pub(super) fn group(&mut self, area: Area, draw: impl FnOnce(&mut Pen<'_>)) {
        let mut shapes = Vec::new();
        let Self { origin, scale, alpha, .. } = *self;
        draw(&mut Pen { out: &mut shapes, origin, scale, alpha });
        if !shapes.is_empty() {
            self.out.push(Shape::Group { area: self.area(area), shapes });
        }
    }

    const fn to_picture(&self, p: Point) -> Point {
        self.origin.offset(p.x * self.scale, p.y * self.scale)
    }

    const fn area(&self, area: Area) -> Area {
        let Point { x, y } = self.to_picture(Point::new(area.x, area.y));
        Area { x, y, w: area.w * self.scale, h: area.h * self.scale }
    }

    const fn ink(&self, paint: Paint) -> Paint {
        Paint { role: paint.role, alpha: paint.alpha * self.alpha }
    }

    const fn trace(&self, stroke: Stroke) -> Stroke {
        let width = (stroke.width * self.scale).max(HAIR);
        Stroke { paint: self.ink(stroke.paint), width, dash: stroke.dash }
    }

    fn style(&self, style: impl Into<Style>) -> Style {
        let style = style.into();
        Style {
            fill: style.fill.map(|paint| self.ink(paint)),
            stroke: style.stroke.map(|stroke| self.trace(stroke)),
        }
    }

    pub(super) fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        let (from, to) = (self.to_picture(from), self.to_picture(to));
        let stroke = self.trace(stroke);
        self.out.push(Shape::Line { from, to, stroke });
    }

    pub(super) fn curve(&mut self, [from, bend, to]: [Point; 3], stroke: Stroke) {
        let [from, bend, to] = [from, bend, to].map(|p| self.to_picture(p));
        let stroke = self.trace(stroke);
        self.out.push(Shape::Curve { from, bend, to, stroke });
    }

    pub(super) fn rect(&mut self, area: Area, radius: f64, style: impl Into<Style>) {
        let (area, style) = (self.area(area), self.style(style));
        self.out.push(Shape::Rect { area, radius: radius * self.scale, style });
    }

    pub(super) fn ellipse(&mut self, centre: Point, rx: f64, ry: f64, style: impl Into<Style>) {
        let (centre, rx, ry) = (self.to_picture(centre), rx * self.scale, ry * self.scale);
        let style = self.style(style);
        self.out.push(Shape::Ellipse { centre, rx, ry, style });
    }

    pub(super) fn circle(&mut self, centre: Point, radius: f64, style: impl Into<Style>) {
        self.ellipse(centre, radius, radius, style);
    }

    pub(super) fn arc(&mut self, centre: Point, radius: f64, part: f64, stroke: Stroke) {
        let (centre, radius) = (self.to_picture(centre), radius * self.scale);
        let stroke = self.trace(stroke);
        self.out.push(Shape::Arc { centre, radius, part, stroke });
    }

    /// A drawing whose grid begins at `at` and is `scale` times as large as this pen's.
    pub(super) fn draw(
        &mut self,
        drawing: impl Into<Drawing>,
        at: Point,
        scale: f64,
        style: impl Into<Style>,
    ) {
        let (drawing, at, scale) = (drawing.into(), self.to_picture(at), scale * self.scale);
        let style = self.style(style);
        self.out.push(Shape::Drawing { drawing, at, scale, style });
    }

    pub(super) fn mark(&mut self, mark: Mark, at: Point, radius: f64, style: impl Into<Style>) {
        let (at, radius) = (Places::One(self.to_picture(at)), radius * self.scale);
        let style = self.style(style);
        self.out.push(Shape::Marks { mark, radius, at, style });
    }

    /// Many marks of one kind, in the picture's own coordinates.
    pub(super) fn marks(
        &mut self,
        mark: Mark,
        at: Vec<Point>,
        radius: f64,
        style: impl Into<Style>,
    ) {
        let style = self.style(style);
        self.out.push(Shape::Marks { mark, radius, at: Places::Many(at), style });
    }

    pub(super) fn text(
        &mut self,
        at: Point,
        text: impl Into<Cow<'static, str>>,
        font: Font,
        paint: Paint,
    ) {
        self.letter(at, text.into(), font, paint, false);
    }

    /// A text that can be read upon lines.
    pub(super) fn caption(
        &mut self,
        at: Point,
        text: impl Into<Cow<'static, str>>,
        font: Font,
        paint: Paint,
    ) {
        self.letter(at, text.into(), font, paint, true);
    }

    fn letter(&mut self, at: Point, text: Cow<'static, str>, font: Font, paint: Paint, halo: bool) {
        let at = self.to_picture(at);
        let font = Font { size: font.size * self.scale, ..font };
        let paint = self.ink(paint);
        self.out.push(Shape::Text { at, text, font, paint, halo });
    }
}
