//! Scenario: what a run can start from, ready to open; files.

mod files;

pub use files::copied;

use crate::act::Act;
use files::Files;
use trading_post::market::order::Order;
use trading_post::scenario::{Preset, Scenario};
use web_sys::File;
use yew::prelude::*;

/// What Scenario shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ScenarioView {
    title: AttrValue,
    defences_off: Vec<&'static str>,
    order: Order,
}

impl ScenarioView {
    /// What there is to say of the scenario on screen.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let off = scenario.defences.missing().map(|defence| defence.sentence());
        Self {
            title: scenario.title.clone().into(),
            defences_off: off.collect(),
            order: scenario.order,
        }
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: ScenarioView,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// A file is to be read.
    pub on_file: Callback<File>,
}

/// How the name of a preset ends in which what breaks in another one holds.
const DEFENDED: &str = "-defended";

/// The region.
#[component]
pub fn ScenarioPanel(props: &Props) -> Html {
    let presets = use_memo((), |()| Scenario::presets());
    let Props { view, on_act, on_file } = props;
    html! {
        <section class="panel scenario" role="region" aria-label="Scenario">
            <p class="lead">{ &view.title }</p>
            { for view.defences_off.iter().map(|sentence| html! {
                <p class="soft">{ format!("Taken away: {sentence}") }</p>
            }) }
            <p class="soft">{ standing(view) }</p>
            <h3>{ "Presets" }</h3>
            <ul class="deeds presets" aria-label="Presets">
                { for presets.iter().filter(|preset| !preset.name.ends_with(DEFENDED)).map(|preset| {
                    let defended = format!("{}{DEFENDED}", preset.name);
                    let twin = presets.iter().find(|twin| twin.name == defended);
                    row(preset, twin, &view.title, on_act)
                }) }
            </ul>
            <Files on_act={on_act.clone()} on_file={on_file.clone()} />
        </section>
    }
}

/// What tells the defended scenario of a pair from the one that breaks.
fn standing(view: &ScenarioView) -> String {
    let defences = if view.defences_off.is_empty() { "No defence" } else { "No other defence" };
    let order = match view.order {
        Order::Sum => "the sum of all clock entries",
        Order::List => "the clock entries as a list, as in the report",
        Order::Own => "the asker's own clock entry, which is unsound",
        Order::Largest => "the largest clock entry, which is unsound",
        Order::Smallest => "the smallest clock entry, which is unsound",
    };
    format!("{defences} is taken away. The queue is served by {order}.")
}

/// A preset, and the one in which what breaks here is defended against.
fn row(preset: &Preset, twin: Option<&Preset>, title: &str, on_act: &Callback<Act>) -> Html {
    let chosen = preset.scenario.title == title || twin.is_some_and(|twin| twin.title == title);
    html! {
        <li key={preset.name.clone()} class={classes!(chosen.then_some("chosen"))}>
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
