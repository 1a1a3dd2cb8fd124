//! How long things may take when nothing fails.

use crate::peer::rules::{Algorithm, DetectorRules};
use crate::scenario::Scenario;
use crate::time::Duration;

/// How many rounds of noticing and electing may follow each other: a false trader is noticed by
/// itself, then by those that followed it, then the highest is asked and announces itself, each of
/// them perhaps just after the look that would have shown it.
const ROUNDS: u64 = 4;

/// How often T' may pass in a round of the majority vote until one has a majority's votes. That a vote
/// is split is less likely than not.
const BALLOTS: u64 = 8;

/// What a scenario allows for, in simulated time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Until all follow the trader that they should (I2): four rounds, each of a look at the trader
    /// (the detector's interval and its patience), T, T' (of the ring: of every peer; of the vote:
    /// eight, for votes are split), the check of the announcement, and two latencies.
    pub(super) agreement: Duration,
    /// Until a request is answered, and a sale known to both sides (I8, I4): until all agree; twice,
    /// for a first attempt that came to nothing, the wait for an answer, a look at the trader and two
    /// ways to the trader and the ledger; the ledger's silence and the longest pause between notices;
    /// and three times the service of one request of every peer.
    pub(super) answer: Duration,
}

impl Bounds {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let us = |micros: i64| micros.unsigned_abs();
        let look = match scenario.detector {
            DetectorRules::OnDemand { interval_us, pong_us } => interval_us.0 + pong_us.0,
            DetectorRules::Heartbeat { every_us, .. } | DetectorRules::Accrual { every_us, .. } => {
                every_us.0 + scenario.detector.patience().1.0
            }
        };
        let plan = &scenario.timeouts;
        let ways = 2 * us(scenario.network.max_us());
        let announcement = match scenario.election {
            Algorithm::Bully | Algorithm::Report | Algorithm::ModifiedBully => 1,
            Algorithm::Ring { .. } => scenario.peers.len() as u64,
            Algorithm::Vote => BALLOTS,
        };
        let election =
            us(plan.ok_us) + announcement * us(plan.coordinator_us) + us(plan.recheck_us);
        let agreement = ROUNDS * (look + election + ways + us(scenario.processing_us));
        let attempt = us(plan.answer_us) + look + 2 * (ways + 2 * us(scenario.storage.max_us()));
        let silence = 2 * us(plan.ledger_us) + 8 * us(plan.notice_us);
        let service = 3 * scenario.peers.len() as u64 * us(scenario.service_us);
        let answer = agreement + 2 * attempt + silence + service;
        Self { agreement: Duration(agreement), answer: Duration(answer) }
    }
}
