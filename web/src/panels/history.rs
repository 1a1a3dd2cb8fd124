//! History: the branches of the run as a tree, and how two of them differ.

mod compare;
mod tree;

use crate::act::{Act, Look};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::panels::term::{Term, explaining};
use compare::{Comparison, compare};
use trading_post::run::BranchId;
use tree::{BranchRow, rows};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What History shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HistoryView {
    rows: Vec<BranchRow>,
    acts: Vec<(usize, String)>,
    comparison: Option<Comparison>,
}

impl HistoryView {
    /// The branches of a run, the acts of the current one, and how it differs from another one.
    #[must_use]
    pub fn of(lab: &Lab, other: Option<BranchId>) -> Self {
        Self {
            rows: rows(lab),
            acts: acts(lab),
            comparison: other.and_then(|other| compare(lab, other)),
        }
    }
}

/// What was done on this branch: the moment after each, and what it was.
fn acts(lab: &Lab) -> Vec<(usize, String)> {
    const SHOWN: usize = 100;
    let acts = lab.run().acts().rev().take(SHOWN);
    acts.map(|(step, recorded)| (step + 1, format!("{} s: {}", recorded.at, recorded.act)))
        .collect()
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: HistoryView,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn History(props: &Props) -> Html {
    let view = &props.view;
    html! {
        <section class="panel history" role="region" aria-label="History">
            <p class="lead">
                <Term word={Word::Intervention} text="An act" />{ " in the past begins a " }<Term word={Word::Branch} />
                { "; what was known of the future stays on the old one." }
            </p>
            <ul class="branches" aria-label="Branches">
                { for view.rows.iter().map(|row| branch(row, props)) }
            </ul>
            if let Some(comparison) = &view.comparison {
                { compare::table(comparison, &props.on_act) }
            } else if view.rows.len() > 1 {
                <p class="soft">{ "Compare shows two branches side by side, from the first event at which they differ." }</p>
            }
            <h3>{ "What was done on this branch" }</h3>
            if view.acts.is_empty() {
                <p class="soft">{ explaining("Nothing yet: the run goes as it would by itself.", Word::Run) }</p>
            }
            <ol class="last-step">
                { for view.acts.iter().map(|(moment, text)| act(*moment, text, &props.on_act)) }
            </ol>
        </section>
    }
}

fn act(moment: usize, text: &str, on_act: &Callback<Act>) -> Html {
    let onclick = on_act.reform(move |_: MouseEvent| Act::Seek(moment));
    html! {
        <li key={moment}>
            <button class="link" {onclick} title="Go to the moment after it">{ text.to_owned() }</button>
        </li>
    }
}

fn branch(row: &BranchRow, props: &Props) -> Html {
    let id = row.id;
    let emit = |act: Act| props.on_act.reform(move |_: MouseEvent| act.clone());
    let compared = props.view.comparison.as_ref().is_some_and(|c| c.other == id);
    let other = (!compared).then_some(id);
    html! {
        <li key={id.0} class={classes!(row.current.then_some("chosen"))}
            aria-current={row.current.then_some("true")}>
            { tree::picture(row) }
            <div class="branch">
                <Name {id} name={row.name.clone()} on_act={props.on_act.clone()} />
                <span class="soft">{ &row.origin }</span>
                <span class="acts">
                    if row.current {
                        <em>{ "here" }</em>
                    } else {
                        <button class="small" onclick={emit(Act::Switch(id))}
                            aria-label={format!("Go to {}", row.name)}>{ "Go to" }</button>
                        <button class="small" onclick={emit(Act::Look(Look::Compare(other)))}
                            aria-pressed={compared.to_string()}
                            aria-label={format!("Compare with {}", row.name)}>{ "Compare" }</button>
                        if row.discardable {
                            <button class="small" onclick={emit(Act::Discard(id))}
                                aria-label={format!("Discard {}", row.name)}>{ "Discard" }</button>
                        }
                    }
                </span>
            </div>
        </li>
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
struct NameProps {
    id: BranchId,
    name: AttrValue,
    on_act: Callback<Act>,
}

/// A branch's name, to be changed. A component of its own: what is typed stays while the rest of the
/// row changes with the run.
#[component]
fn Name(props: &NameProps) -> Html {
    let (id, on_act) = (props.id, props.on_act.clone());
    let onchange = move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            on_act.emit(Act::Rename(id, input.value()));
        }
    };
    html! {
        <input type="text" aria-label={format!("Name of branch {}", id.0)} value={props.name.clone()}
            {onchange} maxlength="40" autocomplete="off" spellcheck="false" />
    }
}
