//! Checks: which statement is broken, since when, by which events, and what breaks later.

use anyhow::{Context, Result, ensure};
use visit::page::Page;
use visit::story::with_page;
use visit::tree::Thing;

use crate::SEED_77;

/// A preset in which an answered sale is missing in a later epoch, with its own seed.
const BREAKS_I7: &str = "#preset=answer-before-durable";

/// By then it is broken, in seconds of the run.
const UNTIL: &str = "15.000";

/// What breaks, as Checks states it and as it tells of it.
const STATEMENT: &str = "What a buyer was answered is in the ledger of every later epoch";

/// Runs until a check goes red, and opens Checks.
async fn run_to_breach(page: &Page<'_>) -> Result<()> {
    page.run_until("a check goes red").await?;
    page.whole().click("tab", "Checks").await
}

/// Waits until the row of I7 tells this, and gives all that it says.
async fn i7_tells(page: &Page<'_>, what: &str) -> Result<String> {
    let checks = page.region("Checks");
    let row = checks.becomes("DisclosureTriangle", "I7", |row| row.name.contains(what)).await?;
    Ok(row.name)
}

/// The time in "broken at 5.123 s", as Transport tells a time.
fn time_in(row: &str) -> Result<String> {
    let (_, time) = row.split_once(" at ").with_context(|| format!("no time in {row:?}"))?;
    Ok(time.to_owned())
}

#[test]
fn a_breach_says_which_statement_broke_when_and_how() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        run_to_breach(page).await?;
        let row = i7_tells(page, "broken at").await?;
        ensure!(row.contains(STATEMENT), "{row}");
        ensure!(time_in(&row)? == page.moment().await?.time, "{row}");
        // With the sale its price is lost: what was spent for it is in no book.
        let text = page.region("Checks").tells("2 of 13 statements are broken").await?;
        let how = "Request 1.5 is answered with a sale, and the ledger holds nothing of it.";
        ensure!(text.contains(how), "{text}");
        Ok(())
    })
}

#[test]
fn the_first_moment_of_a_breach_can_be_gone_to_from_later() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        run_to_breach(page).await?;
        let first = page.moment().await?;
        page.run_to(UNTIL).await?;
        page.region("Checks").click("button", "Go to the first moment").await?;
        page.moment_is(&first).await
    })
}

#[test]
fn each_event_that_proves_a_breach_can_be_gone_to() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        run_to_breach(page).await?;
        let proof = proof(page).await?;
        ensure!(proof.len() > 1, "{proof:?}");
        for event in proof {
            let (time, sentence) = event.split_once(": ").context("a time and a sentence")?;
            page.region("Checks").click("button", &event).await?;
            page.region("Transport").tells(time).await?;
            page.region("Event log").tells(sentence).await?;
        }
        Ok(())
    })
}

/// The events that prove the breach, each "5.123 s: ...".
async fn proof(page: &Page<'_>) -> Result<Vec<String>> {
    let buttons = page.region("Checks").all("button").await?;
    let names = buttons.into_iter().map(|button| button.name);
    let is_event = |name: &String| {
        name.split_once(" s: ").is_some_and(|(time, _)| time.parse::<f64>().is_ok())
    };
    Ok(names.filter(is_event).collect())
}

#[test]
fn what_breaks_later_is_told_as_such_and_not_as_broken_now() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        run_to_breach(page).await?;
        page.step_back().await?;
        i7_tells(page, "breaks at").await?;
        page.region("Checks").tells("Nothing is broken now.").await.map(|_| ())
    })
}

#[test]
fn a_breach_is_announced() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        run_to_breach(page).await?;
        page.step_back().await?;
        page.region("Transport").click("button", "Step").await?;
        i7_tells(page, "broken at").await?;
        let announced = page.announcements().await?;
        ensure!(announced.contains("I7 is broken: "), "{announced}");
        Ok(())
    })
}

#[test]
fn the_defended_twin_stays_green_for_as_long() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        page.run_to(UNTIL).await?;
        page.whole().click("tab", "Checks").await?;
        i7_tells(page, "broken at").await?;
        page.region("Checks")
            .click("button", "The answer before the durable write: see it defended")
            .await?;
        page.region("Checks").tells("Nothing is broken now.").await?;
        page.run_to(UNTIL).await?;
        let row = i7_tells(page, "holds").await?;
        ensure!(row.contains(STATEMENT), "{row}");
        page.region("Checks").tells("Nothing is broken now.").await.map(|_| ())
    })
}

#[test]
fn a_statement_that_holds_says_how_often_it_was_judged_and_where_it_breaks() -> Result<()> {
    with_page(BREAKS_I7, async |page| {
        page.pause().await?;
        page.whole().click("tab", "Checks").await?;
        let checks = page.region("Checks");
        checks.unfold("I10").await?;
        checks.tells("Must hold").await?;
        checks.click("button", "The sorted list thrown away: see it break").await?;
        page.run_until("a check goes red").await?;
        checks
            .becomes("DisclosureTriangle", "I10", |row| row.name.contains("broken at"))
            .await
            .map(|_| ())
    })
}

#[test]
fn a_branch_that_is_played_again_is_the_same_to_the_last_event() -> Result<()> {
    with_page(SEED_77, async |page| {
        played_again(page).await?;
        let checks = page.region("Checks");
        checks.becomes("DisclosureTriangle", "I12", |row| row.name.ends_with("holds")).await?;
        Ok(())
    })
}

#[test]
fn what_was_played_again_says_nothing_of_another_branch() -> Result<()> {
    with_page(SEED_77, async |page| {
        played_again(page).await?;
        page.step_back().await?;
        page.region("Network").click("button", "Peer 2,").await?;
        page.peer_is(2, "crashed").await?;
        page.region("Checks").tells("Another branch is on screen by now").await?;
        let judged = |row: &Thing| !row.name.ends_with("holds");
        page.region("Checks").becomes("DisclosureTriangle", "I12", judged).await.map(|_| ())
    })
}

/// A run of five seconds that is played again and compared.
async fn played_again(page: &Page<'_>) -> Result<()> {
    page.run_to("5.000").await?;
    page.whole().click("tab", "Checks").await?;
    let checks = page.region("Checks");
    checks.unfold("I12").await?;
    checks.click("button", "Play it again and compare").await?;
    let text = checks.tells("events were the same; their digest is ").await?;
    let (_, rest) = text.split_once("Played again, all ").context("how many events")?;
    let events: u64 = rest.split(' ').next().unwrap_or_default().parse()?;
    ensure!(events > 100, "{text}");
    Ok(())
}
