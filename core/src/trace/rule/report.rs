//! The rules of the report's election, and what is left of them in the record.

use super::seen::{Seen, ballot};
use crate::peer::io::Note;
use crate::peer::message::Ballot;
use crate::trace::awaited::{message_heard, message_sent};
use crate::world::What;

/// A rule of the report's election.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ReportRule {
    /// The chain: each asks the next.
    Chain,
    /// The end of the chain.
    ChainEnds,
    /// Ask all above.
    Ask,
    /// Answer, and do no more.
    Answer,
    /// Somebody answers.
    Stop,
    /// Nobody answers.
    Win,
    /// Somebody leads.
    Believe,
}

impl ReportRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 7] = [
        Self::Chain,
        Self::ChainEnds,
        Self::Ask,
        Self::Answer,
        Self::Stop,
        Self::Win,
        Self::Believe,
    ];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Chain => {
                "At the start peer 0 asks the next whether it is there; who is asked answers, and \
                 asks the next"
            }
            Self::ChainEnds => {
                "No answer in the chain: ask the one after; with none left, lead, and tell all the \
                 others"
            }
            Self::Ask => {
                "Who suspects the trader sends ELECTION to every higher peer; the highest leads at \
                 once"
            }
            Self::Answer => "ELECTION: answer OK and do no more; a trader says that it leads",
            Self::Stop => {
                "OK: stop, and wait to be told who leads; told nothing in time, ask again"
            }
            Self::Win => "No OK in time: it leads, and tells all the others",
            Self::Believe => "Whoever says that it leads is believed, and followed",
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let waited = seen.is_after_wait();
        let in_chain = waited && asked_last(seen) == Some(Ballot::Next);
        let passed_on = seen.is_because_of(Ballot::Next);
        let asked = seen.is_because_of(Ballot::Election);
        let (next, ok) = (seen.sends() == Some(Ballot::Next), seen.sends() == Some(Ballot::Ok));
        match self {
            Self::Chain => {
                let starts = matches!(seen.trigger(), What::Start);
                let began = seen.begins() || seen.notes(Note::Holds);
                let first = starts && began && seen.step_notes(Note::Holds);
                first || seen.hears(Ballot::Next) || ok && passed_on || next && !waited
            }
            Self::ChainEnds => in_chain && (seen.begins() || next) || wins_by_chain(seen, in_chain),
            Self::Ask => {
                let starts = matches!(seen.trigger(), What::Start);
                let asks = seen.notes(Note::Holds) || seen.sends() == Some(Ballot::Election);
                let told_nothing = !waited || asked_last(seen).is_none();
                let as_highest = seen.wins() && told_nothing && !passed_on && !asked;
                !starts && (seen.lacks_trader() || asks || as_highest)
            }
            Self::Answer => {
                let tells = seen.sends() == Some(Ballot::Coordinator) && asked;
                seen.hears(Ballot::Election) || ok && asked || tells
            }
            Self::Stop => {
                let again = waited && seen.begins() && asked_last(seen).is_none();
                seen.hears(Ballot::Ok) && asked_last(seen).is_some() || again
            }
            Self::Win => {
                let alone = waited && asked_last(seen) == Some(Ballot::Election);
                alone && (seen.begins() || seen.wins())
            }
            Self::Believe => seen.hears(Ballot::Coordinator) || seen.follows(),
        }
    }
}

/// Whether its peer leads because the chain has nobody left.
fn wins_by_chain(seen: &Seen<'_>, in_chain: bool) -> bool {
    seen.wins() && (in_chain || seen.is_because_of(Ballot::Next))
}

/// What its peer has asked, if it has had no answer yet.
fn asked_last(seen: &Seen<'_>) -> Option<Ballot> {
    let waits = |what: &What| {
        let asked = ballot(message_sent(what));
        let asked = asked.filter(|sent| matches!(sent, Ballot::Next | Ballot::Election));
        let heard = ballot(message_heard(what));
        let told = matches!(heard, Some(Ballot::Ok | Ballot::Coordinator));
        let calm = matches!(what, What::Start | What::Restart | What::Note(Note::Leads));
        (asked.is_some() || told || calm).then_some(asked)
    };
    seen.last(waits).flatten()
}
