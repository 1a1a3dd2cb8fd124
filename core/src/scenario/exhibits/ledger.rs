//! Exhibits around the ledger: what is answered, carved, booked and read.

use super::stage::{BUYER, SELLER, TRADER, at, delay, disturb, market, one_way, quiet_market};
use super::{Change, Pair};
use crate::id::Party;
use crate::peer::rules::Defence;
use crate::scenario::{Disturbance, Intervention, Links, Scenario, Stall};

pub(super) const ANSWER_BEFORE_DURABLE: Pair = Pair {
    name: "answer-before-durable",
    title: "The answer before the durable write",
    watch: "The trader is cut off from the ledger, tells a buyer of a sale all the same, and dies; \
            its successor knows nothing of that sale.",
    change: Change::Without(Defence::DurableAnswers),
    seconds: 15,
    stage: || Scenario {
        faults: vec![
            at(3_000, disturb(Links::Between(TRADER.into(), Party::Ledger), Disturbance::Cut)),
            at(4_000, Intervention::Crash(TRADER)),
        ],
        ..market()
    },
};

/// Nothing is planned here: it takes somebody, or a hunt, to crash the trader at the right moment.
pub(crate) const WITHOUT_DURABLE_ANSWERS: Pair = Pair {
    name: "without-durable-answers",
    title: "The report's peers, answered before the write",
    watch: "All is well until the trader dies after it has answered a buyer and before it has written \
            the sale: hunt for that moment.",
    change: Change::Without(Defence::DurableAnswers),
    seconds: 60,
    stage: Scenario::report,
};

pub(super) const SLOW_TRADER: Pair = Pair {
    name: "slow-trader",
    title: "A trader that was only slow",
    watch: "The trader stands still, another one is elected and sells, and then the first goes on \
            and writes into an epoch that is not its own.",
    change: Change::Without(Defence::Fencing),
    seconds: 15,
    stage: || Scenario {
        faults: vec![
            at(3_000, Intervention::Pause(TRADER)),
            at(6_000, Intervention::Resume(TRADER)),
        ],
        ..market()
    },
};

pub(super) const LATE_WRITE: Pair = Pair {
    name: "late-write",
    title: "A dead trader's last write",
    watch: "The trader's last write is slow, and reaches the ledger when its successor has opened an \
            epoch already.",
    change: Change::Without(Defence::Fencing),
    seconds: 15,
    stage: || Scenario {
        faults: vec![
            at(3_000, one_way(TRADER, Party::Ledger, delay(700))),
            at(3_200, Intervention::Crash(TRADER)),
        ],
        ..market()
    },
};

pub(super) const CARRIED_OUT_TWICE: Pair = Pair {
    name: "carried-out-twice",
    title: "A request asked again",
    watch: "The answer to a buyer is lost, it asks again with the same number, and pays for two \
            pieces.",
    change: Change::Without(Defence::RequestTable),
    seconds: 15,
    stage: || Scenario {
        faults: vec![
            at(3_000, one_way(TRADER, BUYER, Disturbance::Cut)),
            at(5_000, Intervention::Heal),
        ],
        ..market()
    },
};

pub(super) const OVERSOLD: Pair = Pair {
    name: "oversold",
    title: "Three pieces, four sales",
    watch: "The seller stands still with three pieces on offer; the buyers go on buying.",
    change: Change::Without(Defence::CountedStock),
    seconds: 15,
    stage: || {
        let mut scenario = Scenario {
            faults: vec![
                at(500, Intervention::Pause(SELLER)),
                at(4_000, Intervention::Resume(SELLER)),
            ],
            ..market()
        };
        scenario.peers[SELLER.index()] = Stall::Seller { item: "salt".to_owned(), stock: 3 };
        scenario
    },
};

pub(super) const DOUBLED_NOTICE: Pair = Pair {
    name: "doubled-notice",
    title: "A notice that comes twice",
    watch: "Every message to the seller is doubled, and it earns twice what the buyers paid.",
    change: Change::Without(Defence::NoticesOnce),
    seconds: 15,
    stage: || Scenario {
        faults: vec![
            at(0, one_way(TRADER, SELLER, Disturbance::Duplicate { per_mille: 1_000 })),
            at(5_000, Intervention::Heal),
        ],
        ..quiet_market()
    },
};

pub(super) const UNREAD_SALES: Pair = Pair {
    name: "unread-sales",
    title: "A successor that does not read the sales",
    watch: "The trader dies; the books that its successor rebuilds are not what the ledger holds.",
    change: Change::Without(Defence::FullRecovery),
    seconds: 15,
    stage: || Scenario { faults: vec![at(3_000, Intervention::Crash(TRADER))], ..market() },
};
