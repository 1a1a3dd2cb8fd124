//! More messages than can be told apart: each kind is one shape with many places.

use super::{Look, Sight};
use crate::scene::View;
use crate::scene::palette::Role;
use crate::scene::pen::{Pen, full, line, some};
use crate::scene::shape::{Mark, Point, Style};

/// Where all messages of one look are.
struct Kind {
    look: Look,
    at: Vec<Point>,
}

pub(super) fn draw(view: &View<'_>, sights: &[Sight<'_>], pen: &mut Pen<'_>) {
    let mut kinds: Vec<Kind> = Vec::new();
    for sight in sights {
        let look = look(sight);
        match kinds.iter_mut().find(|kind| kind.look == look) {
            Some(kind) => kind.at.push(sight.at),
            None => kinds.push(Kind { look, at: vec![sight.at] }),
        }
    }
    let radius = if sights.len() > 600 { 2.6 } else { 3.6 };
    for Kind { look, at } in kinds {
        pen.marks(look.mark, at, radius, style(look));
    }
    for sight in sights.iter().filter(|sight| view.picked == Some(sight.envelope.id)) {
        pen.circle(sight.at, radius * 2.4, line(full(Role::Woad), 2.0));
    }
}

/// Details are too small to be seen; what will be lost has a look of its own.
fn look(sight: &Sight<'_>) -> Look {
    let look = Look::of(&sight.envelope.cargo.brief());
    let detail = super::Detail::Plain;
    if sight.envelope.loss.is_some() && sight.part > 0.5 {
        return Look { mark: Mark::Cross, role: Role::Madder, hollow: false, detail };
    }
    Look { detail, ..look }
}

fn style(look: Look) -> Style {
    if look.hollow { line(some(look.role, 0.85), 1.1).into() } else { some(look.role, 0.85).into() }
}
