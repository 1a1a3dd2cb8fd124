//! The cases around what is sold. In most each buyer asks once and then thinks for an hour, so that
//! the numbers of the case stay on screen. What a sold-out seller brings is chance: its seed was
//! searched for.

use super::Sheet;
use crate::peer::rules::ClockScope;
use crate::scenario::{Law, Scenario, Stall};

pub(super) const BOAR_SOLD: Sheet = Sheet {
    name: "boar-sold",
    title: "Two boars sold, 48 earned",
    watch: "Peers 3 and 4 buy a boar each for 30; of that seller 2 has earned 48 after both, and 1 \
            boar remains.",
    seconds: 3,
    stage: || each_once(["salt", "boar", "boar"]),
};

pub(super) const SALE_LEARNT: Sheet = Sheet {
    name: "sale-learnt",
    title: "A seller learns of its sale",
    watch: "The trader tells seller 0 that a salt of its own is sold: of 15 it has earned 12, and 2 \
            remain.",
    seconds: 3,
    stage: || each_once(["salt", "boar", "fish"]),
};

pub(super) const SOLD_OUT: Sheet = Sheet {
    name: "sold-out",
    title: "A sold-out seller brings boar",
    watch: "Three buyers take the three pieces of salt; seller 0 has none left, and registers 15 \
            boar instead.",
    seconds: 3,
    stage: || Scenario { seed: 75, ..each_once(["salt", "salt", "salt"]) },
};

pub(super) const NO_SELLER: Sheet = Sheet {
    name: "no-seller",
    title: "Nobody sells fish",
    watch: "Buyer 4 asks for fish and is told that nobody offers it; it wants salt instead, and \
            asks again.",
    seconds: 3,
    stage: || Scenario { think: Law::Fixed { us: 500_000 }, ..Scenario::report() },
};

pub(super) const SAVED: Sheet = Sheet {
    name: "saved",
    title: "Every transaction is logged and saved",
    watch: "Each sale is a mark on the stone in the middle before its buyer hears of it; the files \
            result.txt and peers.json, which can be saved below, have it too.",
    seconds: 5,
    stage: Scenario::report,
};

pub(super) const SELLERS_CLOCKS: Sheet = Sheet {
    name: "sellers-clocks",
    title: "Sellers count before they register",
    watch: "Seller 0 registers with the clock [1,0,0,0,0,0] and seller 2 with [0,0,1,0,0,0]: each \
            has counted one event of its own. Clocks count the messages of trade alone here.",
    seconds: 2,
    stage: || Scenario { clocks: ClockScope::Trade, ..each_once(["salt", "boar", "fish"]) },
};

pub(super) const COMMISSION: Sheet = Sheet {
    name: "commission",
    title: "Of 15, 3 for the trader",
    watch: "One salt is sold for 15: the trader keeps 3 as its commission, and the seller gets 12.",
    seconds: 3,
    stage: || each_once(["salt", "fish", "fish"]),
};

/// The report's peers; its buyers 1, 3 and 4 each ask for this once, and think for an hour then.
fn each_once(wishes: [&str; 3]) -> Scenario {
    let mut scenario = Scenario { think: Law::Fixed { us: 3_600_000_000 }, ..Scenario::report() };
    for (buyer, wish) in [1, 3, 4].into_iter().zip(wishes) {
        scenario.peers[buyer] = Stall::Buyer { wants: wish.to_owned() };
    }
    scenario
}
