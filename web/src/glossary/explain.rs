//! Words in the texts of a region, each explained where it first stands, so that a word is found by
//! whoever wonders at it, and a page is not all dotted lines.

use super::Word;
use std::cell::RefCell;

/// Explains the words of a region's texts, which it takes in the order in which they are read.
#[derive(Debug)]
pub struct Explainer {
    /// What still is to be explained, and how it stands in the texts.
    left: RefCell<Vec<(&'static str, Word)>>,
}

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Nothing to explain.
    Plain(&'a str),
    /// A word, as it stands there.
    Explained(Word, &'a str),
}

impl Explainer {
    /// These words, as they stand in the texts. A word that stands in several forms is explained at the
    /// first of them.
    #[must_use]
    pub fn new(words: &[(&'static str, Word)]) -> Self {
        Self { left: RefCell::new(words.to_vec()) }
    }

    /// The pieces of the next text.
    #[must_use]
    pub fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((start, form, word)) = self.next(rest) {
            let (before, found) = rest.split_at(start);
            let (found, after) = found.split_at(form.len());
            pieces.extend([Piece::Plain(before), Piece::Explained(word, found)]);
            self.left.borrow_mut().retain(|(_, other)| *other != word);
            rest = after;
        }
        pieces.push(Piece::Plain(rest));
        pieces.retain(|piece| *piece != Piece::Plain(""));
        pieces
    }

    /// The word that stands first in a text, and where; the longest, if several begin there.
    fn next(&self, text: &str) -> Option<(usize, &'static str, Word)> {
        let left = self.left.borrow();
        let found = left.iter().filter_map(|(form, word)| Some((place(text, form)?, *form, *word)));
        found.min_by_key(|(start, form, _)| (*start, std::cmp::Reverse(form.len())))
    }

    /// What none of these texts has.
    #[cfg(test)]
    pub fn left_after<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> Vec<&'static str> {
        texts.into_iter().for_each(|text| drop(self.pieces(text)));
        self.left.borrow().iter().map(|(form, _)| *form).collect()
    }
}

/// Where a whole word begins in a text, with a capital or without.
fn place(text: &str, form: &str) -> Option<usize> {
    text.char_indices().map(|(start, _)| start).find(|start| {
        let (before, from) = text.split_at(*start);
        let same = from.get(..form.len()).is_some_and(|found| is(found, form));
        same && !before.ends_with(is_letter) && !from[form.len()..].starts_with(is_letter)
    })
}

fn is(found: &str, form: &str) -> bool {
    found == form || found.chars().eq(capital(form))
}

fn capital(form: &str) -> impl Iterator<Item = char> {
    let mut letters = form.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters)
}

/// Whether it belongs to a word: T' is another one than T.
fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '\''
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Explained, Plain};

    #[test]
    fn a_word_is_explained_where_it_first_stands_in_whatever_form() {
        let words = Explainer::new(&[("sale", Word::Sale), ("sales", Word::Sale)]);
        let first = words.pieces("Of two sales a sale counts");
        let expected = [Plain("Of two "), Explained(Word::Sale, "sales"), Plain(" a sale counts")];
        assert_eq!(first, expected);
        assert_eq!(words.pieces("a sale"), [Plain("a sale")]);
        assert_eq!(words.left_after(["a sale"]), [""; 0]);
    }

    #[test]
    fn only_a_whole_word_is_one_with_a_capital_or_without() {
        let words = Explainer::new(&[("term", Word::Term), ("T", Word::WaitForOk)]);
        assert_eq!(words.pieces("terms, T' and t"), [Plain("terms, T' and t")]);
        let found = words.pieces("Term. T");
        let expected =
            [Explained(Word::Term, "Term"), Plain(". "), Explained(Word::WaitForOk, "T")];
        assert_eq!(found, expected);
    }

    #[test]
    fn of_words_that_begin_together_the_longest_is_meant() {
        let words = Explainer::new(&[("vote", Word::Vote), ("vote count", Word::MajorityVote)]);
        let expected = [Explained(Word::MajorityVote, "Vote count")];
        assert_eq!(words.pieces("Vote count"), expected);
    }
}
