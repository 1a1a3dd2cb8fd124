//! Figures: what was measured, beside the report's own figures.

use yew::prelude::*;

/// The region.
#[component]
pub fn Figures() -> Html {
    html! {
        <section class="card figures" role="region" aria-label="Figures"></section>
    }
}
