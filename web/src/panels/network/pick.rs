//! What a place of the picture means, and its menu.

use crate::act::{Act, Look};
use crate::panels::menu::{Of, OpenMenu};
use crate::panels::network::{Msg, Network, with_view};
use crate::scene::shape::Point;
use crate::scene::{link_at, message_at};
use crate::subject::Subject;
use yew::prelude::*;

impl Network {
    pub(super) fn menu(&self, ctx: &Context<Self>) -> Html {
        let (props, on_close) = (ctx.props(), ctx.link().callback(Msg::CloseMenu));
        let view = |menu: &OpenMenu| menu.view(&props.lab, &props.on_act, on_close);
        self.menu.as_ref().map_or_else(Html::default, view)
    }

    pub(super) fn open_menu(&mut self, ctx: &Context<Self>, subject: Subject, at: Point) -> bool {
        self.menu = Some(OpenMenu::open(Of::Thing(subject), at, &ctx.props().on_act));
        true
    }

    pub(super) fn close_menu(&mut self, back: bool) -> bool {
        self.menu.take().map(|menu| menu.close(back)).is_some()
    }

    /// What is meant by a place of the picture: a message under way, or a link.
    pub(super) fn subject_at(&self, ctx: &Context<Self>, place: Point) -> Option<Subject> {
        with_view(ctx.props(), self.painting.size(), |view| {
            let message = message_at(view, place).map(Subject::Message);
            message.or_else(|| link_at(view, place).map(|(a, b)| Subject::Link(a, b)))
        })
    }

    /// Looks at what is at this place. Says whether a menu was open.
    pub(super) fn pick(&mut self, ctx: &Context<Self>, event: &MouseEvent) -> bool {
        let ends_a_line = std::mem::take(&mut self.drawn);
        if let Some(subject) = self.subject_at(ctx, place_of(event)).filter(|_| !ends_a_line) {
            ctx.props().on_act.emit(Act::Look(Look::Inspect(subject)));
        }
        self.close_menu(false)
    }
}

/// Where in the picture a mouse is.
pub fn place_of(event: &MouseEvent) -> Point {
    Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()))
}
