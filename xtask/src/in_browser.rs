//! The commands that need a browser, as they are given on the command line.
//!
//! Both binaries read them: `xtask` to refuse what is malformed before it builds anything, `xtask-browser` to do it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// A command that needs a browser.
#[derive(Subcommand)]
pub enum InBrowser {
    /// Measure the page's weight and speed in Chromium against its budgets
    Budget(Budget),
    /// Take pictures of the page in both themes at three widths
    Picture(Picture),
}

/// What is measured, and what follows from it.
#[derive(Args)]
pub struct Budget {
    /// Fail if anything is over its budget
    #[arg(long)]
    pub strict: bool,
    /// For how many seconds the work of a frame is measured
    #[arg(long, default_value_t = 8)]
    pub seconds: u64,
}

/// Which pictures are taken.
#[derive(Args)]
pub struct Picture {
    /// The folder for the pictures
    #[arg(default_value = "target/pictures")]
    pub folder: PathBuf,
    /// Take only the README's picture, docs/page.png
    #[arg(long)]
    pub readme: bool,
    /// The page's query
    #[arg(long, default_value = "?seed=77")]
    pub query: String,
    /// For how many seconds the page runs before it is paused for its picture
    #[arg(long, default_value_t = 4.0)]
    pub wait: f64,
}
