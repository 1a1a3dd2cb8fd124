//! `trading-post export`.

use crate::Verdict;
use crate::arguments;
use crate::files::{Text, Whole};
use crate::source::{played, run_of};
use crate::start::Start;
use anyhow::{Context, Result, bail};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use trading_post::export::{self, Format};
use trading_post::run::Run;

pub fn export(wishes: &arguments::Export) -> Result<Verdict> {
    let format = Format::ALL.into_iter().find(|format| format.name() == wishes.format);
    let format = format.context("--format: expected one of those that --help lists")?;
    let run = match &wishes.source {
        Some(source) => run_of(source)?,
        None => played(Start::read(&wishes.start)?)?,
    };
    let asked = window(wishes, run.trace_length())?;
    let events = format.window(asked.clone());
    if events.start > asked.start {
        eprintln!("{} takes {} events: the earlier ones are left out", format.name(), events.len());
    }
    match &wishes.output {
        Some(path) => written(format, &run, events, Whole::create(path)?)?.finish()?,
        None => written(format, &run, events, BufWriter::new(io::stdout().lock()))?.flush()?,
    }
    Ok(Verdict::Holds)
}

fn window(wishes: &arguments::Export, known: usize) -> Result<Range<usize>> {
    let (from, to) = (wishes.from.unwrap_or(0), wishes.to.unwrap_or(known));
    if to > known {
        bail!("--to: found {to}, expected at most {known}, for so many events there are");
    }
    if from > to {
        bail!("--from: found {from}, expected at most {to}, where it ends");
    }
    Ok(from..to)
}

fn written<W: Write>(format: Format, run: &Run, events: Range<usize>, to: W) -> Result<W> {
    let mut text = Text::new(to);
    // What went wrong is told by the text.
    let _ = export::write(format, run, events, &mut text);
    Ok(text.finish()?)
}
