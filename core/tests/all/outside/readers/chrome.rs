//! What the Trace Event Format demands (Google's document of that name) of the phases that are used.

use serde_json::Value;
use std::collections::BTreeMap;

/// Reads a trace, and gives how many flows it has.
pub fn read(text: &str) -> Result<usize, String> {
    let trace: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let events = trace["traceEvents"].as_array().ok_or("no traceEvents")?;
    let (mut flows, mut spans) = (Ends::default(), Ends::default());
    let mut slices: BTreeMap<(u64, u64), u64> = BTreeMap::new();
    for event in events {
        common(event)?;
        match event["ph"].as_str() {
            Some("X") => {
                let dur = number(event, "dur")?;
                slices.insert((number(event, "pid")?, number(event, "ts")?), dur);
            }
            Some("s") => flows.begin(event)?,
            Some("f") if event["bp"] == "e" => flows.end(event)?,
            Some("b") => spans.begin(event)?,
            Some("e") => spans.end(event)?,
            Some("M") => metadata(event)?,
            other => return Err(format!("phase {other:?}")),
        }
    }
    flows.all_ended()?;
    spans.all_ended()?;
    for end in events.iter().filter(|event| event["ph"] == "s" || event["ph"] == "f") {
        let place = (number(end, "pid")?, number(end, "ts")?);
        if slices.get(&place).is_none_or(|dur| *dur == 0) {
            return Err(format!("a flow is bound to no slice: {end}"));
        }
    }
    Ok(flows.begun.len())
}

fn common(event: &Value) -> Result<(), String> {
    number(event, "pid")?;
    number(event, "tid")?;
    event["name"].as_str().filter(|name| !name.is_empty()).ok_or("an event without a name")?;
    number(event, "ts")?;
    event["cat"].as_str().ok_or_else(|| format!("no category: {event}"))?;
    Ok(())
}

fn metadata(event: &Value) -> Result<(), String> {
    let known = match event["name"].as_str() {
        Some("process_name") => event["args"]["name"].is_string(),
        Some("process_sort_index") => event["args"]["sort_index"].is_u64(),
        _ => false,
    };
    if known { Ok(()) } else { Err(format!("metadata of no kind: {event}")) }
}

fn number(event: &Value, field: &str) -> Result<u64, String> {
    event[field].as_u64().ok_or_else(|| format!("{field} is no number in {event}"))
}

/// What begins and ends, by category and id.
#[derive(Default)]
struct Ends {
    begun: BTreeMap<String, u64>,
    ended: usize,
}

impl Ends {
    fn begin(&mut self, event: &Value) -> Result<(), String> {
        match self.begun.insert(key(event), number(event, "ts")?) {
            Some(_) => Err(format!("it begins twice: {event}")),
            None => Ok(()),
        }
    }

    fn end(&mut self, event: &Value) -> Result<(), String> {
        let begun = self.begun.get(&key(event)).ok_or_else(|| format!("never begun: {event}"))?;
        self.ended += 1;
        if number(event, "ts")? < *begun {
            return Err(format!("it ends before it begins: {event}"));
        }
        Ok(())
    }

    fn all_ended(&self) -> Result<(), String> {
        let (begun, ended) = (self.begun.len(), self.ended);
        if begun == ended { Ok(()) } else { Err(format!("{begun} begin and {ended} end")) }
    }
}

fn key(event: &Value) -> String {
    format!("{} {}", event["cat"], event["id"])
}
