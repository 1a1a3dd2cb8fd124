//! The scenarios in which something is measured, made of one that says how long things take.

use super::trial::Plan;
use super::watch::{Answers, FailOver, Watch};
use crate::id::PeerId;
use crate::scenario::{Intervention, Planned, Scenario, Stall};
use crate::time::{Duration, Instant};

/// How many answers to each buyer are measured, as in the report.
pub(super) const ITERATIONS: usize = 25;

/// No trial takes longer than an hour.
const HOUR: Duration = Duration::from_millis(3_600_000);

/// One seller, so many buyers, and above them a peer that leads.
pub(super) fn market(base: &Scenario, buyers: usize) -> Scenario {
    let report = Scenario::report();
    let stalls = report.peers.iter().filter(|stall| matches!(stall, Stall::Buyer { .. }));
    let seller = report.peers.first();
    Scenario {
        peers: seller.into_iter().chain(stalls.cycle().take(buyers + 1)).cloned().collect(),
        goods: report.goods,
        ..base.clone()
    }
}

/// Measures so many answers to each buyer but the trader.
pub(super) fn answers(scenario: Scenario, each: usize) -> Plan {
    let trader = PeerId::all(scenario.peers.len()).last();
    let buyers = PeerId::all(scenario.peers.len()).filter(|peer| {
        matches!(scenario.peers[peer.index()], Stall::Buyer { .. }) && Some(*peer) != trader
    });
    let watch = Watch::Answers(Answers::of(buyers, each));
    Plan { watch, scenario, limit: Instant::START + HOUR }
}

/// The trader crashes at a time, and the market has to go on without it.
pub(super) fn fail_over(mut scenario: Scenario, at: Instant) -> Plan {
    let peers = scenario.peers.len();
    let trader = PeerId::all(peers).last().expect("a scenario has peers");
    scenario.faults.push(Planned { at_us: at.0, act: Intervention::Crash(trader) });
    let watch = Watch::FailOver(FailOver::of(peers));
    Plan { watch, scenario, limit: at + HOUR }
}

/// The same with other chances.
pub(super) fn reseeded(scenario: &Scenario, number: u64) -> Scenario {
    Scenario { seed: scenario.seed.wrapping_add(number), ..scenario.clone() }
}

/// So many crashes of the trader, each at a time of its own in a run of its own.
pub(super) fn crashes(base: &Scenario, count: u64) -> Vec<Plan> {
    let at = |number: u64| Instant(5_000_000 + 137_000 * number);
    (0..count).map(|number| fail_over(reseeded(base, number), at(number))).collect()
}
