//! Draws shapes on a canvas, one after the other.

use crate::scene::figure::Drawing;
use crate::scene::palette::{Palette, Role};
use crate::scene::shape::{Anchor, Area, Dash, Font, Mark, Paint, Point, Shape, Stroke, Style};
use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, TAU};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::Array;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

/// How wide the ground shows around letters with a halo, in px.
const HALO: f64 = 3.0;

/// So many marks make one path. Chromium fills one path of thousands of marks twenty times slower
/// than as many in short paths.
const BATCH: usize = 16;

/// Draws on one canvas. It keeps what is dear to make, and sets only what changes.
#[derive(Debug)]
pub(super) struct Brush {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// The paths of drawings that were drawn before; none for one without lines.
    paths: BTreeMap<Drawing, Option<Path2d>>,
    /// The patterns of dashes, as the canvas takes them.
    dashes: [JsValue; 3],
    sheet: Sheet,
    set: Setting,
}

/// What is drawn on: a part of the screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sheet {
    /// Whether it is drawn by night.
    pub(super) dark: bool,
    /// How many of the screen's own pixels are in a px.
    pub(super) density: f64,
    /// Where in the picture it begins, in the screen's own pixels.
    pub(super) corner: (f64, f64),
    /// How large it is, in the screen's own pixels.
    pub(super) size: (f64, f64),
}

impl Sheet {
    /// All of a picture of this size, in CSS px, by day or by night, on the screen as it is now.
    #[must_use]
    pub fn whole(width: f64, height: f64, dark: bool) -> Self {
        let density = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio()).max(1.0);
        Self { dark, density, corner: (0.0, 0.0), size: (width * density, height * density) }
    }

    /// An area of the same picture, with the pixels that it cuts through.
    pub(super) fn part(self, area: &Area) -> Self {
        let d = self.density;
        let corner = ((area.x * d).floor(), (area.y * d).floor());
        let end = (((area.x + area.w) * d).ceil(), ((area.y + area.h) * d).ceil());
        Self { corner, size: (end.0 - corner.0, end.1 - corner.1), ..self }
    }
}

/// What the canvas is set to; none where that is not known.
#[derive(Debug, Default)]
struct Setting {
    fill: Option<Role>,
    stroke: Option<Role>,
    alpha: Option<f64>,
    width: Option<f64>,
    dash: Option<Dash>,
    font: Option<Font>,
}

impl Brush {
    /// A brush for a canvas; none, if the browser cannot draw on it.
    pub(super) fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            canvas,
            context,
            paths: BTreeMap::new(),
            dashes: [Dash::Solid, Dash::Dotted, Dash::Dashed].map(pattern),
            sheet: Sheet { dark: false, density: 1.0, corner: (0.0, 0.0), size: (0.0, 0.0) },
            set: Setting::default(),
        })
    }

    /// Turns to an empty sheet: what was there is gone.
    pub(super) fn begin(&mut self, sheet: Sheet) {
        self.sheet = sheet;
        let (w, h) = (pixels(sheet.size.0), pixels(sheet.size.1));
        if (self.canvas.width(), self.canvas.height()) != (w, h) {
            self.canvas.set_width(w);
            self.canvas.set_height(h);
        }
        drop(self.context.reset_transform());
        self.context.clear_rect(0.0, 0.0, w.into(), h.into());
        self.place(Point::default(), 1.0);
        self.context.set_line_cap("round");
        self.context.set_line_join("round");
        self.set = Setting::default();
    }

    /// Puts what is on another canvas where its sheet lies in the picture.
    pub(super) fn put(&mut self, canvas: &HtmlCanvasElement, (left, top): (f64, f64)) {
        self.alpha(1.0);
        drop(self.context.reset_transform());
        // It fails for a canvas without pixels, on which nothing is to be seen.
        drop(self.context.draw_image_with_html_canvas_element(canvas, left, top));
        self.place(Point::default(), 1.0);
    }

    /// Its canvas, as it is now.
    pub(super) fn into_canvas(self) -> HtmlCanvasElement {
        self.canvas
    }

    /// Lets the canvas's coordinates begin at a place, and be so many px each.
    fn place(&self, at: Point, scale: f64) {
        let Sheet { density: d, corner: (left, top), .. } = self.sheet;
        let (x, y) = (d * at.x - left, d * at.y - top);
        // It fails for numbers that are none, which no picture has.
        drop(self.context.set_transform(d * scale, 0.0, 0.0, d * scale, x, y));
    }

    fn colour(&self, role: Role) -> &'static str {
        Palette::of(self.sheet.dark).colour(role)
    }

    /// Draws a shape upon what is there.
    pub(super) fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { from, to, stroke } => {
                self.context.begin_path();
                self.context.move_to(from.x, from.y);
                self.context.line_to(to.x, to.y);
                self.outline(stroke, 1.0);
            }
            Shape::Curve { from, bend, to, stroke } => {
                self.context.begin_path();
                self.context.move_to(from.x, from.y);
                self.context.quadratic_curve_to(bend.x, bend.y, to.x, to.y);
                self.outline(stroke, 1.0);
            }
            Shape::Rect { area, radius, style } => self.rect(area, *radius, style),
            Shape::Ellipse { centre, rx, ry, style } => {
                self.context.begin_path();
                drop(self.context.ellipse(centre.x, centre.y, *rx, *ry, 0.0, 0.0, TAU));
                self.finish(style);
            }
            Shape::Arc { centre, radius, part, stroke } => {
                self.context.begin_path();
                let end = part * TAU - FRAC_PI_2;
                drop(self.context.arc(centre.x, centre.y, *radius, -FRAC_PI_2, end));
                self.outline(stroke, 1.0);
            }
            Shape::Drawing { drawing, at, scale, style } => {
                self.drawing(*drawing, *at, *scale, style);
            }
            Shape::Marks { mark, radius, at, style } => {
                for batch in at.as_slice().chunks(BATCH) {
                    self.context.begin_path();
                    batch.iter().for_each(|at| self.mark(*mark, *radius, *at));
                    self.finish(style);
                }
            }
            Shape::Text { at, text, font, paint, halo } => {
                self.text(*at, text, font, paint, *halo);
            }
            Shape::Group { shapes, .. } => shapes.iter().for_each(|shape| self.shape(shape)),
        }
    }

    fn rect(&mut self, area: &Area, radius: f64, style: &Style) {
        let Area { x, y, w, h } = *area;
        if let (Style { fill: Some(paint), stroke: None }, true) = (style, radius <= 0.0) {
            // Without a path it is several times as fast.
            self.fill_with(paint);
            return self.context.fill_rect(x, y, w, h);
        }
        self.context.begin_path();
        if radius > 0.0 {
            drop(self.context.round_rect_with_f64(x, y, w, h, radius));
        } else {
            self.context.rect(x, y, w, h);
        }
        self.finish(style);
    }

    /// Adds a mark to the path.
    fn mark(&self, mark: Mark, radius: f64, at: Point) {
        if mark == Mark::Disc {
            self.context.move_to(at.x + radius, at.y);
            drop(self.context.arc(at.x, at.y, radius, 0.0, TAU));
        }
        for (i, (x, y)) in mark.corners().iter().enumerate() {
            let corner = at.offset(x * radius, y * radius);
            if i == 0 {
                self.context.move_to(corner.x, corner.y);
            } else {
                self.context.line_to(corner.x, corner.y);
            }
        }
        self.context.close_path();
    }

    fn drawing(&mut self, drawing: Drawing, at: Point, scale: f64, style: &Style) {
        let path = self.paths.entry(drawing).or_insert_with(|| path_of(drawing)).clone();
        let Some(path) = path else {
            return;
        };
        self.place(at, scale);
        if let Some(paint) = &style.fill {
            self.fill_with(paint);
            self.context.fill_with_path_2d(&path);
        }
        if let Some(stroke) = &style.stroke {
            self.stroke_with(stroke, scale);
            self.context.stroke_with_path(&path);
        }
        self.place(Point::default(), 1.0);
    }

    fn text(&mut self, at: Point, text: &str, font: &Font, paint: &Paint, halo: bool) {
        self.font(font);
        if halo {
            let ground = Paint { role: Role::Ground, alpha: paint.alpha };
            self.stroke_with(&Stroke { paint: ground, width: HALO, dash: Dash::Solid }, 1.0);
            drop(self.context.stroke_text(text, at.x, at.y));
        }
        self.fill_with(paint);
        drop(self.context.fill_text(text, at.x, at.y));
    }

    /// Fills and strokes the path, as far as the style says.
    fn finish(&mut self, style: &Style) {
        if let Some(paint) = &style.fill {
            self.fill_with(paint);
            self.context.fill();
        }
        if let Some(stroke) = &style.stroke {
            self.outline(stroke, 1.0);
        }
    }

    fn outline(&mut self, stroke: &Stroke, scale: f64) {
        self.stroke_with(stroke, scale);
        self.context.stroke();
    }

    fn fill_with(&mut self, paint: &Paint) {
        self.alpha(paint.alpha);
        if self.set.fill.replace(paint.role) != Some(paint.role) {
            self.context.set_fill_style_str(self.colour(paint.role));
        }
    }

    /// Sets how lines are drawn in coordinates that are `scale` px each.
    fn stroke_with(&mut self, stroke: &Stroke, scale: f64) {
        self.alpha(stroke.paint.alpha);
        if self.set.stroke.replace(stroke.paint.role) != Some(stroke.paint.role) {
            self.context.set_stroke_style_str(self.colour(stroke.paint.role));
        }
        let width = stroke.width / scale;
        if self.set.width.replace(width) != Some(width) {
            self.context.set_line_width(width);
        }
        if self.set.dash.replace(stroke.dash) != Some(stroke.dash) {
            drop(self.context.set_line_dash(&self.dashes[stroke.dash as usize]));
        }
    }

    fn alpha(&mut self, alpha: f64) {
        if self.set.alpha.replace(alpha) != Some(alpha) {
            self.context.set_global_alpha(alpha);
        }
    }

    fn font(&mut self, font: &Font) {
        let before = self.set.font.replace(*font);
        if before == Some(*font) {
            return;
        }
        if before.is_none_or(|known| Font { anchor: font.anchor, ..known } != *font) {
            let weight = if font.bold { "600 " } else { "" };
            let families = font.face.families();
            self.context.set_font(&format!("{weight}{:.2}px {families}", font.size));
        }
        self.context.set_text_align(match font.anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
    }
}

fn path_of(drawing: Drawing) -> Option<Path2d> {
    let data = drawing.data();
    (!data.is_empty()).then(|| Path2d::new_with_path_string(data).ok()).flatten()
}

fn pattern(dash: Dash) -> JsValue {
    dash.pattern().iter().map(|length| JsValue::from_f64(*length)).collect::<Array>().into()
}

/// A whole number of pixels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen is small")]
fn pixels(length: f64) -> u32 {
    length.round().max(1.0) as u32
}
