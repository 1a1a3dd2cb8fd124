//! The lanes: who they are, each life of a peer as a piece, its pauses, its crashes and restarts.

use crate::names::role;
use crate::scene::diagram::View;
use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::lane::{party, places};
use crate::scene::diagram::plot::Plot;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, broken, font, full, line, some};
use crate::scene::shape::{Anchor, Area, Dash, Face, Font, Mark, Point};
use trading_post::id::Party;
use trading_post::trace::Stretch;
use trading_post::world::What;

/// Marks nearer to the one before than this, in px, are left out.
const APART: f64 = 5.0;

pub(super) fn draw(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    for lane in plot.frame.seen() {
        chosen(view, plot, lane, pen);
        let mut last = f64::NEG_INFINITY;
        for (i, life) in view.lifelines.lives(party(view, lane)).enumerate() {
            let (from, to) = ends(view, plot, lane, life);
            if to < plot.frame.left - 20.0 || from > plot.frame.right + 20.0 || to - last < APART {
                continue;
            }
            last = to;
            piece(view, plot, lane, life, pen);
            if i > 0 {
                restart(plot, lane, from, i + 1, pen);
            }
            if life.to.is_some() {
                crash(plot, lane, to, pen);
            }
        }
        if !plot.dense {
            pauses(view, plot, lane, pen);
        }
    }
}

/// The lane of the peer that keys act upon.
fn chosen(view: &View<'_>, plot: &Plot, lane: usize, pen: &mut Pen<'_>) {
    let frame = &plot.frame;
    if view.focus.peer.is_some_and(|peer| peer.index() == lane) {
        let (x, w) = (frame.left - 8.0, frame.width - frame.left + 8.0);
        let area = Area { x, y: frame.y(lane) - frame.row / 2.0, w, h: frame.row };
        pen.rect(area, 0.0, some(Role::Rule, 0.28));
    }
}

/// Where a life begins and ends in the picture. One that goes on ends beyond it.
fn ends(view: &View<'_>, plot: &Plot, lane: usize, life: Stretch) -> (f64, f64) {
    let at = |event: usize| place(view, plot, event);
    let end = life.to.map_or(plot.frame.width + 40.0, at);
    let ledger = party(view, lane) == Party::Ledger;
    (if ledger { plot.frame.left - 8.0 } else { at(life.from) }, end)
}

fn place(view: &View<'_>, plot: &Plot, event: usize) -> f64 {
    let dot = plot.dot(event).map(|dot| dot.at.x);
    dot.unwrap_or_else(|| plot.frame.x(view.window, view.span_value(event)))
}

/// A life: what has happened in full, what is still to come fainter.
fn piece(view: &View<'_>, plot: &Plot, lane: usize, life: Stretch, pen: &mut Pen<'_>) {
    let (from, to) = ends(view, plot, lane, life);
    let (y, now) = (plot.frame.y(lane), plot.now_at(lane));
    let (role, dash) = match party(view, lane) {
        Party::Peer(_) => (Role::Stone, Dash::Solid),
        Party::Ledger => (Role::Stone, Dash::Dotted),
    };
    let parts = [(from, to.min(now), 0.62), (from.max(now), to, 0.3)];
    for (from, to, alpha) in parts.into_iter().filter(|(from, to, _)| from < to) {
        let stroke = broken(some(role, alpha), 1.5, dash);
        let clip = plot.frame.clip(Point::new(from, y), Point::new(to, y));
        if let Some((from, to)) = clip {
            pen.line(from, to, stroke);
        }
    }
}

fn crash(plot: &Plot, lane: usize, x: f64, pen: &mut Pen<'_>) {
    let style = both(full(Role::Madder), line(full(Role::Ground), 1.2));
    pen.mark(Mark::Cross, Point::new(x, plot.frame.y(lane)), 6.0, style);
}

/// A restart: a mark, and the name of the life that begins: `3#2`.
fn restart(plot: &Plot, lane: usize, x: f64, life: usize, pen: &mut Pen<'_>) {
    let at = Point::new(x, plot.frame.y(lane));
    let style = both(full(Role::Moss), line(full(Role::Ground), 1.2));
    pen.line(at.offset(0.0, -7.0), at.offset(0.0, 7.0), line(full(Role::Moss), 2.0));
    pen.mark(Mark::Up, at.offset(0.0, -8.5), 4.0, style);
    let small = Font { anchor: Anchor::Start, ..font(Face::Sans, 9.5, true) };
    pen.caption(at.offset(6.0, -5.5), format!("{lane}#{life}"), small, full(Role::Moss));
}

/// What a paused peer lets pass: from the pause to what it does next.
fn pauses(view: &View<'_>, plot: &Plot, lane: usize, pen: &mut Pen<'_>) {
    let line = places(view, lane);
    let first = plot.dots.iter().find(|dot| dot.lane == lane).map_or(view.trace.len(), |d| d.event);
    let last = plot.dots.iter().rev().find(|dot| dot.lane == lane).map_or(first, |dot| dot.event);
    let from = line.partition_point(|place| (*place as usize) < first).saturating_sub(1);
    let to = line.partition_point(|place| (*place as usize) <= last);
    for i in from..to {
        let event = line[i] as usize;
        if view.trace[event].what == What::Pause {
            let next = line.get(i + 1).map(|place| *place as usize);
            let begin = place(view, plot, event);
            let end = next.map_or_else(|| plot.now_at(lane), |next| place(view, plot, next));
            pause(plot, lane, begin, end, pen);
        }
    }
}

/// A paused stretch: the line gives way to a row of strokes.
fn pause(plot: &Plot, lane: usize, from: f64, to: f64, pen: &mut Pen<'_>) {
    let y = plot.frame.y(lane);
    let Some((from, to)) = plot.frame.clip(Point::new(from, y), Point::new(to, y)) else {
        return;
    };
    let cover = Area { x: from.x, y: y - 5.0, w: to.x - from.x, h: 10.0 };
    pen.rect(cover, 3.0, full(Role::Ground));
    pen.rect(cover, 3.0, both(some(Role::Woad, 0.1), line(some(Role::Woad, 0.5), 1.0)));
    let mut x = from.x + 5.0;
    while x < to.x - 3.0 {
        let (low, high) = (Point::new(x - 2.5, y + 3.5), Point::new(x + 2.5, y - 3.5));
        pen.line(low, high, line(some(Role::Woad, 0.55), 1.0));
        x += 7.0;
    }
}

/// Who each lane is: `0 seller`.
pub(super) fn names(view: &View<'_>, frame: &Frame, pen: &mut Pen<'_>) {
    let size = if frame.left < 80.0 { 10.5 } else { 12.0 };
    for lane in frame.seen() {
        let (name, chosen) = match party(view, lane) {
            Party::Ledger => ("ledger".to_owned(), false),
            Party::Peer(peer) => {
                let chosen = view.focus.peer == Some(peer);
                (format!("{peer} {}", role(view.world.node(peer))), chosen)
            }
        };
        let down = name.ends_with("crashed");
        let colour = match (chosen, down) {
            (_, true) => Role::Madder,
            (true, false) => Role::Ink,
            (false, false) => Role::Soft,
        };
        let font = Font { face: Face::Sans, size, bold: chosen, anchor: Anchor::Start };
        pen.text(Point::new(2.0, frame.y(lane) + 4.0), name, font, full(colour));
    }
}
