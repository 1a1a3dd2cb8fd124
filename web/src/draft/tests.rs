use super::*;
use trading_post::id::PeerId;
use trading_post::peer::rules::Defence;
use trading_post::scenario::{Intervention, Law, Planned, Stall};

fn draft() -> Draft {
    Draft::of(&Scenario::report())
}

fn typed(place: &str, text: &str) -> Edit {
    Edit::Type { place: place.to_owned(), text: text.to_owned() }
}

fn chosen(place: &str, name: &str) -> Edit {
    Edit::Choose { place: place.to_owned(), name: name.to_owned() }
}

fn edited(edits: impl IntoIterator<Item = Edit>) -> Draft {
    let mut draft = draft();
    edits.into_iter().for_each(|edit| draft.edit(edit));
    draft
}

/// The scenario of a draft in which nothing is wrong.
#[track_caller]
fn scenario(draft: &Draft) -> Scenario {
    draft.scenario().expect("nothing is wrong").clone()
}

fn field(place: &str) -> &'static Field {
    Field::of(place).expect("there is such a field")
}

#[test]
fn a_draft_nobody_touched_is_the_scenario_on_screen() {
    assert_eq!(draft().counts(), (0, 0));
    assert_eq!(scenario(&draft()), Scenario::report());
}

#[test]
fn milliseconds_that_are_typed_are_exact_to_the_microsecond() {
    let draft = edited([typed("service_us", "150.001")]);
    assert_eq!(scenario(&draft).service_us, 150_001);
    assert_eq!(draft.text(field("service_us"), "service_us"), "150.001");
    assert!(draft.changed("service_us") && !draft.changed("seed"));
    assert_eq!(draft.counts_in(Section::Trade), (1, 0));
}

#[test]
fn a_text_stays_as_it_is_typed_until_it_is_whole() {
    let draft = edited([typed("service_us", "1.")]);
    assert_eq!(draft.text(field("service_us"), "service_us"), "1.");
    assert_eq!(scenario(&draft).service_us, 1_000);
}

#[test]
fn all_that_is_wrong_is_told_beside_its_field_at_once() {
    let draft = edited([
        typed("seed", "seven"),
        typed("timeouts.ok_us", "100"),
        typed("goods[0].price_cents", "0"),
    ]);
    assert_eq!(
        draft.problem("seed").as_deref(),
        Some("Found \"seven\", expected a whole number, 0 to 18446744073709551615.")
    );
    assert_eq!(
        draft.problem("timeouts.ok_us").as_deref(),
        Some(
            "Found 100 ms, expected 130 ms to a day \
             (at least two latencies and the processing time)."
        )
    );
    assert!(draft.problem("goods[0].price_cents").is_some());
    assert_eq!((draft.counts(), draft.counts_in(Section::Market)), ((3, 3), (1, 1)));
    assert!(draft.scenario().is_err());
}

#[test]
fn what_was_mended_is_wrong_no_more() {
    let draft = edited([typed("seed", "seven"), typed("seed", "7")]);
    assert_eq!(scenario(&draft).seed, 7);
}

#[test]
fn a_number_typed_back_is_no_change() {
    let draft = edited([typed("service_us", "5"), typed("service_us", "200")]);
    assert_eq!(draft.counts(), (0, 0));
}

#[test]
fn another_detector_is_one_change_and_fits_the_network() {
    let draft = edited([chosen("detector", "heartbeat")]);
    assert_eq!(draft.counts(), (1, 0));
    assert!(draft.at("detector.heartbeat.every_us").is_some());
    assert!(draft.at("detector.on_demand.pong_us").is_none());
    assert!(draft.changed("detector") && draft.changed("detector.heartbeat.every_us"));
}

#[test]
fn choosing_what_stands_there_already_changes_nothing() {
    assert_eq!(edited([chosen("detector", "on_demand")]), draft());
}

#[test]
fn a_law_is_chosen_and_its_bounds_typed() {
    let draft = edited([chosen("network", "skewed"), typed("network.skewed.min_us", "1.5")]);
    assert_eq!(scenario(&draft).network, Law::Skewed { min_us: 1_500, max_us: 60_000 });
}

#[test]
fn what_was_typed_for_one_law_is_forgotten_with_it() {
    let draft = edited([
        typed("network.uniform.min_us", "soon"),
        chosen("network", "fixed"),
        chosen("network", "uniform"),
    ]);
    assert_eq!(draft.counts().1, 0);
}

#[test]
fn a_defence_is_taken_away() {
    let place = "defences.fencing".to_owned();
    let draft = edited([Edit::Switch { place, on: false }]);
    assert!(!scenario(&draft).defences.has(Defence::Fencing));
    assert_eq!(summary(Section::Defences, draft.read()), "14 of 15");
}

#[test]
fn peers_come_and_go_and_change_their_roles() {
    let draft = edited([
        Edit::AddPeer,
        Edit::Remove { list: "peers".to_owned(), item: 0 },
        chosen("peers[0]", "seller"),
        typed("peers[0].seller.stock", "9"),
    ]);
    let scenario = scenario(&draft);
    assert_eq!(scenario.peers.len(), 6);
    assert_eq!(scenario.peers[0], Stall::Seller { item: "salt".to_owned(), stock: 9 });
}

#[test]
fn what_was_typed_behind_an_item_that_went_stands_beside_no_other() {
    let draft = edited([
        typed("peers[2].seller.stock", "many"),
        Edit::Remove { list: "peers".to_owned(), item: 1 },
    ]);
    assert_eq!(draft.counts().1, 0);
}

#[test]
fn any_number_of_peers_in_the_reports_pattern_makes_sense() {
    let draft = edited([Edit::Pattern(50)]);
    assert_eq!(
        scenario(&draft),
        Scenario { title: Scenario::report().title, ..Scenario::of_size(50) }
    );
}

#[test]
fn a_good_more_has_a_name_of_its_own() {
    let draft = edited([Edit::AddGood, Edit::AddGood, Edit::AddGood]);
    assert_eq!(scenario(&draft).goods.len(), 6);
}

#[test]
fn a_good_that_goes_is_missed_by_those_who_trade_in_it() {
    let draft = edited([Edit::Remove { list: "goods".to_owned(), item: 1 }]);
    let problem = draft.problem("peers[0].seller.item").expect("nobody sells what is not there");
    assert!(problem.contains("one of the goods: fish, boar"), "{problem}");
}

#[test]
fn a_fault_is_planned_and_its_time_mended() {
    let act = Intervention::Crash(PeerId(9));
    let mut draft = edited([
        Edit::Plan(Box::new(Planned { at_us: 1_000, act })),
        typed("faults[0].at_us", "2500"),
    ]);
    let problem = draft.problem_in("faults[0]").expect("there is no peer 9");
    assert!(problem.contains("a peer from 0 to 5"), "{problem}");
    draft.edit(Edit::Pattern(10));
    assert_eq!(scenario(&draft).faults[0].at_us, 2_500_000);
}

#[test]
fn reset_takes_back_all_of_it() {
    let draft = edited([typed("seed", "x"), Edit::Pattern(9), Edit::AddGood, Edit::Reset]);
    assert_eq!(draft, Draft::of(&Scenario::report()));
}

#[test]
fn another_seed_on_screen_leaves_the_draft_what_was_written() {
    let draft = edited([typed("service_us", "5"), typed("seed", "1")]);
    let seeded = draft.onto(&Scenario { seed: 8, ..Scenario::report() });
    assert_eq!((scenario(&seeded).seed, scenario(&seeded).service_us), (8, 5_000));
    assert_eq!(seeded.counts(), (1, 0));
}

#[test]
fn another_scenario_on_screen_ends_the_draft() {
    let draft = edited([typed("service_us", "5")]);
    assert_eq!(draft.onto(&Scenario::of_size(9)), Draft::of(&Scenario::of_size(9)));
}

#[test]
fn a_scenario_that_makes_no_sense_can_be_written_on() {
    let mut wrong = Scenario::report();
    (wrong.goods[0].price_cents, wrong.timeouts.ok_us) = (-5, 1);
    let draft = Draft::with(&wrong, &Scenario::report());
    assert_eq!(draft.counts(), (2, 2));
    assert_eq!(draft.text(field("goods[0].price_cents"), "goods[0].price_cents"), "-0.05");
}

#[test]
fn nonsense_from_a_page_changes_nothing() {
    let edits = [
        chosen("nowhere", "fixed"),
        chosen("network", "lottery"),
        Edit::Remove { list: "peers".to_owned(), item: 99 },
        Edit::Remove { list: "title".to_owned(), item: 0 },
        Edit::Switch { place: "defences.courage".to_owned(), on: true },
    ];
    assert_eq!(edited(edits), draft());
}

#[test]
fn each_section_is_summed_up() {
    let told: Vec<_> =
        Section::ALL.map(|section| summary(section, &Scenario::report())).into_iter().collect();
    assert_eq!(
        told,
        [
            "The report's six peers, seed 77",
            "2 sell, 4 buy: fish, salt, boar",
            "commission 20 %, thinks 200 to 600 ms, serves in 200 ms",
            "30 to 60 ms, ledger 25 ms",
            "T 130 ms, T' 300 ms, answer 3000 ms",
            "on demand, every 1000 ms",
            "bully",
            "sum of the entries; clocks count everything",
            "all 15",
            "none",
        ]
    );
}
