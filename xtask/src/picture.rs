//! Pictures of the real page.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use visit::browser::Browser;
use visit::page::Page;
use visit::story::with_browser;

use crate::in_browser::Picture;

/// How a picture is taken.
struct Shot {
    theme: &'static str,
    width: u32,
    height: u32,
    file: PathBuf,
}

/// What the README's picture may weigh.
const README_BYTES: usize = 1_000_000;

/// Widths, each with the height of a screen that wide.
const SCREENS: [(u32, u32); 3] = [(1440, 900), (1024, 768), (390, 844)];

/// Takes pictures of the built page.
pub fn picture(wishes: &Picture) -> Result<()> {
    println!("\n== Take pictures (usually ten seconds each)");
    let shots = shots(wishes);
    with_browser(async |browser, site| {
        for shot in &shots {
            let png = take(browser, &site.url(&wishes.query), wishes.wait, shot).await?;
            ensure!(
                !wishes.readme || png.len() < README_BYTES,
                "the README's picture weighs {} bytes, at most {README_BYTES} are allowed",
                png.len()
            );
            write(&shot.file, &png)?;
        }
        Ok(())
    })
}

fn shots(wishes: &Picture) -> Vec<Shot> {
    if wishes.readme {
        let file = PathBuf::from("docs/page.png");
        return vec![Shot { theme: "light", width: 1440, height: 900, file }];
    }
    let mut shots = Vec::new();
    for theme in ["light", "dark"] {
        for (width, height) in SCREENS {
            let file = wishes.folder.join(format!("page-{theme}-{width}.png"));
            shots.push(Shot { theme, width, height, file });
        }
    }
    shots
}

/// Opens the page as on the shot's screen, lets it run, pauses it and takes all of it.
async fn take(browser: &Browser, url: &str, seconds: f64, shot: &Shot) -> Result<Vec<u8>> {
    let theme = json!([{ "name": "prefers-color-scheme", "value": shot.theme }]);
    let media = json!({ "features": theme });
    browser.devtools("Emulation.setEmulatedMedia", media).await?;
    let screen = json!({
        "width": shot.width, "height": shot.height, "deviceScaleFactor": 1, "mobile": false,
    });
    browser.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
    browser.open(url).await?;
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    Page::new(browser).pause().await?;
    browser.evaluate("scrollTo(0, 0)").await?;
    whole_page(browser, shot.width).await
}

/// A picture of the page from top to bottom, also of what lies below the screen.
async fn whole_page(browser: &Browser, width: u32) -> Result<Vec<u8>> {
    let layout = browser.devtools("Page.getLayoutMetrics", json!({})).await?;
    let height = &layout["cssContentSize"]["height"];
    let area = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
    let asked = json!({ "format": "png", "captureBeyondViewport": true, "clip": area });
    let answer = browser.devtools("Page.captureScreenshot", asked).await?;
    let encoded = Value::as_str(&answer["data"]).context("Chromium took no picture")?;
    BASE64_STANDARD.decode(encoded).context("Chromium's picture is garbled")
}

fn write(file: &Path, png: &[u8]) -> Result<()> {
    let file = std::path::absolute(file)?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, png).with_context(|| format!("could not write {}", file.display()))?;
    println!("   {} ({} kB)", file.display(), png.len() / 1000);
    Ok(())
}
