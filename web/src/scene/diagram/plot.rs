//! What is seen of single events and messages, and where: what is drawn is also what is picked.

use crate::scene::diagram::View;
use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::lane::{places, shown, value};
use crate::scene::diagram::window::Axis;
use crate::scene::shape::Point;
use std::collections::BTreeSet;
use trading_post::id::{MessageId, Party};
use trading_post::time::Instant;
use trading_post::world::{Brief, Envelope, Loss, What};

/// With more events than this, their density is drawn instead of each.
pub const MOST: usize = 2_500;
/// So many events before the window are asked for messages that cross all of it.
const LOOK_BACK: usize = 300;
/// So many messages under way are drawn at most, those that arrive first.
const PENDING: usize = 400;
/// What happens at one instant at one party stands side by side, so far apart, in px.
const GAP: f64 = 7.0;
/// When that has driven an event so far from its own time, in px, the next ones stand closer.
const DRIFT: f64 = 42.0;
/// How much closer.
const CLOSER: f64 = 0.35;
/// How near a dot must be, in px, to be meant.
const REACH: f64 = 11.0;
/// How near a line must be, in px, to be meant.
const NEAR: f64 = 5.0;

/// An event in the picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Dot {
    /// Its place in the trace.
    pub event: usize,
    /// Its lane.
    pub lane: usize,
    /// Where it is.
    pub at: Point,
}

/// How a message's way ends in the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// It arrives.
    Arrived,
    /// It is lost.
    Lost,
    /// It is under way at the moment shown.
    Pending,
    /// It is under way, and nothing says until when.
    Stuck,
    /// It is still to be sent, and its way goes on beyond what is known.
    Unknown,
}

/// A message in the picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Arrow {
    /// Which.
    pub message: MessageId,
    /// What it says.
    pub brief: Brief,
    /// Where it was sent.
    pub from: Point,
    /// Where its way ends.
    pub to: Point,
    /// How.
    pub end: End,
    /// Whether a link made it.
    pub copy: bool,
    /// The event of its send.
    pub sent: usize,
    /// The event that ended its way, if that is known.
    pub ended: Option<usize>,
    /// The lane on which it arrives.
    pub lane: usize,
}

/// What a place in the picture means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hit {
    /// An event.
    Event(usize),
    /// The head of a message under way.
    Head(MessageId),
    /// A message's way.
    Way(MessageId),
}

/// Something that can be chosen, and where it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spot {
    /// What.
    pub hit: Hit,
    /// Where.
    pub at: Point,
}

/// All that is seen of single events and messages.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Plot {
    /// The places in the picture.
    pub frame: Frame,
    /// Whether there are too many events for single ones: then there are neither dots nor arrows.
    pub dense: bool,
    /// The events, in order.
    pub dots: Vec<Dot>,
    /// The messages.
    pub arrows: Vec<Arrow>,
    /// Where "now" is; on the axis of causes, lane by lane.
    pub now: Vec<f64>,
}

impl Plot {
    /// What is seen in a view.
    #[must_use]
    pub fn of(view: &View<'_>) -> Self {
        let frame = view.frame();
        let mut plot = Self { frame, ..Self::default() };
        let lanes: Vec<_> = frame.seen().map(|lane| (lane, shown(view, &frame, lane))).collect();
        plot.dense = lanes.iter().map(|(_, range)| range.len()).sum::<usize>() > MOST;
        let busiest = lanes.iter().map(|(_, range)| range.len()).max().unwrap_or(0);
        let gap = GAP.min(0.5 * (frame.right - frame.left) / busiest.max(1) as f64);
        if plot.dense {
            plot.now = now_of(view, &frame, f64::NEG_INFINITY);
            return plot;
        }
        let mut events: Vec<(usize, usize)> = Vec::new();
        for (lane, range) in lanes {
            let places = places(view, lane).range(range);
            events.extend(places.map(|place| (*place as usize, lane)));
        }
        events.sort_unstable();
        let (past, future) = events.split_at(events.partition_point(|(e, _)| *e < view.past));
        let mut ends = vec![f64::NEG_INFINITY; frame.lanes];
        plot.add_dots(view, past, gap, &mut ends);
        plot.now = now_of(view, &frame, plot.right_end());
        if view.window.axis == Axis::Time {
            // What is still to come stands right of "now".
            ends = plot.now.clone();
        }
        plot.add_dots(view, future, gap, &mut ends);
        plot.add_arrows(view);
        plot
    }

    /// Adds events in their order. On the axis of time, what happens at one instant stands side by
    /// side, and an arrival stands right of its send; `ends` says how far each lane is taken.
    fn add_dots(&mut self, view: &View<'_>, events: &[(usize, usize)], gap: f64, ends: &mut [f64]) {
        for &(event, lane) in events {
            let exact = self.frame.x(view.window, value(view, event));
            let x = match view.window.axis {
                Axis::Time => {
                    let near = ends[lane] + gap;
                    let near = if near > exact + DRIFT { ends[lane] + gap * CLOSER } else { near };
                    exact.max(near).max(self.after_send(view, event))
                }
                Axis::Depth => exact,
            };
            ends[lane] = x;
            self.dots.push(Dot { event, lane, at: Point::new(x, self.frame.y(lane)) });
        }
    }

    /// Right of the send of the message that arrives with an event.
    fn after_send(&self, view: &View<'_>, event: usize) -> f64 {
        let passage = view.trace[event].message().and_then(|id| view.lifelines.message(id));
        let sent = passage.filter(|passage| passage.sent < event);
        sent.and_then(|p| self.dot(p.sent)).map_or(f64::NEG_INFINITY, |dot| dot.at.x + 2.0)
    }

    /// The right end of what has happened.
    fn right_end(&self) -> f64 {
        self.dots.iter().map(|dot| dot.at.x + 5.0).fold(f64::NEG_INFINITY, f64::max)
    }

    fn add_arrows(&mut self, view: &View<'_>) {
        let mut seen: BTreeSet<MessageId> = BTreeSet::new();
        let mut heads = vec![f64::NEG_INFINITY; self.frame.lanes];
        for envelope in view.world.in_flight().take(PENDING) {
            seen.insert(envelope.id);
            let lane = view.lifelines.index(envelope.to);
            if let Some(arrow) = self.pending(view, envelope, heads[lane] + GAP) {
                heads[lane] = heads[lane].max(arrow.to.x);
                self.arrows.push(arrow);
            }
        }
        let first = self.dots.first().map_or(0, |dot| dot.event);
        let before = (first.saturating_sub(LOOK_BACK)..first).filter(|event| {
            let message = set_out(&view.trace[*event].what);
            let passage = message.and_then(|message| view.lifelines.message(message));
            passage.is_some_and(|passage| passage.ended.is_none_or(|end| first <= end))
        });
        let events: Vec<usize> = before.chain(self.dots.iter().map(|dot| dot.event)).collect();
        for event in events {
            let doubled = view.trace.get(event + 1).and_then(|next| match next.what {
                What::Duplicate { copy, .. } => Some(copy),
                _ => None,
            });
            for message in view.trace[event].message().into_iter().chain(doubled) {
                if seen.insert(message) {
                    self.arrows.extend(self.past(view, message));
                }
            }
        }
    }

    /// A message whose way has ended, or that waits for a paused peer.
    fn past(&self, view: &View<'_>, message: MessageId) -> Option<Arrow> {
        let passage = view.lifelines.message(message)?;
        let What::Send { to, brief, .. } = view.trace[passage.sent].what else {
            return None;
        };
        let lane = view.lifelines.index(to);
        let from = self.place_of(view, passage.sent, view.lane_of(passage.sent)?);
        let (target, end) = match passage.ended {
            Some(event) => {
                let lost = matches!(view.trace[event].what, What::Drop { .. });
                let target = self.place_of(view, event, lane);
                if lost { (short_of(from, target), End::Lost) } else { (target, End::Arrived) }
            }
            None if passage.sent < view.past => {
                (Point::new(self.now_at(lane), self.frame.y(lane)), End::Stuck)
            }
            None => {
                let ahead = Point::new(from.x + 40.0, self.frame.y(lane));
                (from.toward(ahead, 0.5), End::Unknown)
            }
        };
        Some(Arrow {
            message,
            brief,
            from,
            to: target,
            end,
            copy: passage.doubled.is_some(),
            sent: passage.sent,
            ended: passage.ended,
            lane,
        })
    }

    /// A message under way, whose head lies no further left than `least`.
    fn pending(&self, view: &View<'_>, envelope: &Envelope, least: f64) -> Option<Arrow> {
        let passage = view.lifelines.message(envelope.id)?;
        let lane = view.lifelines.index(envelope.to);
        let from = self.place_of(view, passage.sent, view.lane_of(passage.sent)?);
        let stuck = envelope.due_at == Instant::NEVER;
        let x = match (stuck, view.window.axis) {
            (true, _) => self.now_at(lane).max(from.x) + 26.0,
            (false, Axis::Time) => {
                let due = self.frame.x(view.window, envelope.due_at.0 as f64);
                due.max(self.now_at(lane) + GAP)
            }
            (false, Axis::Depth) => {
                let one = 1.0 / self.frame.unit(view.window);
                self.now_at(lane).max(from.x) + one.clamp(8.0, 40.0)
            }
        };
        let target = Point::new(x.max(least), self.frame.y(lane));
        // Where its arrival is known already, the head lies right before that.
        let known = passage.ended.and_then(|event| self.dot(event)).map(|dot| before(from, dot.at));
        Some(Arrow {
            message: envelope.id,
            brief: envelope.cargo.brief(),
            from,
            to: if stuck { from.toward(target, 0.6) } else { known.unwrap_or(target) },
            end: if stuck { End::Stuck } else { End::Pending },
            copy: passage.doubled.is_some(),
            sent: passage.sent,
            ended: passage.ended,
            lane,
        })
    }

    /// Where "now" is on a lane.
    #[must_use]
    pub fn now_at(&self, lane: usize) -> f64 {
        self.now.get(lane).copied().unwrap_or(self.frame.left)
    }

    /// Where an event is, on this lane: its dot, or where one would be.
    fn place_of(&self, view: &View<'_>, event: usize, lane: usize) -> Point {
        self.dot(event).map_or_else(
            || Point::new(self.frame.x(view.window, value(view, event)), self.frame.y(lane)),
            |dot| dot.at,
        )
    }

    /// The dot of an event.
    #[must_use]
    pub fn dot(&self, event: usize) -> Option<&Dot> {
        let found = self.dots.binary_search_by_key(&event, |dot| dot.event).ok()?;
        self.dots.get(found)
    }

    /// All that can be chosen: the events on the lanes and the losses, by event, then the messages
    /// under way.
    #[must_use]
    pub fn spots(&self) -> Vec<Spot> {
        let dots = self.dots.iter().map(|dot| Spot { hit: Hit::Event(dot.event), at: dot.at });
        let mut spots: Vec<Spot> = dots.chain(self.losses()).collect();
        spots.sort_by_key(|spot| spot.hit);
        spots.extend(self.heads().map(|a| Spot { hit: Hit::Head(a.message), at: a.to }));
        spots.retain(|spot| self.frame.holds(spot.at));
        spots
    }

    fn losses(&self) -> impl Iterator<Item = Spot> {
        let lost = self.arrows.iter().filter(|arrow| arrow.end == End::Lost);
        lost.filter_map(|arrow| Some(Spot { hit: Hit::Event(arrow.ended?), at: arrow.to }))
    }

    /// The messages under way whose heads are on the lanes.
    pub fn heads(&self) -> impl Iterator<Item = &Arrow> {
        let heads = self.arrows.iter().filter(|a| matches!(a.end, End::Pending | End::Stuck));
        heads.filter(|arrow| self.frame.holds(arrow.to))
    }

    /// The arrow of a message.
    #[must_use]
    pub fn arrow(&self, message: MessageId) -> Option<&Arrow> {
        self.arrows.iter().find(|arrow| arrow.message == message)
    }

    /// What a place means: the nearest dot or head, or else the nearest way.
    #[must_use]
    pub fn hit(&self, at: Point) -> Option<Hit> {
        if !self.frame.holds(at) {
            return None;
        }
        let dots = self.dots.iter().map(|dot| (dot.at.distance(at), Hit::Event(dot.event)));
        let heads = self.heads().map(|arrow| (arrow.to.distance(at), Hit::Head(arrow.message)));
        let losses = self.losses().map(|spot| (spot.at.distance(at), spot.hit));
        let ways = || self.arrows.iter().map(|a| (aside(a.from, a.to, at), Hit::Way(a.message)));
        nearest(dots.chain(heads).chain(losses), REACH).or_else(|| nearest(ways(), NEAR))
    }
}

fn nearest(all: impl Iterator<Item = (f64, Hit)>, reach: f64) -> Option<Hit> {
    let near = all.filter(|(distance, _)| *distance <= reach);
    near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, hit)| hit)
}

/// How far a place is from a straight line.
fn aside(from: Point, to: Point, at: Point) -> f64 {
    let length = from.distance(to).max(1e-9);
    let along = ((at.x - from.x) * (to.x - from.x) + (at.y - from.y) * (to.y - from.y)) / length;
    at.distance(from.toward(to, (along / length).clamp(0.0, 1.0)))
}

/// The place on a straight way right before its end.
fn before(from: Point, to: Point) -> Point {
    from.toward(to, 1.0 - (12.0 / from.distance(to).max(1e-9)).min(0.5))
}

/// A lost message does not reach its lane.
fn short_of(from: Point, to: Point) -> Point {
    let length = from.distance(to).max(1e-9);
    from.toward(to, 1.0 - (10.0 / length).clamp(0.12, 0.5))
}

/// The message that sets out with an event.
const fn set_out(what: &What) -> Option<MessageId> {
    match what {
        What::Send { message, .. } => Some(*message),
        What::Duplicate { copy, .. } => Some(*copy),
        _ => None,
    }
}

/// Where "now" is on each lane.
fn now_of(view: &View<'_>, frame: &Frame, at_least: f64) -> Vec<f64> {
    match view.window.axis {
        Axis::Time => {
            let exact = frame.x(view.window, view.now.0 as f64);
            // Only what stands at this very instant may push the line.
            let pushed = if at_least - exact <= DRIFT + 6.0 { exact.max(at_least) } else { exact };
            vec![pushed; frame.lanes]
        }
        Axis::Depth => (0..frame.lanes).map(|lane| frontier(view, frame, lane)).collect(),
    }
}

/// Right behind the last event of a lane that has happened.
fn frontier(view: &View<'_>, frame: &Frame, lane: usize) -> f64 {
    let places = places(view, lane);
    let happened = places.partition_point(|place| (*place as usize) < view.past);
    let depth = happened.checked_sub(1).map_or(0, |i| view.lifelines.depth(places[i] as usize));
    frame.x(view.window, f64::from(depth) + 0.5)
}

impl View<'_> {
    /// The lane of an event, if it lies on one.
    pub(super) fn lane_of(&self, event: usize) -> Option<usize> {
        self.trace[event].party.map(|party: Party| self.lifelines.index(party))
    }

    /// Whether a message was lost, and why.
    #[must_use]
    pub fn loss(&self, event: usize) -> Option<Loss> {
        match self.trace[event].what {
            What::Drop { loss, .. } => Some(loss),
            _ => None,
        }
    }

    pub(super) fn span_value(&self, event: usize) -> f64 {
        value(self, event)
    }
}
