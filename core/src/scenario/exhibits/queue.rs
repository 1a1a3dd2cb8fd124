//! Exhibits around the trader's queue.

use super::stage::{BUYER, TRADER, at, delay, market, one_way};
use super::{Change, Pair};
use crate::market::order::Order;
use crate::peer::rules::Defence;
use crate::scenario::{Intervention, Scenario};

pub(super) const TURNED_AWAY: Pair = Pair {
    name: "turned-away",
    title: "Two ask at once, and one is turned away",
    watch: "A buyer that asks while another is served is told that nobody sells, of which the ledger \
            never hears.",
    change: Change::Without(Defence::QueuedRequests),
    stage: || Scenario { faults: vec![at(3_000, Intervention::Crash(TRADER))], ..market() },
};

pub(super) const ORDER_OF_ARRIVAL: Pair = Pair {
    name: "order-of-arrival",
    title: "The sorted list thrown away",
    watch: "A slow link makes a buyer's request late; another request, which came about because of \
            it, overtakes it.",
    change: Change::Without(Defence::SortedQueue),
    stage: || Scenario {
        faults: vec![
            at(3_000, one_way(BUYER, TRADER, delay(400))),
            at(3_000, Intervention::Suspect(BUYER)),
            at(5_000, Intervention::Heal),
        ],
        ..market()
    },
};

pub(super) const OWN_ENTRY_ORDER: Pair = Pair {
    name: "own-entry-order",
    title: "Served by one's own clock entry",
    watch: "Who has done little is served first, even before a request that its own came from.",
    change: Change::Order(Order::Own),
    stage: Scenario::report,
};

pub(super) const LARGEST_ENTRY_ORDER: Pair = Pair {
    name: "largest-entry-order",
    title: "Served by the largest clock entry",
    watch: "Two requests with the same largest entry are told apart by their buyers' numbers alone, \
            and an effect is served before its cause.",
    change: Change::Order(Order::Largest),
    stage: Scenario::report,
};

pub(super) const SMALLEST_ENTRY_ORDER: Pair = Pair {
    name: "smallest-entry-order",
    title: "Served by the smallest clock entry",
    watch: "The smallest entry says little of what somebody knows, and an effect is served before \
            its cause.",
    change: Change::Order(Order::Smallest),
    stage: Scenario::report,
};
