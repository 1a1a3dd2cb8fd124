//! Network: the picture of the peers and what moves between them, with a real button over each stall,
//! and over each message while the run is paused.
//!
//! This is the one place where something moves: it owns the picture and the one animation frame
//! loop. The loop runs only while the run plays; otherwise a frame is painted when something has
//! changed or another moment is sought, and an idle page paints nothing.

mod over;
mod partition;
mod pick;
mod seals;
mod stalls;

pub use stalls::{PeerButton, button_over, buttons, buttons_of};

use crate::act::Act;
use crate::files::{Picture, save_picture};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::panels::menu::OpenMenu;
use crate::panels::painting::{Canvases, Painting, Sight};
use crate::panels::pictures::pictures;
use crate::panels::term::explaining;
use crate::scene::shape::Point;
use crate::scene::{self, View};
use crate::shared::{Bell, SharedLab};
use crate::subject::Subject;
use gloo_render::{AnimationFrame, request_animation_frame};
use partition::{Line, Stroke};
use pick::place_of;
use seals::Seal;
use trading_post::id::{MessageId, Party, PeerId};
use yew::prelude::*;

/// How long the panels may lag behind the picture while it plays, in milliseconds.
const NEWS_EVERY_MS: f64 = 150.0;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The laboratory.
    pub lab: SharedLab,
    /// Its revision; another one means that something is to be painted.
    pub revision: u64,
    /// Whether the moment shown is being changed, by hand.
    pub scrubbing: bool,
    /// Rung when another moment is sought.
    pub sought: Bell,
    /// The peers.
    pub peers: Vec<PeerButton>,
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// The message under way looked at.
    pub picked: Option<MessageId>,
    /// The link looked at.
    pub link: Option<(Party, Party)>,
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
    /// Another moment is sought.
    Sought,
    /// The room for the picture has changed.
    Resized,
    /// The picture is clicked beside the peers.
    Pick(MouseEvent),
    /// A menu is asked for at a place of the picture.
    AskMenu(MouseEvent),
    /// More than a click is wanted of this, which is there.
    OpenMenu(Subject, Point),
    /// No more; says whether the focus goes back to where it was.
    CloseMenu(bool),
    /// A partition is to be drawn, or no more.
    Draw,
    /// A pointer does something on the picture.
    Stroke(Stroke),
    /// The partition that was drawn is dealt with.
    ForgetPartition,
    /// The picture is to be saved.
    Save(Picture),
}

/// The region.
#[derive(Default)]
pub struct Network {
    painting: Painting,
    frame: Option<AnimationFrame>,
    last_frame_ms: Option<f64>,
    last_news_ms: f64,
    seals: Vec<Seal>,
    menu: Option<OpenMenu>,
    /// Whether a line is drawn wherever a pointer goes down, also by touch.
    drawing: bool,
    line: Line,
    /// Who was inside the line.
    side: Option<Vec<Party>>,
    /// Whether the click that follows is the end of a line.
    drawn: bool,
}

impl Component for Network {
    type Message = Msg;
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Frame(now_ms) => {
                self.frame = None;
                self.play(ctx, now_ms);
                self.paint(ctx.props());
                if ctx.props().lab.look(Lab::playing) {
                    self.request_frame(ctx);
                } else {
                    self.last_frame_ms = None;
                }
                false
            }
            Msg::Sought => {
                // At once: a frame that was asked for now could be the next but one. After a long seek a frame may
                // still come before this message.
                self.paint(ctx.props());
                false
            }
            Msg::Resized => self.measure(ctx),
            Msg::Pick(event) => self.pick(ctx, &event),
            Msg::AskMenu(event) => {
                let place = place_of(&event);
                self.subject_at(ctx, place).is_some_and(|what| self.open_menu(ctx, what, place))
            }
            Msg::OpenMenu(subject, at) => self.open_menu(ctx, subject, at),
            Msg::CloseMenu(back) => self.close_menu(back),
            Msg::Draw => {
                self.drawing = !self.drawing;
                true
            }
            Msg::Stroke(stroke) => self.stroke(ctx, &stroke),
            Msg::Save(picture) => {
                let (props, mut shapes) = (ctx.props(), Vec::new());
                with_view(props, self.painting.size(), |view| scene::network(view, &mut shapes));
                save_picture(picture, "network", &shapes, self.painting.size(), props.dark);
                false
            }
            Msg::ForgetPartition => {
                self.line.clear();
                self.side.take().is_some()
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let new = ctx.props();
        self.request_frame(ctx);
        let moved = self.place_seals(new);
        let other = old.peers != new.peers || old.selected != new.selected;
        moved || other || old.picked != new.picked || self.menu.is_some()
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let draw = ctx.link().callback(|_: MouseEvent| Msg::Draw);
        html! {
            <section class="card network" role="region" aria-label="Network">
                <div class="head">
                    <h2>{ "Network" }</h2>
                    <p class="soft">{ explaining("click a peer to crash it, again to restart it", Word::Peer) }</p>
                    <span class="space"></span>
                    { pictures("the network", &ctx.link().callback(Msg::Save)) }
                    <button class="small draw" onclick={draw} aria-pressed={self.drawing.to_string()}
                        title="Draw a line around those who are to be cut off">{ "Draw a partition" }</button>
                </div>
                <div class="room" ref={self.painting.room.clone()}>
                    <div class="ground" ref={self.painting.ground.element.clone()} aria-hidden="true"></div>
                    <canvas ref={self.painting.still.canvas.clone()} aria-hidden="true"></canvas>
                    { self.top_canvas(ctx) }
                    if self.painting.size().0 > 0.0 {
                        { self.over_picture(ctx) }
                    }
                </div>
            </section>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render {
            let link = ctx.link().clone();
            self.painting.open(move || link.send_message(Msg::Resized));
            let sought = ctx.link().callback(|()| Msg::Sought);
            ctx.props().sought.change(|bell| *bell = sought);
            self.request_frame(ctx);
        }
    }
}

impl Network {
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
        let painting = &mut self.painting;
        let canvases = if props.scrubbing { Canvases::One } else { Canvases::Two };
        props.lab.look(|lab| painting.paint(&sight(props, lab), canvases, props.dark));
    }

    /// Puts the messages' buttons where the messages are. Says whether that has changed anything.
    fn place_seals(&mut self, props: &Props) -> bool {
        let moving = props.scrubbing || props.lab.look(Lab::playing);
        let seals =
            if moving { Vec::new() } else { with_view(props, self.painting.size(), seals::seals) };
        let moved = seals != self.seals;
        self.seals = seals;
        moved
    }

    /// Takes over the size of the room. Says whether it has changed.
    fn measure(&mut self, ctx: &Context<Self>) -> bool {
        let changed = self.painting.measure();
        self.place_seals(ctx.props());
        self.request_frame(ctx);
        changed
    }
}

/// What the picture shows of the laboratory.
const fn sight<'a>(props: &Props, lab: &'a Lab) -> Sight<'a> {
    Sight {
        lab,
        selected: props.selected,
        picked: props.picked,
        link: props.link,
        still: props.still,
    }
}

/// Looks at the laboratory as the picture does.
fn with_view<T>(props: &Props, size: (f64, f64), look: impl FnOnce(&View<'_>) -> T) -> T {
    props.lab.look(|lab| sight(props, lab).view(size, look))
}
