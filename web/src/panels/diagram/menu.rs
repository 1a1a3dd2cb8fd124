//! The menu of what lies at a place of the diagram. It acts at the moment shown, wherever it opens.

use crate::panels::diagram::grip::Grip;
use crate::panels::diagram::{Diagram, Msg, Props};
use crate::panels::menu::{Of, OpenMenu};
use crate::scene::diagram::plot::Hit;
use crate::scene::shape::Point;
use crate::subject::Subject;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

impl Diagram {
    pub(super) fn menu(&self, ctx: &Context<Self>) -> Html {
        let (props, on_close) = (ctx.props(), ctx.link().callback(Msg::CloseMenu));
        let view = |menu: &OpenMenu| menu.view(&props.lab, &props.on_act, on_close);
        self.menu.as_ref().map_or_else(Html::default, view)
    }

    /// Opens the menu of what a mouse or a long touch means. Says whether there is something.
    pub(super) fn ask_menu(&mut self, ctx: &Context<Self>, event: &MouseEvent) -> bool {
        // A finger that is still down has asked for a menu: when it goes up, it chooses nothing.
        self.grip = Grip::default();
        let place = Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
        let hit = self.plot.hit(place).and_then(|hit| self.of_hit(ctx.props(), hit));
        let of =
            hit.or_else(|| self.with_view(ctx.props(), |view| view.party_at(place).map(Of::from)));
        self.open_menu(ctx, of, Point::new(event.client_x().into(), event.client_y().into()))
    }

    /// Opens a menu at a place of the window. Says whether it is of something.
    pub(super) fn open_menu(&mut self, ctx: &Context<Self>, of: Option<Of>, at: Point) -> bool {
        let (Some(of), Some(card)) = (of, self.card.cast::<Element>()) else {
            return false;
        };
        let corner = card.get_bounding_client_rect();
        let at = at.offset(-corner.left(), -corner.top());
        (self.drag, self.tip) = (None, None);
        self.menu = Some(OpenMenu::open(of, at, &ctx.props().on_act));
        true
    }

    /// What can be acted upon at something in the picture: a message, or who did what happened.
    pub(super) fn of_hit(&self, props: &Props, hit: Hit) -> Option<Of> {
        match hit {
            Hit::Head(message) | Hit::Way(message) => Some(Of::Thing(Subject::Message(message))),
            Hit::Event(event) => {
                props.lab.look(|lab| lab.run().trace().get(event)?.party).map(Of::from)
            }
        }
    }
}

/// Where the middle of what has the focus is in the window.
pub(super) fn middle_of(event: &KeyboardEvent) -> Point {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let edges = target.map(|target| target.get_bounding_client_rect());
    edges.map_or(Point::new(0.0, 0.0), |edges| {
        Point::new(edges.left() + edges.width() / 2.0, edges.top() + edges.height() / 2.0)
    })
}
