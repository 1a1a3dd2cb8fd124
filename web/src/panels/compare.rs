//! Compare: the same scenario under several choices, in step.

use yew::prelude::*;

/// The region.
#[component]
pub fn Compare() -> Html {
    html! {
        <section class="card compare" role="region" aria-label="Compare"></section>
    }
}
