//! Share: the link that makes this run again, with all that was done to it.

use crate::act::{Act, Look};
use crate::panels::dialog::Dialog;
use crate::system;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The link.
    pub link: AttrValue,
    /// How many acts it holds.
    pub acts: usize,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The dialog.
#[component]
pub fn Share(props: &Props) -> Html {
    let on_close = props.on_act.reform(|()| Act::Look(Look::Dialog(None)));
    let field = use_node_ref();
    let copied = use_state(|| false);
    let copy = {
        let (field, copied) = (field.clone(), copied.clone());
        move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.select();
                system::copy(&field.value());
                copied.set(true);
            }
        }
    };
    let length = props.link.len();
    html! {
        <Dialog name="Share" {on_close}>
            <h2>{ "A link that makes this run again" }</h2>
            <p>{ format!("It holds the scenario, the seed, all branches with their {} acts, and where \
                          the run stands: {length} characters. Nothing was sent anywhere.", props.acts) }</p>
            <div class="buttons">
                <input ref={field} class="link num" type="text" readonly=true aria-label="Link"
                    value={props.link.clone()} />
                <button class="btn" onclick={copy}>{ if *copied { "Copied" } else { "Copy link" } }</button>
            </div>
        </Dialog>
    }
}
