//! The ring's rules, and what is left of them in the record.

use super::seen::Seen;
use crate::id::PeerId;
use crate::peer::io::Note;
use crate::peer::message::Ballot;

/// A rule of the ring.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RingRule {
    /// Send one's own number on.
    Begin,
    /// Pass on a greater number.
    Pass,
    /// Acknowledge a number, or skip the dead.
    Acknowledge,
    /// One's own number has come round.
    Win,
    /// Nothing has come round.
    Again,
    /// Somebody leads.
    Adopt,
}

impl RingRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 6] =
        [Self::Begin, Self::Pass, Self::Acknowledge, Self::Win, Self::Again, Self::Adopt];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Begin => {
                "Who starts or suspects the trader sends its own number to the next peer on the ring"
            }
            Self::Pass => {
                "A number greater than one's own, and than all passed on before, is passed on; a \
                 smaller one is not, and one's own sent instead if it was not sent yet"
            }
            Self::Acknowledge => {
                "Who gets a number says TAKEN; none in time: the next peer is dead, so send the \
                 number to the one after it"
            }
            Self::Win => {
                "Whose number comes back to it has passed everybody: it leads, and tells all the \
                 others; a trader that gets a smaller number tells them too"
            }
            Self::Again => "Nothing comes round in time: the number was lost, so begin again",
            Self::Adopt => {
                "COORDINATOR from a higher peer: follow it; from a lower one: send one's own number \
                 on"
            }
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let begins = seen.notes(Note::Holds);
        let sends = passes(seen);
        let got = number_heard(seen).is_some();
        let told = seen.is_because_of(Ballot::Coordinator);
        let waited = seen.is_after_wait();
        let anew = seen.step_notes(Note::Holds);
        match self {
            Self::Begin => seen.lacks_trader() || (begins || sends) && !got && !told && !waited,
            Self::Pass => {
                let arrives = seen.begins() && got && !seen.step_wins();
                arrives || got && (begins || sends)
            }
            Self::Acknowledge => {
                let skips = waited && !anew && (seen.begins() || sends || seen.wins());
                seen.sends() == Some(Ballot::Taken) || seen.hears(Ballot::Taken) || skips
            }
            Self::Win => got && (seen.wins() || seen.begins() && seen.step_wins()),
            Self::Again => waited && anew && (seen.begins() || begins || sends),
            Self::Adopt => {
                let contests = told && (begins || sends);
                seen.hears(Ballot::Coordinator) || seen.follows() || contests
            }
        }
    }
}

/// Whether a number is sent on.
fn passes(seen: &Seen<'_>) -> bool {
    matches!(seen.sends(), Some(Ballot::Candidate(_)))
}

/// The number with which its step began.
fn number_heard(seen: &Seen<'_>) -> Option<PeerId> {
    let (_, Ballot::Candidate(number)) = seen.because_of()? else { return None };
    Some(number)
}
