//! Messages under way: delivered, dropped, doubled, held and let go; by list, by menu and by key.

use anyhow::{Context, Result, ensure};
use visit::page::{Key, Page};
use visit::post::UnderWay;
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// A page that stands still while a message is under way, the only one on its link.
async fn with_message(page: &Page<'_>) -> Result<UnderWay> {
    page.run_to("2.000").await?;
    page.step_until(|under_way| {
        let alone = |one: &&UnderWay| {
            under_way.iter().filter(|other| other.shares_its_link_with(one)).count() == 1
        };
        under_way.iter().find(alone).cloned()
    })
    .await
}

/// What a person can do to a message, in whichever way.
trait Ways {
    /// Does it.
    async fn act(&self, page: &Page<'_>, message: &UnderWay, act: &str) -> Result<()>;
}

/// By a button in Faults.
struct List;

/// By the right button on the message in the Network, and the menu that it opens.
struct Menu;

/// By a key, while the message is looked at.
struct Keys;

impl Ways for List {
    async fn act(&self, page: &Page<'_>, message: &UnderWay, act: &str) -> Result<()> {
        page.region("Faults").click("button", &act_name(act, message.id)).await
    }
}

impl Ways for Menu {
    async fn act(&self, page: &Page<'_>, message: &UnderWay, act: &str) -> Result<()> {
        open_menu(page, message.id).await?;
        page.whole().click("menuitem", &act_name(act, message.id)).await
    }
}

impl Ways for Keys {
    async fn act(&self, page: &Page<'_>, message: &UnderWay, act: &str) -> Result<()> {
        look_at(page, message.id).await?;
        let key = match act {
            "Deliver" => "d",
            "Drop" => "x",
            "Duplicate" => "c",
            _ => "h",
        };
        page.strike(key).await
    }
}

/// "Drop message 12"
fn act_name(act: &str, id: u64) -> String {
    let now = if act == "Deliver" { " now" } else { "" };
    format!("{act} message {id}{now}")
}

/// The start of the name of a message's button in the Network.
fn button(id: u64) -> String {
    format!("Message {id},")
}

async fn open_menu(page: &Page<'_>, id: u64) -> Result<()> {
    page.region("Network").right_click("button", &button(id)).await?;
    page.whole().named("menu", &format!("Message {id}")).await.map(|_| ())
}

async fn look_at(page: &Page<'_>, id: u64) -> Result<()> {
    page.region("Network").click("button", &button(id)).await?;
    page.region("Network").becomes("button", &button(id), |button| button.pressed).await.map(|_| ())
}

/// Does all that can be done to a message, each act undone by a step back before the next one.
async fn every_act(page: &Page<'_>, way: impl Ways) -> Result<()> {
    let message = with_message(page).await?;
    if page.whole().has("tab", "Faults").await? {
        page.whole().click("tab", "Faults").await?;
        page.region("Faults").unfold("Messages under way").await?;
    }
    let before = page.under_way().await?;
    let time = page.moment().await?.time;
    let log = page.region("Event log");
    let told = |what: &str| format!("{} {what}", title(&message));

    way.act(page, &message, "Deliver").await?;
    page.message_is_gone(message.id).await?;
    let now = page.moment().await?.time;
    ensure!(now == time, "it arrives at {now}, not at {time}");
    let receives = log.texts("listitem").await?;
    ensure!(receives.iter().any(|event| event.contains(" receives ")), "{receives:?}");
    undo(page, &before).await?;

    way.act(page, &message, "Drop").await?;
    log.tells("a user took it away").await?;
    page.message_is_gone(message.id).await?;
    undo(page, &before).await?;

    way.act(page, &message, "Duplicate").await?;
    log.tells(&format!("makes a second {}", message.kind)).await?;
    let twins = async || {
        let under_way = page.under_way().await?;
        Ok((under_way.len() == before.len() + 1).then_some(under_way))
    };
    let under_way = until("a second message", twins).await?;
    ensure!(under_way.last().is_some_and(|twin| twin.shares_its_link_with(&message)));
    undo(page, &before).await?;

    way.act(page, &message, "Hold").await?;
    let held = page.message_is(message.id, |message| message.due == "held").await?;
    log.tells(&told("is held")).await?;
    way.act(page, &held, "Release").await?;
    log.tells(&told("goes on")).await?;
    page.message_is(message.id, |message| message.due.starts_with("due at")).await.map(|_| ())
}

/// "BUY from peer 3 to peer 5 (message 12)", as the log names it.
fn title(UnderWay { id, kind, from, to, .. }: &UnderWay) -> String {
    format!("{kind} from {from} to {to} (message {id})")
}

/// Steps back until what is under way is what it was.
async fn undo(page: &Page<'_>, before: &[UnderWay]) -> Result<()> {
    page.step_back().await?;
    until("the messages as they were", async || {
        Ok((page.under_way().await? == before).then_some(()))
    })
    .await
}

#[test]
fn the_faults_region_does_all_to_a_message_and_a_step_back_undoes_it() -> Result<()> {
    with_page(SEED_77, async |page| every_act(page, List).await)
}

#[test]
fn a_messages_menu_does_all_to_it_and_a_step_back_undoes_it() -> Result<()> {
    with_page(SEED_77, async |page| every_act(page, Menu).await)
}

#[test]
fn keys_do_all_to_the_message_looked_at_and_a_step_back_undoes_it() -> Result<()> {
    with_page(SEED_77, async |page| every_act(page, Keys).await)
}

#[test]
fn m_goes_from_message_to_message_and_l_puts_one_behind_the_next() -> Result<()> {
    with_page(SEED_77, async |page| {
        with_message(page).await?;
        page.strike("m").await?;
        let inspector = page.region("Inspector");
        inspector.tells(", message ").await?;
        let looked_at = page.region("Network").becomes("button", "Message", |b| b.pressed).await?;
        let message = UnderWay::read(&looked_at.name)?;
        page.strike("l").await?;
        page.message_is(message.id, |later| later.due > message.due).await?;
        page.step_back().await?;
        page.message_is(message.id, |same| same.due == message.due).await.map(|_| ())
    })
}

/// A message with a second one behind it on its link: the first one, and the second's number.
async fn with_twin(page: &Page<'_>) -> Result<(UnderWay, u64)> {
    let message = with_message(page).await?;
    look_at(page, message.id).await?;
    page.strike("c").await?;
    let twin = until("a second message on the link", async || {
        let under_way = page.under_way().await?;
        let twin = |other: &&UnderWay| other.shares_its_link_with(&message) && **other != message;
        Ok(under_way.iter().find(twin).map(|twin| twin.id))
    })
    .await?;
    Ok((message, twin))
}

#[test]
fn what_cannot_be_done_to_a_message_is_greyed_with_its_reason() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (message, twin) = with_twin(page).await?;
        let why =
            format!("message {} is before it on the same link, which keeps order", message.id);
        let deliver = act_name("Deliver", twin);
        open_menu(page, twin).await?;
        let offer = page.whole().named("menuitem", &deliver).await?;
        ensure!(offer.disabled && offer.description == why, "{offer:?}");
        page.whole().click("menuitem", &deliver).await?;
        page.message_is(twin, |_| true).await?;
        page.strike(Key::Escape).await?;
        page.whole().click("tab", "Faults").await?;
        page.region("Faults").unfold("Messages under way").await?;
        let deed = page.region("Faults").named("button", &deliver).await?;
        ensure!(deed.disabled && deed.description.contains(&why), "{deed:?}");
        Ok(())
    })
}

#[test]
fn a_key_that_can_do_nothing_says_why() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.strike("d").await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("no message is looked at"), "{alert}");
        let (message, twin) = with_twin(page).await?;
        look_at(page, twin).await?;
        page.strike("d").await?;
        let why = format!("Not possible now: message {} is before it", message.id);
        page.whole().tells(&why).await.map(|_| ())
    })
}

#[test]
fn a_messages_menu_is_opened_and_used_by_keys() -> Result<()> {
    with_page(SEED_77, async |page| {
        let message = with_message(page).await?;
        page.region("Network").focus("button", &button(message.id)).await?;
        page.strike_with_shift(Key::F10).await?;
        page.whole().named("menu", &format!("Message {}", message.id)).await?;
        page.strike(Key::Down).await?;
        let here = page.focused().await?.context("the focus is nowhere")?;
        ensure!(here.name == act_name("Drop", message.id), "{here:?}");
        page.strike(Key::Enter).await?;
        page.message_is_gone(message.id).await
    })
}
