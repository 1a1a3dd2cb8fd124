//! A menu of what can be done to something in the picture. What is not possible now is listed with
//! the reason.

mod opened;

pub use opened::{Of, OpenMenu};

use crate::act::Act;
use crate::offers::Offer;
use crate::scene::shape::Point;
use crate::system;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What is kept free around the menu, in px.
const MARGIN: f64 = 6.0;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its accessible name: what the acts are done to.
    pub name: AttrValue,
    /// What can be done, and what cannot.
    pub offers: Vec<Offer>,
    /// Where its upper left corner should be, if there is room.
    pub at: Point,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// Called when it is to close; says whether the focus goes back to where it was before.
    pub on_close: Callback<bool>,
}

/// The menu, within an element that is its frame.
#[component]
pub fn Menu(props: &Props) -> Html {
    let menu = use_node_ref();
    {
        let menu = menu.clone();
        use_effect_with((props.at, props.name.clone()), move |(at, _)| {
            if let Some(menu) = menu.cast::<HtmlElement>() {
                place(&menu, *at);
                focus(menu.first_element_child());
            }
        });
    }
    let onkeydown = {
        let on_close = props.on_close.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => on_close.emit(true),
            "ArrowUp" | "ArrowDown" | "Home" | "End" => {
                event.prevent_default();
                system::move_along(event);
            }
            _ => {}
        }
    };
    let onfocusout = {
        let on_close = props.on_close.clone();
        move |event: FocusEvent| {
            if !stays_within(&event) {
                on_close.emit(false);
            }
        }
    };
    html! {
        <div ref={menu} class="menu" role="menu" tabindex="-1" aria-label={&props.name}
            {onkeydown} {onfocusout}>
            { for props.offers.iter().map(|offer| item(offer, props)) }
        </div>
    }
}

/// Whether a key is one of those that open a menu. Then the browser opens none of its own.
pub fn asks_for_menu(event: &KeyboardEvent) -> bool {
    let asks = event.key() == "ContextMenu" || event.shift_key() && event.key() == "F10";
    if asks {
        event.prevent_default();
    }
    asks
}

fn item(offer: &Offer, props: &Props) -> Html {
    let (act, on_act, on_close) = (offer.act.clone(), props.on_act.clone(), props.on_close.clone());
    let possible = offer.refusal.is_none();
    let onclick = move |_: MouseEvent| {
        if possible {
            on_close.emit(true);
            on_act.emit(act.clone());
        }
    };
    html! {
        <button key={offer.name.clone()} role="menuitem" tabindex="-1" {onclick}
            aria-label={offer.name.clone()} aria-description={offer.refusal.clone()}
            aria-disabled={(!possible).to_string()} aria-keyshortcuts={offer.shortcut()}>
            <span>{ short(&offer.name, &props.name) }</span>
            if let Some(key) = offer.key {
                <kbd>{ key }</kbd>
            }
            if let Some(why) = &offer.refusal {
                <small>{ why }</small>
            }
        </button>
    }
}

/// A name without what the whole menu is about: "Cut the links between peer 1 and peer 2" is "Cut
/// both ways" in the menu of these links.
fn short(name: &str, about: &str) -> String {
    let about =
        about.strip_prefix("The ").map_or_else(|| about.to_owned(), |rest| format!("the {rest}"));
    name.replace(&format!(" on {about}"), "").replace(&about, "both ways")
}

/// Puts the menu where it should be, or as near to that as its frame has room, as far as that is in the window.
fn place(menu: &HtmlElement, at: Point) {
    let frame = menu.parent_element().map_or((0.0, 0.0), |frame| {
        let seen = window_height() - frame.get_bounding_client_rect().top();
        (f64::from(frame.client_width()), f64::from(frame.client_height()).min(seen))
    });
    let size = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
    let within = |at: f64, size: f64, room: f64| at.min(room - size - MARGIN).max(MARGIN);
    let (left, top) = (within(at.x, size.0, frame.0), within(at.y, size.1, frame.1));
    // Without it, the menu opens in the frame's corner.
    let _ = menu.set_attribute("style", &format!("left:{left}px;top:{top}px"));
}

/// How high the window is, in px; without end, if the browser does not say.
fn window_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(f64::INFINITY)
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A browser that will not move the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Whether the focus goes to another item of the same menu.
fn stays_within(event: &FocusEvent) -> bool {
    let menu_of = |target: Option<web_sys::EventTarget>| {
        let element = target?.dyn_into::<Element>().ok()?;
        element.closest("[role=menu]").ok()?
    };
    let (from, to) = (menu_of(event.target()), menu_of(event.related_target()));
    from.is_some() && from == to
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_menu_of_links_does_not_repeat_which_links() {
        let about = "The links between peer 1 and the ledger";
        assert_eq!(short("Cut the links between peer 1 and the ledger", about), "Cut both ways");
        let lose = "Lose 20 % of the messages on the links between peer 1 and the ledger";
        assert_eq!(short(lose, about), "Lose 20 % of the messages");
        assert_eq!(
            short("Cut the link from peer 1 to peer 2", about),
            "Cut the link from peer 1 to peer 2"
        );
    }

    #[test]
    fn a_menu_of_a_peer_names_it() {
        assert_eq!(short("Crash peer 12", "Peer 12"), "Crash peer 12");
    }
}
