//! Exhibits around clocks, crashes and links.

use super::stage::{BUYER, TRADER, at, delay, market, one_way};
use super::{Change, Pair};
use crate::peer::rules::Defence;
use crate::scenario::{Intervention, Scenario};

pub(super) const SILENT_RECEIVE: Pair = Pair {
    name: "silent-receive",
    title: "A receive that merges without ticking",
    watch: "A clock does not count what was received: what happened before a receive and what \
            happened after it look alike.",
    change: Change::Without(Defence::TickingReceives),
    seconds: 15,
    stage: market,
};

/// Beside the exhibits, for it takes two machines to see: natively and in a browser.
pub(crate) const WORD_WIDE_CHANCE: Pair = Pair {
    name: "word-wide-chance",
    title: "Chance as wide as a machine's word",
    watch: "The same seed gives one run natively and another in a browser: make run.jsonl with the \
            command line, open it on the page, and I12 is red.",
    change: Change::Without(Defence::WideChance),
    seconds: 15,
    stage: Scenario::report,
};

pub(super) const WORK_AFTER_DEATH: Pair = Pair {
    name: "work-after-death",
    title: "A crash that leaves work running",
    watch: "The trader dies while it serves a request; the service ends all the same, and the dead \
            trader writes.",
    change: Change::Without(Defence::CompleteCrashes),
    seconds: 15,
    stage: || Scenario { faults: vec![at(3_000, Intervention::Crash(TRADER))], ..market() },
};

pub(super) const LATE_MAIL: Pair = Pair {
    name: "late-mail",
    title: "Mail for somebody who is gone",
    watch: "A slow message to a buyer arrives when that buyer has died and come back, and is handed \
            to it.",
    change: Change::Without(Defence::Incarnations),
    seconds: 15,
    stage: || Scenario {
        faults: vec![
            at(3_000, one_way(TRADER, BUYER, delay(1_500))),
            at(3_500, Intervention::Heal),
            at(3_600, Intervention::Crash(BUYER)),
            at(3_700, Intervention::Restart(BUYER)),
        ],
        ..market()
    },
};
