//! The form of a scenario: its sections, folded, with what stands in each; what is done with it.

use super::field::{self, Pen};
use super::files::open;
use super::planned::Planning;
use super::{goods, peers, words};
use crate::act::{Act, Look};
use crate::draft::{Draft, Edit, summary};
use crate::panels::term::explained;
use std::rc::Rc;
use trading_post::scenario::fields::Section;
use web_sys::File;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in it.
    pub draft: Rc<Draft>,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// A file is to be read.
    pub on_file: Callback<File>,
}

/// The form.
#[component]
pub fn Form(props: &Props) -> Html {
    let Props { draft, on_act, on_file } = props;
    let pen = Pen { draft, on_edit: on_act.reform(|edit| Act::Look(Look::Edit(edit))) };
    let headings = words::of_headings();
    html! {
        <div class="draft" role="group" aria-label="Write a scenario">
            <h3>{ "Write your own" }</h3>
            <div class="draft-bar">
                { state(draft) }
                { buttons(draft, on_act, on_file) }
            </div>
            { for Section::ALL.into_iter().map(|section| html! {
                <details key={section.title()} class="folded">
                    <summary><h4>{ explained(section.title(), &headings) }</h4>
                        <span class="soft present">{ summary(section, draft.read()) }</span>
                        { marks(draft.counts_in(section)) }
                    </summary>
                    { inside(section, &pen) }
                </details>
            }) }
        </div>
    }
}

/// How the draft stands beside the scenario on screen.
fn state(draft: &Draft) -> Html {
    let (changes, problems) = draft.counts();
    let wrong = (problems > 0).then_some("wrong");
    let text = match (changes, problems) {
        (0, 0) => "This is the scenario on screen.".to_owned(),
        (_, 0) => format!("{}. The run on screen stays until you start.", count(changes, "change")),
        _ => format!("{}, {}.", count(changes, "change"), count(problems, "problem")),
    };
    html! { <p class={classes!("state", wrong)} role="status">{ text }</p> }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn buttons(draft: &Draft, on_act: &Callback<Act>, on_file: &Callback<File>) -> Html {
    let (changes, _) = draft.counts();
    let act = |act: Act| on_act.reform(move |_: MouseEvent| act.clone());
    html! {
        <div class="buttons">
            <button class="small primary" onclick={act(Act::StartDraft)}>{ "Start this scenario" }
                if changes > 0 {
                    <span class="badge" aria-label={count(changes, "change")}>{ changes }</span>
                }
            </button>
            <button class="small" onclick={act(Act::Look(Look::Edit(Edit::Reset)))} disabled={changes == 0}
                title={(changes == 0).then_some("Nothing is changed")}
                aria-label="Reset to the scenario on screen">{ "Reset" }</button>
            <button class="small" onclick={act(Act::SaveDraft)} aria-label="Save scenario">{ "Save" }</button>
            { open(on_file) }
            <button class="small" onclick={act(Act::ShareDraft)} aria-label="Share link to this scenario">{ "Share link" }</button>
        </div>
    }
}

/// What is changed in a section, and wrong.
fn marks((changes, problems): (usize, usize)) -> Html {
    html! {
        <span class="marks">
            if changes > 0 {
                <span class="mark">{ format!("{changes} changed") }</span>
            }
            if problems > 0 {
                <span class="wrong">{ count(problems, "problem") }</span>
            }
        </span>
    }
}

fn inside(section: Section, pen: &Pen) -> Html {
    match section {
        Section::Market => html! {
            <>
                <peers::Peers draft={pen.draft.clone()} on_edit={pen.on_edit.clone()} />
                { goods::section(pen) }
            </>
        },
        Section::Faults => html! {
            <Planning draft={pen.draft.clone()} on_edit={pen.on_edit.clone()} />
        },
        Section::Defences => html! {
            <div class="switches">{ for section.fields().iter().map(|field| field::row(field, pen)) }</div>
        },
        Section::Name
        | Section::Trade
        | Section::Network
        | Section::Timeouts
        | Section::Detector
        | Section::Election
        | Section::Order => html! {
            <>{ for section.fields().iter().map(|field| field::row(field, pen)) }</>
        },
    }
}
