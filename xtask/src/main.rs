//! The project's own commands: `cargo xtask serve`, `cargo xtask test` and what serves them.
//!
//! - [`tools`] gets what is missing on this machine.
//! - [`page`] builds and serves the page.
//! - [`checks`] runs everything that must hold.
//! - [`budget`] measures the page in a browser, [`picture`] takes pictures of it.

mod budget;
mod checks;
mod page;
mod picture;
mod stage;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use xshell::Shell;

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
    /// Measure the page's weight and speed in Chromium against its budgets
    Budget(budget::Budget),
    /// Take pictures of the page in both themes at three widths
    Picture(picture::Picture),
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
        Command::Budget(wishes) => budget::budget(&shell, &wishes),
        Command::Picture(wishes) => picture::picture(&shell, &wishes),
    }
}

/// The project's folder.
fn project() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask does not lie in the project")
}
