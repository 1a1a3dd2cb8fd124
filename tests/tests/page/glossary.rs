//! The words of the page are explained where they stand, and in Help.

use anyhow::{Result, ensure};
use visit::page::{Key, Page, Place};
use visit::story::{with_browser, with_page};
use visit::wait::until;

use crate::SEED_77;

const MEANING: &str =
    "The requests that wait at the trader, in the order in which it will serve them.";

/// Waits until the page shows the meaning of "queue", or shows it no longer.
async fn card_is_shown(page: &Page<'_>, shown: bool) -> Result<()> {
    until(format!("the card to be shown: {shown}"), async || {
        Ok((page.whole().text().await?.contains(MEANING) == shown).then_some(()))
    })
    .await
}

#[test]
fn a_word_that_is_tapped_is_explained_and_escape_takes_the_card_away() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        card_is_shown(page, false).await?;
        page.region("Market").click("term", "Queue").await?;
        card_is_shown(page, true).await?;
        page.strike(Key::Escape).await?;
        card_is_shown(page, false).await
    })
}

#[test]
fn a_word_is_explained_to_the_keyboard_too() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.tab_to("term", |name| name == "Queue").await?;
        card_is_shown(page, true).await?;
        page.strike(Key::Tab).await?;
        card_is_shown(page, false).await
    })
}

#[test]
fn who_hears_the_page_hears_what_a_word_means() -> Result<()> {
    with_page(SEED_77, async |page| {
        let word = page.region("Market").thing("term", "Queue").await?;
        ensure!(word.description.contains(MEANING), "{word:?}");
        Ok(())
    })
}

/// Waits until all of these words are explained in a place.
async fn explains(place: &Place<'_>, words: &[&str]) -> Result<()> {
    for word in words {
        place.becomes("term", word, |term| !term.description.is_empty()).await?;
    }
    Ok(())
}

/// Opens a tab of the panels.
async fn tab<'a>(page: &'a Page<'_>, name: &'a str) -> Result<Place<'a>> {
    page.whole().click("tab", name).await?;
    Ok(page.region(name))
}

#[test]
fn the_words_of_every_tab_are_explained() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("6.000").await?;
        explains(&tab(page, "Market").await?, &["Queue", "serving order", "Offers", "commission"])
            .await?;
        explains(&tab(page, "History").await?, &["An act", "branch", "run"]).await?;
        let faults = ["Peers", "crash", "pause", "restart", "incarnation", "cut off", "Partition"];
        explains(&tab(page, "Faults").await?, &faults).await?;
        let checks =
            ["broken", "invariant", "defence", "grants", "epoch", "happened before", "Hunt"];
        explains(&tab(page, "Checks").await?, &checks).await?;
        explains(&page.region("Checks"), &["continuations", "causality", "acknowledged"]).await?;
        page.strike("1").await?;
        let inspector = ["Incarnation", "Election", "Timers", "Vector clock", "entry"];
        explains(&tab(page, "Inspector").await?, &inspector).await?;
        explains(&page.region("Event log"), &["Event"]).await
    })
}

#[test]
fn the_words_of_the_scenario_form_are_explained_section_by_section() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let scenario = tab(page, "Scenario").await?;
        let sections: [(&str, &[&str]); 9] = [
            ("Title and seed", &["Seed"]),
            ("Peers and goods", &["Peers", "Role", "Stock", "Restock"]),
            ("Trade", &["Commission", "Thinking time", "Service time"]),
            ("Network and ledger", &["ledger", "Network latency", "law", "Processing time"]),
            ("Timeouts", &["Timeouts", "Wait for OK (T)", "Wait for COORDINATOR (T')", "Recheck"]),
            ("Detector", &["Detector", "on demand", "PING", "Interval", "Wait for PONG"]),
            ("Election", &["Election", "bully", "candidate"]),
            ("Order and clocks", &["Queue order", "Sound", "Clocks count"]),
            ("Defences", &["Defences", "Fencing", "Request table", "Wide chance"]),
        ];
        for (section, words) in sections {
            scenario.unfold(section).await?;
            explains(&scenario, words).await?;
        }
        scenario.choose("Detector", "phi accrual").await?;
        explains(&scenario, &["phi accrual", "Phi", "Least deviation", "Heartbeat every"]).await?;
        scenario.choose("Election", "ring").await?;
        explains(&scenario, &["ring", "Order on the ring"]).await
    })
}

#[test]
fn a_word_in_a_label_is_explained_and_switches_nothing() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let scenario = tab(page, "Scenario").await?;
        scenario.unfold("Defences").await?;
        scenario.click("term", "Request table").await?;
        page.whole().tells("Without it, I6 in Checks can break.").await?;
        scenario.tells("This is the scenario on screen.").await.map(|_| ())
    })
}

#[test]
fn a_word_in_a_heading_that_folds_is_explained_and_unfolds_nothing() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let scenario = tab(page, "Scenario").await?;
        scenario.click("term", "Defences").await?;
        page.whole().tells("A rule of the protocol that keeps an invariant").await?;
        ensure!(!scenario.has("term", "Request table").await?, "the defences are unfolded");
        scenario.unfold("Defences").await?;
        scenario.named("term", "Request table").await.map(|_| ())
    })
}

#[test]
fn the_words_of_compare_are_explained() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.whole().click("button", "Compare").await?;
        let compare = page.region("Compare");
        let words = ["Bully", "Ring", "Election", "Detector", "Queue", "Clocks", "Defences"];
        explains(&compare, &words).await?;
        explains(&compare, &["Time without a trader", "Bytes of clocks", "Doubled sales"]).await?;
        compare.unfold("Defences of column 1").await?;
        explains(&compare, &["request table", "giving way"]).await
    })
}

#[test]
fn the_words_of_figures_are_explained() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("20.000").await?;
        page.whole().click("button", "Figures").await?;
        let run = ["Response times", "mean", "Elections", "histogram", "PING", "BUY", "clock"];
        explains(&page.region("This run"), &run).await?;
        explains(&page.region("The report's experiments"), &["simulated", "report's machine"])
            .await?;
        let sweeps = ["Sweeps", "formulas", "T", "T'", "ring", "split vote", "check of the trader"];
        explains(&page.region("Sweeps"), &sweeps).await
    })
}

#[test]
fn the_words_of_what_happens_are_explained_once_it_stands() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.strike("1s").await?;
        explains(&page.whole(), &["suspects"]).await
    })
}

#[test]
fn help_explains_the_messages_of_every_election_on_screen() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.whole().click("button", "Compare").await?;
        page.region("Compare").thing("term", "Ring").await?;
        page.whole().click("button", "Help").await?;
        page.whole().tells("the highest so far: pass it on").await?;
        page.whole().tells("I am, stand down").await.map(|_| ())
    })
}

#[test]
fn help_lists_all_words() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("button", "Help").await?;
        page.whole().named("region", "The ledger").await?;
        let text = page.whole().text().await?;
        let words =
            ["fencing", "happened before", "COORDINATOR", "nearest rank", "Doubled answers"];
        for word in words.into_iter().chain([MEANING]) {
            ensure!(text.contains(word), "{word} is missing in {text}");
        }
        Ok(())
    })
}

#[test]
fn help_is_read_from_its_beginning() -> Result<()> {
    with_browser(async |browser, site| {
        let page = Page::new(browser);
        browser.open(&site.url(SEED_77)).await?;
        page.whole().click("button", "Help").await?;
        until("the help at its beginning", async || {
            let top = browser.evaluate("document.querySelector('dialog')?.scrollTop").await?;
            Ok((top == 0).then_some(()))
        })
        .await
    })
}
