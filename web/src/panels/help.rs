//! The help: what the keys do, and what the picture means.

use crate::act::{Act, Look};
use crate::keys::HELP;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The dialog. It takes the focus when it opens.
#[component]
pub fn Help(props: &Props) -> Html {
    let close = props.on_act.reform(|_: MouseEvent| Act::Look(Look::Help(false)));
    let button = use_node_ref();
    {
        let button = button.clone();
        use_effect_with((), move |()| {
            if let Some(button) = button.cast::<HtmlElement>() {
                // A browser that will not move the focus still shows the help.
                let _ = button.focus();
            }
        });
    }
    html! {
        <div class="veil" onclick={close.clone()}>
            <div class="card dialog" role="dialog" aria-modal="true" aria-label="Help"
                onclick={|event: MouseEvent| event.stop_propagation()}>
                <h2>{ "What you can do" }</h2>
                <p>{ "Click a peer to crash it, and again to restart it. Watch the others elect a new trader. \
                      Step through every message, go back, and act differently. Right-click a peer for more." }</p>
                <dl class="keys">
                    { for HELP.iter().map(|(key, what)| html! {
                        <div><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></div>
                    }) }
                </dl>
                <button ref={button} class="btn primary" onclick={close}>{ "Close help" }</button>
            </div>
        </div>
    }
}
