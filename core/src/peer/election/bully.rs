//! The bully algorithm (Garcia-Molina 1982, in the textbook form), five rules.
//!
//! Two liberties, both against late questions of an election that is over:
//! a highest peer that has announced itself answers ELECTION with OK and with COORDINATOR to the
//! asker alone, not to everybody again, for the others have heard it; and a peer that has adopted a
//! trader less than T ago answers OK and holds no election of its own. Otherwise, where latencies
//! vary, every late question would begin an election of n messages, each of them a late question in
//! its turn: a hundred peers took 150,000 messages to start. If the trader is dead after all, rule
//! 5's check finds out as soon.

use super::{Outcome, announce_below, ask_all_above, stand_down};
use crate::id::PeerId;
use crate::peer::io::Timer;
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;

/// Where this peer stands in an election.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bully {
    /// No election that it knows of; it follows somebody, or has just started.
    Idle,
    /// It has just adopted a trader: for T, questions that come are late ones.
    Adopted,
    /// It asked all higher peers, and waits T for an OK.
    AwaitingOk,
    /// A higher peer is there; it waits T' for the COORDINATOR.
    AwaitingCoordinator,
    /// It has won and told the others.
    Won,
}

impl Bully {
    pub(super) const fn under_way(self) -> bool {
        match self {
            Self::AwaitingOk | Self::AwaitingCoordinator => true,
            Self::Idle | Self::Adopted | Self::Won => false,
        }
    }

    /// Rule 1, of a peer that suspects the trader.
    pub(super) fn suspect(&mut self, m: &mut Moment<'_>) -> Outcome {
        if self.under_way() {
            return Outcome::Undecided;
        }
        self.hold(m)
    }

    /// Rule 1: ELECTION to every higher id; the highest announces itself instead.
    pub(super) fn hold(&mut self, m: &mut Moment<'_>) -> Outcome {
        if m.is_highest() {
            return self.win(m);
        }
        ask_all_above(m);
        *self = Self::AwaitingOk;
        Outcome::Undecided
    }

    /// Rule 3: COORDINATOR to all lower.
    fn win(&mut self, m: &mut Moment<'_>) -> Outcome {
        announce_below(m);
        *self = Self::Won;
        Outcome::Won
    }

    pub(super) fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        match ballot {
            Ballot::Election if from < m.id => self.answer(from, m),
            Ballot::Ok if *self == Self::AwaitingOk => {
                stand_down(m.rules.timeouts.coordinator, m);
                *self = Self::AwaitingCoordinator;
                Outcome::Undecided
            }
            Ballot::Coordinator if from > m.id => {
                m.arm(Timer::Election, m.rules.timeouts.ok);
                *self = Self::Adopted;
                Outcome::Lost(from)
            }
            // Rule 5: a lower peer must not lead while this one is there.
            Ballot::Coordinator => self.suspect(m),
            // A second OK, or one after the decision, says nothing new.
            Ballot::Ok => Outcome::Undecided,
            // A question from above, or another algorithm's.
            Ballot::Election
            | Ballot::Next
            | Ballot::Grant
            | Ballot::Candidate(_)
            | Ballot::Taken
            | Ballot::RequestVote(_)
            | Ballot::Vote(_)
            | Ballot::Leads(_) => Outcome::Ignored,
        }
    }

    /// Rule 2: OK, and an election of one's own.
    fn answer(&mut self, from: PeerId, m: &mut Moment<'_>) -> Outcome {
        m.cast(from, Ballot::Ok);
        match self {
            Self::Won if m.is_highest() => {
                m.cast(from, Ballot::Coordinator);
                Outcome::Undecided
            }
            // A late question: whoever asks will hear of the new trader too.
            Self::Adopted => Outcome::Undecided,
            Self::Idle | Self::AwaitingOk | Self::AwaitingCoordinator | Self::Won => {
                self.suspect(m)
            }
        }
    }

    pub(super) fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        match self {
            Self::AwaitingOk => self.win(m),
            // Rule 4: nobody announced itself.
            Self::AwaitingCoordinator => self.hold(m),
            Self::Adopted => {
                *self = Self::Idle;
                Outcome::Undecided
            }
            Self::Idle | Self::Won => unreachable!("disarmed when the election ended"),
        }
    }
}
