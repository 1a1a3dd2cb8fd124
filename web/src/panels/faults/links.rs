//! A form for faults of links: between whom, which way, what, and how much.

use super::words::{End, Kind, end_of, links, value_of};
use crate::act::Act;
use trading_post::id::{Party, PeerId};
use trading_post::scenario::{Intervention, Rule};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many peers there are.
    pub peers: usize,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// What is chosen.
#[derive(Clone, PartialEq, Debug)]
struct Form {
    from: End,
    to: End,
    both_ways: bool,
    kind: Kind,
    amount: String,
}

impl Default for Form {
    fn default() -> Self {
        Self { from: None, to: None, both_ways: true, kind: Kind::Cut, amount: String::new() }
    }
}

impl Form {
    fn act(&self) -> Result<Intervention, String> {
        let links = links(self.from, self.to, self.both_ways)?;
        Ok(Intervention::Disturb(Rule { links, disturbance: self.kind.with(&self.amount)? }))
    }
}

/// The section.
#[component]
pub fn LinkFaults(props: &Props) -> Html {
    let form = use_state(Form::default);
    let act = form.act();
    let apply = {
        let act = act.clone().map_or_else(Act::Complain, Act::Intervene);
        props.on_act.reform(move |_: MouseEvent| act.clone())
    };
    let end = |name: &'static str, chosen: End, set: fn(&mut Form, End)| {
        let onchange = change(&form, move |form, value: &str| set(form, end_of(value)));
        html! {
            <label>{ name }<select {onchange}>{ for ends(props.peers).map(|end| option(end, chosen)) }</select></label>
        }
    };
    html! {
        <div class="fault-form">
            <div class="fields">
                { end("From", form.from, |form, end| form.from = end) }
                { end("To", form.to, |form, end| form.to = end) }
                { ways(&form) }
                { kinds(&form) }
                { amount(&form) }
                <button class="small primary" onclick={apply}>{ "Apply" }</button>
            </div>
            { preview(&act) }
        </div>
    }
}

/// What the form would do, or what is wrong with it.
pub fn preview(act: &Result<Intervention, String>) -> Html {
    match act {
        Ok(act) => html! { <p class="soft preview" aria-live="polite">{ format!("{act}.") }</p> },
        Err(why) => html! { <p class="preview wrong" aria-live="polite">{ why }</p> },
    }
}

/// What can be at an end of a link.
pub fn ends(peers: usize) -> impl Iterator<Item = End> {
    let peers = PeerId::all(peers).map(|peer| Some(Party::Peer(peer)));
    [None].into_iter().chain(peers).chain([Some(Party::Ledger)])
}

/// An end in a list to choose from.
pub fn option(end: End, chosen: End) -> Html {
    let text = end.map_or_else(|| "any peer".to_owned(), |party| party.to_string());
    html! { <option value={value_of(end)} selected={end == chosen}>{ text }</option> }
}

fn ways(form: &UseStateHandle<Form>) -> Html {
    let onchange = change(form, |form, value: &str| form.both_ways = value == "both");
    html! {
        <label>{ "Direction" }
            <select {onchange}>
                <option value="both" selected={form.both_ways}>{ "both ways" }</option>
                <option value="one" selected={!form.both_ways}>{ "one way" }</option>
            </select>
        </label>
    }
}

fn kinds(form: &UseStateHandle<Form>) -> Html {
    let onchange = change(form, |form, value: &str| {
        if let Some(kind) = Kind::OF_LINKS.into_iter().find(|kind| kind.text() == value) {
            form.kind = kind;
            form.amount = kind.amount().map_or_else(String::new, |(_, usual)| usual.to_owned());
        }
    });
    html! {
        <label>{ "Fault" }
            <select {onchange}>
                { for Kind::OF_LINKS.into_iter().map(|kind| html! {
                    <option value={kind.text()} selected={kind == form.kind}>{ kind.text() }</option>
                }) }
            </select>
        </label>
    }
}

fn amount(form: &UseStateHandle<Form>) -> Html {
    let Some((unit, _)) = form.kind.amount() else {
        return Html::default();
    };
    let oninput = {
        let form = form.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                form.set(Form { amount: input.value(), ..(*form).clone() });
            }
        }
    };
    html! {
        <label class="amount">{ format!("Amount, {}", unit.text()) }
            <input type="text" inputmode="decimal" value={form.amount.clone()} {oninput} />
        </label>
    }
}

/// A choice in a list, taken over into the form.
fn change(form: &UseStateHandle<Form>, set: impl Fn(&mut Form, &str) + 'static) -> Callback<Event> {
    let form = form.clone();
    Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            let mut new = (*form).clone();
            set(&mut new, &select.value());
            form.set(new);
        }
    })
}
