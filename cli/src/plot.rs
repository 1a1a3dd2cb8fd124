//! What was measured, as plots in SVG that can be read in light and in dark.

mod scale;

use anyhow::{Result, anyhow};
use plotters::chart::{ChartBuilder, ChartContext, SeriesLabelPosition};
use plotters::coord::Shift;
use plotters::prelude::{
    Cartesian2d, Circle, DashedLineSeries, DrawingArea, IntoDrawingArea, LineSeries, PathElement,
    RGBColor, Rectangle, SVGBackend,
};
use plotters::style::{Color, ShapeStyle};
use scale::Scale;
use trading_post::figures::{Axis, Experiment, Kind, Point, Series, Sweep, Unit};
use trading_post::scenario::Machine;

const SIZE: (u32, u32) = (900, 540);
const PAPER: RGBColor = RGBColor(255, 255, 255);
const INK: RGBColor = RGBColor(34, 34, 34);
const FAINT: RGBColor = RGBColor(221, 221, 221);

/// Colours that can be told apart by those who do not see all of them (Okabe and Ito 2008), and that
/// can be seen on white and on black.
const COLOURS: [RGBColor; 5] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(150, 130, 0),
];

/// Where it is dark, paper and ink change places.
const DARK: &str = "<style>@media (prefers-color-scheme: dark) {\
    [fill=\"#FFFFFF\"]{fill:#16181D} [fill=\"#222222\"]{fill:#E8E8E8} \
    [stroke=\"#222222\"]{stroke:#E8E8E8} [stroke=\"#DDDDDD\"]{stroke:#3A3F4A} \
    }</style>";

type Chart<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<Scale, Scale>>;

/// A sweep as lines: what was measured drawn through, oracles and the report's figures dashed.
pub fn sweep(sweep: Sweep, points: &[Point]) -> Result<String> {
    let (across, up) = (sweep.across(), sweep.up());
    let ys = || points.iter().flat_map(|point| point.ys.iter().flatten());
    let x = Scale::over(points.iter().map(|point| point.x), across.logarithmic);
    let y = Scale::over(ys().copied(), up.logarithmic);
    drawn(|area| {
        let mut chart = framed(area, sweep.title(), (across, x), (up, y))?;
        for (number, series) in sweep.series().into_iter().enumerate() {
            let known = points.iter().filter_map(|p| Some((p.x as f64, p.ys[number]? as f64)));
            line(&mut chart, series, COLOURS[number % COLOURS.len()], known.collect())?;
        }
        legend(&mut chart)
    })
}

/// The histogram of 450 requests, as bars.
pub fn histogram(machine: Machine, bins: &[(u64, u64, u64)]) -> Result<String> {
    let title = format!("{}: {}", machine.title(), Experiment::Histogram.title());
    let axis = |title, unit| Axis { title, unit, logarithmic: false };
    let x = Scale::between(bins.iter().flat_map(|(from, to, _)| [*from, *to]), false);
    let y = Scale::over(bins.iter().map(|(_, _, count)| *count), false);
    let (across, up) = (axis("response time", Unit::Micros), axis("requests", Unit::Messages));
    drawn(|area| {
        let mut chart = framed(area, &title, (across, x), (up, y))?;
        let bar = |(from, to, count): &(u64, u64, u64)| {
            let corners = [(*from as f64, 0.0), (*to as f64, *count as f64)];
            let mut bar = Rectangle::new(corners, COLOURS[0].filled());
            bar.set_margin(0, 0, 1, 1);
            bar
        };
        chart.draw_series(bins.iter().map(bar)).map(drop).map_err(untold)
    })
}

fn drawn(draw: impl FnOnce(&DrawingArea<SVGBackend<'_>, Shift>) -> Result<()>) -> Result<String> {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
    area.fill(&PAPER).map_err(untold)?;
    draw(&area)?;
    area.present().map_err(untold)?;
    drop(area);
    let end = svg.find('>').map_or(0, |end| end + 1);
    svg.insert_str(end, DARK);
    Ok(svg)
}

/// Title, axes and grid.
fn framed<'a>(
    area: &DrawingArea<SVGBackend<'a>, Shift>,
    title: &str,
    (across, x): (Axis, Scale),
    (up, y): (Axis, Scale),
) -> Result<Chart<'a>> {
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 22, &INK))
        .margin(16)
        .x_label_area_size(48)
        .y_label_area_size(84)
        .build_cartesian_2d(x, y)
        .map_err(untold)?;
    chart
        .configure_mesh()
        .axis_style(INK)
        .bold_line_style(FAINT)
        .light_line_style(PAPER.mix(0.0))
        .label_style(("sans-serif", 14, &INK))
        .x_desc(across.title)
        .y_desc(up.title)
        .x_label_formatter(&|value| across.unit.told(*value as u64))
        .y_label_formatter(&|value| up.unit.told(*value as u64))
        .draw()
        .map_err(untold)?;
    Ok(chart)
}

fn line(
    chart: &mut Chart<'_>,
    series: Series,
    colour: RGBColor,
    points: Vec<(f64, f64)>,
) -> Result<()> {
    let style = ShapeStyle::from(colour).stroke_width(2);
    let dots = points.clone();
    let drawn = match series.kind {
        Kind::Measured => {
            chart.draw_series(LineSeries::new(points, style)).map_err(untold)?;
            let dot = |place| Circle::new(place, 4, colour.filled());
            chart.draw_series(dots.into_iter().map(dot))
        }
        Kind::Oracle => chart.draw_series(DashedLineSeries::new(points, 6, 5, style)),
        Kind::Report => {
            let ring = |place| Circle::new(place, 6, style);
            chart.draw_series(dots.into_iter().map(ring))
        }
    };
    let sample = move |(x, y)| PathElement::new([(x, y), (x + 18, y)], style);
    drawn.map_err(untold)?.label(series.title).legend(sample);
    Ok(())
}

fn legend(chart: &mut Chart<'_>) -> Result<()> {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(PAPER)
        .border_style(FAINT)
        .label_font(("sans-serif", 14, &INK))
        .draw()
        .map_err(untold)
}

/// Nothing that is drawn into a text can fail but by an error of this program.
fn untold(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("a plot cannot be drawn: {error}")
}
