//! Crash, restart, pause, resume and isolate, peer by peer.

use super::List;
use super::deed::Deed;
use crate::act::Act;
use crate::icon::role_icon;
use crate::names::{Health, health, role};
use crate::offers::in_force;
use std::rc::Rc;
use trading_post::id::PeerId;
use trading_post::scenario::{Disturbance, Intervention, Links, Rule};
use trading_post::world::World;
use yew::prelude::*;

/// What is shown of one peer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeerRow {
    peer: PeerId,
    role: &'static str,
    health: Health,
    isolated: bool,
}

/// One row a peer, at most so many.
pub fn rows(world: &World, most: usize) -> List<PeerRow> {
    let row = |(peer, node)| PeerRow {
        peer,
        role: role(node),
        health: health(node),
        isolated: in_force(world, &isolation(peer)),
    };
    List::of(world.nodes().take(most).map(row), world.rules().peers)
}

fn isolation(peer: PeerId) -> Rule {
    Rule { links: Links::Around(vec![peer.into()]), disturbance: Disturbance::Cut }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub rows: Rc<[PeerRow]>,
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The section.
#[component]
pub fn Peers(props: &Props) -> Html {
    html! {
        <ul class="deeds" aria-label="Peers">
            { for props.rows.iter().map(|row| peer_row(row, props)) }
        </ul>
    }
}

fn peer_row(row: &PeerRow, props: &Props) -> Html {
    let chosen = (props.selected == Some(row.peer)).then_some("chosen");
    html! {
        <li key={row.peer.0} class={classes!(chosen)}>
            <span class="what">{ role_icon(row.role) }<b>{ row.peer.to_string() }</b>{ " " }{ state(row) }</span>
            <span class="acts">{ for deeds(row).iter().map(|deed| deed.button(&props.on_act)) }</span>
        </li>
    }
}

fn state(row: &PeerRow) -> String {
    let paused = if row.health == Health::Paused { ", paused" } else { "" };
    let isolated = if row.isolated { ", cut off" } else { "" };
    format!("{}{paused}{isolated}", row.role)
}

fn deeds(row: &PeerRow) -> [Deed; 5] {
    let PeerRow { peer, health, .. } = *row;
    let deed = |word, act, possible, why| {
        Deed::plain(word, format!("{word} peer {peer}"), act, unless(possible, why))
    };
    let up = health == Health::Up;
    let crashed = health == Health::Crashed;
    let isolate = Intervention::Disturb(isolation(peer));
    [
        deed("Crash", Intervention::Crash(peer), !crashed, "it has crashed already"),
        deed("Restart", Intervention::Restart(peer), crashed, "it has not crashed"),
        deed("Pause", Intervention::Pause(peer), up, "it does not run"),
        deed("Resume", Intervention::Resume(peer), health == Health::Paused, "it is not paused"),
        deed("Isolate", isolate, !row.isolated, "it is cut off already"),
    ]
}

fn unless(possible: bool, why: &str) -> Option<&str> {
    (!possible).then_some(why)
}
