//! The modified bully algorithm (Mamun, Masum and Mustafa 2004): who asks collects the answers of the
//! higher peers and grants the lead to the highest of them. Whoever is asked answers, and holds no
//! election of its own.
//!
//! So an election that the lowest of n peers begins when the highest has died takes 3n - 4 messages
//! and not the bully algorithm's n² - n - 1: n - 1 ELECTION to all above (the one to the dead peer is
//! counted), n - 2 OK, one GRANT, n - 2 COORDINATOR to all below the winner. The next highest alone
//! needs n - 1 as ever, for it has nobody to grant the lead to.
//!
//! Its honest limits: each further peer that notices asks, collects and grants by itself; all of
//! them grant to the same peer, but with k of them the cost grows by their questions and answers.
//! The initiator waits all of T for answers, where the bully algorithm is over as soon as the winner
//! has waited. If it dies before it grants, or the granted peer dies, nobody who was asked does
//! anything: that waits for T' to run out, or for the detector of another.
//!
//! Three liberties. An OK of the highest peer of all is granted at once, for none can outrank it. A
//! trader that is granted the lead tells the granter alone that it leads, and a peer that has adopted
//! a trader less than T ago ignores a GRANT, which is late: both as in the bully algorithm's module.
//! A COORDINATOR from below is contested by an election (the bully algorithm's rule 5).

use super::{Outcome, announce_below, ask_all_above, stand_down};
use crate::id::PeerId;
use crate::peer::io::Timer;
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;

/// Where this peer stands in an election.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ModifiedBully {
    /// No election of its own; it follows somebody, leads, or has just been switched on.
    Idle,
    /// It has just adopted a trader: for T, a GRANT that comes is a late one.
    Adopted,
    /// It asked all higher peers, and collects answers for T.
    Collecting {
        /// The highest that has answered so far.
        highest: Option<PeerId>,
    },
    /// It has granted the lead, and waits T' for the COORDINATOR.
    Granted,
}

impl ModifiedBully {
    pub(super) const fn under_way(self) -> bool {
        match self {
            Self::Collecting { .. } | Self::Granted => true,
            Self::Idle | Self::Adopted => false,
        }
    }

    /// The trader is suspected, or there is none yet.
    pub(super) fn suspect(&mut self, m: &mut Moment<'_>) -> Outcome {
        if self.under_way() {
            return Outcome::Undecided;
        }
        self.hold(m)
    }

    /// ELECTION to every higher peer; the highest announces itself instead.
    pub(super) fn hold(&mut self, m: &mut Moment<'_>) -> Outcome {
        if m.is_highest() {
            return self.win(m);
        }
        ask_all_above(m);
        *self = Self::Collecting { highest: None };
        Outcome::Undecided
    }

    fn win(&mut self, m: &mut Moment<'_>) -> Outcome {
        *self = Self::Idle;
        announce_below(m);
        Outcome::Won
    }

    pub(super) fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        match ballot {
            Ballot::Election if from < m.id => {
                m.cast(from, Ballot::Ok);
                Outcome::Undecided
            }
            Ballot::Ok => self.collect(from, m),
            Ballot::Grant if from < m.id => self.accept(from, m),
            Ballot::Coordinator if from > m.id => {
                m.arm(Timer::Election, m.rules.timeouts.ok);
                *self = Self::Adopted;
                Outcome::Lost(from)
            }
            // A lower peer must not lead while this one is there.
            Ballot::Coordinator => self.suspect(m),
            // From above, or another algorithm's.
            Ballot::Election
            | Ballot::Grant
            | Ballot::Next
            | Ballot::Candidate(_)
            | Ballot::Taken
            | Ballot::RequestVote(_)
            | Ballot::Vote(_)
            | Ballot::Leads(_) => Outcome::Ignored,
        }
    }

    /// Keeps the highest that has answered. Nobody can outrank the highest peer of all.
    fn collect(&mut self, from: PeerId, m: &mut Moment<'_>) -> Outcome {
        let Self::Collecting { highest } = *self else {
            // It has granted already, or the election is over.
            return Outcome::Undecided;
        };
        if from.index() + 1 == m.rules.peers {
            return self.grant(from, m);
        }
        *self = Self::Collecting { highest: highest.max(Some(from)) };
        Outcome::Undecided
    }

    fn grant(&mut self, to: PeerId, m: &mut Moment<'_>) -> Outcome {
        m.cast(to, Ballot::Grant);
        stand_down(m.rules.timeouts.coordinator, m);
        *self = Self::Granted;
        Outcome::Undecided
    }

    /// It is the highest that answered somebody.
    fn accept(&mut self, from: PeerId, m: &mut Moment<'_>) -> Outcome {
        if m.leads {
            m.cast(from, Ballot::Coordinator);
            return Outcome::Undecided;
        }
        match self {
            Self::Adopted => Outcome::Undecided,
            Self::Idle | Self::Collecting { .. } | Self::Granted => self.win(m),
        }
    }

    pub(super) fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        match *self {
            Self::Collecting { highest: Some(highest) } => self.grant(highest, m),
            Self::Collecting { highest: None } => self.win(m),
            // The granted peer did not announce itself.
            Self::Granted => self.hold(m),
            Self::Adopted => {
                *self = Self::Idle;
                Outcome::Undecided
            }
            Self::Idle => unreachable!("disarmed when the election ended"),
        }
    }
}
