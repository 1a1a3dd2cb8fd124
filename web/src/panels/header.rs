//! The head of the page.

use crate::act::{Act, Look, View};
use crate::choices::Dialog;
use crate::icon::icon;
use crate::scene::glyph::Glyph;
use crate::settings::Theme;
use yew::prelude::*;

/// What the head shows.
pub struct Head {
    /// What the page is for now.
    pub view: View,
    /// What the run is called.
    pub title: AttrValue,
    /// The theme chosen.
    pub theme: Theme,
    /// Whether the night's colours are shown.
    pub dark: bool,
    /// Whether the page is in presentation mode.
    pub presenting: bool,
}

/// The head.
pub fn header(head: &Head, on_act: &Callback<Act>) -> Html {
    let act = |act: Act| on_act.reform(move |_: MouseEvent| act.clone());
    html! {
        <header>
            <h1>{ "Trading Post" }</h1>
            <p class="soft">{ "a laboratory for elections, clocks and trade" }</p>
            <nav class="views" aria-label="Views">
                { for View::ALL.into_iter().map(|view| html! {
                    <button aria-current={(view == head.view).then_some("page")}
                        onclick={act(Act::Look(Look::View(view)))}>{ view.name() }</button>
                }) }
            </nav>
            <span class="space"></span>
            <span class="chip title">{ head.title.clone() }</span>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Tours))))}
                title="Guided tours" aria-label="Tours">
                { icon(Glyph::Signpost) }<span class="word">{ "Tours" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Palette))))}
                title="All acts that are possible now (/)" aria-label="Acts">
                { icon(Glyph::Bolt) }<span class="word">{ "Acts" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Share))))}
                title="A link that makes this run again" aria-label="Share">
                { icon(Glyph::Share) }<span class="word">{ "Share" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::NextTheme))} title="Change the theme"
                aria-label={format!("Theme: {}", head.theme.name())}>
                { icon(if head.dark { Glyph::Moon } else { Glyph::Sun }) }<span class="word">{ head.theme.name() }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Present))} title="Large type, no panels"
                aria-pressed={head.presenting.to_string()} aria-label="Present">
                { icon(Glyph::Screen) }<span class="word">{ "Present" }</span>
            </button>
            <button class="chip" onclick={act(Act::Look(Look::Dialog(Some(Dialog::Help))))} title="Help (?)" aria-label="Help">{ icon(Glyph::Help) }</button>
        </header>
    }
}
