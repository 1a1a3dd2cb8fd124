//! Exhibits around the trader's queue.

use super::stage::{BUYER, TRADER, at, delay, market, one_way};
use super::{Change, Pair};
use crate::market::order::Order;
use crate::peer::rules::{Defence, DetectorRules};
use crate::scenario::{Intervention, Law, Scenario};
use crate::time::Duration;

pub(super) const TURNED_AWAY: Pair = Pair {
    name: "turned-away",
    title: "Two ask at once, and one is turned away",
    watch: "A buyer that asks while another is served is told that nobody sells, of which the ledger \
            never hears.",
    change: Change::Without(Defence::QueuedRequests),
    seconds: 15,
    stage: market,
};

pub(super) const ORDER_OF_ARRIVAL: Pair = Pair {
    name: "order-of-arrival",
    title: "The sorted list thrown away",
    watch: "A slow link makes a buyer's request late; another request, which came about because of \
            it, overtakes it.",
    change: Change::Without(Defence::SortedQueue),
    seconds: 15,
    stage: || Scenario {
        think: Law::Fixed { us: 400_000 },
        service_us: 800_000,
        detector: DetectorRules::Heartbeat {
            every_us: Duration::from_millis(300),
            silence_us: Duration::from_millis(1_000),
        },
        faults: vec![
            at(3_700, one_way(BUYER, TRADER, delay(1_000))),
            // Its election tells the others of the request that is still under way.
            at(3_800, Intervention::Suspect(BUYER)),
            at(3_800, Intervention::Heal),
        ],
        ..market()
    },
};

pub(super) const OWN_ENTRY_ORDER: Pair = Pair {
    name: "own-entry-order",
    title: "Served by one's own clock entry",
    watch: "Who has done little is served first, even before a request that its own came from.",
    change: Change::Order(Order::Own),
    seconds: 15,
    stage: || Scenario { seed: 2, ..crowded_market() },
};

pub(super) const SMALLEST_ENTRY_ORDER: Pair = Pair {
    name: "smallest-entry-order",
    title: "Served by the smallest clock entry",
    watch: "The smallest entry says little of what somebody knows, and an effect is served before \
            its cause.",
    change: Change::Order(Order::Smallest),
    seconds: 15,
    stage: || Scenario { seed: 2, ..crowded_market() },
};

/// The report's market with a trader that is slow to serve, so that some always wait.
fn crowded_market() -> Scenario {
    Scenario { service_us: 500_000, ..Scenario::report() }
}
