//! Killing peers and bringing them back.

use anyhow::{Result, ensure};
use visit::page::Page;
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

#[test]
fn a_click_on_the_trader_kills_it_and_peer_4_becomes_trader() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.peer_is(5, "trader").await?;
        page.faster().await?;
        page.region("Network").click("button", "Peer 5,").await?;
        page.peer_is(5, "crashed").await?;
        page.peer_is(4, "trader").await
    })
}

#[test]
fn a_click_on_the_killed_peer_restarts_it_and_it_becomes_trader_again() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.peer_is(5, "trader").await?;
        page.faster().await?;
        page.region("Network").click("button", "Peer 5,").await?;
        page.peer_is(4, "trader").await?;
        page.region("Network").click("button", "Peer 5, crashed").await?;
        page.peer_is(5, "trader").await?;
        until("one trader alone", async || Ok((traders(page).await? == 1).then_some(()))).await
    })
}

#[test]
fn a_crash_is_announced() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.region("Network").click("button", "Peer 3,").await?;
        until("the announcement of the crash", async || {
            let shown = page.announcements().await?;
            Ok(shown.contains("Peer 3 crashed").then_some(()))
        })
        .await
    })
}

#[test]
fn the_faults_region_crashes_and_restarts_a_peer() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Faults").await?;
        let faults = page.region("Faults");
        faults.click("button", "Crash peer 2").await?;
        page.peer_is(2, "crashed").await?;
        cannot_be_used(page, "Crash peer 2").await?;
        faults.click("button", "Restart peer 2").await?;
        page.peer_is_not(2, "crashed").await?;
        cannot_be_used(page, "Restart peer 2").await
    })
}

#[test]
fn the_faults_region_pauses_and_resumes_a_peer() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Faults").await?;
        let faults = page.region("Faults");
        faults.click("button", "Pause peer 1").await?;
        cannot_be_used(page, "Pause peer 1").await?;
        faults.click("button", "Resume peer 1").await?;
        cannot_be_used(page, "Resume peer 1").await
    })
}

#[test]
fn what_a_peer_cannot_suffer_now_cannot_be_chosen() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Faults").await?;
        for act in ["Restart peer 1", "Resume peer 1"] {
            cannot_be_used(page, act).await?;
        }
        let crash = page.region("Faults").named("button", "Crash peer 1").await?;
        ensure!(!crash.disabled);
        Ok(())
    })
}

/// How many peers the page calls trader.
async fn traders(page: &Page<'_>) -> Result<usize> {
    let peers = page.peers().await?;
    Ok(peers.iter().filter(|name| name.contains(", trader")).count())
}

/// Waits until a button in Faults is disabled.
async fn cannot_be_used(page: &Page<'_>, button: &str) -> Result<()> {
    until(format!("the button \"{button}\" to be disabled"), async || {
        let found = page.region("Faults").named("button", button).await?;
        Ok(found.disabled.then_some(()))
    })
    .await
}

#[test]
fn with_every_peer_dead_the_run_stops_and_says_so() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        for id in 0..6 {
            page.region("Network").click("button", &format!("Peer {id},")).await?;
            page.peer_is(id, "crashed").await?;
        }
        page.strike("]]]]]]]]]]").await?;
        page.strike(" ").await?;
        until("the page to say that nothing is due", async || {
            let transport = page.region("Transport").text().await?;
            Ok(transport.contains("Nothing is due any more").then_some(()))
        })
        .await?;
        page.region("Transport").named("button", "Play").await.map(|_| ())
    })
}
