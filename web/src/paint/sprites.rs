//! Pictures of groups of shapes. To fill a drawing's outline takes many times as long as to copy its
//! pixels, and a group seldom looks otherwise than at some frame before.

use crate::paint::brush::{Brush, Sheet};
use crate::scene::shape::Shape;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// So many pictures are kept at most: several of each peer, as it was before and will be again.
const MOST: usize = 300;

/// The pictures of groups that were drawn before.
#[derive(Debug, Default)]
pub(super) struct Sprites {
    kept: Vec<Sprite>,
    /// How many pictures were painted so far.
    paintings: u64,
    /// What the last of them was painted on.
    whole: Option<Sheet>,
}

/// A group and its picture.
#[derive(Debug)]
struct Sprite {
    sheet: Sheet,
    shapes: Vec<Shape>,
    canvas: HtmlCanvasElement,
    /// The last of all paintings in which it was seen.
    seen: u64,
}

impl Sprites {
    /// A picture is to be painted on a whole sheet. For another sheet than the one before, no sprite is
    /// of use; of too many, those stay that the picture before showed.
    pub(super) fn begin(&mut self, whole: Sheet) {
        if self.whole.replace(whole) != Some(whole) {
            self.kept.clear();
        } else if self.kept.len() > MOST {
            let last = self.paintings;
            self.kept.retain(|sprite| sprite.seen == last);
        }
        self.paintings += 1;
    }

    /// What a group looks like on its sheet; none, if the browser gives no canvas for it.
    pub(super) fn of(&mut self, sheet: Sheet, shapes: &[Shape]) -> Option<&HtmlCanvasElement> {
        let known = |sprite: &Sprite| sprite.sheet == sheet && sprite.shapes == shapes;
        let place = match self.kept.iter().position(known) {
            Some(place) => place,
            None => {
                self.kept.push(Sprite::paint(sheet, shapes)?);
                self.kept.len() - 1
            }
        };
        let sprite = &mut self.kept[place];
        sprite.seen = self.paintings;
        Some(&sprite.canvas)
    }
}

impl Sprite {
    fn paint(sheet: Sheet, shapes: &[Shape]) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let canvas = document.create_element("canvas").ok()?.dyn_into().ok()?;
        let mut brush = Brush::new(canvas)?;
        brush.begin(sheet);
        shapes.iter().for_each(|shape| brush.shape(shape));
        Some(Self { sheet, shapes: shapes.to_vec(), canvas: brush.into_canvas(), seen: 0 })
    }
}

impl Drop for Sprite {
    /// A canvas without pixels needs no room until the browser finds that nobody holds it.
    fn drop(&mut self) {
        self.canvas.set_width(0);
        self.canvas.set_height(0);
    }
}
