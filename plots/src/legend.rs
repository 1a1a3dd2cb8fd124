//! What stands for what: above the chart, in as many rows as it takes, so that it covers nothing.

use crate::Undrawn;
use crate::chart::{mark, text};
use crate::colour::SERIES;
use crate::sheet::Area;
use plotters::element::{PathElement, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, ShapeStyle};
use trading_post::figures::{Kind, Series};

/// How high a row is, how long a sample, how far things stand apart, in px.
const ROW: i32 = 22;
const SAMPLE: i32 = 26;
const GAP: i32 = 8;

/// How wide a line is, and an oracle, which shows on both sides of the line that lies on it, in px; and
/// how much of its colour an oracle has.
const LINE: u32 = 2;
const BAND: u32 = 8;
const PALE: f64 = 0.35;

/// How a line is drawn, and what for.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub series: Series,
    /// Its place among the lines.
    pub number: usize,
}

impl Key {
    pub const fn of((number, series): (usize, Series)) -> Self {
        Self { series, number }
    }

    /// The line's own colour; an oracle has that of the line which should lie on it.
    pub const fn colour(self) -> RGBColor {
        let line = match self.series.kind {
            Kind::Oracle { of } => of,
            Kind::Measured | Kind::Report => self.number,
        };
        SERIES[line % SERIES.len()]
    }

    /// Whether it is drawn as a wide, pale band, beneath the line which should lie on it.
    pub const fn is_oracle(self) -> bool {
        matches!(self.series.kind, Kind::Oracle { .. })
    }

    pub fn style(self) -> ShapeStyle {
        if self.is_oracle() {
            ShapeStyle::from(self.colour().mix(PALE)).stroke_width(BAND)
        } else {
            ShapeStyle::from(self.colour()).stroke_width(LINE)
        }
    }
}

/// Draws the legend at the top. What is left is below it.
pub(crate) fn draw<'a>(area: &Area<'a>, keys: &[Key]) -> Result<Area<'a>, Undrawn> {
    let width = area.dim_in_pixel().0.cast_signed();
    let (mut x, mut row) = (GAP, 0);
    let mut places = Vec::new();
    for key in keys {
        let wide = SAMPLE + GAP + measure(area, key.series.title)?;
        if x > GAP && x + wide > width {
            (x, row) = (GAP, row + 1);
        }
        places.push((x, row * ROW + ROW / 2));
        x += wide + 2 * GAP;
    }
    let (legend, rest) = area.split_vertically((row + 1) * ROW);
    for (key, place) in keys.iter().zip(places) {
        sample(&legend, *key, place)?;
    }
    Ok(rest)
}

fn measure(area: &Area<'_>, title: &str) -> Result<i32, Undrawn> {
    let (wide, _) = area.estimate_text_size(title, &text()).map_err(Undrawn::because)?;
    Ok(wide.cast_signed())
}

/// A piece of the line with its mark, and what it stands for.
fn sample(area: &Area<'_>, key: Key, (x, y): (i32, i32)) -> Result<(), Undrawn> {
    if key.series.kind != Kind::Report {
        let ends = [(x, y), (x + SAMPLE, y)];
        area.draw(&PathElement::new(ends, key.style())).map_err(Undrawn::because)?;
    }
    mark(area, key, (x + SAMPLE / 2, y))?;
    let style = text().pos(Pos::new(HPos::Left, VPos::Center));
    let title = Text::new(key.series.title, (x + SAMPLE + GAP, y), style);
    area.draw(&title).map_err(Undrawn::because)
}
