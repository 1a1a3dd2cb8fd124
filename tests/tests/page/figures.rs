//! Figures: what the page measures is what the core measures natively; tables, plots, files.

use anyhow::{Result, ensure};
use trading_post::figures::{Experiment, Measuring, Point, Repeat, Survey, Sweep, Table};
use trading_post::run::{Goal, Run};
use trading_post::scenario::{Machine, Scenario};
use trading_post::time::Instant;
use visit::files::Folder;
use visit::page::{Key, Page, Place};
use visit::story::with_page;
use visit::wait::until;

use crate::SEED_77;

/// A sweep that takes little time, and one that takes more than a test has.
const SHORT: Sweep = Sweep::FailOver;
const LONG: Sweep = Sweep::ElectionMessages;

/// The parts of the region.
const RUN: &str = "This run";
const EXPERIMENTS: &str = "The report's experiments";
const SWEEPS: &str = "Sweeps";

/// Goes over to Figures.
async fn open(page: &Page<'_>) -> Result<()> {
    page.whole().click("button", "Figures").await?;
    until("Figures to be shown", async || {
        Ok(page.region("Figures").is_shown().await?.then_some(()))
    })
    .await
}

/// Measures a sweep, and waits for its plot.
async fn measure(page: &Page<'_>, sweep: Sweep) -> Result<()> {
    let sweeps = page.region(SWEEPS);
    sweeps.click("button", &format!("Measure {}", sweep.title())).await?;
    sweeps.thing("image", &format!("Plot: {}", sweep.title())).await.map(|_| ())
}

/// The points of a sweep, as the core works them out natively.
fn points(sweep: Sweep) -> Vec<Point> {
    sweep.places().iter().map(|x| sweep.at(*x).finish()).collect()
}

/// The experiments on a machine, as the core makes them natively.
fn repeat(title: &str, machine: &Scenario) -> Repeat {
    let measure = |experiment| Measuring::new(experiment, machine).map(Measuring::finish);
    let measured = Experiment::ALL.map(|experiment| measure(experiment).expect("it makes sense"));
    Repeat { name: String::new(), title: title.to_owned(), measured: measured.into() }
}

/// Waits until a place shows all these rows, one after the other.
async fn shows(place: &Place<'_>, table: &Table) -> Result<()> {
    let wanted: Vec<String> = table.rows.iter().map(|row| row.join(" ")).collect();
    ensure!(!wanted.is_empty(), "nothing is wanted");
    until(format!("the rows {wanted:#?}"), async || {
        let rows = place.texts("row").await?;
        Ok(rows.windows(wanted.len()).any(|rows| rows == wanted).then_some(()))
    })
    .await
}

#[test]
fn the_run_on_screen_is_measured_as_the_core_measures_it_with_the_reports_figures() -> Result<()> {
    let scenario = Scenario { seed: 77, ..Scenario::report() };
    let mut run = Run::new(scenario)?;
    run.run_to(&Goal::Time(Instant(20_000_000)), usize::MAX);
    let mut survey = Survey::new(run.scenario());
    run.past().for_each(|event| survey.take(event));
    with_page(SEED_77, async |page| {
        page.run_to("20.000").await?;
        open(page).await?;
        shows(&page.region(RUN), &survey.waits_told()).await?;
        let sent: u64 = survey.tally().messages().values().sum();
        let text = page.region(RUN).tells(&format!("{sent} messages were sent")).await?;
        ensure!(text.contains("24 bytes of clock on average"), "{text}");
        page.region(RUN).thing("image", "Plot: Response times of this run").await.map(|_| ())
    })
}

#[test]
fn a_run_of_which_nothing_is_known_yet_says_so() -> Result<()> {
    with_page(SEED_77, async |page| {
        page.pause().await?;
        page.strike(Key::Home).await?;
        page.step_is(|step| step == 0).await?;
        open(page).await?;
        page.region(RUN).tells("No buyer has waited for an answer yet").await.map(|_| ())
    })
}

#[test]
fn the_reports_experiments_come_out_as_natively_beside_the_reports_own_figures() -> Result<()> {
    let repeats = Machine::ALL.map(|machine| repeat(machine.title(), &machine.scenario()));
    with_page(SEED_77, async |page| {
        open(page).await?;
        let experiments = page.region(EXPERIMENTS);
        shows(&experiments, &Table::means(&[])).await?;
        experiments.click("button", "Measure the report's experiments").await?;
        shows(&experiments, &Table::means(&repeats)).await?;
        for machine in Machine::ALL {
            experiments.thing("image", &format!("Plot: {}: 450 requests", machine.title())).await?;
        }
        Ok(())
    })
}

#[test]
fn the_reports_experiments_are_made_with_the_times_of_the_scenario_on_screen() -> Result<()> {
    let scenario = Scenario { seed: 77, ..Scenario::report() };
    let repeats = [repeat(&scenario.title, &scenario)];
    with_page(SEED_77, async |page| {
        open(page).await?;
        let experiments = page.region(EXPERIMENTS);
        experiments.click("button", "with this scenario").await?;
        experiments.tells(&format!("The times and rules of “{}” count", scenario.title)).await?;
        experiments.click("button", "Measure the report's experiments").await?;
        shows(&experiments, &Table::means(&repeats)).await
    })
}

#[test]
fn a_sweep_is_seen_as_a_plot_and_as_a_table_of_the_numbers_that_the_core_gives() -> Result<()> {
    let told = SHORT.told(&points(SHORT));
    with_page(SEED_77, async |page| {
        open(page).await?;
        measure(page, SHORT).await?;
        let sweeps = page.region(SWEEPS);
        let plot = sweeps.thing("image", &format!("Plot: {}", SHORT.title())).await?;
        ensure!(plot.name.ends_with(SHORT.finding()), "{plot:?}");
        sweeps.click("button", &format!("Table: {}", SHORT.title())).await?;
        shows(&sweeps, &told).await?;
        let heads = sweeps.texts("columnheader").await?;
        ensure!(heads == told.head, "{heads:?}");
        sweeps.is_gone("image", "Plot:").await?;
        sweeps.click("button", &format!("Plot: {}", SHORT.title())).await?;
        sweeps.is_gone("columnheader", "detection").await
    })
}

#[test]
fn a_sweep_is_saved_as_a_table_for_programs_and_as_a_plot_for_light_and_dark() -> Result<()> {
    let csv = SHORT.raw(&points(SHORT)).csv();
    with_page(SEED_77, async |page| {
        let folder = Folder::of(page).await?;
        open(page).await?;
        measure(page, SHORT).await?;
        let sweeps = page.region(SWEEPS);
        sweeps.click("button", &format!("Save {} as CSV", SHORT.title())).await?;
        let saved = folder.saved_text("fail-over.csv").await?;
        ensure!(saved == csv, "{saved}");
        sweeps.click("button", &format!("Save {} as SVG", SHORT.title())).await?;
        let svg = folder.saved("fail-over.svg").await?;
        ensure!(page.picture_size("image/svg+xml", &svg).await? == [900.0, 540.0]);
        let svg = String::from_utf8(svg)?;
        ensure!(svg.contains("prefers-color-scheme: dark") && svg.contains("recovery"), "{svg}");
        Ok(())
    })
}

#[test]
fn what_is_measured_is_cancelled_and_what_waited_for_it_goes_on() -> Result<()> {
    with_page(SEED_77, async |page| {
        open(page).await?;
        let sweeps = page.region(SWEEPS);
        sweeps.click("button", &format!("Measure {}", LONG.title())).await?;
        sweeps.named("progressbar", LONG.title()).await?;
        sweeps.click("button", &format!("Measure {}", SHORT.title())).await?;
        sweeps.tells("waits its turn").await?;
        sweeps.click("button", &format!("Cancel {}", LONG.title())).await?;
        sweeps.named("button", &format!("Measure {}", LONG.title())).await?;
        sweeps.thing("image", &format!("Plot: {}", SHORT.title())).await?;
        sweeps.is_gone("progressbar", LONG.title()).await
    })
}

#[test]
fn what_was_measured_stays_while_the_run_goes_on_and_when_another_begins() -> Result<()> {
    with_page(SEED_77, async |page| {
        open(page).await?;
        measure(page, SHORT).await?;
        page.whole().click("button", "Run").await?;
        page.region("Transport").click("button", "Fresh seed").await?;
        page.peer_is(5, "trader").await?;
        open(page).await?;
        page.region(SWEEPS).thing("image", &format!("Plot: {}", SHORT.title())).await.map(|_| ())
    })
}

/// Changes the theme until it is this one.
async fn theme(page: &Page<'_>, name: &str) -> Result<()> {
    let wanted = format!("Theme: {name}");
    until(wanted.clone(), async || {
        if page.whole().has("button", &wanted).await? {
            return Ok(Some(()));
        }
        page.whole().click("button", "Theme: ").await?;
        Ok(None)
    })
    .await
}

#[test]
fn a_plot_has_the_letters_of_the_theme_by_day_and_by_night() -> Result<()> {
    with_page(SEED_77, async |page| {
        open(page).await?;
        measure(page, SHORT).await?;
        for (name, ink) in [("light", "rgb(42, 33, 25)"), ("dark", "rgb(236, 227, 210)")] {
            theme(page, name).await?;
            until(format!("letters in {ink}"), async || {
                let colour = page.region(SWEEPS).colour_of_letters("Plot: ").await?;
                Ok((colour == ink).then_some(()))
            })
            .await?;
        }
        Ok(())
    })
}
