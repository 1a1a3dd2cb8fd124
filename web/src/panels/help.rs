//! The help: what the keys do, and what the picture means.

use crate::act::{Act, Look};
use crate::keys::HELP;
use crate::scene::legend::Sign;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The kinds of messages.
    pub signs: Vec<Sign>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The dialog. While it is open, the page behind it cannot be reached.
#[component]
pub fn Help(props: &Props) -> Html {
    let onclose = props.on_act.reform(|_: Event| Act::Look(Look::Help(false)));
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
            }
        });
    }
    html! {
        <dialog ref={dialog} class="card dialog" aria-label="Help" {onclose}>
            <h2>{ "What you can do" }</h2>
            <p>{ "Click a peer to crash it, and again to restart it. Watch the others elect a new trader. \
                  Step through every message, go back, and act differently. Right-click a peer for more, \
                  click a message to look at it." }</p>
            <dl class="keys">
                { for HELP.iter().map(|(key, what)| html! {
                    <div><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></div>
                }) }
            </dl>
            <h2>{ "What the messages mean" }</h2>
            <ul class="signs">
                { for props.signs.iter().map(|sign| html! {
                    <li>
                        { Html::from_html_unchecked(AttrValue::from(sign.svg.clone())) }
                        <span><strong>{ sign.name }</strong>{ " " }{ sign.meaning }</span>
                    </li>
                }) }
            </ul>
            <button class="btn primary" onclick={close}>{ "Close help" }</button>
        </dialog>
    }
}
