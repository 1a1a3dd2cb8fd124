//! A network in which nothing happens but elections: so their messages can be counted.
//!
//! Reliable links, fixed latency, T exactly two latencies.

use trading_post::id::PeerId;
use trading_post::peer::message::{Ballot, Message};
use trading_post::peer::rules::DetectorRules;
use trading_post::scenario::{Intervention, Law, Scenario, TimeoutPlan};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Brief, Event, What, World};

/// The latency of all links.
pub const LATENCY_US: u64 = 50_000;

const DAY_US: u64 = 24 * 3_600 * 1_000_000;

/// Nobody checks, and after its first request each buyer thinks for a day.
pub fn quiet(peers: u16) -> Scenario {
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

/// What was sent and received in the election after these have died and those have noticed. The
/// first requests are all answered by then. In the end all that are up follow the highest of them.
pub fn election(
    scenario: &Scenario,
    dead: impl IntoIterator<Item = u16>,
    notice: impl IntoIterator<Item = u16>,
) -> Vec<Event> {
    let mut world = World::new(scenario).expect("it makes sense");
    let mut trace = Vec::new();
    run(&mut world, &mut trace, Instant(60_000_000));
    trace.clear();
    for peer in dead {
        world.act(&Intervention::Crash(PeerId(peer)), &mut trace).expect("it is up");
    }
    for peer in notice {
        world.act(&Intervention::Suspect(PeerId(peer)), &mut trace).expect("it is up");
    }
    run(&mut world, &mut trace, Instant(80_000_000));
    let living: Vec<_> = world.nodes().filter_map(|(_, node)| node.peer()).collect();
    let highest = living.last().expect("somebody is up").id();
    assert!(living.iter().all(|peer| peer.trader() == Some(highest)), "{highest} leads");
    trace
}

/// Goes on until a time.
pub fn run(world: &mut World, trace: &mut Vec<Event>, until: Instant) {
    while world.next_at().is_some_and(|next| next <= until) && world.step(trace) {}
}

/// How many messages of an election were sent, those to the dead too.
pub fn ballots(trace: &[Event]) -> u64 {
    trace.iter().filter_map(sent).count() as u64
}

/// How many of this name were.
pub fn named(trace: &[Event], name: &str) -> u64 {
    trace.iter().filter_map(sent).filter(|ballot| ballot.name() == name).count() as u64
}

fn sent(event: &Event) -> Option<Ballot> {
    match event.what {
        What::Send { brief: Brief::Message(Message::Ballot(ballot)), .. } => Some(ballot),
        _ => None,
    }
}

/// From the first suspicion to the last announcement's arrival, in latencies.
pub fn latencies(trace: &[Event]) -> u64 {
    let arrivals = trace.iter().filter(|event| {
        let What::Receive { brief, .. } = event.what else { return false };
        brief.name() == Ballot::Coordinator.name()
    });
    let first = trace.iter().find(|event| event.what == What::Suspect).expect("somebody notices");
    let last = arrivals.max_by_key(|event| event.at).expect("somebody announces itself");
    let took = last.at.since(first.at).0;
    assert_eq!(took % LATENCY_US, 0, "whole latencies");
    took / LATENCY_US
}
