//! What was measured, as plots in SVG that can be read in light and in dark, at any size.
//!
//! A plot has few colours, each for one thing: [`colour`] names them. In a file a style of its own
//! changes them where it is dark; a page gives them the colours of its theme by its own style. Whatever
//! tells lines apart by colour tells them apart by marks and widths too.
//!
//! - [`sheet`]: on what a plot is drawn: a file of its own, or a part of a page.
//! - [`scale`]: how numbers are laid out along an axis, and which of them are marked.
//! - `chart`: axes and lines; `legend`: what stands for what, above the chart, where it covers nothing.

mod chart;
pub mod colour;
mod legend;
pub mod scale;
pub mod sheet;

use chart::Chart;
use legend::Key;
use plotters::element::Rectangle;
use plotters::style::Color;
use scale::Scale;
pub use sheet::Sheet;
use std::error::Error;
use std::fmt;
use trading_post::figures::{Axis, Point, Sweep, Unit};

/// A sweep as lines: what was measured with marks, and beneath it the oracles as bands; the report's
/// figures as circles.
///
/// # Errors
/// If it cannot be drawn, which is an error of this program.
pub fn sweep(sweep: Sweep, points: &[Point], sheet: Sheet) -> Result<String, Undrawn> {
    let (across, up) = (sweep.across(), sweep.up());
    let ys = || points.iter().flat_map(|point| point.ys.iter().flatten());
    let x = Scale::over(points.iter().map(|point| point.x), across.logarithmic);
    let y = Scale::over(ys().copied(), up.logarithmic).rounded();
    let keys: Vec<Key> = sweep.series().into_iter().enumerate().map(Key::of).collect();
    sheet.draw(sweep.title(), |area| {
        let area = legend::draw(&area, &keys)?;
        let mut chart = Chart::new(&area, (across, x), (up, y))?;
        let (beneath, above): (Vec<Key>, Vec<Key>) = keys.iter().partition(|key| key.is_oracle());
        for key in beneath.into_iter().chain(above) {
            let known = points.iter().filter_map(|p| Some((p.x as f64, p.ys[key.number]? as f64)));
            chart.line(key, known.collect())?;
        }
        Ok(())
    })
}

/// A histogram of times as bars: each bin's beginning and end in microseconds, and how many of what was
/// counted are in it.
///
/// # Errors
/// If it cannot be drawn, which is an error of this program.
pub fn histogram(
    title: &str,
    counted: &'static str,
    bins: &[(u64, u64, u64)],
    sheet: Sheet,
) -> Result<String, Undrawn> {
    let axis = |title, unit| Axis { title, unit, logarithmic: false };
    let x = Scale::between(bins.iter().flat_map(|(from, to, _)| [*from, *to]), false);
    let y = Scale::over(bins.iter().map(|(_, _, count)| *count), false);
    let (across, up) = (axis("response time", Unit::Micros), axis(counted, Unit::Messages));
    let bar = |(from, to, count): &(u64, u64, u64)| {
        let corners = [(*from as f64, 0.0), (*to as f64, *count as f64)];
        let mut bar = Rectangle::new(corners, colour::SERIES[0].filled());
        bar.set_margin(0, 0, 1, 1);
        bar
    };
    sheet.draw(title, |area| Chart::new(&area, (across, x), (up, y))?.draw(bins.iter().map(bar)))
}

/// Why a plot was not drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undrawn(String);

impl Undrawn {
    /// Nothing that is drawn into a text can fail but by an error of this program.
    fn because(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for Undrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "A plot cannot be drawn: {}", self.0)
    }
}

impl Error for Undrawn {}
