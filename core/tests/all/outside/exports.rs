//! Exports: what is written is what other programs read. Each has a golden file, to be read in
//! review and the same natively and under wasm32, and a reader that was written from the format's own
//! rules, elsewhere than the writer.
//!
//! `RECORD_STORIES=1 cargo test -p core --test all exports::` writes the golden files anew.

use super::readers;
use crate::common::{run_of, try_act};
use std::collections::BTreeSet;
use trading_post::export::{Format, export};
use trading_post::id::{MessageId, Party, PeerId};
use trading_post::run::{Record, Run};
use trading_post::scenario::{Intervention, Scenario, Touch};
use trading_post::time::Instant;
use trading_post::world::What;

/// A short run in which a message is lost, one is doubled, and the trader dies and comes back.
fn run() -> Run {
    let mut run = run_of(&Scenario { seed: 3, ..Scenario::of_size(3) });
    run.run_until(Instant(700_000), 1_000);
    touch(&mut run, Touch::Duplicate);
    touch(&mut run, Touch::Drop);
    run.run_until(Instant(900_000), 1_000);
    assert!(try_act(&mut run, Intervention::Crash(PeerId(2))));
    run.run_until(Instant(2_600_000), 1_000);
    assert!(try_act(&mut run, Intervention::Restart(PeerId(2))));
    run.run_until(Instant(3_000_000), 1_000);
    run
}

/// Does something to a message between peers.
fn touch(run: &mut Run, touch: Touch) {
    let next = |run: &Run| -> Option<MessageId> {
        let mut free = run.world().in_flight().filter(|e| e.to != Party::Ledger && !e.held);
        free.find(|e| e.from != Party::Ledger).map(|e| e.id)
    };
    while next(run).is_none() && run.forward() {}
    let message = next(run).expect("some message sets out at last");
    assert!(try_act(run, Intervention::Touch { message, touch }));
}

/// All that a run knows, in a format.
fn exported(format: Format, run: &Run) -> String {
    export(format, run, 0..run.trace_length())
}

/// What was recorded of a format. It is compiled in: under wasm32 a test reads no files.
const fn recorded(format: Format) -> &'static str {
    match format {
        Format::Run => include_str!("../../exports/run.jsonl"),
        Format::Trace => include_str!("../../exports/trace.jsonl"),
        Format::Peers => include_str!("../../exports/peers.json"),
        Format::Sellers => include_str!("../../exports/sellers.txt"),
        Format::Result => include_str!("../../exports/result.txt"),
        Format::Shiviz => include_str!("../../exports/shiviz.log"),
        Format::Chrome => include_str!("../../exports/trace.json"),
        Format::Mermaid => include_str!("../../exports/diagram.mmd"),
        Format::Itf => include_str!("../../exports/run.itf.json"),
        Format::Csv => include_str!("../../exports/events.csv"),
        Format::Figures => include_str!("../../exports/figures.csv"),
        Format::RustTest => include_str!("../../exports/run_test.rs"),
    }
}

#[test]
fn every_format_is_written_as_it_was_recorded() {
    let run = run();
    for format in Format::ALL {
        let (now, name) = (exported(format, &run), format.file_name());
        if std::env::var_os("RECORD_STORIES").is_some() {
            let path = format!("{}/tests/exports/{name}", env!("CARGO_MANIFEST_DIR"));
            std::fs::write(path, now).expect("the golden files lie in the project");
        } else {
            assert_eq!(now, recorded(format), "{name} is written otherwise than recorded");
        }
    }
}

#[test]
fn the_run_has_something_for_every_format() {
    let run = run();
    let has = |is: fn(&What) -> bool| run.past().any(|event| is(&event.what));
    assert!(has(|what| matches!(what, What::Drop { .. })), "something is lost");
    assert!(has(|what| matches!(what, What::Duplicate { .. })), "something is doubled");
    assert!(has(|what| matches!(what, What::Restart)), "somebody restarts");
    assert!(has(|what| matches!(what, What::Append { .. })), "something is carved");
}

#[test]
fn names_and_file_names_are_all_different() {
    let names: BTreeSet<_> = Format::ALL.map(Format::name).into();
    let files: BTreeSet<_> = Format::ALL.map(Format::file_name).into();
    assert_eq!((names.len(), files.len()), (Format::ALL.len(), Format::ALL.len()));
}

#[test]
fn what_is_not_known_is_not_exported() {
    let run = run();
    for format in Format::ALL {
        assert_eq!(export(format, &run, 0..usize::MAX), exported(format, &run));
    }
}

#[test]
fn of_no_events_there_is_nothing_but_the_frame() {
    let run = run();
    let texts = Format::ALL.map(|format| (format, export(format, &run, usize::MAX..usize::MAX)));
    let lines = |format| {
        let text = texts.iter().find(|(other, _)| *other == format);
        text.map_or(0, |(_, text)| text.lines().count())
    };
    assert_eq!((lines(Format::Trace), lines(Format::Result)), (0, 0));
    assert_eq!((lines(Format::Csv), lines(Format::Figures), lines(Format::Shiviz)), (1, 1, 2));
}

#[test]
fn shiviz_accepts_the_log() {
    let log = exported(Format::Shiviz, &run());
    let hosts = readers::shiviz::read(&log).expect("ShiViz takes it");
    let names: Vec<&str> = hosts.keys().map(String::as_str).collect();
    assert_eq!(names, ["P0", "P1", "P2", "P2#2", "ledger", "network"]);
}

#[test]
fn shiviz_accepts_a_window_in_which_messages_begin_before_it_and_end_after_it() {
    let run = run();
    for start in (0..run.trace_length()).step_by(7) {
        let log = export(Format::Shiviz, &run, start..start + 40);
        readers::shiviz::read(&log).unwrap_or_else(|why| panic!("from event {start}: {why}"));
    }
}

#[test]
fn shiviz_gets_the_last_5000_events() {
    let mut run = run_of(&Scenario::report());
    while run.trace_length() < 6_000 && run.forward() {}
    let log = exported(Format::Shiviz, &run);
    let hosts = readers::shiviz::read(&log).expect("ShiViz takes it");
    assert_eq!(hosts.values().sum::<u32>(), 5_000);
}

#[test]
fn what_shiviz_draws_as_an_order_happened_in_that_order() {
    let run = run();
    let log = exported(Format::Shiviz, &run);
    let clocks = readers::shiviz::clocks(&log).expect("ShiViz takes it");
    let before = |a: usize, b: usize| {
        let (host, own) = clocks[a].own();
        a != b && clocks[b].entry(host) >= own
    };
    let mut lines = trading_post::trace::Lifelines::new(run.scenario().peers.len());
    run.past().for_each(|event| lines.take(event));
    let on_line = |event: usize| clocks[event].own().0 != "network";
    for b in (0..clocks.len()).filter(|b| on_line(*b)) {
        for a in (0..clocks.len()).filter(|a| on_line(*a)) {
            let relation = trading_post::trace::relation(run.trace(), &lines, a, b);
            let causal = relation == trading_post::trace::Relation::Before;
            assert_eq!(before(a, b), causal, "events {a} and {b}");
        }
    }
}

#[test]
fn perfetto_accepts_the_trace() {
    let run = run();
    let flows = readers::chrome::read(&exported(Format::Chrome, &run)).expect("Perfetto takes it");
    let ended = run.past().filter(|e| {
        matches!(
            e.what,
            What::Receive { .. }
                | What::Drop { .. }
                | What::Append { .. }
                | What::Refuse { .. }
                | What::Tear { .. }
        )
    });
    assert_eq!(flows, ended.count(), "every message that ended is a flow");
    for start in (0..run.trace_length()).step_by(7) {
        let text = export(Format::Chrome, &run, start..start + 40);
        readers::chrome::read(&text).unwrap_or_else(|why| panic!("from event {start}: {why}"));
    }
}

#[test]
fn apalache_accepts_the_states() {
    let run = run();
    let states = readers::itf::read(&exported(Format::Itf, &run)).expect("Apalache takes it");
    assert_eq!(states, run.moment() + 1);
    let window = export(Format::Itf, &run, 40..60);
    assert!(readers::itf::read(&window).expect("Apalache takes it") > 1);
}

#[test]
fn tables_have_as_many_cells_in_every_row() {
    let run = run();
    let rows = readers::csv::read(&exported(Format::Csv, &run)).expect("it is a table");
    assert_eq!(rows.len(), run.trace_length() + 1);
    let figures = readers::csv::read(&exported(Format::Figures, &run)).expect("it is a table");
    let sum: u64 = figures[1..].iter().filter_map(|row| row[5].parse::<u64>().ok()).sum();
    let sends = run.past().filter(|event| matches!(event.what, What::Send { .. })).count();
    assert_eq!(sum, sends as u64);
}

#[test]
fn a_title_or_a_good_with_odd_characters_breaks_no_format() {
    let mut scenario = Scenario { seed: 3, ..Scenario::of_size(3) };
    scenario.title = "a \"title\"\n*/ #[test] }{ ; # ,".to_owned();
    let name = "sa;lt#\",{}]".to_owned();
    let text = scenario.to_json().replace("\"salt\"", &serde_json::to_string(&name).expect("text"));
    let mut run = run_of(&Scenario::from_json(&text).expect("it makes sense"));
    run.run_until(Instant(2_000_000), 10_000);
    readers::shiviz::read(&exported(Format::Shiviz, &run)).expect("ShiViz takes it");
    readers::chrome::read(&exported(Format::Chrome, &run)).expect("Perfetto takes it");
    readers::itf::read(&exported(Format::Itf, &run)).expect("Apalache takes it");
    readers::csv::read(&exported(Format::Csv, &run)).expect("it is a table");
    assert!(exported(Format::Mermaid, &run).contains("sa#59;lt#35;"));
    let test = exported(Format::RustTest, &run);
    assert!(test.lines().take_while(|line| *line != "#[test]").all(|line| line.starts_with("///")));
}

#[test]
fn mermaid_gets_no_more_than_it_takes() {
    let mut run = run_of(&Scenario::of_size(40));
    while run.trace_length() < 20_000 && run.forward() {}
    let diagram = exported(Format::Mermaid, &run);
    assert!(diagram.chars().count() <= 50_000);
    let last = diagram.lines().last().expect("it has lines");
    assert!(last.ends_with("more events find no room here"), "{last}");
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn our_own_files_are_as_their_schemas_say() {
    use trading_post::export::{RUN_SCHEMA, TRACE_SCHEMA};
    let run = run();
    for (schema, format) in [(RUN_SCHEMA, Format::Run), (TRACE_SCHEMA, Format::Trace)] {
        let schema = serde_json::from_str(schema).expect("a schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema is one");
        for line in exported(format, &run).lines() {
            let line = serde_json::from_str(line).expect("a line is JSON");
            if let Err(error) = validator.validate(&line) {
                panic!("{}: {error} in {line}", format.name());
            }
        }
        let stranger = serde_json::json!({"act": {"step": 1, "time_us": 1, "what": "explode"}});
        assert!(!validator.is_valid(&stranger));
    }
}

#[test]
fn the_copied_file_makes_the_run_again() {
    let run = run();
    let record = Record::of_jsonl(&exported(Format::Run, &run)).expect("it was written");
    let again = Run::of_record(&record, 100_000).expect("it has happened");
    assert!(again.past().eq(run.past()));
}

/// The copied test itself.
mod copied {
    include!("../../exports/run_test.rs");
}
