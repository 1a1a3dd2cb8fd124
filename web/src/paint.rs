//! Draws a picture's shapes on a canvas: it knows shapes and the canvas, and no world.
//!
//! - `sprites`: the pictures of shapes that stay as they are for long, kept.
//! - `brush`: draws the others.

mod brush;
mod sprites;

use crate::paint::brush::Brush;
pub use crate::paint::brush::Sheet;
use crate::paint::sprites::Sprites;
use crate::scene::shape::Shape;
use web_sys::HtmlCanvasElement;

/// Paints on one canvas.
#[derive(Debug)]
pub struct Painter {
    brush: Brush,
    sprites: Sprites,
}

impl Painter {
    /// A painter for a canvas; none, if the browser cannot draw on it.
    #[must_use]
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        Some(Self { brush: Brush::new(canvas)?, sprites: Sprites::default() })
    }

    /// Paints a picture on a whole sheet. What was there is gone.
    pub fn paint(&mut self, shapes: &[Shape], sheet: Sheet) {
        self.brush.begin(sheet);
        self.sprites.begin(sheet);
        for shape in shapes {
            match shape {
                Shape::Group { area, shapes } => self.group(sheet.part(area), shapes),
                other => self.brush.shape(other),
            }
        }
    }

    /// Puts a group's picture where it belongs; draws the group itself, if there can be none.
    fn group(&mut self, sheet: Sheet, shapes: &[Shape]) {
        match self.sprites.of(sheet, shapes) {
            Some(picture) => self.brush.put(picture, sheet.corner),
            None => shapes.iter().for_each(|shape| self.brush.shape(shape)),
        }
    }
}
