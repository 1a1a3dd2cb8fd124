//! The drawn glyphs as inline SVG, for buttons and lists.

use crate::scene::glyph::{Glyph, body, path};
use yew::prelude::*;

/// A glyph in the colour of the text around it.
pub fn icon(glyph: Glyph) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={path(glyph)} /></svg>
    }
}

/// A glyph whose body is tinted, as in the picture. The tint is the name of one of the page's
/// colours.
pub fn tinted(glyph: Glyph, tint: &'static str) -> Html {
    html! {
        <svg class={classes!("icon", "tinted", tint)} viewBox="0 0 24 24" aria-hidden="true">
            <path class="body" d={body(glyph)} /><path d={path(glyph)} />
        </svg>
    }
}

/// The glyph and the tint of a role: `trader`, `buyer`, `seller` or `crashed`.
pub fn role_icon(role: &str) -> Html {
    match role {
        "trader" => tinted(Glyph::Helmet, "ochre"),
        "buyer" => tinted(Glyph::Basket, "woad"),
        "seller" => tinted(Glyph::Stall, "moss"),
        _ => tinted(Glyph::Cross, "madder"),
    }
}
