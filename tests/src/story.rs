//! Everything one test needs, opened for it and closed after it.

use std::panic::{AssertUnwindSafe, resume_unwind};

use anyhow::{Context, Result, ensure};
use futures_util::FutureExt;
use tokio::runtime::Runtime;

use crate::browser::Browser;
use crate::page::Page;
use crate::site::{Site, dist};

/// Runs `story` with a fresh browser and the built page being served.
///
/// The browser is closed whether the story ends well, ends in an error or panics.
///
/// # Errors
///
/// The story's own, or that the page is not built or the browser does not start.
pub fn with_browser(story: impl AsyncFnOnce(&Browser, &Site) -> Result<()>) -> Result<()> {
    Runtime::new()?.block_on(async {
        let site = Site::serve(&dist()).await?;
        let browser = Browser::start().await?;
        let end = AssertUnwindSafe(story(&browser, &site)).catch_unwind().await;
        let quit = browser.quit().await;
        end.unwrap_or_else(|panic| resume_unwind(panic)).and(quit)
    })
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
