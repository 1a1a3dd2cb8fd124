//! Very many events: how many there are in each few px of each lane.

use crate::scene::diagram::View;
use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::lane::{first_at, places};
use crate::scene::diagram::tint::of_relation;
use crate::scene::diagram::window::Axis;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, some};
use crate::scene::shape::Area;
use trading_post::trace::{Places, Relation};

/// How wide a column is, in px, while there are few lanes and when there are many.
const COLUMNS: (f64, f64) = (4.0, 6.0);
/// With more lanes in sight than this, there are many.
const FEW: usize = 14;
/// So many heights are told apart.
const LEVELS: f64 = 7.0;

/// How many events each column of a lane has.
struct Row {
    lane: usize,
    /// The place on the lane of the first event of each column, and of the end.
    first: Vec<usize>,
}

/// The columns: how wide they are, and where they begin.
struct Columns {
    width: f64,
    edges: Edges,
}

/// Where the columns begin, and where the last one ends.
enum Edges {
    /// As events of the trace, on the axis of time.
    Events(Vec<usize>),
    /// As depths.
    Depths(Vec<f64>),
}

pub(super) fn draw(view: &View<'_>, frame: &Frame, pen: &mut Pen<'_>) {
    let columns = Columns::of(view, frame);
    let rows: Vec<Row> = frame.seen().map(|lane| row(view, lane, &columns.edges)).collect();
    let counts = rows.iter().flat_map(|row| row.first.windows(2).map(|pair| pair[1] - pair[0]));
    let most = counts.max().unwrap_or(0).max(1) as f64;
    for row in &rows {
        bars(view, frame, row, (columns.width, most), pen);
    }
}

impl Columns {
    fn of(view: &View<'_>, frame: &Frame) -> Self {
        let width = if frame.seen().count() > FEW { COLUMNS.1 } else { COLUMNS.0 };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a screen is small"
        )]
        let columns = ((frame.right - frame.left) / width).ceil() as usize;
        let x = |column: usize| frame.left + column as f64 * width;
        let edges = (0..=columns).map(|column| frame.value(view.window, x(column)));
        let edges = match view.window.axis {
            Axis::Time => Edges::Events(edges.map(|edge| first_at(view, edge)).collect()),
            Axis::Depth => Edges::Depths(edges.collect()),
        };
        Self { width, edges }
    }
}

fn row(view: &View<'_>, lane: usize, edges: &Edges) -> Row {
    let (places, mut at) = (places(view, lane), 0);
    let first = match edges {
        Edges::Events(events) => events
            .iter()
            .map(|event| {
                at = advance(places, at, |place| (place as usize) < *event);
                at
            })
            .collect(),
        Edges::Depths(depths) => depths
            .iter()
            .map(|depth| {
                at = advance(places, at, |place| {
                    f64::from(view.lifelines.depth(place as usize)) < *depth
                });
                at
            })
            .collect(),
    };
    Row { lane, first }
}

/// The first place from `start` on for which `before` does not hold: looks near first, for it mostly
/// is near.
pub(super) fn advance(places: &Places, start: usize, before: impl Fn(u32) -> bool) -> usize {
    let holds = |i: usize| places.get(i).is_some_and(|place| before(*place));
    let (mut low, mut step) = (start, 1);
    while holds(low + step - 1) {
        low += step;
        step *= 2;
    }
    let mut high = (low + step - 1).min(places.len()).max(low);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The bars of a lane, those of one height and colour as one.
fn bars(view: &View<'_>, frame: &Frame, row: &Row, (width, most): (f64, f64), pen: &mut Pen<'_>) {
    let line = places(view, row.lane);
    let mut open: Option<Bar> = None;
    for (column, pair) in row.first.windows(2).enumerate() {
        let count = (pair[1] - pair[0]) as f64;
        let level = (LEVELS * (count / most).sqrt()).ceil();
        let (role, alpha) = match line.get(pair[0]) {
            Some(place) => colour(view, row.lane, *place),
            None => (Role::Stone, 0.7),
        };
        let next = Bar { from: column, level, role, alpha };
        if let Some(bar) = open.filter(|bar| !bar.is_like(&next)) {
            bar.draw(frame, row.lane, width, column, pen);
            open = None;
        }
        open = open.or(Some(next));
    }
    if let Some(bar) = open {
        bar.draw(frame, row.lane, width, row.first.len() - 1, pen);
    }
}

/// Columns of one height and colour, from this one on.
#[derive(Clone, Copy)]
struct Bar {
    from: usize,
    level: f64,
    role: Role,
    alpha: f64,
}

impl Bar {
    fn is_like(&self, other: &Self) -> bool {
        (self.level, self.role, self.alpha) == (other.level, other.role, other.alpha)
    }

    fn draw(&self, frame: &Frame, lane: usize, width: f64, end: usize, pen: &mut Pen<'_>) {
        if self.level > 0.0 {
            let h = 1.5 + (frame.row * 0.86 - 1.5) * self.level / LEVELS;
            let x = frame.left + self.from as f64 * width;
            let w = (end - self.from) as f64 * width - 0.6;
            let area = Area { x, y: frame.y(lane) - h / 2.0, w, h };
            pen.rect(area, 0.0, some(self.role, self.alpha));
        }
    }
}

/// The colour of a column that begins with this event.
fn colour(view: &View<'_>, lane: usize, place: u32) -> (Role, f64) {
    let alpha = if (place as usize) < view.past { 0.75 } else { 0.4 };
    let Some(cone) = view.focus.cone else {
        return (Role::Stone, alpha);
    };
    let relation = if cone.past()[lane].is_some_and(|last| place <= last) {
        Relation::Before
    } else if cone.future()[lane].is_some_and(|first| first <= place) {
        Relation::After
    } else {
        Relation::Concurrent
    };
    (of_relation(relation), alpha)
}
