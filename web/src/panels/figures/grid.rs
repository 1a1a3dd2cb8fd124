//! Figures as a table.

use crate::glossary::Explainer;
use crate::panels::term::explained;
use trading_post::figures::Table;
use yew::prelude::*;

/// A table with its words explained; its first column names its rows.
pub fn grid(caption: &str, table: &Table, words: &Explainer) -> Html {
    html! {
        <div class="grid">
            <table>
                <caption>{ explained(caption, words) }</caption>
                <thead><tr>{ for table.head.iter().map(|cell| html! { <th scope="col">{ explained(cell, words) }</th> }) }</tr></thead>
                <tbody>{ for table.rows.iter().map(|cells| row(cells)) }</tbody>
            </table>
        </div>
    }
}

fn row(cells: &[String]) -> Html {
    let cell = |(place, cell): (usize, &String)| match place {
        0 => html! { <th scope="row">{ cell }</th> },
        _ => html! { <td>{ cell }</td> },
    };
    html! { <tr>{ for cells.iter().enumerate().map(cell) }</tr> }
}
