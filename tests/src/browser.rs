//! One session of a real Chromium.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

use crate::driver::{Driver, HOW_TO_INSTALL};
use crate::landmarks::Landmarks;

/// Each session has a fresh profile: chromedriver makes one and removes it.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    // Chromium refuses its sandbox to root, as whom CI runs; it shows nothing here but our own page.
    "--no-sandbox",
    // In a container shared memory is small, and a page that outgrows it crashes.
    "--disable-dev-shm-usage",
    "--disable-gpu",
    // Nothing leaves this machine.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,1000",
];

/// A browser with one window.
pub struct Browser {
    pub(crate) landmarks: Landmarks,
    session: WebDriver,
    // After the session: fields are dropped in this order.
    _driver: Driver,
}

impl Browser {
    /// Starts Chromium.
    ///
    /// # Errors
    ///
    /// If Chromium or its driver is missing or does not start.
    pub async fn start() -> Result<Self> {
        let driver = Driver::start()?;
        let mut wishes = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            wishes.add_arg(argument)?;
        }
        if let Ok(chromium) = which::which("chromium") {
            wishes.set_binary(&chromium.to_string_lossy())?;
        }
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let session = WebDriver::new(driver.url(), wishes)
            .await
            .with_context(|| format!("Chromium did not start: {HOW_TO_INSTALL}"))?;
        Ok(Self { landmarks: Landmarks::default(), session, _driver: driver })
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Errors
    ///
    /// If it cannot be loaded.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.landmarks.forget();
        self.session.goto(url).await.with_context(|| format!("could not open {url}"))
    }

    /// The WebDriver session: the keyboard and the mouse.
    #[must_use]
    pub fn session(&self) -> &WebDriver {
        &self.session
    }

    /// Sends a command of the Chrome DevTools Protocol and returns its answer.
    ///
    /// # Errors
    ///
    /// If Chromium refuses it.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        self.session
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| format!("Chromium refused {method}"))
    }

    /// The value of a JavaScript expression in the page.
    ///
    /// # Errors
    ///
    /// If the expression throws.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.devtools("Runtime.evaluate", asked).await?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("`{expression}` threw {thrown}");
        }
        Ok(answer["result"]["value"].clone())
    }

    /// The errors the browser's console has taken down since this was last asked: what the page logged as an error,
    /// what it threw, what it failed to load.
    ///
    /// # Errors
    ///
    /// If the log cannot be had.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.session.browser_log().await?;
        let errors = log.into_iter().filter(|entry| entry.level == "SEVERE");
        Ok(errors.map(|entry| entry.message).collect())
    }

    /// Makes it as good as fresh: one new window with nothing in it, no key or button held, no place to save files,
    /// nothing kept for the pages of `origin`.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn clear(&self, origin: &str) -> Result<()> {
        let all = json!({ "origin": origin, "storageTypes": "all" });
        self.devtools("Storage.clearDataForOrigin", all).await?;
        self.devtools("Browser.setDownloadBehavior", json!({ "behavior": "default" })).await?;
        self.session.action_chain().reset_actions().await?;
        let fresh = self.session.new_tab().await?;
        for window in self.session.windows().await? {
            if window != fresh {
                self.session.switch_to_window(window).await?;
                self.session.close_window().await?;
            }
        }
        Ok(self.session.switch_to_window(fresh).await?)
    }

    /// Closes the window and ends Chromium.
    ///
    /// # Errors
    ///
    /// If the session is already gone.
    pub async fn quit(self) -> Result<()> {
        self.session.quit().await.context("Chromium did not quit")
    }
}
