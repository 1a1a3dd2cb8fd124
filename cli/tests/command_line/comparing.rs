//! What is compared, as a person and as a program reads it.

use super::Shell;
use serde_json::Value;
use trading_post::compare::{Detection, Eligible};
use trading_post::market::order::Order;
use trading_post::peer::rules::{Algorithm, ClockScope};

const TWO: &str = "compare --kill 5@10s --until 20s --with election=bully --with election=ring";

#[test]
fn two_choices_are_told_side_by_side_and_in_a_sentence() {
    let told = Shell::new().prints(TWO);
    let head = told.lines().next().unwrap_or_default();
    assert!(head.contains("Bully") && head.contains("Ring"), "{told}");
    let differing = told.lines().find(|line| line.contains("Messages of elections"));
    assert!(differing.is_some_and(|line| line.trim_end().ends_with('≠')), "{told}");
    assert!(
        told.contains("Bully needed ") && told.contains(" messages for elections, ring "),
        "{told}"
    );
}

#[test]
fn a_single_choice_is_held_against_the_scenario_as_it_is() {
    let told = Shell::new().prints("compare --until 5s --with clocks=trade");
    let head = told.lines().next().unwrap_or_default();
    let titles = ["Clocks that count everything", "Clocks that count trade"];
    assert!(titles.iter().all(|title| head.contains(title)), "{told}");
}

#[test]
fn a_comparison_is_told_as_json_and_leaves_a_table() {
    let shell = Shell::new();
    let json = shell.prints(&format!("{TWO} --json --csv tables/compared.csv"));
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!([&json["seed"], &json["time_us"]], [&Value::from(77), &Value::from(20_000_000)]);
    let ring = &json["choices"][1];
    assert_eq!(ring["choice"], "election=ring");
    let table = shell.read("tables/compared.csv");
    let ring = ring["measures"]["messages"].to_string();
    assert!(table.lines().nth(2).is_some_and(|row| row.starts_with("election=ring,")), "{table}");
    assert!(table.contains(&format!(",{ring},")), "{table}");
}

#[test]
fn what_cannot_be_chosen_is_refused_with_what_could_be() {
    let shell = Shell::new();
    shell.refuses(
        "compare --with election=menhir",
        "found \"election=menhir\", expected election= and one of bully, report,",
    );
    shell.refuses("compare", "--with <CHOICE>");
}

#[test]
fn the_help_names_all_that_can_be_chosen() {
    fn words<T: Eligible>() -> impl Iterator<Item = &'static str> {
        T::ALL.iter().map(|eligible| eligible.word())
    }
    let help = Shell::new().prints("compare --help");
    let all = words::<Algorithm>().chain(words::<Detection>());
    for word in all.chain(words::<Order>()).chain(words::<ClockScope>()) {
        assert!(help.contains(word), "{word}");
    }
}
