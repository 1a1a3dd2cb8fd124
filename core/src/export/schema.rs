//! The schemas of our own files, in JSON Schema (draft 2020-12).

use serde_json::{Value, json};

/// The schema of a line of `run.jsonl`.
pub const RUN_SCHEMA: &str = include_str!("../../schemas/run.schema.json");

/// The schema of a line of `trace.jsonl`.
pub const TRACE_SCHEMA: &str = include_str!("../../schemas/trace.schema.json");

/// The schema of a scenario's file: the same as in a line of `run.jsonl`.
///
/// # Panics
/// Never: the other schema is JSON.
#[must_use]
pub fn scenario_schema() -> String {
    let run: Value = serde_json::from_str(RUN_SCHEMA).expect("the schema is JSON");
    let schema = json!({
        "$schema": run["$schema"],
        "$id": "scenario.schema.json",
        "title": "A scenario",
        "$ref": "#/$defs/scenario",
        "$defs": run["$defs"],
    });
    format!("{schema:#}\n")
}
