//! A run as a whole: one that somebody kept, as a file or as a link, or one that is played.

use crate::drive::drive;
use crate::start::{Start, text_of};
use anyhow::{Context, Result, bail};
use std::path::Path;
use trading_post::run::{Record, Run};

/// As many events as making a run again may take.
const MOST_EVENTS: usize = 20_000_000;

/// Makes the run again that a file or a link holds.
pub fn run_of(source: &str) -> Result<Run> {
    made_again(source).map(|(run, _)| run)
}

/// The same, beside the record of which it was made.
pub fn made_again(source: &str) -> Result<(Run, Record)> {
    let record = record_of(source)?;
    let told = if source.len() > 60 { "the link" } else { source };
    let run = Run::of_record(&record, MOST_EVENTS).with_context(|| told.to_owned())?;
    Ok((run, record))
}

/// A run of a scenario, kept whole.
pub fn played(start: Start) -> Result<Run> {
    let record = drive(start, |_, _| Ok(()))?.record;
    Ok(Run::of_record(&record, usize::MAX)?)
}

fn record_of(source: &str) -> Result<Record> {
    let path = Path::new(source);
    if path.exists() {
        return Record::of_jsonl(&text_of(path)?).with_context(|| source.to_owned());
    }
    match source.split_once("#run=") {
        Some((_, link)) => Ok(Record::of_link(link)?),
        None if is_like_a_link(source) => Ok(Record::of_link(source)?),
        None => bail!("found {source:?}, expected a file run.jsonl that is there, or a share link"),
    }
}

/// A number, a dot and text behind it, as no path begins that is not there.
fn is_like_a_link(text: &str) -> bool {
    text.split_once('.').is_some_and(|(format, _)| format.parse::<u32>().is_ok())
}
