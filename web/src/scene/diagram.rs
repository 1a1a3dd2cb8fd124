//! The space-time diagram: a lane a party, an arrow a message, from the trace and the time.
//!
//! - [`window`]: which part of a run is seen; `frame` and `lane` say where that lies.
//! - [`plot`]: what is seen of single events and messages, and where. What is drawn is what is
//!   picked.
//! - `lifeline`, `band`, `arrow`, `dot`, `ticks`: what is drawn of each; `tint` says in which colour.
//! - `density`: what is drawn instead of them when there are too many.
//! - [`minimap`]: the whole run, small.
//! - [`target`]: what it means to drop a message under way at another place.

mod arrow;
mod band;
mod density;
mod dot;
pub mod frame;
mod lane;
mod lifeline;
pub mod minimap;
pub mod plot;
pub mod target;
mod ticks;
mod tint;
pub mod window;

use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::plot::{Hit, Plot};
use crate::scene::diagram::window::{Axis, Window};
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, broken, full, some};
use crate::scene::shape::{Area, Dash, Point, Shape};
use trading_post::id::{MessageId, PeerId};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::trace::{Cone, Hop, Lifelines, Spans};
use trading_post::world::{Trace, World};

/// All that a picture depends on.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// All events known.
    pub trace: &'a Trace,
    /// Their index.
    pub lifelines: &'a Lifelines,
    /// Elections and requests.
    pub spans: &'a Spans,
    /// What the run came from: the names of goods.
    pub scenario: &'a Scenario,
    /// The world at the moment shown.
    pub world: &'a World,
    /// How many events have happened by then.
    pub past: usize,
    /// The time shown.
    pub now: Instant,
    /// Which part of the run is seen.
    pub window: Window,
    /// How far the lanes are scrolled up, in px.
    pub scroll: f64,
    /// The picture's width, in CSS px.
    pub width: f64,
    /// The picture's height, in CSS px.
    pub height: f64,
    /// What a person looks at.
    pub focus: Focus<'a>,
}

/// What a person looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Focus<'a> {
    /// The cone of the event looked at.
    pub cone: Option<&'a Cone>,
    /// The event with which it is compared.
    pub second: Option<usize>,
    /// The messages that lead from the one to the other.
    pub path: Option<&'a [Hop]>,
    /// The message looked at.
    pub message: Option<MessageId>,
    /// The peer that keys act upon.
    pub peer: Option<PeerId>,
    /// What the pointer is on.
    pub hovered: Option<Hit>,
    /// A message under way that is being dragged: to which place, and whether that is possible.
    pub dragged: Option<(MessageId, f64, bool)>,
}

impl View<'_> {
    /// Where everything lies.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame::new(self.width, self.height, self.lifelines.parties(), self.scroll)
    }

    /// The value on the axis at which the known run ends.
    #[must_use]
    pub fn end(&self) -> f64 {
        let last = self.trace.len().checked_sub(1).map(|last| self.trace[last].at.0);
        match self.window.axis {
            Axis::Time => self.now.0.max(last.unwrap_or(0)) as f64,
            Axis::Depth => f64::from(self.lifelines.depth_max()) + 1.0,
        }
    }

    /// The value of "now" on the axis: of the deepest event that has happened, on that of causes.
    #[must_use]
    pub fn now_value(&self) -> f64 {
        match self.window.axis {
            Axis::Time => self.now.0 as f64,
            Axis::Depth => {
                let lanes = 0..self.lifelines.parties();
                let last = |lane| {
                    let places = lane::places(self, lane);
                    let happened = places.partition_point(|place| (*place as usize) < self.past);
                    Some(self.lifelines.depth(places[happened.checked_sub(1)?] as usize))
                };
                f64::from(lanes.filter_map(last).max().unwrap_or(0)) + 0.5
            }
        }
    }

    /// The value of an event on the axis.
    #[must_use]
    pub fn value(&self, event: usize) -> f64 {
        lane::value(self, event)
    }
}

/// Draws what a plot of this view has: fills `shapes` anew, with what lies beneath first.
pub fn draw(view: &View<'_>, plot: &Plot, shapes: &mut Vec<Shape>) {
    shapes.clear();
    let mut pen = Pen::new(shapes);
    ticks::grid(view, &plot.frame, &mut pen);
    band::elections(view, plot, &mut pen);
    lifeline::draw(view, plot, &mut pen);
    if plot.dense {
        density::draw(view, &plot.frame, &mut pen);
    } else {
        band::requests(view, plot, &mut pen);
        arrow::draw(view, plot, &mut pen);
        dot::draw(view, plot, &mut pen);
        let dots = plot.dots.iter().map(|dot| Area::around(dot.at, 6.0, 6.0));
        let mut taken: Vec<Area> = dots.collect();
        band::names(view, plot, &mut taken, &mut pen);
        arrow::names(view, plot, &mut taken, &mut pen);
    }
    now(view, plot, &mut pen);
    dot::focus(view, plot, &mut pen);
    margins(view, plot, &mut pen);
}

/// The line of what is now: straight through time, ragged through causes.
fn now(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    let frame = &plot.frame;
    let stroke = broken(some(Role::Madder, 0.9), 1.4, Dash::Solid);
    let inside = |x: f64| (frame.left..=frame.right + 14.0).contains(&x);
    if view.window.axis == Axis::Time {
        let x = plot.now_at(0);
        if inside(x) {
            pen.line(Point::new(x, 8.0), Point::new(x, frame.floor()), stroke);
        }
        return;
    }
    let half = frame.row / 2.0;
    let mut before: Option<f64> = None;
    for lane in frame.seen() {
        let (x, y) = (plot.now_at(lane), frame.y(lane));
        if let Some(last) = before {
            let (left, right) = (last.min(x).max(frame.left), last.max(x).min(frame.right));
            if left < right {
                pen.line(Point::new(left, y - half), Point::new(right, y - half), stroke);
            }
        }
        if inside(x) {
            pen.line(Point::new(x, y - half), Point::new(x, y + half), stroke);
        }
        before = Some(x);
    }
}

/// Covers what reaches beyond the lanes, and writes names and axis there.
fn margins(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    let frame = &plot.frame;
    let ground = full(Role::Ground);
    let side = Area { x: 0.0, y: 0.0, w: frame.left - 8.0, h: frame.height };
    pen.rect(side, 0.0, ground);
    lifeline::names(view, frame, pen);
    pen.rect(Area { x: 0.0, y: frame.floor(), w: frame.width, h: frame::AXIS }, 0.0, ground);
    ticks::axis(view, frame, pen);
}
