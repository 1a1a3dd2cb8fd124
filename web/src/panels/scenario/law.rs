//! A law of times in the form: how they are spread, and their bounds.

use super::field::{self, Pen};
use crate::draft::Draft;
use crate::glossary::Word;
use crate::panels::term::Term;
use trading_post::scenario::fields::{Chooser, Field};
use yew::prelude::*;

/// The bounds that a law can have: their place in it, and what they are called.
const BOUNDS: [(&str, &str); 5] = [
    ("fixed.us", "always"),
    ("uniform.min_us", "shortest"),
    ("uniform.max_us", "longest"),
    ("skewed.min_us", "shortest"),
    ("skewed.max_us", "longest"),
];

/// The field.
pub fn row(field: &Field, pen: &Pen) -> Html {
    let bounds: Vec<_> = bounds(field, pen.draft).collect();
    let inside = html! {
        <span class="law">
            <span class="bound"><span class="soft"><Term word={Word::Law} /></span>
            { field::select(Chooser::Law, &format!("{}: how spread", field.name), field.path, pen) }</span>
            { for bounds.iter().map(|(place, word)| html! {
                <span key={place.clone()} class="bound">
                    <span class="soft" aria-hidden="true">{ *word }</span>
                    { field::entry(field, &format!("{}: {word}", field.name), place, pen) }
                </span>
            }) }
        </span>
    };
    html! {
        <>
            { field::framed(field, field.path, pen, inside, field::chosen(Chooser::Law, field.path, pen)) }
            { for bounds.iter().map(|(place, _)| field::problem(place, pen)) }
        </>
    }
}

/// The bounds that stand there now.
fn bounds(field: &Field, draft: &Draft) -> impl Iterator<Item = (String, &'static str)> {
    let all = BOUNDS.map(|(part, word)| (format!("{}.{part}", field.path), word));
    all.into_iter().filter(|(place, _)| draft.at(place).is_some())
}
