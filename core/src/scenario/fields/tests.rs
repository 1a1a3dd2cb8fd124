use super::*;
use crate::peer::rules::{Algorithm, Defence, RingOrder};
use crate::scenario::{
    DetectorRules, Disturbance, Intervention, Law, Links, Planned, Rule, Scenario,
};
use crate::time::Duration;
use choice::name_of;

/// Scenarios in which every field stands somewhere.
fn scenarios() -> Vec<Scenario> {
    let us = Duration;
    let crash = Intervention::Crash(crate::id::PeerId(5));
    let report = || Scenario {
        faults: vec![Planned { at_us: 5, act: crash.clone() }],
        ..Scenario::report()
    };
    let order = RingOrder::Shuffled { by: 7 };
    vec![
        report(),
        Scenario {
            detector: DetectorRules::Heartbeat { every_us: us(1), silence_us: us(2) },
            election: Algorithm::Ring { order },
            ..report()
        },
        Scenario {
            detector: DetectorRules::Accrual { every_us: us(1), phi: 8, floor_us: us(1) },
            election: Algorithm::Ring { order: RingOrder::Rising },
            ..report()
        },
    ]
}

/// The places of a value at which something stands that has no parts.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (name, part) in entries {
                let dot = if place.is_empty() { "" } else { "." };
                leaves(part, &format!("{place}{dot}{name}"), found);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                leaves(item, &format!("{place}[{i}]"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.push(place.to_owned());
        }
    }
}

#[test]
fn every_value_of_a_scenario_belongs_to_a_field_and_every_field_has_one() {
    let mut places = Vec::new();
    for scenario in scenarios() {
        leaves(&serde_json::to_value(scenario).expect("plain data"), "", &mut places);
    }
    for place in &places {
        let field = Field::of(place).unwrap_or_else(|| panic!("no field for {place}"));
        let whole = without_numbers(place) == field.path;
        let has_parts = matches!(field.kind, Kind::Law { .. } | Kind::Act);
        assert!(whole || has_parts, "{place} is only a part of {}", field.path);
    }
    for field in Field::all() {
        let stands = places.iter().any(|place| field.holds(&without_numbers(place)));
        assert!(stands, "{} stands nowhere", field.path);
    }
}

#[test]
fn every_defence_is_a_switch_with_its_own_name() {
    let paths: Vec<_> = Section::Defences.fields().iter().map(|field| field.path).collect();
    let names = Defence::ALL.map(|defence| format!("defences.{}", defence.name()));
    assert_eq!(paths, names);
}

#[test]
fn every_field_is_told_in_a_sentence() {
    for field in Field::all() {
        assert!(field.sentence.ends_with('.') && field.name.len() < 30, "{}", field.path);
    }
}

#[test]
fn what_stands_in_a_field_is_read_as_it_is_shown() {
    for scenario in scenarios() {
        let value = serde_json::to_value(&scenario).expect("plain data");
        for (place, pointer) in [
            ("commission_per_mille", "/commission_per_mille"),
            ("timeouts.ok_us", "/timeouts/ok_us"),
            ("goods[1].price_cents", "/goods/1/price_cents"),
            ("seed", "/seed"),
            ("title", "/title"),
        ] {
            let (field, stands) = (Field::of(place).expect("a field"), value.pointer(pointer));
            let stands = stands.expect("it stands there");
            assert_eq!(field.read(place, &field.show(stands)), Ok(stands.clone()), "{place}");
        }
    }
}

#[track_caller]
fn typed(place: &str, text: &str) -> String {
    let field = Field::of(place).expect("there is such a field");
    field.read(place, text).expect_err("it cannot stand there").beside()
}

#[test]
fn what_cannot_stand_in_a_field_is_told_in_its_unit() {
    assert_eq!(
        typed("goods[2].price_cents", "0"),
        "Found 0.00 coins, expected 0.01 to 1,000,000.00 coins."
    );
    assert_eq!(typed("service_us", "-1"), "Found -1 ms, expected 0 ms to a day.");
    assert_eq!(
        typed("network.fixed.us", "soon"),
        "Found \"soon\", expected a number of ms with at most 3 decimals, 0.001 ms to a day."
    );
    assert_eq!(
        typed("peers[0].seller.stock", "1.5"),
        "Found \"1.5\", expected a whole number of pieces, 1 to 1,000,000 pieces."
    );
}

#[test]
fn a_checks_problem_is_told_in_the_fields_unit_too() {
    let mut scenario = Scenario::report();
    scenario.timeouts.ok_us = 129_999;
    let problems = scenario.check().expect_err("too short").0;
    assert_eq!(
        problems[0].beside(),
        "Found 129.999 ms, expected 130 ms to a day \
         (at least two latencies and the processing time)."
    );
}

/// Whatever the network is like, each choice that fits it makes sense.
#[test]
fn what_is_chosen_fits_the_rest_of_the_scenario() {
    for network in [1, 300, 60_000, 2_000_000].map(|us| Law::Fixed { us }) {
        let detector = DetectorRules::Heartbeat {
            every_us: Duration::from_millis(1_000),
            silence_us: Duration::from_millis(9_000),
        };
        let mut plain = Scenario { network, detector, ..Scenario::report() };
        let timeouts = &mut plain.timeouts;
        (timeouts.ok_us, timeouts.coordinator_us) = (5_000_000, 10_000_000);
        (timeouts.notice_us, timeouts.answer_us) = (5_000_000, 10_000_000);
        let now = serde_json::to_value(&plain).expect("plain data");
        for (chooser, name) in [
            (Chooser::Detector, "detector"),
            (Chooser::Election, "election"),
            (Chooser::Order, "order"),
            (Chooser::Clocks, "clocks"),
        ] {
            for choice in chooser.choices(&plain, &now[name]) {
                let mut chosen = now.clone();
                chosen[name] = choice.value.clone();
                let scenario: Scenario = serde_json::from_value(chosen).expect("it is one");
                assert_eq!(scenario.check(), Ok(()), "{name}: {} {network:?}", choice.name());
            }
        }
    }
}

#[test]
fn another_law_keeps_the_bounds() {
    let now = serde_json::json!({"uniform": {"min_us": 3, "max_us": 7}});
    let laws = Chooser::Law.choices(&Scenario::report(), &now);
    let values: Vec<_> = laws.iter().map(|law| law.value.to_string()).collect();
    assert_eq!(values[0], "{\"fixed\":{\"us\":7}}");
    assert_eq!(name_of(&laws[2].value), "skewed");
    assert!(laws[1].stands(&now) && !laws[0].stands(&now));
}

#[test]
fn a_peer_that_changes_its_role_keeps_its_good() {
    let now = serde_json::json!({"buyer": {"wants": "boar"}});
    let roles = Chooser::Role.choices(&Scenario::report(), &now);
    assert_eq!(roles[0].value["seller"]["item"], "boar");
}

#[test]
fn a_lossy_link_in_a_planned_fault_belongs_to_what_is_done() {
    let rule = Rule { links: Links::AllPeers, disturbance: Disturbance::Lose { per_mille: 0 } };
    let mut scenario = Scenario::report();
    scenario.faults = vec![Planned { at_us: 0, act: Intervention::Disturb(rule) }];
    let problems = scenario.check().expect_err("it loses nothing").0;
    assert_eq!(Field::of(&problems[0].field).map(|field| field.path), Some("faults[].act"));
}
