//! What is played for a point of a sweep.

use super::Sweep;
use super::elections::{self, Noticing, side_by_side};
use crate::figures::Experiment;
use crate::figures::stage::{ITERATIONS, answers, crashes, market, reseeded};
use crate::figures::trial::Plan;
use crate::figures::watch::{ClockBytes, Watch};
use crate::peer::rules::{ClockScope, DetectorRules};
use crate::scenario::{
    Disturbance, Intervention, Law, Links, Machine, Planned, Rule, Scenario, TimeoutPlan,
};
use crate::time::{Duration, Instant};

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// How many runs a mean is of.
const RUNS: u64 = 4;

/// How often a trader crashes for a mean.
const CRASHES: u64 = 20;

/// How many messages are weighed.
const WEIGHED: usize = 2_000;

pub(super) fn plans(sweep: Sweep, x: u64) -> Vec<Plan> {
    let us = x.cast_signed();
    match sweep {
        Sweep::ElectionMessages | Sweep::ElectionTime => elections::bully(x),
        Sweep::AlgorithmMessages | Sweep::AlgorithmTime => side_by_side(x, Noticing::Lowest),
        Sweep::CrowdMessages | Sweep::CrowdTime => side_by_side(x, Noticing::All),
        Sweep::Buyers => {
            let on = |machine: Machine| market(&patient(machine.scenario(), x), x as usize);
            Machine::ALL.map(|machine| answers(on(machine), ITERATIONS)).into()
        }
        Sweep::Loss => responses(&losing(us)),
        Sweep::Latency => responses(&slow_links(us)),
        Sweep::Storage => responses(&slow_ledger(us)),
        Sweep::FailOver => crashes(&seldom_checked(x), CRASHES),
        Sweep::ClockBytes => {
            let scopes = [ClockScope::Everything, ClockScope::Trade];
            scopes.map(|scope| clock_bytes(x as usize, scope)).into()
        }
    }
}

/// How long each of so many buyers waits for an always busy trader of the report's machine: they are
/// served one after the other (Denning and Buzen 1978, for buyers that do not think).
pub(super) fn busy(buyers: u64) -> u64 {
    buyers * Machine::Report.scenario().service_us.unsigned_abs()
}

/// The mean of the report's own figures for so many buyers.
pub(super) fn report_of(buyers: u64) -> Option<u64> {
    Experiment::of_buyers(usize::try_from(buyers).ok()?)?.report_mean()
}

/// Buyers that are as patient as the queue can be long.
fn patient(base: Scenario, buyers: u64) -> Scenario {
    let answer_us = base.timeouts.answer_us + 2 * buyers.cast_signed() * base.service_us;
    let timeouts = TimeoutPlan { answer_us, ..base.timeouts };
    Scenario { timeouts, ..base }
}

fn responses(scenario: &Scenario) -> Vec<Plan> {
    (0..RUNS).map(|run| answers(reseeded(scenario, run), ITERATIONS)).collect()
}

fn losing(per_mille: i64) -> Scenario {
    let mut scenario = Scenario::report();
    if per_mille > 0 {
        let disturbance = Disturbance::Lose { per_mille };
        let act = Intervention::Disturb(Rule { links: Links::AllPeers, disturbance });
        scenario.faults.push(Planned { at_us: 0, act });
    }
    scenario
}

fn slow_links(us: i64) -> Scenario {
    let base = Scenario::report();
    let round_trip = 2 * us + base.processing_us;
    Scenario {
        network: Law::Fixed { us },
        timeouts: TimeoutPlan {
            ok_us: 2 * round_trip,
            coordinator_us: 4 * round_trip,
            recheck_us: 2 * round_trip,
            answer_us: base.timeouts.answer_us + 2 * round_trip,
            notice_us: base.timeouts.notice_us + round_trip,
            ..base.timeouts
        },
        detector: DetectorRules::OnDemand {
            interval_us: Duration::from_millis(1_000),
            pong_us: Duration(2 * round_trip.unsigned_abs()),
        },
        ..base
    }
}

fn slow_ledger(us: i64) -> Scenario {
    let base = Scenario::report();
    Scenario {
        storage: Law::Fixed { us },
        timeouts: TimeoutPlan {
            answer_us: base.timeouts.answer_us + 4 * us,
            ledger_us: base.timeouts.ledger_us + 2 * us,
            ..base.timeouts
        },
        ..base
    }
}

/// Buyers think for a day, so that only the checks at intervals find out who is dead.
fn seldom_checked(interval_us: u64) -> Scenario {
    Scenario {
        think: Law::Fixed { us: DAY_US },
        detector: DetectorRules::OnDemand {
            interval_us: Duration(interval_us),
            pong_us: Duration::from_millis(150),
        },
        ..Scenario::report()
    }
}

fn clock_bytes(n: usize, clocks: ClockScope) -> Plan {
    let scenario = Scenario { clocks, ..Scenario::of_size(n) };
    let watch = Watch::ClockBytes(ClockBytes::of(WEIGHED, n, clocks));
    Plan { scenario, watch, limit: Instant(600_000_000) }
}
