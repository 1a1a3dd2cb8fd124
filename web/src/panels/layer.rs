//! A canvas, and what is painted on it.

use crate::paint::{Painter, Sheet};
use crate::scene::shape::Shape;
use web_sys::HtmlCanvasElement;
use yew::NodeRef;

/// A canvas that is painted only when its picture is another. Where several lie upon each other, what
/// stands still is not painted again with all that moves over it.
#[derive(Default)]
pub struct Layer {
    /// The canvas.
    pub canvas: NodeRef,
    /// What is to be seen next.
    pub next: Vec<Shape>,
    painter: Option<Painter>,
    painted: Vec<Shape>,
    sheet: Option<Sheet>,
    hidden: bool,
}

impl Layer {
    /// Gets ready to paint, once the canvas is there.
    pub fn open(&mut self) {
        self.painter = self.canvas.cast::<HtmlCanvasElement>().and_then(Painter::new);
    }

    /// Paints the next shapes, unless the same are there already, on the same sheet.
    pub fn paint(&mut self, (width, height): (f64, f64), dark: bool) {
        let sheet = Sheet::whole(width, height, dark);
        if self.sheet == Some(sheet) && self.next == self.painted {
            return;
        }
        if let Some(painter) = &mut self.painter {
            painter.paint(&self.next, sheet);
            self.sheet = Some(sheet);
            std::mem::swap(&mut self.next, &mut self.painted);
        }
    }

    /// Lets the canvas be seen, or not.
    pub fn show(&mut self, shown: bool) {
        if self.hidden == shown
            && let Some(canvas) = self.canvas.cast::<HtmlCanvasElement>()
        {
            let style = if shown { "" } else { "visibility: hidden" };
            self.hidden = canvas.set_attribute("style", style).is_ok() && !shown;
        }
    }

    /// What is to be seen on it.
    #[must_use]
    pub fn painted(&self) -> &[Shape] {
        &self.painted
    }
}
