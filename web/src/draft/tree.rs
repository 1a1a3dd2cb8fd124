//! Places in a value of JSON: `goods[1].price_cents`.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What stands at a place.
pub fn at<'a>(value: &'a Value, place: &str) -> Option<&'a Value> {
    value.pointer(&pointer(place))
}

/// The same, to be changed.
pub fn at_mut<'a>(value: &'a mut Value, place: &str) -> Option<&'a mut Value> {
    value.pointer_mut(&pointer(place))
}

/// `goods[1].price_cents` as `/goods/1/price_cents`.
fn pointer(place: &str) -> String {
    format!("/{}", place.replace('[', "/").replace(']', "").replace('.', "/"))
}

/// Whether a place is another one, or a part of it.
pub fn is_in(place: &str, whole: &str) -> bool {
    let rest = place.strip_prefix(whole);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The places at which two values differ. Where a choice differs, or the length of a list, that is one
/// difference, whatever its parts are.
pub fn differences(one: &Value, other: &Value) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    differ(one, other, String::new(), &mut places);
    places
}

fn differ(one: &Value, other: &Value, place: String, places: &mut BTreeSet<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) if same_parts(a, b) => {
            for (name, part) in a {
                let dot = if place.is_empty() { "" } else { "." };
                differ(part, &b[name], format!("{place}{dot}{name}"), places);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for (i, (part, other)) in a.iter().zip(b).enumerate() {
                differ(part, other, format!("{place}[{i}]"), places);
            }
            if a.len() != b.len() {
                places.insert(place);
            }
        }
        (one, other) => {
            if one != other {
                places.insert(place);
            }
        }
    }
}

fn same_parts(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    one.len() == other.len() && one.keys().all(|name| other.contains_key(name))
}
