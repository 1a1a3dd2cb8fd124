//! The peers, at whatever size there is room for: stalls and booths, tokens, dots.

use crate::scene::View;
use crate::scene::figure::Drawing;
use crate::scene::glyph::Glyph;
use crate::scene::guise::{Guise, State, Ware};
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, broken, font, full, line, some};
use crate::scene::seats::{Layout, Level, Seat, caption_line, caption_size};
use crate::scene::shape::{Area, Dash, Face, Mark, Point, Style, text_width};
use crate::scene::stall;

/// From this scale on a stall shows what is small on it.
const FINE: f64 = 0.55;

pub(super) fn draw(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    let mut dots = Vec::new();
    for seat in &layout.seats {
        let guise = Guise::of(seat.peer, view.world.node(seat.peer));
        match seat.level {
            Level::Stall | Level::Booth => market_stall(view, &guise, seat, pen),
            Level::Token => pen.group(token_area(seat), |pen| token(&guise, seat, pen)),
            Level::Dot => dot(&guise, seat, &mut dots),
        }
    }
    for (look, places) in dots {
        pen.marks(look.mark, places, look.radius, look.style());
    }
    let chosen = view.selected.and_then(|peer| layout.seats.get(peer.index()));
    if let Some(seat) = chosen.filter(|seat| seat.level < Level::Booth) {
        let radius = seat.area.w / 2.0 + 3.0;
        pen.circle(seat.area.centre(), radius, line(full(Role::Woad), 2.2));
    }
}

fn market_stall(view: &View<'_>, guise: &Guise<'_>, seat: &Seat, pen: &mut Pen<'_>) {
    let Area { x, y, .. } = seat.area;
    let fine = seat.scale >= FINE;
    stall::draw(view, guise, fine, &mut pen.moved(Point::new(x, y), seat.scale));
    if seat.level == Level::Stall {
        captions(view, guise, seat, pen);
    }
}

fn captions(view: &View<'_>, guise: &Guise<'_>, seat: &Seat, pen: &mut Pen<'_>) {
    let (size, line) = (caption_size(seat.scale), caption_line(seat.scale));
    let below = seat.area.y + seat.area.h + 4.0 * seat.scale;
    let at = Point::new(seat.area.centre().x, below + line * 0.85);
    let font = font(Face::Sans, size, false);
    let [long, short] = guise.lines(view);
    let text = if text_width(&long, size) <= seat.room.w { long } else { short };
    let role = if matches!(guise.state, State::Crashed(_)) { Role::Madder } else { Role::Ink };
    pen.caption(at, text, font, full(role));
    pen.caption(at.offset(0.0, line), guise.money(), font, full(Role::Soft));
}

/// Where a token lies, with the sign above it.
fn token_area(seat: &Seat) -> Area {
    let (middle, radius) = (seat.area.centre(), seat.area.w / 2.0);
    Area::around(middle, radius * 3.0 + 4.0, radius * 3.4 + 4.0)
}

/// A token is round for a buyer and square for a seller.
fn token(guise: &Guise<'_>, seat: &Seat, pen: &mut Pen<'_>) {
    let (middle, radius) = (seat.area.centre(), seat.area.w / 2.0);
    let down = matches!(guise.state, State::Crashed(_));
    let style = if down {
        both(full(Role::Ground), broken(full(Role::Stone), 1.3, Dash::Dashed))
    } else {
        both(full(guise.role()), line(full(Role::Ground), 1.5))
    };
    let square = matches!(guise.ware, Ware::Sells { .. }) && guise.desk().is_none();
    let half = radius * 0.84;
    if square {
        pen.rect(Area::around(middle, half * 2.0, half * 2.0), radius * 0.25, style);
    } else {
        pen.circle(middle, radius * 0.92, style);
    }
    let size = (radius * 0.95).clamp(7.0, 17.0);
    let ink = if down { Role::Soft } else { Role::OnColour };
    let text = font(Face::Serif, size, true);
    pen.text(middle.offset(0.0, size * 0.35), guise.id.to_string(), text, full(ink));
    token_sign(guise, middle, radius, pen);
}

/// What state a token's peer is in, as a sign above it.
fn token_sign(guise: &Guise<'_>, at: Point, radius: f64, pen: &mut Pen<'_>) {
    let above = at.offset(0.0, -radius * 0.95);
    let edge = line(full(Role::Ground), 1.2);
    match guise.state {
        State::Electing => pen.mark(Mark::Up, above, radius * 0.4, both(full(Role::Ochre), edge)),
        State::Opening | State::Leading(_) => {
            pen.mark(Mark::Crown, above, radius * 0.5, both(full(Role::Ochre), edge));
        }
        State::Paused(_) => {
            let style = both(full(Role::Ground), line(full(Role::Woad), 1.2));
            pen.circle(above, radius * 0.45, style);
            let (corner, scale) = (radius * 0.36, radius * 0.03);
            let bars = Drawing::Body(Glyph::Pause);
            pen.draw(bars, above.offset(-corner, -corner), scale, full(Role::Woad));
        }
        State::Crashed(_) => {
            pen.mark(Mark::Cross, above, radius * 0.38, both(full(Role::Madder), edge));
        }
        State::Trading | State::Seeking => {}
    }
}

/// The rings that run down for the peers' timers.
pub(super) fn fuses(view: &View<'_>, layout: &Layout, pen: &mut Pen<'_>) {
    for seat in &layout.seats {
        let guise = Guise::of(seat.peer, view.world.node(seat.peer));
        match seat.level {
            Level::Stall | Level::Booth => {
                let corner = Point::new(seat.area.x, seat.area.y);
                stall::fuse(view, &guise, &mut pen.moved(corner, seat.scale));
            }
            Level::Token => token_fuse(view, &guise, seat, pen),
            Level::Dot => {}
        }
    }
}

fn token_fuse(view: &View<'_>, guise: &Guise<'_>, seat: &Seat, pen: &mut Pen<'_>) {
    let radius = seat.area.w / 2.0;
    if let Some(fuse) = guise.fuse(view.now).filter(|_| radius > 12.0) {
        let stroke = line(some(fuse.role, 0.85), 2.0);
        pen.arc(seat.area.centre(), radius + 1.0, fuse.left, stroke);
    }
}

/// How a dot looks.
#[derive(Clone, Copy, PartialEq, Debug)]
struct DotLook {
    mark: Mark,
    role: Role,
    hollow: bool,
    radius: f64,
}

impl DotLook {
    fn style(self) -> Style {
        if self.hollow { line(full(self.role), 1.0).into() } else { full(self.role).into() }
    }
}

/// Adds a dot to those that look the same.
fn dot(guise: &Guise<'_>, seat: &Seat, dots: &mut Vec<(DotLook, Vec<Point>)>) {
    let (mark, hollow) = match (guise.state, guise.ware) {
        (State::Crashed(_), _) => (Mark::Cross, false),
        (State::Opening | State::Leading(_), _) => (Mark::Crown, false),
        (State::Electing, _) => (Mark::Up, false),
        (State::Paused(_), Ware::Sells { .. }) => (Mark::Square, true),
        (State::Paused(_), Ware::Wants { .. }) => (Mark::Disc, true),
        (State::Trading | State::Seeking, Ware::Sells { .. }) => (Mark::Square, false),
        (State::Trading | State::Seeking, Ware::Wants { .. }) => (Mark::Disc, false),
    };
    let grown = if mark == Mark::Crown { 2.0 } else { 0.9 };
    let role = if mark == Mark::Cross { Role::Madder } else { guise.role() };
    let look = DotLook { mark, role, hollow, radius: seat.area.w / 2.0 * grown };
    let place = seat.area.centre();
    match dots.iter_mut().find(|(known, _)| *known == look) {
        Some((_, places)) => places.push(place),
        None => dots.push((look, vec![place])),
    }
}
