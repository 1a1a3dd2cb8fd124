//! A form for a partition: who is to be cut off from the rest.

use super::links::preview;
use super::words::partition;
use crate::act::Act;
use trading_post::id::{Party, PeerId};
use trading_post::scenario::Intervention;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many peers there are.
    pub peers: usize,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The section.
#[component]
pub fn Partition(props: &Props) -> Html {
    let side = use_state(Vec::<Party>::new);
    let parties = || PeerId::all(props.peers).map(Party::from).chain([Party::Ledger]);
    // Another run may have fewer peers.
    let chosen: Vec<_> = parties().filter(|party| side.contains(party)).collect();
    let act = partition(&chosen, props.peers).map(Intervention::Disturb);
    let cut = {
        let (act, side) = (act.clone(), side.clone());
        props.on_act.reform(move |_: MouseEvent| match act.clone() {
            Ok(act) => {
                side.set(Vec::new());
                Act::Intervene(act)
            }
            Err(why) => Act::Complain(why),
        })
    };
    html! {
        <div class="fault-form">
            <p class="soft">{ "Choose a side, or draw a line around it in the Network." }</p>
            <div class="parties" role="group" aria-label="Who is cut off">
                { for parties().map(|party| choice(party, &side)) }
            </div>
            <button class="small primary" onclick={cut}>{ "Cut these off" }</button>
            if !chosen.is_empty() {
                { preview(&act) }
            }
        </div>
    }
}

fn choice(party: Party, side: &UseStateHandle<Vec<Party>>) -> Html {
    let checked = side.contains(&party);
    let onchange = {
        let side = side.clone();
        move |_: Event| {
            let mut new = (*side).clone();
            match new.iter().position(|other| *other == party) {
                Some(place) => drop(new.remove(place)),
                None => new.push(party),
            }
            side.set(new);
        }
    };
    html! {
        <label key={party.to_string()} class="party">
            <input type="checkbox" {checked} {onchange} aria-label={name(party)} />
            { short(party) }
        </label>
    }
}

fn name(party: Party) -> String {
    match party {
        Party::Peer(peer) => format!("Peer {peer} is cut off"),
        Party::Ledger => "The ledger is cut off".to_owned(),
    }
}

fn short(party: Party) -> String {
    party.peer().map_or_else(|| "ledger".to_owned(), |peer| peer.to_string())
}
