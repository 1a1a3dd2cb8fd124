//! A stall: an awning that tells the role, what is sold or wished for, the id, the clock on the
//! counter, slips for requests, and marks for what state it is in. Drawn on 104 by 88.

use crate::scene::View;
use crate::scene::figure::{Drawing, Figure};
use crate::scene::glyph::Glyph;
use crate::scene::guise::{Guise, State, Ware};
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, both, broken, font, full, line, some};
use crate::scene::seats::STALL;
use crate::scene::shape::{Area, Dash, Face, Mark, Paint, Point};
use trading_post::peer::Peer;

/// With more peers than this, a counter is too narrow for their clock.
const CLOCK_MAX: usize = 8;
/// So many slips lie on a counter at most; for the others there is a number.
const SLIPS: usize = 4;
/// Where they lie, with that number.
const SLIPS_ROOM: Area = Area { x: 69.0, y: 70.5, w: 40.0, h: 12.0 };
/// Where the widest tag of a seller lies.
const TAG: Area = Area { x: 28.0, y: 48.0, w: 29.0, h: 14.5 };
const ORIGIN: Point = Point::new(0.0, 0.0);

/// Draws a peer's stall. `fine` is whether there is room for what is small on it.
pub(super) fn draw(view: &View<'_>, guise: &Guise<'_>, fine: bool, pen: &mut Pen<'_>) {
    if view.selected == Some(guise.id) {
        let frame = Area { x: -5.0, y: -5.0, w: STALL.0 + 10.0, h: STALL.1 + 9.0 };
        pen.rect(frame, 10.0, both(some(Role::Woad, 0.1), line(full(Role::Woad), 2.4)));
    }
    if let State::Crashed(_) = guise.state {
        return pen.group(ROOM, |pen| ruin(view, guise, pen));
    }
    pen.group(ROOM, |pen| booth(view, guise, pen));
    pen.group(TAG, |pen| stock(guise, pen));
    if fine {
        clock(view, guise, pen);
        pen.group(SLIPS_ROOM, |pen| slips(guise, pen));
    }
    badge(guise, pen);
}

/// Where a booth or a ruin lies, with its outlines.
const ROOM: Area = Area { x: -6.0, y: -20.0, w: 118.0, h: 114.0 };

/// What a stall is made of, and what is not counted on it.
fn booth(view: &View<'_>, guise: &Guise<'_>, pen: &mut Pen<'_>) {
    frame(guise, pen);
    goods(view, guise, pen);
    counter(pen);
    awning(guise, pen);
    medallion(guise, pen);
}

/// Posts, and the cloth at the back.
fn frame(guise: &Guise<'_>, pen: &mut Pen<'_>) {
    pen.ellipse(Point::new(52.0, 87.0), 54.0, 4.5, some(Role::Shade, 0.13));
    let back = Area { x: 9.0, y: 14.0, w: 86.0, h: 54.0 };
    pen.rect(back, 1.0, both(full(Role::Canvas), line(full(Role::Rule), 1.0)));
    if guise.state == State::Electing {
        pen.rect(back, 1.0, some(Role::Ochre, 0.16));
    }
    pen.rect(Area { x: 9.0, y: 24.0, w: 86.0, h: 10.0 }, 0.0, some(Role::Shade, 0.07));
    for x in [6.0, 94.0] {
        pen.rect(Area { x, y: 16.0, w: 4.0, h: 70.0 }, 1.0, full(Role::WoodDim));
    }
}

fn counter(pen: &mut Pen<'_>) {
    let front = Area { x: 4.0, y: 66.0, w: 96.0, h: 20.5 };
    pen.rect(front, 2.0, full(Role::Canvas));
    pen.rect(front, 2.0, both(some(Role::Wood, 0.38), line(some(Role::WoodDim, 0.7), 1.0)));
    let board = Area { x: 1.0, y: 62.5, w: 102.0, h: 5.0 };
    pen.rect(board, 2.0, both(full(Role::Wood), line(full(Role::WoodDim), 0.9)));
}

fn awning(guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let role = guise.role();
    pen.draw(Figure::Awning, Point::new(0.0, 2.5), 1.0, some(Role::Shade, 0.16));
    pen.draw(Figure::Awning, ORIGIN, 1.0, full(role));
    pen.draw(Figure::Stripes, ORIGIN, 1.0, some(Role::Canvas, 0.34));
    pen.draw(Figure::Seams, ORIGIN, 1.0, line(some(Role::Shade, 0.2), 1.0));
    pen.draw(Figure::Awning, ORIGIN, 1.0, line(some(Role::Shade, 0.3), 0.9));
    if guise.desk().is_some() {
        for x in [13.0, 91.0] {
            pen.line(Point::new(x, 3.0), Point::new(x, -8.0), line(full(Role::WoodDim), 1.5));
            pen.draw(Figure::Pennant, Point::new(x, -8.5), 0.72, full(Role::Ochre));
        }
    }
}

/// What lies on the counter: a good, a basket with a wish, or the trader's helmet.
fn goods(view: &View<'_>, guise: &Guise<'_>, pen: &mut Pen<'_>) {
    if guise.desk().is_some() {
        return glyph(Glyph::Helmet, Role::Ochre, Point::new(12.0, 26.0), 1.56, pen);
    }
    match guise.ware {
        Ware::Sells { item, .. } => {
            let good = Glyph::of_good(view.scenario.item_name(item));
            glyph(good, Role::Moss, Point::new(11.5, 25.0), 1.62, pen);
        }
        Ware::Wants { item, .. } => {
            let good = Glyph::of_good(view.scenario.item_name(item));
            basket(good, pen);
        }
    }
}

/// How many pieces a seller has left, on a tag that stands on the counter's board.
fn stock(guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let (None, Ware::Sells { left, .. }) = (guise.desk(), guise.ware) else {
        return;
    };
    let text = if left > 99 { "99+".to_owned() } else { left.to_string() };
    let w = 7.0 + 6.5 * text.len() as f64;
    let tag = Area { x: 56.0 - w, y: 49.0, w, h: 12.5 };
    pen.rect(tag, 2.5, both(full(Role::Canvas), line(full(Role::Soft), 1.0)));
    let place = tag.centre().offset(0.0, 3.7);
    pen.text(place, text, font(Face::Sans, 10.5, true), full(Role::Ink));
}

/// The wished-for good looks out of the basket.
fn basket(good: Glyph, pen: &mut Pen<'_>) {
    glyph(good, Role::Woad, Point::new(15.5, 24.5), 1.32, pen);
    let (at, scale) = (Point::new(13.0, 29.5), 1.5);
    pen.draw(Figure::Basket, at, scale, full(Role::Canvas));
    let style = both(some(Role::Wood, 0.75), line(full(Role::Ink), 1.5));
    pen.draw(Figure::Basket, at, scale, style);
    pen.draw(Figure::Weave, at, scale, line(some(Role::Ink, 0.55), 1.1));
}

/// A glyph: its lines upon a tint of its body.
fn glyph(glyph: Glyph, tint: Role, at: Point, scale: f64, pen: &mut Pen<'_>) {
    pen.draw(Drawing::Body(glyph), at, scale, some(tint, 0.3));
    pen.draw(glyph, at, scale, line(full(Role::Ink), 1.5));
}

/// Where the id stands.
const MEDAL: (Point, f64) = (Point::new(74.0, 44.5), 15.5);

/// The id on a disc.
fn medallion(guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let (middle, radius) = MEDAL;
    pen.circle(middle, radius, both(full(Role::Canvas), line(full(Role::Rule), 2.6)));
    number(guise, middle, full(Role::Ink), pen);
}

/// The ring around the id that runs down for the timer.
pub(super) fn fuse(view: &View<'_>, guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let (middle, radius) = MEDAL;
    if let Some(fuse) = guise.fuse(view.now) {
        pen.arc(middle, radius, fuse.left, line(full(fuse.role), 3.2));
    }
}

fn number(guise: &Guise<'_>, middle: Point, paint: Paint, pen: &mut Pen<'_>) {
    let size = if guise.id.0 < 10 { 23.0 } else { 18.0 };
    let text = guise.id.to_string();
    pen.text(middle.offset(0.0, size * 0.34), text, font(Face::Serif, size, true), paint);
}

/// A bar for each entry, against the largest of all; the own one stands out.
fn clock(view: &View<'_>, guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let Some(clock) = guise.node.peer().map(Peer::clock) else {
        return;
    };
    let n = view.scenario.peers.len();
    if n > CLOCK_MAX {
        return;
    }
    let most = clock.iter().max().unwrap_or(0).max(1);
    let step = 58.0 / n as f64;
    for (i, entry) in clock.iter().enumerate() {
        let h = (14.0 * f64::from(entry) / f64::from(most)).max(1.0);
        let own = i == guise.id.index();
        let paint = if own { full(Role::Ochre) } else { some(Role::Soft, 0.62) };
        let bar = Area { x: 8.5 + step * i as f64, y: 84.5 - h, w: step * 0.72, h };
        pen.rect(bar, 0.0, paint);
    }
}

/// A slip a request: the asker has its open one, the trader all that wait; the one that is being
/// served comes first and is ochre.
fn slips(guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let (served, waiting) = match (guise.desk(), guise.ware) {
        (Some(desk), _) => (desk.serving().is_some(), desk.queue().tickets().len()),
        (None, Ware::Wants { open, .. }) => (false, usize::from(open)),
        (None, Ware::Sells { .. }) => (false, 0),
    };
    let all = waiting + usize::from(served);
    let shown = if all > SLIPS { SLIPS - 1 } else { all };
    for i in 0..shown {
        let area = Area { x: 70.0 + 7.2 * i as f64, y: 71.5, w: 5.4, h: 10.0 };
        let paint = if served && i == 0 { Role::Ochre } else { Role::Canvas };
        pen.rect(area, 0.8, both(full(paint), line(full(Role::Soft), 0.9)));
    }
    if all > shown {
        let font = font(Face::Sans, 8.5, true);
        let more = format!("+{}", all - shown);
        pen.text(Point::new(95.0, 80.0), more, font, full(Role::Ink));
    }
}

/// A sign for the state, so that it never hangs on colour alone.
fn badge(guise: &Guise<'_>, pen: &mut Pen<'_>) {
    match guise.state {
        State::Electing => {
            sign(Role::Ochre, pen).mark(Mark::Up, ORIGIN, 6.2, full(Role::OnColour));
        }
        State::Opening => sign_glyph(Glyph::Stone, &mut sign(Role::Ochre, pen)),
        State::Paused(_) => {
            pen.rect(Area { x: 4.0, y: 30.0, w: 96.0, h: 56.0 }, 3.0, some(Role::Ground, 0.45));
            let ice = both(full(Role::Canvas), line(some(Role::Woad, 0.8), 0.9));
            pen.draw(Figure::Icicles, ORIGIN, 1.0, ice);
            sign_glyph(Glyph::Pause, &mut sign(Role::Woad, pen));
        }
        State::Trading | State::Seeking | State::Leading(_) | State::Crashed(_) => {}
    }
}

/// A round sign that hangs before the awning; the pen's coordinates then begin at its middle.
fn sign<'a>(role: Role, pen: &'a mut Pen<'_>) -> Pen<'a> {
    let middle = Point::new(52.0, 9.0);
    pen.circle(middle, 12.5, both(full(role), line(full(Role::Ground), 2.2)));
    pen.moved(middle, 1.0)
}

fn sign_glyph(glyph: Glyph, pen: &mut Pen<'_>) {
    let at = Point::new(-8.4, -8.4);
    pen.draw(Drawing::Body(glyph), at, 0.7, some(Role::OnColour, 0.35));
    pen.draw(glyph, at, 0.7, line(full(Role::OnColour), 1.5));
}

/// A crashed peer's stall: what stood is drawn in dashes, the awning has come down.
fn ruin(view: &View<'_>, guise: &Guise<'_>, pen: &mut Pen<'_>) {
    let dashes = broken(full(Role::Stone), 1.3, Dash::Dashed);
    pen.rect(
        Area { x: 9.0, y: 14.0, w: 86.0, h: 50.0 },
        1.0,
        both(some(Role::Canvas, 0.5), dashes),
    );
    pen.rect(
        Area { x: 3.0, y: 64.0, w: 98.0, h: 22.0 },
        2.0,
        both(some(Role::Canvas, 0.5), dashes),
    );
    goods(view, guise, &mut pen.faded(0.3));
    stock(guise, &mut pen.faded(0.3));
    pen.draw(Figure::FallenAwning, Point::new(0.0, 2.5), 1.0, some(Role::Shade, 0.14));
    pen.draw(Figure::FallenAwning, ORIGIN, 1.0, full(Role::Stone));
    pen.draw(Figure::FallenStripes, ORIGIN, 1.0, some(Role::Canvas, 0.25));
    pen.draw(Figure::FallenAwning, ORIGIN, 1.0, line(some(Role::Shade, 0.4), 1.0));
    let middle = Point::new(74.0, 44.5);
    pen.circle(middle, 15.5, both(full(Role::Canvas), dashes));
    number(guise, middle, full(Role::Soft), pen);
    let at = Point::new(16.0, 65.0);
    pen.draw(Glyph::Cross, at, 0.86, line(full(Role::Madder), 3.2));
}
