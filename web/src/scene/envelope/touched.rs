//! What is seen of messages that somebody has touched: copies, and held ones.

use super::{Look, Sight};
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, full, line};
use crate::scene::shape::Point;
use trading_post::world::Envelope;

/// Whether it is the second one of a message that is under way too.
pub(super) fn is_copy(envelope: &Envelope, sights: &[Sight<'_>]) -> bool {
    let same = |other: &Envelope| {
        (other.from, other.to, other.sent_at) == (envelope.from, envelope.to, envelope.sent_at)
            && other.id < envelope.id
            && other.cargo.brief() == envelope.cargo.brief()
    };
    sights.iter().any(|sight| same(sight.envelope))
}

/// A copy has its shadow behind it.
pub(super) fn twin(look: Look, pen: &mut Pen<'_>) {
    let style = both(full(Role::Canvas), line(full(look.role), 0.2));
    pen.mark(look.mark, Point::new(0.55, -0.55), look.size(), style);
}

/// A held message stands before a bar across its way.
pub(super) fn barrier(sight: &Sight<'_>, radius: f64, pen: &mut Pen<'_>) {
    let [from, _, to] = sight.way.piece(sight.part, (sight.part + 0.02).min(1.0));
    let length = from.distance(to).max(1e-9);
    let (x, y) = ((to.x - from.x) / length, (to.y - from.y) / length);
    let middle = sight.at.offset(x * radius * 1.9, y * radius * 1.9);
    let half = radius * 1.35;
    let ends = (middle.offset(-y * half, x * half), middle.offset(y * half, -x * half));
    pen.line(ends.0, ends.1, line(full(Role::Ground), radius * 0.75));
    pen.line(ends.0, ends.1, line(full(Role::Madder), radius * 0.42));
    for end in [ends.0, ends.1] {
        pen.circle(end, radius * 0.34, full(Role::Madder));
    }
}
