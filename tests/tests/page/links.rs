//! Links that misbehave: cut, lossy, slow; a partition by list and by hand; the ledger's faults.

use anyhow::{Result, ensure};
use visit::page::{Page, Place};
use visit::story::with_page;

use crate::SEED_77;

/// The tab Faults, on a page that stands still.
async fn faults<'a>(page: &'a Page<'a>) -> Result<Place<'a>> {
    page.run_to("2.000").await?;
    page.whole().click("tab", "Faults").await?;
    page.region("Faults").tells("Every link behaves").await?;
    Ok(page.region("Faults"))
}

#[test]
fn one_way_of_a_link_is_cut_by_list_is_seen_as_active_and_healed() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Links").await?;
        faults.choose("From", "peer 1").await?;
        faults.choose("To", "peer 5").await?;
        faults.choose("Direction", "one").await?;
        faults.tells("Cut the link from peer 1 to peer 5.").await?;
        faults.click("button", "Apply").await?;
        faults.tells("Active faults 1 Cut the link from peer 1 to peer 5").await?;
        faults.click("button", "Heal the link from peer 1 to peer 5").await?;
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

#[test]
fn what_is_sent_over_a_cut_link_is_lost_and_the_log_says_so() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Links").await?;
        faults.click("button", "Apply").await?;
        faults.tells("Cut all links between peers").await?;
        page.run_until("a message is lost").await?;
        page.region("Event log").tells("the link is cut").await.map(|_| ())
    })
}

#[test]
fn peers_are_cut_off_by_list_and_all_links_are_healed() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Partition").await?;
        faults.click("checkbox", "Peer 1 is cut off").await?;
        faults.click("checkbox", "The ledger is cut off").await?;
        faults.click("button", "Cut these off").await?;
        faults.tells("1 Cut the links between peer 1 and the ledger and all others").await?;
        faults.click("button", "Heal all links").await?;
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

#[test]
fn a_partition_of_nobody_is_refused_in_a_sentence() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Partition").await?;
        faults.click("button", "Cut these off").await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("Choose who is to be cut off."), "{alert}");
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

/// Draws a line around a peer's stall.
async fn encircle(page: &Page<'_>, peer: &str) -> Result<()> {
    const ROOM: i64 = 12;
    let (left, top, right, bottom) = page.region("Network").edges("button", peer).await?;
    let (left, top, right, bottom) = (left - ROOM, top - ROOM, right + ROOM, bottom + ROOM);
    page.draw(&[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]).await
}

#[test]
fn a_line_around_a_peer_cuts_it_off_once_that_is_confirmed() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        encircle(page, "Peer 2,").await?;
        page.region("Network").tells("Cut peer 2 off from the rest").await?;
        faults.tells("Every link behaves").await?;
        page.whole().click("button", "Cut them off").await?;
        faults.tells("1 Cut the links between peer 2 and all others").await.map(|_| ())
    })
}

#[test]
fn a_line_that_was_drawn_may_be_forgotten() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        page.region("Network").click("button", "Draw a partition").await?;
        page.region("Network").tells("Draw a line around those").await?;
        encircle(page, "Peer 4,").await?;
        page.region("Network").tells("Cut peer 4 off from the rest").await?;
        page.whole().click("button", "Never mind").await?;
        page.whole().is_gone("button", "Never mind").await?;
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

#[test]
fn a_line_around_nobody_cuts_nobody_off() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        let (_, _, x, y) = page.region("Network").edges("button", "Peer 2,").await?;
        page.draw(&[(x + 4, y + 4), (x + 14, y + 4), (x + 14, y + 14)]).await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("nobody is inside the line"), "{alert}");
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

#[test]
fn amounts_that_make_no_sense_are_told_in_a_sentence() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Links").await?;
        for (fault, amount, expected) in [
            ("lose", "lots", "found \"lots\", expected 0.1 to 100 percent."),
            ("lose", "100.5", "found \"100.5\", expected 0.1 to 100 percent."),
            ("delay", "-5", "found \"-5\", expected a whole number of milliseconds"),
        ] {
            faults.choose("Fault", fault).await?;
            faults.fill("Amount", amount).await?;
            faults.tells(expected).await?;
            faults.click("button", "Apply").await?;
            page.whole().thing("alert", "").await?;
            page.whole().click("button", "Dismiss").await?;
        }
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

#[test]
fn links_lose_and_delay_by_the_amount_that_was_typed() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Links").await?;
        faults.choose("Fault", "lose").await?;
        faults.fill("Amount", "12.5").await?;
        faults.click("button", "Apply").await?;
        faults.tells("1 Lose 12.5 % of the messages on all links between peers").await?;
        faults.choose("Fault", "delay").await?;
        faults.fill("Amount", "350").await?;
        faults.click("button", "Apply").await?;
        faults.tells("Delay messages on all links between peers by 0.350 s").await.map(|_| ())
    })
}

#[test]
fn the_ledger_is_made_slow_and_failing_and_healed() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Ledger").await?;
        faults.click("button", "Let writes of the ledger fail").await?;
        faults.tells("Let 20 % of the ledger's writes fail").await?;
        faults.click("button", "Slow the ledger down").await?;
        faults.tells("Delay messages on the links between the ledger and all others by").await?;
        faults.thing("DisclosureTriangle", "Active faults 2").await?;
        let before = page.moment().await?;
        page.run_to("12.000").await?;
        page.moment_after(&before).await?;
        faults.click("button", "Heal all links").await?;
        faults.tells("Every link behaves").await.map(|_| ())
    })
}

#[test]
fn an_amount_is_typed_for_a_fault_of_the_ledger() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        faults.unfold("Ledger").await?;
        let (amount, apply) =
            ("Let writes of the ledger fail: amount", "Let writes of the ledger fail");
        faults.fill(amount, "a few").await?;
        faults.click("button", apply).await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("found \"a few\", expected 0.1 to 100 percent."), "{alert}");
        faults.fill(amount, "100").await?;
        faults.click("button", apply).await?;
        faults.tells("Let 100 % of the ledger's writes fail").await?;
        page.run_to("6.000").await?;
        // When the fault began depends on the machine; by now the log may be full of what followed.
        let log = page.region("Event log");
        log.focus("searchbox", "Search events").await?;
        page.strike("nothing was written").await?;
        log.tells("that nothing was written").await.map(|_| ())
    })
}

/// Asks for the menu of the link between peers 1 and 2, whose stalls stand one above the other.
async fn menu_of_a_link(page: &Page<'_>) -> Result<()> {
    let network = page.region("Network");
    let (x, y) = network.middle("button", "Peer 1,").await?;
    let (a, b) = network.middle("button", "Peer 2,").await?;
    page.right_click_at(((x + a) / 2, (y + b) / 2)).await?;
    page.whole().named("menu", "The links between peer 1 and peer 2").await.map(|_| ())
}

#[test]
fn a_link_in_the_picture_has_a_menu_that_cuts_it_one_way() -> Result<()> {
    with_page(SEED_77, async |page| {
        let faults = faults(page).await?;
        menu_of_a_link(page).await?;
        page.whole().is_gone("menuitem", "Heal").await?;
        let cut = "Cut the link from peer 2 to peer 1";
        page.whole().click("menuitem", cut).await?;
        faults.tells(&format!("1 {cut}")).await?;
        menu_of_a_link(page).await?;
        page.whole().is_gone("menuitem", cut).await?;
        page.whole().click("menuitem", &cut.replace("Cut", "Heal")).await?;
        faults.tells("Every link behaves").await.map(|_| ())
    })
}
