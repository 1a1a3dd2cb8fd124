//! The files of a run: the report's three, the run itself, and its trace.

use crate::files::{Text, Whole, write_text};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::{Path, PathBuf};
use trading_post::export::{self, Format};
use trading_post::run::{Record, Run};
use trading_post::scenario::Scenario;
use trading_post::trace::files::{peers_json, sellers_txt};
use trading_post::trace::{Clocks, TraceLine};
use trading_post::world::{Event, World};

/// The files that every run leaves.
pub const FILES: [Format; 5] =
    [Format::Peers, Format::Sellers, Format::Result, Format::Run, Format::Trace];

/// The files of a run that is being played: what can be long is written as it happens.
pub struct Output {
    folder: PathBuf,
    scenario: Scenario,
    clocks: Clocks,
    taken: u64,
    result: Whole,
    trace: Whole,
}

impl Output {
    pub fn create(folder: &Path, scenario: &Scenario) -> Result<Self> {
        let create = |format: Format| Whole::create(&folder.join(format.file_name()));
        Ok(Self {
            folder: folder.to_owned(),
            scenario: scenario.clone(),
            clocks: Clocks::new(scenario.peers.len(), scenario.clocks),
            taken: 0,
            result: create(Format::Result)?,
            trace: create(Format::Trace)?,
        })
    }

    /// Takes the next event.
    pub fn take(&mut self, event: &Event) -> Result<()> {
        let clock = self.clocks.take(event).cloned();
        let line = TraceLine::new(self.taken, event, clock, &self.scenario);
        self.taken += 1;
        let told = self.folder.display();
        let written = || format!("{told} cannot be written");
        writeln!(self.result, "{} {}.", event.at, line.text).with_context(written)?;
        serde_json::to_writer(&mut self.trace, &line).with_context(written)?;
        self.trace.write_all(b"\n").with_context(written)
    }

    /// Writes what is known only at the end, and gives all files their names.
    pub fn finish(self, world: &World, record: &Record) -> Result<()> {
        self.result.finish()?;
        self.trace.finish()?;
        let last = [
            (Format::Peers, peers_json(world, &self.scenario)),
            (Format::Sellers, sellers_txt(world)),
            (Format::Run, record.to_jsonl()),
        ];
        for (format, text) in last {
            write_text(&self.folder.join(format.file_name()), &text)?;
        }
        Ok(())
    }
}

/// Writes the files of a run that is known, up to where it stands.
pub fn write_all(run: &Run, folder: &Path) -> Result<()> {
    for format in FILES {
        let file = Whole::create(&folder.join(format.file_name()))?;
        let mut text = Text::new(file);
        // What went wrong is told by the text.
        let _ = export::write(format, run, 0..run.trace_length(), &mut text);
        text.finish()?.finish()?;
    }
    Ok(())
}
