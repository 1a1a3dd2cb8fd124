//! Compare: one scenario under several choices, in step.

use anyhow::{Result, ensure};
use visit::files::Folder;
use visit::page::{Key, Page, Place};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// Goes over to Compare, which plays, and pauses it.
async fn paused(page: &Page<'_>) -> Result<()> {
    page.whole().click("button", "Compare").await?;
    let compare = page.region("Compare");
    compare.click("button", "Pause").await?;
    compare.named("button", "Play").await.map(|_| ())
}

/// Goes to the slider's end, half a minute of simulated time.
async fn at_half_a_minute(page: &Page<'_>) -> Result<()> {
    let slider = page.region("Compare").named("slider", "Simulated time").await?;
    page.region("Compare").click("slider", &slider.name).await?;
    page.strike(Key::End).await?;
    page.region("Compare").tells("30.000 s").await.map(|_| ())
}

/// Waits until this peer's button in each of so many columns tells what.
async fn peer_is(compare: &Place<'_>, peer: u32, what: &str, columns: usize) -> Result<()> {
    let start = format!("Peer {peer}, {what}");
    until(format!("{columns} times \"{start}\""), async || {
        let buttons = compare.all("button").await?;
        let telling = buttons.iter().filter(|button| button.name.starts_with(&start)).count();
        Ok((telling == columns).then_some(()))
    })
    .await
}

#[test]
fn two_choices_stand_side_by_side_with_what_each_comes_to() -> Result<()> {
    with_page(SEED_77, async |page| {
        paused(page).await?;
        let compare = page.region("Compare");
        compare.named("group", "Column 1, Bully").await?;
        compare.named("group", "Column 2, Ring").await?;
        at_half_a_minute(page).await?;
        compare.named("table", "What each comes to").await?;
        let text = compare.text().await?;
        ensure!(
            text.contains("Bully needed") && text.contains("messages for elections, ring"),
            "{text}"
        );
        ensure!(text.contains("≠") || text.contains("differs"), "{text}");
        Ok(())
    })
}

#[test]
fn a_click_crashes_a_peer_in_all_columns_and_leaves_the_run_alone() -> Result<()> {
    with_page(SEED_77, async |page| {
        paused(page).await?;
        let compare = page.region("Compare");
        at_half_a_minute(page).await?;
        compare.click("button", "Peer 5,").await?;
        peer_is(&compare, 5, "crashed", 2).await?;
        ensure!(page.announcements().await? == "Crash peer 5 at 30.000 s.");
        compare.click("button", "Peer 5,").await?;
        peer_is(&compare, 5, "crashed", 0).await?;
        page.whole().click("button", "Run").await?;
        page.peer_is_not(5, "crashed").await
    })
}

#[test]
fn what_was_done_on_screen_is_done_in_all_columns() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.region("Network").click("button", "Peer 2,").await?;
        page.peer_is(2, "crashed").await?;
        paused(page).await?;
        let compare = page.region("Compare");
        ensure!(compare.text().await?.contains("1 act,"));
        at_half_a_minute(page).await?;
        peer_is(&compare, 2, "crashed", 2).await
    })
}

#[test]
fn a_column_chooses_otherwise_and_there_can_be_more_of_them() -> Result<()> {
    with_page(SEED_77, async |page| {
        paused(page).await?;
        let compare = page.region("Compare");
        compare.choose("Election of column 2", "modified bully").await?;
        compare.named("group", "Column 2, Modified bully").await?;
        compare.choose("Detector of column 1", "heartbeat").await?;
        compare.named("group", "Column 1, Bully, heartbeats").await?;
        compare.named("group", "Column 2, Modified bully, checks on demand").await?;
        compare.click("button", "Add a column").await?;
        compare.named("group", "Column 3, Ring, checks on demand").await?;
        compare.click("button", "Remove column 1").await?;
        compare.named("group", "Column 2, Ring").await?;
        compare.is_gone("group", "Column 3").await
    })
}

#[test]
fn a_missing_defence_shows_in_the_table() -> Result<()> {
    with_page("?preset=carried-out-twice-defended", async |page| {
        paused(page).await?;
        let compare = page.region("Compare");
        compare.choose("Election of column 2", "bully (as it is)").await?;
        compare.unfold("Defences of column 2").await?;
        compare.click("checkbox", "request table in column 2").await?;
        compare.named("group", "Column 2, Without request table").await?;
        at_half_a_minute(page).await?;
        compare
            .tells("With request table broke 0 invariants, without request table 2.")
            .await
            .map(|_| ())
    })
}

#[test]
fn the_keys_move_all_columns_along() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("button", "Compare").await?;
        let compare = page.region("Compare");
        compare.named("button", "Pause").await?;
        page.strike(" ").await?;
        compare.named("button", "Play").await?;
        page.strike(Key::Home).await?;
        compare.tells(" 0.000 s in all columns").await?;
        page.strike(Key::Right).await?;
        page.strike(Key::Right).await?;
        until("the time to go on", async || {
            Ok((!compare.text().await?.contains(" 0.000 s in all columns")).then_some(()))
        })
        .await
    })
}

#[test]
fn the_table_is_saved_for_programs() -> Result<()> {
    with_page(SEED_77, async |page| {
        let folder = Folder::of(page).await?;
        paused(page).await?;
        let compare = page.region("Compare");
        at_half_a_minute(page).await?;
        compare.click("button", "Save the table as CSV").await?;
        let table = folder.saved_text("compared.csv").await?;
        let lines: Vec<&str> = table.lines().collect();
        ensure!(lines[0].starts_with("choice,first_trader_us,"), "{table}");
        ensure!(
            lines[1].starts_with("as-it-is,") && lines[2].starts_with("election=ring,"),
            "{table}"
        );
        compare.click("button", "Save the table as JSON").await?;
        let json: serde_json::Value =
            serde_json::from_str(&folder.saved_text("compared.json").await?)?;
        ensure!(json["time_us"] == 30_000_000 && json["seed"] == 77, "{json}");
        Ok(())
    })
}
