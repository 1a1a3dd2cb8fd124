//! The elections that are measured: nothing else happens in them, and every message takes one latency.

use crate::figures::stage::reseeded;
use crate::figures::trial::Plan;
use crate::figures::watch::{Ballots, Watch};
use crate::id::PeerId;
use crate::peer::rules::{Algorithm, ClockScope, DetectorRules, RingOrder};
use crate::scenario::{Intervention, Law, Planned, Scenario, TimeoutPlan};
use crate::time::{Duration, Instant};

/// What every message of a measured election takes.
pub(super) const LATENCY_US: u64 = 50_000;

/// When the trader of a measured election dies: all is quiet by then, whatever n is.
const DEATH_US: u64 = 30_000_000;

/// When the highest peer is made trader, where it need not be.
const RISE_US: u64 = 20_000_000;

const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// How many elections of each algorithm a mean is of: in one of them chance decides.
pub(super) const ELECTIONS: usize = 8;

/// The algorithms that are held against each other, with their names.
pub(super) const ALGORITHMS: [(Algorithm, &str); 5] = [
    (Algorithm::Bully, "bully"),
    (Algorithm::Report, "the report's"),
    (Algorithm::ModifiedBully, "modified bully"),
    (Algorithm::Ring { order: RingOrder::Rising }, "ring"),
    (Algorithm::Vote, "majority vote"),
];

/// Who notices that the trader has died.
#[derive(Clone, Copy, Debug)]
pub(super) enum Noticing {
    Lowest,
    All,
    NextHighest,
}

impl Noticing {
    /// The peers of n, the highest of which is dead.
    fn peers(self, n: u16) -> impl Iterator<Item = PeerId> {
        let numbers = match self {
            Self::Lowest => 0..1,
            Self::All => 0..n - 1,
            Self::NextHighest => n - 2..n - 1,
        };
        numbers.map(PeerId)
    }
}

/// The bully algorithm's worst case, in two ways, and its best.
pub(super) fn bully(n: u64) -> Vec<Plan> {
    let cases = [Noticing::Lowest, Noticing::All, Noticing::NextHighest];
    cases.map(|noticing| election(&quiet(n), noticing)).into()
}

/// So many elections of each algorithm, one algorithm after the other.
pub(super) fn side_by_side(n: u64, noticing: Noticing) -> Vec<Plan> {
    let all = ALGORITHMS.into_iter().flat_map(|(algorithm, _)| {
        let scenario = Scenario { election: algorithm, ..quiet(n) };
        (0..ELECTIONS as u64).map(move |run| election(&reseeded(&scenario, run), noticing))
    });
    all.collect()
}

fn election(quiet: &Scenario, noticing: Noticing) -> Plan {
    let n = u16::try_from(quiet.peers.len()).unwrap_or(u16::MAX);
    let highest = PeerId(n - 1);
    let mut scenario = quiet.clone();
    if !scenario.election.elects_highest() {
        scenario.faults.push(Planned { at_us: RISE_US, act: Intervention::Suspect(highest) });
    }
    let dies = std::iter::once(Intervention::Crash(highest));
    let acts = dies.chain(noticing.peers(n).map(Intervention::Suspect));
    scenario.faults.extend(acts.map(|act| Planned { at_us: DEATH_US, act }));
    let limit = Instant(DEATH_US + latencies(scenario.election, u64::from(n)) * LATENCY_US);
    Plan { scenario, watch: Watch::Ballots(Ballots::default()), limit }
}

/// For how long an election is watched: the report's must be over before who has stood down asks
/// again, a number must come round, and votes may be split.
const fn latencies(algorithm: Algorithm, n: u64) -> u64 {
    match algorithm {
        Algorithm::Bully | Algorithm::ModifiedBully | Algorithm::Report => 10,
        Algorithm::Ring { .. } => 3 * n + 10,
        Algorithm::Vote => 400,
    }
}

/// Nobody checks, and after its first request each buyer thinks for a day.
fn quiet(n: u64) -> Scenario {
    let base = Scenario::of_size(n as usize);
    let latency = LATENCY_US.cast_signed();
    Scenario {
        network: Law::Fixed { us: latency },
        think: Law::Fixed { us: DAY_US },
        processing_us: 0,
        timeouts: TimeoutPlan {
            ok_us: 2 * latency,
            coordinator_us: 6 * latency,
            recheck_us: DAY_US,
            ..base.timeouts
        },
        detector: DetectorRules::OnDemand {
            interval_us: Duration(DAY_US.unsigned_abs()),
            pong_us: Duration(2 * LATENCY_US),
        },
        clocks: ClockScope::Trade,
        ..base
    }
}
