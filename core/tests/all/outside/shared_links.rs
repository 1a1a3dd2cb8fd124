//! Links to share: short, and whatever is wrong with one is said in a sentence.

use crate::common::play::deal;
use crate::common::run_of;
use crate::common::storm::{Blow, cases, storms_around_the_ledger};
use base64::engine::{Engine, general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use proptest::sample::Index;
use trading_post::id::PeerId;
use trading_post::run::{LinkError, Record, Run};
use trading_post::scenario::{Intervention, Law, Scenario};
use trading_post::time::Instant;

/// The most characters that a run of a hundred acts may take.
const MOST_CHARACTERS: usize = 2_000;

/// A run of the report's scenario to which a hundred of these blows were dealt, if so many were
/// possible.
fn played(blows: &[Blow]) -> Run {
    let mut run = run_of(&Scenario::report());
    for blow in blows.iter().cycle().take(300) {
        if run.acts().count() < 100 {
            deal(&mut run, blow);
        }
    }
    run
}

/// Acts of all kinds over six peers.
fn blows() -> impl Strategy<Value = Vec<Blow>> {
    let of_six = |(scenario, _): &(Scenario, Vec<Blow>)| scenario.peers.len() == 6;
    storms_around_the_ledger(300).prop_filter("not six peers", of_six).prop_map(|(_, blows)| blows)
}

/// The link of a short run that has a bit of everything.
fn link() -> String {
    let mut run = run_of(&Scenario { seed: 5, ..Scenario::of_size(7) });
    (0..300).for_each(|_| assert!(run.forward()));
    for peer in [6, 3, 1] {
        run.seek(100);
        let now = run.world().now();
        run.act(Intervention::Crash(PeerId(peer)), now).expect("it is up");
    }
    run.rename(run.branch_id(), "Ärger, \"zu dritt\"".to_owned());
    run.record().to_link()
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_hundred_acts_fit_into_a_link(blows in blows()) {
        let record = played(&blows).record();
        let link = record.to_link();
        prop_assert!(link.len() <= MOST_CHARACTERS, "{}", link.len());
        prop_assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
        prop_assert_eq!(Record::of_link(&link), Ok(record));
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text_is_refused(text in ".{0,200}") {
        prop_assert!(Record::of_link(&text).is_err());
    }

    #[test]
    fn any_text_of_the_format_is_refused(text in "1\\.[A-Za-z0-9_-]{0,400}") {
        prop_assert!(Record::of_link(&text).is_err());
    }

    #[test]
    fn any_other_character_anywhere_is_refused(place in any::<Index>(), other in any::<char>()) {
        let link = link();
        let mut changed: Vec<char> = link.chars().collect();
        let place = place.index(changed.len());
        prop_assume!(changed[place] != other);
        changed[place] = other;
        prop_assert!(Record::of_link(&changed.into_iter().collect::<String>()).is_err());
    }

    #[test]
    fn any_content_that_is_no_record_is_refused(json in ".{0,200}") {
        prop_assert!(Record::of_link(&carrying(json.as_bytes())).is_err());
    }
}

/// A link of the right format, intact, with anything in it.
fn carrying(json: &[u8]) -> String {
    let mut bytes = miniz_oxide::deflate::compress_to_vec(json, 10);
    bytes.extend(crc32(&bytes).to_be_bytes());
    format!("1.{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn crc32(bytes: &[u8]) -> u32 {
    let shift = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, b| (0..8).fold(crc ^ u32::from(*b), |crc, _| shift(crc)))
}

#[test]
fn every_character_of_the_alphabet_in_every_place_but_the_right_one_is_refused() {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let link = link();
    for place in 2..link.len() {
        for other in ALPHABET.iter().filter(|other| **other != link.as_bytes()[place]) {
            let mut changed = link.clone().into_bytes();
            changed[place] = *other;
            let changed = String::from_utf8(changed).expect("it is ASCII");
            assert!(Record::of_link(&changed).is_err(), "{changed}");
        }
    }
}

#[test]
fn a_link_that_is_cut_short_anywhere_says_so() {
    let link = link();
    for length in "1.".len()..link.len() {
        assert_eq!(Record::of_link(&link[..length]), Err(LinkError::CutShort), "{length}");
    }
}

#[test]
fn a_link_with_something_behind_its_end_is_refused() {
    assert!(Record::of_link(&(link() + "AAAA")).is_err());
}

#[test]
fn a_run_survives_its_link_whatever_its_scenario_is() {
    for scenario in [
        Scenario::report(),
        Scenario::of_size(40),
        Scenario { seed: u64::MAX, title: "Zwei\u{1f41f}".to_owned(), ..Scenario::of_size(2) },
        Scenario { network: Law::Fixed { us: 1 }, service_us: 7, ..Scenario::report() },
        Scenario { peers: Scenario::of_size(8).peers, ..Scenario::report() },
    ] {
        let record = run_of(&scenario).record();
        assert_eq!(Record::of_link(&record.to_link()), Ok(record));
    }
}

#[test]
fn a_record_that_no_run_has_survives_its_link_too() {
    let mut record = Record::of_link(&link()).expect("it is one");
    record.branches.reverse();
    record.branches[0].acts[0].at = Instant(3);
    record.branches[0].acts[0].step = 2;
    record.moment = 4_000_000_000;
    assert_eq!(Record::of_link(&record.to_link()), Ok(record));
}

#[test]
fn a_new_run_has_a_short_link() {
    let link = run_of(&Scenario::report()).record().to_link();
    assert!(link.len() < 80, "{link}");
}

/// Compares the sentence, without a line and a column of the JSON text.
#[track_caller]
fn check(text: &str, expected: &str) {
    let error = Record::of_link(text).expect_err("it is no record").to_string();
    assert_eq!(error.split(" at line ").next(), Some(expected));
}

#[test]
fn another_format() {
    check("", "this link is of another format: found \"\", expected \"1.\"");
    check("2.AAAA", "this link is of another format: found \"2.\", expected \"1.\"");
    check("hello, world", "this link is of another format: found \"hello, w\", expected \"1.\"");
}

#[test]
fn a_character_that_no_link_has() {
    let expected = "as its character 4, expected only letters, digits, - and _";
    check("1.AA+A", &format!("this link has '+' {expected}"));
    check("1.AAäA", &format!("this link has 'ä' {expected}"));
}

#[test]
fn a_link_without_its_end() {
    check("1.", "this link is cut short: it ends before what it holds does");
}

#[test]
fn a_damaged_link() {
    let mut link = link();
    link.replace_range(60..61, if &link[60..61] == "A" { "B" } else { "A" });
    check(&link, "this link is damaged: its checksum is wrong");
}

#[test]
fn a_link_that_swells_without_end() {
    check(
        &carrying(&vec![b' '; 2_000_000]),
        "this link is too long: it holds more than 1048576 bytes",
    );
}

#[test]
fn another_version() {
    let runs = env!("CARGO_PKG_VERSION");
    check(
        &carrying(br#"{"v":"0.0.9","fields":"of its own"}"#),
        &format!("this link is of version 0.0.9, this page runs {runs}"),
    );
}

/// A text of this version with these fields.
fn with(fields: &str) -> String {
    carrying(format!("{{\"v\":{:?},{fields}}}", env!("CARGO_PKG_VERSION")).as_bytes())
}

#[test]
fn what_is_no_run() {
    check(&carrying(b"[1"), "this link holds no run: invalid type: integer `1`, expected a string");
    check(
        &with(r#""n":6,"b":[],"m":[0,0],"q":1"#),
        "this link holds no run: unknown field `q`, \
         expected one of `v`, `n`, `s`, `b`, `m`",
    );
    check(
        &with(r#""n":6,"b":[{"x":[]}],"m":[0,0]"#),
        "this link holds no run: unknown field `x`, \
         expected one of `n`, `f`, `s`, `t`, `a`",
    );
    check(
        &with(r#""n":6,"b":[{"s":[1],"t":[1]}],"m":[0,0]"#),
        "this link holds no run: b[0]: found 1 steps and 1 times, expected 0 each, one an act",
    );
    check(
        &with(r#""n":6,"b":[{"s":[1],"t":[1],"a":[{"c":70000}]}],"m":[0,0]"#),
        "this link holds no run: b[0], act 0: crash: \
         found 70000, expected a whole number from 0 to 65535",
    );
    check(
        &with(r#""n":60000,"b":[],"m":[0,0]"#),
        "this link holds no run: n: found 60000, expected at most 1000",
    );
}

#[test]
fn a_scenario_that_makes_no_sense() {
    check(
        &with(r#""n":6,"s":{"service_us":-1},"b":[],"m":[0,0]"#),
        "this link holds a scenario that makes no sense: \
         service_us: found -1, expected 0 to 86400000000",
    );
}
