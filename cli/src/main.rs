//! The Trading Post without a browser.
//!
//! - [`arguments`] is what can be asked for. - [`start`] makes of it what a run starts from.
//! - [`drive`] plays a run without keeping it, [`source`] makes one again from a file or a link.
//! - [`files`] writes files that are whole or absent, [`output`] those of a run.
//! - [`summary`] is what is told at the end. - [`progress`] is what is seen meanwhile.
//! - [`share`] lets all cores work. - [`experiments`] and [`plot`] show what was measured.
//! - [`run`], [`replay`], [`hunt`], [`compare`], [`measure`], [`export`], [`show`]: one file a command,
//!   or a few small ones.

mod arguments;
mod compare;
mod drive;
mod experiments;
mod export;
mod files;
mod hunt;
mod measure;
mod output;
mod progress;
mod replay;
mod run;
mod share;
mod show;
mod source;
mod start;
mod summary;
mod unnamed;

use anyhow::Result;
use arguments::{Arguments, Command};
use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;

/// What a command has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// All checks hold, or nothing was checked.
    Holds,
    /// An invariant does not hold.
    Breach,
}

fn main() -> ExitCode {
    match carry_out(Arguments::parse().command) {
        Ok(Verdict::Holds) => ExitCode::SUCCESS,
        Ok(Verdict::Breach) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn carry_out(command: Command) -> Result<Verdict> {
    match command {
        Command::Run(wishes) => run::run(&wishes),
        Command::Replay(wishes) => replay::replay(&wishes),
        Command::Hunt(wishes) => hunt::hunt(&wishes),
        Command::Compare(wishes) => compare::compare(&wishes),
        Command::Measure(wishes) => measure::measure(&wishes),
        Command::Sweep(wishes) => measure::sweep(&wishes),
        Command::Export(wishes) => export::export(&wishes),
        Command::Presets { name } => show::presets(name.as_deref()),
        Command::Schema { file } => show::schema(file),
        Command::Completions { shell } => show::completions(shell),
        Command::Man { command } => show::man(command.as_deref()),
    }
}

/// Whoever reads our output may stop reading.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<std::io::Error>();
    cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
