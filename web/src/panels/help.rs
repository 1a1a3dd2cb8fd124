//! The help: what the keys do, and what the picture means.

use crate::act::{Act, Look};
use crate::glossary::{Meaning, Topic};
use crate::keys::HELP;
use crate::panels::dialog::Dialog;
use crate::scene::legend::Sign;
use yew::prelude::*;

/// The dialog, with the kinds of messages as `signs`.
pub fn help(signs: &[Sign], on_act: &Callback<Act>) -> Html {
    let on_close = on_act.reform(|()| Act::Look(Look::Dialog(None)));
    html! {
        <Dialog name="Help" {on_close}>
            <h2>{ "What you can do" }</h2>
            <p>{ "Click a peer to crash it, and again to restart it. Watch the others elect a new trader. \
                  Step through every message, go back, and act differently. Right-click a peer or a message for \
                  more, in the picture or in the diagram; click a message to look at it." }</p>
            <dl class="keys">
                { for HELP.iter().map(|(key, what)| html! {
                    <div><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></div>
                }) }
            </dl>
            <h2>{ "What the messages mean" }</h2>
            <ul class="signs">
                { for signs.iter().map(|sign| html! {
                    <li>
                        { Html::from_html_unchecked(AttrValue::from(sign.svg.clone())) }
                        <span><strong>{ sign.name }</strong>{ " " }{ sign.meaning }</span>
                    </li>
                }) }
            </ul>
            <h2>{ "What the words mean" }</h2>
            { for Topic::all().iter().map(topic) }
        </Dialog>
    }
}

fn topic(topic: &Topic) -> Html {
    html! {
        <section class="topic" aria-label={topic.name}>
            <h3>{ topic.name }</h3>
            <dl class="words">{ for topic.words.iter().map(word) }</dl>
        </section>
    }
}

fn word(Meaning { word, text }: &Meaning) -> Html {
    html! { <div><dt>{ word.clone() }</dt><dd>{ text.clone() }</dd></div> }
}
