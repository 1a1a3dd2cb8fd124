//! The cases around who leads. Those with an election hold the report's own one. The seeds were
//! searched for: who notices first hangs on when it asks.

use super::Sheet;
use crate::id::PeerId;
use crate::peer::rules::Algorithm;
use crate::scenario::{Intervention, Law, Planned, Scenario};

pub(super) const FIRST_ELECTION: Sheet = Sheet {
    name: "first-election",
    title: "The highest peer turns trader",
    watch: "Peer 0 asks 1 whether it is there, 1 asks 2, and so on; nobody is above 5, so 5 turns \
            trader and tells all the others.",
    seconds: 1,
    stage: report_election,
};

pub(super) const REGULAR_CHECKS: Sheet = Sheet {
    name: "regular-checks",
    title: "Trader is OK",
    watch: "Once a second each peer asks the trader whether it is there, and hears that it is; a \
            buyer asks before each request too.",
    seconds: 12,
    stage: || Scenario { think: Law::Fixed { us: 10_000_000 }, ..Scenario::report() },
};

pub(super) const ELECTIONS_AT_ONCE: Sheet = Sheet {
    name: "elections-at-once",
    title: "Peers 1 and 3 hold elections at the same time",
    watch: "The trader dies; 1 and 3 miss it within a moment, and each asks all above it, for \
            neither knows of the other's election.",
    seconds: 5,
    stage: || Scenario { seed: 156, ..trader_dies() },
};

pub(super) const WINNER_TELLS: Sheet = Sheet {
    name: "winner-tells",
    title: "The winner tells all the others",
    watch: "The trader dies; 4 is the highest that is left: nobody answers it, so it leads, and \
            tells 0, 1, 2 and 3.",
    seconds: 6,
    stage: || Scenario { seed: 118, ..trader_dies() },
};

fn report_election() -> Scenario {
    Scenario { election: Algorithm::Report, ..Scenario::report() }
}

fn trader_dies() -> Scenario {
    let crash = Planned { at_us: 3_000_000, act: Intervention::Crash(PeerId(5)) };
    Scenario { faults: vec![crash], ..report_election() }
}
