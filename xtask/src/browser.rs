//! The part of `cargo xtask` that drives a browser: a binary of its own, so that the other commands need not wait for
//! its libraries to be built.
//!
//! `cargo xtask` starts it in the project's folder with the command line it was given, once the page is built.
//!
//! - [`budget`] measures the page, [`picture`] takes pictures of it.
//! - [`in_browser`] is how both are asked for.

mod budget;
mod in_browser;
mod picture;

use std::process::ExitCode;

use clap::Parser;

use crate::in_browser::InBrowser;

/// The project's own commands that need a browser.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: InBrowser,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        InBrowser::Budget(wishes) => budget::budget(&wishes),
        InBrowser::Picture(wishes) => picture::picture(&wishes),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
