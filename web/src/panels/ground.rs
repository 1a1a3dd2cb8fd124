//! What a network stands on: links, fences, the stone. It is a part of the page, which the browser keeps as
//! it is. Of a canvas all would be drawn again, and be copied, whenever a peer upon it changes.

use crate::scene::palette::Palette;
use crate::scene::shape::Shape;
use crate::scene::svg::to_svg;
use web_sys::Element;
use yew::NodeRef;

/// An element, and the picture in it.
#[derive(Default)]
pub struct Ground {
    /// The element.
    pub element: NodeRef,
    /// What is to be seen next.
    pub next: Vec<Shape>,
    shown: Vec<Shape>,
    /// Its size, and whether it is night.
    sheet: Option<((f64, f64), bool)>,
}

impl Ground {
    /// Shows the next shapes, unless the same are there already, in a room of this size in CSS px.
    pub fn show(&mut self, size: (f64, f64), dark: bool) {
        let sheet = Some((size, dark));
        if self.sheet == sheet && self.next == self.shown {
            return;
        }
        if let Some(element) = self.element.cast::<Element>() {
            element.set_inner_html(&to_svg(&self.next, Palette::of(dark), size.0, size.1));
            self.sheet = sheet;
            std::mem::swap(&mut self.next, &mut self.shown);
        }
    }
}
