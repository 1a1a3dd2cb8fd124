//! The axis: its ticks, and the hairlines that lead up from them.

use crate::scene::diagram::View;
use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::window::Axis;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, font, full, line, some};
use crate::scene::shape::{Face, Point};

/// How far two ticks are from each other at least, in px.
const APART: f64 = 84.0;

/// The values of the ticks, and what one step between them is.
fn ticks(view: &View<'_>, frame: &Frame) -> (f64, impl Iterator<Item = f64> + use<>) {
    let least = (APART * frame.unit(view.window)).max(1.0);
    let ten = 10_f64.powf(least.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * ten >= least).unwrap_or(10.0);
    let step = times * ten;
    let (from, to) = (view.window.from.max(0.0), view.window.to);
    let first = (from / step).ceil();
    let count = ((to / step).floor() - first).clamp(-1.0, 200.0);
    #[expect(clippy::cast_possible_truncation, reason = "it is at most 200")]
    let ticks = (0..=count as i32).map(move |i| (first + f64::from(i)) * step);
    (step, ticks)
}

/// The hairlines.
pub(super) fn grid(view: &View<'_>, frame: &Frame, pen: &mut Pen<'_>) {
    for value in ticks(view, frame).1 {
        let x = frame.x(view.window, value).round() + 0.5;
        let stroke = line(some(Role::Rule, 0.45), 1.0);
        pen.line(Point::new(x, 20.0), Point::new(x, frame.floor()), stroke);
    }
}

/// The values below the lanes, and what they are.
pub(super) fn axis(view: &View<'_>, frame: &Frame, pen: &mut Pen<'_>) {
    let y = frame.floor() + 15.0;
    let (step, values) = ticks(view, frame);
    let small = font(Face::Sans, 10.5, false);
    for value in values {
        let x = frame.x(view.window, value);
        if x < frame.right - 12.0 {
            pen.text(
                Point::new(x, y),
                label(view.window.axis, value, step),
                small,
                full(Role::Soft),
            );
        }
    }
    let name = match view.window.axis {
        Axis::Time => "time",
        Axis::Depth => "causes",
    };
    pen.text(Point::new(frame.left / 2.0 - 8.0, y), name, small, some(Role::Soft, 0.8));
}

/// As many decimals as tell two ticks apart.
fn label(axis: Axis, value: f64, step: f64) -> String {
    match axis {
        Axis::Depth => format!("{value:.0}"),
        Axis::Time => {
            let decimals = if step >= 1e6 {
                0
            } else if step >= 1e5 {
                1
            } else if step >= 1e4 {
                2
            } else {
                3
            };
            format!("{:.decimals$} s", value / 1e6)
        }
    }
}
