//! `trading-post measure` and `trading-post sweep`: the report's experiments, and how figures depend on
//! something else.

use crate::Verdict;
use crate::arguments::{self, Measured};
use crate::experiments::Experiments;
use crate::files::write_text;
use crate::share::share;
use crate::summary::grid;
use anyhow::Result;
use plots::Sheet;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::num::NonZero;
use std::path::Path;
use trading_post::figures::{Experiment, Kind, Point, Repeat, Sweep, Table};

/// The report's experiments and all sweeps.
pub fn measure(wishes: &Measured) -> Result<Verdict> {
    let experiments = Experiments::make(wishes.threads);
    let sweeps = sweep_all(&Sweep::ALL, wishes.threads);
    if let Some(folder) = &wishes.csv {
        write_tables(folder, experiments.tables())?;
    }
    if let Some(folder) = &wishes.svg {
        experiments.repeats().iter().try_for_each(|repeat| write_histogram(folder, repeat))?;
    }
    write_sweeps(&sweeps, wishes)?;
    let json = || json!({"experiments": experiments.json(), "sweeps": sweeps_json(&sweeps)});
    let text = || format!("{}\n\n{}", experiments.text(), sweeps_text(&sweeps));
    tell(wishes.json, json, text)
}

/// One sweep.
pub fn sweep(wishes: &arguments::Sweep) -> Result<Verdict> {
    let measured = &wishes.measured;
    let sweeps = sweep_all(&[wishes.name], measured.threads);
    write_sweeps(&sweeps, measured)?;
    tell(measured.json, || sweep_json(&sweeps[0]), || sweeps_text(&sweeps))
}

fn tell(
    as_json: bool,
    json: impl FnOnce() -> Value,
    text: impl FnOnce() -> String,
) -> Result<Verdict> {
    let told = if as_json { format!("{:#}", json()) } else { text() };
    writeln!(io::stdout(), "{told}")?;
    Ok(Verdict::Holds)
}

/// A sweep with all its points.
type Swept = (Sweep, Vec<Point>);

/// All points of some sweeps, on all cores.
fn sweep_all(sweeps: &[Sweep], threads: Option<NonZero<usize>>) -> Vec<Swept> {
    let places = |sweep: &Sweep| sweep.places().iter().map(|x| (*sweep, *x)).collect::<Vec<_>>();
    let pieces: Vec<(Sweep, u64)> = sweeps.iter().flat_map(places).collect();
    let mut points = share(pieces.len(), threads, "sweeping", |piece| {
        let (sweep, x) = pieces[piece];
        sweep.at(x).finish()
    })
    .into_iter();
    let swept = |sweep: &Sweep| (*sweep, points.by_ref().take(sweep.places().len()).collect());
    sweeps.iter().map(swept).collect()
}

fn write_sweeps(sweeps: &[Swept], wishes: &Measured) -> Result<()> {
    for (sweep, points) in sweeps {
        if let Some(folder) = &wishes.csv {
            write_tables(folder, vec![(sweep.name().to_owned(), sweep.raw(points))])?;
        }
        if let Some(folder) = &wishes.svg {
            let path = folder.join(format!("{}.svg", sweep.name()));
            write_text(&path, &plots::sweep(*sweep, points, Sheet::File)?)?;
        }
    }
    Ok(())
}

fn write_histogram(folder: &Path, repeat: &Repeat) -> Result<()> {
    let title = format!("{}: {}", repeat.title, Experiment::Histogram.title());
    let plot = plots::histogram(&title, "requests", &repeat.bins(), Sheet::File)?;
    write_text(&folder.join(format!("histogram-{}.svg", repeat.name)), &plot)
}

fn write_tables(folder: &Path, tables: Vec<(String, Table)>) -> Result<()> {
    tables
        .into_iter()
        .try_for_each(|(name, table)| write_text(&folder.join(format!("{name}.csv")), &table.csv()))
}

fn sweeps_text(sweeps: &[Swept]) -> String {
    let each = |(sweep, points): &Swept| {
        let Table { head, rows } = sweep.told(points);
        let rows = grid(std::iter::once(head).chain(rows)).trim_fmt();
        format!("{}\n{}\n{rows}", sweep.title(), sweep.sentence())
    };
    sweeps.iter().map(each).collect::<Vec<_>>().join("\n\n")
}

fn sweeps_json(sweeps: &[Swept]) -> Value {
    sweeps.iter().map(sweep_json).collect()
}

fn sweep_json((sweep, points): &Swept) -> Value {
    let (across, up) = (sweep.across(), sweep.up());
    let series = sweep.series();
    let series =
        series.iter().map(|series| json!({"title": series.title, "kind": kind(series.kind)}));
    let points = points.iter().map(|point| json!({"x": point.x, "ys": point.ys}));
    json!({
        "sweep": sweep.name(), "title": sweep.title(), "sentence": sweep.sentence(),
        "x": {"title": across.title, "unit": across.unit.name()},
        "y": {"title": up.title, "unit": up.unit.name()},
        "series": series.collect::<Value>(), "points": points.collect::<Value>(),
    })
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Measured => "measured",
        Kind::Oracle { .. } => "oracle",
        Kind::Report => "report",
    }
}
