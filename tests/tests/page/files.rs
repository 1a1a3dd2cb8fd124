//! Files: a run saved in every format and as pictures, opened again, and what cannot be opened.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use visit::files::Folder;
use visit::moment::Moment;
use visit::page::Page;
use visit::story::with_page;
use visit::tree::Thing;

use crate::SEED_77;

/// The field that takes a file.
const FIELD: &str = "Open a run or a scenario";

/// A run of three seconds in which peer 2 was crashed; Scenario is open, and the page stands still.
async fn ready(page: &Page<'_>) -> Result<Moment> {
    page.run_to("3.000").await?;
    page.region("Network").click("button", "Peer 2,").await?;
    page.peer_is(2, "crashed").await?;
    page.whole().click("tab", "Scenario").await?;
    page.moment().await
}

/// Saves the run on screen, and gives the file's text.
async fn saved_run(page: &Page<'_>, folder: &Folder) -> Result<String> {
    page.region("Scenario").click("button", "Save run.jsonl").await?;
    folder.saved_text("run.jsonl").await
}

/// The scenario of a saved run as a file of its own, with another seed.
fn scenario_in(run: &str, seed: u64) -> Result<String> {
    let head = run.lines().next().context("the file has no first line")?;
    let mut head: Value = serde_json::from_str(head)?;
    head["scenario"]["seed"] = seed.into();
    head["scenario"]["title"] = "Out of a file".into();
    Ok(serde_json::to_string_pretty(&head["scenario"])?)
}

/// Waits for a complaint that tells all of this.
async fn refused(page: &Page<'_>, what: &[&str]) -> Result<()> {
    let alert = page.whole().text_of("alert").await?;
    ensure!(what.iter().all(|what| alert.contains(what)), "{alert}");
    ensure!(alert.contains("The run on screen stays."), "{alert}");
    Ok(())
}

#[test]
fn a_saved_run_is_opened_at_the_moment_at_which_it_was_saved() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (before, folder) = (ready(page).await?, Folder::of(page).await?);
        let run = saved_run(page, &folder).await?;
        page.region("Transport").click("button", "Fresh seed").await?;
        page.peer_is_not(2, "crashed").await?;
        page.choose_file(FIELD, &folder.put("mine.jsonl", &run)?).await?;
        page.moment_is(&before).await
    })
}

#[test]
fn a_run_that_is_dropped_on_the_page_is_opened() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (before, folder) = (ready(page).await?, Folder::of(page).await?);
        let run = saved_run(page, &folder).await?;
        page.region("Transport").click("button", "Restart run").await?;
        page.peer_is_not(2, "crashed").await?;
        page.drop_file("Network", &folder.put("mine.jsonl", &run)?).await?;
        page.moment_is(&before).await
    })
}

#[test]
fn a_run_that_is_another_one_here_than_where_it_was_recorded_breaks_i12() -> Result<()> {
    // Its chance is as wide as a machine's word: 64 bits there, 32 in a browser.
    let recorded = include_str!("../../../core/tests/word_width/run.jsonl");
    with_page(SEED_77, async |page| {
        let folder = Folder::of(page).await?;
        page.whole().click("tab", "Scenario").await?;
        page.choose_file(FIELD, &folder.put("theirs.jsonl", recorded)?).await?;
        let alert = page.whole().text_of("alert").await?;
        ensure!(alert.contains("theirs.jsonl") && alert.contains("it is another run"), "{alert}");
        page.whole().click("tab", "Checks").await?;
        let broken = |row: &Thing| row.name.contains("broken at");
        page.region("Checks").becomes("DisclosureTriangle", "I12", broken).await.map(|_| ())
    })
}

#[test]
fn a_scenario_in_a_file_begins_a_new_run() -> Result<()> {
    with_page(SEED_77, async |page| {
        ready(page).await?;
        let folder = Folder::of(page).await?;
        let scenario = scenario_in(&saved_run(page, &folder).await?, 4219)?;
        page.choose_file(FIELD, &folder.put("scenario.json", &scenario)?).await?;
        page.region("Scenario").tells("Out of a file No defence is taken away.").await?;
        let seed = page.region("Transport").named("textbox", "Seed").await?;
        ensure!(seed.value == "4219", "{seed:?}");
        page.peer_is_not(2, "crashed").await?;
        page.peer_is(5, "trader").await
    })
}

#[test]
fn a_damaged_run_is_refused_with_line_and_column_and_the_run_on_screen_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (before, folder) = (ready(page).await?, Folder::of(page).await?);
        let damaged = saved_run(page, &folder).await?.replace("\"crash\":2", "\"crash\":\"two\"");
        page.choose_file(FIELD, &folder.put("damaged.jsonl", &damaged)?).await?;
        refused(page, &["damaged.jsonl: line 2, column ", "two"]).await?;
        page.moment_is(&before).await
    })
}

#[test]
fn a_damaged_scenario_is_refused_with_line_and_column_and_the_run_on_screen_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (before, folder) = (ready(page).await?, Folder::of(page).await?);
        let scenario = scenario_in(&saved_run(page, &folder).await?, 4219)?;
        let damaged = scenario.replace("\"seed\": 4219", "\"seed\": -1");
        page.drop_file("Network", &folder.put("damaged.json", &damaged)?).await?;
        refused(
            page,
            &["damaged.json: seed: found -1, expected a whole number", "(line 3, column "],
        )
        .await?;
        page.moment_is(&before).await
    })
}

#[test]
fn a_file_of_another_kind_is_refused_and_the_run_on_screen_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (before, folder) = (ready(page).await?, Folder::of(page).await?);
        page.choose_file(FIELD, &folder.put("poem.json", "Sing, O Muse")?).await?;
        refused(page, &["poem.json: ", "found what is no JSON", "(line 1, column 1)"]).await?;
        page.moment_is(&before).await
    })
}

#[test]
fn a_file_that_is_too_large_is_refused_and_the_run_on_screen_stays() -> Result<()> {
    with_page(SEED_77, async |page| {
        let (before, folder) = (ready(page).await?, Folder::of(page).await?);
        let large = " ".repeat(17 << 20);
        page.choose_file(FIELD, &folder.put("large.json", &large)?).await?;
        let told = "large.json: found 17825792 bytes, expected at most 16777216";
        refused(page, &[told]).await?;
        page.moment_is(&before).await
    })
}

#[test]
fn a_run_is_saved_in_every_format() -> Result<()> {
    with_page(SEED_77, async |page| {
        ready(page).await?;
        let folder = Folder::of(page).await?;
        for name in saves(page).await? {
            page.region("Scenario").click("button", &format!("Save {name}")).await?;
            let text = folder.saved_text(&name).await?;
            ensure!(text.contains(told_in(&name)?), "{name} begins {:.200}", text);
            ensure!(is_whole(&name, &text), "{name} is not what its name says: {:.200}", text);
        }
        Ok(())
    })
}

/// The names of the files that Scenario offers to save.
async fn saves(page: &Page<'_>) -> Result<Vec<String>> {
    let buttons = page.region("Scenario").all("button").await?;
    let names = buttons.iter().filter_map(|button| button.name.strip_prefix("Save "));
    let of_run = names.filter(|name| *name != "scenario");
    let names: Vec<_> = of_run.map(str::to_owned).collect();
    ensure!(names.len() == 12, "{names:?}");
    Ok(names)
}

/// Something of this run that a file of this name must tell.
fn told_in(name: &str) -> Result<&'static str> {
    Ok(match name {
        "run.jsonl" => "\"crash\":2",
        "trace.jsonl" => "Peer 2 crashes",
        "peers.json" => "salt",
        "sellers.txt" => "0\n2",
        "result.txt" => "salt",
        "shiviz.log" => "Peer 2 crashes",
        "trace.json" => "traceEvents",
        "diagram.mmd" => "sequenceDiagram",
        "run.itf.json" => "#meta",
        "events.csv" => "Peer 2 crashes",
        "figures.csv" => "BUY",
        "run_test.rs" => "#[test]",
        other => anyhow::bail!("a file {other} that no test knows"),
    })
}

/// Whether a file can be read as what its name says, as far as that shows by itself.
fn is_whole(name: &str, text: &str) -> bool {
    let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    match name.rsplit('.').next() {
        Some("json") => is_json(text),
        Some("jsonl") => text.lines().all(is_json),
        _ => text.ends_with('\n'),
    }
}

/// The browser reads them, as any other picture.
#[test]
fn the_network_and_the_diagram_are_saved_as_pictures() -> Result<()> {
    with_page(SEED_77, async |page| {
        ready(page).await?;
        let folder = Folder::of(page).await?;
        for (region, what, file) in [
            ("Network", "the network", "network"),
            ("Space-time diagram", "the diagram", "diagram"),
        ] {
            page.region(region).click("button", &format!("Save {what} as SVG")).await?;
            let svg = folder.saved(&format!("{file}.svg")).await?;
            let of_lines = page.picture_size("image/svg+xml", &svg).await?;
            ensure!(of_lines[0] > 300.0 && of_lines[1] > 100.0, "{file}.svg: {of_lines:?}");
            page.region(region).click("button", &format!("Save {what} as PNG")).await?;
            let png = folder.saved(&format!("{file}.png")).await?;
            let of_dots = page.picture_size("image/png", &png).await?;
            ensure!(of_dots == of_lines, "{file}.png: {of_dots:?}, and its lines {of_lines:?}");
        }
        Ok(())
    })
}

#[test]
fn a_run_is_copied_as_a_rust_test() -> Result<()> {
    with_page(SEED_77, async |page| {
        ready(page).await?;
        page.region("Scenario").click("button", "Copy as Rust test").await?;
        let told = page.whole().text_of("alert").await?;
        ensure!(told.contains("lines are on the clipboard"), "{told}");
        let pasted = page.paste("Search events").await?;
        ensure!(pasted.contains("#[test]") && pasted.contains("Crash"), "{pasted}");
        Ok(())
    })
}
