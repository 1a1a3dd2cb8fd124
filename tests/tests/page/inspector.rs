//! The Inspector: from each thing to the next by clicks, the clock's raisers, and why.

use anyhow::{Result, ensure};
use visit::page::{Key, Page};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// A page that stands still after a sale, with the sale's entry in the Inspector.
async fn at_a_sale(page: &Page<'_>) -> Result<()> {
    page.run_to("2.000").await?;
    page.whole().click("tab", "Market").await?;
    // The latest sale: by then its request has been answered.
    let entries = page.region("Market").all("button").await?;
    let sale = entries.iter().find(|entry| entry.name.contains(" from peer "));
    let name = sale.map(|sale| sale.name.clone()).unwrap_or_default();
    page.region("Market").click("button", &name).await?;
    page.region("Inspector").tells("Kind a sale").await.map(|_| ())
}

/// Clicks on what is named so in the Inspector, and waits until its text tells `what`.
async fn go(page: &Page<'_>, start: &str, what: &str) -> Result<String> {
    let inspector = page.region("Inspector");
    inspector.click("button", start).await?;
    inspector.tells(what).await
}

#[test]
fn a_sale_leads_to_its_request_and_to_its_messages_and_on_to_all_else() -> Result<()> {
    with_page(SEED_77, async |page| {
        at_a_sale(page).await?;
        let request = go(page, "request ", "First asked").await?;
        for part in ["BUY", "serves request", "APPEND", "SOLD", "Took", "In the ledger"] {
            ensure!(request.contains(part), "{part}: {request}");
        }
        go(page, "BUY ", "Kind of trade").await?;
        go(page, "the link from ", "The link between").await?;
        go(page, "peer 5", "Peer 5, trader").await?;
        go(page, "entry 0", "an epoch begins").await?;
        go(page, "Back to: Peer 5", "Peer 5, trader").await?;
        go(page, "the end of the service", "Peer 5 waits for").await?;
        go(page, "peer 5", "Peer 5, trader").await.map(|_| ())
    })
}

#[test]
fn a_moment_in_the_inspector_takes_the_whole_page_there() -> Result<()> {
    with_page(SEED_77, async |page| {
        at_a_sale(page).await?;
        let now = page.moment().await?;
        let inspector = page.region("Inspector");
        let link = inspector.thing("button", "Go to ").await?.name;
        let time = link.trim_start_matches("Go to ").to_owned();
        inspector.click("button", &link).await?;
        let then = page.moment_after(&now).await?;
        ensure!(then.step < now.step && then.time == time, "{time}: {then:?}");
        let event = inspector.tells("Order among").await?;
        for part in ["Kind append", "could be its causes", "could be its effects", "are concurrent"]
        {
            ensure!(event.contains(part), "{part}: {event}");
        }
        page.strike(Key::End).await?;
        page.step_is(|step| step == now.step).await
    })
}

#[test]
fn the_clock_names_the_message_that_raised_each_entry() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.whole().click("tab", "Inspector").await?;
        let inspector = page.region("Inspector");
        inspector.click("button", "Look at peer 5").await?;
        inspector.named("table", "Clock").await?;
        let rows = inspector.texts("row").await?;
        ensure!(rows.len() == 6, "{rows:?}");
        for (peer, row) in rows.iter().enumerate() {
            let raiser = if peer == 5 {
                "its own events".to_owned()
            } else {
                format!(" from peer {peer}, ")
            };
            ensure!(row.starts_with(&format!("peer {peer} ")) && row.contains(&raiser), "{row}");
        }
        Ok(())
    })
}

#[test]
fn keys_among_the_tabs_move_the_focus_and_not_the_page() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.whole().click("tab", "Inspector").await?;
        let before = page.region("Transport").middle("button", "Play").await?;
        for (key, tab) in [(Key::Right, "Market"), (Key::Down, "Faults"), (Key::End, "Scenario")] {
            page.strike(key).await?;
            until(format!("the focus on {tab}"), async || {
                let here = page.focused().await?;
                Ok(here.is_some_and(|thing| thing.name == tab).then_some(()))
            })
            .await?;
        }
        // A page that scrolls does so a little later.
        page.moment().await?;
        ensure!(page.region("Transport").middle("button", "Play").await? == before, "it has moved");
        Ok(())
    })
}

#[test]
fn what_the_last_step_changed_is_marked() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.run_to("2.000").await?;
        page.strike("m").await?;
        page.strike("h").await?;
        page.region("Inspector").tells("Due held changed").await.map(|_| ())
    })
}

/// Runs until the next trader trades, who must be this peer.
async fn next_trader(page: &Page<'_>, peer: u32) -> Result<()> {
    page.run_until("the next trader").await?;
    page.peer_is(peer, "trader").await
}

async fn crash(page: &Page<'_>, peer: u32) -> Result<()> {
    page.region("Network").click("button", &format!("Peer {peer},")).await?;
    page.peer_is(peer, "crashed").await
}

/// Peers 5, 4 and 3 crash one after the other, peers 0 and 1 are cut off, and peer 2 becomes trader.
async fn the_fall_of_the_traders(page: &Page<'_>) -> Result<()> {
    page.run_to("2.000").await?;
    for (fallen, next) in [(5, 4), (4, 3)] {
        crash(page, fallen).await?;
        next_trader(page, next).await?;
    }
    crash(page, 3).await?;
    page.whole().click("tab", "Faults").await?;
    let faults = page.region("Faults");
    faults.unfold("Partition").await?;
    faults.click("checkbox", "Peer 0 is cut off").await?;
    faults.click("checkbox", "Peer 1 is cut off").await?;
    faults.click("button", "Cut these off").await?;
    faults.tells("Cut the links between peers 0, 1 and all others").await?;
    next_trader(page, 2).await
}

/// Looks at peer 2 at the end of what is known, and unfolds why it leads.
async fn why_peer_2_leads(page: &Page<'_>) -> Result<Vec<String>> {
    let inspector = page.region("Inspector");
    inspector.click("button", "Look at peer 2").await?;
    page.strike(Key::End).await?;
    inspector.unfold("Why does peer 2 lead?").await?;
    until("the reasons", async || {
        let buttons = inspector.all("button").await?;
        let reasons: Vec<_> = buttons
            .into_iter()
            .filter(|button| button.description == "Go to this moment")
            .map(|button| button.name)
            .collect();
        // The last step is listed under the reasons, in the same way.
        Ok((reasons.len() > 3).then_some(reasons))
    })
    .await
}

#[test]
fn the_page_alone_tells_why_peer_2_leads_after_three_crashes_and_a_partition() -> Result<()> {
    with_page(SEED_77, async |page| {
        the_fall_of_the_traders(page).await?;
        page.whole().click("tab", "Inspector").await?;
        let reasons = why_peer_2_leads(page).await?;
        let text = page.region("Inspector").text().await?;
        for peer in [3, 4, 5] {
            ensure!(reasons.iter().any(|why| names_crash(why, peer)), "peer {peer}: {text}");
        }
        Ok(())
    })
}

/// Whether a reason says that a peer crashed.
fn names_crash(reason: &str, peer: u32) -> bool {
    let reason = reason.to_lowercase();
    reason.contains(&format!("peer {peer}"))
        && (reason.contains("crash") || reason.contains("down"))
}

#[test]
fn each_reason_can_be_jumped_to() -> Result<()> {
    with_page(SEED_77, async |page| {
        the_fall_of_the_traders(page).await?;
        page.whole().click("tab", "Inspector").await?;
        let inspector = page.region("Inspector");
        let reasons = why_peer_2_leads(page).await?;
        for reason in &reasons {
            inspector.click("button", reason).await?;
            inspector.tells("Order among").await?;
            why_peer_2_leads(page).await?;
        }
        Ok(())
    })
}
