//! Sweeps: how figures depend on something else.

use super::FiguresView;
use super::card::Card;
use super::standing::standing;
use crate::act::Act;
use crate::glossary::Explainer;
use crate::measuring::{State, Task};
use crate::panels::term::explained;
use crate::plot::Plot;
use std::rc::Rc;
use trading_post::figures::{Point, Sweep};
use yew::prelude::*;

/// What they are.
const SWEEPS: &str = "How a figure depends on something else, point by point; with what formulas say of \
                      it, where there are some.";

/// The part of the region.
pub fn sweeps(view: &FiguresView, words: &Explainer, on_act: &Callback<Act>) -> Html {
    let known = view.sweeps.iter().filter_map(|(sweep, state)| match state {
        State::Known(points) => Some(Plot::Sweep(*sweep, Rc::clone(points))),
        State::Open | State::Waits | State::UnderWay(..) => None,
    });
    html! {
        <section class="card part" aria-label="Sweeps">
            <h2>{ explained("Sweeps", words) }</h2>
            <p class="lead">{ explained(SWEEPS, words) }</p>
            <div class="standing">{ all(view, on_act) }</div>
            <ul class="sweeps" aria-label="Sweeps">
                { for view.sweeps.iter().map(|(sweep, state)| row(*sweep, state, words, on_act)) }
            </ul>
            <div class="columns">{ for known.map(|plot| card(plot, view, on_act)) }</div>
        </section>
    }
}

/// The way to all that nobody has asked for yet.
fn all(view: &FiguresView, on_act: &Callback<Act>) -> Html {
    let open = view.sweeps.iter().filter(|(_, state)| matches!(state, State::Open));
    let open: Vec<Sweep> = open.map(|(sweep, _)| *sweep).collect();
    if open.is_empty() {
        return Html::default();
    }
    let onclick = {
        let on_act = on_act.clone();
        move |_: MouseEvent| {
            open.iter().for_each(|sweep| on_act.emit(Act::Measure(Task::Sweep(*sweep))));
        }
    };
    html! {
        <>
            <button class="small" {onclick}>{ "Measure all sweeps" }</button>
            <span class="soft">{ "One after the other, in the background; most take less than a second, those of up to 1,000 peers some seconds." }</span>
        </>
    }
}

fn row(sweep: Sweep, state: &State<Point>, words: &Explainer, on_act: &Callback<Act>) -> Html {
    html! {
        <li key={sweep.name()}>
            <span class="what"><b>{ explained(sweep.title(), words) }</b><small>{ explained(sweep.sentence(), words) }</small></span>
            <span class="standing">{ standing(state, Task::Sweep(sweep), sweep.title(), on_act) }</span>
        </li>
    }
}

fn card(plot: Plot, view: &FiguresView, on_act: &Callback<Act>) -> Html {
    let as_table = view.as_tables.contains(plot.name());
    let key = plot.name().to_owned();
    html! { <Card {key} {plot} {as_table} on_act={on_act.clone()} /> }
}
