//! One scenario under several choices: what is compared is what happened, and only what was chosen differs.

use trading_post::compare::{Choice, Compared, Comparison, End, Measure, Row};
use trading_post::figures::election_messages;
use trading_post::id::PeerId;
use trading_post::run::Run;
use trading_post::scenario::{Exhibit, Intervention, Planned, Scenario};
use trading_post::time::Instant;
use trading_post::world::Event;

const HALF_A_MINUTE: Instant = Instant(30_000_000);

fn choices(words: &[&str]) -> Vec<Choice> {
    words.iter().map(|words| words.parse().expect("it is a choice")).collect()
}

/// The highest peer dies after ten seconds.
fn death() -> Planned {
    Planned { at_us: 10_000_000, act: Intervention::Crash(PeerId(5)) }
}

fn comparison(scenario: &Scenario, words: &[&str], acts: &[Planned], end: End) -> Comparison {
    Comparison::new(scenario, &choices(words), acts, end).expect("it makes sense")
}

fn compared(scenario: &Scenario, words: &[&str], acts: &[Planned], until: Instant) -> Compared {
    comparison(scenario, words, acts, End::At(until)).finish()
}

fn rows(compared: &Compared) -> Vec<Row> {
    compared.each().map(|(_, row)| *row).collect()
}

/// The events of one choice, played as a run of its own.
fn events(words: &str, acts: &[Planned], until: Instant) -> Vec<Event> {
    let scenario = choices(&[words])[0].of(&Scenario::report(), acts);
    let mut run = Run::new(scenario).expect("it makes sense");
    assert!(run.run_until(until, usize::MAX));
    run.past().copied().collect()
}

#[test]
fn what_is_compared_is_what_happens_in_a_run_of_each_choice() {
    let words = ["as-it-is", "election=ring", "election=modified-bully"];
    let compared = compared(&Scenario::report(), &words, &[death()], HALF_A_MINUTE);
    for (words, row) in words.into_iter().zip(rows(&compared)) {
        let events = events(words, &[death()], HALF_A_MINUTE);
        assert_eq!(row.of(Measure::ElectionMessages), Some(election_messages(&events)), "{words}");
    }
    assert!(compared.differs(Measure::ElectionMessages));
}

#[test]
fn a_scenario_beside_itself_differs_in_nothing() {
    let compared =
        compared(&Scenario::report(), &["as-it-is", "election=bully"], &[death()], HALF_A_MINUTE);
    assert!(Measure::ALL.into_iter().all(|measure| !compared.differs(measure)));
    assert_eq!(compared.sentences(), ["The choices have made no difference so far."]);
}

#[test]
fn a_comparison_in_any_slices_comes_to_the_same() {
    for end in [End::At(HALF_A_MINUTE), End::Events(2_000)] {
        let words = ["election=bully", "election=ring", "detector=heartbeat"];
        let whole = comparison(&Scenario::report(), &words, &[death()], end);
        let mut sliced = whole.clone();
        let in_slices = std::iter::repeat_with(|| sliced.go_on(7)).find_map(|done| done);
        assert_eq!(in_slices, Some(whole.finish()));
    }
}

#[test]
fn without_a_trader_is_from_its_death_until_the_next_one_has_opened_its_epoch() {
    let until =
        |at: u64| rows(&compared(&Scenario::report(), &["as-it-is"], &[death()], Instant(at)))[0];
    let (before, after) = (until(10_000_000), until(30_000_000));
    let first = before.of(Measure::FirstTrader).expect("there was a trader");
    assert_eq!(before.of(Measure::WithoutTrader), Some(first));
    let gap = after.of(Measure::WithoutTrader).expect("it is measured") - first;
    assert!((300_000..3_000_000).contains(&gap), "{gap}");
    let begun = until(10_200_000).of(Measure::WithoutTrader);
    assert_eq!(begun, Some(first + 200_000), "nobody trades yet");
}

#[test]
fn what_a_missing_defence_doubles_is_counted_and_told_first() {
    let exhibit = Exhibit::CarriedOutTwice;
    let words = ["as-it-is", "without=request-table"];
    let compared = compared(&exhibit.green(), &words, &[], exhibit.until());
    let [green, red] = rows(&compared)[..] else { panic!("there are two") };
    assert_eq!(green.of(Measure::DoubledSales), Some(0));
    assert_eq!(green.of(Measure::Breaches), Some(0));
    assert!(red.of(Measure::DoubledSales) > Some(0));
    assert!(red.of(Measure::Breaches) > Some(0));
    let told = compared.sentences().remove(0);
    assert!(
        told.starts_with("With request table broke 0 invariants, without request table "),
        "{told}"
    );
}

#[test]
fn a_request_that_is_lost_in_an_election_is_a_lost_answer() {
    let exhibit = Exhibit::LostRequest;
    let words = ["as-it-is", "without=repeated-requests"];
    let compared = compared(&exhibit.green(), &words, &[], exhibit.until());
    let lost = rows(&compared).into_iter().map(|row| row.of(Measure::LostAnswers));
    let lost: Vec<_> = lost.collect();
    assert_eq!(lost[0], Some(0));
    assert!(lost[1] > Some(0));
}

#[test]
fn clocks_of_trade_alone_cost_less() {
    let words = ["clocks=everything", "clocks=trade"];
    let compared = compared(&Scenario::report(), &words, &[], HALF_A_MINUTE);
    let [everything, trade] = rows(&compared)[..] else { panic!("there are two") };
    assert!(everything.of(Measure::ClockBytes) > trade.of(Measure::ClockBytes));
    // An entry for each of six peers, at four bytes.
    assert_eq!(trade.of(Measure::ClockBytes).map(|bytes| bytes % 24), Some(0));
    assert_eq!(
        everything.of(Measure::ClockBytes),
        everything.of(Measure::Messages).map(|n| 24 * n)
    );
}

#[test]
fn an_act_that_is_not_possible_comes_to_nothing() {
    let twice = [death(), death()];
    let [once, twice] = [&twice[..1], &twice[..]]
        .map(|acts| compared(&Scenario::report(), &["election=ring"], acts, HALF_A_MINUTE));
    assert_eq!(rows(&once), rows(&twice));
}

#[test]
fn a_comparison_is_written_for_programs_with_a_row_for_each_choice() {
    let words = ["election=bully", "election=ring,detector=heartbeat"];
    let compared = compared(&Scenario::report(), &words, &[], Instant::START);
    let csv = compared.table().csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("choice,first_trader_us,without_trader_us,elections,"), "{csv}");
    assert!(lines[1].starts_with("election=bully,,0,"), "{csv}");
    assert!(lines[2].starts_with("\"election=ring,detector=heartbeat\",,0,"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&compared.json()).expect("it is JSON");
    assert_eq!(json["choices"][1]["title"], "Ring, heartbeats");
    assert_eq!(json["choices"][1]["measures"]["first_trader_us"], serde_json::Value::Null);
}

#[test]
fn a_scenario_that_makes_no_sense_is_refused() {
    let scenario = Scenario { service_us: -1, ..Scenario::report() };
    let problems = Comparison::new(&scenario, &choices(&["as-it-is"]), &[], End::Events(1));
    assert!(problems.is_err_and(|problems| problems.to_string().contains("service_us")));
}
