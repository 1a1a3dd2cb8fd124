//! The sentence of the current event, the rule that it applied, and the live region for those who do
//! not look.

use super::rules::rules;
use super::term::explained;
use crate::glossary::{Explainer, Word};
use crate::lab::Lab;
use trading_post::trace::{Rule, RuleSet};
use yew::prelude::*;

/// The words of the sentences of events, in which a stranger meets many of them first.
const WORDS: [(&str, Word); 24] = [
    ("ELECTION", Word::ElectionMessage),
    ("OK", Word::Ok),
    ("is OK", Word::Pong),
    ("stand down", Word::StandDown),
    ("COORDINATOR", Word::Coordinator),
    ("suspects", Word::Suspect),
    ("election", Word::Election),
    ("term", Word::Term),
    ("vote", Word::Vote),
    ("VOTE", Word::Vote),
    ("trader", Word::Trader),
    ("incarnation", Word::Incarnation),
    ("crashes", Word::Crash),
    ("request", Word::Request),
    ("nobody offers", Word::NoSeller),
    ("acknowledges", Word::Acknowledge),
    ("concurrent", Word::Concurrent),
    ("tie-break", Word::TieBreak),
    ("causality", Word::Causality),
    ("ledger", Word::Ledger),
    ("entry", Word::LedgerEntry),
    ("entries", Word::LedgerEntry),
    ("epoch", Word::Epoch),
    ("durable", Word::Durable),
];

/// What is said now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SayingView {
    time: String,
    sentence: String,
    /// Whether it stands long enough to point at a word of it.
    still: bool,
    /// The rules that the event applied, and the set of the first of them.
    applied: Vec<Rule>,
    set: Option<RuleSet>,
    announced: String,
}

impl SayingView {
    /// What is said at the moment shown.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let told = lab.told().filter(|event| *event < lab.run().trace().len());
        let applied = told.map_or_else(Vec::new, |event| lab.rules_of(event));
        let of_election = RuleSet::of_election(lab.scenario().election);
        Self {
            set: Some(applied.first().map_or(of_election, |rule| rule.set())),
            applied,
            time: told
                .map_or_else(String::new, |event| format!("{} s", lab.run().trace()[event].at)),
            sentence: told
                .map_or_else(|| "Nothing has happened yet".to_owned(), |event| lab.sentence(event)),
            still: !lab.playing(),
            announced: lab.announced().to_owned(),
        }
    }
}

/// The sentence.
pub fn saying(view: &SayingView) -> Html {
    let words = Explainer::new(if view.still { &WORDS } else { &[] });
    html! {
        <div class="saying">
            <p role="note" aria-label="What happens">
                { explained(&view.sentence, &words) }{ "." }
                <span class="time num" aria-hidden="true">{ &view.time }</span>
            </p>
            { for view.set.map(|set| rules(set, &view.applied)) }
            <p role="status" aria-label="Announcements" class="unseen">{ &view.announced }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Piece;
    use trading_post::id::PeerId;
    use trading_post::peer::rules::Algorithm;
    use trading_post::scenario::{Intervention, Scenario};

    /// All that is told of a run in which the trader dies and comes back.
    fn told(election: Algorithm) -> Vec<String> {
        // It is slow, so that requests wait beside each other.
        let scenario = Scenario { election, service_us: 200_000, ..Scenario::report() };
        let mut lab = Lab::new(scenario).expect("it makes sense");
        for act in [Intervention::Crash(PeerId(5)), Intervention::Restart(PeerId(5))] {
            (0..3_000).for_each(|_| lab.step());
            lab.act(act).expect("it is possible");
        }
        (0..3_000).for_each(|_| lab.step());
        lab.events().map(|event| lab.sentence(event)).collect()
    }

    #[test]
    fn every_word_stands_in_what_is_told_of_some_run() {
        let told: Vec<_> = [Algorithm::Bully, Algorithm::Vote].into_iter().flat_map(told).collect();
        for (form, word) in WORDS {
            let alone = Explainer::new(&[(form, word)]);
            assert_eq!(alone.left_after(told.iter().map(String::as_str)), [""; 0]);
        }
    }

    #[test]
    fn a_trader_that_is_ok_has_not_answered_to_an_election() {
        let words = Explainer::new(&WORDS);
        let pieces = words.pieces("Peer 1 hears that trader 5 is OK");
        assert!(pieces.contains(&Piece::Explained(Word::Pong, "is OK")), "{pieces:?}");
    }

    #[test]
    fn words_are_explained_while_the_sentence_stands() {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        lab.set_playing(true);
        assert!(!SayingView::of(&lab).still);
        lab.set_playing(false);
        assert!(SayingView::of(&lab).still);
    }
}
