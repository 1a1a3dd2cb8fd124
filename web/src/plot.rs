//! Something measured that can be seen as a plot and as a table, and saved as both. No browser in it.

use plots::{Sheet, Undrawn};
use std::rc::Rc;
use trading_post::figures::{Point, Sweep, Table};

/// Something measured that can be plotted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Plot {
    /// A sweep.
    Sweep(Sweep, Rc<[Point]>),
    /// How often buyers waited how long.
    Waits(Waits),
}

/// How often buyers waited how long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waits {
    /// One word with hyphens, for files.
    pub name: String,
    /// Whose waits they are.
    pub title: String,
    /// What there is to see, in a sentence.
    pub finding: String,
    /// Each bin: from, to, in microseconds; how many.
    pub bins: Vec<(u64, u64, u64)>,
}

/// What is counted in a histogram.
const COUNTED: &str = "requests";

impl Plot {
    /// One word with hyphens, for files.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Sweep(sweep, _) => sweep.name(),
            Self::Waits(waits) => &waits.name,
        }
    }

    /// What it shows, in a few words.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Sweep(sweep, _) => sweep.title(),
            Self::Waits(waits) => &waits.title,
        }
    }

    /// What there is to see in it.
    #[must_use]
    pub fn finding(&self) -> &str {
        match self {
            Self::Sweep(sweep, _) => sweep.finding(),
            Self::Waits(waits) => &waits.finding,
        }
    }

    /// The plot as SVG.
    ///
    /// # Errors
    /// If it cannot be drawn, which is an error of this program.
    pub fn svg(&self, sheet: Sheet) -> Result<String, Undrawn> {
        match self {
            Self::Sweep(sweep, points) => plots::sweep(*sweep, points, sheet),
            Self::Waits(waits) => plots::histogram(&waits.title, COUNTED, &waits.bins, sheet),
        }
    }

    /// The same numbers for people.
    #[must_use]
    pub fn told(&self) -> Table {
        match self {
            Self::Sweep(sweep, points) => sweep.told(points),
            Self::Waits(waits) => Table::bins(&waits.bins, COUNTED),
        }
    }

    /// The same numbers for programs.
    #[must_use]
    pub fn raw(&self) -> Table {
        match self {
            Self::Sweep(sweep, points) => sweep.raw(points),
            Self::Waits(waits) => Table::raw_bins(&waits.bins, COUNTED),
        }
    }
}
