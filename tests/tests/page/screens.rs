//! The page in windows of other sizes and on screens of other densities.

use anyhow::{Result, ensure};
use visit::page::Page;
use visit::story::{with_browser, with_page};
use visit::wait::until;

use crate::SEED_77;

/// Windows of a projector, a laptop and a desk.
const WINDOWS: [(u32, u32); 3] = [(1_024, 768), (1_280, 720), (1_440, 900)];

/// Holds that a thing ends above the network, in every window.
async fn stands_above_the_network(page: &Page<'_>, role: &str, start: &str) -> Result<()> {
    for (width, height) in WINDOWS {
        page.resize(width, height, 1).await?;
        let (_, end) = page.whole().heights(role, start).await?;
        let (network, _) = page.whole().heights("region", "Network").await?;
        ensure!(end <= network, "{width} by {height}: {start} ends at {end}, below {network}");
    }
    Ok(())
}

#[test]
fn while_presenting_the_sentence_and_its_rules_stand_above_the_network() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.strike("1s").await?;
        page.whole().tells("Peer 1 suspects trader 5").await?;
        page.whole().click("button", "Present").await?;
        stands_above_the_network(page, "DisclosureTriangle", "Bully, rule 1").await?;
        page.whole().unfold("Bully, rule 1").await?;
        stands_above_the_network(page, "list", "Rules: Bully").await
    })
}

/// How many canvases have other pixels than the screen has in their place.
const BLURRED: &str = "[...document.querySelectorAll('canvas')].filter(canvas => \
     Math.abs(canvas.width - canvas.clientWidth * devicePixelRatio) > 2).length";

/// How many rooms of a network have no ground of their size.
const GROUNDLESS: &str = "[...document.querySelectorAll('.room')].filter(room => \
     Math.abs((room.querySelector('.ground > svg')?.clientWidth ?? 0) - room.clientWidth) > 1).length";

#[test]
fn on_another_screen_all_pictures_are_whole_and_sharp_once_a_peer_is_chosen() -> Result<()> {
    with_browser(async |browser, site| {
        let page = Page::new(browser);
        browser.open(&site.url(SEED_77)).await?;
        page.pause().await?;
        for (width, density, peer) in [(1_440, 2, "1"), (1_200, 1, "2")] {
            page.resize(width, 900, density).await?;
            page.strike(peer).await?;
            until(format!("sharp pictures at density {density}"), async || {
                let blurred = browser.evaluate(BLURRED).await?;
                let groundless = browser.evaluate(GROUNDLESS).await?;
                Ok((blurred == 0 && groundless == 0).then_some(()))
            })
            .await?;
        }
        Ok(())
    })
}
