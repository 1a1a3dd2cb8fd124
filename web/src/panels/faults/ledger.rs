//! A form for faults of the ledger: slow, failing or torn writes, each with an amount.

use super::words::Kind;
use crate::act::Act;
use trading_post::id::Party;
use trading_post::scenario::{Intervention, Links, Rule};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The section.
pub fn section(on_act: &Callback<Act>) -> Html {
    html! {
        <ul class="deeds amounts">
            <Fault kind={Kind::Delay} text="Every request and answer takes longer" word="Slow down"
                name="Slow the ledger down" on_act={on_act.clone()} />
            <Fault kind={Kind::Fail} text="Writes fail, and the ledger says so" word="Let fail"
                name="Let writes of the ledger fail" on_act={on_act.clone()} />
            <Fault kind={Kind::Tear} text="Writes are torn, and nobody hears of it" word="Tear"
                name="Tear writes of the ledger" on_act={on_act.clone()} />
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct FaultProps {
    kind: Kind,
    text: &'static str,
    word: &'static str,
    name: &'static str,
    on_act: Callback<Act>,
}

#[component]
fn Fault(props: &FaultProps) -> Html {
    let FaultProps { kind, text, word, name, on_act } = props;
    let usual = kind.amount();
    let amount = use_state(|| usual.map_or_else(String::new, |(_, usual)| usual.to_owned()));
    let unit = usual.map_or("", |(unit, _)| unit.text());
    let onclick = {
        let (amount, kind) = (amount.clone(), *kind);
        on_act.reform(move |_: MouseEvent| act(kind, &amount))
    };
    let oninput = {
        let amount = amount.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                amount.set(input.value());
            }
        }
    };
    html! {
        <li>
            <span class="what">{ *text }</span>
            <span class="acts">
                <input type="text" inputmode="decimal" aria-label={format!("{name}: amount, {unit}")}
                    value={(*amount).clone()} {oninput} />
                <span class="unit">{ unit }</span>
                <button class="small" {onclick} aria-label={*name}>{ *word }</button>
            </span>
        </li>
    }
}

fn act(kind: Kind, amount: &str) -> Act {
    let links = Links::Around(vec![Party::Ledger]);
    match kind.with(amount) {
        Ok(disturbance) => Act::Intervene(Intervention::Disturb(Rule { links, disturbance })),
        Err(why) => Act::Complain(why),
    }
}
