//! What a pointer and a wheel do.

use crate::act::Act;
use crate::panels::diagram::grip::{self, Held, Pull};
use crate::panels::diagram::{Diagram, Drag, Props, ZOOM, deliver, words};
use crate::scene::diagram::plot::Hit;
use crate::scene::diagram::target::Target;
use crate::scene::diagram::window::Axis;
use crate::scene::shape::Point;
use trading_post::id::MessageId;
use trading_post::time::Instant;
use web_sys::{Element, HtmlElement, PointerEvent, WheelEvent};
use yew::prelude::*;

impl Diagram {
    pub(super) fn down(&mut self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let at = grip::place(event);
        let held = match self.plot.hit(at) {
            Some(Hit::Head(message)) => Held::Head(message),
            Some(Hit::Event(_) | Hit::Way(_)) | None => Held::Ground,
        };
        self.grip.take(event.pointer_id(), at, held);
        self.tip = None;
        if let Some(canvas) = self.lanes.canvas.cast::<Element>() {
            // Without it, a pointer that leaves the canvas lets go.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    }

    pub(super) fn moved(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let at = grip::place(event);
        let props = ctx.props();
        match self.grip.pull(event.pointer_id(), at) {
            Pull::None if self.grip.holds() => return false,
            Pull::None => return self.hover(ctx, at),
            Pull::Pan(right, down) => {
                let (now, end) = self.ends(props);
                let frame = &self.plot.frame;
                self.camera.pan(-right / (frame.right - frame.left), now, end);
                self.scroll_by(-down);
            }
            Pull::Pinch { at, times, by } => {
                let (now, end) = self.ends(props);
                let frame = self.plot.frame;
                self.camera.pan(-by / (frame.right - frame.left), now, end);
                self.camera.zoom(frame.part(at.x), times, now, end);
            }
            Pull::Head(message, to) => self.drag(props, message, to),
        }
        self.request_frame(ctx);
        self.drag.is_some()
    }

    fn scroll_by(&self, down: f64) {
        if let Some(room) = self.room.cast::<Element>() {
            #[expect(clippy::cast_possible_truncation, reason = "a screen is small")]
            room.set_scroll_top((f64::from(room.scroll_top()) + down).round() as i32);
        }
    }

    /// Shows what the pointer is on. Says whether that has changed.
    fn hover(&mut self, ctx: &Context<Self>, at: Point) -> bool {
        let hit = self.plot.hit(at);
        if hit == self.hovered {
            return false;
        }
        self.hovered = hit;
        let words = hit.map(|hit| ctx.props().lab.look(|lab| words::hit(lab, hit)));
        self.tip = words.map(|words| (at, words.into()));
        self.request_frame(ctx);
        true
    }

    /// A message under way is dragged along its receiver's lane.
    fn drag(&mut self, props: &Props, message: MessageId, to: Point) {
        let dropped = self.plot.frame.value(self.camera.window, to.x);
        let drag = props.lab.look(|lab| {
            let at = Instant(micros(dropped));
            let target = Target::of(lab.world(), message, at)?;
            let refused = match self.camera.window.axis {
                Axis::Time => lab.world().possible(&target.act()).err().map(|why| why.to_string()),
                Axis::Depth => Some("only on the axis of time".to_owned()),
            };
            Some(Drag { target, refused })
        });
        self.tip = drag.as_ref().map(|drag| {
            let words = match &drag.refused {
                None => format!("Let it arrive {}", drag.target.words()),
                Some(why) => format!("Not possible: {why}"),
            };
            (to, words.into())
        });
        self.drag = drag;
    }

    pub(super) fn up(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let moved = self.grip.moved();
        let Some(_held) = self.grip.release(event.pointer_id()) else {
            return false;
        };
        self.tip = None;
        self.request_frame(ctx);
        if let Some(drag) = self.drag.take() {
            ctx.props().on_act.emit(match drag.refused {
                None => Act::Intervene(drag.target.act()),
                Some(why) => Act::Complain(format!("Not possible now: {why}")),
            });
        } else if !moved && let Some(hit) = self.plot.hit(grip::place(event)) {
            self.choose(ctx, hit, event.shift_key());
        }
        true
    }

    pub(super) fn gone(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        if event.type_() == "pointercancel" {
            self.grip.release(event.pointer_id());
            self.drag = None;
        }
        let had = self.tip.take().is_some() || self.hovered.take().is_some();
        self.request_frame(ctx);
        had
    }

    /// A second click delivers a message under way; on the ground, it shows more of it.
    pub(super) fn double(&mut self, ctx: &Context<Self>, event: &MouseEvent) {
        let at = Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
        match self.plot.hit(at) {
            Some(Hit::Head(message)) => ctx.props().on_act.emit(deliver(message)),
            Some(Hit::Event(_) | Hit::Way(_)) => {}
            None => {
                let (now, end) = self.ends(ctx.props());
                self.camera.zoom(self.plot.frame.part(at.x), ZOOM * ZOOM, now, end);
            }
        }
    }

    /// Pans or zooms, as [`wheel_is_taken`] has it.
    pub(super) fn turn_wheel(&mut self, props: &Props, event: &WheelEvent) {
        let (right, down) = (event.delta_x(), event.delta_y());
        let frame = self.plot.frame;
        let (now, end) = self.ends(props);
        if pans(event) {
            let by = if right == 0.0 { down } else { right };
            self.camera.pan(by / (frame.right - frame.left), now, end);
        } else {
            let part = frame.part(f64::from(event.offset_x())).clamp(0.0, 1.0);
            self.camera.zoom(part, (-down.clamp(-150.0, 150.0) * 0.004).exp(), now, end);
        }
    }

    /// Shows what is around a place in the map.
    pub(super) fn map_to(&mut self, props: &Props, event: &PointerEvent) {
        if event.buttons() & 1 == 0 {
            return;
        }
        if event.type_() == "pointerdown"
            && let Some(canvas) = self.map.canvas.cast::<Element>()
        {
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        let (now, end) = self.ends(props);
        if let Some((_, whole)) = &self.whole {
            self.camera.centre(whole.value(f64::from(event.offset_x())), now, end);
        }
    }
}

/// Whether a wheel over the lanes does something to them: Ctrl makes it zoom, and so does the focus where all
/// lanes are in sight; Shift, or a sideways wheel, pans. Otherwise the page scrolls.
pub(super) fn wheel_is_taken(room: &HtmlElement, event: &WheelEvent) -> bool {
    let fits = room.client_height() + 1 >= room.scroll_height();
    let has_focus = || room.matches(":focus-within").unwrap_or(false);
    event.ctrl_key() || pans(event) || fits && has_focus()
}

fn pans(event: &WheelEvent) -> bool {
    let sideways = event.shift_key() || event.delta_x().abs() > event.delta_y().abs();
    sideways && !event.ctrl_key()
}

/// A whole number of microseconds, none below zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
fn micros(value: f64) -> u64 {
    value.clamp(0.0, 1e18) as u64
}
