//! The head of the page.

use crate::act::{Act, Look};
use crate::choices::Dialog;
use crate::icon::icon;
use crate::scene::glyph::Glyph;
use crate::settings::Theme;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the run is called.
    pub title: AttrValue,
    /// The theme chosen.
    pub theme: Theme,
    /// Whether the night's colours are shown.
    pub dark: bool,
    /// Whether the page is in presentation mode.
    pub presenting: bool,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The head.
#[component]
pub fn Header(props: &Props) -> Html {
    let act = |act: Act| props.on_act.reform(move |_: MouseEvent| act.clone());
    html! {
        <header>
            <h1>{ "Trading Post" }</h1>
            <p class="soft">{ "a laboratory for elections, clocks and trade" }</p>
            <span class="space"></span>
            <span class="chip title">{ props.title.clone() }</span>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Palette))))}
                title="All acts that are possible now (/)" aria-label="Acts">
                { icon(Glyph::Bolt) }<span class="word">{ "Acts" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Share))))}
                title="A link that makes this run again" aria-label="Share">
                { icon(Glyph::Share) }<span class="word">{ "Share" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::NextTheme))} title="Change the theme"
                aria-label={format!("Theme: {}", props.theme.name())}>
                { icon(if props.dark { Glyph::Moon } else { Glyph::Sun }) }<span class="word">{ props.theme.name() }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Present))} title="Large type, no panels"
                aria-pressed={props.presenting.to_string()} aria-label="Present">
                { icon(Glyph::Screen) }<span class="word">{ "Present" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Help))))} title="Help (?)" aria-label="Help">{ icon(Glyph::Help) }</button>
        </header>
    }
}
