//! Scenario: what a run can start from, ready to open.

use crate::act::Act;
use trading_post::scenario::{Preset, Scenario};
use yew::prelude::*;

/// What Scenario shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ScenarioView {
    title: AttrValue,
    defences_off: Vec<&'static str>,
}

impl ScenarioView {
    /// What there is to say of the scenario on screen.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let off = scenario.defences.missing().map(|defence| defence.sentence());
        Self { title: scenario.title.clone().into(), defences_off: off.collect() }
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: ScenarioView,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn ScenarioPanel(props: &Props) -> Html {
    let presets = use_memo((), |()| Scenario::presets());
    let Props { view, on_act } = props;
    html! {
        <section class="panel scenario" role="region" aria-label="Scenario">
            <p class="lead">{ &view.title }</p>
            { for view.defences_off.iter().map(|sentence| html! {
                <p class="soft">{ format!("Taken away: {sentence}") }</p>
            }) }
            <h3>{ "Presets" }</h3>
            <ul class="deeds presets" aria-label="Presets">
                { for presets.iter().map(|preset| row(preset, &view.title, on_act)) }
            </ul>
        </section>
    }
}

fn row(preset: &Preset, title: &str, on_act: &Callback<Act>) -> Html {
    let name = preset.name.clone();
    let onclick = on_act.reform(move |_: MouseEvent| Act::OpenPreset(name.clone()));
    let chosen = (preset.scenario.title == title).then_some("chosen");
    html! {
        <li key={preset.name.clone()} class={classes!(chosen)}>
            <span class="what"><b>{ &preset.title }</b><small>{ &preset.sentence }</small></span>
            <span class="acts">
                <button class="small" {onclick} aria-label={format!("Open {}", preset.title)}>{ "Open" }</button>
            </span>
        </li>
    }
}
