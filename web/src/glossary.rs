//! The words of the page, and what each means: one list, which the cards over the page's words and Help
//! both show. What the core explains itself, its defences and what it compares, is not said again here.

mod explain;
mod words;

pub use explain::{Explainer, Piece};
pub use words::Word;

use std::borrow::Cow;
use trading_post::check::Invariant;
use trading_post::compare::Measure;
use trading_post::peer::rules::Defence;
use trading_post::scenario::{Change, Exhibit};

/// A word and what it means: what a card shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// The word, as it stands in a sentence.
    pub word: Cow<'static, str>,
    /// What it means, in whole sentences.
    pub text: Cow<'static, str>,
}

/// Words that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Topic {
    /// What they are about.
    pub name: &'static str,
    /// The words, each explained before it is needed.
    pub words: Vec<Meaning>,
}

impl Topic {
    /// All of them.
    #[must_use]
    pub fn all() -> Vec<Self> {
        fn topic<T: Into<Meaning>>(
            name: &'static str,
            words: impl IntoIterator<Item = T>,
        ) -> Topic {
            Topic { name, words: words.into_iter().map(Into::into).collect() }
        }
        let own = Word::TOPICS.iter().map(|(name, words)| topic(name, words.iter().copied()));
        let told = [topic("Defences", Defence::ALL), topic("What Compare shows", Measure::ALL)];
        own.chain(told).collect()
    }
}

impl From<Word> for Meaning {
    fn from(word: Word) -> Self {
        Self { word: word.name().into(), text: word.meaning().into() }
    }
}

impl From<Measure> for Meaning {
    fn from(measure: Measure) -> Self {
        Self { word: measure.title().into(), text: measure.sentence().into() }
    }
}

impl From<Defence> for Meaning {
    fn from(defence: Defence) -> Self {
        let breaks = kept_by(defence);
        let text = match breaks {
            Some(invariant) => {
                format!("{} Without it, {invariant} in Checks can break.", defence.sentence())
            }
            None => defence.sentence().to_owned(),
        };
        Self { word: defence.name().replace('_', " ").into(), text: text.into() }
    }
}

/// What an exhibit shows to break without this defence.
fn kept_by(defence: Defence) -> Option<Invariant> {
    let shows = |exhibit: &Exhibit| exhibit.change() == Change::Without(defence);
    Exhibit::ALL.into_iter().find(shows).map(Exhibit::invariant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = Meaning> {
        Topic::all().into_iter().flat_map(|topic| topic.words)
    }

    #[test]
    fn every_word_of_the_protocol_is_explained() {
        let words = [
            "peer",
            "trader",
            "buyer",
            "seller",
            "offer",
            "request",
            "sale",
            "ledger",
            "epoch",
            "envelope",
            "link",
            "in flight",
            "event",
            "lifeline",
            "incarnation",
            "run",
            "scenario",
            "seed",
            "intervention",
            "checkpoint",
            "breach",
            "vector clock",
            "happened before",
            "concurrent",
            "ELECTION",
            "OK",
            "COORDINATOR",
            "crash",
            "restart",
            "pause",
            "durable",
            "fencing",
        ];
        for word in words {
            assert!(all().any(|known| known.word == word), "{word}");
        }
    }

    #[test]
    fn a_word_is_explained_once() {
        let mut names: Vec<_> = all().map(|known| known.word).collect();
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn a_meaning_is_some_whole_sentences_and_fits_on_a_card() {
        for Meaning { word, text } in all() {
            assert!(text.ends_with('.') && text.len() <= 180, "{word}: {}", text.len());
            assert!((1..=2).contains(&text.matches('.').count()), "{word}");
        }
    }

    #[test]
    fn a_defence_says_what_breaks_without_it() {
        let meaning = Meaning::from(Defence::RequestTable);
        assert_eq!(meaning.word, "request table");
        assert!(meaning.text.ends_with("Without it, I6 in Checks can break."), "{meaning:?}");
    }
}
