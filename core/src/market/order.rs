//! Who is served first: the order of the trader's queue.
//!
//! The default, the sum of the clock's entries, extends happened-before: a request that could know
//! of another is always served after it. The report's order, the clocks compared as lists, does so
//! too but is unfair: of concurrent fresh requests the highest id comes first every time. The
//! other three are unsound and are here to be seen failing.

use crate::clock::VectorClock;
use crate::id::{PeerId, RequestId};
use crate::market::goods::ItemId;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The rule by which clocks are put in line. The least is served first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// By the sum of the entries. Sound, and close to fair.
    #[default]
    Sum,
    /// By the entries as a list, the first difference decides: the report's. Sound, but unfair.
    List,
    /// By the asker's own entry. Unsound.
    Own,
    /// By the largest entry. Unsound.
    Largest,
    /// By the smallest entry. Unsound.
    Smallest,
}

impl Order {
    /// All of them, the default first.
    pub const ALL: [Self; 5] = [Self::Sum, Self::List, Self::Own, Self::Largest, Self::Smallest];

    /// The number that this order compares; the list order has none but the list itself.
    fn rank(self, clock: &VectorClock, of: PeerId) -> u64 {
        match self {
            Self::Sum => clock.sum(),
            Self::List => 0,
            Self::Own => clock.get(of.index()).into(),
            Self::Largest => clock.iter().max().unwrap_or(0).into(),
            Self::Smallest => clock.iter().min().unwrap_or(0).into(),
        }
    }
}

/// A clock in line under some order: what is compared, worked out once.
#[derive(Clone, Hash, Debug)]
pub struct Turn {
    order: Order,
    rank: u64,
    clock: VectorClock,
    of: PeerId,
}

impl Turn {
    /// The place in line that `order` gives the clock of a message of peer `of`.
    #[must_use]
    pub fn new(order: Order, clock: VectorClock, of: PeerId) -> Self {
        let rank = order.rank(&clock, of);
        Self { order, rank, clock, of }
    }

    /// The clock that was compared.
    #[must_use]
    pub const fn clock(&self) -> &VectorClock {
        &self.clock
    }

    /// The number that was compared: under the default order, the sum of the clock.
    #[must_use]
    pub const fn rank(&self) -> u64 {
        self.rank
    }

    /// Which of the two is served first; equal clocks go by id.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        let by_clock = match self.order {
            Order::List => self.clock.iter().cmp(other.clock.iter()),
            Order::Sum | Order::Own | Order::Largest | Order::Smallest => {
                self.rank.cmp(&other.rank)
            }
        };
        by_clock.then(self.of.cmp(&other.of))
    }
}

/// What put one request behind another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Decision {
    /// The one before happened before it: no sound order could have them the other way round.
    Causality,
    /// The two are concurrent: only the order's own rule decided.
    TieBreak,
    /// It happened before the one that is served first: the order is unsound.
    AgainstCausality,
}

/// A request in the queue.
#[derive(Clone, Hash, Debug)]
pub struct Ticket {
    /// Which request.
    pub request: RequestId,
    /// What it asks for.
    pub item: ItemId,
    /// Its place in line.
    pub turn: Turn,
}

impl Ticket {
    /// What decided that `before` is served before this one.
    #[must_use]
    pub fn decision(&self, before: &Self) -> Decision {
        match before.turn.clock().partial_cmp(self.turn.clock()) {
            Some(Ordering::Less) => Decision::Causality,
            Some(Ordering::Greater) => Decision::AgainstCausality,
            Some(Ordering::Equal) | None => Decision::TieBreak,
        }
    }
}

/// The requests that wait for the trader, in serving order.
#[derive(Clone, Hash, Debug, Default)]
pub struct Queue {
    tickets: Vec<Ticket>,
}

impl Queue {
    /// Puts a request in its place, and says which that is (0: served next). Where the queue is not
    /// `sorted`, that is the last place.
    pub fn join(&mut self, ticket: Ticket, sorted: bool) -> usize {
        let place = if sorted { self.place_of(&ticket) } else { self.tickets.len() };
        self.tickets.insert(place, ticket);
        place
    }

    fn place_of(&self, ticket: &Ticket) -> usize {
        self.tickets.partition_point(|waiting| {
            let by_turn = waiting.turn.compare(&ticket.turn);
            by_turn.then(waiting.request.number.cmp(&ticket.request.number)).is_lt()
        })
    }

    /// Takes the request that is served next.
    pub fn take_first(&mut self) -> Option<Ticket> {
        (!self.tickets.is_empty()).then(|| self.tickets.remove(0))
    }

    /// Whether this request waits here.
    #[must_use]
    pub fn holds(&self, request: RequestId) -> bool {
        self.tickets.iter().any(|t| t.request == request)
    }

    /// Empties the queue, in serving order.
    #[must_use]
    pub fn into_tickets(self) -> Vec<Ticket> {
        self.tickets
    }

    /// The requests in serving order.
    #[must_use]
    pub fn tickets(&self) -> &[Ticket] {
        &self.tickets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(order: Order, buyer: u16, clock: &[u32]) -> Ticket {
        Ticket {
            request: RequestId { buyer: PeerId(buyer), number: 1 },
            item: ItemId(0),
            turn: Turn::new(order, VectorClock::from_entries(clock), PeerId(buyer)),
        }
    }

    #[track_caller]
    fn check(order: Order, clocks: &[(u16, &[u32])], served: &[u16]) {
        for rotation in 0..clocks.len() {
            let mut queue = Queue::default();
            for (buyer, clock) in clocks.iter().cycle().skip(rotation).take(clocks.len()) {
                queue.join(ticket(order, *buyer, clock), true);
            }
            let order_served: Vec<u16> =
                std::iter::from_fn(|| queue.take_first()).map(|t| t.request.buyer.0).collect();
            assert_eq!(order_served, served, "joined from {rotation}");
        }
    }

    #[test]
    fn the_sum_serves_a_cause_before_its_effect() {
        check(Order::Sum, &[(1, &[0, 4, 0]), (2, &[0, 4, 1])], &[1, 2]);
    }

    #[test]
    fn equal_sums_go_by_buyer() {
        check(Order::Sum, &[(2, &[0, 0, 1]), (1, &[0, 1, 0])], &[1, 2]);
    }

    #[test]
    fn the_list_serves_the_highest_of_fresh_concurrent_requests_first() {
        let fresh: [(u16, &[u32]); 3] = [(0, &[1, 0, 0]), (1, &[0, 1, 0]), (2, &[0, 0, 1])];
        check(Order::List, &fresh, &[2, 1, 0]);
        check(Order::Sum, &fresh, &[0, 1, 2]);
    }

    #[test]
    fn the_own_entry_can_serve_an_effect_before_its_cause() {
        check(Order::Own, &[(1, &[0, 4, 0]), (2, &[0, 4, 1])], &[2, 1]);
    }

    #[test]
    fn the_largest_entry_cannot_tell_a_cause_from_its_effect() {
        check(Order::Largest, &[(2, &[0, 0, 4]), (1, &[0, 1, 4])], &[1, 2]);
    }

    #[test]
    fn the_smallest_entry_cannot_tell_a_cause_from_its_effect() {
        check(Order::Smallest, &[(2, &[0, 0, 4]), (1, &[0, 1, 4])], &[1, 2]);
    }

    #[test]
    fn says_what_decided_a_place() {
        let cause = ticket(Order::Sum, 1, &[0, 4, 0]);
        let effect = ticket(Order::Sum, 2, &[0, 4, 1]);
        let stranger = ticket(Order::Sum, 0, &[9, 0, 0]);
        assert_eq!(effect.decision(&cause), Decision::Causality);
        assert_eq!(cause.decision(&effect), Decision::AgainstCausality);
        assert_eq!(stranger.decision(&effect), Decision::TieBreak);
    }
}
