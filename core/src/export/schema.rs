//! The schemas of our own files, in JSON Schema (draft 2020-12).

/// The schema of a line of `run.jsonl`.
pub const RUN_SCHEMA: &str = include_str!("../../schemas/run.schema.json");

/// The schema of a line of `trace.jsonl`.
pub const TRACE_SCHEMA: &str = include_str!("../../schemas/trace.schema.json");
