//! The modified bully algorithm's rules, and what is left of them in the record.

use super::seen::{Seen, ballot};
use crate::peer::io::Note;
use crate::peer::message::Ballot;
use crate::trace::awaited::message_sent;
use crate::world::What;

/// A rule of the modified bully algorithm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ModifiedBullyRule {
    /// Ask all above.
    Ask,
    /// Answer, and do no more.
    Answer,
    /// Grant the lead to the highest that answered.
    Grant,
    /// Nobody answers.
    Win,
    /// Lead, for it was granted.
    Accept,
    /// The granted peer says nothing.
    Again,
    /// Somebody leads.
    Adopt,
}

impl ModifiedBullyRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 7] =
        [Self::Ask, Self::Answer, Self::Grant, Self::Win, Self::Accept, Self::Again, Self::Adopt];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Ask => {
                "Who starts or suspects the trader sends ELECTION to every higher peer; the highest \
                 announces itself instead"
            }
            Self::Answer => "ELECTION from a lower peer: answer OK, and do no more",
            Self::Grant => {
                "Who has asked collects the OKs, and grants the lead to the highest that answered in \
                 time; to the highest of all at once"
            }
            Self::Win => "No OK in time: it has won, and sends COORDINATOR to every lower peer",
            Self::Accept => {
                "GRANT: lead, and send COORDINATOR to every lower peer; who leads already tells the \
                 granter"
            }
            Self::Again => "The granted peer does not announce itself in time: start again",
            Self::Adopt => {
                "COORDINATOR from a higher peer: follow it; from a lower one: hold an election"
            }
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let holds = seen.notes(Note::Holds);
        let told = seen.is_because_of(Ballot::Coordinator);
        let granted = seen.is_because_of(Ballot::Grant);
        let waited = seen.is_after_wait();
        match self {
            Self::Ask => {
                let by_itself = holds && !told && !waited;
                let as_highest = seen.wins() && !waited && !granted;
                let asks = seen.sends() == Some(Ballot::Election);
                seen.lacks_trader() || by_itself || asks || as_highest
            }
            Self::Answer => seen.hears(Ballot::Election) || seen.sends() == Some(Ballot::Ok),
            Self::Grant => {
                let collected = seen.begins() && waited && seen.step_has(grants);
                seen.hears(Ballot::Ok) && collects(seen) || grants(seen.what()) || collected
            }
            Self::Win => waited && (seen.wins() || seen.begins() && seen.step_wins()),
            Self::Accept => seen.hears(Ballot::Grant) || granted && seen.wins(),
            Self::Again => waited && seen.step_notes(Note::Holds) && (holds || seen.begins()),
            Self::Adopt => seen.hears(Ballot::Coordinator) || seen.follows() || holds && told,
        }
    }
}

fn grants(what: &What) -> bool {
    ballot(message_sent(what)) == Some(Ballot::Grant)
}

/// Whether its peer has asked, and has granted nothing yet.
fn collects(seen: &Seen<'_>) -> bool {
    let collects = |what: &What| {
        let ended = matches!(what, What::Note(Note::Leads | Note::Follows { .. }));
        let asks = *what == What::Note(Note::Holds);
        (asks || grants(what) || ended).then_some(asks)
    };
    seen.last(collects) == Some(true)
}
