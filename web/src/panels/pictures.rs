//! The buttons that save a picture.

use crate::files::Picture;
use yew::prelude::*;

/// A button for each way in which a picture of something can be saved.
pub fn pictures(of: &'static str, on_save: &Callback<Picture>) -> Html {
    let button = |picture: Picture| {
        let name = picture.name();
        let label = format!("Save {of} as {name}");
        let onclick = on_save.reform(move |_: MouseEvent| picture);
        html! {
            <button key={name} class="small save" {onclick} title={label.clone()} aria-label={label}>{ name }</button>
        }
    };
    html! { <span class="pictures">{ for Picture::ALL.into_iter().map(button) }</span> }
}
