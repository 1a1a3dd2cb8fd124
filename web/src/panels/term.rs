//! A word of the page that is explained on a card: to those who point at it, tap it or come to it by
//! keyboard.

use crate::glossary::{Explainer, Meaning, Piece, Word};
use std::cell::Cell;
use trading_post::compare::Measure;
use trading_post::peer::rules::Defence;
use web_sys::{Element, HtmlElement};
use yew::html::IntoPropValue;
use yew::prelude::*;

/// How near a card comes to the edge of the window, in px.
const MARGIN: f64 = 8.0;

thread_local! {
    /// The number of the next card: what describes a word is found by it.
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

fn next_id() -> AttrValue {
    let id = NEXT.replace(NEXT.get() + 1);
    format!("meaning-{id}").into()
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The word, and what it means.
    pub word: Meaning,
    /// How it stands here, if not as the glossary has it.
    #[prop_or_default]
    pub text: Option<AttrValue>,
}

impl IntoPropValue<Meaning> for Word {
    fn into_prop_value(self) -> Meaning {
        self.into()
    }
}

impl IntoPropValue<Meaning> for Measure {
    fn into_prop_value(self) -> Meaning {
        self.into()
    }
}

impl IntoPropValue<Meaning> for Defence {
    fn into_prop_value(self) -> Meaning {
        self.into()
    }
}

/// A word that is explained, as it stands in a heading or a label.
#[component]
pub fn Term(props: &Props) -> Html {
    let (word, card) = (use_node_ref(), use_node_ref());
    let id = use_memo((), |()| next_id());
    let show = {
        let (word, card) = (word.clone(), card.clone());
        move || show(&word, &card)
    };
    let hide = {
        let card = card.clone();
        move || hide(&card)
    };
    let Meaning { word: name, text: meaning } = props.word.clone();
    let text = props.text.clone().unwrap_or_else(|| name.clone().into());
    html! {
        <span class="explained" onmouseenter={on(&show)} onmouseleave={on(&hide)}>
            <dfn ref={word} class="term" tabindex="0" aria-describedby={&*id}
                onfocus={on(&show)} onblur={on(&hide)} onkeydown={escape(hide)} onclick={keep_to_itself}>{ text }</dfn>
            <span ref={card} id={&*id} class="meaning" role="tooltip" popover="manual">
                <strong>{ name }</strong>{ " " }{ meaning }
            </span>
        </span>
    }
}

/// A sentence in which a word is explained where it first stands, if it does.
pub fn explaining(sentence: &str, word: Word) -> Html {
    explained(sentence, &Explainer::new(&[(word.name(), word)]))
}

/// The next of a region's texts, with the words explained that it has first.
pub fn explained(text: &str, words: &Explainer) -> Html {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Plain(text) => html! { text.to_owned() },
        Piece::Explained(word, text) => html! { <Term {word} text={text.to_owned()} /> },
    };
    words.pieces(text).into_iter().map(piece).collect()
}

/// In a label or a heading that folds, a click on a word is for the word, and switches or folds nothing.
fn keep_to_itself(event: MouseEvent) {
    let word = event.target_dyn_into::<Element>();
    if word.and_then(|word| word.closest("label, summary").ok()?).is_some() {
        event.prevent_default();
    }
}

fn on<E>(act: &(impl Fn() + Clone + 'static)) -> Callback<E> {
    let act = act.clone();
    Callback::from(move |_| act())
}

/// Escape takes the card away, and nothing else.
fn escape(hide: impl Fn() + 'static) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            hide();
        }
    })
}

/// Shows the card under its word, or over it where there is no room. It lies above all else, so that no
/// panel cuts it off.
fn show(word: &NodeRef, card: &NodeRef) {
    let (Some(word), Some(card)) = (word.cast::<HtmlElement>(), card.cast::<HtmlElement>()) else {
        return;
    };
    // It fails where it is shown already, and in a browser that has no such cards.
    let _ = card.show_popover();
    let (word, size) = (word.get_bounding_client_rect(), card.get_bounding_client_rect());
    let window = web_sys::window();
    let inner = |side: Option<f64>| side.unwrap_or(f64::INFINITY);
    let width = inner(window.as_ref().and_then(|w| w.inner_width().ok()?.as_f64()));
    let height = inner(window.as_ref().and_then(|w| w.inner_height().ok()?.as_f64()));
    let x = place(word.left(), size.width(), width);
    let below = word.bottom() + size.height() + MARGIN <= height;
    let y = if below { word.bottom() } else { word.top() - size.height() };
    // Without a place it stands at the window's upper left.
    let _ = card.set_attribute("style", &format!("left: {x:.0}px; top: {y:.0}px"));
}

/// Where something so long begins that is to begin at `start`, and not to reach out of the window.
fn place(start: f64, length: f64, window: f64) -> f64 {
    start.min(window - length - MARGIN).max(MARGIN)
}

fn hide(card: &NodeRef) {
    if let Some(card) = card.cast::<HtmlElement>() {
        // It fails where it is hidden already.
        let _ = card.hide_popover();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_stays_in_the_window() {
        assert_eq!([place(20.0, 300.0, 390.0), place(200.0, 300.0, 390.0)], [20.0, 82.0]);
        assert_eq!(place(200.0, 400.0, 390.0), MARGIN);
    }
}
