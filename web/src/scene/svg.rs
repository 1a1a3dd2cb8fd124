//! A picture as an SVG document.

use crate::scene::palette::Palette;
use crate::scene::shape::{
    Anchor, Area, Font, Mark, Paint, Point, Shape, Stroke, Style, on_circle,
};
use std::fmt::{Display, Formatter, Result, Write as _};

/// Writes a picture of this size as an SVG document, with a ground of the palette's.
#[must_use]
pub fn to_svg(shapes: &[Shape], palette: &Palette, width: f64, height: f64) -> String {
    let ground = palette.colour(crate::scene::palette::Role::Ground);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/>\n"
    );
    for shape in shapes {
        let sheet = Sheet { palette, ground };
        sheet.shape(shape, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// What a shape is written with.
struct Sheet<'a> {
    palette: &'a Palette,
    ground: &'static str,
}

/// Appends to a string, which cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {
        let _ = write!($out, $($arg)*);
    };
}

impl Sheet<'_> {
    fn shape(&self, shape: &Shape, out: &mut String) {
        match shape {
            Shape::Line { from, to, stroke } => {
                self.path(format_args!("M{from}L{to}"), &(*stroke).into(), out);
            }
            Shape::Curve { from, bend, to, stroke } => {
                self.path(format_args!("M{from}Q{bend} {to}"), &(*stroke).into(), out);
            }
            Shape::Rect { area, radius, style } => self.rect(area, *radius, style, out),
            Shape::Ellipse { centre, rx, ry, style } => {
                let (x, y) = (Px(centre.x), Px(centre.y));
                put!(out, "<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{}\" ry=\"{}\"", Px(*rx), Px(*ry));
                self.close(style, 1.0, out);
            }
            Shape::Arc { centre, radius, part, stroke } => {
                self.arc(*centre, *radius, *part, stroke, out);
            }
            Shape::Drawing { drawing, at, scale, style } => {
                put!(out, "<path d=\"{}\" transform=\"translate({at}) ", drawing.data());
                put!(out, "scale({scale:.4})\"");
                self.close(style, *scale, out);
            }
            Shape::Marks { mark, radius, at, style } => {
                at.as_slice().iter().for_each(|at| self.mark(*mark, *radius, *at, style, out));
            }
            Shape::Text { at, text, font, paint, halo } => {
                self.text(*at, text, font, paint, *halo, out);
            }
            Shape::Group { shapes, .. } => shapes.iter().for_each(|shape| self.shape(shape, out)),
        }
    }

    fn path(&self, data: std::fmt::Arguments<'_>, style: &Style, out: &mut String) {
        put!(out, "<path d=\"{data}\"");
        self.close(style, 1.0, out);
    }

    fn rect(&self, area: &Area, radius: f64, style: &Style, out: &mut String) {
        put!(out, "<rect x=\"{}\" y=\"{}\"", Px(area.x), Px(area.y));
        put!(out, " width=\"{}\" height=\"{}\" rx=\"{}\"", Px(area.w), Px(area.h), Px(radius));
        self.close(style, 1.0, out);
    }

    fn arc(&self, centre: Point, radius: f64, part: f64, stroke: &Stroke, out: &mut String) {
        let part = part.clamp(0.0, 0.9999);
        let (from, to) = (on_circle(centre, radius, 0.0), on_circle(centre, radius, part));
        let (r, large) = (Px(radius), u8::from(part > 0.5));
        self.path(format_args!("M{from}A{r} {r} 0 {large} 1 {to}"), &(*stroke).into(), out);
    }

    fn mark(&self, mark: Mark, radius: f64, at: Point, style: &Style, out: &mut String) {
        if mark == Mark::Disc {
            put!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", Px(at.x), Px(at.y), Px(radius));
        } else {
            out.push_str("<polygon points=\"");
            for (x, y) in mark.corners() {
                put!(out, "{} ", at.offset(x * radius, y * radius));
            }
            out.push('"');
        }
        self.close(style, 1.0, out);
    }

    fn text(
        &self,
        at: Point,
        text: &str,
        font: &Font,
        paint: &Paint,
        halo: bool,
        out: &mut String,
    ) {
        let anchor = match font.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        put!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\"", Px(at.x), Px(at.y));
        put!(out, " font-family=\"{}\" font-size=\"{}\"", font.face.families(), Px(font.size));
        if font.bold {
            out.push_str(" font-weight=\"600\"");
        }
        if halo {
            put!(out, " stroke=\"{}\" stroke-width=\"3\"", self.ground);
            out.push_str(" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        self.ink("fill", paint, out);
        put!(out, ">{}</text>\n", Escaped(text));
    }

    /// Ends an element with its style; the stroke of a scaled one is narrowed by as much.
    fn close(&self, style: &Style, scale: f64, out: &mut String) {
        match &style.fill {
            Some(paint) => self.ink("fill", paint, out),
            None => out.push_str(" fill=\"none\""),
        }
        if let Some(stroke) = &style.stroke {
            self.ink("stroke", &stroke.paint, out);
            put!(out, " stroke-width=\"{}\"", Px(stroke.width / scale));
            out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
            if let [on, off] = stroke.dash.pattern() {
                put!(out, " stroke-dasharray=\"{} {}\"", Px(on / scale), Px(off / scale));
            }
        }
        out.push_str("/>\n");
    }

    fn ink(&self, attribute: &str, paint: &Paint, out: &mut String) {
        put!(out, " {attribute}=\"{}\"", self.palette.colour(paint.role));
        if paint.alpha < 1.0 {
            put!(out, " {attribute}-opacity=\"{}\"", Px(paint.alpha));
        }
    }
}

/// A length with two decimals.
struct Px(f64);

impl Display for Px {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        ((self.0 * 100.0).round() / 100.0).fmt(f)
    }
}

/// `12.5 7`
impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} {}", Px(self.x), Px(self.y))
    }
}

/// A text in which no character means anything to XML.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.chars().try_for_each(|c| match c {
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '&' => f.write_str("&amp;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            // XML has no way to write these.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                f.write_char(char::REPLACEMENT_CHARACTER)
            }
            c => f.write_char(c),
        })
    }
}
