//! Scenarios drawn at random: where the swarm comes from. All of it is decided by the seed, natively
//! as in the browser.

use super::{
    Disturbance, GoodPlan, Intervention, Law, Links, Planned, Rule, Scenario, Stall, TimeoutPlan,
};
use crate::id::{Party, PeerId};
use crate::market::order::Order;
use crate::peer::rules::{Algorithm, ClockScope, Defences, DetectorRules};
use crate::random::{Random, Stream};
use crate::time::Duration;

/// By then all faults have ended, in simulated microseconds.
const CALM_US: u64 = 20_000_000;

const GOODS: [&str; 5] = ["fish", "salt", "boar", "wine", "cloth"];

impl Scenario {
    /// A scenario drawn from a seed, which is also the seed of its run: 2 to 12 peers, any goods and
    /// laws, timeouts that fit them, one of three elections and of two detectors, a sound order, and
    /// faults. All defences are on, and it always makes sense.
    ///
    /// What goes wrong has ended after 20 simulated seconds: links behave, and all peers are up. So
    /// what must hold "eventually" can be judged in a run that goes on for some time more.
    ///
    /// This is the swarm's source: the same seed draws the same scenario in one version of the
    /// program, and another one in another.
    #[must_use]
    pub fn drawn(seed: u64) -> Self {
        let mut draw = Draw(Random::stream(seed, Stream::Scenario));
        let goods = draw.goods();
        let peers = draw.stalls(&goods);
        let (network, storage) = (draw.law(1, 80_000), draw.law(1, 40_000));
        let service_us = draw.between(1_000, 250_000);
        let n = peers.len();
        let plain = Self {
            title: format!("Drawn from seed {seed}"),
            seed,
            peers,
            goods,
            commission_per_mille: draw.between(0, 1_000),
            think: draw.law(0, 1_500_000),
            service_us,
            network,
            storage,
            processing_us: draw.between(0, 20_000),
            timeouts: Self::report().timeouts,
            detector: DetectorRules::OnDemand { interval_us: Duration(1), pong_us: Duration(1) },
            election: draw.pick(&[Algorithm::Bully, Algorithm::Bully, Algorithm::Report]),
            order: draw.pick(&[Order::Sum, Order::Sum, Order::List]),
            clocks: draw.pick(&[ClockScope::Everything, ClockScope::Trade]),
            defences: Defences::default(),
            faults: draw.faults(n),
        };
        Self {
            timeouts: draw.timeouts(&plain),
            detector: draw.detector(&plain),
            election: if draw.one_in(6) { Algorithm::Vote } else { plain.election },
            ..plain
        }
    }
}

/// Draws the parts of a scenario.
struct Draw(Random);

impl Draw {
    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low);
        low.saturating_add_unsigned(self.0.between(0, span))
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.0.below(n) == 0
    }

    fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.0.below(length as u64)).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.place(all.len())]
    }

    fn law(&mut self, low: i64, high: i64) -> Law {
        let (a, b) = (self.between(low, high), self.between(low, high));
        let (min_us, max_us) = (a.min(b), a.max(b));
        let laws =
            [Law::Fixed { us: a }, Law::Uniform { min_us, max_us }, Law::Skewed { min_us, max_us }];
        self.pick(&laws)
    }

    fn goods(&mut self) -> Vec<GoodPlan> {
        let kinds = 1 + self.place(GOODS.len());
        let good = |name: &&str| GoodPlan {
            name: (*name).to_owned(),
            price_cents: self.between(1, 10_000),
            restock: self.between(1, 30),
        };
        GOODS[..kinds].iter().map(good).collect()
    }

    /// The first two are a seller and a buyer, so that there is one of each.
    fn stalls(&mut self, goods: &[GoodPlan]) -> Vec<Stall> {
        let n = 2 + self.place(11);
        let mut stalls: Vec<_> = (0..n)
            .map(|i| {
                let good = goods[self.place(goods.len())].name.clone();
                let sells = if i < 2 { i == 0 } else { self.one_in(2) };
                if sells {
                    Stall::Seller { item: good, stock: self.between(1, 10) }
                } else {
                    Stall::Buyer { wants: good }
                }
            })
            .collect();
        let turn = self.place(n);
        stalls.rotate_left(turn);
        stalls
    }

    /// What each must outlast at least, and up to as much again.
    fn timeouts(&mut self, s: &Scenario) -> TimeoutPlan {
        let round_trip = 2 * s.network.max_us();
        let to_ledger_and_back = 2 * s.storage.max_us();
        let ok_us = self.some_more(round_trip + s.processing_us);
        let size = i64::try_from(s.peers.len()).unwrap_or(i64::MAX);
        // Every other peer may be served before.
        let queue = size.saturating_mul(s.service_us);
        TimeoutPlan {
            ok_us,
            coordinator_us: self.some_more(ok_us + round_trip),
            recheck_us: self.between(1, 300_000),
            answer_us: self.some_more(500_000 + round_trip + to_ledger_and_back + 2 * queue),
            notice_us: self.some_more(round_trip + 1),
            ledger_us: self.some_more(to_ledger_and_back + 1),
        }
    }

    fn some_more(&mut self, least: i64) -> i64 {
        least + self.between(0, least)
    }

    fn detector(&mut self, s: &Scenario) -> DetectorRules {
        let us = |us: i64| Duration(us.unsigned_abs());
        let latency = s.network.max_us();
        if self.one_in(2) {
            let every = self.between(100_000, 500_000);
            let silence = self.some_more(every + 2 * latency + s.processing_us);
            return DetectorRules::Heartbeat { every_us: us(every), silence_us: us(silence) };
        }
        let interval = self.between(200_000, 2_000_000);
        let pong = self.some_more(2 * latency + s.processing_us);
        DetectorRules::OnDemand { interval_us: us(interval), pong_us: us(pong) }
    }

    /// Up to ten things that go wrong, and in the end everything that mends them.
    fn faults(&mut self, peers: usize) -> Vec<Planned> {
        let troubles = self.place(11);
        let mut faults: Vec<_> = (0..troubles).map(|_| self.fault(peers)).collect();
        faults.sort_by_key(|planned| planned.at_us);
        if troubles > 0 {
            let mended = PeerId::all(peers)
                .flat_map(|peer| [Intervention::Resume(peer), Intervention::Restart(peer)]);
            let acts = [Intervention::Heal].into_iter().chain(mended);
            faults.extend(acts.map(|act| Planned { at_us: CALM_US, act }));
        }
        faults
    }

    fn fault(&mut self, peers: usize) -> Planned {
        let peer = PeerId::all(peers).nth(self.place(peers)).unwrap_or(PeerId(0));
        let act = match self.0.below(12) {
            0..=2 => Intervention::Crash(peer),
            3 => Intervention::Restart(peer),
            4 => Intervention::Pause(peer),
            5 => Intervention::Resume(peer),
            6 => Intervention::Suspect(peer),
            7 => Intervention::Heal,
            _ => Intervention::Disturb(self.rule(peers)),
        };
        Planned { at_us: self.0.below(CALM_US), act }
    }

    fn rule(&mut self, peers: usize) -> Rule {
        let parties: Vec<Party> =
            PeerId::all(peers).map(Party::Peer).chain([Party::Ledger]).collect();
        let a = self.place(parties.len());
        let b = (a + 1 + self.place(peers)) % parties.len();
        let (from, to) = (parties[a], parties[b]);
        let links = match self.0.below(4) {
            0 => Links::AllPeers,
            1 => Links::OneWay { from, to },
            2 => Links::Between(from, to),
            _ => Links::Around(self.side(&parties)),
        };
        Rule { links, disturbance: self.disturbance() }
    }

    /// Some of the parties: at least one, and not all.
    fn side(&mut self, parties: &[Party]) -> Vec<Party> {
        let least = self.place(parties.len());
        let chosen = |(i, party): (usize, &Party)| {
            let taken = i == least || self.one_in(3);
            taken.then_some(*party)
        };
        let side: Vec<_> = parties.iter().enumerate().filter_map(chosen).collect();
        side[..side.len().min(parties.len() - 1)].to_vec()
    }

    fn disturbance(&mut self) -> Disturbance {
        let per_mille = self.between(1, 1_000);
        match self.0.below(8) {
            0 | 1 => Disturbance::Cut,
            2 => Disturbance::Lose { per_mille },
            3 => Disturbance::Duplicate { per_mille },
            4 => Disturbance::Delay { by: self.law(0, 500_000) },
            5 => Disturbance::Reorder { by: self.law(0, 300_000) },
            6 => Disturbance::Clog,
            _ if self.one_in(2) => Disturbance::FailAppends { per_mille },
            _ => Disturbance::TearAppends { per_mille },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<Scenario> {
        (0..500).map(Scenario::drawn).collect()
    }

    #[test]
    fn every_drawn_scenario_makes_sense() {
        for scenario in some() {
            assert_eq!(scenario.check(), Ok(()), "seed {}", scenario.seed);
        }
    }

    #[test]
    fn a_seed_draws_the_same_scenario_each_time_and_another_draws_another() {
        assert_eq!(Scenario::drawn(7), Scenario::drawn(7));
        assert_ne!(
            Scenario { seed: 0, ..Scenario::drawn(7) },
            Scenario { seed: 0, ..Scenario::drawn(8) }
        );
    }

    #[test]
    fn all_sizes_and_kinds_are_drawn() {
        let all = some();
        let any = |wanted: fn(&Scenario) -> bool| assert!(all.iter().any(wanted));
        for n in 2..=12 {
            assert!(all.iter().any(|s| s.peers.len() == n), "{n} peers");
        }
        any(|s| s.faults.is_empty());
        any(|s| s.election == Algorithm::Report);
        any(|s| s.election == Algorithm::Vote);
        any(|s| s.order == Order::List);
        any(|s| s.clocks == ClockScope::Trade);
        any(|s| matches!(s.detector, DetectorRules::Heartbeat { .. }));
        any(|s| s.faults.iter().any(|f| matches!(f.act, Intervention::Crash(_))));
    }

    #[test]
    fn nothing_goes_wrong_after_twenty_seconds() {
        for planned in some().iter().flat_map(|s| &s.faults).filter(|p| p.at_us >= CALM_US) {
            let mends = matches!(
                planned.act,
                Intervention::Heal | Intervention::Resume(_) | Intervention::Restart(_)
            );
            assert!(mends, "{planned:?}");
        }
    }
}
