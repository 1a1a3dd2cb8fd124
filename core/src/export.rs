//! Runs for other people's tools: one text a format, written as it is made.
//!
//! What is written are some events of the branch on which a run stands: a window. Each format is a
//! function of its own, and names its source. None of them changes the run.

mod chrome;
pub(crate) mod csv;
mod figures;
mod format;
mod itf;
mod mermaid;
mod party;
mod rust_test;
mod schema;
mod shiviz;

pub use format::Format;
pub use schema::{RUN_SCHEMA, TRACE_SCHEMA, scenario_schema};

use crate::clock::VectorClock;
use crate::run::Run;
use crate::trace::files::{peers_json, sellers_txt};
use crate::trace::{Clocks, TraceLine, digest, sentence};
use crate::world::{Event, World};
use std::fmt;
use std::ops::Range;

/// The text of a run in a format, of these events of the branch on which it stands, as far as they
/// are known. Where that is more than [`Format::window`] says, the earlier ones are left out.
///
/// # Panics
/// Never: a text can always grow.
#[must_use]
pub fn export(format: Format, run: &Run, events: Range<usize>) -> String {
    let mut text = String::new();
    write(format, run, events, &mut text).expect("a text can always grow");
    text
}

/// Writes what [`export`] gives, bit by bit.
///
/// # Errors
/// Those of the writer.
pub fn write(
    format: Format,
    run: &Run,
    events: Range<usize>,
    to: &mut dyn fmt::Write,
) -> fmt::Result {
    let excerpt = Excerpt { run, events: format.window(known(run, events)) };
    match format {
        Format::Run => to.write_str(&run.record().with_digest(digest(run.past())).to_jsonl()),
        Format::Trace => trace(&excerpt, to),
        Format::Peers => to.write_str(&peers_json(&excerpt.last_world(), run.scenario())),
        Format::Sellers => to.write_str(&sellers_txt(&excerpt.last_world())),
        Format::Result => result(&excerpt, to),
        Format::Shiviz => shiviz::write(&excerpt, to),
        Format::Chrome => chrome::write(&excerpt, to),
        Format::Mermaid => mermaid::write(&excerpt, to),
        Format::Itf => itf::write(&excerpt, to),
        Format::Csv => csv::write(&excerpt, to),
        Format::Figures => figures::write(&excerpt, to),
        Format::RustTest => rust_test::write(run, to),
    }
}

/// As far as these events are known.
fn known(run: &Run, events: Range<usize>) -> Range<usize> {
    let end = events.end.min(run.trace().len());
    events.start.min(end)..end
}

/// What is exported: some events of the branch on which a run stands.
struct Excerpt<'a> {
    run: &'a Run,
    events: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// Its events, each with its place in the trace.
    fn events(&self) -> impl Iterator<Item = (usize, &'a Event)> + use<'a> {
        self.events.clone().zip(self.run.trace().range(self.events.clone()))
    }

    fn line(&self, place: usize, event: &Event, clock: Option<VectorClock>) -> TraceLine {
        TraceLine::new(place as u64, event, clock, self.run.scenario())
    }

    /// Shows each event with its place and the protocol's clock after it.
    fn with_clocks(
        &self,
        mut see: impl FnMut(usize, &Event, Option<&VectorClock>) -> fmt::Result,
    ) -> fmt::Result {
        let scenario = self.run.scenario();
        let mut clocks = Clocks::new(scenario.peers.len(), scenario.clocks);
        for (place, event) in self.run.trace().range(0..self.events.end).enumerate() {
            let clock = clocks.take(event);
            if place >= self.events.start {
                see(place, event, clock)?;
            }
        }
        Ok(())
    }

    /// The moment right after its last event.
    fn last_moment(&self) -> usize {
        self.events.end.checked_sub(1).map_or(0, |last| self.run.moment_of_event(last))
    }

    fn last_world(&self) -> World {
        self.run.world_at(self.run.branch(), self.last_moment())
    }
}

fn trace(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    excerpt.with_clocks(|place, event, clock| {
        let line = excerpt.line(place, event, clock.cloned());
        writeln!(to, "{}", json(&line))
    })
}

fn result(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    for (_, event) in excerpt.events() {
        writeln!(to, "{} {}.", event.at, sentence(event, excerpt.run.scenario()))?;
    }
    Ok(())
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("what is exported is plain data")
}
