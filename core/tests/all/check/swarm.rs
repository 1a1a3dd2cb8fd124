//! The swarm: the scenario itself is drawn from the seed, and whatever it is, all that must hold
//! holds. A failure prints the seed, the scenario, and the link that opens its run.
//!
//! `SWARM_SEEDS=30000` runs so many, `SWARM_FIRST=1000` begins with that seed.

use std::collections::BTreeMap;
use std::thread;
use trading_post::check::{Checks, Invariant, Sometimes};
use trading_post::market::ledger::Entry;
use trading_post::peer::rules::{Algorithm, DetectorRules, RingOrder};
use trading_post::run::Run;
use trading_post::scenario::Scenario;
use trading_post::time::{Duration, Instant};
use trading_post::world::{What, World};

/// So much time passes in each.
const SPAN: Duration = Duration::from_millis(60_000);

/// No run takes more steps than this in that time, or something happens without end.
const MOST_STEPS: usize = 3_000_000;

/// How many runs share one thread at a time.
const SHARE: usize = 10;

/// What the swarm has seen.
#[derive(Default)]
struct Seen {
    runs: usize,
    events: usize,
    sales: usize,
    fail_overs: usize,
    facts: BTreeMap<Sometimes, u64>,
    failures: Vec<String>,
}

fn number(name: &str, usual: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => {
            text.parse().unwrap_or_else(|_| panic!("{name}: found {text:?}, expected a number"))
        }
        Err(_) => usual,
    }
}

#[test]
fn whatever_scenario_is_drawn_all_that_must_hold_holds() {
    let seeds = number("SWARM_SEEDS", if cfg!(target_family = "wasm") { 15 } else { 300 });
    let first = number("SWARM_FIRST", 0);
    let all: Vec<u64> = (first..first + seeds).collect();
    let seen = swarms(&all, Scenario::drawn);
    println!(
        "{} runs, {} events, {} sales, {} fail-overs",
        seen.runs, seen.events, seen.sales, seen.fail_overs
    );
    assert!(seen.failures.is_empty(), "{}", seen.failures.join("\n\n"));
    // A few scenarios show less than many.
    if seen.runs >= 100 {
        is_not_empty(&seen);
    }
}

#[test]
fn whatever_elects_and_suspects_the_trader_all_that_it_promises_holds() {
    let seeds = number("SWARM_SEEDS", if cfg!(target_family = "wasm") { 12 } else { 240 });
    let first = number("SWARM_FIRST", 0);
    let seen = swarms(&(first..first + seeds).collect::<Vec<_>>(), other);
    println!("{} runs, {} events, {} fail-overs", seen.runs, seen.events, seen.fail_overs);
    assert!(seen.failures.is_empty(), "{}", seen.failures.join("\n\n"));
    assert!(seen.sales > seen.runs && seen.fail_overs > 0, "sales and fail-overs");
}

/// The seed's drawn scenario, with elections and detectors that are not drawn.
fn other(seed: u64) -> Scenario {
    let elections = [
        Algorithm::Bully,
        Algorithm::ModifiedBully,
        Algorithm::Ring { order: RingOrder::Rising },
        Algorithm::Ring { order: RingOrder::Shuffled { by: seed } },
        Algorithm::Vote,
    ];
    let place = usize::try_from(seed).unwrap_or(0) % elections.len();
    let drawn = Scenario::drawn(seed);
    let detector = if (seed / 5).is_multiple_of(2) { accrual(&drawn) } else { drawn.detector };
    Scenario { election: elections[place], detector, ..drawn }
}

/// A detector with a floor that no beat in time is beyond.
fn accrual(drawn: &Scenario) -> DetectorRules {
    let latency = Duration(drawn.network.max_us().unsigned_abs());
    let phi = 1 + drawn.seed / 10 % 16;
    DetectorRules::Accrual { every_us: Duration::from_millis(250), phi, floor_us: latency }
}

/// A green swarm is not an empty one: everything that should be seen sometimes was.
fn is_not_empty(seen: &Seen) {
    for fact in Sometimes::ALL {
        let count = seen.facts.get(&fact).copied().unwrap_or_default();
        println!("{count} times: {}", fact.statement());
        assert!(count > 0, "never seen: {}", fact.statement());
    }
    assert!(seen.sales > seen.runs && seen.fail_overs > 0, "sales and fail-overs");
}

fn cores() -> usize {
    if cfg!(target_family = "wasm") {
        return 1;
    }
    thread::available_parallelism().map_or(1, usize::from)
}

fn swarms(seeds: &[u64], scenario: fn(u64) -> Scenario) -> Seen {
    let shares = seeds.chunks(SHARE * cores()).map(|share| swarm(share, scenario));
    shares.fold(Seen::default(), Seen::and)
}

/// Runs these seeds, natively on all cores.
fn swarm(seeds: &[u64], scenario: fn(u64) -> Scenario) -> Seen {
    let run_all = |seeds: &[u64]| {
        let seen = seeds.iter().map(|seed| observe(scenario(*seed)));
        seen.fold(Seen::default(), Seen::and)
    };
    if cores() == 1 {
        return run_all(seeds);
    }
    thread::scope(|scope| {
        let threads: Vec<_> =
            seeds.chunks(SHARE).map(|share| scope.spawn(move || run_all(share))).collect();
        let ended = threads.into_iter().map(|thread| thread.join().expect("a run ends"));
        ended.fold(Seen::default(), Seen::and)
    })
}

/// One run, with all checks.
fn observe(scenario: Scenario) -> Seen {
    let mut world = World::new(&scenario).expect("a drawn scenario makes sense");
    let mut checks = Checks::new(&scenario);
    let mut seen = Seen { runs: 1, ..Seen::default() };
    let mut events = Vec::new();
    for _ in 0..MOST_STEPS {
        if world.next_at().is_none_or(|next| next > Instant::START + SPAN)
            || !world.step(&mut events)
        {
            break;
        }
        for event in events.drain(..) {
            checks.take(&event);
            seen.note(&event.what);
        }
    }
    seen.facts = checks.sometimes().into_iter().map(|seen| (seen.fact, seen.count)).collect();
    let breaches = checks.breaches().iter().filter(|b| is_promised(b.invariant, &scenario));
    seen.failures.extend(breaches.map(|breach| {
        let what = format!("{}: {}", breach.invariant, breach.sentence);
        failure(&scenario, &what)
    }));
    if world.next_at().is_some_and(|next| next <= Instant::START + SPAN) {
        seen.failures.push(failure(&scenario, "it does not end"));
    }
    seen
}

/// Not every election promises agreement: in the report's, whoever announces itself is
/// believed, even by a higher peer (see its module).
fn is_promised(invariant: Invariant, scenario: &Scenario) -> bool {
    invariant != Invariant::Agreement || scenario.election.agrees()
}

impl Seen {
    fn note(&mut self, what: &What) {
        self.events += 1;
        match what {
            What::Append { entry: Entry::Sale { .. }, .. } => self.sales += 1,
            What::Append { entry: Entry::Epoch { epoch, .. }, .. } if epoch.0 > 1 => {
                self.fail_overs += 1;
            }
            _ => {}
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.runs += other.runs;
        self.events += other.events;
        self.sales += other.sales;
        self.fail_overs += other.fail_overs;
        for (fact, count) in other.facts {
            *self.facts.entry(fact).or_default() += count;
        }
        self.failures.extend(other.failures);
        self
    }
}

/// All that somebody needs to look at it.
fn failure(scenario: &Scenario, what: &str) -> String {
    let seed = scenario.seed;
    let link = Run::new(scenario.clone()).map(|run| run.record().to_link());
    let link = link.unwrap_or_else(|problems| problems.to_string());
    format!(
        "Seed {seed}: {what}\n{}\nThe run, behind the page's address: #run={link}\n\
         The test, with this seed alone: SWARM_FIRST={seed} SWARM_SEEDS=1",
        scenario.to_json()
    )
}
