//! Small drawn icons for buttons, as inline SVG.

use yew::prelude::*;

/// The icon of this name; nothing, if there is none.
pub fn icon(name: &str) -> Html {
    let Some(path) = path(name) else {
        return Html::default();
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>
    }
}

fn path(name: &str) -> Option<&'static str> {
    Some(match name {
        "play" => "M8 5.5v13l10.500-6.500Z",
        "pause" => "M8.500 5.500v13M15.500 5.500v13",
        "step" => "M7 6v12l8-6ZM18 6v12",
        "step-back" => "M17 6v12l-8-6ZM6 6v12",
        "next" => {
            "M3.500 8h11v9h-11ZM3.500 8l5.500 4.500 5.500-4.500M17.500 12.500h4M19.500 10.500l2 2-2 2"
        }
        "restart" => "M6 5v4.500h4.500M6.500 9a7 7 0 1 1-1.300 5",
        "branch" => "M6 4v16M6 14c0-4 3-5 9-5M12 6l3.500 3L12 12",
        "theme" => "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8Z",
        "present" => "M4 5h16v11H4ZM12 16v4M8.500 20h7",
        _ => return None,
    })
}
