//! How fast the engine is: `cargo bench -p core`.
//!
//! To reach on one core: 2 million events a second with 6 peers, the trace kept; an election of
//! 1,000 peers that all notice at once (998,999 messages) within 2 seconds and 1 GiB.

use divan::Bencher;
use divan::counter::ItemsCount;
use trading_post::check::Checks;
use trading_post::figures::election_messages;
use trading_post::id::PeerId;
use trading_post::peer::rules::DetectorRules;
use trading_post::run::Run;
use trading_post::scenario::{Intervention, Law, Scenario};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Event, World};

/// A simulated day: what happens so late does not happen in a benchmark.
const DAY_US: i64 = 24 * 3_600 * 1_000_000;

fn main() {
    divan::main();
}

fn world_of(scenario: &Scenario) -> World {
    World::new(scenario).expect("a preset makes sense")
}

/// Steps until there are so many events, and says how many there are.
fn steps(world: &mut World, events: usize, trace: &mut Vec<Event>) -> usize {
    while trace.len() < events && world.step(trace) {}
    trace.len()
}

/// A world in full trade, all peers past their first election.
fn settled(peers: usize) -> World {
    let mut world = world_of(&Scenario::of_size(peers));
    let mut trace = Vec::new();
    while world.now() < Instant(5_000_000) && world.step(&mut trace) {
        trace.clear();
    }
    world
}

/// Trade of six peers as the page runs it: a run with its trace and its checkpoints.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn trade_of_6_peers_in_a_run(bencher: Bencher<'_, '_>) {
    const EVENTS: usize = 1_000_000;
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| Run::new(Scenario::report()).expect("a preset makes sense"))
        .bench_values(|mut run| {
            while run.trace().len() < EVENTS && run.forward() {}
            run
        });
}

/// The same with all checks on, as the page runs it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn trade_of_6_peers_in_a_run_with_all_checks(bencher: Bencher<'_, '_>) {
    const EVENTS: usize = 1_000_000;
    let scenario = Scenario::report();
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| Run::new(scenario.clone()).expect("a preset makes sense"))
        .bench_values(|mut run| {
            let mut checks = Checks::new(&scenario);
            while run.trace().len() < EVENTS && run.forward() {
                run.trace().range(run.last_step()).for_each(|event| checks.take(event));
            }
            assert_eq!(checks.breaches(), []);
            (run, checks)
        });
}

/// Trade in a bare world: no checkpoints, the trace kept.
#[divan::bench(args = [6, 100, 1_000], sample_count = 10, sample_size = 1)]
fn trade_in_a_bare_world(bencher: Bencher<'_, '_>, peers: usize) {
    const EVENTS: usize = 300_000;
    let world = settled(peers);
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| (world.clone(), Vec::new()))
        .bench_values(|(mut world, mut trace)| (steps(&mut world, EVENTS, &mut trace), world));
}

/// Nobody trades and nobody checks: only the election happens.
fn still(peers: usize, network: Law) -> Scenario {
    Scenario {
        network,
        think: Law::Fixed { us: DAY_US },
        detector: DetectorRules::OnDemand {
            interval_us: Duration(DAY_US.unsigned_abs()),
            pong_us: Duration::from_millis(150),
        },
        ..Scenario::of_size(peers)
    }
}

/// The world right after the highest has died, and all others suspect it.
fn leaderless(peers: usize, network: Law) -> World {
    let mut world = world_of(&still(peers, network));
    let mut trace = Vec::new();
    while world.now() < Instant(60_000_000) && world.step(&mut trace) {
        trace.clear();
    }
    let highest = PeerId(u16::try_from(peers - 1).expect("at most 1,000"));
    world.act(&Intervention::Crash(highest), &mut trace).expect("it is up");
    world
}

fn elect(world: &mut World, peers: usize) -> Vec<Event> {
    let mut trace = Vec::new();
    for peer in PeerId::all(peers - 1) {
        world.act(&Intervention::Suspect(peer), &mut trace).expect("it is up");
    }
    let end = world.now() + Duration::from_millis(400);
    while world.next_at().is_some_and(|next| next <= end) && world.step(&mut trace) {}
    trace
}

/// The election of peers that all notice at once, its trace kept, as the message count is defined:
/// every message takes the same time.
#[divan::bench(args = [100, 1_000], sample_count = 5, sample_size = 1)]
fn election_that_all_notice(bencher: Bencher<'_, '_>, peers: usize) {
    measure_election(bencher, leaderless(peers, Law::Fixed { us: 50_000 }), peers);
}

/// The same where latencies vary, so that hardly two clocks have heard the same.
#[divan::bench(args = [100, 1_000], sample_count = 5, sample_size = 1)]
fn election_that_all_notice_with_varying_latencies(bencher: Bencher<'_, '_>, peers: usize) {
    measure_election(bencher, leaderless(peers, Scenario::report().network), peers);
}

fn measure_election(bencher: Bencher<'_, '_>, world: World, peers: usize) {
    let messages = election_messages(&elect(&mut world.clone(), peers));
    assert_eq!(messages, (peers * peers - peers - 1) as u64);
    bencher
        .counter(ItemsCount::new(messages))
        .with_inputs(|| world.clone())
        .bench_values(|mut world| (elect(&mut world, peers), world));
    report_peak_memory(peers);
}

/// What the process has had at most until now, all that ran before included.
fn report_peak_memory(peers: usize) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        eprintln!("peak memory after the election of {peers}: {}", peak.trim());
    }
}

/// A checkpoint is a clone of the world.
#[divan::bench(args = [6, 100, 1_000])]
fn clone_a_checkpoint(bencher: Bencher<'_, '_>, peers: usize) {
    let world = settled(peers);
    bencher.bench(|| world.clone());
}
