//! How the columns move along together.

use super::view::CompareView;
use crate::act::Act;
use crate::comparing::{FASTEST, MOST, Together};
use crate::glossary::Explainer;
use crate::icon::icon;
use crate::panels::term::explained;
use crate::panels::transport::{slid, speed_slider};
use crate::scene::glyph::Glyph;
use trading_post::time::Instant;
use yew::prelude::*;

/// The slider's steps are a millisecond each.
const STEP_US: u64 = 1_000;

/// Shows them.
pub fn controls(view: &CompareView, words: &Explainer, on_act: &Callback<Act>) -> Html {
    let at_start = view.at == Instant::START;
    let (play, picture) =
        if view.playing { ("Pause", Glyph::Pause) } else { ("Play", Glyph::Play) };
    let on_speed = on_act.reform(|speed| Act::Together(Together::Speed(speed)));
    html! {
        <div class="card controls">
            <div class="title">
                <h2>{ "Compare" }</h2>
                <p class="soft">{ explained(&told(view), words) }</p>
            </div>
            <div class="buttons">
                { button("Step back", Glyph::StepBack, at_start, Together::StepBack, on_act) }
                <button class="btn primary" title={format!("{play} (Space)")} aria-label={play}
                    onclick={emit(Together::PlayOrPause, on_act)}>
                    { icon(picture) }<span class="word">{ play }</span>
                </button>
                { button("Step", Glyph::Step, false, Together::Step, on_act) }
            </div>
            <p class="clock num"><strong>{ format!("{} s", view.at) }</strong>
                <span class="soft">{ "in all columns" }</span></p>
            { speed_slider(view.speed, FASTEST, &on_speed) }
            <button class="btn" disabled={view.columns.len() >= MOST} onclick={emit(Together::Add, on_act)}>{ "Add a column" }</button>
            { slider(view, on_act) }
            if let Some(halt) = view.halt {
                <p class="past">{ halt.sentence() }</p>
            }
        </div>
    }
}

fn told(view: &CompareView) -> String {
    let acts = match view.acts {
        0 => String::new(),
        1 => ", 1 act".to_owned(),
        acts => format!(", {acts} acts"),
    };
    let left_out = match view.left_out {
        0 => "",
        _ => " Acts on single messages are left out: under another choice those are others.",
    };
    format!(
        "{}, seed {}{acts}, the same in each column. Click a peer to crash it in all of them.{left_out}",
        view.title, view.seed
    )
}

fn emit(together: Together, on_act: &Callback<Act>) -> Callback<MouseEvent> {
    on_act.reform(move |_: MouseEvent| Act::Together(together.clone()))
}

fn button(
    name: &'static str,
    picture: Glyph,
    disabled: bool,
    together: Together,
    on_act: &Callback<Act>,
) -> Html {
    html! {
        <button class="btn" {disabled} title={name} aria-label={name} onclick={emit(together, on_act)}>
            { icon(picture) }<span class="word">{ name }</span>
        </button>
    }
}

fn slider(view: &CompareView, on_act: &Callback<Act>) -> Html {
    let on_act = on_act.clone();
    let oninput = move |event: InputEvent| {
        if let Some(step) = slid(&event) {
            on_act.emit(Act::Together(Together::GoTo(Instant(step as u64 * STEP_US))));
        }
    };
    html! {
        <input class="moment" type="range" aria-label="Simulated time" min="0"
            max={(view.span.0 / STEP_US).to_string()} value={(view.at.0 / STEP_US).to_string()}
            aria-valuetext={format!("{} s", view.at)} {oninput} />
    }
}
