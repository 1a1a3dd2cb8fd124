//! Share: a link to a run, to be copied.

use crate::act::{Act, Look};
use crate::glossary::{Explainer, Word};
use crate::panels::dialog::Dialog;
use crate::panels::term::explained;
use crate::system;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the link does, in a few words.
    pub heading: AttrValue,
    /// What it holds, in a sentence without its end.
    pub holds: AttrValue,
    /// The link.
    pub link: AttrValue,
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
    let (holds, length) = (&props.holds, props.link.len());
    let holds = format!("{holds}: {length} characters. Nothing was sent anywhere.");
    html! {
        <Dialog name="Share" {on_close}>
            <h2>{ &props.heading }</h2>
            <p>{ explained(&holds, &words()) }</p>
            <div class="buttons">
                <input ref={field} class="link num" type="text" readonly=true aria-label="Link"
                    value={props.link.clone()} />
                <button class="btn" onclick={copy}>{ if *copied { "Copied" } else { "Copy link" } }</button>
            </div>
        </Dialog>
    }
}

/// The words of what a link holds.
fn words() -> Explainer {
    Explainer::new(&[
        ("scenario", Word::Scenario),
        ("seed", Word::Seed),
        ("branches", Word::Branch),
        ("acts", Word::Intervention),
    ])
}
