//! The page opens, and its peers trade.

use anyhow::{Result, ensure};
use visit::market::Books;
use visit::page::{Key, Page};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// How many moments of a run are looked at.
const MOMENTS: usize = 25;

#[test]
fn the_page_opens_with_its_regions_and_names_its_six_peers() -> Result<()> {
    with_page(SEED_77, async |page| {
        for region in ["Network", "Transport", "Event log"] {
            page.region(region).text().await?;
        }
        for id in 0..6 {
            page.peer_is(id, "").await?;
        }
        ensure!(page.peers().await?.len() == 6, "six peers, no more");
        Ok(())
    })
}

#[test]
fn a_region_is_shown_when_its_tab_is_selected_and_only_then() -> Result<()> {
    with_page(SEED_77, async |page| {
        for chosen in ["Market", "Faults", "Inspector"] {
            page.whole().click("tab", chosen).await?;
            until(format!("the region {chosen} alone"), async || {
                Ok((shown_panels(page).await? == [chosen]).then_some(()))
            })
            .await?;
        }
        ensure!(page.region("Event log").is_shown().await?);
        Ok(())
    })
}

#[test]
fn six_peers_trade_from_the_start() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.faster().await?;
        page.peer_is(5, "trader").await?;
        page.whole().click("tab", "Market").await?;
        until("a sale", async || Ok((page.books().await?.earned > 0).then_some(()))).await
    })
}

#[test]
fn the_seed_in_the_address_is_the_seed_in_use() -> Result<()> {
    with_page(SEED_77, async |page| {
        let seed = page.region("Transport").named("textbox", "Seed").await?;
        ensure!(seed.value == "77", "the seed is shown as {:?}", seed.value);
        Ok(())
    })
}

#[test]
fn the_same_seed_tells_the_same_story() -> Result<()> {
    with_page(SEED_77, async |page| {
        let first = opening(page).await?;
        page.region("Transport").click("button", "Restart run").await?;
        let second = opening(page).await?;
        ensure!(first == second, "{first:#?}\n{second:#?}");
        Ok(())
    })
}

#[test]
fn no_coin_is_lost_at_any_moment_while_the_peers_trade() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Market").await?;
        page.faster().await?;
        let mut moments = 0;
        balanced_until(page, "a sale in many moments", async |books| {
            moments += 1;
            Ok(moments >= MOMENTS && books.spent > 0)
        })
        .await
        .map(|_| ())
    })
}

#[test]
fn no_coin_is_lost_across_the_traders_crash() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Market").await?;
        page.faster().await?;
        page.peer_is(5, "trader").await?;
        balanced_until(page, "a sale", async |books| Ok(books.spent > 0)).await?;
        page.region("Network").click("button", "Peer 5,").await?;
        let taken_over =
            balanced_until(page, "peer 4 to be trader", async |_| page.tells(4, "trader").await)
                .await?;
        balanced_until(page, "a sale by peer 4", async |books| Ok(books.spent > taken_over.spent))
            .await
            .map(|_| ())
    })
}

/// The panels behind tabs that are shown now.
async fn shown_panels(page: &Page<'_>) -> Result<Vec<&'static str>> {
    let mut shown = Vec::new();
    for panel in ["Inspector", "Market", "Faults"] {
        if page.region(panel).is_shown().await? {
            shown.push(panel);
        }
    }
    Ok(shown)
}

/// The sentences of the first ten messages of the run.
async fn opening(page: &Page<'_>) -> Result<Vec<String>> {
    if page.region("Transport").has("button", "Pause").await? {
        page.pause().await?;
    }
    page.strike(Key::Home).await?;
    let mut sentences = Vec::new();
    for _ in 0..10 {
        let before = page.moment().await?;
        page.region("Transport").click("button", "Step to next message").await?;
        sentences.push(page.moment_after(&before).await?.sentence);
    }
    Ok(sentences)
}

/// Reads the books again and again until `enough`; in all of them what was spent must be earned or kept as commission.
async fn balanced_until(
    page: &Page<'_>,
    awaited: &str,
    mut enough: impl AsyncFnMut(Books) -> Result<bool>,
) -> Result<Books> {
    let last = until(awaited, async || {
        let books = page.books().await?;
        // Coins that are lost end the wait, or the next look would pass over it.
        let ends = !books.balance() || enough(books).await?;
        Ok(ends.then_some(books))
    })
    .await?;
    ensure!(last.balance(), "coins are lost: {last:?}");
    Ok(last)
}
