//! The report's election: a chain of questions at the start (its R2), a question to all higher
//! peers later (its R4).
//!
//! Its honest limits: a peer that is asked in a re-election answers and does nothing more, so
//! the network is without a trader until the highest peer notices by itself; and whoever announces
//! itself is believed, even by a higher peer. One liberty: a trader that is asked says that it
//! leads, or a peer that comes back would never hear who does.

use super::{Outcome, ask_all_above, stand_down};
use crate::id::PeerId;
use crate::peer::io::{Note, Timer};
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;
use crate::time::Duration;

/// Where this peer stands in an election.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Report {
    /// No election that it knows of.
    Idle,
    /// In the chain, it asked this peer whether it is there.
    Asking(PeerId),
    /// It asked all higher peers, and waits for an answer.
    AwaitingOk,
    /// Somebody higher is there; it waits to be told who leads.
    Stopped,
}

impl Report {
    pub(super) const fn under_way(self) -> bool {
        match self {
            Self::Asking(_) | Self::AwaitingOk | Self::Stopped => true,
            Self::Idle => false,
        }
    }

    /// Peer 0 starts the chain. The others wait for it, long enough for it to reach the end.
    pub(super) fn boot(&mut self, m: &mut Moment<'_>) -> Outcome {
        if m.id == PeerId(0) {
            m.note(Note::Holds);
            return self.ask_next(m.id, m);
        }
        let whole_chain = Duration(m.rules.timeouts.coordinator.0 * m.rules.peers as u64);
        self.stop(whole_chain, m)
    }

    /// Asks the peer after `asked`; with none left, this peer is the highest that is there.
    fn ask_next(&mut self, asked: PeerId, m: &mut Moment<'_>) -> Outcome {
        let next = PeerId(asked.0 + 1);
        if next.index() >= m.rules.peers {
            return self.win(m);
        }
        m.cast(next, Ballot::Next);
        m.arm(Timer::Election, m.rules.timeouts.ok);
        *self = Self::Asking(next);
        Outcome::Undecided
    }

    pub(super) fn suspect(&mut self, m: &mut Moment<'_>) -> Outcome {
        if self.under_way() {
            return Outcome::Undecided;
        }
        if m.is_highest() {
            return self.win(m);
        }
        ask_all_above(m);
        *self = Self::AwaitingOk;
        Outcome::Undecided
    }

    fn stop(&mut self, wait: Duration, m: &mut Moment<'_>) -> Outcome {
        stand_down(wait, m);
        *self = Self::Stopped;
        Outcome::Undecided
    }

    fn win(&mut self, m: &mut Moment<'_>) -> Outcome {
        m.disarm(Timer::Election);
        for other in m.others() {
            m.cast(other, Ballot::Coordinator);
        }
        *self = Self::Idle;
        Outcome::Won
    }

    pub(super) fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        match ballot {
            Ballot::Next => {
                m.cast(from, Ballot::Ok);
                self.ask_next(m.id, m)
            }
            Ballot::Election => {
                m.cast(from, Ballot::Ok);
                if m.leads {
                    m.cast(from, Ballot::Coordinator);
                }
                Outcome::Undecided
            }
            Ballot::Ok => match self {
                Self::Asking(_) | Self::AwaitingOk => {
                    let wait = Duration(m.rules.timeouts.coordinator.0 * m.rules.peers as u64);
                    self.stop(wait, m)
                }
                // A second OK, or one after the decision, says nothing new.
                Self::Idle | Self::Stopped => Outcome::Undecided,
            },
            Ballot::Coordinator => {
                m.disarm(Timer::Election);
                *self = Self::Idle;
                Outcome::Lost(from)
            }
            // Another algorithm's.
            Ballot::Grant
            | Ballot::Candidate(_)
            | Ballot::Taken
            | Ballot::RequestVote(_)
            | Ballot::Vote(_)
            | Ballot::Leads(_) => Outcome::Ignored,
        }
    }

    pub(super) fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        match *self {
            Self::Asking(absent) => self.ask_next(absent, m),
            Self::AwaitingOk => self.win(m),
            Self::Stopped => {
                *self = Self::Idle;
                self.suspect(m)
            }
            Self::Idle => unreachable!("disarmed when the election ended"),
        }
    }
}
