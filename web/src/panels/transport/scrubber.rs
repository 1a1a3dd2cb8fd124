//! The slider of moments. The browser has it for the keyboard and for assistive programs; a pointer that
//! drags it is followed here, since the browser would lay it out anew at each frame.

use crate::act::Act;
use crate::panels::transport::slid;
use gloo_timers::callback::Timeout;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// A pointer is followed at every second frame of an ordinary screen, in milliseconds: with the moment all
/// of the picture changes, and of one at each frame half would be seen by nobody.
const STEP_MS: f64 = 25.0;
/// A pointer that has not moved for so long, in milliseconds, is followed to where it is.
const STILL_MS: u32 = 40;
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
    /// The pointer goes up, or the browser takes it away.
    Up(PointerEvent),
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
    /// From where to where the thumb's middle goes, in px of the window.
    way: (f64, f64),
    followed_ms: f64,
    /// What it has dragged the slider to and where it has not been followed, until it is still.
    ahead: Option<(usize, Timeout)>,
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
            Msg::Up(event) => {
                let ends =
                    self.drag.as_ref().is_some_and(|drag| drag.pointer == event.pointer_id());
                let moved = ends && self.catch_up(ctx);
                self.drag.take_if(|_| ends);
                moved
            }
        }
    }

    fn changed(&mut self, _ctx: &Context<Self>, _old: &Props) -> bool {
        self.held.take_if(|_| self.drag.is_none());
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
        let onup = link.callback(Msg::Up);
        html! {
            <div class="slot" ref={self.slot.clone()} onpointerdown={link.callback(Msg::Down)} onpointermove={link.callback(Msg::Move)}
                onpointerup={onup.clone()} onpointercancel={onup}
                onmousedown={|event: MouseEvent| event.prevent_default()}>
                <input type="range" ref={self.input.clone()} aria-label="Moment" min="0" max={props.last.to_string()}
                    value={self.held.unwrap_or(props.moment).to_string()} aria-valuetext={props.words.clone()} {oninput} />
            </div>
        }
    }
}

impl Scrubber {
    fn begin(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let Some(input) = self.input.cast::<HtmlInputElement>() else {
            return false;
        };
        if event.button() != 0 {
            return false;
        }
        // A browser that does neither leaves the focus where it is, and loses a pointer that leaves the slider.
        let _ = input.focus();
        if let Some(slot) = self.slot.cast::<Element>() {
            let _ = slot.set_pointer_capture(event.pointer_id());
        }
        let place = input.get_bounding_client_rect();
        let way = (place.left() + THUMB / 2.0, place.right() - THUMB / 2.0);
        let (pointer, followed_ms) = (event.pointer_id(), event.time_stamp());
        let drag = Drag { pointer, way, followed_ms, ahead: None };
        let moment = drag.moment(event, ctx.props().last);
        self.drag = Some(drag);
        self.follow(ctx, moment)
    }

    fn go_on(&mut self, ctx: &Context<Self>, event: &PointerEvent) -> bool {
        let Some(drag) = self.drag.as_mut().filter(|drag| drag.pointer == event.pointer_id())
        else {
            return false;
        };
        let moment = drag.moment(event, ctx.props().last);
        if event.time_stamp() - drag.followed_ms < STEP_MS {
            let link = ctx.link().clone();
            let still = Timeout::new(STILL_MS, move || link.send_message(Msg::Still));
            drag.ahead = Some((moment, still));
            return false;
        }
        (drag.followed_ms, drag.ahead) = (event.time_stamp(), None);
        self.follow(ctx, moment)
    }

    /// Follows the pointer to where it is. Says whether it was ahead.
    fn catch_up(&mut self, ctx: &Context<Self>) -> bool {
        let ahead = self.drag.as_mut().and_then(|drag| drag.ahead.take());
        ahead.is_some_and(|(moment, _)| self.follow(ctx, moment))
    }

    fn follow(&mut self, ctx: &Context<Self>, moment: usize) -> bool {
        ctx.props().on_act.emit(Act::Seek(moment));
        self.held.replace(moment) != Some(moment)
    }
}

impl Drag {
    /// The moment where a pointer is, of so many.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is no larger than the last"
    )]
    fn moment(&self, event: &PointerEvent, last: usize) -> usize {
        let (from, to) = self.way;
        let part = (f64::from(event.client_x()) - from) / (to - from).max(1.0);
        (part.clamp(0.0, 1.0) * last as f64).round() as usize
    }
}
