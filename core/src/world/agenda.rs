//! What is due, in the order in which it happens.
//!
//! At one instant acts come first, then arrivals, then timers: an answer that takes exactly as
//! long as it may is in time. Beyond that, what was planned first happens first.

use crate::id::PeerId;
use crate::peer::io::Timer;
use crate::scenario::Intervention;
use crate::time::Instant;
use crate::world::envelope::Envelope;
use std::collections::BTreeMap;

/// Something that is due.
#[derive(Clone, Debug)]
pub enum Due {
    /// A peer is switched on for the first time.
    Start(PeerId),
    /// The scenario does something.
    Act(Intervention),
    /// An envelope reaches the end of its link.
    Arrival(Box<Envelope>),
    /// A peer's timer runs out.
    Timer(PeerId, Timer),
}

/// A place in the agenda.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    /// When it is due.
    pub at: Instant,
    rank: Rank,
    sequence: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    Act,
    Waited,
    Arrival,
    Timer,
}

/// All that is due.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    due: BTreeMap<Key, Due>,
    planned: u64,
}

impl Agenda {
    /// Plans something for a time.
    pub fn plan(&mut self, at: Instant, due: Due) -> Key {
        let rank = match due {
            Due::Start(_) | Due::Act(_) => Rank::Act,
            Due::Arrival(_) => Rank::Arrival,
            Due::Timer(..) => Rank::Timer,
        };
        self.plan_as(rank, at, due)
    }

    /// Plans something that has waited: before all else that comes at that time.
    pub fn plan_waited(&mut self, at: Instant, due: Due) -> Key {
        self.plan_as(Rank::Waited, at, due)
    }

    fn plan_as(&mut self, rank: Rank, at: Instant, due: Due) -> Key {
        let key = Key { at, rank, sequence: self.planned };
        self.planned += 1;
        self.due.insert(key, due);
        key
    }

    /// Strikes something off.
    pub fn cancel(&mut self, key: Key) {
        self.due.remove(&key);
    }

    /// Takes what happens next.
    pub fn next(&mut self) -> Option<(Key, Due)> {
        self.due.pop_first()
    }

    /// When the next thing happens.
    #[must_use]
    pub fn next_at(&self) -> Option<Instant> {
        self.due.first_key_value().map(|(key, _)| key.at)
    }

    /// What happens next.
    #[must_use]
    pub fn peek(&self) -> Option<&Due> {
        self.due.first_key_value().map(|(_, due)| due)
    }

    /// How much is due.
    #[must_use]
    pub fn len(&self) -> usize {
        self.due.len()
    }

    /// The envelopes that are due, in order.
    pub fn arrivals(&self) -> impl DoubleEndedIterator<Item = (Key, &Envelope)> {
        self.due.iter().filter_map(|(key, due)| Some((*key, envelope_in(due)?)))
    }

    /// The envelope that is due there, if one is.
    #[must_use]
    pub fn arrival(&self, key: Key) -> Option<&Envelope> {
        self.due.get(&key).and_then(envelope_in)
    }

    /// Takes an envelope off, if one is due there.
    pub fn take_arrival(&mut self, key: Key) -> Option<Envelope> {
        match self.due.remove(&key)? {
            Due::Arrival(envelope) => Some(*envelope),
            Due::Start(_) | Due::Act(_) | Due::Timer(..) => None,
        }
    }
}

fn envelope_in(due: &Due) -> Option<&Envelope> {
    match due {
        Due::Arrival(envelope) => Some(envelope),
        Due::Start(_) | Due::Act(_) | Due::Timer(..) => None,
    }
}
