//! What comes from outside: files of runs, scenarios, links. Whatever it is, it is read or refused
//! with a sentence that names the place. How much memory that takes is for `import_memory.rs`.

use crate::common::storm::cases;
use crate::common::{run_of, try_act};
use proptest::prelude::*;
use proptest::sample::Index;
use trading_post::id::PeerId;
use trading_post::run::{Record, Run};
use trading_post::scenario::{Intervention, Scenario};
use trading_post::time::Instant;

/// A run with three branches and acts on each.
fn record() -> Record {
    let mut run = run_of(&Scenario::report());
    run.run_until(Instant(5_000_000), 10_000);
    assert!(try_act(&mut run, Intervention::Crash(PeerId(5))));
    for (moment, peer) in [(100, 4), (150, 3)] {
        while run.moment() < 200 && run.forward() {}
        run.seek(moment);
        assert!(try_act(&mut run, Intervention::Crash(PeerId(peer))));
    }
    run.seek(120);
    run.record()
}

/// The file of a run, as short as it can be told.
fn file() -> String {
    let run = run_of(&Scenario { seed: 5, ..Scenario::of_size(2) });
    let mut record = run.record();
    record.branches[0].acts.clear();
    let lines = [
        r#"{"act":{"step":4,"time_us":900,"what":{"crash":1}}}"#,
        r#"{"branch":{"number":1,"name":"other","from":{"branch":0,"moment":3}}}"#,
        r#"{"act":{"step":3,"time_us":800,"what":"heal"}}"#,
    ];
    record.to_jsonl() + &lines.join("\n") + "\n"
}

#[test]
fn a_run_is_the_same_after_it_was_written_and_read() {
    let record = record();
    let read = Record::of_jsonl(&record.to_jsonl()).expect("it was written");
    assert_eq!(read, record);
    let run = Run::of_record(&read, 20_000).expect("it has happened");
    assert_eq!(run.record(), record);
}

#[test]
fn a_run_without_acts_is_a_single_line() {
    let record = run_of(&Scenario::report()).record();
    let text = record.to_jsonl();
    assert_eq!(text.lines().count(), 1);
    assert_eq!(Record::of_jsonl(&text), Ok(record));
}

#[test]
fn acts_before_the_first_branch_line_are_the_first_branchs() {
    let record = Record::of_jsonl(&file()).expect("it makes sense");
    let told: Vec<_> = record.branches.iter().map(|b| (b.name.as_str(), b.acts.len())).collect();
    assert_eq!(told, [("first", 1), ("other", 1)]);
}

#[test]
fn a_first_branch_on_which_nothing_was_done_has_no_line_and_is_there() {
    let mut run = run_of(&Scenario::report());
    (0..20).for_each(|_| assert!(run.forward()));
    run.seek(10);
    assert!(try_act(&mut run, Intervention::Crash(PeerId(5))));
    let record = run.record();
    assert_eq!(record.branches.len(), 2);
    assert_eq!(Record::of_jsonl(&record.to_jsonl()), Ok(record));
}

/// Reads the file with something in it replaced.
#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    let text = file();
    assert!(text.contains(old), "{text}");
    let error = Record::of_jsonl(&text.replacen(old, new, 1)).expect_err("it is spoilt");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn nothing_at_all() {
    let error = Record::of_jsonl("").expect_err("it is empty").to_string();
    assert_eq!(
        error,
        "line 1, column 1: the header: found what is no JSON (EOF while parsing a value), \
         expected an object in JSON"
    );
}

#[test]
fn another_format() {
    check("\"format\":1", "\"format\":2", "line 1, column 11: format: found 2, expected 1");
}

#[test]
fn another_version() {
    let version = env!("CARGO_PKG_VERSION");
    check(
        &format!("\"version\":\"{version}\""),
        "\"version\":\"0.0.9\"",
        &format!("line 1, column 23: version: found \"0.0.9\", expected \"{version}\""),
    );
}

#[test]
fn a_seed_that_is_not_the_scenarios() {
    check(
        "\"seed\":5",
        "\"seed\":6",
        "line 1, column 38: seed: found 6, expected 5, the scenario's",
    );
}

#[test]
fn a_field_that_nobody_knows() {
    check(
        "\"seed\":5",
        "\"sead\":5",
        "line 1, column 36: sead: found an unknown field, \
         expected one of format, version, seed, scenario, stands, digest",
    );
    check(
        "\"time_us\":900",
        "\"time_ms\":900",
        "line 2, column 26: act.time_ms: found an unknown field, \
         expected one of step, time_us, what",
    );
}

#[test]
fn an_act_that_is_none() {
    check(
        "{\"crash\":1}",
        "{\"crash\":70000}",
        "line 2, column 52: act.what.crash: found 70000, expected a whole number from 0 to 65535",
    );
}

#[test]
fn a_line_of_another_kind() {
    check(
        "{\"act\":{\"step\":3",
        "{\"deed\":{\"step\":3",
        "line 4, column 7: the line: found \"deed\", expected one of branch, act",
    );
}

#[test]
fn a_scenario_that_makes_no_sense() {
    let text = file();
    let service = text.split("\"service_us\":").nth(1).and_then(|rest| rest.split(',').next());
    let old = format!("\"service_us\":{}", service.expect("it is written"));
    let column = text.find(&old).expect("it is there") + "\"service_us\":".len() + 1;
    check(
        &old,
        "\"service_us\":-1",
        &format!(
            "line 1, column {column}: scenario.service_us: found -1, expected 0 to 86400000000"
        ),
    );
}

#[test]
fn a_branch_of_another_number() {
    check("\"number\":1", "\"number\":3", "line 3, column 21: branch.number: found 3, expected 1");
}

#[test]
fn a_line_that_is_cut_short() {
    let text = file();
    let error = Record::of_jsonl(&text[..text.len() - 5]).expect_err("it is cut").to_string();
    assert!(error.starts_with("line 4, column "), "{error}");
    assert!(error.contains("found what is no JSON"), "{error}");
}

/// Cuts, doubles, swaps or overwrites bytes somewhere.
fn mutated(text: &str, places: &[(Index, Index, u8, u8)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (one, other, kind, byte) in places {
        if bytes.is_empty() {
            break;
        }
        let (a, b) = (one.index(bytes.len()), other.index(bytes.len()));
        let (a, b) = (a.min(b), a.max(b).min(a.min(b) + 40));
        match kind % 5 {
            0 => bytes[a] = *byte,
            1 => drop(bytes.drain(a..b)),
            2 => {
                let piece = bytes[a..b].to_vec();
                bytes.splice(a..a, piece);
            }
            3 => bytes.insert(a, b"0-{}[]\",:\n9e"[usize::from(*byte) % 12]),
            _ => bytes.swap(a, b),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn mutations() -> impl Strategy<Value = Vec<(Index, Index, u8, u8)>> {
    proptest::collection::vec(any::<(Index, Index, u8, u8)>(), 1..6)
}

/// A text is refused with a place in it, or is what it says.
fn read_or_refused(text: &str) -> Result<(), TestCaseError> {
    if let Err(problems) = Scenario::from_json(text) {
        let sentence = problems.to_string();
        prop_assert!(
            sentence.contains("line ") && sentence.contains(", expected "),
            "{}",
            sentence
        );
    }
    match Record::of_jsonl(text) {
        Ok(record) => {
            prop_assert_eq!(Record::of_jsonl(&record.to_jsonl()), Ok(record.clone()));
            if let Err(error) = Run::of_record(&record, 5_000) {
                prop_assert!(error.to_string().contains("expected"), "{}", error);
            }
        }
        Err(error) => prop_assert!(error.line >= 1 && error.column >= 1, "{}", error),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_bytes_are_refused_with_a_place(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        read_or_refused(&text)?;
        prop_assert!(Record::of_link(&text).is_err());
    }

    #[test]
    fn a_mutated_file_of_a_run_is_refused_or_makes_sense(places in mutations()) {
        read_or_refused(&mutated(&file(), &places))?;
    }

    #[test]
    fn a_mutated_scenario_is_refused_or_makes_sense(places in mutations()) {
        read_or_refused(&mutated(&Scenario::report().to_json(), &places))?;
    }

    #[test]
    fn a_mutated_link_is_refused(places in mutations()) {
        let link = record().to_link();
        let changed = mutated(&link, &places);
        prop_assume!(changed != link);
        prop_assert!(Record::of_link(&changed).is_err());
    }
}
