//! Messages under way. A kind is told by its shape and by its colour.

use crate::scene::glyph::Glyph;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, full, line, some};
use crate::scene::seats::{Layout, Level};
use crate::scene::shape::{Anchor, Face, Font, Mark, Point, text_width};
use crate::scene::way::Way;
use crate::scene::{View, elapsed};
use trading_post::market::goods::ItemId;
use trading_post::peer::message::{Ballot, Message};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::world::{Brief, Envelope};

mod lost;
mod swarm;
mod touched;

/// How near to a message, in px, a place is that means it.
pub const REACH: f64 = 18.0;
/// So many messages are drawn at most, those first that arrive first.
const MOST: usize = 3_000;
/// With more messages than this, they are drawn small and without trails.
const CROWD: usize = 120;
/// With more messages than this, they are not labelled.
const LABELLED: usize = 8;
/// Where on its way a message stands that does not move.
const STANDS_AT: f64 = 0.4;

/// A message in the picture.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The message.
    pub envelope: &'a Envelope,
    /// Its way.
    pub way: Way,
    /// How much of it lies behind, from 0 to 1.
    pub part: f64,
    /// Where it is.
    pub at: Point,
}

/// How a kind of message looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Its outline.
    pub mark: Mark,
    /// Its colour.
    pub role: Role,
    /// Whether it is an outline only: answers are.
    pub hollow: bool,
    /// What is drawn on it.
    pub detail: Detail,
}

/// What is drawn on a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Nothing.
    Plain,
    /// A ring inside.
    Ring,
    /// A dot inside.
    Dot,
    /// A bar across.
    Bar,
    /// A letter's flap.
    Flap,
    /// A crate's planks.
    Planks,
    /// The good that it is about.
    Good(ItemId),
}

impl Look {
    const fn new(mark: Mark, role: Role, detail: Detail) -> Self {
        Self { mark, role, hollow: false, detail }
    }

    const fn answer(mark: Mark, role: Role, detail: Detail) -> Self {
        Self { mark, role, hollow: true, detail }
    }

    /// The look of what a message says.
    #[must_use]
    pub const fn of(brief: &Brief) -> Self {
        match brief {
            Brief::Message(message) => Self::of_message(message),
            Brief::Read => Self::new(Mark::Diamond, Role::Stone, Detail::Dot),
            Brief::Append(_) => Self::new(Mark::Diamond, Role::Stone, Detail::Plain),
            Brief::Contents { .. } => Self::answer(Mark::Diamond, Role::Stone, Detail::Dot),
            Brief::Appended { .. } => Self::answer(Mark::Diamond, Role::Stone, Detail::Plain),
            Brief::Refused { .. } => Self::answer(Mark::Diamond, Role::Madder, Detail::Bar),
        }
    }

    const fn of_message(message: &Message) -> Self {
        match message {
            Message::Ping => Self::answer(Mark::Disc, Role::Soft, Detail::Plain),
            Message::Pong { .. } => Self::answer(Mark::Disc, Role::Soft, Detail::Dot),
            Message::Heartbeat => Self::answer(Mark::Disc, Role::Soft, Detail::Ring),
            Message::Ballot(Ballot::Election) => Self::new(Mark::Up, Role::Ochre, Detail::Plain),
            Message::Ballot(Ballot::Next) => Self::answer(Mark::Up, Role::Ochre, Detail::Plain),
            Message::Ballot(Ballot::Ok) => Self::answer(Mark::Down, Role::Ochre, Detail::Plain),
            Message::Ballot(Ballot::Grant) => Self::new(Mark::Crown, Role::Ochre, Detail::Ring),
            Message::Ballot(Ballot::Candidate(_)) => Self::new(Mark::Up, Role::Ochre, Detail::Ring),
            Message::Ballot(Ballot::Taken) => Self::answer(Mark::Down, Role::Ochre, Detail::Ring),
            Message::Ballot(Ballot::RequestVote(_)) => {
                Self::new(Mark::Up, Role::Ochre, Detail::Dot)
            }
            Message::Ballot(Ballot::Vote(_)) => Self::answer(Mark::Down, Role::Ochre, Detail::Dot),
            Message::Ballot(Ballot::Coordinator | Ballot::Leads(_)) => {
                Self::new(Mark::Crown, Role::Ochre, Detail::Plain)
            }
            Message::Register(_) => Self::new(Mark::Crate, Role::Moss, Detail::Planks),
            Message::Registered { .. } => Self::answer(Mark::Crate, Role::Moss, Detail::Planks),
            Message::Buy { .. } => Self::new(Mark::Disc, Role::Woad, Detail::Ring),
            Message::Sold { item, .. } => Self::new(Mark::Square, Role::Moss, Detail::Good(*item)),
            Message::NoSeller { .. } => Self::new(Mark::Square, Role::Madder, Detail::Bar),
            Message::Notice(_) => Self::new(Mark::Letter, Role::Moss, Detail::Flap),
            Message::Noted { .. } => Self::answer(Mark::Letter, Role::Moss, Detail::Flap),
        }
    }

    /// Its radius as a part of an ordinary message's: checks and OKs are quiet.
    const fn size(self) -> f64 {
        match (self.mark, self.role) {
            (Mark::Disc, Role::Soft) => 0.55,
            (Mark::Down, _) => 0.75,
            (Mark::Square, _) => 1.15,
            _ => 1.0,
        }
    }
}

/// The messages that are drawn, and where.
pub fn sights<'a>(
    view: &View<'a>,
    layout: &'a Layout,
) -> impl Iterator<Item = Sight<'a>> + use<'a> {
    let (now, still) = (view.now, view.reduced_motion);
    view.world.in_flight().take(MOST).map(move |envelope| {
        let way = Way::between(layout, envelope.from, envelope.to);
        let stands = still || envelope.due_at == Instant::NEVER;
        let part = elapsed(envelope.sent_at, envelope.due_at, now);
        let part = if stands { STANDS_AT } else { part };
        Sight { envelope, way, part, at: way.at(part) }
    })
}

/// The messages where they are drawn: those that would hide each other are in a line.
pub fn drawn<'a>(view: &View<'a>, layout: &'a Layout) -> Vec<Sight<'a>> {
    let mut sights: Vec<_> = sights(view, layout).collect();
    if sights.len() <= CROWD {
        line_up(&mut sights, radius(layout));
    }
    sights
}

pub(super) fn draw(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    let sights = drawn(view, layout);
    lost::crosses(view, layout, pen);
    if sights.len() > CROWD {
        return swarm::draw(view, &sights, pen);
    }
    let stalls = layout.seats.first().is_some_and(|seat| seat.level == Level::Stall);
    let labelled = stalls && sights.len() <= LABELLED;
    let radius = radius(layout);
    for sight in &sights {
        let brief = sight.envelope.cargo.brief();
        trail(sight, Look::of(&brief), layout, radius, pen);
    }
    for sight in &sights {
        let brief = sight.envelope.cargo.brief();
        let mut pen = pen.faded(presence(sight));
        if labelled {
            label(view, sight, brief.name(), radius, &mut pen);
        }
        let picked = view.picked == Some(sight.envelope.id);
        let look = Look::of(&brief);
        if touched::is_copy(sight.envelope, &sights) {
            touched::twin(look, &mut pen.moved(sight.at, radius));
        }
        seal(view.scenario, look, picked, &mut pen.moved(sight.at, radius));
        if sight.envelope.held {
            touched::barrier(sight, radius, &mut pen);
        }
    }
}

/// Messages that would hide each other, because they left and arrive together, go in a line.
fn line_up(sights: &mut [Sight<'_>], radius: f64) {
    for i in 1..sights.len() {
        let (before, rest) = sights.split_at_mut(i);
        let sight = &mut rest[0];
        let link = |s: &Sight<'_>| (s.envelope.from, s.envelope.to);
        let ahead = before.iter().rev().find(|other| link(other) == link(sight));
        let step = 2.3 * radius / sight.way.length().max(1.0);
        if let Some(ahead) = ahead.filter(|other| sight.part > other.part - step) {
            sight.part = (ahead.part - step).max(0.0);
            sight.at = sight.way.at(sight.part);
        }
    }
}

/// The radius of an ordinary message, in px.
fn radius(layout: &Layout) -> f64 {
    match layout.seats.first() {
        Some(seat) if seat.level >= Level::Booth => (9.0 * seat.scale).clamp(6.5, 10.5),
        Some(seat) => (seat.area.w / 4.0).clamp(3.0, 6.5),
        None => 6.0,
    }
}

/// A message that will be lost fades on the second half of its way.
fn presence(sight: &Sight<'_>) -> f64 {
    match sight.envelope.loss {
        Some(_) => 1.0 - 0.8 * ((sight.part - 0.4) / 0.6).clamp(0.0, 1.0),
        None => 1.0,
    }
}

/// Among many peers, where no links are drawn, a hairline shows the message's whole way.
fn trail(sight: &Sight<'_>, look: Look, layout: &Layout, radius: f64, pen: &mut Pen<'_>) {
    let role = if sight.envelope.loss.is_some() { Role::Madder } else { look.role };
    if layout.seats.first().is_some_and(|seat| seat.level < Level::Booth) {
        pen.curve(sight.way.piece(0.0, 1.0), line(some(role, 0.22), 1.0));
    }
    let reach = 4.5 * radius * look.size() / sight.way.length().max(1.0);
    let tail = |length: f64| sight.way.piece((sight.part - reach * length).max(0.0), sight.part);
    pen.curve(tail(1.0), line(some(role, 0.3), radius * 0.16));
    pen.curve(tail(0.6), line(some(role, 0.35), radius * 0.24));
}

/// Draws the message itself, with a radius of 1 around the origin.
pub(super) fn seal(scenario: &Scenario, look: Look, picked: bool, pen: &mut Pen<'_>) {
    let middle = Point::new(0.0, 0.0);
    let style = if look.hollow {
        both(full(Role::Canvas), line(full(look.role), 0.28))
    } else {
        both(full(look.role), line(full(Role::Ground), 0.3))
    };
    if picked {
        pen.circle(middle, 1.9, both(some(Role::Woad, 0.15), line(full(Role::Woad), 0.22)));
    }
    pen.mark(look.mark, middle, look.size(), style);
    let ink = if look.hollow { look.role } else { Role::OnColour };
    detail(scenario, look.detail, ink, &mut pen.moved(middle, look.size()));
}

fn detail(scenario: &Scenario, detail: Detail, ink: Role, pen: &mut Pen<'_>) {
    let at = Point::new;
    let scratch = line(full(ink), 0.22);
    match detail {
        Detail::Plain => {}
        Detail::Ring => pen.circle(at(0.0, 0.0), 0.48, scratch),
        Detail::Dot => pen.circle(at(0.0, 0.0), 0.3, full(ink)),
        Detail::Bar => pen.line(at(-0.45, 0.0), at(0.45, 0.0), line(full(ink), 0.34)),
        Detail::Flap => {
            pen.line(at(-1.0, -0.55), at(0.0, 0.2), scratch);
            pen.line(at(0.0, 0.2), at(1.0, -0.55), scratch);
        }
        Detail::Planks => {
            pen.line(at(-0.8, -0.32), at(0.8, -0.32), scratch);
            pen.line(at(-0.8, 0.32), at(0.8, 0.32), scratch);
        }
        Detail::Good(item) => {
            let glyph = Glyph::of_good(scenario.item_name(item));
            pen.draw(glyph, at(-0.72, -0.72), 0.06, line(full(ink), 0.16));
        }
    }
}

/// The message's name beside it, on the outside of its bow; it fades near the seats.
fn label(view: &View<'_>, sight: &Sight<'_>, name: &'static str, radius: f64, pen: &mut Pen<'_>) {
    let near = sight.part.min(1.0 - sight.part) * sight.way.length();
    let alpha = ((near - 12.0) / 18.0).clamp(0.0, 1.0);
    if alpha <= 0.0 {
        return;
    }
    let Way { from, to, .. } = sight.way;
    let length = sight.way.length().max(1e-9);
    let right = Point::new((from.y - to.y) / length, (to.x - from.x) / length);
    let anchor = match right.x {
        x if x > 0.4 => Anchor::Start,
        x if x < -0.4 => Anchor::End,
        _ => Anchor::Middle,
    };
    let (aside, font) = (radius + 6.0, Font { face: Face::Sans, size: 10.0, bold: false, anchor });
    let at = sight.at.offset(right.x * aside, right.y * (aside + 2.0) + 3.5);
    pen.caption(inside(view, at, name, &font), name, font, some(Role::Soft, alpha));
}

/// The place nearest to `at` where no letter of the text leaves the picture.
fn inside(view: &View<'_>, at: Point, text: &str, font: &Font) -> Point {
    let width = text_width(text, font.size);
    let (left, right) = match font.anchor {
        Anchor::Start => (0.0, width),
        Anchor::Middle => (width / 2.0, width / 2.0),
        Anchor::End => (width, 0.0),
    };
    let x = at.x.min(view.width - 2.0 - right).max(2.0 + left);
    Point::new(x, at.y.min(view.height - 3.0).max(font.size))
}
