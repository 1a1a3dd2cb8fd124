//! What keys do while the diagram has the focus. Arrow keys stay the page's: they step the run.

use crate::act::Act;
use crate::panels::diagram::{Diagram, ZOOM};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

impl Diagram {
    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let spot = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let on_spot = spot.is_some_and(|element| element.class_list().contains("spot"));
        let (now, end) = self.ends(ctx.props());
        match event.key().as_str() {
            "+" | "=" => self.camera.zoom_in_place(ZOOM, now, end),
            "-" | "_" => self.camera.zoom_in_place(1.0 / ZOOM, now, end),
            "," if on_spot => self.rove(|at, _| at.saturating_sub(1)),
            "." if on_spot => self.rove(|at, last| (at + 1).min(last)),
            "Home" if on_spot => self.rove(|_, _| 0),
            "End" if on_spot => self.rove(|_, last| last),
            "," => self.neighbour(ctx, false),
            "." => self.neighbour(ctx, true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Moves the focus along the buttons.
    fn rove(&self, to: impl FnOnce(usize, usize) -> usize) {
        let spots = &self.shown.spots;
        let Some(last) = spots.len().checked_sub(1) else { return };
        let at = spots.iter().position(|spot| Some(spot.hit) == self.rover).unwrap_or(0);
        let room = self.room.cast::<Element>();
        let all = room.and_then(|room| room.query_selector_all(".spot").ok());
        let next = u32::try_from(to(at, last)).unwrap_or(0);
        let next = all.and_then(|all| all.get(next)?.dyn_into::<HtmlElement>().ok());
        if let Some(next) = next {
            // A browser that will not move the focus leaves it where it is.
            let _ = next.focus();
        }
    }

    /// Goes to the event before or after the one looked at, on its lifeline.
    fn neighbour(&self, ctx: &Context<Self>, later: bool) {
        let props = ctx.props();
        let next = props.lab.look(|lab| {
            let lifelines = &lab.index().lifelines;
            let last = || lab.run().trace_length().checked_sub(1);
            let event = props.event.or_else(last)?;
            let party = lab.run().trace().get(event)?.party?;
            if later {
                lifelines.first_after(party, event)
            } else {
                lifelines.last_before(party, event)
            }
        });
        if let Some(event) = next {
            props.on_act.emit(Act::JumpTo(event));
        }
    }
}
