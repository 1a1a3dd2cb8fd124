//! What each column has come to.

use crate::act::Act;
use crate::comparing::Together;
use crate::glossary::Explainer;
use crate::panels::term::{Term, explained};
use trading_post::compare::{Compared, Measure};
use yew::prelude::*;

/// Shows it. Where not all columns are equal, a sign stands behind the row.
pub fn table(compared: &Compared, words: &Explainer, on_act: &Callback<Act>) -> Html {
    let save =
        |together: Together| on_act.reform(move |_: MouseEvent| Act::Together(together.clone()));
    html! {
        <div class="card comes-to">
            <div class="head">
                <h2>{ "What each comes to" }</h2>
                <p class="soft">{ explained("times are simulated; ≠ marks what differs", words) }</p>
                <span class="space"></span>
                <button class="small" onclick={save(Together::SaveCsv)} aria-label="Save the table as CSV">{ "CSV" }</button>
                <button class="small" onclick={save(Together::SaveJson)} aria-label="Save the table as JSON">{ "JSON" }</button>
            </div>
            <div class="wide">
            <table aria-label="What each comes to">
                <thead><tr>
                    <td></td>
                    { for compared.titles().map(|title| html! { <th scope="col">{ title }</th> }) }
                    <td></td>
                </tr></thead>
                <tbody>{ for Measure::ALL.into_iter().map(|measure| row(compared, measure)) }</tbody>
            </table>
            </div>
        </div>
    }
}

fn row(compared: &Compared, measure: Measure) -> Html {
    let differs = compared.differs(measure);
    html! {
        <tr key={measure.name()} class={classes!(differs.then_some("differs"))}>
            <th scope="row"><Term word={measure} /></th>
            { for compared.told(measure).into_iter().map(|cell| html! { <td class="num">{ cell }</td> }) }
            <td class="sign">
                if differs {
                    <span aria-hidden="true">{ "≠" }</span><span class="unseen">{ "differs" }</span>
                }
            </td>
        </tr>
    }
}
