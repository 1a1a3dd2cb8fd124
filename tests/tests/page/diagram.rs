//! The space-time diagram: what is seen in it, its axes and its window, and a message dragged to a later place.

use anyhow::{Context, Result, bail, ensure};
use visit::page::{Key, Page, Place};
use visit::post::UnderWay;
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// The diagram of a run that stands still.
async fn diagram<'a>(page: &'a Page<'a>) -> Result<Place<'a>> {
    page.run_to("2.000").await?;
    let diagram = page.region("Space-time diagram");
    diagram.thing("button", "Event ").await?;
    Ok(diagram)
}

/// The numbers of the first and of the last event that have a button.
async fn seen(diagram: &Place<'_>) -> Result<(u64, u64)> {
    let buttons = diagram.all("button").await?;
    let numbers = buttons.iter().filter_map(|button| {
        let rest = button.name.strip_prefix("Event ")?;
        rest.split(' ').next()?.parse::<u64>().ok()
    });
    let numbers: Vec<_> = numbers.collect();
    let first = numbers.iter().min().context("no event has a button")?;
    Ok((*first, *numbers.iter().max().unwrap_or(first)))
}

/// Waits until the first and the last event seen are as they should be.
async fn sees(
    diagram: &Place<'_>,
    what: &str,
    is: impl Fn(u64, u64) -> bool,
) -> Result<(u64, u64)> {
    until(format!("the diagram to show {what}"), async || {
        let (first, last) = seen(diagram).await?;
        Ok(is(first, last).then_some((first, last)))
    })
    .await
}

#[test]
fn less_and_more_of_the_run_is_seen_by_zooming() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let (first, last) = seen(&diagram).await?;
        diagram.click("button", "Zoom in").await?;
        let (near, _) = sees(&diagram, "less", |from, to| from > first && to == last).await?;
        diagram.click("button", "Zoom out").await?;
        sees(&diagram, "more", |from, to| from < near && to == last).await.map(|_| ())
    })
}

#[test]
fn all_of_the_run_is_seen_by_one_button_and_its_beginning_can_be_clicked() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let (first, _) = seen(&diagram).await?;
        ensure!(first > 0);
        diagram.click("button", "Whole run").await?;
        diagram.edges("note", "Relation").await?;
        let (left, top, ..) = diagram.edges("group", "Events.").await?;
        // The upper lane is that of peer 0; its first event stands right of its name.
        for right in (60..160).step_by(8) {
            page.click_at((left + right, top + 36)).await?;
            let moment = page.moment().await?;
            if moment.time.starts_with("0.0") {
                return diagram.tells("Selected: peer 0 ").await.map(|_| ());
            }
        }
        bail!("no event is where the run begins")
    })
}

/// Where each event is, from left to right, with its time.
async fn times(diagram: &Place<'_>) -> Result<Vec<(i64, String)>> {
    let mut places = Vec::new();
    for button in diagram.all("button").await? {
        let time = button.name.strip_prefix("Event ").and_then(|rest| rest.split(' ').nth(2));
        if let Some(time) = time {
            let (x, _) = diagram.middle("button", &button.name).await?;
            places.push((x, time.to_owned()));
        }
    }
    places.sort();
    Ok(places)
}

/// Whether no two events that are so far apart, in px, stand in another order than that of time.
fn in_time(places: &[(i64, String)], apart: i64) -> bool {
    let later = |(i, one): (usize, &(i64, String))| {
        places[i..].iter().all(|other| other.0 - one.0 < apart || one.1 <= other.1)
    };
    places.iter().enumerate().all(later)
}

#[test]
fn an_axis_of_causes_can_be_had_instead_of_that_of_time() -> Result<()> {
    // What happens at one instant stands side by side.
    const DRIFT: i64 = 60;
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        diagram.becomes("button", "Time axis", |button| button.pressed).await?;
        ensure!(in_time(&times(&diagram).await?, DRIFT));
        diagram.click("button", "Causal axis").await?;
        diagram.becomes("button", "Causal axis", |button| button.pressed).await?;
        diagram.becomes("button", "Time axis", |button| !button.pressed).await?;
        until("events in another order than that of time", async || {
            Ok((!in_time(&times(&diagram).await?, DRIFT)).then_some(()))
        })
        .await?;
        diagram.click("button", "Time axis").await?;
        until("events in the order of time", async || {
            Ok(in_time(&times(&diagram).await?, DRIFT).then_some(()))
        })
        .await
    })
}

#[test]
fn the_map_of_the_whole_run_shows_the_part_that_is_pointed_at() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let (first, last) = seen(&diagram).await?;
        // It lies between the lanes, as wide as they are, and the sentence below.
        diagram.edges("note", "Relation").await?;
        let (left, _, right, bottom) = diagram.edges("group", "Events.").await?;
        page.click_at((left + (right - left) / 2, bottom + 20)).await?;
        sees(&diagram, "an earlier part", |from, to| from < first && to < last).await?;
        diagram.becomes("button", "Follow", |button| !button.pressed).await?;
        diagram.click("button", "Follow").await?;
        sees(&diagram, "the newest events", |_, to| to == last).await.map(|_| ())
    })
}

#[test]
fn the_keyboard_goes_along_a_lifeline_and_zooms() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let start = page.moment().await?;
        diagram.focus("group", "Events.").await?;
        page.strike(",").await?;
        diagram.tells("selected: peer 5 ").await?;
        page.strike(",").await?;
        page.strike(",").await?;
        let earlier = page.moment_after(&start).await?;
        ensure!(earlier.step < start.step && earlier.time < start.time, "{earlier:?}");
        let (first, _) = seen(&diagram).await?;
        page.strike("++").await?;
        sees(&diagram, "less", |from, _| from > first).await?;
        page.strike("...").await?;
        page.step_is(|step| step == start.step).await
    })
}

#[test]
fn an_event_is_reached_by_tab_and_chosen_by_enter() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        diagram.focus("button", "Zoom in").await?;
        let event = page.tab_to("button", |name| name.starts_with("Event ")).await?;
        page.strike(".").await?;
        let next = until("the focus on the next event", async || {
            let here = page.focused().await?;
            let here = here.filter(|here| here.name.starts_with("Event "));
            Ok(here.filter(|here| here.name != event.name))
        })
        .await?;
        page.strike(Key::Enter).await?;
        let (_, sentence) = next.name.split_once(" s: ").context("it has a sentence")?;
        diagram.tells(&sentence[1..]).await.map(|_| ())
    })
}

/// Two messages under way to the same receiver from different senders, the first due before the second, and neither
/// with another one on its link.
fn a_pair(under_way: &[UnderWay]) -> Option<(UnderWay, UnderWay)> {
    let alone = |one: &&UnderWay| {
        under_way.iter().filter(|other| other.shares_its_link_with(one)).count() == 1
    };
    let pairs = under_way.iter().filter(alone).flat_map(|a| under_way.iter().map(move |b| (a, b)));
    let (a, b) = pairs.into_iter().find(|(a, b)| a.to == b.to && a.id != b.id && a.due < b.due)?;
    Some((a.clone(), b.clone()))
}

/// Where a message's head is in the diagram.
async fn head(diagram: &Place<'_>, message: &UnderWay) -> Result<(i64, i64)> {
    diagram.middle("button", &format!("Message {},", message.id)).await
}

#[test]
fn a_head_that_is_dragged_behind_another_arrives_after_it() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let (first, second) = page.step_until(a_pair).await?;
        head(&diagram, &second).await?;
        let (x, y) = head(&diagram, &first).await?;
        let (behind, _) = head(&diagram, &second).await?;
        page.draw(&[(x, y), (x + 10, y), (behind + 6, y)]).await?;
        page.region("Event log").tells(&format!("(message {}) arrives only at", first.id)).await?;
        while page.under_way().await?.iter().any(|message| message.id == second.id) {
            page.next_message().await?;
        }
        page.message_is(first.id, |message| message.due >= second.due).await.map(|_| ())
    })
}

#[test]
fn a_drag_that_the_link_forbids_says_why_and_changes_nothing() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let (message, _) = page.step_until(a_pair).await?;
        page.region("Network").click("button", &format!("Message {},", message.id)).await?;
        diagram.tells("selected: message").await?;
        page.strike("c").await?;
        let twin = page.step_until(|all| {
            let twin =
                |other: &&UnderWay| other.shares_its_link_with(&message) && other.id != message.id;
            all.iter().find(twin).cloned()
        });
        let twin = twin.await?;
        let (x, y) = head(&diagram, &message).await?;
        page.draw(&[(x, y), (x + 40, y), (x + 120, y)]).await?;
        let alert = page.whole().text_of("alert").await?;
        let why = format!("message {} is behind it on the same link, which keeps order", twin.id);
        ensure!(alert.contains(&why), "{alert}");
        page.message_is(message.id, |same| same.due == message.due).await.map(|_| ())
    })
}

#[test]
fn a_head_that_is_dragged_to_an_earlier_place_stays_and_the_page_says_why() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let (_, message) = page.step_until(a_pair).await?;
        let (x, y) = head(&diagram, &message).await?;
        page.draw(&[(x, y), (x - 40, y), (x - 120, y)]).await?;
        page.whole().tells("Not possible now: it arrives at").await?;
        page.message_is(message.id, |same| same.due == message.due).await.map(|_| ())
    })
}

/// Waits until the focus is on a thing whose name starts so.
async fn focus_is(page: &Page<'_>, start: &str) -> Result<()> {
    until(format!("the focus on \"{start}\""), async || {
        let here = page.focused().await?;
        Ok(here.is_some_and(|thing| thing.name.starts_with(start)).then_some(()))
    })
    .await
}

#[test]
fn a_message_under_way_has_its_menu_within_the_diagrams_card() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let message = page.step_until(|all| all.first().cloned()).await?;
        let name = format!("Message {}", message.id);
        diagram.edges("note", "Relation").await?;
        page.right_click_at(head(&diagram, &message).await?).await?;
        diagram.named("menu", &name).await?;
        let card = page.whole().edges("region", "Space-time diagram").await?;
        let menu = diagram.edges("menu", &name).await?;
        let inside = card.0 < menu.0 && card.1 < menu.1 && menu.2 < card.2 && menu.3 < card.3;
        ensure!(inside, "{menu:?} in {card:?}");
        diagram.click("menuitem", &format!("Hold message {}", message.id)).await?;
        page.message_is(message.id, |message| message.due == "held").await?;
        diagram.is_gone("menu", &name).await
    })
}

/// Where the name of a lane stands on the screen: left of the lanes, which are 25 px high and begin at 24 px.
async fn name_of_lane(diagram: &Place<'_>, lane: i64) -> Result<(i64, i64)> {
    diagram.edges("note", "Relation").await?;
    let (left, top, ..) = diagram.edges("group", "Events.").await?;
    Ok((left + 24, top + 36 + 25 * lane))
}

#[test]
fn a_lifeline_has_the_menu_of_the_peer_or_of_the_ledger() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        page.right_click_at(name_of_lane(&diagram, 6).await?).await?;
        diagram.named("menu", "Ledger").await?;
        diagram.click("menuitem", "Cut the links between the ledger").await?;
        page.region("Event log").tells("Cut the links between the ledger").await?;
        page.right_click_at(name_of_lane(&diagram, 0).await?).await?;
        diagram.named("menu", "Peer 0").await?;
        page.strike(Key::Escape).await?;
        diagram.is_gone("menu", "Peer 0").await?;
        focus_is(page, "Events.").await?;
        page.right_click_at(name_of_lane(&diagram, 0).await?).await?;
        diagram.click("menuitem", "Crash peer 0").await?;
        page.peer_is(0, "crashed").await
    })
}

#[test]
fn an_events_menu_is_opened_by_keys_and_escape_gives_the_focus_back() -> Result<()> {
    with_page(SEED_77, async |page| {
        let diagram = diagram(page).await?;
        let step = page.step().await?;
        diagram.focus("button", "Zoom in").await?;
        let event = page.tab_to("button", |name| name.starts_with("Event ")).await?;
        page.strike_with_shift(Key::F10).await?;
        until("the focus in the menu", async || {
            let here = page.focused().await?;
            Ok(here.is_some_and(|thing| thing.role == "menuitem").then_some(()))
        })
        .await?;
        page.strike(Key::Escape).await?;
        focus_is(page, &event.name).await?;
        ensure!(page.step().await? == step, "the menu's keys did something to the run");
        Ok(())
    })
}
