//! Timers: one that runs out now, all of a kind that run out together or apart.

use anyhow::{Context, Result, ensure};
use visit::page::{Page, Place};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// What the checks of the trader are called in the list.
const CHECK: &str = "the next check";

async fn timers<'a>(page: &'a Page<'a>) -> Result<Place<'a>> {
    page.run_to("2.000").await?;
    page.whole().click("tab", "Faults").await?;
    let faults = page.region("Faults");
    faults.unfold("Timers").await?;
    Ok(faults)
}

/// When the waits of this kind end, in thousandths of a second, in the order of the list.
async fn ends(faults: &Place<'_>, kind: &str) -> Result<Vec<u64>> {
    let rows = faults.texts("listitem").await?;
    let ends = rows.iter().filter_map(|row| {
        let (_, rest) = row.split_once(kind)?;
        let (seconds, rest) = rest.trim().split_once(' ')?;
        (rest.trim() == "Fire").then(|| seconds.replace('.', "").parse().ok())?
    });
    Ok(ends.collect())
}

#[test]
fn a_timer_is_made_to_run_out_now_and_a_step_back_undoes_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = timers(page).await?;
        let before = page.moment().await?;
        let timer = faults.thing("button", "End peer").await?.name;
        faults.click("button", &timer).await?;
        page.step_is(|step| step == before.step + 1).await?;
        let after = page.moment().await?;
        ensure!(after.time == before.time, "{before:?}\n{after:?}");
        page.step_back().await?;
        faults.named("button", &timer).await?;
        ensure!(page.step().await? == before.step);
        Ok(())
    })
}

#[test]
fn f_ends_the_next_wait_of_the_selected_peer() -> Result<()> {
    with_page(SEED_77, async |page| {
        timers(page).await?;
        let before = page.step().await?;
        page.strike("1").await?;
        page.strike("f").await?;
        page.step_is(|step| step == before + 1).await?;
        let last = page.region("Event log").texts("listitem").await?;
        ensure!(last.first().is_some_and(|event| event.contains("Peer 1 ")), "{last:?}");
        Ok(())
    })
}

#[test]
fn a_timer_of_a_peer_that_does_not_wait_cannot_be_fired_by_its_key() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.region("Network").click("button", "Peer 3,").await?;
        page.peer_is(3, "crashed").await?;
        page.strike("f").await?;
        page.whole().tells("Not possible now: peer 3").await.map(|_| ())
    })
}

#[test]
fn the_checks_of_the_trader_are_brought_together_and_spread_again() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = timers(page).await?;
        let kind = faults.thing("button", "Let all waits for").await?.name;
        let kind = kind
            .strip_prefix("Let all waits for ")
            .and_then(|rest| rest.strip_suffix(" end together"));
        let kind = kind.context("a kind of timer")?;
        let apart = ends(&faults, kind).await?;
        ensure!(apart.len() > 1 && apart.windows(2).any(|two| two[0] != two[1]), "{apart:?}");

        faults.click("button", &format!("Let all waits for {kind} end together")).await?;
        until("all of them to end together", async || {
            let ends = ends(&faults, kind).await?;
            let same = ends.windows(2).all(|two| two[0] == two[1]);
            Ok((ends.len() == apart.len() && same).then_some(()))
        })
        .await?;

        faults.click("button", &format!("Let all waits for {kind} end 0.200 s apart")).await?;
        until("them to end 0.2 s apart", async || {
            let ends = ends(&faults, kind).await?;
            let far = ends.windows(2).all(|two| two[1] - two[0] == 200);
            Ok((ends.len() == apart.len() && far).then_some(()))
        })
        .await?;

        page.step_back().await?;
        page.step_back().await?;
        until("them to end as they did", async || {
            Ok((ends(&faults, kind).await? == apart).then_some(()))
        })
        .await
    })
}

#[test]
fn a_lets_all_checks_end_together() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = timers(page).await?;
        page.strike("a").await?;
        page.region("Event log").tells("end together from now on").await?;
        let ends = ends(&faults, CHECK).await?;
        ensure!(ends.windows(2).all(|two| two[0] == two[1]), "{ends:?}");
        Ok(())
    })
}
