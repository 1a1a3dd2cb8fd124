//! What lies on a lane: the events of a party that a window shows, and where.

use crate::scene::diagram::View;
use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::window::Axis;
use crate::scene::shape::Point;
use std::ops::Range;
use trading_post::id::{Party, PeerId};
use trading_post::time::Instant;
use trading_post::trace::Places;

/// So far beside the lanes, in px, a dot is drawn still.
const MARGIN: f64 = 30.0;

/// Whose lane it is: the peers' by id, the ledger's last.
pub(super) fn party(view: &View<'_>, lane: usize) -> Party {
    let last = lane + 1 == view.lifelines.parties();
    if last { Party::Ledger } else { PeerId(u16::try_from(lane).unwrap_or(u16::MAX)).into() }
}

impl View<'_> {
    /// Whose lifeline or name is at this place, if one is.
    #[must_use]
    pub fn party_at(&self, at: Point) -> Option<Party> {
        self.frame().lane_at(at.y).map(|lane| party(self, lane))
    }
}

/// The events on a lane.
pub(super) fn places<'a>(view: &View<'a>, lane: usize) -> &'a Places {
    view.lifelines.lifeline(party(view, lane))
}

/// The value of an event on the axis.
pub(super) fn value(view: &View<'_>, event: usize) -> f64 {
    match view.window.axis {
        Axis::Time => view.trace[event].at.0 as f64,
        Axis::Depth => f64::from(view.lifelines.depth(event)),
    }
}

/// The instant at a value of the axis of time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
pub(super) fn instant(value: f64) -> Instant {
    Instant(value.clamp(0.0, 1e18) as u64)
}

/// The places on a lane of the events between two values; the second is not included.
pub(super) fn between(view: &View<'_>, lane: usize, from: f64, to: f64) -> Range<usize> {
    let places = places(view, lane);
    match view.window.axis {
        Axis::Time => {
            let (from, to) = (first_at(view, from), first_at(view, to));
            let position = |event: usize| places.partition_point(|p| (*p as usize) < event);
            position(from)..position(to)
        }
        Axis::Depth => {
            let before = |value: f64| {
                places.partition_point(|p| f64::from(view.lifelines.depth(*p as usize)) < value)
            };
            before(from)..before(to)
        }
    }
}

/// The first event of the trace at this value of the axis of time, or later.
pub(super) fn first_at(view: &View<'_>, value: f64) -> usize {
    let at = instant(value.ceil());
    view.trace.partition_point(|event| event.at < at)
}

/// What a lane shows, with a margin.
pub(super) fn shown(view: &View<'_>, frame: &Frame, lane: usize) -> Range<usize> {
    let margin = MARGIN * frame.unit(view.window);
    between(view, lane, view.window.from - margin, view.window.to + margin)
}
