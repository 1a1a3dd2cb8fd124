//! A real button over each stall.

use crate::act::{Act, Look};
use crate::lab::Lab;
use crate::names::{Health, health, peer_name};
use crate::panels::menu::asks_for_menu;
use crate::panels::network::{Msg, Network};
use crate::scene::seats::{Level, Seat};
use crate::shared::SharedLab;
use crate::subject::Subject;
use trading_post::id::PeerId;
use yew::prelude::*;

/// What the page shows of a peer beside the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeerButton {
    peer: PeerId,
    name: AttrValue,
    health: Health,
}

/// One button a peer.
#[must_use]
pub fn buttons(shared: &SharedLab) -> Vec<PeerButton> {
    shared.look(buttons_of)
}

/// The same, of a laboratory at hand.
#[must_use]
pub fn buttons_of(lab: &Lab) -> Vec<PeerButton> {
    let (world, scenario, books) = (lab.world(), lab.scenario(), lab.books());
    let button = |(peer, node)| PeerButton {
        peer,
        name: peer_name(peer, world, scenario, books).into(),
        health: health(node),
    };
    world.nodes().map(button).collect()
}

impl PeerButton {
    /// Whose it is.
    #[must_use]
    pub const fn peer(&self) -> PeerId {
        self.peer
    }
}

/// A peer's button that does nothing but what a click does.
pub fn button_over(button: &PeerButton, seat: &Seat, onclick: Callback<MouseEvent>) -> Html {
    let title = match button.health {
        Health::Crashed => "Click to restart it",
        Health::Up | Health::Paused => "Click to crash it",
    };
    html! {
        <button key={button.peer.0} class={classes!("peer", roundness(seat))} style={style(seat)}
            aria-label={button.name.clone()} {title} onkeyup={keep_space} {onclick}></button>
    }
}

/// Where a button lies over its stall.
fn style(seat: &Seat) -> String {
    let area = seat.area;
    format!("left:{}px;top:{}px;width:{}px;height:{}px", area.x, area.y, area.w, area.h)
}

fn roundness(seat: &Seat) -> Option<&'static str> {
    matches!(seat.level, Level::Token | Level::Dot).then_some("round")
}

/// A peer's button: a click crashes or restarts it, the menu has the rest.
pub fn peer_button(button: &PeerButton, seat: &Seat, ctx: &Context<Network>) -> Html {
    let (props, link, peer) = (ctx.props(), ctx.link(), button.peer);
    let subject = Subject::Peer(peer);
    let onclick = props.on_act.reform(move |_: MouseEvent| Act::Kill(peer));
    let onfocus = props.on_act.reform(move |_: FocusEvent| Act::Look(Look::At(subject)));
    let at = seat.area.centre();
    let oncontextmenu = link.callback(move |event: MouseEvent| {
        event.prevent_default();
        Msg::OpenMenu(subject, at)
    });
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        asks_for_menu(&event).then(|| Msg::OpenMenu(subject, at))
    });
    let chosen = (props.selected == Some(peer)).then_some("chosen");
    html! {
        <button key={peer.0} class={classes!("peer", chosen, roundness(seat))} style={style(seat)}
            aria-label={button.name.clone()} title={hint(button.health)}
            onkeyup={keep_space} {onkeydown} {onclick} {onfocus} {oncontextmenu}></button>
    }
}

/// Space plays and pauses, also when a peer has the focus: it must not click the peer.
pub fn keep_space(event: KeyboardEvent) {
    if event.key() == " " {
        event.prevent_default();
    }
}

const fn hint(health: Health) -> &'static str {
    match health {
        Health::Crashed => "Click to restart it",
        Health::Up | Health::Paused => "Click to crash it; right-click for more",
    }
}
