//! The goods in the form, a row each.

use super::field::{self, Pen};
use super::peers::{remove, titles};
use crate::draft::Edit;
use trading_post::scenario::fields::{Field, Section};
use yew::prelude::*;

/// The goods.
pub fn section(pen: &Pen) -> Html {
    let goods = pen.draft.read().goods.len();
    let add = pen.on_edit.reform(|_: MouseEvent| Edit::AddGood);
    html! {
        <div class="listed" role="group" aria-label="Goods">
            { titles("goods", &Section::Market.fields()[5..], pen) }
            <ol class="items">{ for (0..goods).map(|i| row(i, pen)) }</ol>
            <button class="small" onclick={add}>{ "Add a good" }</button>
        </div>
    }
}

fn row(i: usize, pen: &Pen) -> Html {
    let place = |part: &str| format!("goods[{i}].{part}");
    let name = pen.draft.at(&place("name")).and_then(|name| name.as_str()).unwrap_or_default();
    let changed = pen.draft.changed(&format!("goods[{i}]"));
    let parts = ["name", "price_cents", "restock"].map(place);
    html! {
        <li key={i} class={classes!("item", changed.then_some("changed"))}>
            <b class="number">{ i + 1 }</b>
            { for parts.iter().filter_map(|place| {
                let field = Field::of(place)?;
                let label = format!("Good {}: {}", i + 1, field.name.to_lowercase());
                Some(field::entry(field, &label, place, pen))
            }) }
            { field::mark(changed) }
            { remove("goods", i, &format!("Remove {name}"), pen) }
            { for parts.iter().map(|place| field::problem(place, pen)) }
        </li>
    }
}
