//! A plot, or the same as a table, with what there is to see in it, and the ways to save both.

use super::grid::grid;
use super::words;
use crate::act::{Act, Look};
use crate::panels::term::explained;
use crate::plot::Plot;
use crate::resize::Resizes;
use plots::Sheet;
use web_sys::Element;
use yew::prelude::*;

/// How high a plot is for its width, in tenths, and within which px.
const TENTHS_HIGH: u32 = 6;
const HIGH: (u32, u32) = (300, 400);

/// The properties of a card.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// What was measured.
    pub plot: Plot,
    /// Whether it is shown as a table.
    pub as_table: bool,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { plot, as_table, on_act } = props;
    let words = words::of_plot();
    html! {
        <figure class="measured">
            <figcaption>
                <h3>{ plot.title() }</h3>
                <p class="soft">{ explained(plot.finding(), &words) }</p>
            </figcaption>
            <div class="shown" role="group" aria-label={format!("{}, shown and saved", plot.title())}>
                { showing(plot, "Plot", false, *as_table, on_act) }
                { showing(plot, "Table", true, *as_table, on_act) }
                <span class="space"></span>
                { saving("CSV", plot, Act::SaveTable(plot.name().to_owned(), plot.raw()), on_act) }
                { saving("SVG", plot, Act::SavePlot(plot.clone()), on_act) }
            </div>
            if *as_table {
                { grid(plot.title(), &plot.told(), &words) }
            } else {
                <Drawing plot={plot.clone()} />
            }
        </figure>
    }
}

fn showing(plot: &Plot, word: &str, table: bool, now: bool, on_act: &Callback<Act>) -> Html {
    let name = plot.name().to_owned();
    let onclick = on_act.reform(move |_: MouseEvent| Act::Look(Look::AsTable(name.clone(), table)));
    html! {
        <button class={classes!("small", (table == now).then_some("on"))} {onclick}
            aria-pressed={(table == now).to_string()} aria-label={format!("{word}: {}", plot.title())}>
            { word }
        </button>
    }
}

fn saving(format: &str, plot: &Plot, act: Act, on_act: &Callback<Act>) -> Html {
    let onclick = on_act.reform(move |_: MouseEvent| act.clone());
    let label = format!("Save {} as {format}", plot.title());
    html! { <button class="small" {onclick} aria-label={label}>{ format!("Save {format}") }</button> }
}

/// The properties of a drawing.
#[derive(Properties, PartialEq)]
struct DrawingProps {
    plot: Plot,
}

/// A plot as wide as there is room for it, so that its letters keep their size.
#[component]
fn Drawing(props: &DrawingProps) -> Html {
    let (frame, width) = (use_node_ref(), use_state_eq(|| 0_u32));
    {
        let (frame, width) = (frame.clone(), width.setter());
        use_effect_with((), move |()| {
            let resizes = frame.cast::<Element>().and_then(|element| {
                let seen = element.clone();
                Resizes::of(&element, move || width.set(seen.client_width().unsigned_abs()))
            });
            move || drop(resizes)
        });
    }
    let drawn = use_memo((props.plot.clone(), *width), |(plot, width)| drawn(plot, *width));
    let label = format!("Plot: {}. {}", props.plot.title(), props.plot.finding());
    html! {
        <div ref={frame} class="plot" role="img" aria-label={label}>{ (*drawn).clone() }</div>
    }
}

fn drawn(plot: &Plot, width: u32) -> Html {
    if width == 0 {
        return Html::default();
    }
    let height = (width * TENTHS_HIGH / 10).clamp(HIGH.0, HIGH.1);
    match plot.svg(Sheet::Page { width, height }) {
        Ok(svg) => Html::from_html_unchecked(svg.into()),
        Err(why) => html! { <p>{ format!("{why}.") }</p> },
    }
}
