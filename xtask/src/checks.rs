//! Everything that must hold, in stages. The first that fails ends it.

use std::thread::available_parallelism;

use anyhow::Result;
use clap::{Args, ValueEnum};
use xshell::{Shell, cmd};

use crate::stage::stage;
use crate::{page, tools};

/// What is checked.
#[derive(Args)]
pub struct Test {
    /// Only this stage; can be given several times
    #[arg(long, value_enum)]
    only: Vec<Stage>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The code is formatted
    Format,
    /// Clippy has nothing to say
    Lint,
    /// The tests of all packages that need no browser
    Native,
    /// The core's tests as WebAssembly, under Node
    Wasm,
    /// What is exported, read by programs that are not ours, under Node
    Readers,
    /// The built page, in Chromium
    Browser,
}

/// Checks all stages, or those that are wished for.
pub fn test(shell: &Shell, wishes: &Test) -> Result<()> {
    let mut done = Vec::new();
    for one in Stage::value_variants() {
        if wishes.only.is_empty() || wishes.only.contains(one) {
            one.check(shell)?;
            done.extend(one.to_possible_value());
        }
    }
    let names: Vec<_> = done.iter().map(|value| value.get_name()).collect();
    println!("\nAll is well: {}.", names.join(", "));
    Ok(())
}

impl Stage {
    fn check(self, shell: &Shell) -> Result<()> {
        match self {
            Self::Format => format(shell),
            Self::Lint => lint(shell),
            Self::Native => native(shell),
            Self::Wasm => wasm(shell),
            Self::Readers => readers(shell),
            Self::Browser => browser(shell),
        }
    }
}

fn format(shell: &Shell) -> Result<()> {
    tools::rust_components(shell)?;
    stage("Formatting", "a second", || Ok(cmd!(shell, "cargo fmt --all --check").run()?))
}

fn lint(shell: &Shell) -> Result<()> {
    tools::rust_components(shell)?;
    stage("Clippy, warnings denied", "one to two minutes at first", || {
        let all = ["--workspace", "--all-targets", "--features", "xtask/browser"];
        Ok(cmd!(shell, "cargo clippy {all...} -- --deny warnings").run()?)
    })
}

fn native(shell: &Shell) -> Result<()> {
    stage(
        "Tests of core, plots, command line and page, natively",
        "two to four minutes at first",
        || Ok(cmd!(shell, "cargo test").run()?),
    )?;
    // Apart from the others, to which the browser's libraries would lend features of theirs.
    stage("Tests of the project's own commands", "a minute at first", || {
        let both = ["--package", "xtask", "--package", "tests", "--features", "xtask/browser"];
        Ok(cmd!(shell, "cargo test {both...} --lib --bins").run()?)
    })
}

fn wasm(shell: &Shell) -> Result<()> {
    tools::node()?;
    tools::compile_target(shell, tools::TEST_TARGET)?;
    let target = tools::TEST_TARGET;
    let what = "Tests of the core as WebAssembly, under Node";
    stage(what, "one to three minutes at first", || {
        // A panic ends the program there: what a test has said by then must be out.
        let all = ["--package", "core", "--lib", "--tests"];
        Ok(cmd!(shell, "cargo test --target {target} {all...} -- --no-capture").run()?)
    })
}

/// The golden files, to which the core's tests hold what is exported.
fn readers(shell: &Shell) -> Result<()> {
    tools::node()?;
    tools::readers(shell)?;
    stage("Other people's programs read what is exported", "a second", || {
        Ok(cmd!(shell, "node tests/readers/read.mjs core/tests/exports").run()?)
    })
}

fn browser(shell: &Shell) -> Result<()> {
    tools::chromium(shell)?;
    page::build(shell)?;
    // Some tests have a browser, one for each processor, and as many wait to take them over.
    let threads = (2 * available_parallelism()?.get()).to_string();
    stage("Tests of the page in Chromium", "five to nine minutes", || {
        // A failure tells what the page showed; where in the harness it arose helps nobody.
        let tests = cmd!(shell, "cargo test --package tests --tests -- --test-threads {threads}");
        Ok(tests.env("RUST_LIB_BACKTRACE", "0").run()?)
    })
}
