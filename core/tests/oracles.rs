//! What an election costs, worked out from the formulas of `protocol.md` and not from the code.
//!
//! Reliable links, fixed latency, T exactly two latencies, n peers of which the highest has just
//! died; every message counts, those to the dead one too.

use trading_post::id::PeerId;
use trading_post::peer::message::{Ballot, Message};
use trading_post::peer::rules::DetectorRules;
use trading_post::scenario::{Intervention, Law, Scenario, TimeoutPlan};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Brief, Event, What, World};

const LATENCY_US: u64 = 50_000;
const DAY_US: u64 = 24 * 3_600 * 1_000_000;
const SIZES: [u16; 4] = [4, 6, 10, 50];

/// Nobody checks, and after its first request each buyer thinks for a day.
fn quiet(peers: u16) -> Scenario {
    let base = Scenario::of_size(peers.into());
    let latency = LATENCY_US.cast_signed();
    Scenario {
        network: Law::Fixed { us: latency },
        think: Law::Fixed { us: DAY_US.cast_signed() },
        processing_us: 0,
        timeouts: TimeoutPlan {
            ok_us: 2 * latency,
            coordinator_us: 6 * latency,
            recheck_us: DAY_US.cast_signed(),
            ..base.timeouts
        },
        detector: DetectorRules::OnDemand {
            interval_us: Duration(DAY_US),
            pong_us: Duration(2 * LATENCY_US),
        },
        ..base
    }
}

/// What was sent and received in the election after `notice` have noticed that the highest is
/// dead. The first requests are all answered by then.
fn election(peers: u16, notice: impl Iterator<Item = u16>) -> Vec<Event> {
    let mut world = World::new(&quiet(peers)).expect("it makes sense");
    let mut trace = Vec::new();
    run(&mut world, &mut trace, Instant(60_000_000));
    trace.clear();
    world.act(&Intervention::Crash(PeerId(peers - 1)), &mut trace).expect("it is up");
    for peer in notice {
        world.act(&Intervention::Suspect(PeerId(peer)), &mut trace).expect("it is up");
    }
    run(&mut world, &mut trace, Instant(62_000_000));
    let next = PeerId(peers - 2);
    let living = world.nodes().filter_map(|(_, node)| node.peer());
    assert!(living.into_iter().all(|peer| peer.trader() == Some(next)), "{next} leads");
    trace
}

fn run(world: &mut World, trace: &mut Vec<Event>, until: Instant) {
    while world.next_at().is_some_and(|next| next <= until) && world.step(trace) {}
}

fn ballots(trace: &[Event]) -> u64 {
    let sent = trace.iter().filter(|event| {
        matches!(event.what, What::Send { brief: Brief::Message(Message::Ballot(_)), .. })
    });
    sent.count() as u64
}

/// From the first suspicion to the last announcement's arrival, in latencies.
fn latencies(trace: &[Event]) -> u64 {
    let arrivals = trace.iter().filter(|event| {
        let coordinator = Brief::Message(Message::Ballot(Ballot::Coordinator));
        matches!(event.what, What::Receive { brief, .. } if brief == coordinator)
    });
    let first = trace.iter().find(|event| event.what == What::Suspect).expect("somebody notices");
    let last = arrivals.max_by_key(|event| event.at).expect("somebody announces itself");
    let took = last.at.since(first.at).0;
    assert_eq!(took % LATENCY_US, 0, "whole latencies");
    took / LATENCY_US
}

/// n, and the messages that protocol.md lists for it.
fn expected(formula: impl Fn(u64) -> u64, listed: [u64; 4]) -> impl Iterator<Item = (u16, u64)> {
    let worked_out = SIZES.map(|n| formula(n.into()));
    assert_eq!(worked_out, listed);
    SIZES.into_iter().zip(listed)
}

#[test]
fn in_the_worst_case_the_lowest_notices() {
    for (n, messages) in expected(|n| n * n - n - 1, [11, 29, 89, 2_449]) {
        let trace = election(n, 0..1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(latencies(&trace), 4, "{n} peers");
    }
}

#[test]
fn it_costs_as_much_when_all_notice_and_is_over_sooner() {
    for (n, messages) in expected(|n| n * n - n - 1, [11, 29, 89, 2_449]) {
        let trace = election(n, 0..n - 1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(latencies(&trace), 3, "{n} peers");
    }
}

#[test]
fn in_the_best_case_the_next_highest_alone_notices() {
    for (n, messages) in expected(|n| n - 1, [3, 5, 9, 49]) {
        let trace = election(n, n - 2..n - 1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(latencies(&trace), 3, "{n} peers");
    }
}

#[test]
fn whoever_notices_the_cost_lies_between_the_best_and_the_worst() {
    let n = 10;
    for notices in 0..n - 1 {
        // It and all above it hold elections, each asking all above itself; of those that hold
        // one, each pair of the living gives one OK; the winner tells all lower peers.
        let holders = u64::from(n - 1 - notices);
        let questions = holders * (holders + 1) / 2;
        let answers = holders * (holders - 1) / 2;
        let messages = questions + answers + u64::from(n - 2);
        assert_eq!(ballots(&election(n, notices..notices + 1)), messages, "{notices} notices");
    }
}

/// Latencies vary, and yet a start takes about a question, an answer and an announcement a pair:
/// late questions begin no elections of their own.
#[test]
fn a_start_with_varying_latencies_is_no_storm() {
    for n in [6, 50, 100_u16] {
        let mut world = World::new(&Scenario::of_size(n.into())).expect("it makes sense");
        let mut trace = Vec::new();
        run(&mut world, &mut trace, Instant(2_000_000));
        let n = u64::from(n);
        assert!(ballots(&trace) <= n * n + 3 * n, "{} for {n} peers", ballots(&trace));
    }
}
