//! What is chosen in a column.

use super::view::Own;
use crate::act::Act;
use crate::comparing::Together;
use crate::glossary::Explainer;
use crate::panels::term::{Term, explained};
use std::collections::BTreeMap;
use trading_post::compare::{Choice, Eligible};
use trading_post::peer::rules::{Defence, Defences};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A column's lists, and its defences.
pub fn chooser(
    number: usize,
    choice: &Choice,
    own: Own,
    words: &Explainer,
    on_act: &Callback<Act>,
) -> Html {
    let on_choice =
        on_act.reform(move |choice: Choice| Act::Together(Together::Choose(number, choice)));
    let now = choice.clone();
    let with = move |change: fn(&mut Choice, &str)| {
        let now = now.clone();
        on_choice.reform(move |word: String| {
            let mut choice = now.clone();
            change(&mut choice, &word);
            choice
        })
    };
    let election = with(|choice, word| choice.election = Eligible::of_word(word));
    let detector = with(|choice, word| choice.detector = Eligible::of_word(word));
    let order = with(|choice, word| choice.order = Eligible::of_word(word));
    let clocks = with(|choice, word| choice.clocks = Eligible::of_word(word));
    let name = |name| (name, explained(name, words));
    html! {
        <div class="choices">
            { list(name("Election"), number, choice.election, own.election, &election) }
            { list(name("Detector"), number, choice.detector, own.detector, &detector) }
            { list(name("Queue"), number, choice.order, own.order, &order) }
            { list(name("Clocks"), number, choice.clocks, own.clocks, &clocks) }
            { defences(explained("Defences", words), number, choice, own.defences, on_act) }
        </div>
    }
}

/// One list, by its name, plain and explained: as the scenario has it, and all that can be chosen instead.
fn list<T: Eligible>(
    (name, shown): (&str, Html),
    number: usize,
    chosen: Option<T>,
    own: T,
    on_word: &Callback<String>,
) -> Html {
    let on_word = on_word.clone();
    let onchange = move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            on_word.emit(select.value());
        }
    };
    html! {
        <label>
            <span class="soft">{ shown }</span>
            <select aria-label={format!("{name} of column {}", number + 1)} {onchange}>
                <option value="" selected={chosen.is_none()}>{ format!("{} (as it is)", own.name()) }</option>
                { for T::ALL.iter().map(|eligible| html! {
                    <option value={eligible.word()} selected={chosen == Some(*eligible)}>{ eligible.name() }</option>
                }) }
            </select>
        </label>
    }
}

fn defences(
    shown: Html,
    number: usize,
    choice: &Choice,
    own: Defences,
    on_act: &Callback<Act>,
) -> Html {
    let has = |defence: Defence| {
        choice.defences.get(&defence).copied().unwrap_or_else(|| own.has(defence))
    };
    let missing = Defence::ALL.into_iter().filter(|defence| !has(*defence)).count();
    let told = if missing == 0 { "all".to_owned() } else { format!("without {missing}") };
    html! {
        <details>
            <summary aria-label={format!("Defences of column {}: {told}", number + 1)}><span class="soft">{ shown }</span><span>{ told }</span></summary>
            <ul>
                { for Defence::ALL.into_iter().map(|defence| {
                    let switched = switched(choice, defence, own, !has(defence));
                    let act = Act::Together(Together::Choose(number, switched));
                    switch(number, defence, has(defence), act, on_act)
                }) }
            </ul>
        </details>
    }
}

/// The choice with a defence or without it. What is as the scenario has it is not chosen.
fn switched(choice: &Choice, defence: Defence, own: Defences, has: bool) -> Choice {
    let mut defences: BTreeMap<Defence, bool> = choice.defences.clone();
    defences.insert(defence, has);
    defences.retain(|defence, has| own.has(*defence) != *has);
    Choice { defences, ..choice.clone() }
}

fn switch(number: usize, defence: Defence, has: bool, act: Act, on_act: &Callback<Act>) -> Html {
    let name = defence.name().replace('_', " ");
    // What is checked is what is chosen, whatever the browser has done to the box meanwhile.
    let onclick = on_act.reform(move |event: MouseEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.set_checked(has);
        }
        act.clone()
    });
    html! {
        <li>
            <label>
                <input type="checkbox" checked={has} {onclick} aria-label={format!("{name} in column {}", number + 1)} />
                <Term word={defence} />
            </label>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defence_that_is_switched_twice_is_as_the_scenario_has_it() {
        let own = Defences::ALL;
        let without = switched(&Choice::default(), Defence::Fencing, own, false);
        assert_eq!(without.to_string(), "without=fencing");
        assert_eq!(switched(&without, Defence::Fencing, own, true), Choice::default());
    }
}
