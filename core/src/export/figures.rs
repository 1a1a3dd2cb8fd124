//! What events add up to, as a table of comma-separated values (RFC 4180).
//!
//! A row is a number of messages of one name, or one election or request with its beginning, its end
//! and how long it took, in simulated microseconds.

use super::Excerpt;
use crate::csv::{row, told};
use crate::figures::messages_by_name;
use crate::trace::{Span, Spans};
use std::fmt;

const COLUMNS: [&str; 6] = ["figure", "of", "from_us", "to_us", "duration_us", "count"];

pub(super) fn write(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    row(&COLUMNS, to)?;
    for (name, count) in messages_by_name(excerpt.events().map(|(_, event)| event)) {
        row(&["messages", name, "", "", "", &count.to_string()], to)?;
    }
    let mut spans = Spans::new(excerpt.run.scenario().peers.len());
    excerpt.run.trace().range(0..excerpt.events.end).for_each(|event| spans.take(event));
    for span in spans.elections_in(excerpt.events.clone()) {
        lasting(excerpt, "election", &told(span.what.leader), span, to)?;
    }
    for span in spans.requests_in(excerpt.events.clone()) {
        lasting(excerpt, "request", &span.what.request.to_string(), span, to)?;
    }
    Ok(())
}

fn lasting<T>(
    excerpt: &Excerpt<'_>,
    figure: &str,
    of: &str,
    span: &Span<T>,
    to: &mut dyn fmt::Write,
) -> fmt::Result {
    let at = |event: usize| excerpt.run.trace()[event].at;
    let (from, end) = (at(span.from), span.to.map(at));
    let duration = end.map(|end| end.since(from).0);
    let cells = [figure, of, &from.0.to_string(), &told(end.map(|end| end.0)), &told(duration), ""];
    row(&cells, to)
}
