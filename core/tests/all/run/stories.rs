//! Stories: text files of commands and of what then happened, to be read in review; and digests of
//! whole traces. Both are compared natively and under wasm32, so that the two agree.
//!
//! `RECORD_STORIES=1 cargo test -p core --test all stories::` writes them anew.

use std::fmt::Write;
use trading_post::digest::Digest;
use trading_post::id::PeerId;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::time::{Duration, Instant};
use trading_post::trace::{digest, sentence};
use trading_post::world::{Event, What, World};

/// Compares a text with what was recorded of it, or records it.
#[track_caller]
fn check_recorded(name: &str, recorded: &str, now: &str) {
    if std::env::var_os("RECORD_STORIES").is_some() {
        let path = format!("{}/tests/stories/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, now).expect("the stories lie in the project");
        return;
    }
    assert_eq!(now, recorded, "{name} is told otherwise than recorded");
}

#[track_caller]
fn check_story(name: &str, recorded: &str) {
    let scenario = Scenario::report();
    let mut world = World::new(&scenario).expect("the report's scenario makes sense");
    let mut told = String::new();
    for command in recorded.lines().filter_map(|line| line.strip_prefix("> ")) {
        let mut events = Vec::new();
        carry_out(command, &mut world, &mut events);
        let _ = writeln!(told, "> {command}");
        for event in events.iter().filter(|event| matters(event)) {
            let _ = writeln!(told, "{} {}", event.at, sentence(event, &scenario));
        }
    }
    check_recorded(name, recorded, &told);
}

/// `run 900 ms`, `crash 5`, `restart 5`, `pause 5`, `resume 5`, `suspect 5`.
fn carry_out(command: &str, world: &mut World, events: &mut Vec<Event>) {
    let words: Vec<&str> = command.split(' ').collect();
    let number: u16 = words[1].parse().expect("a command has a number");
    let peer = PeerId(number);
    let act = match words[0] {
        "run" => return run(Duration::from_millis(number.into()), world, events),
        "crash" => Intervention::Crash(peer),
        "restart" => Intervention::Restart(peer),
        "pause" => Intervention::Pause(peer),
        "resume" => Intervention::Resume(peer),
        "suspect" => Intervention::Suspect(peer),
        other => panic!("found {other:?}, expected run, crash, restart, pause, resume or suspect"),
    };
    world.act(&act, events).expect("a story does what is possible");
}

fn run(span: Duration, world: &mut World, events: &mut Vec<Event>) {
    let end: Instant = world.now() + span;
    while world.next_at().is_some_and(|next| next <= end) {
        world.step(events);
    }
    world.wait_until(end);
}

/// Messages are left out: what they lead to is told.
fn matters(event: &Event) -> bool {
    !matches!(event.what, What::Send { .. } | What::Receive { .. } | What::Timer(_))
}

#[test]
fn the_trader_dies_and_comes_back() {
    check_story("the_trader_dies.txt", include_str!("../../stories/the_trader_dies.txt"));
}

#[test]
fn a_slow_trader_is_taken_for_dead_and_learns_of_its_successor() {
    check_story("a_slow_trader.txt", include_str!("../../stories/a_slow_trader.txt"));
}

fn digest_of(scenario: &Scenario) -> Digest {
    let mut world = World::new(scenario).expect("a preset makes sense");
    let mut events = Vec::new();
    while events.len() < 1_500 && world.step(&mut events) {}
    digest(&events)
}

#[test]
fn the_same_seeds_give_the_same_traces_natively_and_in_the_browser() {
    let mut digests = String::new();
    for (peers, seed) in [2, 3, 6, 9, 40].into_iter().flat_map(|n| (0..6).map(move |s| (n, s))) {
        let scenario = Scenario { seed, ..Scenario::of_size(peers) };
        let _ = writeln!(digests, "{peers} peers, seed {seed}: {}", digest_of(&scenario));
    }
    check_recorded("digests.txt", include_str!("../../stories/digests.txt"), &digests);
}
