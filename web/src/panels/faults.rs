//! Faults: all that can be done to peers, links, the ledger, messages and timers.
//!
//! The peers and the forms are components of their own, left alone while they stay the same.

mod deed;
mod ledger;
pub mod links;
mod messages;
mod partition;
mod peers;
mod rules;
mod timers;
pub mod words;

use crate::act::Act;
use crate::glossary::{Explainer, Word};
use crate::lab::Lab;
use crate::panels::term::{Term, explained};
use links::LinkFaults;
use messages::MessageRow;
use partition::Partition;
use peers::{PeerRow, Peers};
use rules::RuleRow;
use std::rc::Rc;
use timers::{Kind, TimerRow};
use trading_post::id::{MessageId, PeerId};
use yew::prelude::*;

/// So many rows a section has at most; fewer while the run plays, when nobody can read them.
const ROWS: usize = 60;
const ROWS_PLAYING: usize = 12;

/// So many peers have a row. The others are chosen in the picture, and acted on from there.
const PEERS: usize = 100;

/// What there is to do, in a sentence a section.
const TO_PEERS: &str = "A crash forgets, a pause does not; after a restart a peer is another incarnation. Who \
                        is cut off is well, and alone.";
const TO_LINKS: &str = "What is lost never comes, a duplicate comes twice, what is clogged comes once the link \
                        is healed; in any order, messages overtake each other.";
const TO_LEDGER: &str = "A failing write is told to the trader, a torn write is not.";
const TO_MESSAGES: &str = "A message on hold stays under way until it is released.";

/// The words of these sentences.
fn words() -> Explainer {
    Explainer::new(&[
        ("crash", Word::Crash),
        ("pause", Word::Pause),
        ("restart", Word::Restart),
        ("incarnation", Word::Incarnation),
        ("cut off", Word::Cut),
        ("lost", Word::Lost),
        ("duplicate", Word::Duplicate),
        ("clogged", Word::Clog),
        ("healed", Word::Heal),
        ("any order", Word::AnyOrder),
        ("failing write", Word::FailingWrite),
        ("torn write", Word::TornWrite),
        ("message", Word::Message),
        ("hold", Word::Hold),
    ])
}

/// What Faults shows.
#[derive(Clone, PartialEq, Debug)]
pub struct FaultsView {
    peers: List<PeerRow>,
    rules: Rc<[RuleRow]>,
    messages: List<MessageRow>,
    timers: List<TimerRow>,
    kinds: Rc<[Kind]>,
}

/// The first rows of a list, and how many there are in all.
#[derive(Clone, PartialEq, Debug)]
struct List<T> {
    rows: Rc<[T]>,
    all: usize,
}

impl<T> List<T> {
    fn of(rows: impl Iterator<Item = T>, all: usize) -> Self {
        Self { rows: rows.collect(), all }
    }

    /// "7", or "12 of 300".
    fn count(&self) -> String {
        if self.rows.len() == self.all {
            self.all.to_string()
        } else {
            format!("the first {} of {}", self.rows.len(), self.all)
        }
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::of([].into_iter(), 0)
    }
}

impl Default for FaultsView {
    fn default() -> Self {
        Self {
            peers: List::default(),
            rules: [].into(),
            messages: List::default(),
            timers: List::default(),
            kinds: [].into(),
        }
    }
}

impl FaultsView {
    /// What there is to do now.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let world = lab.world();
        let most = if lab.playing() { ROWS_PLAYING } else { ROWS };
        Self {
            peers: peers::rows(world, PEERS),
            rules: rules::rows(world),
            messages: messages::rows(world, most),
            timers: timers::rows(world, most),
            kinds: timers::kind_rows(world),
        }
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: FaultsView,
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// The message looked at.
    pub picked: Option<MessageId>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Faults(props: &Props) -> Html {
    let Props { view, selected, picked, on_act } = props;
    let (count, in_force) = (view.peers.all, view.rules.len());
    let words = words();
    let rule_count = if in_force == 0 { "none".to_owned() } else { in_force.to_string() };
    html! {
        <section class="panel faults" role="region" aria-label="Faults">
            <p class="lead">{ "Every act is part of the run, and is undone by stepping back." }</p>
            { section("Peers", Word::Peer, view.peers.count(), true, html! {
                <>
                    <p class="soft">{ explained(TO_PEERS, &words) }</p>
                    <Peers rows={view.peers.rows.clone()} selected={*selected} on_act={on_act.clone()} />
                </>
            }) }
            { section("Active faults", Word::Intervention, rule_count, true, rules::section(&view.rules, on_act)) }
            { section("Links", Word::Link, "cut, lose, delay".to_owned(), false, html! {
                <>
                    <p class="soft">{ explained(TO_LINKS, &words) }</p>
                    <LinkFaults peers={count} on_act={on_act.clone()} />
                </>
            }) }
            { section("Partition", Word::Partition, "cut a group off".to_owned(), false, html! {
                <Partition peers={count} on_act={on_act.clone()} />
            }) }
            { section("Ledger", Word::Ledger, "slow, failing, torn writes".to_owned(), false, html! {
                <>
                    <p class="soft">{ explained(TO_LEDGER, &words) }</p>
                    { ledger::section(on_act) }
                </>
            }) }
            { section("Messages under way", Word::InFlight, view.messages.count(), false,
                html! {
                    <>
                        <p class="soft">{ explained(TO_MESSAGES, &words) }</p>
                        { messages::section(&view.messages.rows, *picked, on_act) }
                    </>
                }) }
            { section("Timers", Word::Timer, view.timers.count(), false,
                timers::section(&view.timers.rows, &view.kinds, on_act)) }
        </section>
    }
}

/// A section that can be folded; what it is about is a heading, and beside it a word on what is in it.
fn section(name: &'static str, word: Word, aside: String, open: bool, inside: Html) -> Html {
    html! {
        <details key={name} {open}>
            <summary><h3><Term {word} text={name} /></h3><span class="soft">{ aside }</span></summary>
            { inside }
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_what_is_said() {
        let texts = [TO_PEERS, TO_LINKS, TO_LEDGER, TO_MESSAGES];
        assert_eq!(words().left_after(texts), [""; 0]);
    }
}
