//! Tour: the card that leads somebody through a run, the list of tours, and the invitation to one.

use crate::act::{Act, Guide, Look};
use crate::panels::dialog::Dialog;
use crate::panels::term::explaining;
use crate::tour::{Asked, Sight, Tour, TourView, Verdict};
use std::collections::BTreeSet;
use yew::prelude::*;

/// How something looks that is to be looked at.
const RING: &str = "outline: var(--look); outline-offset: 3px; border-radius: 8px; \
                    animation: look 1.6s ease-in-out infinite; scroll-margin: var(--reach) 0 var(--below);";

/// The card of a tour that somebody is on.
pub fn tour_card(view: &TourView, on_act: &Callback<Act>) -> Html {
    html! {
        <section class="card tour" role="region" aria-label="Tour">
            { ring(&view.sights) }
            <div class="head">
                <h2 tabindex="-1">{ view.title }</h2>
                <span class="soft num">{ format!("step {} of {}", view.step, view.steps) }</span>
                <span class="space"></span>
                { button("small", "Leave", Guide::Leave, on_act) }
            </div>
            <progress aria-hidden="true" max={view.steps.to_string()} value={view.step.to_string()}></progress>
            <div role="status" aria-label="Step">
                if !view.under_way {
                    { verdict(view) }
                }
                <p class={classes!("told", view.under_way.then_some("watch"))}>{ told(view) }</p>
                { pointing(&view.sights) }
            </div>
            if let Some(asked) = view.asked.as_ref().filter(|_| !view.under_way) {
                { question(asked, on_act) }
            }
            { ways(view, on_act) }
        </section>
    }
}

fn told(view: &TourView) -> Html {
    match view.word {
        Some(word) => explaining(&view.text, word),
        None => html! { &view.text },
    }
}

/// What the rings say, for those who do not see them.
fn pointing(sights: &[Sight]) -> Html {
    if sights.is_empty() {
        return Html::default();
    }
    let names: Vec<_> = sights.iter().map(|sight| sight.name()).collect();
    html! { <p class="unseen">{ format!("Look at: {}.", names.join(", ")) }</p> }
}

/// Where to go from here.
fn ways(view: &TourView, on_act: &Callback<Act>) -> Html {
    html! {
        <div class={classes!("ways", view.under_way.then_some("waiting"))}>
            if view.elsewhere {
                <p class="soft">{ "You have left the tour's path." }</p>
                { button("small", "Go on from the tour's moment", Guide::ComeBack, on_act) }
            }
            <span class="space"></span>
            if view.step > 1 {
                { button("btn", "Back", Guide::Back, on_act) }
            }
            { onwards(view, on_act) }
        </div>
    }
}

/// Who is in a hurry comes to the step that is on its way, not past it. The way onwards is always the same
/// button to the browser, so that it keeps the focus from step to step.
fn onwards(view: &TourView, on_act: &Callback<Act>) -> Html {
    let button = |class, name: &str, guide| button(class, name.to_owned(), guide, on_act);
    let next = if view.asked.is_some() { "Show it" } else { "Next" };
    let buttons = match view.next {
        _ if view.under_way => vec![button("btn primary", "Skip the wait", Guide::ComeBack)],
        _ if view.step < view.steps => {
            vec![button("btn", "Skip", Guide::Skip), button("btn primary", next, Guide::Next)]
        }
        None => vec![button("btn primary", "Finish", Guide::Leave)],
        Some(tour) => {
            let name = format!("Next tour: {}", tour.plan().title);
            vec![
                button("btn", "Finish", Guide::Leave),
                button("btn primary", &name, Guide::Begin(tour)),
            ]
        }
    };
    html! { <>{ for buttons }</> }
}

fn button(
    class: &'static str,
    name: impl Into<AttrValue>,
    guide: Guide,
    on_act: &Callback<Act>,
) -> Html {
    let name = name.into();
    let key = if class == "btn primary" { AttrValue::from("on") } else { name.clone() };
    let onclick = on_act.reform(move |_: MouseEvent| Act::Guide(guide));
    html! { <button key={key.to_string()} {class} {onclick}>{ name }</button> }
}

/// Whether it was predicted, and what it was.
fn verdict(view: &TourView) -> Html {
    let Some(Verdict { said, answer }) = &view.verdict else {
        return Html::default();
    };
    let (class, word) = match said {
        Some(said) if said == answer => ("right", "You were right: ".to_owned()),
        Some(said) => ("wrong", format!("You said: {said}. The answer: ")),
        None => ("open", "The answer: ".to_owned()),
    };
    html! { <p class={classes!("verdict-line", class)}>{ word }<b>{ answer }</b>{ "." }</p> }
}

fn question(asked: &Asked, on_act: &Callback<Act>) -> Html {
    let choice = |(i, text): (usize, &String)| {
        let onchange = on_act.reform(move |_: Event| Act::Guide(Guide::Predict(i)));
        html! {
            <label key={i} class="choice">
                <input type="radio" name="prediction" checked={asked.predicted == Some(i)} {onchange} />
                { text }
            </label>
        }
    };
    html! {
        <fieldset>
            <legend>{ &asked.question }</legend>
            { for asked.choices.iter().enumerate().map(choice) }
        </fieldset>
    }
}

/// Draws a ring around what is to be looked at: what that is changes with every step, where it is with
/// every frame, so that only the browser can find it.
fn ring(sights: &[Sight]) -> Html {
    if sights.is_empty() {
        return Html::default();
    }
    let selectors: Vec<_> = sights.iter().map(|sight| sight.selector()).collect();
    html! { <style>{ format!(":is({}) {{ {RING} }}", selectors.join(", ")) }</style> }
}

/// The dialog that lists all tours, and marks those that were `taken`.
pub fn tours(taken: &BTreeSet<Tour>, on_act: &Callback<Act>) -> Html {
    let row = |tour: Tour| row(tour, taken.contains(&tour), on_act);
    let on_close = on_act.reform(|()| Act::Look(Look::Dialog(None)));
    html! {
        <Dialog name="Tours" {on_close}>
            <h2>{ "Tours" }</h2>
            <p>{ "Each leads through a real run, step by step. Play, click and break things on the way as you \
                  like: the tour leads back, and what you did stays in History." }</p>
            <ul class="deeds tours">{ for Tour::ALL.into_iter().map(row) }</ul>
        </Dialog>
    }
}

fn row(tour: Tour, taken: bool, on_act: &Callback<Act>) -> Html {
    let plan = tour.plan();
    let begin = if taken { "Again" } else { "Begin" };
    let onclick = on_act.reform(move |_: MouseEvent| Act::Guide(Guide::Begin(tour)));
    html! {
        <li key={plan.name}>
            <span class="what"><b>{ plan.title }</b><span class="soft">{ minutes(tour) }</span>
                if taken {
                    <span class="taken">{ "✓ taken" }</span>
                }
                <small>{ plan.sentence }</small></span>
            <span class="acts">
                <button class="small" aria-label={format!("{begin}: {}", plan.title)} {onclick}>{ begin }</button>
            </span>
        </li>
    }
}

fn minutes(tour: Tour) -> String {
    format!("{} minutes", tour.plan().minutes)
}

/// What a newcomer is invited to.
pub fn invitation(on_act: &Callback<Act>) -> Html {
    let tour = Tour::ALL[0];
    html! {
        <aside class="card invitation" aria-label="Invitation">
            <p><b>{ "New here?" }</b>{ " Take the tour: " }{ tour.plan().title }{ ", " }{ minutes(tour) }{ "." }</p>
            { button("small", "Take the tour", Guide::Begin(tour), on_act) }
            { button("small", "Not now", Guide::Decline, on_act) }
        </aside>
    }
}
