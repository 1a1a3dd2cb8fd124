//! What it costs to move about in a run that is already known.

use anyhow::{Context, Result};
use visit::browser::Browser;
use visit::page::Page;
use visit::site::Site;
use visit::wait::until;

use super::{Line, rest, work};

/// The frames of one drag of the slider over the whole run and back.
const FRAMES: u32 = 240;

/// How many moments of a long run are sought.
const SEEKS: u32 = 40;

/// The main-thread work a frame while the slider is dragged over a minute of trade and back.
pub async fn scrubbing(
    browser: &Browser,
    site: &Site,
    (what, query, budget): (&'static str, &str, f64),
) -> Result<Line> {
    browser.open(&site.url(query)).await?;
    run_to_second(browser, 60).await?;
    let before = work(browser).await?;
    browser.evaluate(&format!("probe.scrub({FRAMES})")).await?;
    Ok((work(browser).await? - before).each(FRAMES.into()).line(what, budget))
}

/// The longest that the main thread takes to show any moment of a run of a million events, its waits included.
pub async fn seeking(browser: &Browser, site: &Site) -> Result<Line> {
    browser.open(&site.url("?seed=77")).await?;
    run_to_second(browser, 8_500).await?;
    let mut longest = 0.0_f64;
    for i in 0..SEEKS {
        // Steps of the golden ratio come everywhere.
        let part = (f64::from(i) * 0.618_033_988_75).fract();
        let before = work(browser).await?;
        browser.evaluate(&format!("probe.seek({part})")).await?;
        longest = longest.max((work(browser).await? - before).with_waits);
    }
    let what = "seek in a million events, the longest";
    Ok(Line { what, measured: longest * 1000.0, budget: 100.0, unit: "ms", with_waits: None })
}

/// Runs as fast as possible to a time of the run, where it then stands.
async fn run_to_second(browser: &Browser, second: u32) -> Result<()> {
    let page = Page::new(browser);
    let transport = page.region("Transport");
    transport.choose("Run until", "the time").await?;
    transport.fill("How many seconds", &second.to_string()).await?;
    transport.click("button", "Run to it").await?;
    let there = format!("{second}.");
    until(format!("the run to come to {second} s"), async || {
        Ok(transport.text().await?.contains(&there).then_some(()))
    })
    .await
    .context("the run does not come that far")?;
    rest().await;
    Ok(())
}
