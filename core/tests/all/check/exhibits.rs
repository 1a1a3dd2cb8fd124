//! Exhibits: what breaks without a defence, and does not break with it.

use crate::common::storm::{cases, storms, strike};
use crate::common::{pass, run_of};
use proptest::prelude::*;
use proptest::sample::subsequence;
use trading_post::check::{Breach, Checks, Invariant};
use trading_post::id::PeerId;
use trading_post::market::order::Order;
use trading_post::peer::io::Timer;
use trading_post::peer::rules::{Defence, Defences};
use trading_post::run::Run;
use trading_post::scenario::{Case, Change, Exhibit, Intervention, Machine, Preset, Scenario};
use trading_post::time::{Duration, Instant};

/// The faults that other programs of this kind had, each with the exhibit that shows it.
const SEEN_ELSEWHERE: [(&str, Exhibit); 8] = [
    ("concurrent buys refused instead of ordered", Exhibit::TurnedAway),
    ("the sorted list thrown away", Exhibit::OrderOfArrival),
    ("a crash that leaves queued work running", Exhibit::WorkAfterDeath),
    ("waiting for ever after OK", Exhibit::EndlessWait),
    ("a receive that merges without ticking", Exhibit::SilentReceive),
    ("the answer before the durable write", Exhibit::AnswerBeforeDurable),
    ("requests lost during an election", Exhibit::LostRequest),
    ("two announcements from two concurrent elections", Exhibit::TwoAnnouncements),
];

fn breaches_of(run: &Run) -> Vec<Breach> {
    let mut checks = Checks::new(run.scenario());
    run.past().for_each(|event| checks.take(event));
    checks.breaches().to_vec()
}

/// What is broken by then.
fn broken(scenario: &Scenario, until: Instant) -> Vec<Breach> {
    let mut run = run_of(scenario);
    pass(&mut run, Duration(until.0)).expect("it ends");
    breaches_of(&run)
}

fn sentences(breaches: &[Breach]) -> String {
    let lines =
        breaches.iter().map(|b| format!("{} at event {}: {}", b.invariant, b.event, b.sentence));
    lines.collect::<Vec<_>>().join("\n")
}

/// What breaks in a red scenario, in order: the exhibit's own invariant, and what it brings with it.
/// What two traders write into one epoch is carried out twice and booked otherwise; money is spent for
/// a sale that was lost; and a dead trader serves a queue that is gone.
const fn broken_in(exhibit: Exhibit) -> &'static [&'static str] {
    match exhibit {
        Exhibit::AnswerBeforeDurable => &["I7", "I4"],
        Exhibit::SlowTrader => &["I1", "I3", "I7", "I6"],
        Exhibit::LateWrite => &["I3", "I1"],
        Exhibit::WorkAfterDeath => &["I11", "I10"],
        Exhibit::TurnedAway => &["I7"],
        Exhibit::CarriedOutTwice => &["I6"],
        Exhibit::Oversold => &["I5"],
        Exhibit::DoubledNotice => &["I4"],
        Exhibit::UnreadSales => &["I13"],
        Exhibit::LostRequest => &["I8"],
        Exhibit::OrderOfArrival | Exhibit::OwnEntryOrder | Exhibit::SmallestEntryOrder => &["I10"],
        Exhibit::EndlessWait | Exhibit::TwoAnnouncements => &["I2"],
        Exhibit::SilentReceive => &["I9"],
        Exhibit::LateMail => &["I11"],
    }
}

#[test]
fn without_the_defence_the_invariant_breaks_before_all_others() {
    for exhibit in Exhibit::ALL {
        let found = broken(&exhibit.red(), exhibit.until());
        let names: Vec<_> = found.iter().map(|breach| breach.invariant.name()).collect();
        assert_eq!(names.first(), Some(&exhibit.invariant().name()), "{}", exhibit.name());
        assert_eq!(names, broken_in(exhibit), "{}:\n{}", exhibit.name(), sentences(&found));
    }
}

#[test]
fn with_the_defence_nothing_breaks() {
    for exhibit in Exhibit::ALL {
        let found = broken(&exhibit.green(), exhibit.until());
        assert!(found.is_empty(), "{}, defended:\n{}", exhibit.name(), sentences(&found));
    }
}

#[test]
fn the_two_differ_in_one_thing_only() {
    for exhibit in Exhibit::ALL {
        let (red, green) = (exhibit.red(), exhibit.green());
        assert_eq!((green.defences, green.order), (Defences::ALL, Order::Sum));
        let changed = match exhibit.change() {
            Change::Without(defence) => {
                Scenario { defences: Defences::without(defence), ..green.clone() }
            }
            Change::Order(order) => Scenario { order, ..green.clone() },
        };
        assert_ne!(red, Scenario { title: red.title.clone(), ..green });
        assert_eq!(red, Scenario { title: red.title.clone(), ..changed }, "{}", exhibit.name());
    }
}

#[test]
fn all_make_sense_are_small_and_last_less_than_a_minute() {
    for exhibit in Exhibit::ALL {
        let scenario = exhibit.red();
        assert_eq!(scenario.check(), Ok(()), "{}", exhibit.name());
        assert!(scenario.peers.len() <= 6 && exhibit.until() <= Instant(60_000_000));
    }
}

#[test]
fn every_invariant_that_one_trace_can_break_has_an_exhibit() {
    // I12 takes two traces, of two machines: run/word_width.rs.
    for invariant in Invariant::ALL.into_iter().filter(|i| *i != Invariant::Replay) {
        let shown = Exhibit::ALL.into_iter().any(|exhibit| exhibit.invariant() == invariant);
        assert!(shown, "no exhibit breaks {invariant}");
    }
}

#[test]
fn every_defence_has_an_exhibit_that_lacks_it() {
    // What `WideChance` is there for takes two machines to see: run/word_width.rs.
    for defence in Defence::ALL.into_iter().filter(|defence| *defence != Defence::WideChance) {
        let lacks = |exhibit: &Exhibit| exhibit.change() == Change::Without(defence);
        assert!(Exhibit::ALL.iter().any(lacks), "no exhibit lacks {defence}");
    }
}

#[test]
fn the_faults_seen_elsewhere_are_among_them() {
    for (fault, exhibit) in SEEN_ELSEWHERE {
        assert!(matches!(exhibit.change(), Change::Without(_)), "{fault}");
        let found = broken(&exhibit.red(), exhibit.until());
        assert!(!found.is_empty(), "{fault} breaks nothing");
    }
}

#[test]
fn every_preset_is_found_by_its_name_and_no_other_is() {
    let presets = Scenario::presets();
    let machines_and_cases = Machine::ALL.len() + Case::ALL.len();
    assert_eq!(presets.len(), 1 + machines_and_cases + 4 + 2 * Exhibit::ALL.len());
    assert!(presets.is_sorted_by_key(|preset| preset.group), "group by group");
    for preset in &presets {
        assert_eq!(Scenario::preset(&preset.name).as_ref(), Some(&preset.scenario));
        assert_eq!(presets.iter().filter(|other| other.name == preset.name).count(), 1);
        let plain = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(preset.name.chars().all(plain), "{}", preset.name);
    }
    assert_eq!(Scenario::preset("report"), Some(Scenario::report()));
    let named = Scenario::preset("answer-before-durable-defended");
    assert_eq!(named, Some(Exhibit::AnswerBeforeDurable.green()));
    assert_eq!(Scenario::preset("menhir"), None);
}

#[test]
fn every_preset_has_a_title_of_its_own_and_is_known_by_its_scenario_whatever_the_seed() {
    let presets = Scenario::presets();
    for preset in &presets {
        assert_eq!(preset.title, preset.scenario.title);
        assert_eq!(presets.iter().filter(|other| other.title == preset.title).count(), 1);
        let seeded = Scenario { seed: 9, ..preset.scenario.clone() };
        assert_eq!(Preset::of(&seeded).as_ref(), Some(preset));
        let changed = Scenario { service_us: 1, ..preset.scenario.clone() };
        assert_eq!(Preset::of(&changed), None, "{}", preset.name);
    }
}

#[test]
fn a_scenario_that_names_no_defence_has_all() {
    let read = Scenario::from_json(r#"{"defences": {"fencing": true}}"#).expect("it makes sense");
    assert_eq!(read.defences, Defences::ALL);
    for exhibit in Exhibit::ALL {
        let written = exhibit.red().to_json();
        assert_eq!(Scenario::from_json(&written), Ok(exhibit.red()), "{}", exhibit.name());
    }
}

const TRADER: PeerId = PeerId(5);

/// The trader's crash at one moment: whether it had answered and not yet written, and what broke.
struct Crash {
    between: bool,
    broken: Vec<Invariant>,
}

fn crash(scenario: &Scenario, steps: usize) -> Crash {
    let mut run = run_of(scenario);
    pass(&mut run, Duration::from_millis(3_000)).expect("it goes on");
    for _ in 0..steps {
        run.forward();
    }
    let timers = &run.world().node(TRADER).timers;
    let between = timers.iter().any(|running| running.timer == Timer::Write);
    run.act(Intervention::Crash(TRADER), run.world().now()).expect("it is up");
    pass(&mut run, Duration::from_millis(5_000)).expect("it ends");
    Crash { between, broken: breaches_of(&run).iter().map(|breach| breach.invariant).collect() }
}

/// The trader crashes at each of so many moments.
fn crashes(scenario: &Scenario) -> impl Iterator<Item = Crash> {
    (0..150).map(|steps| crash(scenario, steps))
}

/// A preset in which nothing is planned, and in which nothing breaks by itself.
#[track_caller]
fn quiet(name: &str) -> Scenario {
    let scenario = Scenario::preset(name).expect("there is such a preset");
    assert!(scenario.faults.is_empty());
    let found = broken(&scenario, Instant(60_000_000));
    assert!(found.is_empty(), "nobody has done anything:\n{}", sentences(&found));
    scenario
}

#[test]
fn without_durable_answers_a_sale_is_lost_if_the_trader_dies_between_answer_and_write() {
    let scenario = quiet("without-durable-answers");
    let crashes: Vec<_> = crashes(&scenario).collect();
    assert!(crashes.iter().any(|crash| crash.between));
    for Crash { between, broken } in crashes {
        assert_eq!(broken.first() == Some(&Invariant::Durable), between, "{broken:?}");
        assert_eq!(broken.is_empty(), !between, "{broken:?}");
    }
}

#[test]
fn with_durable_answers_no_sale_is_lost_whenever_the_trader_dies() {
    let scenario = quiet("without-durable-answers-defended");
    assert!(crashes(&scenario).all(|crash| crash.broken.is_empty()));
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn whatever_defences_are_missing_a_run_goes_on_to_its_end(
        (scenario, blows) in storms(16),
        missing in subsequence(Defence::ALL.to_vec(), 0..=Defence::ALL.len()),
    ) {
        let mut scenario = scenario;
        missing.into_iter().for_each(|defence| scenario.defences.set(defence, false));
        let mut run = run_of(&scenario);
        for blow in &blows {
            strike(&mut run, blow).map_err(TestCaseError::fail)?;
        }
        pass(&mut run, Duration::from_millis(5_000)).map_err(TestCaseError::fail)?;
        let found = breaches_of(&run);
        prop_assert!(found.iter().all(|breach| breach.event < run.trace().len()));
    }
}
