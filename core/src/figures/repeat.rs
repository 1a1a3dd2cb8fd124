//! The report's experiments repeated on machines, as tables with the report's own figures beside them.

use super::{Experiment, Measured, Table, Unit};
use crate::csv::told as known;

/// All of the report's experiments, repeated on one machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repeat {
    /// One word with hyphens for the machine, for files.
    pub name: String,
    /// What the machine is called.
    pub title: String,
    /// What each experiment has measured there; one that is missing is a dash.
    pub measured: Vec<Measured>,
}

impl Repeat {
    /// What an experiment has measured here, if it was made.
    #[must_use]
    pub fn of(&self, experiment: Experiment) -> Option<&Measured> {
        self.measured.iter().find(|measured| measured.experiment == experiment)
    }

    /// Each bin of the 450 requests: from, to, how many; in microseconds.
    #[must_use]
    pub fn bins(&self) -> Vec<(u64, u64, u64)> {
        let histogram = self.of(Experiment::Histogram).and_then(Measured::histogram);
        histogram.map(|histogram| histogram.bins().collect()).unwrap_or_default()
    }

    fn mean(&self, experiment: Experiment) -> Option<u64> {
        self.of(experiment)?.samples.mean_of_all()
    }

    fn raw(&self) -> impl Iterator<Item = Vec<String>> {
        self.measured.iter().flat_map(|Measured { experiment, samples }| {
            (0..samples.len()).map(|row| {
                vec![
                    experiment.name().to_owned(),
                    self.name.clone(),
                    (row + 1).to_string(),
                    samples.row(row).len().to_string(),
                    known(samples.mean(row)),
                    known(experiment.report().get(row)),
                ]
            })
        })
    }
}

impl Experiment {
    /// The mean of the report's own figures, in microseconds; nothing where it has none.
    #[must_use]
    pub fn report_mean(self) -> Option<u64> {
        let report = self.report();
        report.iter().sum::<u64>().checked_div(report.len() as u64)
    }
}

impl Table {
    /// The means for people: a row for each experiment of which the report has a mean, a column for each
    /// machine, and by how much the first machine is off the report.
    #[must_use]
    pub fn means(repeats: &[Repeat]) -> Self {
        let head = ["", "the report"].map(str::to_owned).into_iter();
        let mut table = Self {
            head: head.chain(repeats.iter().map(|repeat| repeat.title.clone())).collect(),
            rows: Vec::new(),
        };
        for experiment in Experiment::ALL {
            if let Some(report) = experiment.report_mean() {
                let means = repeats.iter().map(|repeat| repeat.mean(experiment));
                let told = std::iter::once(Some(report)).chain(means).map(told);
                table
                    .rows
                    .push(std::iter::once(experiment.title().to_owned()).chain(told).collect());
            }
        }
        table.insert_off(repeats.first());
        table
    }

    /// By how much the first machine is off the report, behind its column.
    fn insert_off(&mut self, first: Option<&Repeat>) {
        const PLACE: usize = 3;
        let Some(first) = first else { return };
        self.head.insert(PLACE, "off".to_owned());
        let compared = Experiment::ALL.into_iter().filter(|e| e.report_mean().is_some());
        for (row, experiment) in self.rows.iter_mut().zip(compared) {
            let off = first.of(experiment).and_then(Measured::off_report_per_mille);
            row.insert(PLACE, off.map_or_else(dash, percent));
        }
    }

    /// All means for programs: a row for each buyer of each experiment on each machine.
    #[must_use]
    pub fn raw_means(repeats: &[Repeat]) -> Self {
        let head = ["experiment", "machine", "row", "count", "mean [us]", "the report [us]"];
        let rows = repeats.iter().flat_map(Repeat::raw).collect();
        Self { head: head.map(str::to_owned).into(), rows }
    }

    /// The bins of a histogram of times for people.
    #[must_use]
    pub fn bins(bins: &[(u64, u64, u64)], counted: &str) -> Self {
        let row = |(from, to, count): &(u64, u64, u64)| {
            vec![format!("{} – {}", millis(*from), millis(*to)), count.to_string()]
        };
        let head = vec!["ms".to_owned(), counted.to_owned()];
        Self { head, rows: bins.iter().map(row).collect() }
    }

    /// The bins of a histogram of times for programs, in microseconds.
    #[must_use]
    pub fn raw_bins(bins: &[(u64, u64, u64)], counted: &str) -> Self {
        let row = |(from, to, count): &(u64, u64, u64)| [*from, *to, *count];
        let rows = bins.iter().map(|bin| row(bin).map(|cell| cell.to_string()).into()).collect();
        Self { head: ["from [us]", "to [us]", counted].map(str::to_owned).into(), rows }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Samples;

    fn repeat(title: &str, us: &[u64]) -> Repeat {
        let mut samples = Samples::rows(1);
        us.iter().for_each(|us| samples.push(0, *us));
        let measured = vec![Measured { experiment: Experiment::OneBuyer, samples }];
        Repeat { name: "m".to_owned(), title: title.to_owned(), measured }
    }

    #[test]
    fn the_report_stands_first_and_only_the_first_machine_is_held_against_it() {
        let table = Table::means(&[repeat("A", &[230_000, 232_000]), repeat("B", &[2_110])]);
        assert_eq!(table.head, ["", "the report", "A", "off", "B"]);
        let first = ["Mean response time, 1 buyer", "0.211 s", "0.231 s", "+9.4 %", "2.11 ms"];
        assert_eq!(table.rows[0], first);
        assert_eq!(table.rows[3][1..], ["2.830 s", "–", "–", "–"], "nothing was measured");
    }

    #[test]
    fn where_nothing_was_measured_the_report_stands_alone() {
        let table = Table::means(&[]);
        assert_eq!((table.head.len(), table.rows.len()), (2, 4));
    }

    #[test]
    fn programs_get_every_mean_in_microseconds() {
        let table = Table::raw_means(&[repeat("A", &[7, 8])]);
        assert_eq!(table.rows, [["one-buyer", "m", "1", "2", "8", "211000"]]);
    }

    #[test]
    fn bins_are_told_in_milliseconds_and_kept_in_microseconds() {
        let bins = [(1_500, 2_000, 3)];
        assert_eq!(Table::bins(&bins, "requests").rows, [["1.50 – 2.00", "3"]]);
        assert_eq!(
            Table::raw_bins(&bins, "requests").csv(),
            "from [us],to [us],requests\r\n1500,2000,3\r\n"
        );
    }
}
