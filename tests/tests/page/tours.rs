//! Tours: each is walked from its beginning to its end, left, gone back in and interrupted.

use anyhow::{Context, Result, ensure};
use visit::page::{Key, Page};
use visit::story::{with_browser, with_page};
use visit::wait::until;

use crate::SEED_77;

const ELECTION: &str = "#tour=an-election";
const LEFT: &str = "You have left the tour's path.";

/// Waits until the tour is at a step and the run has come there, and gives what the card says.
async fn arrives(page: &Page<'_>, step: usize) -> Result<String> {
    until(format!("the tour at step {step}"), async || {
        let text = page.region("Tour").text().await?;
        let there = text.contains(&format!("step {step} of ")) && text.contains("Look at: ");
        Ok(there.then_some(text))
    })
    .await
}

/// Goes on from a step, with an answer where one is asked for, and gives what the next step says.
async fn goes_on(page: &Page<'_>, step: usize) -> Result<String> {
    let tour = page.region("Tour");
    let choices = tour.all("radio").await?;
    let Some(choice) = choices.first() else {
        tour.click("button", "Next").await?;
        return arrives(page, step + 1).await;
    };
    tour.click("radio", &choice.name).await?;
    tour.click("button", "Show it").await?;
    let text = arrives(page, step + 1).await?;
    let told = text.contains("You were right: ") || text.contains("You said: ");
    ensure!(told, "a prediction is not told of: {text}");
    Ok(text)
}

/// Walks a tour of so many steps, and gives what each step says.
fn walks(name: &str, steps: usize, says: &[&str]) -> Result<()> {
    with_page(&format!("#tour={name}"), async |page| {
        let mut said = arrives(page, 1).await?;
        for step in 1..steps {
            said += &goes_on(page, step).await?;
        }
        for says in says {
            ensure!(said.contains(says), "{says:?} is missing in {said}");
        }
        page.region("Tour").click("button", "Finish").await?;
        is_left(page).await
    })
}

async fn is_left(page: &Page<'_>) -> Result<()> {
    until(
        "the tour to be left",
        async || Ok((!page.region("Tour").is_shown().await?).then_some(())),
    )
    .await
}

/// Goes to a step without watching the way there.
async fn skips_to(page: &Page<'_>, step: usize) -> Result<()> {
    arrives(page, 1).await?;
    for next in 2..=step {
        page.region("Tour").click("button", "Skip").await?;
        arrives(page, next).await?;
    }
    Ok(())
}

#[test]
fn an_election_is_walked_from_start_to_end() -> Result<()> {
    let says = [
        "You said: The one that noticed first. The answer: The highest that is up",
        "The answer: Take the lead again",
    ];
    walks("an-election", 7, &says)
}

#[test]
fn two_at_once_is_walked_from_start_to_end() -> Result<()> {
    walks("two-at-once", 5, &["The answer: One", "The answer: Two"])
}

#[test]
fn the_trader_dies_in_mid_sale_is_walked_from_start_to_end() -> Result<()> {
    walks("mid-sale", 5, &["The answer: Tell of the sale that there was"])
}

#[test]
fn who_asked_first_is_walked_from_start_to_end() -> Result<()> {
    walks("who-asked-first", 7, &["by causality", "are concurrent", "came later"])
}

#[test]
fn why_epochs_is_walked_from_start_to_end() -> Result<()> {
    walks("why-epochs", 6, &["Two", "The answer: Refuse it: epoch 1 is over"])
}

#[test]
fn build_your_own_fault_goes_on_from_where_the_person_has_left_the_run() -> Result<()> {
    with_page("#tour=your-own-fault", async |page| {
        skips_to(page, 2).await?;
        page.region("Network").click("button", "Peer 5,").await?;
        page.peer_is(5, "crashed").await?;
        let text = goes_on(page, 2).await?;
        ensure!(text.contains("You were right: No, all hold"), "{text}");
        ensure!(text.contains("You did one thing to the run."), "{text}");
        page.peer_is(4, "trader").await?;
        goes_on(page, 3).await.map(|_| ())
    })
}

#[test]
fn who_goes_back_finds_the_moment_and_the_step_as_they_were() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 2).await?;
        let second = page.moment().await?;
        let said = arrives(page, 2).await?;
        page.region("Tour").click("button", "Skip").await?;
        arrives(page, 3).await?;
        page.region("Tour").click("button", "Back").await?;
        ensure!(arrives(page, 2).await? == said);
        page.moment_is(&second).await
    })
}

#[test]
fn who_skips_a_question_is_told_the_answer() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 4).await?;
        let text = arrives(page, 4).await?;
        ensure!(text.contains("The answer: The highest that is up"), "{text}");
        Ok(())
    })
}

#[test]
fn who_cannot_wait_comes_to_the_step_and_not_past_it() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 2).await?;
        page.region("Tour").click("button", "Next").await?;
        page.region("Tour").click("button", "Skip the wait").await?;
        arrives(page, 3).await.map(|_| ())
    })
}

#[test]
fn a_tour_that_ends_leads_on_to_the_next() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 7).await?;
        page.region("Tour").click("button", "Next tour: Two at once").await?;
        let text = arrives(page, 1).await?;
        ensure!(text.contains("Two at once"), "{text}");
        Ok(())
    })
}

#[test]
fn the_list_marks_a_tour_that_was_walked_to_its_end() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 7).await?;
        page.region("Tour").click("button", "Finish").await?;
        page.whole().click("button", "Tours").await?;
        page.whole().named("button", "Again: An election").await?;
        page.whole().tells("✓ taken").await?;
        page.whole().named("button", "Begin: Two at once").await.map(|_| ())
    })
}

#[test]
fn the_diagram_that_a_step_points_at_is_in_sight_and_so_is_the_card() -> Result<()> {
    with_browser(async |browser, site| {
        let page = Page::new(browser);
        browser.open(&site.url(ELECTION)).await?;
        skips_to(&page, 5).await?;
        for what in [".diagram .stage", ".tour"] {
            until(format!("{what} to be in sight"), async || {
                let edges = format!(
                    "(({{top, bottom}}) => top >= 0 && bottom <= innerHeight)\
                     (document.querySelector('{what}').getBoundingClientRect())"
                );
                Ok((browser.evaluate(&edges).await? == true).then_some(()))
            })
            .await?;
        }
        Ok(())
    })
}

#[test]
fn a_question_is_not_shown_the_answer_of_before_something_is_said() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 3).await?;
        page.region("Tour").click("button", "Show it").await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("Choose an answer first"), "{alert}");
        arrives(page, 3).await.map(|_| ())
    })
}

#[test]
fn who_steps_off_the_path_is_told_so_and_led_back() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 2).await?;
        let before = page.moment().await?;
        page.region("Transport").click("button", "Step").await?;
        page.region("Tour").tells(LEFT).await?;
        page.region("Tour").click("button", "Go on from the tour's moment").await?;
        page.moment_is(&before).await?;
        let text = arrives(page, 2).await?;
        ensure!(!text.contains(LEFT), "{text}");
        Ok(())
    })
}

#[test]
fn what_a_person_does_on_a_tour_stays_in_history_and_out_of_the_tour() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 3).await?;
        page.region("Network").click("button", "Peer 4,").await?;
        page.peer_is(4, "crashed").await?;
        page.region("Tour").click("button", "Skip").await?;
        arrives(page, 4).await?;
        page.peer_is(4, "trader").await?;
        page.whole().click("tab", "History").await?;
        page.region("History").named("button", "Go to first").await.map(|_| ())
    })
}

#[test]
fn who_leaves_a_tour_keeps_its_run() -> Result<()> {
    with_page(ELECTION, async |page| {
        skips_to(page, 2).await?;
        let before = page.moment().await?;
        page.region("Tour").click("button", "Leave").await?;
        is_left(page).await?;
        page.moment_is(&before).await?;
        let focused = page.focused().await?.context("something has the focus")?;
        ensure!(focused.name == "Tours", "{focused:?}");
        Ok(())
    })
}

#[test]
fn who_goes_on_by_keys_keeps_the_focus_on_the_way_onwards() -> Result<()> {
    with_page(ELECTION, async |page| {
        arrives(page, 1).await?;
        page.tab_to("button", |name| name == "Next").await?;
        for step in [2, 3] {
            page.strike(Key::Enter).await?;
            arrives(page, step).await?;
        }
        let focused = page.focused().await?.context("something has the focus")?;
        ensure!(focused.name == "Show it", "{focused:?}");
        Ok(())
    })
}

#[test]
fn a_tour_begun_from_the_list_has_the_focus_and_is_announced() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("button", "Tours").await?;
        page.whole().click("button", "Begin: Why epochs").await?;
        arrives(page, 1).await?;
        let focused = page.focused().await?.context("something has the focus")?;
        ensure!(focused.name == "Why epochs", "{focused:?}");
        page.region("Tour").named("status", "Step").await?;
        ensure!(page.address().await?.ends_with("#tour=why-epochs"));
        Ok(())
    })
}

#[test]
fn an_address_that_names_no_tour_is_refused() -> Result<()> {
    with_page("#tour=round", async |page| {
        let alert = page.whole().text_of("alert").await?;
        let told = "The address: found tour \"round\", expected one of an-election,";
        ensure!(alert.contains(told), "{alert}");
        Ok(())
    })
}

#[test]
fn a_newcomer_is_invited_until_they_decline() -> Result<()> {
    with_browser(async |browser, site| {
        let page = Page::new(browser);
        browser.open(&site.url(SEED_77)).await?;
        page.whole().tells("New here? Take the tour: An election").await?;
        page.whole().click("button", "Not now").await?;
        let declined = "the invitation to be gone";
        let is_gone = async || Ok((!page.whole().has("button", "Not now").await?).then_some(()));
        until(declined, is_gone).await?;
        browser.open(&site.url("?seed=78")).await?;
        page.region("Transport").named("button", "Pause").await?;
        ensure!(!page.whole().has("button", "Not now").await?);
        Ok(())
    })
}
