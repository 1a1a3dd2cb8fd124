//! A dialog over the page, which cannot be reached while it is open.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its accessible name.
    pub name: AttrValue,
    /// Called when it has closed, by whatever means.
    pub on_close: Callback<()>,
    /// What is in it, above the button that closes it.
    pub children: Html,
}

/// The dialog.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let onclose = props.on_close.reform(|_: Event| ());
    let dialog = use_node_ref();
    // Closed by the browser, which gives the focus back to where it was.
    let close = {
        let dialog = dialog.clone();
        move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It fails only for a dialog that is open already.
                let _ = dialog.show_modal();
                // The focus may be on the button at its end: it is to be read from its beginning.
                dialog.set_scroll_top(0);
            }
        });
    }
    html! {
        <dialog ref={dialog} class="card dialog" aria-label={&props.name} {onclose}>
            { props.children.clone() }
            <button class="btn primary" onclick={close}>
                { format!("Close {}", props.name.to_lowercase()) }
            </button>
        </dialog>
    }
}
