//! The palette of all acts: opened by a key, searched, and used.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use visit::page::{Key, Page};
use visit::story::with_page;
use visit::tree::Thing;
use visit::wait::until;

use crate::SEED_77;

/// Opens the palette by its key on a page that stands still.
async fn open(page: &Page<'_>) -> Result<()> {
    page.strike("/").await?;
    page.whole().named("dialog", "Palette").await?;
    until("the focus in the search", async || {
        let here = page.focused().await?;
        Ok(here.is_some_and(|thing| thing.name == "Find an act").then_some(()))
    })
    .await
}

/// The acts that the palette lists now.
async fn acts(page: &Page<'_>) -> Result<Vec<Thing>> {
    let mut all = Vec::new();
    for group in page.whole().all("region").await? {
        let named = ["The selected peer", "The message looked at", "The link looked at"];
        let rest = ["The ledger", "The whole market"];
        if named.iter().chain(&rest).any(|name| *name == group.name) {
            all.extend(page.region(&group.name).all("button").await?);
        }
    }
    Ok(all)
}

async fn closed(page: &Page<'_>) -> Result<()> {
    page.whole().is_gone("dialog", "Palette").await
}

#[test]
fn a_slash_opens_the_palette_and_escape_closes_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        open(page).await?;
        page.strike(Key::Escape).await?;
        closed(page).await
    })
}

#[test]
fn an_act_is_found_by_its_words_and_done_by_enter() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.strike("3").await?;
        open(page).await?;
        page.strike("crash").await?;
        let found = until("the acts with this word", async || {
            let acts = acts(page).await?;
            Ok(acts.iter().all(|act| act.name.starts_with("Crash")).then_some(acts))
        })
        .await?;
        ensure!(found.len() == 1 && found[0].name == "Crash peer 3", "{found:?}");
        page.strike(Key::Enter).await?;
        closed(page).await?;
        page.peer_is(3, "crashed").await
    })
}

#[test]
fn an_act_is_reached_by_the_arrows_or_clicked() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.strike("2").await?;
        open(page).await?;
        page.strike("pause").await?;
        page.whole().is_gone("button", "Crash peer 2").await?;
        page.strike(Key::Down).await?;
        let here = page.focused().await?.context("the focus is nowhere")?;
        ensure!(here.name == "Pause peer 2", "{here:?}");
        page.strike(Key::Enter).await?;
        closed(page).await?;
        page.peer_is(2, "paused").await?;
        open(page).await?;
        page.whole().click("button", "Cut all links between peers").await?;
        closed(page).await?;
        page.region("Event log").tells("Cut all links between peers").await.map(|_| ())
    })
}

#[test]
fn what_is_not_possible_is_greyed_with_its_reason_and_does_nothing() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let before = page.step().await?;
        open(page).await?;
        let crash = page.whole().named("button", "Crash the selected peer").await?;
        ensure!(crash.disabled && crash.description.contains("no peer is selected"), "{crash:?}");
        page.whole().click("button", "Crash the selected peer").await?;
        for act in acts(page).await? {
            ensure!(act.disabled != act.description.is_empty(), "{act:?}");
        }
        page.strike(Key::Escape).await?;
        closed(page).await?;
        ensure!(page.step().await? == before, "a greyed act has done something");
        Ok(())
    })
}

#[test]
fn words_that_no_act_has_are_told_to_be_so() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        open(page).await?;
        page.strike("make coffee").await?;
        page.whole().tells("No act has all these words in its name.").await?;
        ensure!(acts(page).await?.is_empty());
        Ok(())
    })
}

#[test]
fn each_act_shows_a_key_of_its_own() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.strike("3").await?;
        page.strike("m").await?;
        open(page).await?;
        let acts = acts(page).await?;
        let different: BTreeSet<_> = acts.iter().map(|act| act.key.as_str()).collect();
        ensure!(different.len() == acts.len() && !different.contains(""), "{acts:#?}");
        Ok(())
    })
}

#[test]
fn a_letter_with_shift_does_the_act_that_the_palette_lists_with_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        open(page).await?;
        let cut = page.whole().named("button", "Cut all links between peers").await?;
        ensure!(cut.key == "Shift+Z", "{cut:?}");
        page.strike(Key::Escape).await?;
        closed(page).await?;
        page.strike_with_shift("z").await?;
        page.region("Event log").tells("Cut all links between peers").await.map(|_| ())
    })
}

#[test]
fn the_palette_can_act_upon_the_peer_and_the_message_looked_at() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        let message = page.step_until(|all| all.first().cloned()).await?;
        page.region("Network").click("button", &format!("Message {},", message.id)).await?;
        page.region("Inspector").tells(&format!("message {}", message.id)).await?;
        open(page).await?;
        page.strike("hold message").await?;
        page.strike(Key::Enter).await?;
        closed(page).await?;
        page.message_is(message.id, |message| message.due == "held").await.map(|_| ())
    })
}
