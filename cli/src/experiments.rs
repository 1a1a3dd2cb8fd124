//! The report's experiments on each machine, as tables with the report's own figures beside them.

use crate::share::share;
use crate::summary::{grid, table};
use serde_json::{Value, json};
use std::num::NonZero;
use trading_post::figures::{Experiment, Measured, Measuring, Repeat, Table};
use trading_post::scenario::Machine;

/// How long the longest bar of a histogram is, in characters.
const LONGEST: u64 = 50;

/// All experiments on all machines.
pub struct Experiments(Vec<Repeat>);

impl Experiments {
    pub fn make(threads: Option<NonZero<usize>>) -> Self {
        let all: Vec<(Machine, Experiment)> =
            Machine::ALL.into_iter().flat_map(|m| Experiment::ALL.map(|e| (m, e))).collect();
        let mut measured = share(all.len(), threads, "measuring", |piece| {
            let (machine, experiment) = all[piece];
            let measuring = Measuring::new(experiment, &machine.scenario());
            measuring.expect("presets make sense").finish()
        })
        .into_iter();
        let repeat = |machine: Machine| Repeat {
            name: machine.name().to_owned(),
            title: machine.title().to_owned(),
            measured: measured.by_ref().take(Experiment::ALL.len()).collect(),
        };
        Self(Machine::ALL.map(repeat).into())
    }

    /// What was measured on each machine.
    pub fn repeats(&self) -> &[Repeat] {
        &self.0
    }

    pub fn text(&self) -> String {
        let Table { head, rows } = Table::means(&self.0);
        let means = grid(std::iter::once(head).chain(rows)).trim_fmt();
        let histograms: Vec<_> = self.0.iter().map(histogram_text).collect();
        format!("{means}\n\n{}", histograms.join("\n\n"))
    }

    pub fn json(&self) -> Value {
        self.0
            .iter()
            .flat_map(|repeat| repeat.measured.iter().map(|m| json_of(repeat, m)))
            .collect()
    }

    /// The tables for programs, by the names of their files.
    pub fn tables(&self) -> Vec<(String, Table)> {
        let histogram = |repeat: &Repeat| {
            let table = Table::raw_bins(&repeat.bins(), "requests");
            (format!("histogram-{}", repeat.name), table)
        };
        let means = ("experiments".to_owned(), Table::raw_means(&self.0));
        std::iter::once(means).chain(self.0.iter().map(histogram)).collect()
    }
}

fn histogram_text(repeat: &Repeat) -> String {
    let bins = repeat.bins();
    let most = bins.iter().map(|(_, _, count)| *count).max().unwrap_or(1);
    let told = Table::bins(&bins, "requests").rows.into_iter().zip(&bins);
    let rows = told.map(|(row, (_, _, count))| {
        let bar = "█".repeat((count * LONGEST).div_ceil(most) as usize);
        [row[0].clone(), row[1].clone(), bar]
    });
    let head = [format!("{}, ms", repeat.title), "requests".to_owned(), String::new()];
    let title = Experiment::Histogram.title();
    let rows = table(std::iter::once(head).chain(rows)).trim_fmt();
    format!("{title} (the report: most take 0.2 to 0.3 s)\n{rows}")
}

fn json_of(repeat: &Repeat, measured: &Measured) -> Value {
    let (experiment, samples) = (measured.experiment, &measured.samples);
    let means: Vec<_> = (0..samples.len()).map(|row| samples.mean(row)).collect();
    json!({
        "experiment": experiment.name(), "machine": repeat.name,
        "report_us": experiment.report(), "report_mean_us": experiment.report_mean(),
        "means_us": means, "mean_us": samples.mean_of_all(),
        "off_report_per_mille": measured.off_report_per_mille(),
        "count": samples.all().count(),
    })
}
