//! The slider of moments. The browser has it for the keyboard and for assistive programs; a pointer that
//! drags it is followed here, and its thumb is moved here: the browser would lay it out and paint it anew
//! each time. It is a component with a state of its own, the drag, which outlasts what is rendered.

use crate::act::Act;
use crate::panels::transport::slid;
use crate::panels::transport::thumb::{THUMB, Thumb};
use crate::panels::transport::way::{Way, part};
use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// At least so long, in milliseconds, between two places at which a pointer is followed: two frames of an
/// ordinary screen. With the moment all of the picture changes: one at each frame would be twice the work.
const STEP_MS: f64 = 25.0;
/// A pointer that has not moved for so long, in milliseconds, is followed to where it is.
const STILL_MS: u32 = 40;
/// A finger that has moved so far along the slider, in px, drags it.
const SLOP: u32 = 6;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The moment shown.
    pub moment: usize,
    /// The last moment that is known.
    pub last: usize,
    /// Where the moment is, in words.
    pub words: String,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// What happens to it.
pub enum Msg {
    /// A pointer goes down on it.
    Down(PointerEvent),
    /// A pointer moves, over it or while it drags it.
    Move(PointerEvent),
    /// The pointer no longer moves.
    Still,
    /// The pointer goes up.
    Up(PointerEvent),
    /// The browser takes the pointer away.
    Lost(PointerEvent),
    /// A key, or an assistive program, has moved it to a moment.
    Slid(usize),
    /// A key goes down on it, or the focus leaves it: pressed or not, it is the keyboard's again.
    Unpress,
}

/// The slider.
#[derive(Default)]
pub struct Scrubber {
    slot: NodeRef,
    input: NodeRef,
    rail: NodeRef,
    thumb: Option<Thumb>,
    drag: Option<Drag>,
    /// Where it was moved to, until the moment shown has followed.
    held: Option<usize>,
    /// Whether a pointer has brought the focus to it, and no key has gone down on it since: whoever sees a
    /// pointer needs no outline.
    pressed: bool,
}

/// A pointer that drags the slider.
struct Drag {
    pointer: i32,
    /// Where a finger went down that has not yet moved along the slider: it may be about to scroll the page.
    down_at: Option<i32>,
    followed_ms: f64,
    /// Where it is, in px of the window, if it has not been followed to there.
    ahead: Option<i32>,
    still: Option<Timeout>,
}

impl Component for Scrubber {
    type Message = Msg;
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Down(event) => self.begin(ctx, &event),
            Msg::Move(event) => self.go_on(ctx, &event),
            Msg::Still => {
                self.catch_up(ctx);
                false
            }
            Msg::Up(event) => self.end(ctx, &event),
            Msg::Lost(event) => {
                self.drag.take_if(|drag| drag.pointer == event.pointer_id()).is_some()
            }
            Msg::Slid(moment) => {
                self.go_to(ctx, moment);
                false
            }
            // While it is dragged, the browser's own slider has not followed: from here a key goes on.
            Msg::Unpress => std::mem::take(&mut self.pressed) || self.drag.is_some(),
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        self.held = None;
        self.place_thumb(ctx.props());
        // Whoever drags it looks at the thumb, and so does this until the drag ends: the browser's own slider
        // would be laid out anew.
        self.drag.is_none()
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let oninput = link.batch_callback(|event: InputEvent| slid(&event).map(Msg::Slid));
        let onlost = link.callback(Msg::Lost);
        html! {
            <div class={classes!("slot", self.pressed.then_some("pressed"))} ref={self.slot.clone()}
                onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)} onpointerup={link.callback(Msg::Up)}
                onpointercancel={onlost.clone()} onlostpointercapture={onlost}
                onkeydown={link.callback(|_| Msg::Unpress)} onfocusout={link.callback(|_| Msg::Unpress)} onmousedown={|event: MouseEvent| event.prevent_default()}>
                <input type="range" ref={self.input.clone()} aria-label="Moment" min="0" max={props.last.to_string()}
                    value={self.shown(props).to_string()} aria-valuetext={props.words.clone()} {oninput} />
                <span class="rail" ref={self.rail.clone()}></span>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render {
            self.thumb = self.rail.cast::<Element>().and_then(|rail| Thumb::on(&rail));
        }
        self.place_thumb(ctx.props());
    }
}

impl Scrubber {
    /// The moment for which the thumb stands.
    fn shown(&self, props: &Props) -> usize {
        self.held.unwrap_or(props.moment)
    }

    fn begin(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let (Some(input), Some(way)) = (self.input.cast::<HtmlInputElement>(), self.way()) else {
            return false;
        };
        if event.button() != 0 || !event.is_primary() {
            return false;
        }
        // A browser that does neither leaves the focus where it is, and loses a pointer that leaves the slider.
        let _ = input.focus();
        if let Some(slot) = self.slot.cast::<Element>() {
            let _ = slot.set_pointer_capture(event.pointer_id());
        }
        let thumb = way.place(self.shown(ctx.props()), ctx.props().last);
        let aside = (f64::from(event.client_x()) - thumb).abs() > THUMB / 2.0;
        let touched = event.pointer_type() == "touch";
        self.drag = Some(Drag {
            pointer: event.pointer_id(),
            down_at: touched.then(|| event.client_x()),
            followed_ms: event.time_stamp(),
            ahead: (aside && touched).then(|| event.client_x()),
            still: None,
        });
        if aside && !touched {
            self.follow(ctx, event.client_x());
        }
        !std::mem::replace(&mut self.pressed, true)
    }

    fn go_on(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        if event.buttons() & 1 == 0 {
            // It went up where the browser told nobody: while a menu was open, say.
            return self.end(ctx, event);
        }
        let Some(drag) = self.drag.as_mut().filter(|drag| drag.pointer == event.pointer_id())
        else {
            return false;
        };
        let x = event.client_x();
        if drag.down_at.is_some_and(|down_at| down_at.abs_diff(x) < SLOP) {
            return false;
        }
        drag.down_at = None;
        if event.time_stamp() - drag.followed_ms < STEP_MS {
            let link = ctx.link().clone();
            drag.ahead = Some(x);
            drag.still = Some(Timeout::new(STILL_MS, move || link.send_message(Msg::Still)));
        } else {
            (drag.followed_ms, drag.ahead, drag.still) = (event.time_stamp(), None, None);
            self.follow(ctx, x);
        }
        false
    }

    /// Ends the drag by this pointer, where it is.
    fn end(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        if self.drag.as_ref().is_none_or(|drag| drag.pointer != event.pointer_id()) {
            return false;
        }
        self.catch_up(ctx);
        self.drag = None;
        // The browser's own slider has not followed: from here its keys go on.
        true
    }

    /// Follows the pointer to where it is, if it is ahead.
    fn catch_up(&mut self, ctx: &Context<Self>) {
        if let Some(x) = self.drag.as_mut().and_then(|drag| drag.ahead.take()) {
            self.follow(ctx, x);
        }
    }

    /// Follows the pointer to a place, in px of the window.
    fn follow(&mut self, ctx: &Context<Self>, x: i32) {
        if let Some(way) = self.way() {
            self.go_to(ctx, way.moment(x, ctx.props().last));
        }
    }

    fn go_to(&mut self, ctx: &Context<Self>, moment: usize) {
        ctx.props().on_act.emit(Act::Seek(moment));
        self.held = Some(moment);
        self.place_thumb(ctx.props());
    }

    fn place_thumb(&self, props: &Props) {
        if let Some(thumb) = &self.thumb {
            thumb.place(part(self.shown(props), props.last));
        }
    }

    /// The thumb's way, as the page is laid out now.
    fn way(&self) -> Option<Way> {
        let place = self.input.cast::<Element>()?.get_bounding_client_rect();
        Some(Way::between(place.left() + THUMB / 2.0, place.right() - THUMB / 2.0))
    }
}
