//! The running timers, the next to run out first, and those that can be brought together or apart.

use super::List;
use super::deed::Deed;
use crate::act::Act;
use crate::offers::{fire_name, kinds, spread};
use std::rc::Rc;
use trading_post::id::PeerId;
use trading_post::peer::io::Timer;
use trading_post::scenario::Intervention;
use trading_post::world::{Life, Running, World};
use yew::prelude::*;

/// What is shown of one timer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimerRow {
    peer: PeerId,
    timer: Timer,
    due: String,
    fire: Deed,
}

/// What is shown of one kind of timer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    text: String,
    deeds: [Deed; 2],
}

/// One row a timer, at most so many.
pub fn rows(world: &World, most: usize) -> List<TimerRow> {
    let up = world.nodes().filter(|(_, node)| !matches!(node.life, Life::Crashed { .. }));
    let running = up.flat_map(|(peer, node)| node.timers.iter().map(move |one| (peer, one)));
    let mut running: Vec<_> = running.collect();
    running.sort_unstable_by_key(|(peer, running)| (running.key, *peer));
    let rows = running.iter().take(most).map(|(peer, running)| row(world, *peer, running));
    List::of(rows, running.len())
}

fn row(world: &World, peer: PeerId, running: &Running) -> TimerRow {
    let timer = running.timer;
    let fire = Deed::new("Fire", world, Intervention::Fire { peer, timer });
    let due = running.key.at.to_string();
    TimerRow { peer, timer, due, fire: fire.named(fire_name(peer, timer)) }
}

/// One row a kind for which at least two peers wait.
pub fn kind_rows(world: &World) -> Rc<[Kind]> {
    let row = |(timer, count): (Timer, usize)| Kind {
        text: format!("{count} peers wait for {}", timer.text()),
        deeds: [
            Deed::new("Together", world, Intervention::Align(timer)),
            Deed::new("Apart", world, spread(timer)),
        ],
    };
    kinds(world).into_iter().map(row).collect()
}

/// The section.
pub fn section(rows: &[TimerRow], kinds: &[Kind], on_act: &Callback<Act>) -> Html {
    if rows.is_empty() {
        return html! { <p class="soft">{ "No timer runs." }</p> };
    }
    html! {
        <>
            <ul class="deeds kinds">{ for kinds.iter().map(|kind| html! {
                <li key={kind.text.clone()}>
                    <span class="what">{ &kind.text }</span>
                    <span class="acts">{ for kind.deeds.iter().map(|deed| deed.button(on_act)) }</span>
                </li>
            }) }</ul>
            <ul class="deeds">{ for rows.iter().map(|row| timer_row(row, on_act)) }</ul>
        </>
    }
}

fn timer_row(row: &TimerRow, on_act: &Callback<Act>) -> Html {
    html! {
        <li key={format!("{} {:?}", row.peer, row.timer)}>
            <span class="what num"><b>{ row.peer.to_string() }</b>{ " " }{ row.timer.text() }<span class="soft">{ &row.due }</span></span>
            <span class="acts">{ row.fire.button(on_act) }</span>
        </li>
    }
}
