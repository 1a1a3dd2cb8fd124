//! The peers in the form, a row each; and any number of them at once.

use super::field::{self, Pen};
use crate::draft::{Draft, Edit};
use std::rc::Rc;
use trading_post::scenario::fields::{Chooser, Field, Section};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many peers have a row, until somebody wants more.
const ROWS: usize = 40;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in the form.
    pub draft: Rc<Draft>,
    /// What a person writes.
    pub on_edit: Callback<Edit>,
}

/// The peers.
#[component]
pub fn Peers(props: &Props) -> Html {
    let pen = Pen { draft: &props.draft, on_edit: props.on_edit.clone() };
    let shown = use_state(|| ROWS);
    let peers = pen.draft.read().peers.len();
    let add = pen.on_edit.reform(|_: MouseEvent| Edit::AddPeer);
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + ROWS)
    };
    html! {
        <div class="listed" role="group" aria-label="Peers">
            { titles("peers", &Section::Market.fields()[..5], &pen) }
            <ol class="items">{ for (0..peers.min(*shown)).map(|i| row(i, &pen)) }</ol>
            <div class="buttons">
                if peers > *shown {
                    <button class="small" onclick={more}>{ format!("Show more of {peers} peers") }</button>
                }
                <button class="small" onclick={add}>{ "Add a peer" }</button>
                <Pattern on_edit={props.on_edit.clone()} />
            </div>
        </div>
    }
}

/// What a list is, and what the parts of an item are.
pub fn titles(list: &str, fields: &[Field], pen: &Pen) -> Html {
    html! {
        <>
            { for fields.iter().map(|field| html! {
                <p key={field.path} class="about" id={format!("{}-about", field::id(field.path))}>
                    <b>{ field::name(field) }</b>{ format!(": {}", field.sentence) }
                    if let Some(range) = field.range() {
                        <span class="range">{ format!(" {range}.") }</span>
                    }
                </p>
            }) }
            { field::problem(list, pen) }
        </>
    }
}

fn row(i: usize, pen: &Pen) -> Html {
    let place = format!("peers[{i}]");
    let changed = pen.draft.changed(&place);
    let part = |part: &str| Some(format!("{place}.{part}")).filter(|it| pen.draft.at(it).is_some());
    let (item, stock, wants) = (part("seller.item"), part("seller.stock"), part("buyer.wants"));
    let stocked = stock.as_ref().and_then(|place| Some((place, Field::of(place)?)));
    html! {
        <li key={i} class={classes!("item", changed.then_some("changed"))}>
            <b class="number">{ i }</b>
            { field::select(Chooser::Role, &format!("Peer {i}: role"), &place, pen) }
            { for item.iter().map(|place| field::good(&format!("Peer {i}: sells"), place, pen)) }
            { for wants.iter().map(|place| field::good(&format!("Peer {i}: wants"), place, pen)) }
            { for stocked.map(|(place, field)| {
                field::entry(field, &format!("Peer {i}: stock"), place, pen)
            }) }
            { field::mark(changed) }
            { remove("peers", i, &format!("Remove peer {i}"), pen) }
            { for [item, stock, wants].iter().flatten().map(|place| field::problem(place, pen)) }
        </li>
    }
}

/// A button that takes an item out of a list.
pub fn remove(list: &'static str, item: usize, name: &str, pen: &Pen) -> Html {
    let onclick =
        pen.on_edit.reform(move |_: MouseEvent| Edit::Remove { list: list.to_owned(), item });
    html! {
        <button class="small remove" {onclick} aria-label={name.to_owned()} title={name.to_owned()}>{ "×" }</button>
    }
}

#[derive(Properties, PartialEq)]
struct PatternProps {
    on_edit: Callback<Edit>,
}

/// So many peers in the report's pattern.
#[component]
fn Pattern(props: &PatternProps) -> Html {
    let typed = use_state(|| "12".to_owned());
    let peers = peers_of(&typed);
    let oninput = {
        let typed = typed.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(input.value());
            }
        }
    };
    let use_them = {
        let (peers, on_edit) = (peers.clone(), props.on_edit.clone());
        move |_: MouseEvent| peers.iter().for_each(|peers| on_edit.emit(Edit::Pattern(*peers)))
    };
    html! {
        <span class="pattern">
            <input type="text" inputmode="numeric" aria-label="Number of peers in the report's pattern" value={(*typed).clone()}
                {oninput} aria-invalid={peers.is_err().to_string()} aria-describedby="pattern-wrong" />
            <button class="small" onclick={use_them} disabled={peers.is_err()}
                title="With a service time and a patience that fit their number">{ "peers in the report's pattern" }</button>
            <span class="wrong" id="pattern-wrong">{ peers.err() }</span>
        </span>
    }
}

fn peers_of(typed: &str) -> Result<usize, String> {
    let peers = typed.trim().parse().ok().filter(|peers| (2..=1_000).contains(peers));
    peers.ok_or_else(|| format!("Found {typed:?}, expected 2 to 1,000 peers."))
}
