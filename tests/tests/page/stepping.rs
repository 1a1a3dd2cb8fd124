//! Stepping through the run, forward and back.

use anyhow::{Result, ensure};
use visit::moment::Moment;
use visit::page::{Key, Page};
use visit::story::with_page;

use crate::SEED_77;

/// How many steps are taken, and taken back.
const STEPS: usize = 12;

#[test]
fn a_step_is_counted_once() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let before = page.moment().await?;
        page.region("Transport").click("button", "Step").await?;
        let after = page.moment_after(&before).await?;
        ensure!(after.step == before.step + 1, "{before:#?}\n{after:#?}");
        Ok(())
    })
}

#[test]
fn stepping_back_shows_exactly_what_was_shown_before() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let path = steps_forward(page).await?;
        for earlier in path.iter().rev() {
            page.region("Transport").click("button", "Step back").await?;
            page.moment_is(earlier).await?;
        }
        Ok(())
    })
}

#[test]
fn stepping_forward_again_tells_the_same_sentences() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let path = steps_forward(page).await?;
        let last = page.moment().await?;
        for _ in &path {
            let now = page.moment().await?;
            page.region("Transport").click("button", "Step back").await?;
            page.moment_after(&now).await?;
        }
        for later in path.iter().skip(1).chain([&last]) {
            page.region("Transport").click("button", "Step").await?;
            page.moment_is(later).await?;
        }
        Ok(())
    })
}

#[test]
fn a_crash_can_be_stepped_back_over() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.peer_is(5, "trader").await?;
        page.pause().await?;
        let before = page.moment().await?;
        page.region("Network").click("button", "Peer 5,").await?;
        page.peer_is(5, "crashed").await?;
        while page.moment().await?.step > before.step {
            let now = page.moment().await?;
            page.region("Transport").click("button", "Step back").await?;
            page.moment_after(&now).await?;
        }
        page.peer_is(5, "trader").await?;
        page.moment_is(&before).await
    })
}

#[test]
fn home_and_end_are_the_first_and_the_last_moment_of_the_run() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        steps_forward(page).await?;
        let last = page.moment().await?;
        page.strike(Key::Home).await?;
        let first = page.moment_after(&last).await?;
        ensure!(first.step < last.step, "{first:#?}\n{last:#?}");
        page.strike(Key::End).await?;
        page.moment_is(&last).await
    })
}

/// Takes steps forward, and returns the moments before each.
async fn steps_forward(page: &Page<'_>) -> Result<Vec<Moment>> {
    let mut path = vec![page.moment().await?];
    for _ in 0..STEPS {
        page.region("Transport").click("button", "Step").await?;
        let before = &path[path.len() - 1];
        path.push(page.moment_after(before).await?);
    }
    path.pop();
    Ok(path)
}
