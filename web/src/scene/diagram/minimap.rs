//! The whole run, small: how much happens when, elections, "now", and what the window shows.

use crate::scene::diagram::View;
use crate::scene::diagram::density::advance;
use crate::scene::diagram::lane::{first_at, places};
use crate::scene::diagram::window::{Axis, Window};
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, full, line, some};
use crate::scene::shape::{Area, Point, Shape};

/// How high it is, in px.
pub const HEIGHT: f64 = 34.0;
/// How wide a column is, in px.
const COLUMN: f64 = 4.0;
/// The room at its sides, in px.
const SIDE: f64 = 2.0;

/// What the whole run looks like; it changes only when the run does.
#[derive(Clone, PartialEq, Debug)]
pub struct Whole {
    /// What is seen: all of the run.
    pub window: Window,
    width: f64,
    columns: Vec<usize>,
    /// The elections, from part to part of the width.
    elections: Vec<(f64, f64)>,
}

impl Whole {
    /// The whole of the run of a view.
    #[must_use]
    pub fn of(view: &View<'_>) -> Self {
        let end = view.end();
        let window = Window { axis: view.window.axis, from: 0.0, to: (end * 1.01).max(1.0) };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a screen is small"
        )]
        let columns = (view.width / COLUMN).max(1.0) as usize;
        let edges = (0..=columns).map(|i| window.at(i as f64 / columns as f64));
        let mut whole = Self { window, width: view.width, columns: vec![], elections: vec![] };
        whole.columns = match window.axis {
            Axis::Time => differences(edges.map(|edge| first_at(view, edge))),
            Axis::Depth => by_depth(view, &edges.collect::<Vec<_>>()),
        };
        for span in view.spans.elections() {
            let from = window.part(view.value(span.from));
            let to = span.to.map_or_else(|| view.now_value(), |event| view.value(event));
            let to = window.part(to).max(from);
            match whole.elections.last_mut() {
                Some((_, last)) if from - *last < 1.5 / view.width => *last = last.max(to),
                _ => whole.elections.push((from, to)),
            }
        }
        whole
    }

    fn x(&self, value: f64) -> f64 {
        SIDE + self.window.part(value) * (self.width - 2.0 * SIDE)
    }

    /// The value at a place of its width.
    #[must_use]
    pub fn value(&self, x: f64) -> f64 {
        self.window.at((x - SIDE) / (self.width - 2.0 * SIDE))
    }

    /// Draws it, with what a window shows and "now": fills `shapes` anew.
    pub fn draw(&self, seen: Window, now: f64, shapes: &mut Vec<Shape>) {
        shapes.clear();
        let mut pen = Pen::new(shapes);
        let (floor, inner) = (HEIGHT - 5.0, self.width - 2.0 * SIDE);
        for (from, to) in &self.elections {
            let w = ((to - from) * inner).max(2.0);
            let area = Area { x: SIDE + from * inner, y: 3.0, w, h: HEIGHT - 6.0 };
            pen.rect(area, 1.0, some(Role::Ochre, 0.32));
        }
        let most = self.columns.iter().max().copied().unwrap_or(0).max(1) as f64;
        let step = inner / self.columns.len() as f64;
        for (i, count) in self.columns.iter().enumerate().filter(|(_, count)| **count > 0) {
            let h = 1.5 + (HEIGHT - 14.0) * (*count as f64 / most).sqrt();
            let x = SIDE + i as f64 * step;
            pen.rect(Area { x, y: floor - h, w: step - 1.0, h }, 0.5, some(Role::Stone, 0.75));
        }
        let (from, to) = (self.x(seen.from).max(1.0), self.x(seen.to).min(self.width - 1.0));
        let w = (to - from).max(5.0);
        let area = Area { x: from.min(self.width - 6.0), y: 1.0, w, h: HEIGHT - 2.0 };
        pen.rect(area, 5.0, both(some(Role::Woad, 0.13), line(full(Role::Woad), 1.4)));
        let x = self.x(now);
        pen.line(Point::new(x, 2.0), Point::new(x, HEIGHT - 2.0), line(full(Role::Madder), 1.4));
    }
}

fn differences(firsts: impl Iterator<Item = usize>) -> Vec<usize> {
    let firsts: Vec<usize> = firsts.collect();
    firsts.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn by_depth(view: &View<'_>, edges: &[f64]) -> Vec<usize> {
    let mut columns = vec![0; edges.len() - 1];
    for lane in 0..view.lifelines.parties() {
        let (places, mut at) = (places(view, lane), 0);
        let firsts = edges.iter().map(|edge| {
            at = advance(places, at, |place| {
                f64::from(view.lifelines.depth(place as usize)) < *edge
            });
            at
        });
        for (column, count) in differences(firsts).into_iter().enumerate() {
            columns[column] += count;
        }
    }
    columns
}
