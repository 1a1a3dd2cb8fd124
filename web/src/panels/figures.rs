//! Figures: what was measured, beside the report's own figures: this run, the report's experiments,
//! sweeps.

mod card;
mod experiments;
mod grid;
mod run;
mod standing;
mod sweeps;
mod words;

use crate::act::Act;
use crate::choices::Choices;
use crate::errands::Errands;
use crate::lab::Lab;
use crate::measuring::{Machines, State};
use experiments::experiments;
use run::{RunView, run};
use std::collections::BTreeSet;
use sweeps::sweeps;
use trading_post::figures::{Point, Repeat, Sweep};
use yew::prelude::*;

/// What Figures shows.
#[derive(Clone, PartialEq, Debug)]
pub struct FiguresView {
    run: RunView,
    /// What the scenario on screen is called.
    scenario: String,
    machines: Machines,
    experiments: State<Repeat>,
    sweeps: Vec<(Sweep, State<Point>)>,
    /// What is shown as a table, by name.
    as_tables: BTreeSet<String>,
}

impl FiguresView {
    /// What there is to see.
    #[must_use]
    pub fn of(lab: &Lab, choices: &Choices, errands: &Errands) -> Self {
        let measured = &errands.measurements;
        Self {
            run: RunView::of(lab, errands.surveying.as_ref()),
            scenario: lab.scenario().title.clone(),
            machines: choices.machines,
            experiments: measured.experiments(choices.machines),
            sweeps: Sweep::ALL.map(|sweep| (sweep, measured.sweep(sweep))).into(),
            as_tables: choices.as_tables.clone(),
        }
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: FiguresView,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Figures(props: &Props) -> Html {
    let Props { view, on_act } = props;
    let words = words::of_region();
    html! {
        <section class="figures" role="region" aria-label="Figures">
            { run(view, &words, on_act) }
            { experiments(view, &words, on_act) }
            { sweeps(view, &words, on_act) }
        </section>
    }
}
