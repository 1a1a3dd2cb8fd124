//! Axes, and the lines between them.

use crate::Undrawn;
use crate::colour::{FAINT, INK, PAPER};
use crate::legend::Key;
use crate::scale::{Scale, marked};
use crate::sheet::{Area, TEXT_PX};
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::element::{
    Circle, Cross, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text,
};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};
use trading_post::figures::{Axis, Kind};

/// The room for what stands along the axes, in px.
const LEFT: u32 = 70;
const BELOW: u32 = 44;
const ABOVE: i32 = 24;
const RIGHT: i32 = 22;

/// So far apart, in px, marks stand along the axes at least.
const MARKS_ACROSS: u32 = 64;
const MARKS_UP: u32 = 32;

/// A place in a chart.
type Place = (f64, f64);

/// A chart with its axes.
pub(crate) struct Chart<'a> {
    context: ChartContext<'a, SVGBackend<'a>, Cartesian2d<Scale, Scale>>,
    /// All of it, by the drawing's px: marks may stand on its edges.
    screen: Area<'a>,
}

/// How all letters but the title's look.
pub(crate) fn text() -> TextStyle<'static> {
    ("sans-serif", TEXT_PX).into_font().color(&INK)
}

impl<'a> Chart<'a> {
    /// Axes and grid, over all of an area.
    pub fn new(
        area: &Area<'a>,
        (across, x): (Axis, Scale),
        (up, y): (Axis, Scale),
    ) -> Result<Self, Undrawn> {
        let (head, area) = area.split_vertically(ABOVE);
        let (wide, high) = area.dim_in_pixel();
        let style = text().pos(Pos::new(HPos::Left, VPos::Center));
        head.draw(&Text::new(up.title, (8, ABOVE / 2), style)).map_err(Undrawn::because)?;
        let mut chart = ChartBuilder::on(&area)
            .margin_top(6)
            .margin_right(RIGHT)
            .x_label_area_size(BELOW)
            .y_label_area_size(LEFT)
            .build_cartesian_2d(x, y)
            .map_err(Undrawn::because)?;
        chart
            .configure_mesh()
            .axis_style(INK)
            .bold_line_style(FAINT)
            .light_line_style(PAPER.mix(0.0))
            .label_style(text())
            .x_labels((wide.saturating_sub(LEFT) / MARKS_ACROSS) as usize)
            .y_labels((high.saturating_sub(BELOW) / MARKS_UP) as usize)
            .x_desc(across.title)
            .x_label_formatter(&|value| marked(across.unit, *value))
            .y_label_formatter(&|value| marked(up.unit, *value))
            .draw()
            .map_err(Undrawn::because)?;
        Ok(Self { context: chart, screen: area.use_screen_coord() })
    }

    /// Draws shapes into it.
    pub fn draw<E>(&mut self, shapes: impl IntoIterator<Item = E>) -> Result<(), Undrawn>
    where
        for<'b> &'b E: PointCollection<'b, Place>,
        E: Drawable<SVGBackend<'a>>,
    {
        self.context.draw_series(shapes).map(drop).map_err(Undrawn::because)
    }

    /// Draws what a key stands for.
    pub fn line(&mut self, key: Key, points: Vec<Place>) -> Result<(), Undrawn> {
        let places: Vec<_> = points.iter().map(|place| self.context.backend_coord(place)).collect();
        if key.series.kind != Kind::Report {
            self.draw([PathElement::new(points, key.style())])?;
        }
        places.into_iter().try_for_each(|place| mark(&self.screen, key, place))
    }
}

/// Draws the mark of a line's points; an oracle has none. Each line has another, for those who see no
/// colours.
pub(crate) fn mark(area: &Area<'_>, key: Key, (x, y): (i32, i32)) -> Result<(), Undrawn> {
    let full = key.colour().filled();
    match (key.series.kind, key.number) {
        (Kind::Oracle { .. }, _) => Ok(()),
        (Kind::Report, _) => area.draw(&Circle::new((x, y), 6, key.style())),
        (Kind::Measured, 0) => area.draw(&Circle::new((x, y), 4, full)),
        (Kind::Measured, 1) => area.draw(&Rectangle::new([(x - 4, y - 4), (x + 4, y + 4)], full)),
        (Kind::Measured, 2) => {
            area.draw(&Polygon::new(vec![(x - 5, y + 4), (x + 5, y + 4), (x, y - 6)], full))
        }
        (Kind::Measured, 3) => {
            let corners = vec![(x - 6, y), (x, y + 6), (x + 6, y), (x, y - 6)];
            area.draw(&Polygon::new(corners, full))
        }
        (Kind::Measured, _) => area.draw(&Cross::new((x, y), 5, key.style())),
    }
    .map_err(Undrawn::because)
}
