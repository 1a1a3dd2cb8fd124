//! Presets: opened from Scenario and by an address; what an address asks for that cannot be had.

use anyhow::{Context, Result, ensure};
use visit::page::Page;
use visit::story::with_page;
use visit::tree::Thing;
use visit::wait::until;

use crate::SEED_77;

const TITLE: &str = "A successor that does not read the sales";
const WATCH: &str = "The trader dies; the books that its successor rebuilds are not what the ledger \
                     holds.";

/// For so long each preset is watched, in seconds of the run: by then the last of them is red.
const WATCHED: &str = "40.000";
/// These break nothing by themselves: it takes somebody who crashes the trader at the right moment, or
/// another machine.
const QUIET: [&str; 2] =
    ["The report's peers, answered before the write", "Chance as wide as a machine's word"];
/// What Checks tells when something is broken.
const BROKEN: &str = "of 13 statements";
/// How the title of a preset ends whose twin is without a defence.
const DEFENDED: &str = ", defended";

/// Waits until this run breaks what the preset is about.
async fn i13_breaks(page: &Page<'_>) -> Result<()> {
    page.run_until("a check goes red").await?;
    page.whole().click("tab", "Checks").await?;
    let checks = page.region("Checks");
    checks
        .becomes("DisclosureTriangle", "I13", |row| row.name.contains("broken at"))
        .await
        .map(|_| ())
}

#[test]
fn a_preset_opened_from_scenario_breaks_what_it_is_about() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Scenario").await?;
        let scenario = page.region("Scenario");
        scenario.unfold("What breaks").await?;
        scenario.click("button", &format!("Open {TITLE}")).await?;
        scenario.tells(&format!("{TITLE} {WATCH} Taken away:")).await?;
        i13_breaks(page).await
    })
}

#[test]
fn a_preset_opened_by_its_address_breaks_what_it_is_about() -> Result<()> {
    with_page("#preset=unread-sales", async |page| {
        page.whole().click("tab", "Scenario").await?;
        page.region("Scenario").tells(&format!("{TITLE} {WATCH} Taken away:")).await?;
        i13_breaks(page).await
    })
}

#[test]
fn the_address_names_the_preset_that_was_opened() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Scenario").await?;
        page.region("Scenario").unfold("What breaks").await?;
        page.region("Scenario").click("button", &format!("Open {TITLE}, defended")).await?;
        until("the address of the defended preset", async || {
            let address = page.address().await?;
            Ok(address.contains("#preset=unread-sales-defended&seed=").then_some(()))
        })
        .await?;
        let told = format!("{TITLE}, defended The same, but nothing breaks.");
        page.region("Scenario").tells(&told).await.map(|_| ())
    })
}

/// The groups in which presets are folded, the one of the report's scenario first.
const GROUPS: [&str; 3] =
    ["The report's system, and machines", "The report's verified cases", EXHIBITS];
/// The group of those that lack a defence, and of their defended twins.
const EXHIBITS: &str = "What breaks";

/// A preset as Scenario offers it.
struct Offered {
    group: &'static str,
    title: String,
    sentence: String,
}

/// The presets that are unfolded now, title and sentence, by the buttons that open them; the one that
/// opens a file has no sentence.
async fn unfolded(page: &Page<'_>) -> Result<Vec<(String, String)>> {
    let buttons = page.region("Scenario").all("button").await?;
    let offer = |button: Thing| {
        let title = button.name.strip_prefix("Open ")?.to_owned();
        Some((title, button.description)).filter(|(_, sentence)| !sentence.is_empty())
    };
    Ok(buttons.into_iter().filter_map(offer).collect())
}

/// All presets, group by group. The first group is unfolded already.
async fn offered(page: &Page<'_>) -> Result<Vec<Offered>> {
    let mut all: Vec<Offered> = Vec::new();
    for group in GROUPS {
        if group != GROUPS[0] {
            page.region("Scenario").unfold(group).await?;
        }
        let found = until(format!("the presets of {group:?}"), async || {
            let mut found = unfolded(page).await?;
            found.retain(|(title, _)| all.iter().all(|known| known.title != *title));
            Ok((!found.is_empty()).then_some(found))
        })
        .await?;
        all.extend(found.into_iter().map(|(title, sentence)| Offered { group, title, sentence }));
    }
    Ok(all)
}

impl Offered {
    /// Whether a check goes red in it by itself.
    fn breaks(&self, all: &[Self]) -> bool {
        let twin = format!("{}{DEFENDED}", self.title);
        let quiet = QUIET.contains(&self.title.as_str());
        !quiet && all.iter().any(|other| other.title == twin)
    }

    /// Opens it, in its group, which may be folded.
    async fn open(&self, page: &Page<'_>) -> Result<()> {
        if unfolded(page).await?.iter().all(|(title, _)| *title != self.title) {
            page.region("Scenario").unfold(self.group).await?;
        }
        page.region("Scenario").click("button", &format!("Open {}", self.title)).await
    }

    async fn is_on_screen(&self, page: &Page<'_>) -> Result<()> {
        let told = format!("{} {}", self.title, self.sentence);
        page.region("Scenario").tells(&told).await?;
        page.region("Transport").named("button", "Pause").await?;
        let complaints = page.whole().all("alert").await?;
        ensure!(complaints.is_empty(), "{}: {complaints:?}", self.title);
        Ok(())
    }

    /// It goes red, or stays green for as long as it is watched.
    async fn comes_out(&self, page: &Page<'_>, breaks: bool) -> Result<()> {
        // On a slow machine it may be red before anybody can ask for it.
        page.pause().await?;
        page.moment().await?;
        page.whole().click("tab", "Checks").await?;
        let checks = page.region("Checks");
        if !breaks {
            page.run_to(WATCHED).await?;
            checks.tells("Nothing is broken now.").await?;
        } else if !checks.text().await?.contains(BROKEN) {
            page.run_until("a check goes red").await?;
            checks.tells(BROKEN).await?;
        }
        page.whole().click("tab", "Scenario").await
    }
}

/// Opens each preset that is `chosen` of all, from Scenario and by its link, and sees how it comes out.
fn walk(chosen: impl Fn(&Offered, &[Offered]) -> bool) -> Result<()> {
    with_page(SEED_77, async |page| {
        page.whole().click("tab", "Scenario").await?;
        let presets = offered(page).await?;
        ensure!(presets.len() > 40, "only {} presets", presets.len());
        let here = page.address().await?;
        let here = here.split('#').next().unwrap_or_default().to_owned();
        for preset in presets.iter().filter(|preset| chosen(preset, &presets)) {
            preset.open(page).await?;
            preset.is_on_screen(page).await?;
            let link = link(page).await?;
            preset.comes_out(page, preset.breaks(&presets)).await.context(link.clone())?;
            page.go(&format!("{here}{link}")).await?;
            preset.is_on_screen(page).await.context(link)?;
        }
        Ok(())
    })
}

#[test]
fn the_report_machines_and_cases_open_from_scenario_and_by_their_links_and_break_nothing()
-> Result<()> {
    walk(|preset, _| preset.group != EXHIBITS)
}

#[test]
fn every_preset_without_a_defence_opens_from_scenario_and_by_its_link_and_breaks() -> Result<()> {
    walk(|preset, all| preset.group == EXHIBITS && preset.breaks(all))
}

#[test]
fn every_defended_preset_opens_from_scenario_and_by_its_link_and_breaks_nothing() -> Result<()> {
    walk(|preset, all| preset.group == EXHIBITS && !preset.breaks(all))
}

/// `#preset=late-write`, without the seed that follows it. An address says `peers=6` of the report's own
/// scenario, which is a preset too.
async fn link(page: &Page<'_>) -> Result<String> {
    let address = page.address().await?;
    if address.ends_with("#seed=77&peers=6") {
        return Ok("#preset=report".to_owned());
    }
    let (_, link) = address.split_once('#').context("the address names the preset")?;
    let name = link.split('&').next().unwrap_or_default();
    ensure!(name.starts_with("preset="), "{address}");
    Ok(format!("#{name}"))
}

#[test]
fn a_preset_runs_with_the_seed_that_the_address_names() -> Result<()> {
    with_page("#preset=without-durable-answers&seed=4219", async |page| {
        let seed = page.region("Transport").named("textbox", "Seed").await?;
        ensure!(seed.value == "4219", "{seed:?}");
        Ok(())
    })
}

/// Waits for a complaint that tells all of this, and for a new run that plays.
async fn refused(page: &Page<'_>, what: &[&str]) -> Result<()> {
    let alert = page.whole().text_of("alert").await?;
    ensure!(what.iter().all(|what| alert.contains(what)), "{alert}");
    ensure!(alert.contains("This is a new run."), "{alert}");
    page.region("Transport").named("button", "Pause").await?;
    page.peer_is(5, "trader").await
}

#[test]
fn a_preset_that_there_is_not_is_refused_and_a_new_run_begins() -> Result<()> {
    with_page("#preset=late", async |page| {
        refused(page, &["The address: found preset \"late\", expected one of", "late-write"]).await
    })
}

#[test]
fn a_field_that_no_address_has_is_refused_and_a_new_run_begins() -> Result<()> {
    with_page("#presets=late-write", async |page| {
        refused(page, &["The address: found \"presets\", expected preset, seed, peers or run"])
            .await
    })
}

#[test]
fn an_address_with_preset_and_peers_is_refused_and_a_new_run_begins() -> Result<()> {
    with_page("#preset=late-write&peers=9", async |page| {
        refused(page, &["The address: found preset and peers, expected one of them"]).await
    })
}
