//! The words of the page are explained where they stand, and in Help.

use anyhow::{Result, ensure};
use visit::page::{Key, Page};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

const MEANING: &str =
    "The requests that wait at the trader, in the order in which it will serve them.";

/// Waits until the page shows the meaning of "queue", or shows it no longer.
async fn card_is_shown(page: &Page<'_>, shown: bool) -> Result<()> {
    until(format!("the card to be shown: {shown}"), async || {
        Ok((page.whole().text().await?.contains(MEANING) == shown).then_some(()))
    })
    .await
}

#[test]
fn a_word_that_is_tapped_is_explained_and_escape_takes_the_card_away() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        card_is_shown(page, false).await?;
        page.region("Market").click("term", "Queue").await?;
        card_is_shown(page, true).await?;
        page.strike(Key::Escape).await?;
        card_is_shown(page, false).await
    })
}

#[test]
fn a_word_is_explained_to_the_keyboard_too() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.tab_to("term", |name| name == "Queue").await?;
        card_is_shown(page, true).await?;
        page.strike(Key::Tab).await?;
        card_is_shown(page, false).await
    })
}

#[test]
fn who_hears_the_page_hears_what_a_word_means() -> Result<()> {
    with_page(SEED_77, async |page| {
        let word = page.region("Market").thing("term", "Queue").await?;
        ensure!(word.description.contains(MEANING), "{word:?}");
        Ok(())
    })
}

#[test]
fn help_lists_all_words() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("button", "Help").await?;
        page.whole().named("region", "The ledger").await?;
        let text = page.whole().text().await?;
        for word in ["fencing", "happened before", "COORDINATOR", "incarnation", MEANING] {
            ensure!(text.contains(word), "{word} is missing in {text}");
        }
        Ok(())
    })
}
