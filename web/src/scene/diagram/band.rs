//! What lasts: elections as boxes over all peers, requests as bands along a buyer's lane.

use crate::scene::diagram::View;
use crate::scene::diagram::lane::{between, first_at, places};
use crate::scene::diagram::plot::Plot;
use crate::scene::diagram::window::Axis;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, font, full, line, some};
use crate::scene::shape::{Anchor, Area, Face, Font, Point, text_width};
use std::ops::Range;
use trading_post::trace::{Election, Request, Span};

/// An election that is narrower than this, in px, has no name beside it.
const NAMED: f64 = 9.0;

/// The events that the window can show, as a range of the trace that has them all.
fn events(view: &View<'_>) -> Range<usize> {
    match view.window.axis {
        Axis::Time => first_at(view, view.window.from)..first_at(view, view.window.to) + 1,
        Axis::Depth => by_depth(view),
    }
}

/// The events between the first and the last one in the window, of all lanes.
fn by_depth(view: &View<'_>) -> Range<usize> {
    let (mut first, mut end) = (view.trace.len(), 0);
    for lane in 0..view.lifelines.parties() {
        let (line, seen) =
            (places(view, lane), between(view, lane, view.window.from, view.window.to));
        if let (Some(low), Some(high)) =
            (line.get(seen.start), line.get(seen.end.saturating_sub(1)))
        {
            first = first.min(*low as usize);
            end = end.max(*high as usize + 1);
        }
    }
    first..end.max(first)
}

/// Where a span begins and ends in the picture, if any of it can be seen.
fn ends<T>(view: &View<'_>, plot: &Plot, span: &Span<T>, lane: usize) -> Option<(f64, f64)> {
    let frame = &plot.frame;
    let place = |event: usize| {
        let dot = plot.dot(event).map(|dot| dot.at.x);
        dot.unwrap_or_else(|| frame.x(view.window, view.value(event)))
    };
    let from = place(span.from);
    // What has not ended lasts as far as the run is known.
    let known = || match view.past == view.trace.len() {
        true => plot.now_at(lane),
        false => frame.x(view.window, view.end()),
    };
    let to = span.to.map_or_else(known, place);
    let seen = to >= frame.left - 20.0 && from <= frame.right + 20.0;
    seen.then(|| (from.max(frame.left - 20.0), to.min(frame.right + 40.0).max(from)))
}

pub(super) fn elections(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    let (frame, mut free, mut last) = (&plot.frame, f64::NEG_INFINITY, f64::NEG_INFINITY);
    let top = frame.ceiling().max(20.0);
    let bottom = (frame.ceiling() + (frame.lanes - 1) as f64 * frame.row).min(frame.floor());
    for span in view.spans.elections_in(events(view)) {
        let Some((from, to)) = ends(view, plot, span, 0) else { continue };
        if to - last < 1.0 {
            continue;
        }
        last = to;
        let from = from - 5.0;
        let area = Area { x: from, y: top - 3.0, w: (to - from + 5.0).max(3.0), h: bottom - top };
        let alpha = if span.from < view.past { 1.0 } else { 0.55 };
        let mut pen = pen.faded(alpha);
        let style = both(some(Role::Ochre, 0.15), line(some(Role::Ochre, 0.25), 1.0));
        pen.rect(area, 8.0_f64.min(area.w / 2.0), style);
        let (text, size) = (title(&span.what), 11.0);
        let at = Point::new(from.max(frame.left) + 4.0, 13.0);
        if at.x > free && area.w > NAMED {
            free = at.x + text_width(&text, size) + 10.0;
            let font = Font { anchor: Anchor::Start, ..font(Face::Sans, size, false) };
            pen.text(at, text, font, full(Role::Soft));
        }
    }
}

fn title(election: &Election) -> String {
    match (election.epoch, election.leader) {
        (Some(epoch), _) => format!("election, epoch {epoch}"),
        (None, Some(leader)) => format!("election, peer {leader} leads"),
        (None, None) => "election".to_owned(),
    }
}

pub(super) fn requests(view: &View<'_>, plot: &Plot, pen: &mut Pen<'_>) {
    let frame = &plot.frame;
    for span in view.spans.requests_in(events(view)) {
        let lane = span.what.request.buyer.index();
        let Some((from, to)) = ends(view, plot, span, lane) else { continue };
        let y = frame.y(lane);
        let area = Area { x: from - 6.0, y: y - 6.5, w: to - from + 12.0, h: 13.0 };
        let alpha = if span.from < view.past { 0.17 } else { 0.09 };
        pen.rect(area, 6.5_f64.min(area.w / 2.0), some(Role::Woad, alpha));
    }
}

/// The names of requests, where there is room; what they take is added to `taken`.
pub(super) fn names(view: &View<'_>, plot: &Plot, taken: &mut Vec<Area>, pen: &mut Pen<'_>) {
    for span in view.spans.requests_in(events(view)) {
        let lane = span.what.request.buyer.index();
        if let Some(ends) = ends(view, plot, span, lane) {
            name(view, plot, &span.what, ends, taken, pen);
        }
    }
}

fn name(
    view: &View<'_>,
    plot: &Plot,
    request: &Request,
    (from, to): (f64, f64),
    taken: &mut Vec<Area>,
    pen: &mut Pen<'_>,
) {
    let item = view.scenario.item_name(request.item);
    let (size, left) = (10.0, from.max(plot.frame.left + 4.0));
    let whole = format!("request {}, {item}", request.request);
    let short = format!("{}, {item}", request.request);
    let fits = |text: &String| text_width(text, size) < to - left;
    let Some(text) = [whole, short].into_iter().find(fits) else { return };
    let base = plot.frame.y(request.request.buyer.index()) - 8.0;
    let area = Area { x: left, y: base - size, w: text_width(&text, size), h: size + 2.0 };
    if !taken.iter().any(|other| other.crowds(area, 0.0)) {
        let font = Font { anchor: Anchor::Start, ..font(Face::Sans, size, false) };
        pen.caption(Point::new(left, base), text, font, full(Role::Soft));
        taken.push(area);
    }
}
