//! The bully algorithm's rules, and what is left of them in the record.

use super::seen::{Seen, ballot};
use crate::peer::io::Note;
use crate::peer::message::{Ballot, Message};
use crate::trace::awaited::{message_heard, message_sent};
use crate::world::What;

/// A rule of the bully algorithm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BullyRule {
    /// Ask all above.
    Ask,
    /// Answer, and ask.
    Answer,
    /// Nobody answers.
    Win,
    /// Somebody answers.
    StandDown,
    /// Somebody leads.
    Adopt,
}

impl BullyRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 5] = [Self::Ask, Self::Answer, Self::Win, Self::StandDown, Self::Adopt];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Ask => {
                "Who starts or suspects the trader sends ELECTION to every higher peer; the highest \
                 announces itself instead"
            }
            Self::Answer => {
                "ELECTION from a lower peer: answer OK, and hold an election of one's own unless one \
                 is under way"
            }
            Self::Win => "No OK in time: it has won, and sends COORDINATOR to every lower peer",
            Self::StandDown => {
                "OK from a higher peer: stand down and wait for the COORDINATOR; none comes in time: \
                 start again"
            }
            Self::Adopt => {
                "COORDINATOR from a higher peer: follow it, and check on it shortly after; from a \
                 lower one: hold an election"
            }
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let holds = seen.notes(Note::Holds);
        let asked = seen.is_because_of(Ballot::Election);
        let told = seen.is_because_of(Ballot::Coordinator);
        let waited = seen.is_after_wait();
        match self {
            Self::Ask => {
                let by_itself = holds && !asked && !told && !waited;
                let as_highest = seen.wins() && !waited && !tells_late_asker(seen);
                let asks = seen.sends() == Some(Ballot::Election);
                seen.lacks_trader() || by_itself || asks || as_highest
            }
            Self::Answer => {
                let answers = seen.sends() == Some(Ballot::Ok) || seen.hears(Ballot::Election);
                answers || holds && asked || seen.wins() && tells_late_asker(seen)
            }
            Self::Win => waited && (seen.wins() || seen.begins() && seen.step_wins()),
            Self::StandDown => {
                let again = waited && seen.step_notes(Note::Holds);
                seen.hears(Ballot::Ok) && awaits_ok(seen) || again && (holds || seen.begins())
            }
            Self::Adopt => {
                let checks = seen.begins() || message_sent(seen.what()) == Some(Message::Ping);
                let adopts = seen.hears(Ballot::Coordinator) || seen.follows();
                adopts || holds && told || checks && seen.is_recheck()
            }
        }
    }
}

/// The highest peer, asked when it has announced itself already, tells the asker alone.
fn tells_late_asker(seen: &Seen<'_>) -> bool {
    seen.is_because_of(Ballot::Election) && !seen.step_notes(Note::Leads)
}

/// Whether its peer has asked, and has had no answer yet.
pub(super) fn awaits_ok(seen: &Seen<'_>) -> bool {
    let waits = |what: &What| {
        let answered = ballot(message_heard(what)) == Some(Ballot::Ok);
        let ended = matches!(what, What::Note(Note::Leads | Note::Follows { .. }));
        let asks = *what == What::Note(Note::Holds);
        (asks || answered || ended).then_some(asks)
    };
    seen.last(waits) == Some(true)
}
