//! Figures as a table.

use trading_post::figures::Table;
use yew::prelude::*;

/// A table; its first column names its rows.
pub fn grid(caption: &str, table: &Table) -> Html {
    html! {
        <div class="grid">
            <table>
                <caption>{ caption.to_owned() }</caption>
                <thead><tr>{ for table.head.iter().map(|cell| html! { <th scope="col">{ cell }</th> }) }</tr></thead>
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
