//! The twin: natively and as 32-bit WebAssembly, drawn scenarios give the same traces, line by line as
//! tools read them. Both sides are held against one record of digests.
//!
//! `RECORD_STORIES=1 cargo test -p core --test twin` writes it anew.

use std::fmt::Write;
use trading_post::scenario::Scenario;
use trading_post::trace::lines;
use trading_post::world::World;

/// So many drawn scenarios.
const SCENARIOS: u64 = 200;

/// So many of them have a line of the record together.
const TOGETHER: u64 = 10;

/// So many events of each are looked at: with them the faults have begun.
const EVENTS: usize = 2_000;

/// FNV-1a.
struct Digest(u64);

impl Digest {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Adds the lines of this seed's trace.
fn add_trace(digest: &mut Digest, seed: u64) {
    let scenario = Scenario::drawn(seed);
    let mut world = World::new(&scenario).expect("a drawn scenario makes sense");
    let mut events = Vec::new();
    while events.len() < EVENTS && world.step(&mut events) {}
    for line in lines(&events, &scenario) {
        digest.add(&serde_json::to_string(&line).expect("a trace line is plain data"));
    }
}

/// One line for each ten seeds.
fn digests() -> String {
    let mut text = String::new();
    for first in (0..SCENARIOS).step_by(usize::try_from(TOGETHER).expect("it is small")) {
        let last = first + TOGETHER - 1;
        let mut digest = Digest::new();
        (first..=last).for_each(|seed| add_trace(&mut digest, seed));
        let _ = writeln!(text, "seeds {first} to {last}: {:016x}", digest.0);
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
    for (now, recorded) in now.lines().zip(include_str!("twin/digests.txt").lines()) {
        assert_eq!(now, recorded, "these traces are others than recorded");
    }
    assert_eq!(now.lines().count(), include_str!("twin/digests.txt").lines().count());
}
