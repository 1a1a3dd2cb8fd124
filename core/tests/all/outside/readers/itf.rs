//! What Apalache's ADR 015 demands of a trace: its fields, and values of one type each.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Reads a trace, and gives how many states it has.
pub fn read(text: &str) -> Result<usize, String> {
    let trace: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if trace["#meta"]["format"] != "ITF" {
        return Err("it is no ITF".to_owned());
    }
    let vars = trace["vars"].as_array().ok_or("no vars")?;
    let vars: BTreeSet<&str> = vars.iter().filter_map(Value::as_str).collect();
    let states = trace["states"].as_array().filter(|all| !all.is_empty()).ok_or("no states")?;
    let mut first = None;
    for (index, state) in states.iter().enumerate() {
        let state = state.as_object().ok_or("a state is no object")?;
        if state["#meta"]["index"] != index {
            return Err(format!("state {index} has another index"));
        }
        let names: BTreeSet<&str> = state.keys().map(String::as_str).collect();
        let names: BTreeSet<&str> = names.into_iter().filter(|name| *name != "#meta").collect();
        if names != vars {
            return Err(format!("state {index} has the variables {names:?}"));
        }
        let kind = kind_of_state(state)?;
        let first = first.get_or_insert_with(|| kind.clone());
        if !fits(&kind, first) {
            return Err(format!("state {index} is of another type: {kind}, not {first}"));
        }
    }
    Ok(states.len())
}

fn kind_of_state(state: &Map<String, Value>) -> Result<String, String> {
    let fields = state.iter().filter(|(name, _)| *name != "#meta");
    let kinds: Result<Vec<String>, String> =
        fields.map(|(name, value)| Ok(format!("{name}: {}", kind(value)?))).collect();
    Ok(kinds?.join(", "))
}

/// Of an empty list nothing is known: it fits any.
fn fits(one: &str, other: &str) -> bool {
    let plain = |kind: &str| {
        let mut plain = String::new();
        let mut depth = 0;
        for letter in kind.chars() {
            depth -= i32::from(letter == ')');
            if depth == 0 {
                plain.push(letter);
            }
            depth += i32::from(letter == '(');
        }
        plain
    };
    plain(one) == plain(other)
}

/// The type of a value, written down.
fn kind(value: &Value) -> Result<String, String> {
    match value {
        Value::Bool(_) => Ok("Bool".to_owned()),
        Value::String(_) => Ok("Str".to_owned()),
        Value::Number(number) => {
            let safe = number.as_i64().is_some_and(|n| n.unsigned_abs() < 1 << 53);
            if safe { Ok("Int".to_owned()) } else { Err(format!("{number} is no safe integer")) }
        }
        Value::Array(items) => Ok(format!("Seq({})", one_kind(items)?)),
        Value::Object(fields) => object(fields),
        Value::Null => Err("null is no value".to_owned()),
    }
}

fn object(fields: &Map<String, Value>) -> Result<String, String> {
    let list = |value: &Value| value.as_array().cloned().ok_or(format!("{value} is no list"));
    if let Some(items) = fields.get("#set") {
        return Ok(format!("Set({})", one_kind(&list(items)?)?));
    }
    if let Some(pairs) = fields.get("#map") {
        let pairs: Result<Vec<Vec<Value>>, String> = list(pairs)?.iter().map(list).collect();
        let pairs = pairs?;
        if pairs.iter().any(|pair| pair.len() != 2) {
            return Err("a map has something else than pairs".to_owned());
        }
        let side = |i: usize| pairs.iter().map(|pair| pair[i].clone()).collect::<Vec<_>>();
        return Ok(format!("Map({} -> {})", one_kind(&side(0))?, one_kind(&side(1))?));
    }
    let kinds: Result<Vec<String>, String> =
        fields.iter().map(|(name, value)| Ok(format!("{name}: {}", kind(value)?))).collect();
    Ok(format!("{{{}}}", kinds?.join(", ")))
}

fn one_kind(items: &[Value]) -> Result<String, String> {
    let kinds: Result<Vec<String>, String> = items.iter().map(kind).collect();
    let kinds = kinds?;
    match kinds.first() {
        Some(first) if kinds.iter().all(|kind| fits(kind, first)) => Ok(first.clone()),
        Some(_) => Err(format!("a list of several types: {kinds:?}")),
        None => Ok("?".to_owned()),
    }
}
