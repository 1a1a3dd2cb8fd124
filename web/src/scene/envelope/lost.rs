//! Messages that are lost: a cross where they would have arrived.

use super::{inside, radius};
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, font, full, line};
use crate::scene::seats::{Layout, Level};
use crate::scene::shape::{Face, Mark};
use crate::scene::way::Way;
use crate::scene::{LostEnvelope, View};

/// With more losses than this, they are not named.
const LOSSES_NAMED: usize = 2;
/// How long a lost message's cross takes to fade, in seconds of simulated time.
const MOURNED_S: f64 = 0.4;

/// Where messages were lost a short while ago; a few of them are named.
pub(super) fn crosses(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    let recent = || view.losses.iter().filter(|lost| lost.lost_at <= view.now);
    let stalls = layout.seats.first().is_some_and(|seat| seat.level == Level::Stall);
    let named = stalls && recent().count() <= LOSSES_NAMED;
    recent().for_each(|lost| cross(view, layout, lost, named, pen));
}

fn cross(view: &View<'_>, layout: &Layout, lost: &LostEnvelope, named: bool, pen: &mut Pen<'_>) {
    let age = (view.seconds_since(lost.lost_at) / MOURNED_S).min(1.0);
    let (radius, at) = (radius(layout), Way::between(layout, lost.from, lost.to).at(0.97));
    let mut pen = pen.faded(1.0 - 0.5 * age * age);
    let style = both(full(Role::Madder), line(full(Role::Ground), 1.6));
    pen.mark(Mark::Cross, at, radius, style);
    if named {
        let font = font(Face::Sans, 10.0, false);
        let place = inside(view, at.offset(0.0, -radius - 6.0), lost.name, &font);
        pen.caption(place, lost.name, font, full(Role::Madder));
    }
}
