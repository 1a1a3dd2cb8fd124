//! What the page weighs and costs, measured in Chromium, beside what it may.
//!
//! Printed for a person to read: on a busy machine a time can be over its budget without anyone's fault.

mod scrub;

use std::fs;
use std::io::Write;
use std::ops::Sub;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use visit::browser::Browser;
use visit::page::Page;
use visit::site::{Site, dist};
use visit::story::with_browser;

use crate::in_browser::Budget;

/// One line of the table.
struct Line {
    what: &'static str,
    measured: f64,
    budget: f64,
    unit: &'static str,
    /// What it was with the times in which the main thread waited, where that is told too.
    with_waits: Option<f64>,
}

/// For how many seconds the main thread was busy, so far or for something.
#[derive(Clone, Copy)]
struct Work {
    /// Had the processor: that is its work.
    own: f64,
    /// Was in its tasks, on the wall: also while it waited for the compositor, or for a processor that others had.
    with_waits: f64,
}

/// The page's loads of which the middle one counts.
const LOADS: usize = 5;

/// How long the peers trade before their work is measured: loading is not part of it.
const WARM_UP: Duration = Duration::from_secs(3);

/// How long an idle page is watched.
const IDLE: Duration = Duration::from_secs(3);

/// Put into the page before its own scripts: counts frames, and notes when the first peer can be used.
const PROBE: &str = include_str!("probe.js");

/// Measures the built page and prints the table.
pub fn budget(wishes: &Budget) -> Result<()> {
    println!("\n== Measure the page (usually a minute; best with nothing else running)");
    let mut lines = vec![weight(&dist())?];
    with_browser(async |browser, site| {
        let probe = json!({ "source": PROBE });
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", probe).await?;
        browser.devtools("Performance.enable", json!({})).await?;
        lines.push(interactive(browser, site).await?);
        let time = Duration::from_secs(wishes.seconds);
        for (what, query, budget) in [
            ("main-thread work a frame, 6 peers", "?seed=77", 3.0),
            ("main-thread work a frame, 50 peers", "?seed=77&peers=50", 6.0),
        ] {
            browser.open(&site.url(query)).await?;
            lines.push(work_a_frame(browser, time).await?.line(what, budget));
        }
        for drag in [
            ("work a frame while scrubbing, 6 peers", "?seed=77", 3.0),
            ("work a frame while scrubbing, 50 peers", "?seed=77&peers=50", 6.0),
        ] {
            lines.push(scrub::scrubbing(browser, site, drag).await?);
        }
        lines.push(scrub::seeking(browser, site).await?);
        lines.push(idle(browser, site).await?);
        Ok(())
    })?;
    print(&lines);
    if wishes.strict && lines.iter().any(Line::is_over) {
        bail!("the page is over its budget");
    }
    Ok(())
}

/// The gzipped weight of all that a visitor loads.
fn weight(dist: &Path) -> Result<Line> {
    let mut bytes = 0;
    for file in files(dist)? {
        let weighs = file.extension().and_then(|e| e.to_str());
        if matches!(weighs, Some("html" | "js" | "wasm" | "css")) {
            bytes += gzipped(&fs::read(&file)?)?;
        }
    }
    Ok(Line {
        what: "weight, gzipped (HTML, JS, wasm, CSS)",
        measured: bytes as f64 / 1000.0,
        budget: 300.0,
        unit: "kB",
        with_waits: None,
    })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// The time from the first byte to the first peer that can be used, with nothing in the browser's cache.
async fn interactive(browser: &Browser, site: &Site) -> Result<Line> {
    let off = json!({ "cacheDisabled": true });
    browser.devtools("Network.enable", json!({})).await?;
    browser.devtools("Network.setCacheDisabled", off).await?;
    let mut times = Vec::new();
    for _ in 0..LOADS {
        browser.open(&site.url("?seed=77")).await?;
        let time = browser.evaluate("probe.interactive").await?;
        times.push(time.as_f64().context("the page never shows a peer")?);
    }
    times.sort_by(f64::total_cmp);
    Ok(Line {
        what: "interactive after the first byte",
        measured: times[LOADS / 2] / 1000.0,
        budget: 1.0,
        unit: "s",
        with_waits: None,
    })
}

/// The main thread's work for each frame that the page asks for.
async fn work_a_frame(browser: &Browser, time: Duration) -> Result<Work> {
    browser.evaluate("probe.interactive").await?;
    tokio::time::sleep(WARM_UP).await;
    let (work_before, frames_before) = (work(browser).await?, frames(browser).await?);
    tokio::time::sleep(time).await;
    let (work_after, frames_after) = (work(browser).await?, frames(browser).await?);
    if frames_after <= frames_before {
        bail!("the page draws no frame while the peers trade");
    }
    Ok((work_after - work_before).each(frames_after - frames_before))
}

/// The frames that a paused page asks for.
async fn idle(browser: &Browser, site: &Site) -> Result<Line> {
    browser.open(&site.url("?seed=77")).await?;
    Page::new(browser).pause().await?;
    rest().await;
    let before = frames(browser).await?;
    tokio::time::sleep(IDLE).await;
    Ok(Line {
        what: "frames drawn by a paused page in 3 s",
        measured: frames(browser).await? - before,
        budget: 0.0,
        unit: "",
        with_waits: None,
    })
}

/// What the page has begun before, it may end: what it shows once a run stands is no part of what follows.
async fn rest() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// The main thread's work so far.
async fn work(browser: &Browser) -> Result<Work> {
    let answer = browser.devtools("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let metrics = answer["metrics"].as_array();
        let metric = metrics.into_iter().flatten().find(|metric| metric["name"] == name);
        let value = metric.and_then(|metric| metric["value"].as_f64());
        value.with_context(|| format!("Chromium does not tell its {name}"))
    };
    Ok(Work { own: metric("ThreadTime")?, with_waits: metric("TaskDuration")? })
}

/// The frames that the page has asked for so far.
async fn frames(browser: &Browser) -> Result<f64> {
    let frames = browser.evaluate("probe.frames").await?;
    Value::as_f64(&frames).context("the probe is not in the page")
}

impl Sub for Work {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self { own: self.own - before.own, with_waits: self.with_waits - before.with_waits }
    }
}

impl Work {
    /// How much of it is for each of so many things.
    fn each(self, many: f64) -> Self {
        Self { own: self.own / many, with_waits: self.with_waits / many }
    }

    /// It beside a budget, in milliseconds.
    const fn line(self, what: &'static str, budget: f64) -> Line {
        let with_waits = Some(self.with_waits * 1000.0);
        Line { what, measured: self.own * 1000.0, budget, unit: "ms", with_waits }
    }
}

impl Line {
    fn is_over(&self) -> bool {
        self.measured > self.budget
    }
}

fn print(lines: &[Line]) {
    println!("\n{:<40} {:>10} {:>10}", "", "measured", "budget");
    for line in lines {
        let verdict = if line.is_over() { "OVER" } else { "ok" };
        let waits = line.with_waits.map(|time| format!("  ({time:.2} with waits)"));
        println!(
            "{:<40} {:>10.2} {:>10.2} {:<2}  {verdict}{}",
            line.what,
            line.measured,
            line.budget,
            line.unit,
            waits.unwrap_or_default()
        );
    }
}

#[cfg(test)]
mod tests {
    use super::gzipped;

    #[test]
    fn what_repeats_weighs_little() {
        let weighs = gzipped(&[7; 100_000]).expect("memory takes every byte");
        assert!(weighs < 1_000, "{weighs}");
    }
}
