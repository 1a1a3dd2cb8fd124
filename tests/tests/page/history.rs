//! Branches, running until something happens, and the link that makes a run again.

use anyhow::{Result, ensure};
use visit::page::Page;
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// Waits until Transport's text tells this.
async fn transport_tells(page: &Page<'_>, what: &str) -> Result<()> {
    until(format!("Transport to tell {what:?}"), async || {
        Ok(page.region("Transport").text().await?.contains(what).then_some(()))
    })
    .await
}

/// Runs to a time of the run.
async fn run_to_second(page: &Page<'_>, second: u32) -> Result<()> {
    let transport = page.region("Transport");
    transport.choose("Run until", "the time").await?;
    transport.fill("How many seconds", &second.to_string()).await?;
    transport.click("button", "Run to it").await?;
    transport_tells(page, &format!("{second}.")).await?;
    transport.named("button", "Play").await.map(|_| ())
}

/// A run of eight seconds, gone back by some steps, where peer 2 was then crashed.
async fn branched(page: &Page<'_>) -> Result<()> {
    run_to_second(page, 8).await?;
    for _ in 0..20 {
        page.region("Transport").click("button", "Step back").await?;
    }
    page.region("Network").click("button", "Peer 2,").await?;
    page.peer_is(2, "crashed").await?;
    page.whole().click("tab", "History").await
}

#[test]
fn an_act_in_the_past_begins_a_branch_and_the_old_future_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        branched(page).await?;
        transport_tells(page, "branch 1").await?;
        let history = page.region("History");
        let text = history.text().await?;
        ensure!(text.contains("Crash peer 2 at") && text.contains("from first"), "{text}");
        history.click("button", "Go to first").await?;
        page.peer_is_not(2, "crashed").await?;
        history.click("button", "Go to branch 1").await?;
        // Both have this moment in common: the act is still to come.
        page.region("Transport").click("button", "Step").await?;
        page.peer_is(2, "crashed").await
    })
}

#[test]
fn two_branches_are_compared_from_their_first_difference() -> Result<()> {
    with_page(SEED_77, async |page| {
        branched(page).await?;
        let history = page.region("History");
        history.click("button", "Compare with first").await?;
        history.named("table", "Both states").await?;
        let text = history.text().await?;
        ensure!(text.contains("They first differ here:"), "{text}");
        ensure!(text.contains("Peer 2 crashes") && text.contains("differs"), "{text}");
        history.click("button", "Compare no more").await
    })
}

#[test]
fn a_branch_is_named_and_discarded() -> Result<()> {
    with_page(SEED_77, async |page| {
        branched(page).await?;
        let history = page.region("History");
        history.fill("Name of branch 1", "without 2\u{e007}").await?;
        transport_tells(page, "without 2").await?;
        history.click("button", "Go to first").await?;
        history.click("button", "Discard without 2").await?;
        until("the branch to be gone", async || {
            Ok((!history.has("button", "Go to without 2").await?).then_some(()))
        })
        .await
    })
}

#[test]
fn the_run_goes_on_until_the_next_sale() -> Result<()> {
    with_page(SEED_77, async |page| {
        let transport = page.region("Transport");
        transport.choose("Run until", "the next sale").await?;
        transport.click("button", "Run to it").await?;
        until("the run to stop at a sale", async || {
            Ok(page.announcements().await?.contains("until the next sale").then_some(()))
        })
        .await?;
        let log = page.region("Event log").text().await?;
        ensure!(log.contains("The ledger takes entry"), "{log}");
        transport.named("button", "Play").await.map(|_| ())
    })
}

#[test]
fn a_number_that_makes_no_sense_is_told_and_the_run_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let before = page.moment().await?;
        let transport = page.region("Transport");
        transport.choose("Run until", "the time").await?;
        transport.fill("How many seconds", "soon\u{e007}").await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("found \"soon\", expected seconds"), "{alert}");
        page.moment_is(&before).await
    })
}

/// The link that the page shows.
async fn link(page: &Page<'_>) -> Result<String> {
    page.whole().click("button", "Share").await?;
    let link = page.whole().named("textbox", "Link").await?.value;
    page.whole().click("button", "Close share").await?;
    Ok(link)
}

#[test]
fn a_link_opens_the_run_with_its_branches_at_the_same_moment() -> Result<()> {
    with_page(SEED_77, async |page| {
        branched(page).await?;
        let before = page.moment().await?;
        let link = link(page).await?;
        page.go("about:blank").await?;
        page.go(&link).await?;
        page.moment_is(&before).await?;
        transport_tells(page, "branch 1").await
    })
}

#[test]
fn a_damaged_link_is_refused_with_a_sentence_and_the_run_on_screen_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        branched(page).await?;
        let before = page.moment().await?;
        let link = link(page).await?;
        page.go(&link[..link.len() - 7]).await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("this link is") && alert.contains("stays"), "{alert}");
        page.moment_is(&before).await
    })
}

#[test]
fn a_link_of_another_format_is_refused() -> Result<()> {
    with_page("?seed=77#run=9.abcdef", async |page| {
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("this link is of another format"), "{alert}");
        page.region("Transport").named("button", "Pause").await.map(|_| ())
    })
}
