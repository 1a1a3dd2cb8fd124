//! A scenario that is written field by field: started, saved, loaded, shared; what is wrong with it beside
//! its field.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use visit::files::Folder;
use visit::page::{Key, Page, Place};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// What stands above the form of a scenario that nobody has changed.
const UNTOUCHED: &str = "This is the scenario on screen.";

/// Opens Scenario while the page stands still, with one section of the form unfolded.
async fn form<'a>(page: &'a Page<'_>, section: &str) -> Result<Place<'a>> {
    page.pause().await?;
    page.whole().click("tab", "Scenario").await?;
    let scenario = page.region("Scenario");
    scenario.unfold(section).await?;
    Ok(scenario)
}

/// The scenario as the page saves it.
async fn saved(scenario: &Place<'_>, folder: &Folder) -> Result<Value> {
    scenario.click("button", "Save scenario").await?;
    Ok(serde_json::from_str(&folder.saved_text("scenario.json").await?)?)
}

/// Starts what is written, and waits until it is on screen.
async fn started(scenario: &Place<'_>) -> Result<()> {
    scenario.click("button", "Start this scenario").await?;
    scenario.tells(UNTOUCHED).await.map(|_| ())
}

#[test]
fn a_scenario_that_is_written_starts_when_somebody_says_so() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.peer_is(5, "trader").await?;
        let (scenario, folder) = (form(page, "Trade").await?, Folder::of(page).await?);
        let before = page.moment().await?;
        scenario.fill("Service time", "150.001").await?;
        scenario.tells("1 change. The run on screen stays until you start.").await?;
        page.moment_is(&before).await?;
        started(&scenario).await?;
        ensure!(scenario.named("textbox", "Service time").await?.value == "150.001");
        ensure!(saved(&scenario, &folder).await?["service_us"] == 150_001);
        page.peer_is(5, "trader").await
    })
}

#[test]
fn what_is_wrong_is_told_beside_its_field_and_the_run_on_screen_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        let scenario = form(page, "Timeouts").await?;
        let before = page.moment().await?;
        scenario.fill("Wait for OK (T)", "129.999").await?;
        let told = "Found 129.999 ms, expected 130 ms to a day";
        let field = scenario
            .becomes("textbox", "Wait for OK (T)", |field| field.description.contains(told))
            .await?;
        ensure!(field.description.contains("How long a candidate waits"), "{field:?}");
        scenario.click("button", "Start this scenario").await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(
            alert.contains("The scenario makes no sense yet. Wait for OK (T): Found"),
            "{alert}"
        );
        page.moment_is(&before).await?;
        scenario.fill("Wait for OK (T)", "130").await?;
        scenario.tells(UNTOUCHED).await.map(|_| ())
    })
}

#[test]
fn reset_takes_back_what_was_written() -> Result<()> {
    with_page(SEED_77, async |page| {
        let scenario = form(page, "Title and seed").await?;
        scenario.fill("Seed", "seven").await?;
        scenario.tells("1 change, 1 problem.").await?;
        scenario.click("button", "Reset to the scenario on screen").await?;
        scenario.becomes("textbox", "Seed", |field| field.value == "77").await?;
        scenario.tells(UNTOUCHED).await.map(|_| ())
    })
}

#[test]
fn nine_peers_in_the_reports_pattern_elect_the_highest() -> Result<()> {
    with_page(SEED_77, async |page| {
        let scenario = form(page, "Peers and goods").await?;
        scenario.fill("Number of peers in the report's pattern", "9").await?;
        scenario.click("button", "peers in the report's pattern").await?;
        scenario.named("combobox", "Peer 8: role").await?;
        started(&scenario).await?;
        page.peer_is(8, "trader").await
    })
}

#[test]
fn a_peer_comes_with_a_role_and_a_stock_and_another_goes() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (scenario, folder) = (form(page, "Peers and goods").await?, Folder::of(page).await?);
        scenario.click("button", "Remove peer 1").await?;
        scenario.is_gone("combobox", "Peer 5: role").await?;
        scenario.click("button", "Add a peer").await?;
        scenario.choose("Peer 5: role", "seller").await?;
        scenario.fill("Peer 5: stock", "40").await?;
        started(&scenario).await?;
        let peers = saved(&scenario, &folder).await?["peers"].take();
        ensure!(peers.as_array().context("peers are a list")?.len() == 6, "{peers}");
        ensure!(peers[5]["seller"]["stock"] == 40, "{peers}");
        Ok(())
    })
}

#[test]
fn a_fault_that_is_planned_happens_at_its_time() -> Result<()> {
    with_page(SEED_77, async |page| {
        let scenario = form(page, "Planned faults").await?;
        scenario.choose("What", "pause").await?;
        scenario.choose("Peer", "3").await?;
        scenario.fill("At, ms", "1500.5").await?;
        scenario.tells("Pause peer 3.").await?;
        scenario.click("button", "Plan it").await?;
        scenario.named("textbox", "Fault 1: at").await?;
        started(&scenario).await?;
        page.run_to("1.300").await?;
        page.peer_is_not(3, "paused").await?;
        page.run_to("1.510").await?;
        page.peer_is(3, "paused").await
    })
}

#[test]
fn another_election_detector_and_fewer_defences_are_chosen() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (scenario, folder) = (form(page, "Election").await?, Folder::of(page).await?);
        scenario.choose("Election", "ring").await?;
        scenario.named("combobox", "Order on the ring").await?;
        scenario.unfold("Detector").await?;
        scenario.choose("Detector", "heartbeat").await?;
        scenario.named("textbox", "Silence").await?;
        scenario.unfold("Defences").await?;
        scenario.click("checkbox", "Fencing").await?;
        scenario.tells("3 changes.").await?;
        started(&scenario).await?;
        let saved = saved(&scenario, &folder).await?;
        ensure!(saved["election"]["ring"]["order"] == "rising", "{saved}");
        ensure!(saved["detector"]["heartbeat"].is_object(), "{saved}");
        ensure!(saved["defences"]["fencing"] == false, "{saved}");
        scenario.tells("Taken away: The ledger refuses what a trader of an old epoch").await?;
        page.peer_is(5, "trader").await
    })
}

#[test]
fn a_link_opens_the_scenario_that_was_written() -> Result<()> {
    with_page(SEED_77, async |page| {
        let scenario = form(page, "Trade").await?;
        scenario.fill("Commission", "12.5").await?;
        scenario.tells("1 change.").await?;
        scenario.click("button", "Share link to this scenario").await?;
        let link = page.whole().named("textbox", "Link").await?.value;
        page.go(&link).await?;
        page.whole().click("tab", "Scenario").await?;
        scenario.tells(UNTOUCHED).await?;
        // The page is the same one, and the section is still unfolded.
        scenario.becomes("textbox", "Commission", |field| field.value == "12.5").await.map(|_| ())
    })
}

#[test]
fn a_file_that_makes_no_sense_is_shown_with_what_is_wrong_and_can_be_mended() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (scenario, folder) = (form(page, "Peers and goods").await?, Folder::of(page).await?);
        let mut wrong = saved(&scenario, &folder).await?;
        wrong["goods"][1]["price_cents"] = (-5).into();
        let file = folder.put("wrong.json", &wrong.to_string())?;
        page.drop_file("Network", &file).await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("goods[1].price_cents: found -5"), "{alert}");
        ensure!(alert.contains("The run on screen stays."), "{alert}");
        let told = "Found -0.05 coins, expected 0.01 to 1,000,000.00 coins.";
        scenario
            .becomes("textbox", "Good 2: price", |field| field.description.contains(told))
            .await?;
        scenario.fill("Good 2: price", "7.50").await?;
        scenario.tells("1 change.").await?;
        started(&scenario).await?;
        ensure!(saved(&scenario, &folder).await?["goods"][1]["price_cents"] == 750);
        Ok(())
    })
}

#[test]
fn a_scenario_is_written_and_started_by_keys_alone() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.tab_to_panel("Scenario").await?;
        page.tab_to("DisclosureTriangle", |name| name.starts_with("Trade")).await?;
        page.strike(Key::Enter).await?;
        page.tab_to("textbox", |name| name == "Commission").await?;
        page.strike("30").await?;
        page.region("Scenario").tells("1 change.").await?;
        until("the button that starts it", async || {
            page.strike_with_shift(Key::Tab).await?;
            let here = page.focused().await?;
            Ok(here.filter(|thing| thing.name.starts_with("Start this scenario")).map(|_| ()))
        })
        .await?;
        page.strike(Key::Enter).await?;
        page.region("Scenario").tells(UNTOUCHED).await?;
        let commission = page.region("Scenario").named("textbox", "Commission").await?;
        ensure!(commission.value.contains("30"), "{commission:?}");
        Ok(())
    })
}
