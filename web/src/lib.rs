//! The page of the Trading Post.

use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    html! { <h1>{ "Trading Post" }</h1> }
}
