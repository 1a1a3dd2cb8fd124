//! The ring (Chang and Roberts 1979): every peer passes numbers on to the next, and only the
//! greatest of them comes all the way round.
//!
//! Who suspects the trader sends its own number on. Whoever gets a number passes it on if it is
//! greater than its own and than what it has passed on before; it swallows a smaller one, and sends
//! its own instead if it has sent none. Whose number comes back to it has won, for it has passed
//! everybody; it tells all others.
//!
//! If all n begin at once, the numbers take n(n + 1)/2 steps where they stand on the ring in falling
//! order, 2n - 1 in rising order, and n·(1 + 1/2 + ... + 1/n) on average over all orders; one alone
//! takes from n steps (the highest begins) to 2n - 1 (the peer behind it does). So the order is in the
//! scenario.
//!
//! What Chang and Roberts leave open: a peer on the ring may be dead. So each number is acknowledged
//! by TAKEN; who hears none within T takes the next peer for dead, and sends the greatest number that
//! it has passed on to the one after it. Their count is that of CANDIDATE messages here: TAKEN doubles
//! it, and each number that reaches a dead peer's door costs one more.
//!
//! Three liberties. The winner tells all others directly, n - 1 COORDINATOR, for everybody knows
//! everybody; a second round on the ring would cost as much and take n latencies. A trader that gets
//! a smaller number says to all that it leads, or those that have passed it on would wait in vain.
//! A COORDINATOR from below is contested by an election, as in the bully algorithm.
//!
//! Its honest limits: an election takes at least n latencies, and T more for each dead peer on the
//! way. A number that is lost, with its peer or on a link, is missed only when whoever passed it on has
//! waited n times T'.

use super::{Outcome, stand_down};
use crate::id::PeerId;
use crate::peer::io::{Note, Timer};
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;
use crate::peer::rules::RingOrder;
use crate::random::Random;
use crate::time::Duration;

/// Where this peer stands in an election.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ring {
    /// No election that it knows of.
    Idle,
    /// It has passed a number on, and waits T for the next peer's TAKEN.
    Passing {
        /// The greatest number that it has passed on, its own perhaps.
        candidate: PeerId,
        /// To whom.
        to: PeerId,
    },
    /// The number is on its way; it waits n times T' for it to come round, or for the COORDINATOR.
    Waiting {
        /// The greatest number that it has passed on.
        candidate: PeerId,
        /// The next peer that is there.
        to: PeerId,
    },
}

impl Ring {
    pub(super) const fn under_way(self) -> bool {
        match self {
            Self::Passing { .. } | Self::Waiting { .. } => true,
            Self::Idle => false,
        }
    }

    /// The trader is suspected, or there is none yet.
    pub(super) fn suspect(&mut self, m: &mut Moment<'_>) -> Outcome {
        if self.under_way() {
            return Outcome::Undecided;
        }
        self.begin(m)
    }

    /// Sends its own number on.
    pub(super) fn begin(&mut self, m: &mut Moment<'_>) -> Outcome {
        m.note(Note::Holds);
        self.pass(m.id, m.rules.after_on_ring(m.id), m)
    }

    /// Passes a number on. With nobody left to pass it on to, this peer is the only one.
    fn pass(&mut self, candidate: PeerId, to: PeerId, m: &mut Moment<'_>) -> Outcome {
        if to == m.id {
            return self.win(m);
        }
        m.cast(to, Ballot::Candidate(candidate));
        m.arm(Timer::Election, m.rules.timeouts.ok);
        *self = Self::Passing { candidate, to };
        Outcome::Undecided
    }

    fn win(&mut self, m: &mut Moment<'_>) -> Outcome {
        m.disarm(Timer::Election);
        *self = Self::Idle;
        announce(m);
        Outcome::Won
    }

    pub(super) fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        match ballot {
            Ballot::Candidate(candidate) => {
                m.cast(from, Ballot::Taken);
                self.take(candidate, m)
            }
            Ballot::Taken => {
                self.taken(from, m);
                Outcome::Undecided
            }
            Ballot::Coordinator if from > m.id => {
                m.disarm(Timer::Election);
                *self = Self::Idle;
                Outcome::Lost(from)
            }
            // A lower peer must not lead while this one is there.
            Ballot::Coordinator => self.suspect(m),
            // Another algorithm's.
            Ballot::Election
            | Ballot::Ok
            | Ballot::Next
            | Ballot::Grant
            | Ballot::RequestVote(_)
            | Ballot::Vote(_)
            | Ballot::Leads(_) => Outcome::Ignored,
        }
    }

    /// Decides what becomes of a number.
    fn take(&mut self, candidate: PeerId, m: &mut Moment<'_>) -> Outcome {
        if m.leads && candidate < m.id {
            announce(m);
            return Outcome::Undecided;
        }
        match *self {
            Self::Idle if candidate == m.id => Outcome::Ignored,
            Self::Idle if candidate < m.id => self.begin(m),
            Self::Idle => self.pass(candidate, m.rules.after_on_ring(m.id), m),
            Self::Passing { candidate: best, .. } | Self::Waiting { candidate: best, .. }
                if candidate == m.id && best == m.id =>
            {
                self.win(m)
            }
            Self::Passing { candidate: best, to } if candidate > best => {
                m.cast(to, Ballot::Candidate(candidate));
                *self = Self::Passing { candidate, to };
                Outcome::Undecided
            }
            Self::Waiting { candidate: best, to } if candidate > best => {
                self.pass(candidate, to, m)
            }
            // A smaller number is swallowed, and one that has been here comes no second time.
            Self::Passing { .. } | Self::Waiting { .. } => Outcome::Undecided,
        }
    }

    /// The next peer has the number.
    fn taken(&mut self, from: PeerId, m: &mut Moment<'_>) {
        if let Self::Passing { candidate, to } = *self
            && to == from
        {
            let whole_round = Duration(m.rules.timeouts.coordinator.0 * m.rules.peers as u64);
            stand_down(whole_round, m);
            *self = Self::Waiting { candidate, to };
        }
    }

    pub(super) fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        match *self {
            // The next peer is dead: the one after it is the next.
            Self::Passing { candidate, to } => self.pass(candidate, m.rules.after_on_ring(to), m),
            // The number was lost.
            Self::Waiting { .. } => self.begin(m),
            Self::Idle => unreachable!("disarmed when the election ended"),
        }
    }
}

/// COORDINATOR to everybody: who is above, and was passed over, contests it.
fn announce(m: &mut Moment<'_>) {
    for other in m.others() {
        m.cast(other, Ballot::Coordinator);
    }
}

/// For each peer, the next on a ring of so many.
pub fn ring(peers: usize, order: RingOrder) -> Vec<PeerId> {
    let mut seats: Vec<PeerId> = PeerId::all(peers).collect();
    match order {
        RingOrder::Rising => {}
        RingOrder::Falling => seats.reverse(),
        RingOrder::Shuffled { by } => shuffle(&mut seats, by),
    }
    let mut next = seats.clone();
    for (seat, after) in seats.iter().zip(seats.iter().cycle().skip(1)) {
        next[seat.index()] = *after;
    }
    next
}

/// Every order is as likely (Fisher and Yates 1938, as Durstenfeld 1964 has it).
fn shuffle(seats: &mut [PeerId], by: u64) {
    let mut random = Random::new(by);
    for last in (1..seats.len()).rev() {
        let place = usize::try_from(random.below(last as u64 + 1)).unwrap_or(last);
        seats.swap(last, place);
    }
}
