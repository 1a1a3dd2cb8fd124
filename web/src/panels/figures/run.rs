//! This run: response times, elections, messages and clocks of what is on screen.

use super::FiguresView;
use super::card::Card;
use super::grid::grid;
use crate::act::Act;
use crate::glossary::{Explainer, Meaning};
use crate::lab::Lab;
use crate::panels::term::{Term, explained};
use crate::plot::{Plot, Waits};
use crate::scene::legend::says;
use crate::surveying::{Surveying, elections};
use trading_post::figures::{Experiment, Survey, Table, Unit};
use trading_post::peer::rules::Algorithm;
use trading_post::time::{Duration, Instant};
use yew::prelude::*;

/// What is shown of the run on screen.
#[derive(Clone, PartialEq, Debug)]
pub struct RunView {
    title: String,
    until: Instant,
    election: Algorithm,
    /// So many of so many events are counted, as long as some are not.
    open: Option<(usize, usize)>,
    figures: Option<RunFigures>,
}

#[derive(Clone, PartialEq, Debug)]
struct RunFigures {
    waits: Table,
    raw_waits: Table,
    plot: Option<Plot>,
    elections: Table,
    messages: Table,
    /// How many messages were sent, how many were lost, what a clock weighs.
    sentence: String,
}

impl RunView {
    /// What a survey of the run has come to.
    pub fn of(lab: &Lab, surveying: Option<&Surveying>) -> Self {
        let all = lab.run().trace_length();
        let taken = surveying.map_or(0, Surveying::taken);
        Self {
            title: lab.scenario().title.clone(),
            until: lab.shown(),
            election: lab.scenario().election,
            open: (taken < all).then_some((taken, all)),
            figures: surveying
                .filter(|_| taken == all)
                .map(|surveying| figures(lab, surveying.survey())),
        }
    }
}

fn figures(lab: &Lab, survey: &Survey) -> RunFigures {
    let bins = survey.bins();
    RunFigures {
        waits: survey.waits_told(),
        raw_waits: survey.waits_raw(),
        plot: (!bins.is_empty()).then(|| {
            Plot::Waits(Waits {
                name: "this-run".to_owned(),
                title: "Response times of this run".to_owned(),
                finding:
                    "A histogram: how many requests took how long, from before the check of the \
                          trader to the answer; of the report's 450 most took 0.2 to 0.3 s."
                        .to_owned(),
                bins,
            })
        }),
        elections: elections_table(&elections(lab.run(), &lab.index().spans)),
        messages: survey.messages(),
        sentence: sentence(survey),
    }
}

fn elections_table(took: &[Duration]) -> Table {
    let told = |time: Option<u64>| time.map_or_else(|| "–".to_owned(), |us| Unit::Micros.told(us));
    let sum: u64 = took.iter().map(|time| time.0).sum();
    let longest = took.iter().map(|time| time.0).max();
    let head = ["elections", "mean", "longest", "the report"].map(str::to_owned).into();
    let mean = sum.checked_div(took.len() as u64);
    let report = Experiment::Election.report_mean();
    let row = vec![took.len().to_string(), told(mean), told(longest), told(report)];
    Table { head, rows: vec![row] }
}

fn sentence(survey: &Survey) -> String {
    let tally = survey.tally();
    let (sent, lost) = (tally.messages().values().sum::<u64>(), tally.lost());
    let clocks = match survey.clock_bytes() {
        None => "No trader has traded yet, so that no clock was weighed.".to_owned(),
        Some((full, packed)) => format!(
            "A message of them carries {full} bytes of clock on average, {packed} if entries are packed."
        ),
    };
    format!("{sent} messages were sent, {lost} were lost. {clocks}")
}

/// The part of the region.
pub fn run(view: &FiguresView, words: &Explainer, on_act: &Callback<Act>) -> Html {
    let RunView { title, until, election, open, figures } = &view.run;
    html! {
        <section class="card part" aria-label="This run">
            <h2>{ "This run" }</h2>
            <p class="lead">{ format!("{title}, up to {until} s") }</p>
            if let Some((taken, all)) = open {
                <div class="standing">
                    <progress aria-label="This run" value={taken.to_string()} max={all.to_string()}></progress>
                    <span class="soft num">{ format!("{taken} of {all} events") }</span>
                </div>
            }
            if let Some(figures) = figures {
                { shown(figures, view, words, on_act) }
                { messages(figures, *election, words, on_act) }
            }
        </section>
    }
}

fn shown(
    figures: &RunFigures,
    view: &FiguresView,
    words: &Explainer,
    on_act: &Callback<Act>,
) -> Html {
    html! {
        <div class="columns">
            <div>
                { waits(figures, words, on_act) }
                { grid("Elections, from the first doubt until a trader trades", &figures.elections, words) }
            </div>
            if let Some(plot) = &figures.plot {
                <Card plot={plot.clone()} as_table={view.as_tables.contains(plot.name())} on_act={on_act.clone()} />
            }
        </div>
    }
}

/// Messages by kind, each explained, and what there is to say of all of them.
fn messages(
    figures: &RunFigures,
    election: Algorithm,
    words: &Explainer,
    on_act: &Callback<Act>,
) -> Html {
    let kind = |row: &Vec<String>| {
        html! { <div key={row[0].clone()}><dt>{ named(&row[0], election) }</dt><dd class="num">{ &row[1] }</dd></div> }
    };
    html! {
        <>
            <h3>{ "Messages by kind" }</h3>
            <p class="soft">{ explained(&figures.sentence, words) }</p>
            <dl class="facts" aria-label="Messages by kind">{ for figures.messages.rows.iter().map(kind) }</dl>
            { save("messages", "the messages of this run", &figures.messages, on_act) }
        </>
    }
}

/// The name of a kind of message, with what its sender says by it.
fn named(kind: &str, election: Algorithm) -> Html {
    match says(kind, election) {
        Some(says) => {
            let word = Meaning { word: kind.to_owned().into(), text: says.into() };
            html! { <Term {word} /> }
        }
        None => html! { kind.to_owned() },
    }
}

fn waits(figures: &RunFigures, words: &Explainer, on_act: &Callback<Act>) -> Html {
    if figures.waits.rows.is_empty() {
        return html! {
            <p>{ "No buyer has waited for an answer yet, its first request apart, which finds a trader \
                that has just been elected: let the run go on for some seconds." }</p>
        };
    }
    html! {
        <>
            { grid("Response times, first requests apart", &figures.waits, words) }
            { save("response-times", "the response times of this run", &figures.raw_waits, on_act) }
        </>
    }
}

fn save(name: &str, what: &str, table: &Table, on_act: &Callback<Act>) -> Html {
    let (name, table) = (name.to_owned(), table.clone());
    let onclick = on_act.reform(move |_: MouseEvent| Act::SaveTable(name.clone(), table.clone()));
    html! {
        <button class="small" {onclick} aria-label={format!("Save {what} as CSV")}>{ "Save CSV" }</button>
    }
}
