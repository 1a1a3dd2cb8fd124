//! The planned faults in the form: what is planned, and one more.

use super::field::{self, Pen};
use super::peers::{remove, titles};
use super::plan::{Plan, What};
use crate::draft::{Draft, Edit};
use crate::panels::faults::links::{ends, option, preview};
use crate::panels::faults::words::{End, end_of};
use std::rc::Rc;
use trading_post::scenario::Planned;
use trading_post::scenario::fields::{Field, Section};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// So many planned faults have a row.
const ROWS: usize = 100;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in the form.
    pub draft: Rc<Draft>,
    /// What a person writes.
    pub on_edit: Callback<Edit>,
}

/// The section.
#[component]
pub fn Planning(props: &Props) -> Html {
    let pen = Pen { draft: &props.draft, on_edit: props.on_edit.clone() };
    let faults = &pen.draft.read().faults;
    html! {
        <div class="listed" role="group" aria-label="Planned faults">
            { titles("faults", Section::Faults.fields(), &pen) }
            <ol class="items">{ for faults.iter().take(ROWS).enumerate().map(|(i, fault)| row(i, fault, &pen)) }</ol>
            if faults.len() > ROWS {
                <p class="soft">{ format!("The first {ROWS} of {}.", faults.len()) }</p>
            }
            <More peers={pen.draft.read().peers.len()} on_edit={props.on_edit.clone()} />
        </div>
    }
}

fn row(i: usize, fault: &Planned, pen: &Pen) -> Html {
    let (whole, at) = (format!("faults[{i}]"), format!("faults[{i}].at_us"));
    let changed = pen.draft.changed(&whole);
    let wrong = pen.draft.problem(&at).is_none().then(|| pen.draft.problem_in(&whole)).flatten();
    html! {
        <li key={i} class={classes!("item", changed.then_some("changed"))}>
            <b class="number">{ i + 1 }</b>
            <span class="what">{ fault.act.to_string() }</span>
            { for Field::of(&at).map(|field| field::entry(field, &format!("Fault {}: at", i + 1), &at, pen)) }
            { field::mark(changed) }
            { remove("faults", i, &format!("Remove fault {}", i + 1), pen) }
            { field::problem(&at, pen) }
            if let Some(why) = wrong {
                <p class="wrong">{ why }</p>
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct MoreProps {
    peers: usize,
    on_edit: Callback<Edit>,
}

/// A form for one fault more.
#[component]
fn More(props: &MoreProps) -> Html {
    let plan = use_state(Plan::default);
    let planned = plan.planned();
    let add = {
        let (planned, on_edit) = (planned.clone(), props.on_edit.clone());
        move |_: MouseEvent| {
            planned.iter().for_each(|planned| on_edit.emit(Edit::Plan(Box::new(planned.clone()))));
        }
    };
    let act = planned.as_ref().map(|planned| planned.act.clone()).map_err(Clone::clone);
    html! {
        <div class="fault-form" role="group" aria-label="Plan a fault">
            <div class="fields">
                { whats(&plan) }
                if plan.what.of_peer() {
                    { peers(props.peers, &plan) }
                }
                if plan.what.of_links() {
                    { end("From", plan.from, props.peers, &plan, |plan, end| plan.from = end) }
                    { end("To", plan.to, props.peers, &plan, |plan, end| plan.to = end) }
                    { ways(&plan) }
                }
                if let Some((unit, _)) = plan.what.amount() {
                    { text(format!("Amount, {}", unit.text()), &plan.amount, &plan, |plan, text| plan.amount = text) }
                }
                { text("At, ms".to_owned(), &plan.at, &plan, |plan, text| plan.at = text) }
                <button class="small" onclick={add} disabled={planned.is_err()}>{ "Plan it" }</button>
            </div>
            { preview(&act) }
        </div>
    }
}

fn whats(plan: &UseStateHandle<Plan>) -> Html {
    let onchange = selected(plan, |plan, text| {
        let what = What::ALL.into_iter().find(|what| what.text() == text);
        *plan = what.map_or_else(|| plan.clone(), |what| plan.of(what));
    });
    html! {
        <label>{ "What" }<select {onchange}>
            { for What::ALL.into_iter().map(|what| html! {
                <option value={what.text()} selected={what == plan.what}>{ what.text() }</option>
            }) }
        </select></label>
    }
}

fn peers(count: usize, plan: &UseStateHandle<Plan>) -> Html {
    let onchange = selected(plan, |plan, text| plan.peer = text.parse().unwrap_or(plan.peer));
    html! {
        <label>{ "Peer" }<select {onchange}>
            { for (0..count).map(|peer| html! {
                <option value={peer.to_string()} selected={peer == usize::from(plan.peer)}>{ peer }</option>
            }) }
        </select></label>
    }
}

fn end(
    name: &'static str,
    chosen: End,
    peers: usize,
    plan: &UseStateHandle<Plan>,
    set: fn(&mut Plan, End),
) -> Html {
    let onchange = selected(plan, move |plan, text| set(plan, end_of(text)));
    html! {
        <label>{ name }<select {onchange}>{ for ends(peers).map(|end| option(end, chosen)) }</select></label>
    }
}

fn ways(plan: &UseStateHandle<Plan>) -> Html {
    let onchange = selected(plan, |plan, text| plan.both_ways = text == "both");
    html! {
        <label>{ "Direction" }<select {onchange}>
            <option value="both" selected={plan.both_ways}>{ "both ways" }</option>
            <option value="one" selected={!plan.both_ways}>{ "one way" }</option>
        </select></label>
    }
}

fn text(
    name: String,
    value: &str,
    plan: &UseStateHandle<Plan>,
    set: fn(&mut Plan, String),
) -> Html {
    let oninput = {
        let plan = plan.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let mut new = (*plan).clone();
                set(&mut new, input.value());
                plan.set(new);
            }
        }
    };
    html! {
        <label class="amount">{ name }
            <input type="text" inputmode="decimal" value={value.to_owned()} {oninput} />
        </label>
    }
}

fn selected(
    plan: &UseStateHandle<Plan>,
    set: impl Fn(&mut Plan, &str) + 'static,
) -> Callback<Event> {
    let plan = plan.clone();
    Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            let mut new = (*plan).clone();
            set(&mut new, &select.value());
            plan.set(new);
        }
    })
}
