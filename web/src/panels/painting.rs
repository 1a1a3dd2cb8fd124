//! The picture of a network on the page: a ground and upon it two canvases, in a room of some size.

use crate::lab::Lab;
use crate::losses::recent_losses;
use crate::panels::ground::Ground;
use crate::panels::layer::Layer;
use crate::resize::Resizes;
use crate::scene::{self, View};
use trading_post::id::{MessageId, Party, PeerId};
use web_sys::HtmlElement;
use yew::NodeRef;

/// What is seen of a laboratory.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Whose world.
    pub lab: &'a Lab,
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// The message under way looked at.
    pub picked: Option<MessageId>,
    /// The link looked at.
    pub link: Option<(Party, Party)>,
    /// Whether the person prefers steps to movement.
    pub still: bool,
}

impl Sight<'_> {
    /// Looks at it as a picture of this size does.
    pub fn view<T>(&self, (width, height): (f64, f64), look: impl FnOnce(&View<'_>) -> T) -> T {
        let losses = recent_losses(self.lab);
        look(&View {
            world: self.lab.world(),
            scenario: self.lab.scenario(),
            now: self.lab.shown(),
            width,
            height,
            selected: self.selected,
            picked: self.picked,
            link: self.link,
            losses: &losses,
            reduced_motion: self.still,
        })
    }
}

/// On how many canvases a network is painted. Whatever is painted on a canvas, the browser copies its
/// pixels at each frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Canvases {
    /// All upon its ground on one, where all of that changes at once.
    One,
    /// What moves on a second one, upon what mostly stands still.
    Two,
}

/// The ground, the canvases, and the room that they fill.
#[derive(Default)]
pub struct Painting {
    /// The room.
    pub room: NodeRef,
    /// What only a fault changes, or a look at a link.
    pub ground: Ground,
    /// What mostly stands still.
    pub still: Layer,
    /// What moves, upon it.
    pub moving: Layer,
    size: (f64, f64),
    resizes: Option<Resizes>,
}

impl Painting {
    /// Gets ready to paint, once its elements are there, and calls back whenever the room's size has
    /// changed. Does so once.
    pub fn open(&mut self, on_resize: impl FnMut() + 'static) {
        if self.resizes.is_some() {
            return;
        }
        if let Some(room) = self.room.cast::<HtmlElement>() {
            self.resizes = Resizes::of(&room, on_resize);
            self.still.open();
            self.moving.open();
        }
    }

    /// Takes over the size of the room. Says whether it has changed.
    pub fn measure(&mut self) -> bool {
        let Some(room) = self.room.cast::<HtmlElement>() else {
            return false;
        };
        let size = (f64::from(room.client_width()), f64::from(room.client_height()));
        let changed = size != self.size;
        self.size = size;
        changed
    }

    /// The room's size, in CSS px.
    #[must_use]
    pub const fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Paints what is seen now, by day or by night.
    pub fn paint(&mut self, sight: &Sight<'_>, canvases: Canvases, dark: bool) {
        let Self { ground, still, moving, size, .. } = self;
        for next in [&mut ground.next, &mut still.next, &mut moving.next] {
            next.clear();
        }
        sight.view(*size, |view| {
            scene::ground(view, &mut ground.next);
            scene::still(view, &mut still.next);
            scene::moving(
                view,
                match canvases {
                    Canvases::One => &mut still.next,
                    Canvases::Two => &mut moving.next,
                },
            );
        });
        ground.show(*size, dark);
        still.paint(*size, dark);
        if canvases == Canvases::Two {
            moving.paint(*size, dark);
        }
        moving.show(canvases == Canvases::Two);
    }
}
