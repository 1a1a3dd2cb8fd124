//! The page: the regions, what a person does, and what follows from it.

mod acts;
mod background;
mod markup;
mod runs;
mod together;
mod touring;

use crate::act::{Act, Look, View};
use crate::choices::Choices;
use crate::draft::Draft;
use crate::errands::Errands;
use crate::files::{FileText, Reading};
use crate::keys;
use crate::lab::Lab;
use crate::news::News;
use crate::panels::header::header;
use crate::panels::transport::TransportView;
use crate::settings::{self, Settings, Theme};
use crate::shared::{Bell, SharedLab};
use crate::system::{self, Heard, System};
use crate::tour::Course;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use trading_post::scenario::Scenario;
use web_sys::{File, KeyboardEvent};
use yew::html::Scope;
use yew::prelude::*;

/// How long the slider rests before the panels follow it, in milliseconds. The picture follows it at
/// once.
const REST_MS: u32 = 120;

/// How far Transport may lag behind the slider, in milliseconds: to lay out a page takes longer than
/// to paint a picture.
const LAG_MS: u32 = 200;

/// How long a slice of what goes on in the background takes, in milliseconds: frames must come in
/// between.
const SLICE_MS: f64 = 9.0;
/// How long Checks may lag behind what goes on in the background, in milliseconds.
const ERRAND_LAG_MS: f64 = 120.0;

/// How long a message to the person stands, in milliseconds.
const COMPLAINT_MS: u32 = 8_000;

/// What happens to the page.
pub enum Msg {
    /// A person does something.
    Act(Act),
    /// A key goes down.
    Key(KeyboardEvent),
    /// The panels should look at the laboratory again.
    News,
    /// Transport should, while the slider moves.
    Follow,
    /// What is done in the background goes on.
    Errand,
    /// A file is to be read.
    File(File),
    /// It was read.
    FileRead(FileText),
    /// The system's colours or motion have changed.
    System,
    /// The address has changed, by hand.
    Address,
}

/// What is to be done once the page is laid out anew.
enum Revealed {
    /// What these selectors find is to be seen, above all what the first does.
    Sights(Vec<String>),
    /// It is to have the focus.
    Focus(&'static str),
}

/// What those who listen to keys know of the page.
type Heeding = Rc<Cell<Option<View>>>;

/// The page.
pub struct App {
    lab: SharedLab,
    choices: Choices,
    settings: Settings,
    news: News,
    /// While the slider moves: when the panels follow.
    rest: Option<Timeout>,
    /// Calls the picture while the slider moves.
    sought: Bell,
    /// While Transport lags behind the slider: when it follows.
    lag: Option<Timeout>,
    /// What is compared, once a person has looked.
    compared: Option<together::Compared>,
    errands: Errands,
    /// When they go on.
    slice: Option<Timeout>,
    /// When Checks showed them last, in milliseconds.
    errands_shown_ms: f64,
    reading: Option<Reading>,
    /// The tour that the person is on.
    tour: Option<Course>,
    /// Whether the run is on its way to the tour's step.
    arriving: bool,
    /// What is to be seen, or to have the focus, once the page is laid out anew.
    revealing: Vec<Revealed>,
    complaint: Option<(String, Timeout)>,
    system: System,
    /// The view that keys act upon now; none while a dialog is open.
    heeding: Heeding,
    /// Made once, so that a component whose other properties are the same is left alone.
    on_act: Callback<Act>,
    on_news: Callback<()>,
    on_file: Callback<File>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let heeding = Heeding::default();
        let system = System::new(Heard {
            key: key_callback(link, &heeding),
            preference: link.callback(|()| Msg::System),
            address: link.callback(|()| Msg::Address),
            file: link.callback(Msg::File),
        });
        let (lab, tour, complaint) = match opened(&system) {
            Ok((lab, tour)) => (lab, tour, None),
            Err(why) => (a_new_lab(), None, Some(format!("{why}. This is a new run."))),
        };
        let lab = SharedLab::new(lab);
        let draft = Rc::new(lab.look(|lab| Draft::of(lab.scenario())));
        let choices = Choices { draft, ..Choices::default() };
        let mut app = Self {
            rest: None,
            lag: None,
            sought: Bell::unheard(),
            news: News::of(&lab, &choices, &Errands::default()),
            compared: None,
            errands: Errands::default(),
            slice: None,
            errands_shown_ms: 0.0,
            reading: None,
            tour,
            arriving: false,
            revealing: Vec::new(),
            lab,
            choices,
            settings: system.settings(),
            complaint: None,
            system,
            heeding,
            on_act: link.callback(Msg::Act),
            on_news: link.callback(|()| Msg::News),
            on_file: link.callback(Msg::File),
        };
        app.heed();
        app.remember_run();
        if app.tour.is_some() {
            app.show_step();
            app.news = News::of(&app.lab, &app.choices, &app.errands);
        } else if complaint.is_some() || !app.system.fragment().starts_with("#run=") {
            app.system.show_address();
        }
        app.show_theme();
        if let Some(why) = complaint {
            app.complain(ctx, why);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        if let Msg::Act(Act::Seek(moment)) = msg {
            return self.scrub(ctx, moment);
        }
        match msg {
            Msg::Follow => {
                self.lag = None;
                self.news.transport = self.lab.look(TransportView::of);
                return true;
            }
            Msg::Errand => return self.run_errands(ctx),
            Msg::File(file) => self.read(ctx, &file),
            Msg::FileRead((name, text)) => {
                self.reading = None;
                self.open_file(ctx, &name, text);
            }
            Msg::Act(act) => self.act(ctx, act),
            Msg::Key(event) => {
                let Some(act) = self.act_of_key(&event) else {
                    return false;
                };
                self.act(ctx, act);
            }
            Msg::News => self.arrive(),
            Msg::System => self.show_theme(),
            Msg::Address => self.open_address(ctx),
        }
        (self.rest, self.lag) = (None, None);
        self.heed();
        self.keep_surveying(ctx);
        self.see_to_comparing(false);
        self.news = News::of(&self.lab, &self.choices, &self.errands);
        true
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first_render: bool) {
        for revealed in self.revealing.drain(..) {
            match revealed {
                Revealed::Sights(selectors) => {
                    selectors.iter().rev().for_each(|selector| self.system.reveal(selector));
                }
                Revealed::Focus(selector) => self.system.focus(selector),
            }
        }
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let on_act = self.on_act.clone();
        let presenting = self.choices.presenting;
        html! {
            <div class={classes!("page", presenting.then_some("presenting"))}>
                { header(&self.head(), &on_act) }
                { self.complaint(&on_act) }
                { match self.choices.view {
                    View::Run => self.run(&on_act),
                    View::Compare => html! { <main class="whole">{ self.compare(&on_act) }</main> },
                    View::Figures => self.figures(&on_act),
                } }
                { self.dialog(on_act) }
            </div>
        }
    }
}

impl App {
    fn complain(&mut self, ctx: &Context<Self>, why: String) {
        let link = ctx.link().clone();
        let timeout = Timeout::new(COMPLAINT_MS, move || {
            link.send_message(Msg::Act(Act::Look(Look::Dismiss)))
        });
        self.complaint = Some((why, timeout));
    }

    fn remember_run(&self) {
        self.lab.look(|lab| crate::panic::remember_run(lab.run()));
    }

    fn dark(&self) -> bool {
        match self.settings.theme {
            Theme::System => self.system.prefers_dark(),
            Theme::Light => false,
            Theme::Dark => true,
        }
    }

    fn show_theme(&self) {
        self.system.set_theme(self.dark());
    }

    /// Lets those who listen to keys know what these act upon now.
    fn heed(&self) {
        // An open dialog is modal, and the browser itself closes it.
        self.heeding.set(self.choices.dialog.is_none().then_some(self.choices.view));
    }

    fn act_of_key(&self, event: &KeyboardEvent) -> Option<Act> {
        if !system::is_for_page(event) {
            return None;
        }
        let (key, shift) = (event.key(), event.shift_key());
        match self.heeding.get()? {
            View::Run => self.lab.look(|lab| keys::act_of(&key, shift, lab, &self.choices)),
            View::Compare => self.comparing()?.look(|comparing| keys::together_of(&key, comparing)),
            View::Figures => None,
        }
    }
}

/// Sends the page each key. What the browser would do with it is prevented at once: the page may come to it
/// when that is too late.
fn key_callback(link: &Scope<App>, heeding: &Heeding) -> Callback<KeyboardEvent> {
    let (link, heeding) = (link.clone(), Rc::clone(heeding));
    Callback::from(move |event: KeyboardEvent| {
        let taken = heeding.get().is_some_and(|view| keys::takes(view, &event.key()));
        if taken && system::is_for_page(&event) {
            event.prevent_default();
        }
        link.send_message(Msg::Key(event));
    })
}

/// How many things were done to the run, on all branches.
fn acts_done(lab: &Lab) -> usize {
    let record = lab.run().record();
    record.branches.iter().map(|branch| branch.acts.len()).sum()
}

/// The run that the address asks for, and the tour on which it is.
fn opened(system: &System) -> Result<(Lab, Option<Course>), String> {
    let fragment = system.fragment();
    if let Some(tour) = settings::tour_of_address(&fragment)? {
        let (course, lab) = Course::begin(tour);
        return Ok((lab, Some(course)));
    }
    let lab = settings::lab_of_address(&system.query(), &fragment, system::fresh_seed())?;
    Ok((lab, None))
}

fn a_new_lab() -> Lab {
    let scenario = Scenario { seed: system::fresh_seed(), ..Scenario::report() };
    Lab::new(scenario).expect("a preset makes sense")
}
