//! Space-time diagram: what happened where, and what led to what.
//!
//! It owns two canvases, the lanes and the map of the whole run. A frame is painted only when
//! something has changed: the run's revision, what is looked at, or the window. Over each event that
//! can be told apart lies a button for the keyboard; the pointer is the canvas's.

pub mod camera;
pub mod gaze;
pub mod grip;
mod hand;
mod keyboard;
mod menu;
pub mod shown;
mod view;
pub mod words;

use crate::act::{Act, Look};
use crate::files::{Picture, save_picture};
use crate::panels::layer::Layer;
use crate::panels::menu::OpenMenu;
use crate::resize::Resizes;
use crate::scene::diagram::minimap::{self, Whole};
use crate::scene::diagram::plot::{Hit, Plot};
use crate::scene::diagram::target::Target;
use crate::scene::diagram::window::Axis;
use crate::scene::diagram::{self as scene, Focus, View};
use crate::scene::shape::Point;
use crate::shared::SharedLab;
use crate::subject::Subject;
use camera::Camera;
use gaze::Gaze;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_render::{AnimationFrame, request_animation_frame};
use grip::Grip;
use shown::{Looks, Shown};
use trading_post::id::{MessageId, PeerId};
use trading_post::run::BranchId;
use trading_post::scenario::{Intervention, Touch};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent, WheelEvent};
use yew::prelude::*;

/// How much one press of a button zooms.
const ZOOM: f64 = 1.6;
/// The most that the lanes take of the page, in px; beyond that they scroll.
const TALLEST: f64 = 430.0;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The laboratory.
    pub lab: SharedLab,
    /// Its revision; another one means that something is to be painted.
    pub revision: u64,
    /// The event looked at.
    pub event: Option<usize>,
    /// The event with which it is compared.
    pub second: Option<usize>,
    /// The message looked at.
    pub message: Option<MessageId>,
    /// The peer that keys act upon.
    pub selected: Option<PeerId>,
    /// Whether the night's colours are wanted.
    pub dark: bool,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// What happens to it.
pub enum Msg {
    /// The browser is about to paint.
    Frame,
    /// The room for the pictures has changed.
    Resized,
    /// The lanes were scrolled.
    Scrolled,
    /// A pointer goes down, moves, goes up, or is lost.
    Down(PointerEvent),
    /// It moves.
    Move(PointerEvent),
    /// It goes up.
    Up(PointerEvent),
    /// It is gone.
    Gone(PointerEvent),
    /// A second click.
    Double(MouseEvent),
    /// A menu is asked for at a place of the lanes.
    AskMenu(MouseEvent),
    /// The menu of something is to open, at a place of the window.
    OpenMenu(Hit, Point),
    /// No menu any more; says whether the focus goes back to where it was.
    CloseMenu(bool),
    /// The wheel turns.
    Wheel(WheelEvent),
    /// A key goes down.
    Key(KeyboardEvent),
    /// A place in the map is pointed at.
    Map(PointerEvent),
    /// Everything larger, or smaller.
    Zoom(f64),
    /// All of the run.
    ShowWhole,
    /// Follow the run, or no more.
    Follow,
    /// Place events by something else.
    Turn(Axis),
    /// The next event that is chosen is the second one, or not.
    Compare,
    /// Something is chosen, by the keyboard or a reader.
    Choose(Hit, bool),
    /// A button has got the focus.
    Rove(Hit),
    /// The picture is to be saved.
    Save(Picture),
}

/// The region.
pub struct Diagram {
    card: NodeRef,
    room: NodeRef,
    lanes: Layer,
    map: Layer,
    size: (f64, f64),
    frame: Option<AnimationFrame>,
    resizes: Option<Resizes>,
    wheel: Option<EventListener>,
    camera: Camera,
    plot: Plot,
    whole: Option<(WholeKey, Whole)>,
    gaze: Gaze,
    grip: Grip,
    hovered: Option<Hit>,
    /// A message that is dragged: which, where to, in words, and whether that is possible.
    drag: Option<Drag>,
    /// What is said beside the pointer, and where.
    tip: Option<(Point, AttrValue)>,
    menu: Option<OpenMenu>,
    comparing: bool,
    rover: Option<Hit>,
    shown: Shown,
    /// The event looked at when the last frame was painted.
    looked_at: Option<usize>,
    /// What "now" was then: the window moves only with it, not while a person looks around.
    last_now: f64,
}

type WholeKey = (usize, BranchId, Axis, f64);

/// A message that is dragged to another place.
struct Drag {
    target: Target,
    refused: Option<String>,
}

impl Component for Diagram {
    type Message = Msg;
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self {
            card: NodeRef::default(),
            room: NodeRef::default(),
            lanes: Layer::default(),
            map: Layer::default(),
            size: (0.0, 0.0),
            frame: None,
            resizes: None,
            wheel: None,
            camera: Camera::default(),
            plot: Plot::default(),
            whole: None,
            gaze: Gaze::default(),
            grip: Grip::default(),
            hovered: None,
            drag: None,
            tip: None,
            menu: None,
            comparing: false,
            rover: None,
            shown: Shown::default(),
            looked_at: None,
            last_now: 0.0,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Frame => {
                self.frame = None;
                return self.paint(ctx.props());
            }
            Msg::Resized => self.measure(),
            Msg::Scrolled => self.scrolled(),
            Msg::Down(event) => self.down(&event),
            Msg::Move(event) => return self.moved(ctx, &event),
            Msg::Up(event) => return self.up(ctx, &event),
            Msg::Gone(event) => return self.gone(ctx, &event),
            Msg::Double(event) => self.double(ctx, &event),
            Msg::AskMenu(event) => return self.ask_menu(ctx, &event),
            Msg::OpenMenu(hit, at) => {
                return self.open_menu(ctx, self.of_hit(ctx.props(), hit), at);
            }
            Msg::CloseMenu(back) => return self.menu.take().map(|menu| menu.close(back)).is_some(),
            Msg::Wheel(event) => self.turn_wheel(ctx.props(), &event),
            Msg::Key(event) => self.key(ctx, &event),
            Msg::Map(event) => self.map_to(ctx.props(), &event),
            Msg::Zoom(times) => {
                let (now, end) = self.ends(ctx.props());
                self.camera.zoom_in_place(times, now, end);
            }
            Msg::ShowWhole => {
                let (_, end) = self.ends(ctx.props());
                self.camera.show_whole(end);
            }
            Msg::Follow => {
                let (now, _) = self.ends(ctx.props());
                self.camera.follow(!self.camera.follows, now);
            }
            Msg::Turn(axis) => self.turn(ctx.props(), axis),
            Msg::Compare => {
                self.comparing = !self.comparing;
                return true;
            }
            Msg::Choose(hit, second) => self.choose(ctx, hit, second),
            Msg::Save(picture) => {
                let shapes = self.lanes.painted();
                save_picture(picture, "diagram", shapes, self.size, ctx.props().dark);
                return false;
            }
            Msg::Rove(hit) => {
                self.rover = Some(hit);
                return true;
            }
        }
        self.request_frame(ctx);
        false
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        self.request_frame(ctx);
        self.menu.is_some()
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        view::region(self, ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render && let Some(room) = self.room.cast::<HtmlElement>() {
            let link = ctx.link().clone();
            self.resizes = Resizes::of(&room, move || link.send_message(Msg::Resized));
            let link = ctx.link().clone();
            let options = EventListenerOptions::enable_prevent_default();
            let lanes = room.clone();
            let wheel = EventListener::new_with_options(&room, "wheel", options, move |event| {
                if let Some(event) = event.dyn_ref::<WheelEvent>()
                    && hand::wheel_is_taken(&lanes, event)
                {
                    // At once: when the message comes, the page may have scrolled.
                    event.prevent_default();
                    link.send_message(Msg::Wheel(event.clone()));
                }
            });
            self.wheel = Some(wheel);
            self.lanes.open();
            self.map.open();
            self.measure();
            self.request_frame(ctx);
        }
    }
}

impl Diagram {
    fn request_frame(&mut self, ctx: &Context<Self>) {
        if self.frame.is_none() {
            let link = ctx.link().clone();
            self.frame = Some(request_animation_frame(move |_| link.send_message(Msg::Frame)));
        }
    }

    fn measure(&mut self) {
        if let Some(room) = self.room.cast::<HtmlElement>() {
            self.size = (f64::from(room.client_width()), f64::from(room.client_height()));
        }
    }

    fn scrolled(&mut self) {
        if let Some(room) = self.room.cast::<Element>() {
            self.camera.scroll = f64::from(room.scroll_top());
        }
    }

    /// The picture as it is to be painted.
    fn with_view<T>(&self, props: &Props, look: impl FnOnce(&View<'_>) -> T) -> T {
        props.lab.look(|lab| {
            let index = lab.index();
            let dragged = self.drag.as_ref().map(|drag| {
                let x = self.plot.frame.x(self.camera.window, drag.target.at.0 as f64);
                (drag.target.message, x, drag.refused.is_none())
            });
            look(&View {
                trace: lab.run().trace(),
                lifelines: &index.lifelines,
                spans: &index.spans,
                scenario: lab.scenario(),
                world: lab.world(),
                past: lab.run().trace_length(),
                now: lab.shown(),
                window: self.camera.window,
                scroll: self.camera.scroll,
                width: self.size.0,
                height: self.size.1,
                focus: Focus {
                    cone: self.gaze.cone.as_ref(),
                    second: props.second.filter(|_| self.gaze.relation.is_some()),
                    path: self.gaze.path.as_deref(),
                    message: props.message,
                    peer: props.selected,
                    hovered: self.hovered,
                    dragged,
                },
            })
        })
    }

    /// "Now", and where the known run ends.
    fn ends(&self, props: &Props) -> (f64, f64) {
        self.with_view(props, |view| (view.now_value(), view.end()))
    }

    /// Paints what has changed. Says whether the page has to show something else beside it.
    fn paint(&mut self, props: &Props) -> bool {
        if self.size.0 <= 0.0 {
            return false;
        }
        self.attend(props);
        let mut next = std::mem::take(&mut self.lanes.next);
        self.plot = self.with_view(props, |view| {
            let plot = Plot::of(view);
            scene::draw(view, &plot, &mut next);
            plot
        });
        self.lanes.next = next;
        self.lanes.paint(self.size, props.dark);
        self.paint_map(props);
        self.show(props)
    }

    /// Turns to what the person looks at now, and goes along with the run.
    fn attend(&mut self, props: &Props) {
        props.lab.look(|lab| self.gaze.turn(lab, props.event, props.second));
        if self.grip.holds() {
            return;
        }
        let event = self.gaze.cone.as_ref().map(|cone| cone.event());
        let new = event.filter(|_| self.looked_at != event);
        let (now, _) = self.ends(props);
        if let Some(event) = new {
            let value = self.with_view(props, |view| view.value(event));
            self.camera.window = self.camera.window.showing(value);
        } else if now != self.last_now {
            self.camera.attend(now);
        }
        (self.looked_at, self.last_now) = (event, now);
    }

    fn paint_map(&mut self, props: &Props) {
        let key = props.lab.look(|lab| {
            let run = lab.run();
            (run.trace().len(), run.branch_id(), self.camera.window.axis, self.size.0)
        });
        if self.whole.as_ref().is_none_or(|(known, _)| *known != key) {
            let whole = self.with_view(props, Whole::of);
            self.whole = Some((key, whole));
        }
        let (now, _) = self.ends(props);
        if let Some((_, whole)) = &self.whole {
            whole.draw(self.camera.window, now, &mut self.map.next);
        }
        self.map.paint((self.size.0, minimap::HEIGHT), props.dark);
    }

    /// Works out what the page shows beside the pictures. Says whether that has changed.
    fn show(&mut self, props: &Props) -> bool {
        if self.grip.holds() {
            return false;
        }
        let looks = Looks { gaze: &self.gaze, second: props.second, message: props.message };
        let shown = props.lab.look(|lab| Shown::of(lab, &self.plot, &self.camera, looks));
        let changed = shown != self.shown;
        self.shown = shown;
        changed
    }

    fn turn(&mut self, props: &Props, axis: Axis) {
        self.camera.window.axis = axis;
        let event = self.gaze.cone.as_ref().map(|cone| cone.event());
        let value = self.with_view(props, |view| {
            event.map_or_else(|| view.now_value(), |event| view.value(event))
        });
        self.camera.window.axis = if axis == Axis::Time { Axis::Depth } else { Axis::Time };
        self.camera.turn(axis, value);
    }

    fn choose(&mut self, ctx: &Context<Self>, hit: Hit, second: bool) {
        let second = second || std::mem::take(&mut self.comparing);
        let on_act = &ctx.props().on_act;
        match hit {
            Hit::Event(event) if second && ctx.props().event.is_some() => {
                on_act.emit(Act::Look(Look::Second(Some(event))));
            }
            Hit::Event(event) => on_act.emit(Act::JumpTo(event)),
            Hit::Head(message) | Hit::Way(message) => {
                on_act.emit(Act::Look(Look::Inspect(Subject::Message(message))));
            }
        }
    }
}

/// A message under way arrives now.
fn deliver(message: MessageId) -> Act {
    Act::Intervene(Intervention::Touch { message, touch: Touch::Deliver })
}
