//! Building the page, and serving it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use xshell::{Cmd, Shell, cmd};

use crate::stage::stage;
use crate::tools;

/// How the page is served.
#[derive(Args)]
pub struct Serve {
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build faster, into a slower page
    #[arg(long)]
    debug: bool,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Builds the page and serves it until it is stopped; a change of the source builds it anew.
pub fn serve(shell: &Shell, wishes: &Serve) -> Result<()> {
    get_tools(shell)?;
    let port = wishes.port.to_string();
    let mut trunk = trunk(shell).args(["serve", "--port", &port]);
    if !wishes.debug {
        trunk = trunk.arg("--release");
    }
    if wishes.open {
        trunk = trunk.arg("--open");
    }
    println!(
        "\n== Build the page and serve it (the first build usually takes one to three minutes)"
    );
    println!("   then open http://127.0.0.1:{port}, and stop with Ctrl+C");
    trunk.run().context("Trunk stopped")
}

/// Builds the page for others into `dist/`.
pub fn build(shell: &Shell) -> Result<()> {
    get_tools(shell)?;
    let usually = "one to three minutes at first, seconds later";
    stage("Build the page into dist/", usually, || {
        Ok(trunk(shell).args(["build", "--release"]).run()?)
    })?;
    match tools::wasm_opt(shell) {
        Some(wasm_opt) => stage("Make the page lighter by wasm-opt", "less than a minute", || {
            lighten(shell, &wasm_opt)
        }),
        None => {
            println!("   the page stays about a sixth heavier than it could be");
            Ok(())
        }
    }
}

fn get_tools(shell: &Shell) -> Result<()> {
    tools::compile_target(shell, tools::PAGE_TARGET)?;
    tools::trunk(shell)?;
    tools::wasm_bindgen(shell)
}

fn trunk(shell: &Shell) -> Cmd<'_> {
    // Trunk takes NO_COLOR=1, which is common, for a malformed option.
    cmd!(shell, "trunk").env_remove("NO_COLOR")
}

/// Replaces each wasm file of the built page by a lighter one that does the same.
fn lighten(shell: &Shell, wasm_opt: &Path) -> Result<()> {
    for file in wasm_files(shell)? {
        cmd!(shell, "{wasm_opt} -Oz {file} -o {file}").run()?;
    }
    Ok(())
}

fn wasm_files(shell: &Shell) -> Result<Vec<PathBuf>> {
    let mut files = shell.read_dir("dist")?;
    files.retain(|file| file.extension().is_some_and(|e| e == "wasm"));
    Ok(files)
}
