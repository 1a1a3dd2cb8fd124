//! What the page weighs and costs, measured in Chromium, beside what it may.
//!
//! Printed for a person to read: on a busy machine a time can be over its budget without anyone's fault.

mod scrub;

use std::fs;
use std::io::Write;
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
            let measured = work_a_frame(browser, time).await?;
            lines.push(Line { what, measured, budget, unit: "ms" });
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
    })
}

/// The main thread's work for each frame that the page asks for, in milliseconds.
async fn work_a_frame(browser: &Browser, time: Duration) -> Result<f64> {
    browser.evaluate("probe.interactive").await?;
    tokio::time::sleep(WARM_UP).await;
    let (work_before, frames_before) = (work(browser).await?, frames(browser).await?);
    tokio::time::sleep(time).await;
    let (work_after, frames_after) = (work(browser).await?, frames(browser).await?);
    if frames_after <= frames_before {
        bail!("the page draws no frame while the peers trade");
    }
    Ok((work_after - work_before) * 1000.0 / (frames_after - frames_before))
}

/// The frames that a paused page asks for.
async fn idle(browser: &Browser, site: &Site) -> Result<Line> {
    browser.open(&site.url("?seed=77")).await?;
    Page::new(browser).pause().await?;
    // What had begun before the pause may end.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = frames(browser).await?;
    tokio::time::sleep(IDLE).await;
    Ok(Line {
        what: "frames drawn by a paused page in 3 s",
        measured: frames(browser).await? - before,
        budget: 0.0,
        unit: "",
    })
}

/// The seconds for which the main thread has worked so far.
async fn work(browser: &Browser) -> Result<f64> {
    let answer = browser.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = answer["metrics"].as_array();
    let work = metrics.into_iter().flatten().find(|metric| metric["name"] == "TaskDuration");
    work.and_then(|metric| metric["value"].as_f64())
        .context("Chromium does not tell its TaskDuration")
}

/// The frames that the page has asked for so far.
async fn frames(browser: &Browser) -> Result<f64> {
    let frames = browser.evaluate("probe.frames").await?;
    Value::as_f64(&frames).context("the probe is not in the page")
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
        println!(
            "{:<40} {:>10.2} {:>10.2} {:<2}  {verdict}",
            line.what, line.measured, line.budget, line.unit
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
