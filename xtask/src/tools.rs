//! The tools the project needs, and how they are got where they are missing.
//!
//! Programs of the project's own choice of version lie in `.tools`, which git ignores; nothing is installed elsewhere,
//! but for Rust's compile targets and, as root under apt, the browser.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::stage::stage;

/// The page as it is served.
pub const PAGE_TARGET: &str = "wasm32-unknown-unknown";

/// WebAssembly with a main function, under which tests can run.
pub const TEST_TARGET: &str = "wasm32-wasip1";

const TRUNK: &str = "0.21.14";

/// The version of npm's `binaryen`, whose wasm-opt makes the page lighter.
const BINARYEN: &str = "132";

/// What to do where Chromium or its driver is missing.
const HOW_TO_INSTALL: &str = "install Chromium and its driver, so that `chromedriver` is on the PATH \
     (Debian: apt-get install chromium chromium-driver; \
     elsewhere: Chrome and the chromedriver of the same version)";

/// The names by which chromedriver finds a browser on Linux.
const BROWSERS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "chrome", "/opt/google/chrome/chrome"];

/// Where the project's own tools lie.
fn folder(shell: &Shell) -> PathBuf {
    shell.current_dir().join(".tools")
}

fn programs(shell: &Shell) -> PathBuf {
    folder(shell).join("bin")
}

/// Adds a compile target to Rust if it is missing.
pub fn compile_target(shell: &Shell, target: &str) -> Result<()> {
    let rustup =
        "rustup is missing: install Rust by rustup (https://rustup.rs), or add the target yourself";
    let installed = cmd!(shell, "rustup target list --installed").quiet().read().context(rustup)?;
    if installed.lines().any(|line| line == target) {
        return Ok(());
    }
    stage(&format!("Rust's {target}: add it"), "half a minute", || {
        Ok(cmd!(shell, "rustup target add {target}").run()?)
    })
}

/// Adds rustfmt and clippy to Rust if they are missing.
pub fn rust_components(shell: &Shell) -> Result<()> {
    for (program, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if !answers(shell, program) {
            stage(&format!("Rust's {component}: add it"), "half a minute", || {
                Ok(cmd!(shell, "rustup component add {component}").run()?)
            })?;
        }
    }
    Ok(())
}

/// Installs Trunk if it is missing or of another version.
pub fn trunk(shell: &Shell) -> Result<()> {
    if version(shell, "trunk").as_deref() == Some(TRUNK) {
        return Ok(());
    }
    stage(&format!("Trunk {TRUNK}: install it into .tools"), "two to five minutes", || {
        install(shell, &["--version", TRUNK, "trunk"])
    })
}

/// Installs the wasm-bindgen program that matches the crate in Cargo.lock, if it is missing or of another version.
pub fn wasm_bindgen(shell: &Shell) -> Result<()> {
    let wanted = locked_version(&shell.read_file("Cargo.lock")?, "wasm-bindgen")?;
    if version(shell, "wasm-bindgen").as_ref() == Some(&wanted) {
        return Ok(());
    }
    stage(&format!("wasm-bindgen {wanted}: install it into .tools"), "one to two minutes", || {
        install(shell, &["--version", &wanted, "--bin", "wasm-bindgen", "wasm-bindgen-cli"])
    })
}

/// Installs a program of crates.io into `.tools`.
///
/// It is built soon rather than well: what it does for a page takes it some seconds at most. Without their default
/// features Trunk and wasm-bindgen only lack downloads, of which there are none here.
fn install(shell: &Shell, which: &[&str]) -> Result<()> {
    let root = folder(shell);
    let soon = ["--locked", "--no-default-features", "--debug"];
    let install = cmd!(shell, "cargo install --root {root} {soon...} {which...}");
    Ok(install.env("CARGO_PROFILE_DEV_DEBUG", "false").run()?)
}

/// The program wasm-opt, installed if it is missing. There is none, and this says why, without npm or where npm cannot
/// install it: nothing but the page's weight depends on it.
pub fn wasm_opt(shell: &Shell) -> Option<PathBuf> {
    let root = folder(shell);
    let program = root.join("node_modules/.bin/wasm-opt");
    if program.exists() {
        return Some(program);
    }
    if which::which("npm").is_err() {
        println!("\n   npm is missing: going on without wasm-opt");
        return None;
    }
    let what = format!("binaryen {BINARYEN}: install it into .tools");
    let installed = stage(&what, "a few seconds", || {
        let package = format!("binaryen@{BINARYEN}");
        // By default npm waits for the network for more than a minute.
        let brief = ["--no-save", "--no-audit", "--no-fund", "--fetch-retries", "1"];
        Ok(cmd!(shell, "npm install --prefix {root} {brief...} {package}").run()?)
    });
    match installed {
        Ok(()) => Some(program),
        Err(error) => {
            println!("   {error:#}: going on without it");
            None
        }
    }
}

/// Makes sure that Node is there.
pub fn node() -> Result<()> {
    which::which("node")
        .context("Node is missing: install Node 20 or later (https://nodejs.org)")?;
    Ok(())
}

/// Installs the programs that read what is exported, as their lockfile says, if that has changed.
pub fn readers(shell: &Shell) -> Result<()> {
    const FOLDER: &str = "tests/readers";
    let wanted = shell.read_file(format!("{FOLDER}/package-lock.json"))?;
    let stamp = format!("{FOLDER}/node_modules/.locked");
    if shell.read_file(&stamp).is_ok_and(|locked| locked == wanted) {
        return Ok(());
    }
    which::which("npm").context("npm is missing: install Node 20 or later with npm")?;
    let what = format!("Readers of what is exported: install them into {FOLDER}");
    stage(&what, "half a minute", || {
        let brief = ["--ignore-scripts", "--no-audit", "--no-fund"];
        cmd!(shell, "npm ci --prefix {FOLDER} {brief...}").run()?;
        Ok(shell.write_file(&stamp, &wanted)?)
    })
}

/// Installs Chromium and its driver if they are missing and this is root under apt.
pub fn chromium(shell: &Shell) -> Result<()> {
    let is_there = |program: &str| which::which(program).is_ok();
    let Some(missing) = missing_for_browser(is_there) else {
        return Ok(());
    };
    if !is_there("apt-get") || !is_root(shell) {
        bail!("{missing} is missing: {HOW_TO_INSTALL}");
    }
    let what = "Chromium and its driver: install them by apt";
    let installed = stage(what, "one to three minutes", || {
        let _quiet = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
        cmd!(shell, "apt-get update").run()?;
        Ok(cmd!(shell, "apt-get install -y chromium chromium-driver").run()?)
    });
    installed.with_context(|| format!("{missing} is missing: {HOW_TO_INSTALL}"))
}

/// What of the browser and its driver is missing.
fn missing_for_browser(is_there: impl Fn(&str) -> bool) -> Option<&'static str> {
    // Elsewhere browsers do not lie on the PATH; whether there is one, only chromedriver can tell.
    let browser = !cfg!(target_os = "linux") || BROWSERS.into_iter().any(&is_there);
    match (browser, is_there("chromedriver")) {
        (true, true) => None,
        (true, false) => Some("chromedriver"),
        (false, true) => Some("Chromium"),
        (false, false) => Some("Chromium with its driver"),
    }
}

/// The version that a program in `.tools` says it has, as the second word of `NAME VERSION`.
fn version(shell: &Shell, program: &str) -> Option<String> {
    let program = programs(shell).join(program);
    let says = cmd!(shell, "{program} --version")
        .env_remove("NO_COLOR")
        .quiet()
        .ignore_stderr()
        .read()
        .ok()?;
    says.split_whitespace().nth(1).map(str::to_owned)
}

/// Whether a program is there and works.
fn answers(shell: &Shell, program: &str) -> bool {
    let asked = cmd!(shell, "{program} --version").quiet();
    asked.ignore_stdout().ignore_stderr().run().is_ok()
}

fn is_root(shell: &Shell) -> bool {
    cmd!(shell, "id -u").quiet().read().is_ok_and(|id| id == "0")
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock is not TOML")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let found = packages
        .into_iter()
        .flatten()
        .find(|one| one.get("name").and_then(toml::Value::as_str) == Some(package));
    let version = found.and_then(|one| one.get("version")?.as_str());
    let version = version.with_context(|| format!("Cargo.lock names no version of {package}"))?;
    Ok(version.to_owned())
}

/// The PATH on which the project's own programs come first.
pub fn path(shell: &Shell) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(programs(shell)).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("the project's folder cannot stand in PATH")
}

#[cfg(test)]
mod tests {
    use super::{locked_version, missing_for_browser};

    const LOCK: &str = "version = 4\n\n\
        [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";

    #[test]
    fn the_version_is_that_of_the_package_with_this_very_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").ok().as_deref(), Some("0.2.126"));
    }

    #[test]
    fn a_package_that_is_not_locked_is_an_error() {
        assert!(locked_version(LOCK, "yew").is_err());
        assert!(locked_version("no lock", "yew").is_err());
    }

    #[track_caller]
    fn check_missing(there: &[&str], missing: Option<&str>) {
        assert_eq!(missing_for_browser(|program| there.contains(&program)), missing);
    }

    #[test]
    fn a_browser_of_any_name_with_its_driver_is_enough() {
        check_missing(&["chromium", "chromedriver"], None);
        check_missing(&["google-chrome", "chromedriver"], None);
    }

    #[test]
    fn a_browser_without_its_driver_is_not_enough() {
        check_missing(&["chromium"], Some("chromedriver"));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_driver_without_a_browser_is_not_enough() {
        check_missing(&["chromedriver"], Some("Chromium"));
        check_missing(&[], Some("Chromium with its driver"));
    }
}
