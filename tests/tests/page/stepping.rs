//! Stepping through the run, forward and back.

use anyhow::{Context, Result, ensure};
use visit::hands::THUMB;
use visit::moment::Moment;
use visit::page::{Key, Page};
use visit::story::{with_browser, with_page};
use visit::wait::until;

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

/// From where to where the thumb's middle goes, and how many steps are known.
async fn way(page: &Page<'_>) -> Result<(i64, i64, f64)> {
    let (left, _, right, _) = page.region("Transport").edges("slider", "Moment").await?;
    let text = page.region("Transport").text().await?;
    let (_, known) = text.split_once(" of ").context("how many steps are known is not told")?;
    let known = known.split_whitespace().next().unwrap_or_default().parse()?;
    Ok((left + THUMB / 2, right - THUMB / 2, known))
}

/// The thumb is seen where the step is that Transport tells.
async fn thumb_is_at_step(page: &Page<'_>) -> Result<()> {
    until("the slider's thumb to be where the run is", async || {
        let (from, to, known) = way(page).await?;
        let step = page.moment().await?.step as f64;
        let wanted = from as f64 + (to - from) as f64 * step / known;
        let seen = page.region("Transport").thumb("Moment").await?;
        Ok(((seen - wanted).abs() < 2.0).then_some(()))
    })
    .await
}

/// The step that the slider stands for where a pointer is, of as many as are known.
async fn step_at(page: &Page<'_>, x: i64) -> Result<u64> {
    let (from, to, known) = way(page).await?;
    let part = (x - from) as f64 / (to - from) as f64;
    Ok((part.clamp(0.0, 1.0) * known).round() as u64)
}

/// Within two steps: the slider's edges are known to a px.
async fn is_near(page: &Page<'_>, wanted: u64) -> Result<()> {
    page.step_is(|step| step.abs_diff(wanted) <= 2).await
}

#[test]
fn the_slider_goes_where_it_is_pressed_and_follows_a_pointer_until_that_lets_go() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let transport = page.region("Transport");
        let (x, y) = transport.middle("slider", "Moment").await?;
        page.press_at((x, y)).await?;
        is_near(page, step_at(page, x).await?).await?;
        // It follows a pointer that leaves it, and one that stands still.
        page.pull_to((x + 100, y - 100)).await?;
        page.pull_to((x + 240, y - 260)).await?;
        is_near(page, step_at(page, x + 240).await?).await?;
        thumb_is_at_step(page).await?;
        page.pull_to((1, y)).await?;
        page.step_is(|step| step == 0).await?;
        page.let_go_at((1, y)).await?;
        // Nothing drags it now, and it has the focus.
        let (x, y) = transport.middle("slider", "Moment").await?;
        page.move_to((x, y)).await?;
        page.strike(Key::Right).await?;
        page.step_is(|step| step == 1).await?;
        page.strike(Key::End).await?;
        let (_, _, known) = way(page).await?;
        page.step_is(|step| step as f64 == known).await?;
        thumb_is_at_step(page).await?;
        transport.click("button", "Step back").await?;
        page.step_is(|step| step as f64 + 1.0 == known).await?;
        thumb_is_at_step(page).await
    })
}

#[test]
fn whoever_comes_to_the_slider_by_keyboard_sees_that_it_has_the_focus() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let transport = page.region("Transport");
        let outlined = async |wanted: bool| {
            until(format!("the slider's outline: {wanted}"), async || {
                Ok((transport.is_outlined("slider", "Moment").await? == wanted).then_some(()))
            })
            .await
        };
        let (x, y) = transport.middle("slider", "Moment").await?;
        page.press_at((x, y)).await?;
        is_near(page, step_at(page, x).await?).await?;
        outlined(false).await?;
        // A key goes on from where the pointer has dragged it.
        page.pull_to((x + 200, y)).await?;
        is_near(page, step_at(page, x + 200).await?).await?;
        let before = page.moment().await?.step;
        page.strike(Key::Right).await?;
        page.step_is(|step| step == before + 1).await?;
        outlined(true).await?;
        page.pull_to((x + 100, y)).await?;
        is_near(page, step_at(page, x + 100).await?).await?;
        let before = page.moment().await?.step;
        page.strike(Key::Right).await?;
        page.step_is(|step| step == before + 1).await?;
        page.let_go_at((x + 100, y)).await?;
        page.draw(&[(x, y)]).await?;
        outlined(false).await?;
        transport.focus("button", "Step to next message").await?;
        page.strike(Key::Tab).await?;
        outlined(true).await
    })
}

/// Whether the picture is another after each of two moments that are sought one soon after the other: before the
/// panels follow, which paints it anyway.
const PICTURE_FOLLOWS: &str = "(async () => {
    const slider = document.querySelector('[aria-label=\"Moment\"]');
    const frame = () => new Promise(requestAnimationFrame);
    const seen = async (moment) => {
        slider.value = moment;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await frame();
        await frame();
        return document.querySelector('.room canvas').toDataURL();
    };
    const [first, second] = [await seen(10), await seen(40)];
    return first !== second;
})()";

#[test]
fn the_picture_follows_the_slider_before_the_panels_do() -> Result<()> {
    with_browser(async |browser, site| {
        browser.open(&site.url(SEED_77)).await?;
        let page = Page::new(browser);
        page.step_is(|step| step >= 40).await?;
        page.pause().await?;
        ensure!(browser.evaluate(PICTURE_FOLLOWS).await? == true, "the picture stands still");
        Ok(())
    })
}

#[test]
fn a_finger_along_the_slider_drags_it_and_one_across_it_leaves_the_run_where_it_is() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let before = page.moment().await?;
        let (x, y) = page.region("Transport").middle("slider", "Moment").await?;
        page.swipe(&[(x, y), (x + 2, y - 30), (x + 3, y - 80), (x + 3, y - 140)]).await?;
        page.region("Transport").click("button", "Step back").await?;
        page.step_is(|step| step + 1 == before.step).await?;
        let (x, y) = page.region("Transport").middle("slider", "Moment").await?;
        page.swipe(&[(x, y), (x + 20, y), (x + 90, y + 2), (x + 160, y + 4)]).await?;
        is_near(page, step_at(page, x + 160).await?).await?;
        page.swipe(&[(x - 200, y)]).await?;
        is_near(page, step_at(page, x - 200).await?).await?;
        thumb_is_at_step(page).await
    })
}

#[test]
fn a_press_on_the_sliders_thumb_leaves_the_run_where_it_is() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        let transport = page.region("Transport");
        let (x, y) = transport.middle("slider", "Moment").await?;
        page.draw(&[(x, y)]).await?;
        is_near(page, step_at(page, x).await?).await?;
        let before = page.moment().await?;
        let (_, y) = transport.middle("slider", "Moment").await?;
        let (from, to, known) = way(page).await?;
        let thumb = from + ((to - from) as f64 * before.step as f64 / known).round() as i64;
        page.draw(&[(thumb + THUMB / 2 - 2, y)]).await?;
        page.strike(Key::Left).await?;
        page.step_is(|step| step + 1 == before.step).await
    })
}
