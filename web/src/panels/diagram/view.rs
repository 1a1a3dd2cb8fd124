//! The region's markup.

use crate::glossary::Word;
use crate::panels::diagram::shown::SpotButton;
use crate::panels::diagram::{Diagram, Msg, TALLEST, ZOOM, deliver, menu};
use crate::panels::menu::asks_for_menu;
use crate::panels::pictures::pictures;
use crate::panels::term::{Term, explaining};
use crate::scene::diagram::minimap;
use crate::scene::diagram::plot::Hit;
use crate::scene::diagram::window::Axis;
use yew::prelude::*;

/// How wide and high a button over an event is, in px.
const SPOT: f64 = 18.0;

pub(super) fn region(diagram: &Diagram, ctx: &Context<Diagram>) -> Html {
    let shown = &diagram.shown;
    html! {
        <section class="card diagram" ref={diagram.card.clone()} role="region" aria-label="Space-time diagram">
            <div class="head">
                <h2>{ "Space-time diagram" }</h2>
                <p class="soft chosen">{ &shown.heading }</p>
                { tools(diagram, ctx) }
            </div>
            { lanes(diagram, ctx) }
            { map(diagram, ctx) }
            <div class="foot">
                { legend(shown.chosen) }
                <p role="note" aria-label="Relation" class="soft">{ explaining(&shown.note, Word::Lifeline) }</p>
                if let Some(message) = shown.picked {
                    <button class="small" onclick={ctx.props().on_act.reform(move |_: MouseEvent| deliver(message))}>
                        { "Deliver now" }
                    </button>
                }
            </div>
            { diagram.menu(ctx) }
        </section>
    }
}

fn tools(diagram: &Diagram, ctx: &Context<Diagram>) -> Html {
    let link = ctx.link();
    let shown = &diagram.shown;
    let press = |msg: fn() -> Msg| link.callback(move |_: MouseEvent| msg());
    html! {
        <div class="tools">
            <div class="axes" role="group" aria-label="Axis">
                { toggle("Time axis", "Events at their times", shown.axis == Axis::Time, press(|| Msg::Turn(Axis::Time))) }
                { toggle("Causal axis", Word::Depth.meaning(), shown.axis == Axis::Depth, press(|| Msg::Turn(Axis::Depth))) }
            </div>
            <button class="small square" aria-label="Zoom out" title="Zoom out" onclick={press(|| Msg::Zoom(1.0 / ZOOM))}>{ "−" }</button>
            <button class="small square" aria-label="Zoom in" title="Zoom in" onclick={press(|| Msg::Zoom(ZOOM))}>{ "+" }</button>
            <button class="small" onclick={press(|| Msg::ShowWhole)}>{ "Whole run" }</button>
            { toggle("Follow", "Keep this moment in sight", shown.follows, press(|| Msg::Follow)) }
            <button class={classes!("small", diagram.comparing.then_some("on"))} aria-pressed={diagram.comparing.to_string()}
                aria-label="Compare with another event" title="Compare with another event"
                disabled={!shown.chosen} onclick={press(|| Msg::Compare)}>{ "Compare" }</button>
            { pictures("the diagram", &link.callback(Msg::Save)) }
        </div>
    }
}

fn toggle(
    name: &'static str,
    title: &'static str,
    on: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button class={classes!("small", on.then_some("on"))} aria-pressed={on.to_string()} {title} {onclick}>{ name }</button>
    }
}

fn lanes(diagram: &Diagram, ctx: &Context<Diagram>) -> Html {
    let link = ctx.link();
    let shown = &diagram.shown;
    let tall = shown.height.min(TALLEST);
    let first = shown.spots.first().map(|spot| spot.hit);
    let known = |hit: &Hit| shown.spots.iter().any(|spot| spot.hit == *hit);
    let entry = diagram.rover.filter(known).or(first);
    let busy = if diagram.grip.holds() {
        "grabbing"
    } else if diagram.hovered.is_some() {
        "pointer"
    } else {
        "grab"
    };
    let oncontextmenu = link.callback(|event: MouseEvent| {
        event.prevent_default();
        Msg::AskMenu(event)
    });
    html! {
        <div class="stage">
            <div class="lanes" ref={diagram.room.clone()} style={format!("height:{tall}px")} tabindex="0"
                role="group" aria-label="Events. Plus and minus zoom, comma and full stop go along the lifeline"
                onscroll={link.callback(|_: Event| Msg::Scrolled)} onkeydown={link.callback(Msg::Key)}>
                <div class="all" style={format!("height:{}px", shown.height)}>
                    <canvas ref={diagram.lanes.canvas.clone()} aria-hidden="true"
                        style={format!("height:{tall}px;cursor:{busy}")}
                        onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)}
                        onpointerup={link.callback(Msg::Up)} onpointercancel={link.callback(Msg::Gone)}
                        onpointerleave={link.callback(Msg::Gone)} ondblclick={link.callback(Msg::Double)}
                        {oncontextmenu}></canvas>
                    <div class="spots">
                        { for shown.spots.iter().map(|spot| spot_button(spot, entry == Some(spot.hit), ctx)) }
                    </div>
                </div>
            </div>
            { tip(diagram) }
        </div>
    }
}

fn spot_button(spot: &SpotButton, entry: bool, ctx: &Context<Diagram>) -> Html {
    let (link, hit) = (ctx.link(), spot.hit);
    let (left, top) = (spot.at.x - SPOT / 2.0, spot.at.y - SPOT / 2.0);
    let key = match hit {
        Hit::Event(event) => format!("e{event}"),
        Hit::Head(message) | Hit::Way(message) => format!("m{message}"),
    };
    let onclick = link.callback(move |event: MouseEvent| Msg::Choose(hit, event.shift_key()));
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        asks_for_menu(&event).then(|| Msg::OpenMenu(hit, menu::middle_of(&event)))
    });
    html! {
        <button {key} class="spot" tabindex={if entry { "0" } else { "-1" }}
            style={format!("left:{left:.1}px;top:{top:.1}px")} aria-label={spot.name.clone()} {onclick} {onkeydown}
            onfocus={link.callback(move |_: FocusEvent| Msg::Rove(hit))}></button>
    }
}

/// What the pointer is on, beside it; on the side where there is room.
fn tip(diagram: &Diagram) -> Html {
    let Some((at, words)) = &diagram.tip else {
        return Html::default();
    };
    let (width, _) = diagram.size;
    let side = if at.x > width * 0.6 {
        format!("right:{:.0}px", width - at.x + 14.0)
    } else {
        format!("left:{:.0}px", at.x + 14.0)
    };
    let wrong = diagram.drag.as_ref().is_some_and(|drag| drag.refused.is_some());
    html! {
        <p class={classes!("tip", wrong.then_some("wrong"))} role="tooltip"
            style={format!("{side};top:{:.0}px", (at.y - 46.0).max(2.0))}>{ words }</p>
    }
}

fn map(diagram: &Diagram, ctx: &Context<Diagram>) -> Html {
    let onpointer = ctx.link().callback(Msg::Map);
    html! {
        <canvas class="map" ref={diagram.map.canvas.clone()} aria-hidden="true"
            style={format!("height:{}px", minimap::HEIGHT)} onpointerdown={onpointer.clone()} onpointermove={onpointer}></canvas>
    }
}

/// What the colours mean: how things lie to the event looked at, or of what kind they are.
fn legend(chosen: bool) -> Html {
    let meanings: &[(&str, &'static str, Option<Word>)] = if chosen {
        &[
            ("woad", "its past", Some(Word::HappenedBefore)),
            ("ochre", "its future", None),
            ("stone", "concurrent", Some(Word::Concurrent)),
            ("madder", "lost, crashed", None),
        ]
    } else {
        &[
            ("ochre", "elections", Some(Word::Election)),
            ("woad", "requests", Some(Word::Request)),
            ("moss", "goods and sales", Some(Word::Sale)),
            ("stone", "ledger, checks", Some(Word::Ledger)),
            ("madder", "lost, crashed", None),
        ]
    };
    html! {
        <ul class="legend">
            { for meanings.iter().map(|(colour, meaning, word)| html! {
                <li key={*meaning} class={*colour}>{ match word {
                    Some(word) => html! { <Term word={*word} text={*meaning} /> },
                    None => html! { *meaning },
                } }</li>
            }) }
        </ul>
    }
}
