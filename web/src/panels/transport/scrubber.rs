//! The slider of moments. The browser has it for the keyboard and for assistive programs; a pointer that
//! drags it is followed here, since the browser would lay it out anew at each frame. It is a component with
//! a state of its own, the drag, which outlasts what is rendered.

use crate::act::Act;
use crate::panels::transport::slid;
use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// At least so long, in milliseconds, between two places at which a pointer is followed: two frames of an
/// ordinary screen. With the moment all of the picture changes, and of one at each frame half would be seen
/// by nobody.
const STEP_MS: f64 = 25.0;
/// A pointer that has not moved for so long, in milliseconds, is followed to where it is.
const STILL_MS: u32 = 40;
/// A finger that has moved so far along the slider, in px, drags it.
const SLOP: u32 = 6;
/// How wide the slider's thumb is, in px: its middle goes from half of it to half of it before the end.
const THUMB: f64 = 18.0;

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
}

/// The slider.
#[derive(Default)]
pub struct Scrubber {
    slot: NodeRef,
    input: NodeRef,
    drag: Option<Drag>,
    /// Where a pointer has dragged it, until the moment shown has followed.
    held: Option<usize>,
}

/// A pointer that drags the slider.
struct Drag {
    pointer: i32,
    /// Where a finger went down that has not yet moved along the slider: it may be about to scroll the page.
    down_at: Option<i32>,
    followed_ms: f64,
    /// The moment where it is and where it has not been followed.
    ahead: Option<usize>,
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
            Msg::Still => self.catch_up(ctx),
            Msg::Up(event) => self.end(ctx, &event),
            Msg::Lost(event) => {
                self.drag.take_if(|drag| drag.pointer == event.pointer_id());
                false
            }
        }
    }

    fn changed(&mut self, _ctx: &Context<Self>, _old: &Props) -> bool {
        self.held = None;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let on_act = props.on_act.clone();
        let oninput = move |event: InputEvent| {
            if let Some(moment) = slid(&event) {
                on_act.emit(Act::Seek(moment));
            }
        };
        let onlost = link.callback(Msg::Lost);
        html! {
            <div class="slot" ref={self.slot.clone()} onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)}
                onpointerup={link.callback(Msg::Up)} onpointercancel={onlost.clone()} onlostpointercapture={onlost}
                onmousedown={|event: MouseEvent| event.prevent_default()}>
                <input type="range" ref={self.input.clone()} aria-label="Moment" min="0" max={props.last.to_string()}
                    value={self.shown(props).to_string()} aria-valuetext={props.words.clone()} {oninput} />
            </div>
        }
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
        let last = ctx.props().last;
        let thumb = way.place(self.shown(ctx.props()), last);
        let on_thumb = (f64::from(event.client_x()) - thumb).abs() <= THUMB / 2.0;
        let moment = (!on_thumb).then(|| way.moment(event, last));
        let down_at = (event.pointer_type() == "touch").then(|| event.client_x());
        let (pointer, followed_ms) = (event.pointer_id(), event.time_stamp());
        let ahead = moment.filter(|_| down_at.is_some());
        self.drag = Some(Drag { pointer, down_at, followed_ms, ahead, still: None });
        moment.filter(|_| down_at.is_none()).is_some_and(|moment| self.follow(ctx, moment))
    }

    fn go_on(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        if event.buttons() & 1 == 0 {
            // It went up where the browser told nobody: while a menu was open, say.
            return self.end(ctx, event);
        }
        let Some(way) = self.way() else {
            return false;
        };
        let Some(drag) = self.drag.as_mut().filter(|drag| drag.pointer == event.pointer_id())
        else {
            return false;
        };
        if drag.down_at.is_some_and(|x| x.abs_diff(event.client_x()) < SLOP) {
            return false;
        }
        drag.down_at = None;
        let moment = way.moment(event, ctx.props().last);
        if event.time_stamp() - drag.followed_ms < STEP_MS {
            let link = ctx.link().clone();
            drag.ahead = Some(moment);
            drag.still = Some(Timeout::new(STILL_MS, move || link.send_message(Msg::Still)));
            return false;
        }
        (drag.followed_ms, drag.ahead, drag.still) = (event.time_stamp(), None, None);
        self.follow(ctx, moment)
    }

    /// Ends the drag by this pointer, where it is.
    fn end(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        if self.drag.as_ref().is_none_or(|drag| drag.pointer != event.pointer_id()) {
            return false;
        }
        let moved = self.catch_up(ctx);
        self.drag = None;
        moved
    }

    /// Follows the pointer to where it is. Says whether it was ahead.
    fn catch_up(&mut self, ctx: &Context<Self>) -> bool {
        let ahead = self.drag.as_mut().and_then(|drag| drag.ahead.take());
        ahead.is_some_and(|moment| self.follow(ctx, moment))
    }

    fn follow(&mut self, ctx: &Context<Self>, moment: usize) -> bool {
        ctx.props().on_act.emit(Act::Seek(moment));
        self.held.replace(moment) != Some(moment)
    }

    /// The thumb's way, as the page is laid out now.
    fn way(&self) -> Option<Way> {
        let place = self.input.cast::<Element>()?.get_bounding_client_rect();
        Some(Way { from: place.left() + THUMB / 2.0, to: place.right() - THUMB / 2.0 })
    }
}

/// From where to where the thumb's middle goes, in px of the window.
#[derive(Clone, Copy)]
struct Way {
    from: f64,
    to: f64,
}

impl Way {
    /// Where the thumb's middle is for a moment of so many.
    fn place(self, moment: usize, last: usize) -> f64 {
        self.from + (self.to - self.from) * moment as f64 / last.max(1) as f64
    }

    /// The moment of so many that is nearest to a pointer.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is no larger than the last"
    )]
    fn moment(self, event: &PointerEvent, last: usize) -> usize {
        let part = (f64::from(event.client_x()) - self.from) / (self.to - self.from).max(1.0);
        (part.clamp(0.0, 1.0) * last as f64).round() as usize
    }
}
