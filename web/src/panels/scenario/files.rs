//! Files: runs and scenarios brought here, and the run taken away in many formats.

use crate::act::Act;
use crate::system;
use trading_post::export::Format;
use web_sys::{File, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The events that are taken away: the last so many up to the moment shown.
const WINDOWS: [(usize, &str); 3] = [
    (200, "the last 200 events"),
    (5_000, "the last 5,000 events"),
    (200_000, "all, at most 200,000"),
];

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The section.
#[component]
pub fn Files(props: &Props) -> Html {
    let window = use_state(|| 1_usize);
    let onchange = {
        let window = window.clone();
        move |event: Event| {
            let place = event.target_dyn_into::<HtmlSelectElement>().map(|s| s.selected_index());
            window.set(place.and_then(|place| usize::try_from(place).ok()).unwrap_or(0));
        }
    };
    let events = WINDOWS.get(*window).map_or(0, |(events, _)| *events);
    html! {
        <>
        <h3>{ "Take the run away" }</h3>
        <p class="soft">{ "Of what happened up to the moment shown: " }
            <select aria-label="Which events" {onchange}>
                { for WINDOWS.iter().enumerate().map(|(i, (_, words))| html! {
                    <option selected={i == *window}>{ *words }</option>
                }) }
            </select>
        </p>
        <ul class="deeds" aria-label="Formats">
            { for Format::ALL.into_iter().map(|format| row(format, events, &props.on_act)) }
        </ul>
        </>
    }
}

/// A button that takes a file.
pub fn open(on_file: &Callback<File>) -> Html {
    let on_file = on_file.clone();
    let onchange = move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let Some(input) = input else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file.emit(file);
        }
        // The same file can be chosen again, after it was mended.
        input.set_value("");
    };
    html! {
        <label class="file small" title="A run (run.jsonl) or a scenario as JSON; or drop it anywhere on the page">{ "Load" }
            <input type="file" aria-label="Open a run or a scenario" accept=".json,.jsonl" {onchange} />
        </label>
    }
}

fn row(format: Format, events: usize, on_act: &Callback<Act>) -> Html {
    let save = on_act.reform(move |_: MouseEvent| Act::Save(format, events));
    let copy = on_act.reform(move |_: MouseEvent| Act::Copy(format, events));
    let file = format.file_name();
    html! {
        <li key={format.name()}>
            <span class="what"><b>{ file }</b><small>{ format.purpose() }</small></span>
            <span class="acts">
                if format == Format::RustTest {
                    <button class="small" onclick={copy} aria-label="Copy as Rust test">{ "Copy" }</button>
                }
                <button class="small" onclick={save} aria-label={format!("Save {file}")}>{ "Save" }</button>
            </span>
        </li>
    }
}

/// Puts a text on the clipboard, where the browser lets a page do so, and says that.
#[must_use]
pub fn copied(text: &str) -> String {
    system::copy(text);
    format!(
        "{} lines are on the clipboard, if the browser lets a page put them there",
        text.lines().count()
    )
}
