//! One column: what is chosen in it, and its network.

use super::chooser::chooser;
use super::view::{ColumnView, CompareView};
use crate::act::Act;
use crate::comparing::Together;
use crate::glossary::Explainer;
use crate::panels::network::{PeerButton, button_over};
use crate::panels::painting::Painting;
use crate::panels::term::explained;
use crate::scene::seats::{Seat, seats};
use yew::prelude::*;

/// Shows it. A column is told by its number, for titles can be the same.
pub fn column(
    number: usize,
    column: &ColumnView,
    view: &CompareView,
    painting: &Painting,
    words: &Explainer,
    on_act: &Callback<Act>,
) -> Html {
    let name = format!("Column {}", number + 1);
    let removed = on_act.reform(move |_: MouseEvent| Act::Together(Together::Remove(number)));
    html! {
        <div key={number} class="card column" role="group" aria-label={format!("{name}, {}", column.title)}>
            <div class="head">
                <h3>{ explained(&column.title, words) }</h3>
                <span class="space"></span>
                if view.columns.len() > 2 {
                    <button class="small" onclick={removed} aria-label={format!("Remove column {}", number + 1)}>{ "Remove" }</button>
                }
            </div>
            <div class="room" ref={painting.room.clone()}>
                <div class="ground" ref={painting.ground.element.clone()} aria-hidden="true"></div>
                <canvas ref={painting.still.canvas.clone()} aria-hidden="true"></canvas>
                <canvas ref={painting.moving.canvas.clone()} aria-hidden="true"></canvas>
                { stalls(number, column, painting, on_act) }
            </div>
            { chooser(number, &column.choice, view.own, words, on_act) }
        </div>
    }
}

fn stalls(number: usize, column: &ColumnView, painting: &Painting, on_act: &Callback<Act>) -> Html {
    let (width, height) = painting.size();
    if width <= 0.0 {
        return Html::default();
    }
    let seats = seats(column.peers.len(), width, height);
    let stall = |(peer, seat): (&PeerButton, &Seat)| {
        let id = peer.peer();
        let kill = on_act.reform(move |_: MouseEvent| Act::Together(Together::Kill(number, id)));
        button_over(peer, seat, kill)
    };
    html! { <div class="stalls">{ for column.peers.iter().zip(&seats).map(stall) }</div> }
}
