//! The presets, group by group, each ready to open. The group of the one on screen is unfolded.

use crate::act::Act;
use crate::glossary::Word;
use crate::panels::term::Term;
use trading_post::scenario::{Group, Preset, Scenario};
use yew::prelude::*;

/// How the name of a preset ends in which what breaks in another one holds.
const DEFENDED: &str = "-defended";

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The title of the scenario on screen.
    pub chosen: AttrValue,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The lists.
#[component]
pub fn Presets(props: &Props) -> Html {
    let presets = use_memo((), |()| Scenario::presets());
    let Props { chosen, on_act } = props;
    html! {
        <>
            <h3><Term word={Word::Preset} text="Ready to open" /></h3>
            { for Group::ALL.map(|group| list(group, &presets, chosen, on_act)) }
        </>
    }
}

fn list(group: Group, presets: &[Preset], chosen: &str, on_act: &Callback<Act>) -> Html {
    let of_group = presets.iter().filter(|preset| preset.group == group);
    let here = of_group.clone().any(|preset| preset.title == chosen);
    let rows = of_group.filter(|preset| !preset.name.ends_with(DEFENDED)).map(|preset| {
        let defended = format!("{}{DEFENDED}", preset.name);
        let twin = presets.iter().find(|twin| twin.name == defended);
        row(preset, twin, chosen, on_act)
    });
    html! {
        <details key={group.title()} class="folded" open={here}>
            <summary><h4>{ group.title() }</h4></summary>
            <ul class="deeds presets" aria-label={group.title()}>{ for rows }</ul>
        </details>
    }
}

/// A preset, and the one in which what breaks here is defended against.
fn row(preset: &Preset, twin: Option<&Preset>, chosen: &str, on_act: &Callback<Act>) -> Html {
    let chosen = preset.title == chosen || twin.is_some_and(|twin| twin.title == chosen);
    html! {
        <li key={preset.name.clone()} class={classes!(chosen.then_some("chosen"))}
            aria-current={chosen.then_some("true")}>
            <span class="what"><b>{ &preset.title }</b><small>{ &preset.sentence }</small></span>
            <span class="acts">
                { opening(preset, "Open", on_act) }
                { for twin.map(|twin| opening(twin, "Defended", on_act)) }
            </span>
        </li>
    }
}

fn opening(preset: &Preset, word: &'static str, on_act: &Callback<Act>) -> Html {
    let name = preset.name.clone();
    let onclick = on_act.reform(move |_: MouseEvent| Act::OpenPreset(name.clone()));
    html! {
        <button class="small" {onclick} title={preset.sentence.clone()}
            aria-label={format!("Open {}", preset.title)}>{ word }</button>
    }
}
