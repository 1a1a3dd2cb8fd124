//! Everything one test needs, opened for it and closed after it.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::LazyLock;
use std::thread::available_parallelism;

use anyhow::{Context, Result, ensure};
use futures_util::FutureExt;
use tokio::runtime::Runtime;

use crate::browser::Browser;
use crate::page::Page;
use crate::relay::Relay;
use crate::site::{Site, dist};

/// Outlives every story, for a browser's connections go from story to story with it.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("a program may start threads"));

/// Starting a browser takes longer than most stories do in it, so that it goes from story to story: one for each
/// processor. No browser is left when the last story ends.
static BROWSERS: LazyLock<Relay<Browser>> =
    LazyLock::new(|| Relay::new(available_parallelism().map_or(1, usize::from)));

/// Runs `story` with a browser as good as fresh and the built page being served.
///
/// The browser comes from a story that ended well, or else is started. Afterwards a story that waits takes it over; it
/// is closed where none does, and always if the story ends in an error or panics.
///
/// # Errors
///
/// The story's own, or that the page is not built or the browser does not start.
///
/// # Panics
///
/// If the story does.
pub fn with_browser(story: impl AsyncFnOnce(&Browser, &Site) -> Result<()>) -> Result<()> {
    RUNTIME.block_on(async {
        let mut browser = BROWSERS.turn().await;
        let end = AssertUnwindSafe(tell(story, &mut browser)).catch_unwind().await;
        // A story that went wrong may have left anything in it.
        let spoilt = browser.take_if(|_| !matches!(end, Ok(Ok(()))));
        let left = BROWSERS.hand_on(browser);
        let quit = match spoilt.or(left) {
            Some(browser) => browser.quit().await,
            None => Ok(()),
        };
        end.unwrap_or_else(|panic| resume_unwind(panic)).and(quit)
    })
}

/// Tells the story in this browser, which is started if there is none, and clears up after it.
async fn tell(
    story: impl AsyncFnOnce(&Browser, &Site) -> Result<()>,
    browser: &mut Option<Browser>,
) -> Result<()> {
    let site = Site::serve(&dist()).await?;
    let browser = match browser {
        Some(browser) => browser,
        None => browser.insert(Browser::start().await?),
    };
    story(browser, &site).await?;
    browser.clear(&site.url("")).await
}

/// Runs `story` on the page, opened with a query such as `?seed=77`, and then asserts that the browser's console took
/// down no error.
///
/// # Errors
///
/// The story's own together with what the page showed then; or the errors on the console.
pub fn with_page(query: &str, story: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    with_browser(async |browser, site| {
        browser.open(&site.url(query)).await?;
        let page = Page::new(browser);
        // A key struck before the page listens is struck in vain.
        page.region("Transport").named("button", "Step").await?;
        let end = story(&page).await;
        let errors = browser.console_errors().await?;
        if end.is_err() {
            let shown = page.whole().text().await?;
            return end.context(format!("console: {errors:?}\nthe page showed: {shown}"));
        }
        ensure!(errors.is_empty(), "errors on the console: {errors:#?}");
        Ok(())
    })
}
