//! The messages: an arrow from each send to where its way ends.

use crate::scene::diagram::View;
use crate::scene::diagram::plot::{Arrow, End, Hit, Plot};
use crate::scene::diagram::tint;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, broken, font, full, line, some};
use crate::scene::shape::{Area, Dash, Face, Mark, Paint, Point, Stroke, text_width};
use trading_post::id::MessageId;
use trading_post::trace::Hop;

/// With more arrows than this, they have no heads and thinner lines.
const MANY: usize = 500;
/// With more arrows than this, they are not named.
const NAMED: usize = 60;

/// The size of their names, in px.
const SIZE: f64 = 9.5;

/// Draws the ways, those that matter least first.
pub(super) fn draw(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    let tinted = plot.arrows.iter().map(|arrow| (tint::of_arrow(view, arrow), arrow));
    let mut arrows: Vec<(Paint, &Arrow)> = tinted.collect();
    let weight = |(paint, arrow): &(Paint, &Arrow)| {
        (arrow.end != End::Arrived, paint.alpha > 0.7, paint.role)
    };
    arrows.sort_by_key(weight);
    for (paint, arrow) in arrows {
        one(view, plot, arrow, paint, pen);
    }
    if let Some(path) = view.focus.path {
        follow(view, plot, path, pen);
    }
}

fn one(view: &View<'_>, plot: &Plot, arrow: &Arrow, paint: Paint, pen: &mut Pen<'_>) {
    let Some((from, to)) = plot.frame.clip(arrow.from, arrow.to) else {
        return;
    };
    let looked_at = is_looked_at(view, arrow.message);
    let many = plot.arrows.len() > MANY;
    let width = if looked_at {
        2.4
    } else if many {
        0.9
    } else {
        1.25
    };
    let paint = if looked_at { full(paint.role) } else { paint };
    let dash = if arrow.end == End::Arrived { Dash::Solid } else { Dash::Dashed };
    let stroke = broken(paint, width, dash);
    if arrow.copy {
        twice(from, to, stroke, pen);
    } else {
        pen.line(from, to, stroke);
    }
    match arrow.end {
        End::Arrived if many => {}
        End::Unknown => {}
        End::Arrived => head(from, to, 4.0, line(paint, width), pen),
        End::Lost => {
            let style =
                both(some(Role::Madder, paint.alpha.max(0.6)), line(full(Role::Ground), 1.0));
            pen.mark(Mark::Cross, to, 5.0, style);
        }
        End::Pending => {
            head(from, to, 5.0, line(paint, width + 0.3), pen);
            pen.circle(to, 4.6, both(full(Role::Canvas), line(full(paint.role), 1.8)));
        }
        End::Stuck => {
            pen.mark(Mark::Square, to, 5.4, both(full(Role::Canvas), line(full(paint.role), 1.6)));
            pen.line(to.offset(-1.4, -2.2), to.offset(-1.4, 2.2), line(full(paint.role), 1.3));
            pen.line(to.offset(1.4, -2.2), to.offset(1.4, 2.2), line(full(paint.role), 1.3));
        }
    }
    if let Some((_, x, possible)) = view.focus.dragged.filter(|(id, ..)| *id == arrow.message) {
        ghost(plot, arrow, x, possible, pen);
    }
}

fn is_looked_at(view: &View<'_>, message: MessageId) -> bool {
    let hovered = matches!(view.focus.hovered,
        Some(Hit::Way(id) | Hit::Head(id)) if id == message);
    view.focus.message == Some(message) || hovered
}

/// Where a message would go that is being dragged.
fn ghost(plot: &Plot, arrow: &Arrow, x: f64, possible: bool, pen: &mut Pen<'_>) {
    let role = if possible { Role::Woad } else { Role::Madder };
    let to = Point::new(x, plot.frame.y(arrow.lane));
    pen.line(arrow.from, to, broken(full(role), 1.8, Dash::Dashed));
    head(arrow.from, to, 6.0, line(full(role), 1.8), pen);
    pen.circle(to, 6.5, both(some(role, 0.25), line(full(role), 2.0)));
    if !possible {
        pen.mark(Mark::Cross, to.offset(0.0, -14.0), 5.0, full(role));
    }
}

/// A second message that a link made is drawn as two lines.
fn twice(from: Point, to: Point, stroke: Stroke, pen: &mut Pen<'_>) {
    let length = from.distance(to).max(1e-9);
    let (right, down) = ((from.y - to.y) / length * 1.7, (to.x - from.x) / length * 1.7);
    pen.line(from.offset(right, down), to.offset(right, down), stroke);
    pen.line(from.offset(-right, -down), to.offset(-right, -down), stroke);
}

/// An arrow's head, right before the dot at its end.
fn head(from: Point, to: Point, size: f64, stroke: Stroke, pen: &mut Pen<'_>) {
    let length = from.distance(to);
    if length < 4.0 * size {
        return;
    }
    let tip = from.toward(to, 1.0 - 4.5 / length);
    let (dx, dy) = ((to.x - from.x) / length, (to.y - from.y) / length);
    for side in [-0.5, 0.5] {
        let back = tip.offset(-size * (dx - side * dy), -size * (dy + side * dx));
        pen.line(tip, back, stroke);
    }
}

/// The way from one event to another: the messages, and the stretches on the lanes between them.
fn follow(view: &View<'_>, plot: &Plot, path: &[Hop], pen: &mut Pen<'_>) {
    let ends = [view.focus.cone.map(|cone| cone.event()), view.focus.second];
    let [Some(a), Some(b)] = ends else { return };
    let place = |event: usize, lane: usize| {
        let dot = plot.dot(event).map(|dot| dot.at);
        dot.unwrap_or_else(|| {
            Point::new(plot.frame.x(view.window, view.value(event)), plot.frame.y(lane))
        })
    };
    let (first, last) = (a.min(b), a.max(b));
    let hops = path.iter().flat_map(|hop| [hop.sent, hop.received]);
    let events: Vec<usize> = [first].into_iter().chain(hops).chain([last]).collect();
    for pair in events.windows(2) {
        let [from, to] =
            [pair[0], pair[1]].map(|event| place(event, view.lane_of(event).unwrap_or(0)));
        if let Some((from, to)) = plot.frame.clip(from, to) {
            pen.line(from, to, line(full(Role::Ground), 5.5));
            pen.line(from, to, line(full(Role::Ink), 2.8));
        }
    }
}

/// The names of messages along their ways, where there is room beside what has its place already.
pub(super) fn names(view: &View<'_>, plot: &Plot, taken: &mut Vec<Area>, pen: &mut Pen<'_>) {
    if plot.arrows.len() > NAMED {
        return;
    }
    for arrow in &plot.arrows {
        let brief = arrow.brief.name();
        let name = if arrow.copy { format!("{brief} 2") } else { brief.to_owned() };
        let wide = text_width(&name, SIZE);
        let Some((at, area)) = room(plot, arrow, wide, taken) else { continue };
        taken.push(area);
        let paint = tint::of_arrow(view, arrow);
        let role = if paint.role == Role::Stone { Role::Soft } else { paint.role };
        let font = font(Face::Sans, SIZE, false);
        pen.caption(at.offset(0.0, 3.2), name, font, some(role, paint.alpha.max(0.7)));
    }
}

/// A free place for a name so wide on an arrow's way.
fn room(plot: &Plot, arrow: &Arrow, wide: f64, taken: &[Area]) -> Option<(Point, Area)> {
    if arrow.from.distance(arrow.to) < wide.min(30.0) + 14.0 {
        return None;
    }
    [0.5, 0.34, 0.66].into_iter().find_map(|part| {
        let at = arrow.from.toward(arrow.to, part);
        let area = Area::around(at, wide, SIZE + 1.0);
        let inside = area.x > plot.frame.left && area.x + wide < plot.frame.right;
        let crowded = taken.iter().any(|other| other.crowds(area, 5.0));
        (inside && !crowded).then_some((at, area))
    })
}
