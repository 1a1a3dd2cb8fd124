//! The report's experiments on each machine, as tables with the report's own figures beside them.

use crate::share::share;
use crate::summary::table;
use serde_json::{Value, json};
use std::num::NonZero;
use trading_post::figures::{Experiment, Measured, Measuring, Table, Unit};
use trading_post::scenario::Machine;

/// How long the longest bar of a histogram is, in characters.
const LONGEST: u64 = 50;

/// All experiments on all machines.
pub struct Experiments(Vec<(Machine, Measured)>);

impl Experiments {
    pub fn make(threads: Option<NonZero<usize>>) -> Self {
        let all: Vec<(Machine, Experiment)> =
            Machine::ALL.into_iter().flat_map(|m| Experiment::ALL.map(|e| (m, e))).collect();
        Self(share(all.len(), threads, "measuring", |piece| {
            let (machine, experiment) = all[piece];
            let measuring = Measuring::new(experiment, &machine.scenario());
            (machine, measuring.expect("presets make sense").finish())
        }))
    }

    fn of(&self, machine: Machine, experiment: Experiment) -> &Measured {
        let mut found = self.0.iter();
        let found = found.find(|(m, measured)| (*m, measured.experiment) == (machine, experiment));
        &found.expect("all experiments were made on all machines").1
    }

    pub fn text(&self) -> String {
        let head = ["", "the report", "the report's machine", "off", "a modern network"];
        let rows = Experiment::ALL.into_iter().filter(|e| !e.report().is_empty());
        let rows = rows.map(|experiment| self.told(experiment));
        let means = table(std::iter::once(head.map(str::to_owned)).chain(rows)).trim_fmt();
        let histograms = Machine::ALL.map(|machine| self.histogram_text(machine));
        format!("{means}\n\n{}", histograms.join("\n\n"))
    }

    fn told(&self, experiment: Experiment) -> [String; 5] {
        let [report, modern] = Machine::ALL.map(|machine| self.of(machine, experiment));
        [
            experiment.title().to_owned(),
            told(mean(experiment.report())),
            told(report.samples.mean_of_all()),
            report.off_report_per_mille().map_or_else(dash, percent),
            told(modern.samples.mean_of_all()),
        ]
    }

    fn histogram_text(&self, machine: Machine) -> String {
        let bins = self.histogram(machine);
        let most = bins.iter().map(|(_, _, count)| *count).max().unwrap_or(1);
        let rows = bins.iter().map(|(from, to, count)| {
            let bar = "█".repeat((count * LONGEST).div_ceil(most) as usize);
            [format!("{} – {}", millis(*from), millis(*to)), count.to_string(), bar]
        });
        let head = [format!("{}, ms", machine.title()), "requests".to_owned(), String::new()];
        let title = Experiment::Histogram.title();
        let rows = table(std::iter::once(head).chain(rows)).trim_fmt();
        format!("{title} (the report: most take 0.2 to 0.3 s)\n{rows}")
    }

    pub fn json(&self) -> Value {
        let each = |(machine, measured): &(Machine, Measured)| {
            let (experiment, samples) = (measured.experiment, &measured.samples);
            let means: Vec<_> = (0..samples.len()).map(|row| samples.mean(row)).collect();
            json!({
                "experiment": experiment.name(), "machine": machine.name(),
                "report_us": experiment.report(), "report_mean_us": mean(experiment.report()),
                "means_us": means, "mean_us": samples.mean_of_all(),
                "off_report_per_mille": measured.off_report_per_mille(),
                "count": samples.all().count(),
            })
        };
        self.0.iter().map(each).collect()
    }

    /// The tables for programs, by the names of their files.
    pub fn tables(&self) -> Vec<(String, Table)> {
        let histogram = |machine: Machine| {
            (format!("histogram-{}", machine.name()), self.histogram_table(machine))
        };
        let histograms = Machine::ALL.map(histogram);
        std::iter::once(("experiments".to_owned(), self.table())).chain(histograms).collect()
    }

    fn table(&self) -> Table {
        let known = |value: Option<u64>| value.map(|us| us.to_string()).unwrap_or_default();
        let rows = self.0.iter().flat_map(|(machine, measured)| {
            let (experiment, samples) = (measured.experiment, &measured.samples);
            (0..samples.len()).map(move |row| {
                vec![
                    experiment.name().to_owned(),
                    machine.name().to_owned(),
                    (row + 1).to_string(),
                    samples.row(row).len().to_string(),
                    known(samples.mean(row)),
                    known(experiment.report().get(row).copied()),
                ]
            })
        });
        let head = ["experiment", "machine", "row", "count", "mean [us]", "the report [us]"];
        Table { head: head.map(str::to_owned).into(), rows: rows.collect() }
    }

    fn histogram_table(&self, machine: Machine) -> Table {
        let histogram = self.histogram(machine);
        let rows = histogram.iter().map(|(from, to, count)| [*from, *to, *count]);
        let head = ["from [us]", "to [us]", "requests"].map(str::to_owned).into();
        Table { head, rows: rows.map(|row| row.map(|cell| cell.to_string()).into()).collect() }
    }

    /// Each bin of 450 requests: from, to, how many; in microseconds.
    pub fn histogram(&self, machine: Machine) -> Vec<(u64, u64, u64)> {
        let histogram = self.of(machine, Experiment::Histogram).histogram();
        histogram.iter().flat_map(|histogram| histogram.bins().collect::<Vec<_>>()).collect()
    }
}

fn mean(values: &[u64]) -> Option<u64> {
    values.iter().sum::<u64>().checked_div(values.len() as u64)
}

fn told(us: Option<u64>) -> String {
    us.map_or_else(dash, |us| Unit::Micros.told(us))
}

fn dash() -> String {
    "–".to_owned()
}

/// Thousandths as a percentage with its sign.
fn percent(per_mille: i64) -> String {
    let sign = if per_mille < 0 { "−" } else { "+" };
    format!("{sign}{}.{} %", per_mille.abs() / 10, per_mille.abs() % 10)
}

fn millis(us: u64) -> String {
    format!("{}.{:02}", us / 1_000, us % 1_000 / 10)
}
