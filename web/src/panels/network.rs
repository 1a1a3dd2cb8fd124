//! Network: the picture of the peers and what moves between them, painted on a canvas, with a real
//! button over each stall.
//!
//! This is the one place where something moves: it owns the canvas and the one animation frame
//! loop. The loop runs only while the run plays; otherwise a frame is painted when something has
//! changed, and an idle page paints nothing.

use crate::act::{Act, Look};
use crate::losses::recent_losses;
use crate::names::{Health, health, peer_name};
use crate::paint::Painter;
use crate::resize::Resizes;
use crate::scene::seats::{Level, Seat, seats};
use crate::scene::shape::{Point, Shape};
use crate::scene::{self, View};
use crate::shared::SharedLab;
use crate::system;
use gloo_render::{AnimationFrame, request_animation_frame};
use trading_post::id::{MessageId, PeerId};
use trading_post::scenario::Intervention;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// How long the panels may lag behind the picture while it plays, in milliseconds.
const NEWS_EVERY_MS: f64 = 150.0;

/// The room that a peer's menu needs, in px.
const MENU: (f64, f64) = (270.0, 165.0);

/// What the page shows of a peer beside the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeerButton {
    peer: PeerId,
    name: AttrValue,
    health: Health,
    leads: bool,
}

/// One button a peer.
#[must_use]
pub fn buttons(shared: &SharedLab) -> Vec<PeerButton> {
    shared.look(|lab| {
        let (world, scenario, books) = (lab.world(), lab.scenario(), lab.books());
        let button = |(peer, node)| PeerButton {
            peer,
            name: peer_name(peer, world, scenario, books).into(),
            health: health(node),
            leads: node.peer().is_some_and(|peer| peer.desk().is_some()),
        };
        world.nodes().map(button).collect()
    })
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The laboratory.
    pub lab: SharedLab,
    /// Its revision; another one means that something is to be painted.
    pub revision: u64,
    /// The peers.
    pub peers: Vec<PeerButton>,
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// The message under way looked at.
    pub picked: Option<MessageId>,
    /// Whether the night's colours are wanted.
    pub dark: bool,
    /// Whether the person prefers steps to movement.
    pub still: bool,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// Called when the panels should look at the laboratory again.
    pub on_news: Callback<()>,
}

/// What happens to it.
pub enum Msg {
    /// The browser is about to paint, at this time in milliseconds.
    Frame(f64),
    /// The room for the picture has changed.
    Resized,
    /// The picture is clicked beside the peers.
    Pick(MouseEvent),
    /// More than a click is wanted of this peer.
    OpenMenu(PeerId),
    /// No more.
    CloseMenu,
    /// No more, and back to the peer.
    LeaveMenu,
}

/// The region.
pub struct Network {
    room: NodeRef,
    still: Layer,
    moving: Layer,
    size: (f64, f64),
    frame: Option<AnimationFrame>,
    last_frame_ms: Option<f64>,
    last_news_ms: f64,
    resizes: Option<Resizes>,
    menu: Option<PeerId>,
    menu_room: NodeRef,
}

/// One of the canvases that lie upon each other: what stands still between two steps is painted
/// once, and not again with all that moves over it.
#[derive(Default)]
struct Layer {
    canvas: NodeRef,
    painter: Option<Painter>,
    next: Vec<Shape>,
    painted: Vec<Shape>,
    setting: Option<(f64, f64, bool)>,
}

impl Layer {
    fn open(&mut self) {
        self.painter = self.canvas.cast::<HtmlCanvasElement>().and_then(Painter::new);
    }

    /// Paints the next shapes, unless the same are there already.
    fn paint(&mut self, (width, height): (f64, f64), dark: bool) {
        let setting = Some((width, height, dark));
        if self.setting == setting && self.next == self.painted {
            return;
        }
        if let Some(painter) = &mut self.painter {
            painter.paint(&self.next, width, height, dark);
            self.setting = setting;
            std::mem::swap(&mut self.next, &mut self.painted);
        }
    }
}

impl Component for Network {
    type Message = Msg;
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self {
            room: NodeRef::default(),
            still: Layer::default(),
            moving: Layer::default(),
            size: (0.0, 0.0),
            frame: None,
            last_frame_ms: None,
            last_news_ms: 0.0,
            resizes: None,
            menu: None,
            menu_room: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Frame(now_ms) => {
                self.frame = None;
                self.play(ctx, now_ms);
                self.paint(ctx.props());
                if ctx.props().lab.look(|lab| lab.playing()) {
                    self.request_frame(ctx);
                } else {
                    self.last_frame_ms = None;
                }
                false
            }
            Msg::Resized => self.measure(ctx),
            Msg::Pick(event) => {
                self.pick(ctx, &event);
                self.menu.take().is_some()
            }
            Msg::OpenMenu(peer) => {
                ctx.props().on_act.emit(Act::Look(Look::Select(peer)));
                self.menu = Some(peer);
                true
            }
            Msg::CloseMenu => self.menu.take().is_some(),
            Msg::LeaveMenu => {
                self.focus_peer();
                self.menu.take().is_some()
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let new = ctx.props();
        self.request_frame(ctx);
        old.peers != new.peers || old.selected != new.selected
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let places = seats(props.peers.len(), self.size.0, self.size.1);
        html! {
            <section class="card network" role="region" aria-label="Network">
                <div class="head">
                    <h2>{ "Network" }</h2>
                    <p class="soft">{ "click a peer to crash it, again to restart it" }</p>
                </div>
                <div class="room" ref={self.room.clone()}>
                    <canvas ref={self.still.canvas.clone()} aria-hidden="true"></canvas>
                    <canvas ref={self.moving.canvas.clone()} aria-hidden="true"
                        onclick={ctx.link().callback(Msg::Pick)}></canvas>
                    if self.size.0 > 0.0 {
                        { for props.peers.iter().zip(&places).map(|(peer, seat)| {
                            peer_button(peer, seat, ctx)
                        }) }
                        { self.menu(&places, ctx) }
                    }
                </div>
            </section>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render && let Some(room) = self.room.cast::<HtmlElement>() {
            let link = ctx.link().clone();
            self.resizes = Resizes::of(&room, move || link.send_message(Msg::Resized));
            self.still.open();
            self.moving.open();
            self.request_frame(ctx);
        }
        self.focus_menu();
    }
}

impl Network {
    /// Gives the focus to a menu that has just opened, so that the keyboard works in it.
    fn focus_menu(&self) {
        let menu = self.menu_room.cast::<HtmlElement>().filter(|_| self.menu.is_some());
        let item = menu.and_then(|menu| menu.first_element_child()?.dyn_into::<HtmlElement>().ok());
        if let Some(item) = item.filter(|item| !has_focus_within_parent(item)) {
            // A browser that will not move the focus leaves it where it is.
            let _ = item.focus();
        }
    }

    /// Gives the focus back to the peer whose menu is open.
    fn focus_peer(&self) {
        let (Some(room), Some(peer)) = (self.room.cast::<Element>(), self.menu) else {
            return;
        };
        let button = room.query_selector_all(".peer").ok().and_then(|all| all.get(peer.0.into()));
        if let Some(button) = button.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }

    fn request_frame(&mut self, ctx: &Context<Self>) {
        if self.frame.is_none() {
            let link = ctx.link().clone();
            self.frame = Some(request_animation_frame(move |now_ms| {
                link.send_message(Msg::Frame(now_ms));
            }));
        }
    }

    /// Lets the run take the time that has passed since the frame before, and tells the panels now
    /// and then.
    fn play(&mut self, ctx: &Context<Self>, now_ms: f64) {
        let props = ctx.props();
        let passed_ms = self.last_frame_ms.map_or(0.0, |last| now_ms - last);
        self.last_frame_ms = Some(now_ms);
        let (played, plays) = props.lab.change(|lab| {
            let played = lab.playing();
            lab.advance(passed_ms);
            (played, lab.playing())
        });
        let stopped = played && !plays;
        if stopped || plays && now_ms - self.last_news_ms >= NEWS_EVERY_MS {
            self.last_news_ms = now_ms;
            props.on_news.emit(());
        }
    }

    fn paint(&mut self, props: &Props) {
        let (size, dark) = (self.size, props.dark);
        let Self { still, moving, .. } = self;
        with_view(props, size, |view| {
            scene::still(view, &mut still.next);
            scene::moving(view, &mut moving.next);
        });
        still.paint(size, dark);
        moving.paint(size, dark);
    }

    /// Picks the message at this place, if there is one.
    fn pick(&self, ctx: &Context<Self>, event: &MouseEvent) {
        let place = Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
        let props = ctx.props();
        let message = with_view(props, self.size, |view| scene::message_at(view, place));
        if let Some(message) = message {
            props.on_act.emit(Act::Look(Look::Pick(message)));
        }
    }

    /// Takes over the size of the room. Says whether it has changed.
    fn measure(&mut self, ctx: &Context<Self>) -> bool {
        let Some(room) = self.room.cast::<HtmlElement>() else {
            return false;
        };
        let size = (f64::from(room.client_width()), f64::from(room.client_height()));
        let changed = size != self.size;
        self.size = size;
        self.request_frame(ctx);
        changed
    }

    fn menu(&self, places: &[Seat], ctx: &Context<Self>) -> Html {
        let menu = self.menu.and_then(|peer| {
            let button = ctx.props().peers.get(peer.index())?;
            Some((button, places.get(peer.index())?))
        });
        let Some((button, seat)) = menu else {
            return Html::default();
        };
        let left = (seat.area.x + seat.area.w / 2.0).min(self.size.0 - MENU.0).max(0.0);
        let top = (seat.area.y + seat.area.h / 2.0).min(self.size.1 - MENU.1).max(0.0);
        let style = format!("left:{left}px;top:{top}px");
        let close = ctx.link().callback(|_: MouseEvent| Msg::CloseMenu);
        let onkeydown = ctx.link().batch_callback(|event: KeyboardEvent| {
            system::move_along(event.clone());
            (event.key() == "Escape").then_some(Msg::LeaveMenu)
        });
        let onfocusout = ctx
            .link()
            .batch_callback(|event: FocusEvent| (!stays_within(&event)).then_some(Msg::CloseMenu));
        html! {
            <div ref={self.menu_room.clone()} class="menu" role="menu" tabindex="-1" {style}
                aria-label={format!("Peer {}", button.peer)} onclick={close} {onkeydown} {onfocusout}>
                { for choices(button).into_iter().map(|(name, act)| menu_item(name, act, ctx)) }
            </div>
        }
    }
}

/// Looks at the laboratory as the picture does.
fn with_view<T>(
    props: &Props,
    (width, height): (f64, f64),
    look: impl FnOnce(&View<'_>) -> T,
) -> T {
    props.lab.look(|lab| {
        let losses = recent_losses(lab);
        look(&View {
            world: lab.world(),
            scenario: lab.scenario(),
            now: lab.shown(),
            width,
            height,
            selected: props.selected,
            picked: props.picked,
            losses: &losses,
            reduced_motion: props.still,
        })
    })
}

/// What can be done to a peer as it is now.
fn choices(button: &PeerButton) -> Vec<(String, Act)> {
    let peer = button.peer;
    let act = |name: &str, act| (format!("{name} peer {peer}"), Act::Intervene(act));
    let mut choices = match button.health {
        Health::Up => vec![
            act("Crash", Intervention::Crash(peer)),
            act("Pause", Intervention::Pause(peer)),
            (suspect(button), Act::Intervene(Intervention::Suspect(peer))),
        ],
        Health::Paused => {
            vec![act("Resume", Intervention::Resume(peer)), act("Crash", Intervention::Crash(peer))]
        }
        Health::Crashed => vec![act("Restart", Intervention::Restart(peer))],
    };
    choices.push((format!("Inspect peer {peer}"), Act::Look(Look::Inspect(peer))));
    choices
}

/// Whether the focus goes to another item of the same menu.
fn stays_within(event: &FocusEvent) -> bool {
    let element = |target: web_sys::EventTarget| target.dyn_into::<Element>().ok();
    let from = event.target().and_then(element).and_then(|item| item.closest(".menu").ok()?);
    let to =
        event.related_target().and_then(element).and_then(|item| item.closest(".menu").ok()?);
    from.is_some() && from == to
}

fn has_focus_within_parent(item: &HtmlElement) -> bool {
    let menu = item.parent_element();
    menu.is_some_and(|menu| menu.matches(":focus-within").unwrap_or(false))
}

fn menu_item(name: String, act: Act, ctx: &Context<Network>) -> Html {
    let onclick = ctx.props().on_act.reform(move |_: MouseEvent| act.clone());
    html! { <button role="menuitem" {onclick}>{ name }</button> }
}

fn peer_button(button: &PeerButton, seat: &Seat, ctx: &Context<Network>) -> Html {
    let (props, link, peer) = (ctx.props(), ctx.link(), button.peer);
    let area = seat.area;
    let style =
        format!("left:{}px;top:{}px;width:{}px;height:{}px", area.x, area.y, area.w, area.h);
    let onclick = props.on_act.reform(move |_: MouseEvent| Act::Kill(peer));
    let onfocus = props.on_act.reform(move |_: FocusEvent| Act::Look(Look::Select(peer)));
    let oncontextmenu = link.callback(move |event: MouseEvent| {
        event.prevent_default();
        Msg::OpenMenu(peer)
    });
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        let asks = event.key() == "ContextMenu" || event.shift_key() && event.key() == "F10";
        asks.then(|| {
            event.prevent_default();
            Msg::OpenMenu(peer)
        })
    });
    let chosen = props.selected == Some(peer);
    html! {
        <button key={peer.0} class={classes!("peer", chosen.then_some("chosen"), round(seat).then_some("round"))} {style}
            aria-label={button.name.clone()} title={hint(button.health)}
            onkeyup={keep_space} {onkeydown} {onclick} {onfocus} {oncontextmenu}></button>
    }
}

/// A peer that leads has no trader to suspect: it only asks again who should lead.
fn suspect(button: &PeerButton) -> String {
    let peer = button.peer;
    if button.leads {
        format!("Make peer {peer} hold an election")
    } else {
        format!("Make peer {peer} suspect its trader")
    }
}

fn round(seat: &Seat) -> bool {
    matches!(seat.level, Level::Token | Level::Dot)
}

const fn hint(health: Health) -> &'static str {
    match health {
        Health::Crashed => "Click to restart it",
        Health::Up | Health::Paused => "Click to crash it; right-click for more",
    }
}

/// Space plays and pauses, also when a peer has the focus: it must not click the peer.
fn keep_space(event: KeyboardEvent) {
    if event.key() == " " {
        event.prevent_default();
    }
}
