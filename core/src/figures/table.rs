//! Figures as tables: for people with units, for programs as whole numbers.

use super::sweep::{Point, Sweep};
use crate::csv::{row, told};

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// The names of its columns.
    pub head: Vec<String>,
    /// Its rows, as many cells in each as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as comma-separated values (RFC 4180).
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = String::new();
        for cells in std::iter::once(&self.head).chain(&self.rows) {
            row(cells, &mut text).expect("a text takes all that is written");
        }
        text
    }
}

impl Sweep {
    /// These points for people; what is not known is a dash.
    #[must_use]
    pub fn told(self, points: &[Point]) -> Table {
        let (across, up) = (self.across(), self.up());
        let head = std::iter::once(across.title.to_owned());
        let cells = |point: &Point| {
            let known = |y: &Option<u64>| y.map_or_else(|| "–".to_owned(), |y| up.unit.told(y));
            std::iter::once(across.unit.told(point.x)).chain(point.ys.iter().map(known)).collect()
        };
        Table {
            head: head.chain(self.series().iter().map(|series| series.title.to_owned())).collect(),
            rows: points.iter().map(cells).collect(),
        }
    }

    /// These points for programs, with the unit in the name of each column; what is not known is empty.
    #[must_use]
    pub fn raw(self, points: &[Point]) -> Table {
        let (across, up) = (self.across(), self.up());
        let named = |title: &str, unit: &str| format!("{title} [{unit}]");
        let head = std::iter::once(named(across.title, across.unit.name()));
        let series = self.series();
        let columns = series.iter().map(|series| named(series.title, up.unit.name()));
        let cells = |point: &Point| {
            std::iter::once(point.x.to_string()).chain(point.ys.iter().copied().map(told)).collect()
        };
        Table { head: head.chain(columns).collect(), rows: points.iter().map(cells).collect() }
    }
}
