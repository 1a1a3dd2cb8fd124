//! Presets: opened from Scenario and by an address; what an address asks for that cannot be had.

use anyhow::{Result, ensure};
use visit::page::Page;
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

const TITLE: &str = "A successor that does not read the sales";

/// Waits until this run breaks what the preset is about.
async fn i13_breaks(page: &Page<'_>) -> Result<()> {
    page.run_until("a check goes red").await?;
    page.whole().click("tab", "Checks").await?;
    let checks = page.region("Checks");
    checks
        .becomes("DisclosureTriangle", "I13", |row| row.name.contains("broken at"))
        .await
        .map(|_| ())
}

#[test]
fn a_preset_opened_from_scenario_breaks_what_it_is_about() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Scenario").await?;
        let scenario = page.region("Scenario");
        scenario.unfold("What breaks").await?;
        scenario.click("button", &format!("Open {TITLE}")).await?;
        scenario.tells(&format!("{TITLE} Taken away:")).await?;
        i13_breaks(page).await
    })
}

#[test]
fn a_preset_opened_by_its_address_breaks_what_it_is_about() -> Result<()> {
    with_page("#preset=unread-sales", async |page| {
        page.whole().click("tab", "Scenario").await?;
        page.region("Scenario").tells(&format!("{TITLE} Taken away:")).await?;
        i13_breaks(page).await
    })
}

#[test]
fn the_address_names_the_preset_that_was_opened() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Scenario").await?;
        page.region("Scenario").unfold("What breaks").await?;
        page.region("Scenario").click("button", &format!("Open {TITLE}, defended")).await?;
        until("the address of the defended preset", async || {
            let address = page.address().await?;
            Ok(address.contains("#preset=unread-sales-defended&seed=").then_some(()))
        })
        .await?;
        let told = format!("{TITLE} No defence is taken away.");
        page.region("Scenario").tells(&told).await.map(|_| ())
    })
}

#[test]
fn a_preset_runs_with_the_seed_that_the_address_names() -> Result<()> {
    with_page("#preset=without-durable-answers&seed=4219", async |page| {
        let seed = page.region("Transport").named("textbox", "Seed").await?;
        ensure!(seed.value == "4219", "{seed:?}");
        Ok(())
    })
}

/// Waits for a complaint that tells all of this, and for a new run that plays.
async fn refused(page: &Page<'_>, what: &[&str]) -> Result<()> {
    let alert = page.whole().text_of("alert").await?;
    ensure!(what.iter().all(|what| alert.contains(what)), "{alert}");
    ensure!(alert.contains("This is a new run."), "{alert}");
    page.region("Transport").named("button", "Pause").await?;
    page.peer_is(5, "trader").await
}

#[test]
fn a_preset_that_there_is_not_is_refused_and_a_new_run_begins() -> Result<()> {
    with_page("#preset=late", async |page| {
        refused(page, &["The address: found preset \"late\", expected one of", "late-write"]).await
    })
}

#[test]
fn a_field_that_no_address_has_is_refused_and_a_new_run_begins() -> Result<()> {
    with_page("#presets=late-write", async |page| {
        refused(page, &["The address: found \"presets\", expected preset, seed, peers or run"])
            .await
    })
}

#[test]
fn an_address_with_preset_and_peers_is_refused_and_a_new_run_begins() -> Result<()> {
    with_page("#preset=late-write&peers=9", async |page| {
        refused(page, &["The address: found preset and peers, expected one of them"]).await
    })
}
