//! The events: a dot each, rings around those looked at.

use crate::scene::diagram::View;
use crate::scene::diagram::plot::{Dot, Hit, Plot};
use crate::scene::diagram::tint;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, broken, full, line, some};
use crate::scene::shape::{Dash, Mark, Paint, Point};
use trading_post::world::What;

/// With more dots than this, they are smaller.
const MANY: usize = 700;

/// All dots, those of one colour together.
pub(super) fn draw(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    let radius = if plot.dots.len() > MANY { 2.2 } else { 3.4 };
    let mut groups: Vec<(Paint, bool, Vec<Point>)> = Vec::new();
    for dot in &plot.dots {
        let own = own_doing(view, dot);
        let paint = tint::of_event(view, dot.event);
        match groups.iter_mut().find(|(other, kind, _)| *other == paint && *kind == own) {
            Some((_, _, places)) => places.push(dot.at),
            None => groups.push((paint, own, vec![dot.at])),
        }
    }
    for (paint, own, places) in groups {
        if own {
            let style = both(full(Role::Ground), line(paint, 1.3));
            pen.marks(Mark::Disc, places, radius * 0.72, style);
        } else {
            pen.marks(Mark::Disc, places, radius, paint);
        }
    }
}

/// Whether it is neither the end nor the beginning of a message's way: then it is a small ring.
fn own_doing(view: &View<'_>, dot: &Dot) -> bool {
    matches!(view.trace[dot.event].what, What::Timer(_) | What::Note(_) | What::Suspect)
}

/// Rings around what is looked at, and around what the pointer is on.
pub(super) fn focus(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    if let Some(Hit::Event(event)) = view.focus.hovered
        && let Some(at) = spot(view, plot, event)
    {
        pen.circle(at, 8.0, line(some(Role::Ink, 0.45), 1.5));
    }
    let chosen = view.focus.cone.map(|cone| cone.event());
    for event in [chosen, view.focus.second].into_iter().flatten() {
        let Some(at) = spot(view, plot, event) else { continue };
        let second = chosen != Some(event);
        pen.circle(at, 7.5, both(full(Role::Ground), line(full(Role::Ink), 1.9)));
        pen.mark(Mark::Disc, at, 3.6, full(Role::Ink));
        if second {
            pen.circle(at, 11.0, broken(full(Role::Ink), 1.3, Dash::Solid));
        }
    }
}

/// Where an event is in the picture, if it is there: where many are drawn, on its lane.
fn spot(view: &View<'_>, plot: &Plot, event: usize) -> Option<Point> {
    let lost = || plot.arrows.iter().find(|arrow| arrow.ended == Some(event)).map(|arrow| arrow.to);
    let exact = || {
        let lane = view.lane_of(event).filter(|_| plot.dense)?;
        Some(Point::new(plot.frame.x(view.window, view.value(event)), plot.frame.y(lane)))
    };
    let at = plot.dot(event).map(|dot| dot.at).or_else(lost).or_else(exact)?;
    plot.frame.holds(at).then_some(at)
}
