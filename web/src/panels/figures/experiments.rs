//! The report's experiments: its own figures, and what comes out here.

use super::FiguresView;
use super::card::Card;
use super::grid::grid;
use super::standing::standing;
use crate::act::{Act, Look};
use crate::glossary::Explainer;
use crate::measuring::{Machines, State, Task};
use crate::panels::term::explained;
use crate::plot::{Plot, Waits};
use trading_post::figures::{Experiment, Repeat, Table};
use yew::prelude::*;

/// What is done in them.
const ASKED: &str = "One, two and three buyers ask 25 times each, the trader of six peers crashes 25 \
                     times, and one buyer asks 450 times. All times are simulated.";

/// The name of the table's file.
const TABLE: &str = "experiments";

/// The part of the region.
pub fn experiments(view: &FiguresView, words: &Explainer, on_act: &Callback<Act>) -> Html {
    let task = Task::Experiments(view.machines);
    let repeats: &[Repeat] = match &view.experiments {
        State::Known(repeats) => repeats,
        State::Open | State::Waits | State::UnderWay(..) => &[],
    };
    html! {
        <section class="card part" aria-label="The report's experiments">
            <h2>{ "The report's experiments" }</h2>
            <p class="lead">{ explained(ASKED, words) }</p>
            <div class="standing">
                <span class="chooser" role="group" aria-label="Machines">
                    { for Machines::ALL.into_iter().map(|machines| choice(machines, view.machines, on_act)) }
                </span>
                { standing(&view.experiments, task, "the report's experiments", on_act) }
            </div>
            <p class="soft">{ explained(&measured(view), words) }</p>
            { grid("Means, beside the report's own", &Table::means(repeats), words) }
            if !repeats.is_empty() {
                { save(repeats, on_act) }
                <div class="columns">{ for repeats.iter().map(|repeat| histogram(repeat, view, on_act)) }</div>
            }
        </section>
    }
}

fn choice(machines: Machines, chosen: Machines, on_act: &Callback<Act>) -> Html {
    let onclick = on_act.reform(move |_: MouseEvent| Act::Look(Look::Machines(machines)));
    html! {
        <button key={machines.name()} class={classes!("small", (machines == chosen).then_some("on"))} {onclick}
            aria-pressed={(machines == chosen).to_string()}>{ machines.name() }</button>
    }
}

/// What is measured, and what it takes.
fn measured(view: &FiguresView) -> String {
    let where_ = match view.machines {
        Machines::Both => {
            "The report's machine is calibrated: its messages, files and sales are as slow as the report's figures say. \
             Beside it stands a modern network."
                .to_owned()
        }
        Machines::OnScreen => format!(
            "The times and rules of “{}” count, not who trades in it nor what goes wrong.",
            view.scenario
        ),
    };
    match view.experiments {
        State::Open => format!("{where_} It takes some seconds to measure, in the background."),
        State::Waits | State::UnderWay(..) | State::Known(_) => where_,
    }
}

fn save(repeats: &[Repeat], on_act: &Callback<Act>) -> Html {
    let table = Table::raw_means(repeats);
    let onclick =
        on_act.reform(move |_: MouseEvent| Act::SaveTable(TABLE.to_owned(), table.clone()));
    html! {
        <button class="small" {onclick} aria-label="Save the report's experiments as CSV">{ "Save CSV" }</button>
    }
}

fn histogram(repeat: &Repeat, view: &FiguresView, on_act: &Callback<Act>) -> Html {
    let plot = Plot::Waits(Waits {
        name: format!("histogram-{}", repeat.name),
        title: format!("{}: {}", repeat.title, Experiment::Histogram.title()),
        finding:
            "A histogram: how many of 450 requests took how long. In the report most took 0.2 to \
                  0.3 s."
                .to_owned(),
        bins: repeat.bins(),
    });
    let as_table = view.as_tables.contains(plot.name());
    html! { <Card key={repeat.name.clone()} {plot} {as_table} on_act={on_act.clone()} /> }
}
