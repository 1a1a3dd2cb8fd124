//! The majority vote with terms, in Raft's manner (Ongaro and Ousterhout 2014, section 5.2).
//!
//! Time is counted in terms. In each of them a peer has one vote, and only who has the votes of more
//! than half of all peers leads: two such halves share a peer, so that no term has two traders.
//!
//! 1. Who suspects the trader waits for a random time up to T', lest all ask at once. Then it begins
//!    the next term, votes for itself, and sends REQUEST_VOTE to all others.
//! 2. Who is asked in a later term than it knows of sends VOTE, and leads and asks no longer.
//! 3. Who has a majority's votes leads, and sends COORDINATOR to all others. They follow it, unless
//!    they know of a later term.
//! 4. Votes can be split, and candidates die. So who has voted or asked waits for T' and a random time
//!    up to T', and asks in the next term then. In T' the winner's COORDINATOR has come, if there is
//!    one: less would let a candidate that has lost ask again, and depose the winner.
//! 5. A trader that hears from another of an earlier term tells it that it leads.
//!
//! A peer's vote in a term is spent once it knows of the term, for it learns of one by asking, by
//! being asked, or by its trader. So the number of the term is all that must outlast a crash, and that
//! must: a peer that forgot it could vote twice.
//!
//! If one of n peers is dead and one alone notices, n - 1 REQUEST_VOTE, n - 2 VOTE and n - 1
//! COORDINATOR are sent, 3n - 4; all know the winner three latencies after its wait. Each further
//! peer that asks before it has heard costs n - 1 questions more.
//!
//! Its honest limits: with half of the peers dead or cut off nobody leads, where the bully algorithm
//! would have a trader on each side. Whoever asks, because it suspects wrongly or comes back after a
//! crash, ends the lead of a trader that is well (the authors' remedy, a vote beforehand, is not
//! here). A trader that is cut off believes that it leads until it hears of a later term, or until
//! the ledger refuses it: it is the ledger's epochs that keep sales safe then. The other half of Raft,
//! its log, is not here either: the winner reads the ledger, so no vote depends on what a candidate
//! has.
//!
//! Three liberties. Raft's followers suspect by a random timeout; here the detector does that, and the
//! random wait comes after it. Who votes while it follows a trader goes on following until it
//! hears of the new one, for whether the old one is there is the detector's affair. Who is asked in an
//! earlier term says nothing, unless it leads.

use super::{Outcome, stand_down};
use crate::id::{PeerId, Term};
use crate::peer::io::{Note, Timer};
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;
use crate::time::Duration;
use std::collections::BTreeSet;

/// Where this peer stands in elections.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Vote {
    /// The latest term that it knows of: its vote in that is spent.
    pub term: Term,
    /// What it does in it.
    pub stage: Stage,
}

/// What a peer does in a term.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// It follows somebody, leads, or has just been switched on.
    Idle,
    /// It is going to ask, in the next term.
    Waiting,
    /// It has no trader, and gave this peer its vote.
    Voted(PeerId),
    /// It asked all others, and collects votes.
    Asking {
        /// Whose it has, its own among them.
        votes: BTreeSet<PeerId>,
    },
}

impl Vote {
    pub(super) const fn new(term: Term) -> Self {
        Self { term, stage: Stage::Idle }
    }

    pub(super) const fn under_way(&self) -> bool {
        match self.stage {
            Stage::Waiting | Stage::Voted(_) | Stage::Asking { .. } => true,
            Stage::Idle => false,
        }
    }

    /// Rule 1, of a peer that suspects the trader, or has none yet.
    pub(super) fn suspect(&mut self, m: &mut Moment<'_>) -> Outcome {
        if !self.under_way() {
            let wait = some_more(Duration::ZERO, m);
            m.arm(Timer::Election, wait);
            self.stage = Stage::Waiting;
        }
        Outcome::Undecided
    }

    /// Rules 1 and 4: the wait is over.
    pub(super) fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        assert!(self.under_way(), "disarmed when the election ended");
        m.note(Note::Holds);
        self.term = self.term.next();
        for other in m.others() {
            m.cast(other, Ballot::RequestVote(self.term));
        }
        let wait = some_more(m.rules.timeouts.coordinator, m);
        m.arm(Timer::Election, wait);
        self.stage = Stage::Asking { votes: BTreeSet::from([m.id]) };
        Outcome::Undecided
    }

    pub(super) fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        match ballot {
            Ballot::RequestVote(term) => self.asked(from, term, m),
            Ballot::Vote(term) => self.count(from, term, m),
            Ballot::Leads(term) => self.told(from, term, m),
            // Another algorithm's.
            Ballot::Election
            | Ballot::Ok
            | Ballot::Coordinator
            | Ballot::Next
            | Ballot::Grant
            | Ballot::Candidate(_)
            | Ballot::Taken => Outcome::Ignored,
        }
    }

    /// Rule 2, and rule 5 of a trader that is asked.
    fn asked(&mut self, from: PeerId, term: Term, m: &mut Moment<'_>) -> Outcome {
        if term <= self.term {
            self.remind(from, m);
            return Outcome::Undecided;
        }
        self.term = term;
        m.cast(from, Ballot::Vote(term));
        if !m.leads && !self.under_way() {
            return Outcome::Undecided; // It follows a trader still.
        }
        let wait = some_more(m.rules.timeouts.coordinator, m);
        stand_down(wait, m);
        self.stage = Stage::Voted(from);
        if m.leads { Outcome::Deposed } else { Outcome::Undecided }
    }

    /// Rule 3: counts a vote, once. One that comes after the decision says nothing new.
    fn count(&mut self, from: PeerId, term: Term, m: &mut Moment<'_>) -> Outcome {
        let Stage::Asking { votes } = &mut self.stage else {
            return Outcome::Undecided;
        };
        if term != self.term {
            return Outcome::Ignored;
        }
        votes.insert(from);
        if 2 * votes.len() <= m.rules.peers {
            return Outcome::Undecided;
        }
        m.disarm(Timer::Election);
        self.stage = Stage::Idle;
        for other in m.others() {
            m.cast(other, Ballot::Leads(term));
        }
        Outcome::Won
    }

    /// Rules 3 and 5.
    fn told(&mut self, from: PeerId, term: Term, m: &mut Moment<'_>) -> Outcome {
        if term < self.term {
            self.remind(from, m);
            return Outcome::Ignored;
        }
        m.disarm(Timer::Election);
        self.term = term;
        self.stage = Stage::Idle;
        Outcome::Lost(from)
    }

    /// Rule 5: tells a peer who leads in which term, if this one does.
    pub(super) fn remind(&self, other: PeerId, m: &mut Moment<'_>) {
        if m.leads {
            m.cast(other, Ballot::Leads(self.term));
        }
    }
}

/// So long, and a random time up to T'.
fn some_more(least: Duration, m: &mut Moment<'_>) -> Duration {
    let most = m.rules.timeouts.coordinator;
    least + Duration(m.chance.between(0, most.0))
}
