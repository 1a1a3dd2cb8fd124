//! What a place of the picture means, and the menu of what can be done to it.

use crate::act::{Act, Look};
use crate::lab::Lab;
use crate::offers::{self, Group, Offer};
use crate::panels::menu::Menu;
use crate::panels::network::{Msg, Network, with_view};
use crate::scene::shape::Point;
use crate::scene::{link_at, message_at};
use crate::subject::Subject;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A menu that is open.
pub struct OpenMenu {
    subject: Subject,
    at: Point,
    /// What had the focus before.
    opener: Option<HtmlElement>,
}

impl Network {
    pub(super) fn menu(&self, ctx: &Context<Self>) -> Html {
        let Some(OpenMenu { subject, at, .. }) = self.menu else {
            return Html::default();
        };
        let props = ctx.props();
        let offers = props.lab.look(|lab| offers_of(lab, subject));
        html! {
            <Menu name={name_of(subject)} {offers} {at} on_act={props.on_act.clone()}
                on_close={ctx.link().callback(Msg::CloseMenu)} />
        }
    }

    pub(super) fn open_menu(&mut self, ctx: &Context<Self>, subject: Subject, at: Point) -> bool {
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        let opener = active.and_then(|element| element.dyn_into().ok());
        ctx.props().on_act.emit(Act::Look(Look::At(subject)));
        self.menu = Some(OpenMenu { subject, at, opener });
        true
    }

    pub(super) fn close_menu(&mut self, back: bool) -> bool {
        let Some(menu) = self.menu.take() else {
            return false;
        };
        if let Some(opener) = menu.opener.filter(|_| back) {
            // What is gone by now cannot have the focus.
            let _ = opener.focus();
        }
        true
    }

    /// What is meant by a place of the picture: a message under way, or a link.
    pub(super) fn subject_at(&self, ctx: &Context<Self>, place: Point) -> Option<Subject> {
        with_view(ctx.props(), self.painting.size(), |view| {
            let message = message_at(view, place).map(Subject::Message);
            message.or_else(|| link_at(view, place).map(|(a, b)| Subject::Link(a, b)))
        })
    }

    /// Looks at what is at this place. Says whether a menu was open.
    pub(super) fn pick(&mut self, ctx: &Context<Self>, event: &MouseEvent) -> bool {
        let ends_a_line = std::mem::take(&mut self.drawn);
        if let Some(subject) = self.subject_at(ctx, place_of(event)).filter(|_| !ends_a_line) {
            ctx.props().on_act.emit(Act::Look(Look::Inspect(subject)));
        }
        self.close_menu(false)
    }
}

/// Where in the picture a mouse is.
pub fn place_of(event: &MouseEvent) -> Point {
    Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()))
}

fn name_of(subject: Subject) -> String {
    match subject {
        Subject::Peer(peer) | Subject::Timer(peer, _) => format!("Peer {peer}"),
        Subject::Message(message) => format!("Message {message}"),
        Subject::Link(a, b) => format!("The links between {a} and {b}"),
        Subject::Event(_) | Subject::Entry(_) | Subject::Request(_) => "Acts".to_owned(),
    }
}

/// What a menu lists: of peers and links what can be done now; of a message also what cannot, for
/// there the reason teaches something.
fn offers_of(lab: &Lab, subject: Subject) -> Vec<Offer> {
    let world = lab.world();
    let possible = |offer: &Offer| offer.refusal.is_none();
    match subject {
        Subject::Peer(peer) | Subject::Timer(peer, _) => {
            let look = Act::Look(Look::Inspect(Subject::Peer(peer)));
            let look = Offer::free(Group::Peer, format!("Inspect peer {peer}"), look);
            offers::of_peer(world, peer).into_iter().filter(possible).chain([look]).collect()
        }
        Subject::Message(message) => offers::of_message(world, message),
        Subject::Link(a, b) => offers::of_link(world, a, b).into_iter().filter(possible).collect(),
        Subject::Event(_) | Subject::Entry(_) | Subject::Request(_) => Vec::new(),
    }
}
