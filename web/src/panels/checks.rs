//! Checks: each invariant, green or red at the moment shown, with the events that prove a breach;
//! what was seen sometimes; the hunt for a schedule that breaks one.

mod hunt;

use crate::act::Act;
use crate::glossary::{Explainer, Word};
use crate::hunting::Report;
use crate::lab::Lab;
use crate::panels::term::{Term, explained, explaining};
use crate::replaying::Verdict;
use hunt::HuntForm;
pub use hunt::Wishes;
use trading_post::check::{Breach, Invariant, Sometimes};
use trading_post::scenario::Exhibit;
use trading_post::time::Instant;
use yew::prelude::*;

/// So many events are listed of those that prove a breach.
const PROOF_MOST: usize = 12;

/// The words of the statements.
fn words() -> Explainer {
    Explainer::new(&[
        ("grants", Word::Grant),
        ("epoch", Word::Epoch),
        ("vote", Word::MajorityVote),
        ("appends", Word::Append),
        ("commissions", Word::Commission),
        ("offer", Word::Offer),
        ("retry", Word::Retry),
        ("happened before", Word::HappenedBefore),
        ("causality", Word::Causality),
        ("link", Word::Link),
        ("interventions", Word::Intervention),
        ("acknowledged", Word::Acknowledge),
    ])
}

/// What Checks shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ChecksView {
    rows: Vec<CheckRow>,
    facts: Vec<FactRow>,
    events: usize,
    hunt: Option<Report>,
    replay: Option<Verdict>,
}

/// An invariant, and how it stands.
#[derive(Clone, PartialEq, Debug)]
struct CheckRow {
    invariant: Invariant,
    /// How often there was something to judge on this branch.
    examined: u64,
    state: State,
}

/// How an invariant stands at the moment shown.
#[derive(Clone, PartialEq, Debug)]
enum State {
    /// It holds, and had something to judge.
    Holds,
    /// There was nothing to judge.
    Idle,
    /// It is broken.
    Broken(Broken),
    /// It holds still, and breaks later in what is known.
    Ahead(Broken),
}

/// How it broke.
#[derive(Clone, PartialEq, Debug)]
struct Broken {
    sentence: String,
    at: Instant,
    event: usize,
    proof: Vec<(usize, String)>,
}

/// Something that should be seen sometimes.
#[derive(Clone, PartialEq, Debug)]
struct FactRow {
    fact: Sometimes,
    count: u64,
    first: Option<usize>,
}

impl ChecksView {
    /// How the checks stand at the moment shown, and what a hunt and a replay have come to.
    #[must_use]
    pub fn of(lab: &Lab, hunt: Option<Report>, replay: Option<Verdict>) -> Self {
        let checks = &lab.index().checks;
        let row = |invariant| CheckRow {
            invariant,
            examined: checks.examined(invariant),
            state: if invariant == Invariant::Replay {
                replay_state(lab, replay.as_ref())
            } else {
                state(lab, invariant)
            },
        };
        let facts = checks.sometimes().map(|sighting| FactRow {
            fact: sighting.fact,
            count: sighting.count,
            first: sighting.first,
        });
        Self {
            rows: Invariant::ALL.map(row).into(),
            facts: facts.into(),
            events: lab.run().trace().len(),
            hunt,
            replay: replay.clone(),
        }
    }

    fn red(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.state, State::Broken(_))).count()
    }
}

fn state(lab: &Lab, invariant: Invariant) -> State {
    let checks = &lab.index().checks;
    let breach = checks.breaches().iter().find(|breach| breach.invariant == invariant);
    match breach {
        Some(breach) if breach.event < lab.run().trace_length() => {
            State::Broken(broken(lab, breach))
        }
        Some(breach) => State::Ahead(broken(lab, breach)),
        None if checks.examined(invariant) == 0 => State::Idle,
        None => State::Holds,
    }
}

/// A branch that is played again is judged as a whole.
fn replay_state(lab: &Lab, replay: Option<&Verdict>) -> State {
    match replay {
        Some(Verdict::Same(..)) => State::Holds,
        Some(Verdict::Differs(breach)) => State::Broken(broken(lab, breach)),
        Some(Verdict::Unfinished(_) | Verdict::Left) | None => State::Idle,
    }
}

fn broken(lab: &Lab, breach: &Breach) -> Broken {
    let first = breach.proof.len().saturating_sub(PROOF_MOST);
    let trace = lab.run().trace();
    // What a branch has that is played again, and its record has not, is beyond its end.
    let told = |event: &usize| {
        let at = trace.get(*event)?.at;
        Some((*event, format!("{at} s: {}", lab.sentence(*event))))
    };
    Broken {
        sentence: breach.sentence.clone(),
        at: trace.get(breach.event).map_or_else(|| lab.world().now(), |event| event.at),
        event: breach.event,
        proof: breach.proof[first..].iter().filter_map(told).collect(),
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: ChecksView,
    /// What stands in the form of the hunt.
    pub wishes: Wishes,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Checks(props: &Props) -> Html {
    let Props { view, wishes, on_act } = props;
    let words = words();
    html! {
        <section class="panel checks" role="region" aria-label="Checks">
            <p class="lead">{ explained(&verdict(view), &Explainer::new(&[("broken", Word::Breach)])) }</p>
            <p class="soft">{ "Each is an " }<Term word={Word::Invariant} />
                { "; most are kept by a " }<Term word={Word::Defence} />{ "." }</p>
            <ul class="invariants" aria-label="Invariants">
                { for view.rows.iter().map(|row| check(row, view.replay.as_ref(), &words, on_act)) }
            </ul>
            <h3><Term word={Word::Hunt} text="Hunt" /></h3>
            <HuntForm wishes={wishes.clone()} report={view.hunt.clone()} on_act={on_act.clone()} />
            <h3>{ "Seen sometimes" }</h3>
            <p class="soft">{ "A green run must not be an empty one: how often this branch came into such straits." }</p>
            <ul class="sightings" aria-label="Seen sometimes">
                { for view.facts.iter().map(|row| fact(row, on_act)) }
            </ul>
        </section>
    }
}

fn verdict(view: &ChecksView) -> String {
    match view.red() {
        0 => format!("Nothing is broken now. {} events of this branch are checked.", view.events),
        1 => "1 of 13 statements is broken.".to_owned(),
        red => format!("{red} of 13 statements are broken."),
    }
}

fn check(
    row: &CheckRow,
    replayed: Option<&Verdict>,
    words: &Explainer,
    on_act: &Callback<Act>,
) -> Html {
    let (class, mark, word) = match row.state {
        State::Holds => ("green", "\u{2713}", "holds".to_owned()),
        State::Idle => ("idle", "\u{2013}", "nothing to judge yet".to_owned()),
        State::Broken(ref broken) => ("red", "\u{2717}", format!("broken at {} s", broken.at)),
        State::Ahead(ref broken) => ("ahead", "\u{2713}", format!("breaks at {} s", broken.at)),
    };
    // It stays open where somebody goes back to an event that proves it.
    let open = matches!(row.state, State::Broken(_) | State::Ahead(_));
    html! {
        <li key={row.invariant.name()} class={class}>
            <details {open}>
                <summary>
                    <span class="verdict" aria-hidden="true">{ mark }</span>
                    <b>{ row.invariant.name() }</b>
                    <span class="what">{ explained(row.invariant.statement(), words) }</span>
                    <span class="state">{ word }</span>
                </summary>
                { breach(&row.state, on_act) }
                <p class="soft">{ explaining(&format!("Must hold {}. {}", row.invariant.when(), examined(row)), Word::Eventually) }</p>
                if row.invariant == Invariant::Replay {
                    { replay(replayed, on_act) }
                }
                { exhibits(row.invariant, on_act) }
            </details>
        </li>
    }
}

fn examined(row: &CheckRow) -> String {
    match (row.invariant, row.examined) {
        (Invariant::Replay, _) => "It is judged by playing the run again.".to_owned(),
        (_, 1) => "Judged once on this branch.".to_owned(),
        (_, times) => format!("Judged {times} times on this branch."),
    }
}

/// The branch played again: what came of it, and the way to do it.
fn replay(replayed: Option<&Verdict>, on_act: &Callback<Act>) -> Html {
    let text = match replayed {
        None => String::new(),
        Some(Verdict::Unfinished(events)) => format!("The same so far: {events} events …"),
        Some(Verdict::Same(events, digest)) => {
            format!("Played again, all {events} events were the same; their digest is {digest}.")
        }
        Some(Verdict::Differs(breach)) => format!("{}.", breach.sentence),
        Some(Verdict::Left) => "Another branch is on screen by now: nothing was judged.".to_owned(),
    };
    let onclick = on_act.reform(|_: MouseEvent| Act::Replay);
    html! {
        <p role="status" aria-label="Played again">
            <button class="small" {onclick}>{ "Play it again and compare" }</button>
            { " " }{ explaining(&text, Word::Digest) }
        </p>
    }
}

fn breach(state: &State, on_act: &Callback<Act>) -> Html {
    let (State::Broken(broken) | State::Ahead(broken)) = state else {
        return Html::default();
    };
    html! {
        <div class="breach">
            <p>{ format!("{}.", broken.sentence) }</p>
            <button class="small" onclick={jumping(broken.event, on_act)}>{ "Go to the first moment" }</button>
            <ol class="last-step">
                { for broken.proof.iter().map(|(event, text)| html! {
                    <li key={*event}>
                        <button class="link" title="Go to this moment" onclick={jumping(*event, on_act)}>{ text }</button>
                    </li>
                }) }
            </ol>
        </div>
    }
}

/// The scenarios in which it can be seen to break, and to hold.
fn exhibits(invariant: Invariant, on_act: &Callback<Act>) -> Html {
    let fits = |exhibit: &Exhibit| exhibit.invariant() == invariant;
    let button = |word, name: String, label: String| {
        let onclick = on_act.reform(move |_: MouseEvent| Act::OpenPreset(name.clone()));
        html! { <button class="small" {onclick} aria-label={label}>{ word }</button> }
    };
    let row = |exhibit: Exhibit| {
        html! {
            <li key={exhibit.name()}>
                <span class="what">{ exhibit.title() }</span>
                <span class="acts">
                    { button("See it break", exhibit.name().to_owned(), format!("{}: see it break", exhibit.title())) }
                    { button("Defended", format!("{}-defended", exhibit.name()),
                        format!("{}: see it defended", exhibit.title())) }
                </span>
            </li>
        }
    };
    html! { <ul class="deeds">{ for Exhibit::ALL.into_iter().filter(fits).map(row) }</ul> }
}

fn fact(row: &FactRow, on_act: &Callback<Act>) -> Html {
    html! {
        <li key={row.fact.statement()} class={classes!((row.count == 0).then_some("idle"))}>
            <span class="num count">{ row.count }</span>
            if let Some(event) = row.first {
                <button class="link" title="Go to the first time" onclick={jumping(event, on_act)}>
                    { row.fact.statement() }
                </button>
            } else {
                <span class="soft">{ row.fact.statement() }</span>
            }
        </li>
    }
}

fn jumping(event: usize, on_act: &Callback<Act>) -> Callback<MouseEvent> {
    on_act.reform(move |_| Act::JumpTo(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_a_statement() {
        assert_eq!(words().left_after(Invariant::ALL.map(Invariant::statement)), [""; 0]);
    }
}
