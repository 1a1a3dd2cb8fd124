//! What a peer waited for when a timer of its own ran out, and other kinds of events that explain one.

use crate::id::Party;
use crate::peer::io::{Note, Timer};
use crate::peer::message::{Ballot, Message};
use crate::world::{Brief, What};

/// Whether a party takes part no longer after this.
pub(super) fn goes(what: &What) -> bool {
    matches!(what, What::Crash | What::Pause)
}

/// Whether a peer asks something here in an election, and waits for what follows.
pub(super) fn is_question(what: &What) -> bool {
    answer_to(what).is_some()
}

/// The name of the answer that a peer waits for which asks something here in an election.
pub(super) const fn answer_to(what: &What) -> Option<&'static str> {
    let What::Send { brief: Brief::Message(Message::Ballot(ballot)), .. } = what else {
        return None;
    };
    match ballot {
        Ballot::Election | Ballot::Next => Some(Ballot::Ok.name()),
        Ballot::Grant => Some(Ballot::Coordinator.name()),
        Ballot::Candidate(_) => Some(Ballot::Taken.name()),
        Ballot::RequestVote(term) => Some(Ballot::Vote(*term).name()),
        Ballot::Ok | Ballot::Coordinator | Ballot::Taken | Ballot::Vote(_) | Ballot::Leads(_) => {
            None
        }
    }
}

/// Whether a peer's role changes here: what it does next in the same step, it does in that role.
pub(super) fn is_turn(what: &What) -> bool {
    let What::Note(note) = what else { return false };
    match note {
        Note::Suspects { .. }
        | Note::Holds
        | Note::Leads
        | Note::Follows { .. }
        | Note::Opens { .. }
        | Note::StepsDown { .. } => true,
        Note::Queues { .. }
        | Note::Serves { .. }
        | Note::Restocks { .. }
        | Note::Wishes { .. }
        | Note::Spends { .. }
        | Note::Earns { .. }
        | Note::Settles
        | Note::Ignores { .. } => false,
    }
}

/// Whether this is what a timer waited for an answer to, or what it was armed after.
pub(super) fn arms(what: &What, timer: Timer) -> bool {
    let (sent, heard) = (message_sent(what), message_heard(what));
    match timer {
        Timer::Pong => matches!(sent, Some(Message::Ping)),
        Timer::Answer => matches!(sent, Some(Message::Buy { .. } | Message::Register(_))),
        Timer::Notice(seller) => {
            matches!(sent, Some(Message::Notice(_))) && receiver(what) == Some(seller.into())
        }
        Timer::Ledger => receiver(what) == Some(Party::Ledger),
        Timer::Election => {
            let told = [Ballot::Ok, Ballot::Taken, Ballot::Coordinator].map(Message::Ballot);
            is_question(what) || heard.is_some_and(|h| told.contains(&h)) || *what == What::Start
        }
        Timer::Silence => heard == Some(Message::Heartbeat),
        Timer::Think => {
            matches!(heard, Some(Message::Sold { .. } | Message::NoSeller { .. })) || follows(what)
        }
        Timer::Check => matches!(heard, Some(Message::Pong { .. })) || follows(what) || leads(what),
        Timer::Beat => leads(what),
        Timer::Serve => matches!(what, What::Note(Note::Serves { .. })),
        Timer::Write => *what == What::Timer(Timer::Serve),
    }
}

/// Whether a peer's wait in a majority vote begins here: it loses its trader, votes, or asks.
pub(super) fn arms_ballot(what: &What) -> bool {
    let loses = matches!(
        what,
        What::Start
            | What::Restart
            | What::Suspect
            | What::Note(Note::Suspects { .. } | Note::StepsDown { .. })
    );
    let sent = message_sent(what);
    loses || matches!(sent, Some(Message::Ballot(Ballot::RequestVote(_) | Ballot::Vote(_))))
}

pub(super) fn follows(what: &What) -> bool {
    matches!(what, What::Note(Note::Follows { .. }))
}

fn leads(what: &What) -> bool {
    *what == What::Note(Note::Leads)
}

pub(super) const fn receiver(what: &What) -> Option<Party> {
    let What::Send { to, .. } = what else { return None };
    Some(*to)
}

pub(super) const fn message_sent(what: &What) -> Option<Message> {
    let What::Send { brief: Brief::Message(message), .. } = what else { return None };
    Some(*message)
}

pub(super) const fn message_heard(what: &What) -> Option<Message> {
    let What::Receive { brief: Brief::Message(message), .. } = what else { return None };
    Some(*message)
}
