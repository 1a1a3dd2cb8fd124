//! The majority vote's rules, and what is left of them in the record.

use super::seen::{Seen, ballot};
use crate::peer::io::Note;
use crate::peer::message::Ballot;
use crate::trace::awaited::message_sent;
use crate::world::What;

/// A rule of the majority vote.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum VoteRule {
    /// Ask all for their votes.
    Ask,
    /// Vote, once a term.
    Vote,
    /// Lead by a majority.
    Lead,
    /// Nobody has a majority.
    Again,
    /// An earlier term is over.
    Remind,
}

impl VoteRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 5] = [Self::Ask, Self::Vote, Self::Lead, Self::Again, Self::Remind];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Ask => {
                "Who suspects the trader waits for a random time; then it begins the next term, votes \
                 for itself, and asks all others for their votes"
            }
            Self::Vote => {
                "REQUEST_VOTE in a later term than one knows of: vote for the asker, and lead and ask \
                 no longer"
            }
            Self::Lead => {
                "Who has the votes of more than half of all leads, and tells all others; they follow, \
                 unless they know of a later term"
            }
            Self::Again => {
                "No trader in time after a vote or a question: votes were split, so ask in the next \
                 term"
            }
            Self::Remind => "A trader that hears from an earlier term says that it leads",
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let heard = seen.because_of().map(|(_, ballot)| ballot);
        let asked = matches!(heard, Some(Ballot::RequestVote(_)));
        let got_vote = matches!(heard, Some(Ballot::Vote(_)));
        let tells = leads(seen.what());
        match self {
            Self::Ask => seen.lacks_trader() || asks(seen) && !asks_again(seen),
            Self::Vote => votes(seen.what()) || seen.begins() && asked && seen.step_has(votes),
            Self::Lead => {
                let counts = seen.begins() && got_vote && collects(seen);
                let told = seen.begins() && matches!(heard, Some(Ballot::Leads(_)));
                let wins = seen.notes(Note::Leads) || got_vote && tells;
                counts || told || wins || seen.follows()
            }
            Self::Again => asks(seen) && asks_again(seen),
            Self::Remind => tells && !got_vote || seen.begins() && asked && seen.step_has(leads),
        }
    }
}

fn votes(what: &What) -> bool {
    matches!(ballot(message_sent(what)), Some(Ballot::Vote(_)))
}

fn leads(what: &What) -> bool {
    matches!(ballot(message_sent(what)), Some(Ballot::Leads(_)))
}

/// Whether it belongs to a question for votes, after the election's wait.
fn asks(seen: &Seen<'_>) -> bool {
    let sends = matches!(seen.sends(), Some(Ballot::RequestVote(_)));
    seen.is_after_wait() && (seen.begins() || seen.notes(Note::Holds) || sends)
}

/// Whether its peer has a trader, or has just lost it.
fn is_calm(what: &What) -> bool {
    matches!(
        what,
        What::Start
            | What::Restart
            | What::Suspect
            | What::Note(Note::Suspects { .. } | Note::Leads | Note::Follows { .. })
    )
}

/// Whether its peer has voted or asked already, since it lost its trader.
fn asks_again(seen: &Seen<'_>) -> bool {
    let again = |what: &What| {
        let voted = votes(what) || *what == What::Note(Note::Holds);
        (voted || is_calm(what)).then_some(voted)
    };
    seen.last(again) == Some(true)
}

/// Whether its peer has asked, and collects votes still.
fn collects(seen: &Seen<'_>) -> bool {
    let collects = |what: &What| {
        let asked = *what == What::Note(Note::Holds);
        (asked || votes(what) || is_calm(what)).then_some(asked)
    };
    seen.last(collects) == Some(true)
}
