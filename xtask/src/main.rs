//! The project's own commands: `cargo xtask serve`, `cargo xtask test` and what serves them.
//!
//! - [`tools`] gets what is missing on this machine.
//! - [`page`] builds and serves the page.
//! - [`checks`] runs everything that must hold.
//! - [`in_browser`] are the commands that need a browser; another binary, `xtask-browser`, carries them out.

mod checks;
mod in_browser;
mod page;
mod stage;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use xshell::{Shell, cmd};

use crate::in_browser::InBrowser;
use crate::stage::stage;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page and serve it on this machine; gets the tools it needs
    Serve(page::Serve),
    /// Build the page for others into dist/
    Build,
    /// Check everything: formatting, lints, all tests, the page in a browser
    Test(checks::Test),
    #[command(flatten)]
    InBrowser(InBrowser),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(project()?);
    shell.set_var("PATH", tools::path(&shell)?);
    match command {
        Command::Serve(wishes) => page::serve(&shell, &wishes),
        Command::Build => page::build(&shell),
        Command::Test(wishes) => checks::test(&shell, &wishes),
        Command::InBrowser(_) => in_browser(&shell),
    }
}

/// Builds the page, and has `xtask-browser` carry out this very command line.
fn in_browser(shell: &Shell) -> Result<()> {
    tools::chromium(shell)?;
    page::build(shell)?;
    let program = ["--package", "xtask", "--features", "browser", "--bin", "xtask-browser"];
    stage("Build what drives the browser", "one to two minutes at first", || {
        Ok(cmd!(shell, "cargo build {program...}").run()?)
    })?;
    let arguments = std::env::args_os().skip(1);
    cmd!(shell, "cargo run --quiet {program...} -- {arguments...}").quiet().run()?;
    Ok(())
}

/// The project's folder.
fn project() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask does not lie in the project")
}
