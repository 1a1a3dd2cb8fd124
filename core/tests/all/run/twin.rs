//! The twin: natively and as 32-bit WebAssembly, drawn scenarios give the same traces, event by event.
//! Both sides are held against one record of digests.
//!
//! `RECORD_STORIES=1 cargo test -p core --test all twin::` writes it anew.

use std::fmt::Write;
use trading_post::scenario::Scenario;
use trading_post::time::{Duration, Instant};
use trading_post::trace::digest;
use trading_post::world::{Event, World};

/// So many drawn scenarios.
const SCENARIOS: u64 = 200;

/// So many of them have a line of the record together.
const TOGETHER: u64 = 10;

/// So much time passes in each: the faults have ended, and what follows from them has happened.
const SPAN: Duration = Duration::from_millis(30_000);

/// All that happens in this seed's run.
fn events(seed: u64) -> Vec<Event> {
    let scenario = Scenario::drawn(seed);
    let mut world = World::new(&scenario).expect("a drawn scenario makes sense");
    let mut events = Vec::new();
    while world.next_at().is_some_and(|next| next <= Instant::START + SPAN) {
        world.step(&mut events);
    }
    events
}

/// One line for each ten seeds.
fn digests() -> String {
    let mut text = String::new();
    for first in (0..SCENARIOS).step_by(usize::try_from(TOGETHER).expect("it is small")) {
        let last = first + TOGETHER - 1;
        let all: Vec<Event> = (first..=last).flat_map(events).collect();
        let _ = writeln!(text, "seeds {first} to {last}: {}", digest(&all));
    }
    text
}

#[test]
fn drawn_scenarios_give_the_same_traces_natively_and_in_the_browser() {
    let now = digests();
    if std::env::var_os("RECORD_STORIES").is_some() {
        let path = format!("{}/tests/twin/digests.txt", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, now).expect("the record lies in the project");
        return;
    }
    for (now, recorded) in now.lines().zip(include_str!("../../twin/digests.txt").lines()) {
        assert_eq!(now, recorded, "these traces are others than recorded");
    }
    assert_eq!(now.lines().count(), include_str!("../../twin/digests.txt").lines().count());
}
