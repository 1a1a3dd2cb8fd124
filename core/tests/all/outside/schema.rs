//! The schema of a scenario and the list of its fields say the same.

use serde_json::{Value, json};
use trading_post::export::{RUN_SCHEMA, scenario_schema};
use trading_post::scenario::Scenario;
use trading_post::scenario::fields::{Field, Kind};

/// The pointer to what the schema says of a field.
fn pointer(schema: &Value, field: &Field) -> String {
    let steps = field.path.replace("[]", ".[]");
    steps.split('.').fold("/$defs/scenario".to_owned(), |at, step| {
        let at = without_ref(schema, at);
        let found = ways(schema, &at).into_iter().map(|way| match step {
            "[]" => format!("{way}/items"),
            name => format!("{way}/properties/{name}"),
        });
        let mut found = found.filter(|place| schema.pointer(place).is_some());
        found.next().unwrap_or_else(|| panic!("the schema has no {}", field.path))
    })
}

/// The place to which a reference leads.
fn without_ref(schema: &Value, at: String) -> String {
    let leads_to = schema.pointer(&at).and_then(|node| node["$ref"].as_str());
    leads_to.map_or(at, |place| place.trim_start_matches('#').to_owned())
}

/// The place itself, and what it can be one of.
fn ways(schema: &Value, at: &str) -> Vec<String> {
    let alternatives = schema.pointer(at).and_then(|node| node["oneOf"].as_array());
    let count = alternatives.map_or(0, Vec::len);
    let alternatives = (0..count).map(|i| format!("{at}/oneOf/{i}"));
    [at.to_owned()].into_iter().chain(alternatives).collect()
}

/// What a schema should say of a field.
fn said(field: &Field) -> Vec<(&'static str, Value)> {
    let mut said = vec![("title", json!(field.name)), ("description", json!(field.sentence))];
    match field.kind {
        Kind::Number { min, max } => {
            said.extend([("minimum", min.into()), ("maximum", max.into())])
        }
        Kind::Seed => said.extend([("minimum", 0.into()), ("maximum", u64::MAX.into())]),
        Kind::Text { most } => said.push(("maxLength", most.into())),
        Kind::List { min, max } => {
            said.extend([("minItems", min.into()), ("maxItems", max.into())])
        }
        Kind::Law { .. } | Kind::Good | Kind::Switch | Kind::Choice(_) | Kind::Act => {}
    }
    said
}

#[test]
fn the_schema_says_of_every_field_what_the_list_says() {
    let schema: Value = serde_json::from_str(RUN_SCHEMA).expect("it is JSON");
    for field in Field::all() {
        let place = pointer(&schema, field);
        let node = schema.pointer(&place).expect("it was found");
        for (what, said) in said(field) {
            assert_eq!(node[what], said, "{}: {what}", field.path);
        }
    }
}

#[test]
fn all_scenarios_are_as_the_schema_says() {
    let schema = serde_json::from_str(&scenario_schema()).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let drawn = (0..100).map(Scenario::drawn);
    let presets = Scenario::presets().into_iter().map(|preset| preset.scenario);
    for scenario in presets.chain(drawn) {
        let value = serde_json::to_value(&scenario).expect("it is plain data");
        if let Err(error) = validator.validate(&value) {
            panic!("{}: {error}", scenario.title);
        }
    }
    assert!(!validator.is_valid(&json!({"defences": {"courage": true}})));
    assert!(!validator.is_valid(&json!({"service_us": -1})));
}
