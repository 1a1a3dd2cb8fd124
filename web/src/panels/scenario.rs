//! Scenario: what a run starts from, ready to open or written field by field; files.
//!
//! The form knows the core's list of fields, and nothing else of a scenario.

mod field;
mod files;
mod form;
mod goods;
mod law;
mod peers;
mod plan;
mod planned;
mod presets;
mod words;

pub use files::copied;

use crate::act::Act;
use crate::draft::Draft;
use crate::glossary::{Explainer, Word};
use crate::panels::term::explained;
use files::Files;
use form::Form;
use presets::Presets;
use std::rc::Rc;
use trading_post::market::order::Order;
use trading_post::scenario::{Preset, Scenario};
use web_sys::File;
use yew::prelude::*;

/// What Scenario shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ScenarioView {
    title: AttrValue,
    /// What to watch in it, if it is a preset.
    watch: Option<AttrValue>,
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
            watch: Preset::of(scenario).map(|preset| preset.sentence.into()),
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
    /// What stands in the form.
    pub draft: Rc<Draft>,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// A file is to be read.
    pub on_file: Callback<File>,
}

/// The region.
#[component]
pub fn ScenarioPanel(props: &Props) -> Html {
    let Props { view, draft, on_act, on_file } = props;
    let words = Explainer::new(&[
        ("defence", Word::Defence),
        ("queue", Word::QueueOrder),
        ("clock entries", Word::ClockEntry),
        ("clock entry", Word::ClockEntry),
        ("unsound", Word::Sound),
    ]);
    html! {
        <section class="panel scenario" role="region" aria-label="Scenario">
            <p class="lead">{ &view.title }</p>
            { for view.watch.iter().map(|watch| html! { <p class="watch">{ watch }</p> }) }
            { for view.defences_off.iter().map(|sentence| html! {
                <p class="soft">{ format!("Taken away: {sentence}") }</p>
            }) }
            <p class="soft">{ explained(&standing(view), &words) }</p>
            <Presets chosen={view.title.clone()} on_act={on_act.clone()} />
            <Form draft={draft.clone()} on_act={on_act.clone()} on_file={on_file.clone()} />
            <Files on_act={on_act.clone()} />
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
