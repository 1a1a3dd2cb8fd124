//! Exhibits around elections.

use super::stage::{NEXT, OTHER, SELLER, TRADER, at, market, one_way};
use super::{Change, Pair};
use crate::peer::rules::Defence;
use crate::scenario::{Disturbance, Intervention, Scenario};

pub(super) const LOST_REQUEST: Pair = Pair {
    name: "lost-request",
    title: "A request lost in an election",
    watch: "The trader dies with a request in its queue; the buyer never asks the new trader, and \
            waits for ever.",
    change: Change::Without(Defence::RepeatedRequests),
    seconds: 40,
    stage: || Scenario { faults: vec![at(3_000, Intervention::Crash(TRADER))], ..market() },
};

pub(super) const ENDLESS_WAIT: Pair = Pair {
    name: "endless-wait",
    title: "Waiting for ever after OK",
    watch: "The seller holds an election and is told to stand down; the announcement is lost, and it \
            waits for one that never comes.",
    change: Change::Without(Defence::BoundedWaits),
    seconds: 20,
    stage: || Scenario {
        faults: vec![
            at(3_000, one_way(TRADER, SELLER, Disturbance::Cut)),
            at(3_000, Intervention::Suspect(SELLER)),
            at(3_500, Intervention::Heal),
        ],
        ..market()
    },
};

pub(super) const TWO_ANNOUNCEMENTS: Pair = Pair {
    name: "two-announcements",
    title: "Two elections at once, two announcements",
    watch: "Two peers hold elections at once and do not hear each other; both announce themselves, \
            and both lead on.",
    change: Change::Without(Defence::GivingWay),
    seconds: 20,
    stage: || Scenario {
        faults: vec![
            at(3_000, Intervention::Crash(TRADER)),
            at(3_000, one_way(NEXT, OTHER, Disturbance::Cut)),
            at(3_000, Intervention::Suspect(OTHER)),
            at(3_020, Intervention::Suspect(NEXT)),
            at(3_500, Intervention::Heal),
        ],
        ..market()
    },
};
