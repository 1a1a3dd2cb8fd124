//! The keyboard alone does all that the mouse does.

use anyhow::{Result, ensure};
use visit::page::{Key, Page};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

#[test]
fn space_pauses_and_plays() -> Result<()> {
    with_page(SEED_77, async |page| {
        let transport = page.region("Transport");
        transport.named("button", "Pause").await?;
        page.strike(" ").await?;
        transport.named("button", "Play").await?;
        page.strike(" ").await?;
        transport.named("button", "Pause").await.map(|_| ())
    })
}

#[test]
fn the_arrows_step_forward_and_back() -> Result<()> {
    with_page(SEED_77, async |page| {
        paused_by_key(page).await?;
        let before = page.moment().await?;
        page.strike(Key::Right).await?;
        let after = page.moment_after(&before).await?;
        ensure!(after.step == before.step + 1, "{before:#?}\n{after:#?}");
        page.strike(Key::Left).await?;
        page.moment_is(&before).await
    })
}

#[test]
fn shift_and_an_arrow_step_to_the_next_message_and_back() -> Result<()> {
    with_page(SEED_77, async |page| {
        paused_by_key(page).await?;
        let start = page.moment().await?;
        page.strike_with_shift(Key::Right).await?;
        let first = page.moment_after(&start).await?;
        page.strike_with_shift(Key::Right).await?;
        let second = page.moment_after(&first).await?;
        ensure!(second.step > first.step && first.step > start.step);
        page.strike_with_shift(Key::Left).await?;
        page.moment_is(&first).await
    })
}

#[test]
fn the_keys_kill_the_trader_and_bring_it_back() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.peer_is(5, "trader").await?;
        page.faster().await?;
        page.strike("5").await?;
        page.strike("k").await?;
        page.peer_is(5, "crashed").await?;
        page.peer_is(4, "trader").await?;
        page.strike("r").await?;
        page.peer_is(5, "trader").await
    })
}

#[test]
fn the_keys_pause_the_selected_peer_and_resume_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.strike("3").await?;
        page.strike("p").await?;
        page.peer_is(3, "paused").await?;
        page.strike("p").await?;
        page.peer_is_not(3, "paused").await
    })
}

#[test]
fn a_peer_is_reached_by_tab_and_crashed_by_enter() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.tab_to("button", |name| name.starts_with("Peer 3,")).await?;
        page.strike(Key::Enter).await?;
        page.peer_is(3, "crashed").await?;
        page.strike(Key::Enter).await?;
        page.peer_is_not(3, "crashed").await
    })
}

#[test]
fn the_market_is_opened_by_keys_and_its_books_balance() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.tab_to_panel("Market").await?;
        let books = page.books().await?;
        ensure!(books.balance(), "coins are lost: {books:?}");
        Ok(())
    })
}

#[test]
fn the_speed_changes_by_keys() -> Result<()> {
    with_page(SEED_77, async |page| {
        let before = speed(page).await?;
        page.strike("]").await?;
        until("a higher speed", async || Ok((speed(page).await? > before).then_some(()))).await?;
        page.strike("[").await?;
        until("the old speed", async || {
            let now = speed(page).await?;
            Ok(((now - before).abs() < 1e-9).then_some(()))
        })
        .await
    })
}

#[test]
fn a_question_mark_opens_the_help_and_escape_closes_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.strike("?").await?;
        until("the help", async || Ok(dialog_is_open(page).await?.then_some(()))).await?;
        page.strike(Key::Escape).await?;
        until("the help to close", async || Ok((!dialog_is_open(page).await?).then_some(()))).await
    })
}

/// Pauses the run by the key for it.
async fn paused_by_key(page: &Page<'_>) -> Result<()> {
    page.strike(" ").await?;
    page.region("Transport").named("button", "Play").await.map(|_| ())
}

/// Where the slider "Speed" stands.
async fn speed(page: &Page<'_>) -> Result<f64> {
    let slider = page.region("Transport").named("slider", "Speed").await?;
    Ok(slider.value.parse()?)
}

async fn dialog_is_open(page: &Page<'_>) -> Result<bool> {
    Ok(!page.whole().all("dialog").await?.is_empty())
}

#[test]
fn a_seed_can_be_typed_while_the_run_plays() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.region("Transport").click("textbox", "Seed").await?;
        page.strike(Key::End).await?;
        for _ in "77".chars() {
            page.strike(Key::Backspace).await?;
        }
        for digit in ["4", "2", "1", "9"] {
            page.strike(digit).await?;
            let before = page.step().await?;
            until("the run to go on", async || Ok((page.step().await? > before).then_some(())))
                .await?;
        }
        page.strike(Key::Enter).await?;
        until("the seed that was typed", async || {
            let seed = page.region("Transport").named("textbox", "Seed").await?;
            Ok((seed.value == "4219").then_some(()))
        })
        .await
    })
}

#[test]
fn a_seed_that_is_no_number_is_complained_of_and_the_run_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.region("Transport").click("textbox", "Seed").await?;
        page.strike("x").await?;
        page.strike(Key::Enter).await?;
        let complaint = page.whole().text_of("alert").await?;
        ensure!(complaint.contains("expected a whole number"), "{complaint}");
        page.peer_is(5, "trader").await
    })
}

#[test]
fn escape_gives_the_focus_back_to_what_opened_the_help() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.tab_to("button", |name| name == "Help").await?;
        page.strike(Key::Enter).await?;
        until("the help", async || Ok(dialog_is_open(page).await?.then_some(()))).await?;
        page.strike(Key::Escape).await?;
        until("the focus to come back", async || {
            let here = page.focused().await?;
            Ok(here.is_some_and(|thing| thing.name == "Help").then_some(()))
        })
        .await
    })
}

#[test]
fn a_peers_menu_is_used_by_the_arrow_keys_and_left_by_escape() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let before = page.step().await?;
        page.tab_to("button", |name| name.starts_with("Peer 2,")).await?;
        page.strike_with_shift(Key::F10).await?;
        focus_is(page, "Crash peer 2").await?;
        page.strike(Key::Down).await?;
        focus_is(page, "Pause peer 2").await?;
        page.strike(Key::Escape).await?;
        until("the focus on peer 2", async || {
            let here = page.focused().await?;
            Ok(here.is_some_and(|thing| thing.name.starts_with("Peer 2,")).then_some(()))
        })
        .await?;
        ensure!(page.step().await? == before, "the arrows in the menu stepped the run");
        Ok(())
    })
}

/// Waits until the focus is on the thing of this name.
async fn focus_is(page: &Page<'_>, name: &str) -> Result<()> {
    until(format!("the focus on \"{name}\""), async || {
        let here = page.focused().await?;
        Ok(here.is_some_and(|thing| thing.name == name).then_some(()))
    })
    .await
}
