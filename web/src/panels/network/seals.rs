//! A real button over each message under way, while the run is paused and there are not too many.

use crate::act::{Act, Look};
use crate::offers::message_name;
use crate::panels::menu::asks_for_menu;
use crate::panels::network::stalls::keep_space;
use crate::panels::network::{Msg, Network};
use crate::scene::shape::Point;
use crate::scene::{View, envelope};
use crate::subject::Subject;
use trading_post::id::MessageId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// With more messages than this, they are found in Faults and in the event log alone.
const MOST: usize = 80;

/// A message's button.
#[derive(Clone, PartialEq, Debug)]
pub struct Seal {
    message: MessageId,
    name: AttrValue,
    at: Point,
}

/// The messages' buttons in this picture, in the order in which they were sent: a button that kept
/// its place among the others keeps the focus.
#[must_use]
pub fn seals(view: &View<'_>) -> Vec<Seal> {
    if view.world.in_flight().nth(MOST).is_some() {
        return Vec::new();
    }
    let seal = |sight: envelope::Sight<'_>| Seal {
        message: sight.envelope.id,
        name: message_name(sight.envelope).into(),
        at: sight.at,
    };
    let mut seals: Vec<_> = envelope::drawn(view, &view.layout()).into_iter().map(seal).collect();
    seals.sort_unstable_by_key(|seal| seal.message);
    seals
}

/// The buttons: one stop of the Tab key, from which the arrows up and down lead to the others.
pub fn group(seals: &[Seal], ctx: &Context<Network>) -> Html {
    let picked = ctx.props().picked;
    let stop = seals.iter().position(|seal| Some(seal.message) == picked).unwrap_or(0);
    html! {
        <div class="seals" role="group" aria-label="Messages under way" onkeydown={move_along}>
            { for seals.iter().enumerate().map(|(i, seal)| button(seal, i == stop, ctx)) }
        </div>
    }
}

fn button(seal: &Seal, stop: bool, ctx: &Context<Network>) -> Html {
    let (props, link) = (ctx.props(), ctx.link());
    let (subject, at) = (Subject::Message(seal.message), seal.at);
    let onclick = props.on_act.reform(move |_: MouseEvent| Act::Look(Look::Inspect(subject)));
    let oncontextmenu = link.callback(move |event: MouseEvent| {
        event.prevent_default();
        Msg::OpenMenu(subject, at)
    });
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        asks_for_menu(&event).then(|| Msg::OpenMenu(subject, at))
    });
    html! {
        <button key={seal.message.0} class="seal" style={format!("left:{}px;top:{}px", at.x, at.y)}
            aria-label={seal.name.clone()} title={seal.name.clone()}
            aria-pressed={(props.picked == Some(seal.message)).to_string()}
            tabindex={if stop { "0" } else { "-1" }}
            onkeyup={keep_space} {onkeydown} {onclick} {oncontextmenu}></button>
    }
}

/// The arrows up and down go from message to message; those to the sides step, as everywhere.
fn move_along(event: KeyboardEvent) {
    let Some(here) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => here.next_element_sibling(),
        "ArrowUp" => here.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // A browser that will not move the focus leaves it where it is.
        let _ = next.focus();
    }
}
