//! The ledger: a standing stone with a tally mark for each entry. What is carved in it outlives
//! every peer.

use crate::scene::View;
use crate::scene::figure::Figure;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, font, full, line, some};
use crate::scene::seats::{Layout, STONE};
use crate::scene::shape::{Area, Face, Point};
use trading_post::market::ledger::Entry;

/// Marks stand in rows of so many, the latest rows that fit are shown.
const ROW: usize = 10;
const ROWS: usize = 5;

/// The stone and its grass.
pub(super) fn stone(layout: &Layout, pen: &mut Pen<'_>) {
    let (mut pen, at) = (on_stone(layout, pen), Point::default());
    pen.ellipse(Point::new(50.0, 111.5), 46.0, 6.0, some(Role::Shade, 0.16));
    pen.draw(Figure::Stone, at, 1.0, full(Role::Stone));
    pen.draw(Figure::StoneLit, at, 1.0, full(Role::StoneLit));
    pen.draw(Figure::StoneDim, at, 1.0, full(Role::StoneDim));
    pen.draw(Figure::Cracks, at, 1.0, line(some(Role::Shade, 0.35), 1.2));
    pen.draw(Figure::Stone, at, 1.0, line(some(Role::Shade, 0.45), 1.4));
    pen.draw(Figure::Grass, at, 1.0, line(full(Role::Moss), 1.7));
}

/// What is carved in the stone, and how much that is.
pub(super) fn carvings(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    if scale(layout) > 0.4 {
        tally(view, &mut on_stone(layout, pen));
    }
    caption(view, layout, pen);
}

fn on_stone<'a>(layout: &Layout, pen: &'a mut Pen<'_>) -> Pen<'a> {
    pen.moved(Point::new(layout.stone.x, layout.stone.y), scale(layout))
}

fn scale(layout: &Layout) -> f64 {
    layout.stone.w / STONE.0
}

/// A row is aligned by the entries' places, so that a new entry moves none of the others.
fn tally(view: &View<'_>, pen: &mut Pen<'_>) {
    let records = view.world.ledger().records();
    let rows = records.len().div_ceil(ROW);
    let first = rows.saturating_sub(ROWS);
    let row = |row, pen: &mut Pen<'_>| {
        for (place, record) in records.iter_from(row * ROW).take(ROW) {
            let latest = place + 1 == records.len();
            carve(place - first * ROW, record.entry, latest, pen);
        }
    };
    for full in first..rows.saturating_sub(1) {
        pen.group(row_area(full - first), |pen| row(full, pen));
    }
    if let Some(last) = rows.checked_sub(1) {
        row(last, pen);
    }
}

/// Where the marks of a row lie.
fn row_area(row: usize) -> Area {
    Area { x: 20.0, y: row_top(row) - 3.0, w: 50.0, h: 16.0 }
}

fn row_top(row: usize) -> f64 {
    35.0 + 14.5 * row as f64
}

fn carve(slot: usize, entry: Entry, latest: bool, pen: &mut Pen<'_>) {
    let (row, column) = (slot / ROW, slot % ROW);
    let (group, stroke) = (column / 5, column % 5);
    let y = row_top(row);
    let x = 27.0 + 19.0 * group as f64 + 4.0 * stroke as f64;
    let width = if latest { 2.6 } else { 1.6 };
    let groove = line(full(if latest { Role::Ochre } else { Role::Carved }), width);
    match entry {
        Entry::Epoch { .. } => chevron(Point::new(x, y), latest, pen),
        Entry::Offer { .. } | Entry::Sale { .. } | Entry::NoSeller { .. } if stroke == 4 => {
            pen.line(Point::new(x - 17.5, y + 8.0), Point::new(x - 1.0, y + 1.5), groove);
        }
        Entry::Offer { .. } | Entry::Sale { .. } | Entry::NoSeller { .. } => {
            pen.line(Point::new(x, y), Point::new(x + 0.8, y + 9.5), groove);
        }
    }
}

/// A term begins: a spearhead instead of a stroke.
fn chevron(at: Point, latest: bool, pen: &mut Pen<'_>) {
    let groove = line(full(Role::Ochre), if latest { 2.8 } else { 2.2 });
    let tip = at.offset(0.4, -1.0);
    pen.line(tip, tip.offset(0.4, 11.0), groove);
    pen.line(tip, tip.offset(-2.0, 3.6), groove);
    pen.line(tip, tip.offset(2.2, 3.4), groove);
}

fn caption(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    let room = layout.stone_room;
    let size = (room.y + room.h - layout.stone.y - layout.stone.h) / 1.7;
    if size < 6.0 {
        return;
    }
    let text = match view.world.ledger().length() {
        0 => "ledger, empty".to_owned(),
        1 => "ledger, 1 entry".to_owned(),
        n => format!("ledger, {n} entries"),
    };
    let at = Point::new(room.centre().x, room.y + room.h - size * 0.35);
    pen.caption(at, text, font(Face::Sans, size, false), full(Role::Soft));
}
