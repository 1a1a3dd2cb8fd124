//! Compare: the same scenario under several choices, in step: a column each with its network, and beneath
//! them what each has come to.
//!
//! It owns the canvases of all columns and one animation frame loop, which runs only while something
//! moves. What is chosen and what is done goes through [`Act`]; what moves is [`crate::comparing`]'s.

mod chooser;
mod column;
mod controls;
mod table;
mod view;
mod words;

pub use view::CompareView;

use crate::act::Act;
use crate::panels::painting::{Canvases, Painting, Sight};
use crate::shared::SharedComparing;
use gloo_render::{AnimationFrame, request_animation_frame};
use yew::prelude::*;

/// How long the table may lag behind the pictures while they move, in milliseconds.
const NEWS_EVERY_MS: f64 = 150.0;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is compared.
    pub comparing: SharedComparing,
    /// What is shown of it beside the pictures.
    pub view: CompareView,
    /// Whether the night's colours are wanted.
    pub dark: bool,
    /// Whether the person prefers steps to movement.
    pub still: bool,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// Called when the page should look at the columns again.
    pub on_news: Callback<()>,
}

/// What happens to it.
pub enum Msg {
    /// The browser is about to paint, at this time in milliseconds.
    Frame(f64),
    /// The room for a picture has changed.
    Resized,
}

/// The region.
#[derive(Default)]
pub struct Compare {
    /// One a column.
    paintings: Vec<Painting>,
    frame: Option<AnimationFrame>,
    last_frame_ms: Option<f64>,
    last_news_ms: f64,
}

impl Component for Compare {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut compare = Self::default();
        compare.paint_columns(ctx.props().view.columns.len());
        compare
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Frame(now_ms) => {
                self.frame = None;
                let goes_on = self.advance(ctx, now_ms);
                self.paint(ctx.props());
                self.last_frame_ms = goes_on.then_some(now_ms);
                if goes_on {
                    self.request_frame(ctx);
                }
                false
            }
            Msg::Resized => {
                let mut changed = false;
                for painting in &mut self.paintings {
                    changed |= painting.measure();
                }
                self.request_frame(ctx);
                changed
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &Props) -> bool {
        self.paint_columns(ctx.props().view.columns.len());
        self.request_frame(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { view, on_act, .. } = ctx.props();
        let columns = view.columns.iter().zip(&self.paintings).enumerate();
        let words = words::words();
        let wide = format!("--columns: {}", view.columns.len());
        html! {
            <section class="compare" role="region" aria-label="Compare" style={wide}>
                { controls::controls(view, &words, on_act) }
                <div class="saying">
                    <p role="note" aria-label="What differs">{ view.compared.sentences().join(" ") }</p>
                    <p role="status" aria-label="Announcements" class="unseen">{ &view.announced }</p>
                </div>
                <div class="abreast">
                    { for columns.map(|(number, (column, painting))| {
                        column::column(number, column, view, painting, &words, on_act)
                    }) }
                </div>
                { table::table(&view.compared, &words, on_act) }
            </section>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first_render: bool) {
        for painting in &mut self.paintings {
            let link = ctx.link().clone();
            painting.open(move || link.send_message(Msg::Resized));
        }
        self.request_frame(ctx);
    }
}

impl Compare {
    /// Sees to it that there are so many pictures.
    fn paint_columns(&mut self, columns: usize) {
        self.paintings.resize_with(columns, Painting::default);
    }

    fn request_frame(&mut self, ctx: &Context<Self>) {
        if self.frame.is_none() {
            let link = ctx.link().clone();
            self.frame = Some(request_animation_frame(move |now_ms| {
                link.send_message(Msg::Frame(now_ms));
            }));
        }
    }

    /// Lets the columns take the time that has passed since the frame before, and tells the page now
    /// and then. Says whether more is to come.
    fn advance(&mut self, ctx: &Context<Self>, now_ms: f64) -> bool {
        let props = ctx.props();
        let passed_ms = self.last_frame_ms.map_or(0.0, |last| now_ms - last);
        let (moved, moves) = props.comparing.change(|comparing| {
            let moved = comparing.moves();
            comparing.advance(passed_ms);
            (moved, comparing.moves())
        });
        if moved && !moves || moves && now_ms - self.last_news_ms >= NEWS_EVERY_MS {
            self.last_news_ms = now_ms;
            props.on_news.emit(());
        }
        moves
    }

    fn paint(&mut self, props: &Props) {
        props.comparing.look(|comparing| {
            for (column, painting) in comparing.columns().iter().zip(&mut self.paintings) {
                let lab = column.lab();
                let sight =
                    Sight { lab, selected: None, picked: None, link: None, still: props.still };
                painting.paint(&sight, Canvases::Two, props.dark);
            }
        });
    }
}
