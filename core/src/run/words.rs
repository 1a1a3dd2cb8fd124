//! The words of acts, short as links have them.

use serde_json::Value;

/// Each word and its letter. A word that has none stays as it is; no word has a single letter, so
/// that the two cannot be taken for each other.
const WORDS: [(&str, &str); 56] = [
    ("crash", "c"),
    ("restart", "r"),
    ("pause", "p"),
    ("resume", "q"),
    ("suspect", "s"),
    ("disturb", "d"),
    ("heal", "h"),
    ("heal_links", "H"),
    ("touch", "t"),
    ("fire", "f"),
    ("align", "a"),
    ("spread", "S"),
    ("links", "l"),
    ("disturbance", "w"),
    ("all_peers", "n"),
    ("one_way", "o"),
    ("between", "b"),
    ("around", "A"),
    ("from", "<"),
    ("to", ">"),
    ("ledger", "L"),
    ("cut", "C"),
    ("lose", "x"),
    ("duplicate", "y"),
    ("delay", "z"),
    ("reorder", "v"),
    ("clog", "g"),
    ("fail_appends", "F"),
    ("tear_appends", "T"),
    ("per_mille", "%"),
    ("by", "B"),
    ("fixed", "e"),
    ("uniform", "u"),
    ("skewed", "k"),
    ("us", "U"),
    ("min_us", "i"),
    ("max_us", "j"),
    ("message", "m"),
    ("deliver", "D"),
    ("drop", "X"),
    ("hold", "!"),
    ("release", "R"),
    ("postpone", "P"),
    ("until_us", "I"),
    ("peer", "E"),
    ("timer", "M"),
    ("by_us", "J"),
    ("think", "?"),
    ("answer", "="),
    ("check", "K"),
    ("pong", "O"),
    ("beat", "+"),
    ("silence", "-"),
    ("election", "V"),
    ("serve", "$"),
    ("notice", "N"),
];

/// The same with its words in short.
pub(super) fn in_short(act: Value) -> Value {
    replaced(act, &|word| WORDS.iter().find(|(long, _)| *long == word).map(|(_, short)| *short))
}

/// The same with its words in full.
pub(super) fn in_full(act: Value) -> Value {
    replaced(act, &|word| WORDS.iter().find(|(_, short)| *short == word).map(|(long, _)| *long))
}

/// The same with every word, be it a name or a value, replaced by another one that is for it.
fn replaced(value: Value, other: &dyn Fn(&str) -> Option<&'static str>) -> Value {
    let replace = |word: String| other(&word).map_or(word, str::to_owned);
    match value {
        Value::String(word) => Value::String(replace(word)),
        Value::Array(items) => items.into_iter().map(|item| replaced(item, other)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (replace(name), replaced(value, other)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_word_has_a_letter_of_its_own() {
        let letters: BTreeSet<_> = WORDS.iter().map(|(_, letter)| letter).collect();
        let words: BTreeSet<_> = WORDS.iter().map(|(word, _)| word).collect();
        assert_eq!([letters.len(), words.len()], [WORDS.len(); 2]);
        assert!(WORDS.iter().all(|(word, letter)| word.len() > 1 && letter.len() == 1));
    }

    #[test]
    fn what_has_no_letter_stays_as_it_is() {
        let act = serde_json::json!({"crash": {"of": ["ledger", 3, null, "menhir"]}});
        let short = serde_json::json!({"c": {"of": ["L", 3, null, "menhir"]}});
        assert_eq!(in_short(act.clone()), short);
        assert_eq!(in_full(short), act);
    }
}
