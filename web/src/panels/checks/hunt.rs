//! The hunt: what it may do, how far it has come, what it found.

use crate::act::{Act, Look};
use crate::glossary::{Explainer, Word};
use crate::hunting::{Report, State};
use crate::panels::term::explained;
use std::rc::Rc;
use trading_post::check::hunt::{Allowance, Kind, Plan, Strategy};
use trading_post::time::Duration;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What a hunt does.
const HUNTS: &str = "From the moment shown, many continuations are tried, step by step; the first that \
                     breaks a statement is cut down to the fewest acts, and opens as a branch.";

fn words() -> Explainer {
    Explainer::new(&[
        ("continuations", Word::Continuation),
        ("step", Word::Step),
        ("acts", Word::Intervention),
        ("branch", Word::Branch),
    ])
}

const STRATEGIES: [(Strategy, &str); 3] = [
    (Strategy::Random, "at random"),
    (Strategy::DepthFirst, "one after the other, fewest acts first"),
    (Strategy::Reduced, "the same, without those that lead to the same"),
];

/// A number that bounds a hunt.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Acts,
    Depth,
    Span,
    Tries,
    Seed,
}

impl Bound {
    const ALL: [Self; 5] = [Self::Acts, Self::Depth, Self::Span, Self::Tries, Self::Seed];

    const fn name(self) -> &'static str {
        match self {
            Self::Acts => "acts at most",
            Self::Depth => "within steps",
            Self::Span => "seconds after",
            Self::Tries => "continuations",
            Self::Seed => "hunt's seed",
        }
    }

    const fn usual(self) -> &'static str {
        match self {
            Self::Acts => "1",
            Self::Depth => "500",
            Self::Span => "10",
            Self::Tries => "10000",
            Self::Seed => "0",
        }
    }

    const fn range(self) -> (u64, u64) {
        match self {
            Self::Acts => (0, 20),
            Self::Depth => (1, 100_000),
            Self::Span => (0, 3_600),
            Self::Tries => (1, 10_000_000),
            Self::Seed => (0, u64::MAX),
        }
    }

    /// The number that was typed.
    fn read(self, typed: &str) -> Result<u64, String> {
        let (least, most) = self.range();
        let number = typed.trim().parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            let name = self.name();
            format!("Hunt, {name}: found {typed:?}, expected a whole number from {least} to {most}")
        })
    }
}

/// What stands in the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wishes {
    strategy: Strategy,
    kinds: Vec<Kind>,
    typed: [String; Bound::ALL.len()],
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            strategy: Strategy::Random,
            kinds: vec![Kind::Crash],
            typed: Bound::ALL.map(|bound| bound.usual().to_owned()),
        }
    }
}

impl Wishes {
    fn plan(&self) -> Result<Plan, String> {
        let number = |bound: Bound| bound.read(&self.typed[bound as usize]);
        let most_acts = usize::try_from(number(Bound::Acts)?).unwrap_or(usize::MAX);
        Ok(Plan {
            allowed: self
                .kinds
                .iter()
                .map(|kind| Allowance { kind: *kind, most: most_acts })
                .collect(),
            most_acts,
            depth: usize::try_from(number(Bound::Depth)?).unwrap_or(usize::MAX),
            span: Duration::from_millis(number(Bound::Span)? * 1_000),
            continuations: number(Bound::Tries)?,
            seed: number(Bound::Seed)?,
            ..Plan::new(self.strategy)
        })
    }

    fn turn(&mut self, kind: Kind) {
        if self.kinds.contains(&kind) {
            self.kinds.retain(|other| *other != kind);
        } else {
            self.kinds.push(kind);
        }
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in the form.
    pub wishes: Wishes,
    /// How far a hunt has come, if there is one.
    pub report: Option<Report>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The form, and what came of it.
#[component]
pub fn HuntForm(props: &Props) -> Html {
    let (wishes, on_act) = (&props.wishes, &props.on_act);
    let hunts = goes_on(props.report.as_ref());
    let (button, cancelled) = (use_node_ref(), use_mut_ref(|| false));
    let stop = {
        let (cancelled, on_act) = (Rc::clone(&cancelled), on_act.clone());
        Callback::from(move |_: MouseEvent| {
            cancelled.replace(true);
            on_act.emit(Act::StopHunt);
        })
    };
    // The button that cancels goes away with the hunt, and would take the focus with it.
    use_effect_with(hunts, {
        let button = button.clone();
        move |hunts| {
            if !hunts && cancelled.take() {
                focus(&button);
            }
        }
    });
    let onsubmit = {
        let (wishes, on_act) = (wishes.clone(), on_act.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            on_act.emit(match wishes.plan() {
                Ok(plan) => Act::Hunt(Box::new(plan)),
                Err(why) => Act::Complain(why),
            });
        }
    };
    html! {
        <form class="fault-form hunt" {onsubmit}>
            <p class="soft">{ explained(HUNTS, &words()) }</p>
            <div class="parties" role="group" aria-label="Acts that the hunt may do">
                { for Kind::ALL.into_iter().map(|kind| tick(kind, wishes, on_act)) }
            </div>
            <div class="fields">
                { strategy(wishes, on_act) }
                { for Bound::ALL.into_iter().map(|bound| field(bound, wishes, on_act)) }
                <button type="submit" class="small" disabled={hunts} ref={button}>{ "Hunt" }</button>
            </div>
            if let Some(report) = &props.report {
                { outcome(report, &stop, on_act) }
            }
        </form>
    }
}

fn focus(button: &NodeRef) {
    if let Some(button) = button.cast::<HtmlElement>() {
        // A browser that will not move the focus leaves it where it is.
        let _ = button.focus();
    }
}

fn goes_on(report: Option<&Report>) -> bool {
    report.is_some_and(|report| matches!(report.state, State::Hunts | State::Shrinks(_)))
}

/// Puts other wishes into the form.
fn wishing(wishes: Wishes) -> Act {
    Act::Look(Look::Wish(Box::new(wishes)))
}

fn tick(kind: Kind, wishes: &Wishes, on_act: &Callback<Act>) -> Html {
    let checked = wishes.kinds.contains(&kind);
    let mut next = wishes.clone();
    next.turn(kind);
    let onchange = on_act.reform(move |_: Event| wishing(next.clone()));
    html! {
        <label key={kind.name()} class="party">
            <input type="checkbox" {checked} {onchange} />{ kind.name() }
        </label>
    }
}

fn strategy(wishes: &Wishes, on_act: &Callback<Act>) -> Html {
    let onchange = {
        let (wishes, on_act) = (wishes.clone(), on_act.clone());
        move |event: Event| {
            let place = event.target_dyn_into::<HtmlSelectElement>().map(|s| s.selected_index());
            let chosen = place.and_then(|place| STRATEGIES.get(usize::try_from(place).ok()?));
            if let Some((strategy, _)) = chosen {
                on_act.emit(wishing(Wishes { strategy: *strategy, ..wishes.clone() }));
            }
        }
    };
    html! {
        <label>{ "tried" }
            <select aria-label="How the hunt tries" {onchange}>
                { for STRATEGIES.iter().map(|(strategy, words)| html! {
                    <option selected={*strategy == wishes.strategy}>{ *words }</option>
                }) }
            </select>
        </label>
    }
}

fn field(bound: Bound, wishes: &Wishes, on_act: &Callback<Act>) -> Html {
    let oninput = {
        let (wishes, on_act) = (wishes.clone(), on_act.clone());
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let mut next = wishes.clone();
                next.typed[bound as usize] = input.value();
                on_act.emit(wishing(next));
            }
        }
    };
    html! {
        <label key={bound.name()} class="amount">{ bound.name() }
            <input class="num" type="text" inputmode="numeric" autocomplete="off"
                value={wishes.typed[bound as usize].clone()} {oninput} />
        </label>
    }
}

fn outcome(report: &Report, stop: &Callback<MouseEvent>, on_act: &Callback<Act>) -> Html {
    let (tried, most) = report.tried;
    let count = format!("{tried} of at most {most} continuations, {} steps", report.steps);
    match &report.state {
        State::Hunts => under_way(format!("Hunting: {count}"), (tried, most), stop),
        State::Shrinks(acts) => {
            under_way(format!("Found with {acts} acts; tries to do with fewer"), (1, 1), stop)
        }
        State::Nothing => html! {
            <p class="outcome" role="status">{ format!("Nothing breaks within these bounds: {count}.") }</p>
        },
        State::Found { check, sentence, acts } => {
            let open = on_act.reform(|_: MouseEvent| Act::OpenFind);
            html! {
                <div class="outcome breach" role="status">
                    <p>{ format!("{check} breaks, after {count}: {sentence}.") }</p>
                    if acts.is_empty() {
                        <p class="soft">{ "It breaks by itself: nothing has to be done." }</p>
                    }
                    <ol class="last-step">{ for acts.iter().map(|act| html! { <li>{ act }</li> }) }</ol>
                    <button type="button" class="small" onclick={open}>{ "Open it as a branch" }</button>
                </div>
            }
        }
    }
}

fn under_way(text: String, (done, all): (u64, u64), stop: &Callback<MouseEvent>) -> Html {
    html! {
        <div class="outcome">
            <progress aria-label="Hunt" value={done.to_string()} max={all.to_string()}></progress>
            // Beside the bar, and the text that grows below both: a button that moves cannot be hit.
            <button type="button" class="small" onclick={stop.clone()}>{ "Cancel" }</button>
            <span class="far soft num">{ text }</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_plan() {
        let plan = Wishes::default().plan().expect("the usual makes sense");
        assert_eq!(plan, Plan::new(Strategy::Random));
    }

    #[test]
    fn a_bound_that_is_none_is_named() {
        let mut wishes = Wishes::default();
        wishes.typed[Bound::Span as usize] = "soon".to_owned();
        assert_eq!(
            wishes.plan(),
            Err("Hunt, seconds after: found \"soon\", expected a whole number from 0 to 3600"
                .to_owned())
        );
    }
}
