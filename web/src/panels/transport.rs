//! Transport: how the run moves along, and which run it is.

mod scrubber;
mod thumb;
mod way;

use crate::act::Act;
use crate::glossary::Word;
use crate::icon::icon;
use crate::lab::{Halt, Lab};
use crate::panels::goal::RunUntil;
use crate::panels::term::Term;
use crate::scene::glyph::Glyph;
use crate::speed::Speed;
use scrubber::Scrubber;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What Transport shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransportView {
    playing: bool,
    time: String,
    moment: usize,
    known_moments: usize,
    led: bool,
    speed: Speed,
    seed: u64,
    halt: Option<Halt>,
    peers: usize,
    branch: Option<String>,
    aim: Option<AttrValue>,
}

impl TransportView {
    /// Where the run stands at the moment shown.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let run = lab.run();
        Self {
            playing: lab.playing(),
            time: format!("{} s", lab.shown()),
            moment: run.moment(),
            known_moments: run.known_steps(),
            led: lab.led_to().is_some(),
            speed: lab.speed(),
            seed: lab.scenario().seed,
            halt: lab.halt(),
            peers: lab.scenario().peers.len(),
            branch: (run.branches().len() > 1).then(|| run.branch().name().to_owned()),
            aim: lab.aim().map(|aim| aim.sentence().into()),
        }
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: TransportView,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Transport(props: &Props) -> Html {
    let view = &props.view;
    let play = if view.playing { "Pause" } else { "Play" };
    let at_start = view.moment == 0;
    html! {
        <section class="card transport" role="region" aria-label="Transport">
            <div class="buttons">
                { button("Restart run", "Restart", Glyph::Restart, false, Act::RestartRun, props) }
                { button("Step back", "Step back", Glyph::StepBack, at_start, Act::StepBack, props) }
                { play_button(play, props) }
                { button("Step", "Step", Glyph::Step, false, Act::Step, props) }
                { button("Step to next message", "Next message", Glyph::NextMessage, false, Act::NextMessage, props) }
            </div>
            <p class="clock num">
                <strong>{ &view.time }</strong>
                <span class="soft">
                    { format!("step {} of {}", view.moment, view.known_moments) }
                </span>
                if let Some(branch) = &view.branch {
                    <span class="on-branch">{ branch }</span>
                }
            </p>
            { scrubber(props) }
            { speed(props) }
            <RunUntil peers={view.peers} under_way={view.aim.clone()} on_act={props.on_act.clone()} />
            <Seed seed={view.seed} on_act={props.on_act.clone()} />
            if let Some(halt) = view.halt {
                <p class="past">{ halt.sentence() }</p>
            }
            if view.moment < view.known_moments && !view.led {
                <p class="past">
                    { "You are in the past. What follows will happen again as it did, unless you act: \
                       an act here begins a branch, and what is known stays." }
                    { button("Continue from here", "Continue from here", Glyph::Fork, false, Act::ContinueFromHere, props) }
                </p>
            }
        </section>
    }
}

fn emit(act: Act, on_act: &Callback<Act>) -> Callback<MouseEvent> {
    let on_act = on_act.clone();
    Callback::from(move |_| on_act.emit(act.clone()))
}

/// A button with its whole name, and the words of it that there is room for.
fn button(
    name: &'static str,
    word: &'static str,
    picture: Glyph,
    disabled: bool,
    act: Act,
    props: &Props,
) -> Html {
    html! {
        <button class="btn" {disabled} title={name} aria-label={name}
            onclick={emit(act, &props.on_act)}>
            { icon(picture) }<span class="word">{ word }</span>
        </button>
    }
}

fn play_button(name: &'static str, props: &Props) -> Html {
    let picture = if props.view.playing { Glyph::Pause } else { Glyph::Play };
    html! {
        <button class="btn primary" title={format!("{name} (Space)")} aria-label={name}
            onclick={emit(Act::PlayOrPause, &props.on_act)}>
            { icon(picture) }<span class="word">{ name }</span>
        </button>
    }
}

/// The number that a slider was moved to.
pub fn slid(event: &InputEvent) -> Option<usize> {
    event.target_dyn_into::<HtmlInputElement>()?.value().parse().ok()
}

fn scrubber(props: &Props) -> Html {
    let view = &props.view;
    let words = format!("{}, step {} of {}", view.time, view.moment, view.known_moments);
    html! {
        <div class="moment">
            <Scrubber moment={view.moment} last={view.known_moments} {words} on_act={props.on_act.clone()} />
        </div>
    }
}

fn speed(props: &Props) -> Html {
    speed_slider(props.view.speed, Speed::LAST, &props.on_act.reform(Act::Speed))
}

/// A slider of speeds up to this step.
pub fn speed_slider(speed: Speed, last: usize, on_speed: &Callback<Speed>) -> Html {
    let on_speed = on_speed.clone();
    let oninput = move |event: InputEvent| {
        if let Some(step) = slid(&event) {
            on_speed.emit(Speed::of_step(step));
        }
    };
    let name = match speed.factor() {
        Some(_) => format!("speed {}", speed.name()),
        None => speed.name().to_owned(),
    };
    html! {
        <label class="speed">
            <span class="num">{ &name }</span>
            <input type="range" aria-label="Speed" min="0" max={last.to_string()}
                value={speed.step().to_string()} aria-valuetext={name.clone()} {oninput} />
        </label>
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
struct SeedProps {
    seed: u64,
    on_act: Callback<Act>,
}

/// The seed in use, and the way to another.
#[component]
fn Seed(props: &SeedProps) -> Html {
    let field = use_node_ref();
    let on_act = props.on_act.clone();
    let typed = field.clone();
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = typed.cast::<HtmlInputElement>() {
            on_act.emit(Act::UseSeed(input.value()));
        }
    };
    html! {
        <form class="seed" {onsubmit}>
            <Term word={Word::Seed} />
            <input ref={field} class="num" type="text" inputmode="numeric" aria-label="Seed"
                value={props.seed.to_string()} autocomplete="off" spellcheck="false" />
            <button type="submit" class="small" aria-label="Use seed" title="Run with this seed">{ "Use" }</button>
            <button type="button" class="small" aria-label="Fresh seed" title="Run with a seed that nobody chose"
                onclick={emit(Act::FreshSeed, &props.on_act)}>{ "Fresh" }</button>
        </form>
    }
}
