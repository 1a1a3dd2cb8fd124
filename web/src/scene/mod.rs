//! The picture of the market: shapes from the world and the time, and nothing else.
//!
//! Imports point downwards only, and none to the browser:
//!
//! - [`palette`], [`glyph`], [`figure`]: colours by what they are for, and the drawings.
//! - [`shape`] (with `place`, `mark`, `font`): the few kinds of shapes that a picture is made of;
//!   `pen` draws them.
//! - [`seats`]: where each peer sits in a picture of a given size.
//! - [`way`]: the way of a message between two parties, and where on it the message is.
//! - [`lasso`]: who is inside a line that was drawn by hand; `hull`: a line around some places.
//! - `links`, `rift`, `ledger`, `guise`, `peer`, `stall`, [`envelope`]: what is drawn of each part of
//!   the world.
//! - [`svg`]: a picture as SVG, for a file or for the page.
//!
//! [`network`] puts it together. The same world, time and size give the same picture, so a frame
//! can be drawn at any rate, again, or not at all.

pub mod diagram;
pub mod envelope;
pub mod figure;
mod font;
pub mod glyph;
mod guise;
mod hull;
pub mod lasso;
mod ledger;
pub mod legend;
mod links;
mod mark;
pub mod palette;
mod peer;
mod pen;
mod place;
mod rift;
pub mod seats;
pub mod shape;
mod stall;
pub mod svg;
pub mod way;

use crate::scene::pen::Pen;
use crate::scene::seats::Layout;
use crate::scene::shape::{Point, Shape};
use trading_post::id::{MessageId, Party, PeerId};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::world::World;

/// All that a picture depends on.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The world.
    pub world: &'a World,
    /// What it came from: the names of goods.
    pub scenario: &'a Scenario,
    /// The time shown, from the world's own to that of its next step.
    pub now: Instant,
    /// The picture's width, in CSS px.
    pub width: f64,
    /// The picture's height, in CSS px.
    pub height: f64,
    /// The peer that the user has selected.
    pub selected: Option<PeerId>,
    /// The message under way that the user has picked.
    pub picked: Option<MessageId>,
    /// The link that the user looks at.
    pub link: Option<(Party, Party)>,
    /// The lost messages whose crosses are still to be seen; the caller decides how long that is.
    pub losses: &'a [LostEnvelope],
    /// Whether nothing may move: messages then stand in the middle of their way.
    pub reduced_motion: bool,
}

/// A message that was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LostEnvelope {
    /// Its sender.
    pub from: Party,
    /// Its receiver.
    pub to: Party,
    /// When it was lost: when it would have arrived.
    pub lost_at: Instant,
    /// What it was called: `BUY`.
    pub name: &'static str,
}

/// Draws the network: adds its shapes, what lies beneath first.
pub fn network(view: &View<'_>, shapes: &mut Vec<Shape>) {
    ground(view, shapes);
    still(view, shapes);
    moving(view, shapes);
}

/// The part of the network that only a fault changes, or a look at a link: adds its shapes.
pub fn ground(view: &View<'_>, shapes: &mut Vec<Shape>) {
    let layout = view.layout();
    let mut pen = Pen::new(shapes);
    rift::draw(view, &layout, &mut pen);
    links::draw(view, &layout, &mut pen);
    ledger::stone(&layout, &mut pen);
}

/// The part that stands still between two steps of the run, upon the ground: adds its shapes.
pub fn still(view: &View<'_>, shapes: &mut Vec<Shape>) {
    let layout = view.layout();
    let mut pen = Pen::new(shapes);
    ledger::carvings(view, &layout, &mut pen);
    peer::draw(view, &layout, &mut pen);
}

/// The part that moves with time, upon all the others: adds its shapes.
pub fn moving(view: &View<'_>, shapes: &mut Vec<Shape>) {
    let layout = view.layout();
    let mut pen = Pen::new(shapes);
    peer::fuses(view, &layout, &mut pen);
    envelope::draw(view, &layout, &mut pen);
}

/// The message under way that is drawn nearest to a place, if one is near enough to be meant.
#[must_use]
pub fn message_at(view: &View<'_>, place: Point) -> Option<MessageId> {
    let layout = view.layout();
    let distance = |sight: &envelope::Sight<'_>| sight.at.distance(place);
    envelope::drawn(view, &layout)
        .into_iter()
        .filter(|sight| distance(sight) < envelope::REACH)
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .map(|sight| sight.envelope.id)
}

/// The link that is drawn nearest to a place, if one is near enough to be meant.
#[must_use]
pub fn link_at(view: &View<'_>, place: Point) -> Option<(Party, Party)> {
    links::at(&view.layout(), place)
}

impl View<'_> {
    /// Where everything stands in this picture.
    #[must_use]
    pub fn layout(&self) -> Layout {
        seats::layout(self.scenario.peers.len(), self.width, self.height)
    }

    /// How long ago this was, in seconds of simulated time; 0 for what is still to come.
    fn seconds_since(&self, then: Instant) -> f64 {
        self.now.since(then).0 as f64 / 1e6
    }
}

/// The fraction of a span that is over at `now`, from 0 to 1.
fn elapsed(from: Instant, to: Instant, now: Instant) -> f64 {
    let (whole, gone) = (to.since(from).0 as f64, now.since(from).0 as f64);
    if whole > 0.0 { (gone / whole).min(1.0) } else { 1.0 }
}
