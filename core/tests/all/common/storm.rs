//! Scenarios and faults drawn at random.

use super::{Verdict, pass, try_act};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use trading_post::id::{Party, PeerId};
use trading_post::market::order::Order;
use trading_post::peer::rules::{Algorithm, ClockScope, DetectorRules, RingOrder};
use trading_post::run::Run;
use trading_post::scenario::{
    Disturbance, Intervention, Law, Links, Planned, Rule, Scenario, TimeoutPlan, Touch,
};
use trading_post::time::Duration;
use trading_post::world::{Envelope, Node, World};

/// So many cases, fewer where they run slowly; the same ones in each run. `PROPTEST_RNG_SEED`
/// draws others, `PROPTEST_CASES=2560` ten times as many.
pub fn cases(natively: u32) -> ProptestConfig {
    let chosen = ProptestConfig::default();
    let natively = natively * chosen.cases / 256;
    ProptestConfig {
        cases: if cfg!(target_family = "wasm") { 1 + natively / 20 } else { natively },
        failure_persistence: None,
        rng_seed: match chosen.rng_seed {
            RngSeed::Random => RngSeed::Fixed(2_600),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        ..chosen
    }
}

/// A user's act, and how long after the one before it comes.
#[derive(Clone, Debug)]
pub struct Blow {
    /// How long to wait, in microseconds.
    pub after_us: u64,
    /// How many steps to take then: acts can come between two things that happen at one instant.
    pub steps: usize,
    /// What is done then, if it is possible.
    pub deed: Deed,
}

/// What is done. What it is done to may show only then.
#[derive(Clone, Debug)]
pub enum Deed {
    /// This.
    Act(Intervention),
    /// Something to one of the messages under way.
    Touch(usize, Touch),
    /// Something to one of the timers that run.
    Time(usize, Timing),
}

/// What is done to a timer, or to all of its kind.
#[derive(Clone, Copy, Debug)]
pub enum Timing {
    /// It runs out now.
    Fire,
    /// All run out together.
    Align,
    /// All run out one by one.
    Spread,
}

impl Deed {
    /// What it is in this world, if there is anything to do it to.
    pub fn in_world(&self, world: &World) -> Option<Intervention> {
        match self {
            Self::Act(act) => Some(act.clone()),
            Self::Touch(nth, touch) => {
                let mut messages = world.in_flight();
                let envelope = messages.nth(nth % world.in_flight().count().max(1))?;
                Some(Intervention::Touch { message: envelope.id, touch: later(*touch, envelope) })
            }
            Self::Time(nth, timing) => {
                let running = |(id, node): (PeerId, &Node)| {
                    let timers: Vec<_> = node.timers.iter().map(|t| t.timer).collect();
                    timers.into_iter().map(move |timer| (id, timer))
                };
                let all: Vec<_> = world.nodes().flat_map(running).collect();
                let (peer, timer) = *all.get(nth % all.len().max(1))?;
                Some(match timing {
                    Timing::Fire => Intervention::Fire { peer, timer },
                    Timing::Align => Intervention::Align(timer),
                    Timing::Spread => Intervention::Spread { timer, by_us: 40_000 },
                })
            }
        }
    }
}

/// A message can only be put off to a time after the one at which it is due.
fn later(touch: Touch, envelope: &Envelope) -> Touch {
    match touch {
        Touch::Postpone { until_us } => {
            Touch::Postpone { until_us: envelope.due_at.0.saturating_add(until_us) }
        }
        Touch::Deliver | Touch::Drop | Touch::Duplicate | Touch::Hold | Touch::Release => touch,
    }
}

/// Any scenario of 2 to 12 peers whose timeouts fit its latencies.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    let place = (2..=12_usize, any::<u64>());
    let laws = (law(1..=80_000), law(1..=40_000));
    let kinds = (
        select(vec![
            Algorithm::Bully,
            Algorithm::Report,
            Algorithm::ModifiedBully,
            Algorithm::Ring { order: RingOrder::Rising },
            Algorithm::Ring { order: RingOrder::Shuffled { by: 7 } },
            Algorithm::Vote,
        ]),
        any::<bool>(),
        select(Order::ALL.to_vec()),
        select(vec![ClockScope::Everything, ClockScope::Trade]),
    );
    (place, laws, kinds).prop_map(|((n, seed), laws, (election, beats, order, clocks))| Scenario {
        seed,
        election,
        order,
        clocks,
        ..fitted(n, laws, beats)
    })
}

/// The report's scenario for `n` peers, with timeouts and a detector that fit these latencies.
fn fitted(n: usize, (network, storage): (Law, Law), beats: bool) -> Scenario {
    let base = Scenario::of_size(n);
    let round_trip = 2 * network.max_us();
    let ok_us = round_trip + base.processing_us;
    let us = |us: i64| Duration(us.unsigned_abs());
    let detector = if beats {
        DetectorRules::Heartbeat { every_us: us(300_000), silence_us: us(620_000 + round_trip) }
    } else {
        DetectorRules::OnDemand { interval_us: us(1_000_000), pong_us: us(round_trip + 30_000) }
    };
    let timeouts = TimeoutPlan { ok_us, coordinator_us: ok_us + round_trip, ..base.timeouts };
    Scenario { network, storage, detector, timeouts, ..base }
}

fn law(range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Law> {
    (0..3_u8, range.clone(), range).prop_map(|(kind, a, b)| {
        let (min_us, max_us) = (a.min(b), a.max(b));
        match kind {
            0 => Law::Fixed { us: a },
            1 => Law::Uniform { min_us, max_us },
            _ => Law::Skewed { min_us, max_us },
        }
    })
}

/// Up to `most` such acts, at any times.
fn blows(deed: impl Strategy<Value = Deed>, most: usize) -> impl Strategy<Value = Vec<Blow>> {
    let after = prop_oneof![0..50_000_u64, 0..2_000_000_u64];
    let blow = (after, 0..6_usize, deed);
    vec(blow.prop_map(|(after_us, steps, deed)| Blow { after_us, steps, deed }), 0..=most)
}

/// Waits, and strikes if that is possible then.
pub fn strike(run: &mut Run, blow: &Blow) -> Verdict {
    pass(run, Duration(blow.after_us))?;
    let until = run.moment() + blow.steps;
    while run.moment() < until && run.forward() {}
    if let Some(act) = blow.deed.in_world(run.world()) {
        try_act(run, act);
    }
    Ok(())
}

fn deed(n: usize) -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => act(n).prop_map(Deed::Act),
        2 => (any::<usize>(), touch()).prop_map(|(nth, touch)| Deed::Touch(nth, touch)),
        1 => (any::<usize>(), select(vec![Timing::Fire, Timing::Align, Timing::Spread]))
            .prop_map(|(nth, timing)| Deed::Time(nth, timing)),
    ]
}

fn touch() -> impl Strategy<Value = Touch> {
    let always = vec![Touch::Deliver, Touch::Drop, Touch::Duplicate, Touch::Hold, Touch::Release];
    prop_oneof![
        5 => select(always),
        1 => (1..300_000_u64).prop_map(|until_us| Touch::Postpone { until_us }),
    ]
}

fn act(n: usize) -> impl Strategy<Value = Intervention> {
    let peer = || (0..n).prop_map(peer);
    prop_oneof![
        3 => peer().prop_map(Intervention::Crash),
        3 => peer().prop_map(Intervention::Restart),
        3 => peer().prop_map(Intervention::Pause),
        4 => peer().prop_map(Intervention::Resume),
        2 => peer().prop_map(Intervention::Suspect),
        4 => (links(n), disturbance())
            .prop_map(|(links, disturbance)| Intervention::Disturb(Rule { links, disturbance })),
        2 => Just(Intervention::Heal),
        1 => links(n).prop_map(Intervention::HealLinks),
    ]
}

fn peer(i: usize) -> PeerId {
    PeerId(u16::try_from(i).expect("a test has few peers"))
}

/// A party: one of `n` peers, or the ledger, which is the last.
fn party(n: usize, i: usize) -> Party {
    if i == n { Party::Ledger } else { peer(i).into() }
}

fn links(n: usize) -> impl Strategy<Value = Links> {
    let two = move || {
        (0..=n, 1..=n).prop_map(move |(i, step)| (party(n, i), party(n, (i + step) % (n + 1))))
    };
    let side = vec(any::<bool>(), n + 1).prop_map(move |named| {
        let side = (0..=n).filter(|i| named[*i]).map(|i| party(n, i));
        Links::Around(side.collect())
    });
    prop_oneof![
        Just(Links::AllPeers),
        two().prop_map(|(from, to)| Links::OneWay { from, to }),
        two().prop_map(|(a, b)| Links::Between(a, b)),
        side,
    ]
}

fn disturbance() -> impl Strategy<Value = Disturbance> {
    prop_oneof![
        3 => Just(Disturbance::Cut),
        2 => (1..=1_000_i64).prop_map(|per_mille| Disturbance::Lose { per_mille }),
        2 => (1..=1_000_i64).prop_map(|per_mille| Disturbance::Duplicate { per_mille }),
        1 => law(0..=1_500_000).prop_map(|by| Disturbance::Delay { by }),
        1 => law(0..=300_000).prop_map(|by| Disturbance::Reorder { by }),
        1 => Just(Disturbance::Clog),
    ]
}

/// A scenario, and blows of which most are to the ways to the ledger and back.
pub fn storms_around_the_ledger(most: usize) -> impl Strategy<Value = (Scenario, Vec<Blow>)> {
    scenarios().prop_flat_map(move |scenario| {
        let n = scenario.peers.len();
        let deed = prop_oneof![1 => deed(n), 2 => trouble_with_the_ledger(n).prop_map(Deed::Act)];
        (Just(scenario), blows(deed, most))
    })
}

/// Ways to and from the ledger that lose messages and let them overtake each other.
pub fn rough_ways_to_the_ledger(by: Law) -> Vec<Planned> {
    let rough = [Disturbance::Lose { per_mille: 200 }, Disturbance::Reorder { by }];
    let rule = |disturbance| Rule { links: Links::Around(vec![Party::Ledger]), disturbance };
    rough.map(|d| Planned { at_us: 0, act: Intervention::Disturb(rule(d)) }).into()
}

/// A scenario with such ways, and peers that suspect their trader, again and again: so that
/// answers to an earlier desk meet a later one.
pub fn doubts(most: usize) -> impl Strategy<Value = (Scenario, Vec<Blow>)> {
    (scenarios(), law(100_000..=900_000)).prop_flat_map(move |(scenario, by)| {
        let n = scenario.peers.len();
        let faults = rough_ways_to_the_ledger(by);
        let suspect = (0..n).prop_map(move |i| Deed::Act(Intervention::Suspect(peer(i))));
        (Just(Scenario { faults, ..scenario }), blows(suspect, most))
    })
}

fn trouble_with_the_ledger(n: usize) -> impl Strategy<Value = Intervention> {
    let peer = (0..n).prop_map(move |i| party(n, i));
    let links = (peer, 0..4_u8).prop_map(|(peer, kind)| match kind {
        0 => Links::OneWay { from: peer, to: Party::Ledger },
        1 => Links::OneWay { from: Party::Ledger, to: peer },
        2 => Links::Between(peer, Party::Ledger),
        _ => Links::Around(vec![Party::Ledger]),
    });
    let disturbance = prop_oneof![
        2 => disturbance(),
        1 => (1..=1_000_i64).prop_map(|per_mille| Disturbance::FailAppends { per_mille }),
        1 => (1..=1_000_i64).prop_map(|per_mille| Disturbance::TearAppends { per_mille }),
    ];
    let rule = (links, disturbance).prop_map(|(links, disturbance)| Rule { links, disturbance });
    rule.prop_map(Intervention::Disturb)
}

/// A scenario and the blows to it.
pub fn storms(most: usize) -> impl Strategy<Value = (Scenario, Vec<Blow>)> {
    scenarios().prop_flat_map(move |scenario| {
        let n = scenario.peers.len();
        (Just(scenario), blows(deed(n), most))
    })
}
