//! The hunt: it finds the lost sale, opens it, and lets itself be cancelled.

use anyhow::{Context, Result, ensure};
use visit::moment::Moment;
use visit::page::{Key, Page};
use visit::story::with_page;

/// The report's peers, of which one crash at the wrong time loses a sale; and the same, defended.
const LOSES_A_SALE: &str = "#preset=without-durable-answers";
const DEFENDED: &str = "#preset=without-durable-answers-defended";

/// How the outcome begins when the lost sale is found.
const FOUND: &str = "I7 breaks, after";

/// Lets the run go on to its third second, and opens Checks there.
async fn ready(page: &Page<'_>) -> Result<Moment> {
    page.run_to("3.000").await?;
    page.whole().click("tab", "Checks").await?;
    page.moment().await
}

/// Begins a hunt.
async fn hunt(page: &Page<'_>) -> Result<()> {
    page.region("Checks").click("button", "Hunt").await
}

/// Lets the next hunt try so many continuations.
async fn tries(page: &Page<'_>, how_many: &str) -> Result<()> {
    page.region("Checks").fill("continuations", how_many).await
}

#[test]
fn a_hunt_finds_that_one_crash_loses_a_sale_and_leaves_the_run_on_screen_as_it_is() -> Result<()> {
    with_page(LOSES_A_SALE, async |page| {
        let before = ready(page).await?;
        hunt(page).await?;
        page.region("Checks").tells(FOUND).await?;
        let acts = acts(page).await?;
        ensure!(acts.len() == 1 && acts[0].contains(" s: Crash peer "), "{acts:?}");
        page.moment_is(&before).await?;
        page.whole().click("tab", "History").await?;
        ensure!(!page.region("History").has("button", "Go to first").await?, "a branch has begun");
        Ok(())
    })
}

/// What is done in the schedule that was found.
async fn acts(page: &Page<'_>) -> Result<Vec<String>> {
    let items = page.region("Checks").texts("listitem").await?;
    Ok(items.into_iter().filter(|item| item.contains(" s: Crash peer")).collect())
}

#[test]
fn what_a_hunt_found_opens_as_a_branch_and_its_link_stands_at_the_breach() -> Result<()> {
    with_page(LOSES_A_SALE, async |page| {
        ready(page).await?;
        hunt(page).await?;
        page.region("Checks").click("button", "Open it as a branch").await?;
        let (broken, sentence) = breach(page).await?;
        page.whole().click("tab", "History").await?;
        let name = page.region("History").named("textbox", "Name of branch 1").await?;
        ensure!(name.value == "breaks I7", "{name:?}");
        page.region("History").named("button", "Go to first").await?;
        let (there, link) = (page.moment().await?, page.link().await?);
        page.go("about:blank").await?;
        page.go(&link).await?;
        page.moment_is(&there).await?;
        page.whole().click("tab", "Checks").await?;
        ensure!(breach(page).await? == (broken, sentence));
        Ok(())
    })
}

/// The row of I7 once it is broken, and the sentence that says how.
async fn breach(page: &Page<'_>) -> Result<(String, String)> {
    let checks = page.region("Checks");
    let row =
        checks.becomes("DisclosureTriangle", "I7", |row| row.name.contains("broken at")).await?;
    let text = checks.text().await?;
    let (before, _) = text.split_once(" Go to the first moment").context("no first moment")?;
    let (_, sentence) = before.rsplit_once(" s ").context("no time")?;
    Ok((row.name, sentence.to_owned()))
}

#[test]
fn where_answers_are_durable_a_hunt_finds_nothing_and_says_what_it_tried() -> Result<()> {
    with_page(DEFENDED, async |page| {
        ready(page).await?;
        tries(page, "20").await?;
        hunt(page).await?;
        let told = "Nothing breaks within these bounds: 20 of at most 20 continuations";
        page.region("Checks").tells(told).await.map(|_| ())
    })
}

#[test]
fn a_hunt_can_be_cancelled_and_the_run_goes_on_from_where_it_stood() -> Result<()> {
    with_page(DEFENDED, async |page| {
        let before = ready(page).await?;
        tries(page, "10000000").await?;
        hunt(page).await?;
        page.region("Checks").tells("of at most 10000000 continuations").await?;
        page.region("Checks").click("button", "Cancel").await?;
        page.region("Checks").is_gone("progressbar", "Hunt").await?;
        page.moment_is(&before).await?;
        page.region("Checks").becomes("button", "Hunt", |hunt| !hunt.disabled).await?;
        let focused = page.focused().await?.map(|thing| thing.name);
        ensure!(focused.as_deref() == Some("Hunt"), "{focused:?}");
        page.play().await
    })
}

#[test]
fn a_run_can_be_stepped_while_a_hunt_goes_on() -> Result<()> {
    with_page(DEFENDED, async |page| {
        let before = ready(page).await?;
        tries(page, "10000000").await?;
        hunt(page).await?;
        page.region("Transport").click("button", "Step").await?;
        page.moment_after(&before).await?;
        page.region("Checks").named("progressbar", "Hunt").await.map(|_| ())
    })
}

#[test]
fn a_bound_that_makes_no_sense_is_complained_of_and_nothing_is_hunted() -> Result<()> {
    with_page(LOSES_A_SALE, async |page| {
        let before = ready(page).await?;
        page.region("Checks").fill("within steps", "many").await?;
        hunt(page).await?;
        let alert = page.whole().text_of("alert").await?;
        let expected =
            "Hunt, within steps: found \"many\", expected a whole number from 1 to 100000";
        ensure!(alert.contains(expected), "{alert}");
        ensure!(!page.region("Checks").has("progressbar", "Hunt").await?);
        page.moment_is(&before).await
    })
}

#[test]
fn a_statement_is_opened_and_a_sale_is_hunted_down_by_the_keyboard_alone() -> Result<()> {
    with_page(LOSES_A_SALE, async |page| {
        page.strike(" ").await?;
        page.region("Transport").named("button", "Play").await?;
        page.tab_to_panel("Checks").await?;
        page.tab_to("DisclosureTriangle", |name| name.starts_with("I1 ")).await?;
        page.strike(" ").await?;
        page.region("Checks").tells("Must hold always.").await?;
        page.region("Transport").named("button", "Play").await?;
        page.tab_to("button", |name| name == "Hunt").await?;
        page.strike(Key::Enter).await?;
        page.region("Checks").tells(FOUND).await?;
        page.tab_to("button", |name| name == "Open it as a branch").await?;
        page.strike(Key::Enter).await?;
        breach(page).await.map(|_| ())
    })
}
