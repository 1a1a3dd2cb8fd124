//! The bully algorithm (Garcia-Molina 1982, in the textbook form), five rules.
//!
//! One liberty: a highest peer that has announced itself answers a later ELECTION with OK and with
//! COORDINATOR to the asker alone, not to everybody again; the others have heard it.

use super::Outcome;
use crate::id::PeerId;
use crate::peer::io::{Note, Timer};
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;

/// Where this peer stands in an election.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bully {
    /// No election that it knows of; it follows somebody, or has just started.
    Idle,
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
            Self::Idle | Self::Won => false,
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
        m.note(Note::Holds);
        for higher in m.higher() {
            m.cast(higher, Ballot::Election);
        }
        m.arm(Timer::Election, m.rules.timeouts.ok);
        *self = Self::AwaitingOk;
        Outcome::Undecided
    }

    /// Rule 3: COORDINATOR to all lower.
    fn win(&mut self, m: &mut Moment<'_>) -> Outcome {
        m.disarm(Timer::Election);
        for lower in m.lower() {
            m.cast(lower, Ballot::Coordinator);
        }
        *self = Self::Won;
        Outcome::Won
    }

    pub(super) fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        match ballot {
            Ballot::Election if from < m.id => self.answer(from, m),
            Ballot::Ok if *self == Self::AwaitingOk => {
                m.arm(Timer::Election, m.rules.timeouts.coordinator);
                *self = Self::AwaitingCoordinator;
                Outcome::Undecided
            }
            Ballot::Coordinator if from > m.id => {
                m.disarm(Timer::Election);
                *self = Self::Idle;
                Outcome::Lost(from)
            }
            // Rule 5: a lower peer must not lead while this one is there.
            Ballot::Coordinator => self.suspect(m),
            // A second OK, or one after the decision, says nothing new.
            Ballot::Ok => Outcome::Undecided,
            // A question from above, or one of the other algorithm's.
            Ballot::Election | Ballot::Next => Outcome::Ignored,
        }
    }

    /// Rule 2: OK, and an election of one's own.
    fn answer(&mut self, from: PeerId, m: &mut Moment<'_>) -> Outcome {
        m.cast(from, Ballot::Ok);
        if *self == Self::Won && m.is_highest() {
            m.cast(from, Ballot::Coordinator);
            return Outcome::Undecided;
        }
        self.suspect(m)
    }

    pub(super) fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        match self {
            Self::AwaitingOk => self.win(m),
            // Rule 4: nobody announced itself.
            Self::AwaitingCoordinator => self.hold(m),
            Self::Idle | Self::Won => unreachable!("disarmed when the election ended"),
        }
    }
}
