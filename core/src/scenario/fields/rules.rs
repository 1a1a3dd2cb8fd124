//! The election, the queue's order, what clocks count, the defences, the planned faults.

use super::{Chooser, Field, Kind, plain, time};
use crate::peer::rules::Defence;

pub(super) const ELECTION: [Field; 3] = [
    plain(
        "election",
        "Election",
        Kind::Choice(Chooser::Election),
        "How peers without a trader agree on a new one.",
    ),
    plain(
        "election.ring.order",
        "Order on the ring",
        Kind::Choice(Chooser::RingOrder),
        "To whom each peer hands messages on.",
    ),
    plain(
        "election.ring.order.shuffled.by",
        "Order's number",
        Kind::Seed,
        "Each number stands for an order of the peers on the ring.",
    ),
];

pub(super) const ORDER: [Field; 2] = [
    plain(
        "order",
        "Queue order",
        Kind::Choice(Chooser::Order),
        "By what of their clocks requests are put in line.",
    ),
    plain(
        "clocks",
        "Clocks count",
        Kind::Choice(Chooser::Clocks),
        "Which messages the vector clocks count.",
    ),
];

pub(super) const DEFENCES: [Field; 15] = [
    defence("defences.durable_answers", "Durable answers", Defence::DurableAnswers),
    defence("defences.fencing", "Fencing", Defence::Fencing),
    defence("defences.request_table", "Request table", Defence::RequestTable),
    defence("defences.queued_requests", "Queued requests", Defence::QueuedRequests),
    defence("defences.sorted_queue", "Sorted queue", Defence::SortedQueue),
    defence("defences.counted_stock", "Counted stock", Defence::CountedStock),
    defence("defences.notices_once", "Notices once", Defence::NoticesOnce),
    defence("defences.repeated_requests", "Repeated requests", Defence::RepeatedRequests),
    defence("defences.full_recovery", "Full recovery", Defence::FullRecovery),
    defence("defences.bounded_waits", "Bounded waits", Defence::BoundedWaits),
    defence("defences.giving_way", "Giving way", Defence::GivingWay),
    defence("defences.ticking_receives", "Ticking receives", Defence::TickingReceives),
    defence("defences.complete_crashes", "Complete crashes", Defence::CompleteCrashes),
    defence("defences.incarnations", "Incarnations", Defence::Incarnations),
    defence("defences.wide_chance", "Wide chance", Defence::WideChance),
];

pub(super) const FAULTS: [Field; 3] = [
    plain(
        "faults",
        "Planned faults",
        Kind::List { min: 0, max: 10_000 },
        "What goes wrong by itself, and when.",
    ),
    time("faults[].at_us", "At", 0, "When it happens, from the beginning of the run."),
    plain("faults[].act", "What", Kind::Act, "What is done to the run."),
];

const fn defence(path: &'static str, name: &'static str, defence: Defence) -> Field {
    plain(path, name, Kind::Switch, defence.sentence())
}
