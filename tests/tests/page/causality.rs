//! What led to what: an event's past and future, two events in their order, and the whole run taken elsewhere and back.

use anyhow::{Context, Result, ensure};
use visit::page::{Key, Page, Place};
use visit::post::UnderWay;
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

const DIAGRAM: &str = "Space-time diagram";

/// The whole name of the last event in the diagram whose sentence contains this.
async fn event(diagram: &Place<'_>, what: &str) -> Result<String> {
    until(format!("an event {what:?} in the diagram"), async || {
        let buttons = diagram.all("button").await?;
        let events = buttons.into_iter().filter(|button| button.name.starts_with("Event "));
        Ok(events.map(|button| button.name).rfind(|name| name.contains(what)))
    })
    .await
}

/// The number right before these words.
fn number_before(text: &str, words: &str) -> Result<u64> {
    let (before, _) = text.split_once(words).with_context(|| format!("{words:?} in {text}"))?;
    let number = before.split_whitespace().last().context("a number")?;
    number.parse().with_context(|| format!("before {words:?}: {number}"))
}

#[test]
fn a_click_on_an_event_moves_the_page_there_and_tells_its_past_and_future() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.whole().click("tab", "Inspector").await?;
        let diagram = page.region(DIAGRAM);
        let before = page.moment().await?;
        let buy = event(&diagram, "receives BUY").await?;
        diagram.click("button", &buy).await?;
        let then = page.moment_after(&before).await?;
        ensure!(
            then.step < before.step && buy.contains(&format!("at {}: ", then.time)),
            "{then:?}"
        );
        let sentence = buy.split_once(": P").context("it has a sentence")?.1;
        let told = diagram.tells(&format!("Selected: p{sentence}.")).await?;
        let inspector = page.region("Inspector").tells("are concurrent with it").await?;
        for (said, counted) in [
            (" events before", " could be its causes"),
            (" after, ", " could be its effects"),
            (" concurrent.", " are concurrent with it"),
        ] {
            ensure!(number_before(&told, said)? == number_before(&inspector, counted)?, "{said}");
        }
        let all = number_before(&inspector, " events known")?;
        let sum = number_before(&told, " events before")?
            + number_before(&told, " after, ")?
            + number_before(&told, " concurrent.")?;
        ensure!(sum + 1 == all, "{told} of {all}");
        Ok(())
    })
}

#[test]
fn a_buys_send_happened_before_its_receive_and_the_message_proves_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        let diagram = page.region(DIAGRAM);
        let receive = event(&diagram, "receives BUY").await?;
        let request = receive.split_once("(request ").context("it names its request")?.1;
        let send = event(&diagram, &format!("asks peer 5 for {}", item(&receive)?)).await?;
        ensure!(send.ends_with(request), "{send} {receive}");
        diagram.click("button", &send).await?;
        diagram.tells("Selected: ").await?;
        diagram.shift_click("button", &receive).await?;
        let told = diagram.tells("A happened before B: m").await?;
        ensure!(told.contains(" BUY from peer "), "{told}");
        diagram.click("button", &receive).await?;
        diagram.tells("Selected: ").await?;
        diagram.click("button", "Compare with another event").await?;
        diagram.click("button", &send).await?;
        diagram.tells("B happened before A: m").await.map(|_| ())
    })
}

/// What is bought in "Peer 5 receives BUY from peer 1: fish (request 1.4)".
fn item(receive: &str) -> Result<&str> {
    let (before, _) = receive.split_once(" (request").context("it names its request")?;
    before.rsplit(' ').next().context("it names an item")
}

#[test]
fn what_two_peers_ask_at_about_the_same_time_is_concurrent() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        let diagram = page.region(DIAGRAM);
        let ping = event(&diagram, "Peer 4 asks peer 5: are you there?").await?;
        let buy = event(&diagram, "Peer 3 asks peer 5 for ").await?;
        diagram.click("button", &ping).await?;
        diagram.tells("Selected: peer 4 asks").await?;
        diagram.shift_click("button", &buy).await?;
        diagram.tells("A and B are concurrent: neither can know of the other.").await.map(|_| ())
    })
}

/// All that tells how the world is, beside the sentence on what happened last.
#[derive(Debug, PartialEq, Eq)]
struct World {
    step: u64,
    time: String,
    peers: Vec<String>,
    under_way: Vec<UnderWay>,
    faults: Vec<String>,
}

impl World {
    /// The world at the moment shown. The page must be paused, with the tab Faults selected.
    async fn of(page: &Page<'_>) -> Result<Self> {
        let moment = page.moment().await?;
        let buttons = page.region("Faults").all("button").await?;
        let heals = buttons.into_iter().map(|button| button.name);
        Ok(Self {
            step: moment.step,
            time: moment.time,
            peers: moment.peers,
            under_way: page.under_way().await?,
            faults: heals.filter(|name| name.starts_with("Heal ")).collect(),
        })
    }

    async fn is(&self, page: &Page<'_>) -> Result<()> {
        until(format!("{self:#?}"), async || Ok((Self::of(page).await? == *self).then_some(())))
            .await
    }
}

/// Cuts peer 3 off, holds one message and doubles another, and brings all checks together. Gives how the world was
/// before each act, and how it is now.
async fn acts(page: &Page<'_>) -> Result<Vec<World>> {
    page.run_to("2.000").await?;
    page.whole().click("tab", "Faults").await?;
    let two = page.step_until(|all| (all.len() > 1).then(|| all.to_vec())).await?;
    let faults = page.region("Faults");
    faults.unfold("Messages under way").await?;
    faults.unfold("Timers").await?;
    let mut worlds = vec![World::of(page).await?];
    let together = faults.thing("button", "Let all waits for").await?.name;
    for button in [
        "Isolate peer 3".to_owned(),
        format!("Hold message {}", two[0].id),
        format!("Duplicate message {}", two[1].id),
        together,
        "Crash peer 1".to_owned(),
    ] {
        let step = page.step().await?;
        faults.click("button", &button).await?;
        page.step_is(|now| now > step).await?;
        worlds.push(World::of(page).await?);
    }
    Ok(worlds)
}

#[test]
fn every_act_is_undone_by_a_step_back_and_done_again_by_a_step() -> Result<()> {
    with_page(SEED_77, async |page| {
        let worlds = acts(page).await?;
        for world in worlds.iter().rev().skip(1) {
            page.step_back().await?;
            world.is(page).await?;
        }
        for world in &worlds[1..] {
            page.region("Transport").click("button", "Step").await?;
            world.is(page).await?;
        }
        Ok(())
    })
}

#[test]
fn a_link_holds_every_act_and_opens_the_same_moment() -> Result<()> {
    with_page(SEED_77, async |page| {
        let worlds = acts(page).await?;
        let link = page.link().await?;
        page.go("about:blank").await?;
        page.go(&link).await?;
        page.region("Transport").named("button", "Play").await?;
        page.whole().click("tab", "Faults").await?;
        worlds.last().context("something was done")?.is(page).await?;
        for world in worlds.iter().rev().skip(1) {
            page.step_back().await?;
            world.is(page).await?;
        }
        Ok(())
    })
}

/// Strikes a key on the slider "Moment", and waits until the run is there.
async fn scrub(page: &Page<'_>, key: Key, wanted: u64) -> Result<()> {
    page.region("Transport").focus("slider", "Moment").await?;
    page.strike(key).await?;
    page.step_is(|step| step == wanted).await
}

#[test]
fn the_slider_scrubs_through_acts_and_branches_and_the_page_keeps_its_feet() -> Result<()> {
    with_page(SEED_77, async |page| {
        let worlds = acts(page).await?;
        let end = worlds.last().context("something was done")?.step;
        for (branch, peer) in [(1, 0), (2, 2), (3, 4)] {
            scrub(page, Key::Home, 0).await?;
            scrub(page, Key::Right, 1).await?;
            scrub(page, Key::Right, 2).await?;
            scrub(page, Key::Left, 1).await?;
            scrub(page, Key::End, end).await?;
            for back in 1..=10 {
                scrub(page, Key::Left, end - back).await?;
            }
            page.whole().click("tab", "Faults").await?;
            page.region("Faults").click("button", &format!("Pause peer {peer}")).await?;
            page.step_is(|step| step == end - 9).await?;
            page.region("Transport").tells(&format!("branch {branch}")).await?;
            page.next_message().await?;
            page.whole().click("tab", "History").await?;
            page.region("History").click("button", "Go to first").await?;
            page.region("Transport").tells("first").await?;
            scrub(page, Key::End, end).await?;
        }
        page.whole().click("tab", "Faults").await?;
        worlds.last().context("something was done")?.is(page).await?;
        page.play().await?;
        page.step_is(|step| step > end + 3).await
    })
}
