//! The page: the regions, what a person does, and what follows from it.

use crate::act::{Act, Look, Tab};
use crate::aim::Aim;
use crate::choices::{Choices, Dialog};
use crate::errands::Errands;
use crate::files::{self, FileText, Reading};
use crate::hunting::{Hunting, struck};
use crate::keys;
use crate::lab::Lab;
use crate::names::{Health, health};
use crate::news::News;
use crate::offers;
use crate::panels::checks::Checks;
use crate::panels::diagram::Diagram;
use crate::panels::faults::Faults;
use crate::panels::header::{Head, header};
use crate::panels::help::help;
use crate::panels::history::History;
use crate::panels::inspector::Inspector;
use crate::panels::log::EventLog;
use crate::panels::market::Market;
use crate::panels::network::Network;
use crate::panels::palette::Palette as ActPalette;
use crate::panels::saying::saying;
use crate::panels::scenario::{ScenarioPanel, copied};
use crate::panels::share::Share;
use crate::panels::transport::{Transport, TransportView};
use crate::replaying::Replaying;
use crate::scene::legend::{Sign, legend};
use crate::scene::palette::Palette;
use crate::settings::{self, Settings, Theme, lab_of_file, number};
use crate::shared::SharedLab;
use crate::subject::Subject;
use crate::system::{self, Heard, System};
use gloo_timers::callback::Timeout;
use trading_post::check::hunt::Plan;
use trading_post::id::PeerId;
use trading_post::run::{BranchId, Goal};
use trading_post::scenario::{Intervention, Scenario};
use trading_post::trace::export::{Format, export};
use web_sys::{File, KeyboardEvent};
use yew::prelude::*;

/// How long the slider rests before the panels follow it, in milliseconds. The picture follows it at
/// once.
const REST_MS: u32 = 120;

/// How far Transport may lag behind the slider, in milliseconds: to lay out a page takes longer than
/// to paint a picture.
const LAG_MS: u32 = 80;

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

/// The page.
pub struct App {
    lab: SharedLab,
    choices: Choices,
    settings: Settings,
    news: News,
    /// While the slider moves: when the panels follow.
    rest: Option<Timeout>,
    /// While Transport lags behind the slider: when it follows.
    lag: Option<Timeout>,
    errands: Errands,
    /// When they go on.
    slice: Option<Timeout>,
    /// When Checks showed them last, in milliseconds.
    errands_shown_ms: f64,
    reading: Option<Reading>,
    complaint: Option<(String, Timeout)>,
    system: System,
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
        let system = System::new(Heard {
            key: link.callback(Msg::Key),
            preference: link.callback(|()| Msg::System),
            address: link.callback(|()| Msg::Address),
            file: link.callback(Msg::File),
        });
        let (lab, complaint) = match lab_of_address(&system) {
            Ok(lab) => (lab, None),
            Err(why) => (a_new_lab(), Some(format!("{why}. This is a new run."))),
        };
        let lab = SharedLab::new(lab);
        let choices = Choices::default();
        let mut app = Self {
            rest: None,
            lag: None,
            news: News::of(&lab, &choices, &Errands::default()),
            errands: Errands::default(),
            slice: None,
            errands_shown_ms: 0.0,
            reading: None,
            lab,
            choices,
            settings: system.settings(),
            complaint: None,
            system,
            on_act: link.callback(Msg::Act),
            on_news: link.callback(|()| Msg::News),
            on_file: link.callback(Msg::File),
        };
        app.remember_run();
        if complaint.is_some() || !app.system.fragment().starts_with("#run=") {
            app.system.show_address();
        }
        app.show_theme();
        if let Some(why) = complaint {
            app.complain(ctx, why);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Act(Act::Seek(moment)) => return self.scrub(ctx, moment),
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
                event.prevent_default();
                self.act(ctx, act);
            }
            Msg::News => {}
            Msg::System => self.show_theme(),
            Msg::Address => self.open_address(ctx),
        }
        (self.rest, self.lag) = (None, None);
        self.news = News::of(&self.lab, &self.choices, &self.errands);
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let on_act = self.on_act.clone();
        let presenting = self.choices.presenting;
        html! {
            <div class={classes!("page", presenting.then_some("presenting"))}>
                { header(&self.head(), &on_act) }
                { self.complaint(&on_act) }
                <main>
                    { self.network(&on_act) }
                    <div class="side">
                        { saying(&self.news.saying) }
                        if !presenting {
                            { self.panels(&on_act) }
                            <EventLog rows={self.news.log.clone()} filter={self.choices.filter}
                                search={self.choices.search.clone()} on_act={on_act.clone()} />
                        }
                    </div>
                    <Transport view={self.news.transport.clone()} on_act={on_act.clone()} />
                    if !presenting {
                        { self.diagram(&on_act) }
                    }
                </main>
                { self.dialog(on_act) }
            </div>
        }
    }
}

impl App {
    fn head(&self) -> Head {
        Head {
            title: self.news.title.clone(),
            theme: self.settings.theme,
            dark: self.dark(),
            presenting: self.choices.presenting,
        }
    }

    fn network(&self, on_act: &Callback<Act>) -> Html {
        html! {
            <Network lab={self.lab.clone()} revision={self.news.revision} scrubbing={self.rest.is_some()}
                peers={self.news.peers.clone()} selected={self.choices.selected}
                picked={self.choices.message()} link={self.choices.link()} dark={self.dark()} still={self.system.prefers_stillness()}
                on_act={on_act.clone()} on_news={self.on_news.clone()} />
        }
    }

    fn diagram(&self, on_act: &Callback<Act>) -> Html {
        let choices = &self.choices;
        html! {
            <Diagram lab={self.lab.clone()} revision={self.news.revision} event={choices.event()}
                second={choices.second} message={choices.message()} selected={choices.selected}
                dark={self.dark()} on_act={on_act.clone()} />
        }
    }

    fn dialog(&self, on_act: Callback<Act>) -> Html {
        match self.choices.dialog {
            None => Html::default(),
            Some(Dialog::Help) => help(&self.signs(), &on_act),
            Some(Dialog::Palette) => {
                let offers = self.lab.look(|lab| offers::offers(lab, &self.choices));
                html! { <ActPalette {offers} {on_act} /> }
            }
            Some(Dialog::Share) => {
                let (text, acts) =
                    self.lab.look(|lab| (lab.run().record().to_link(), acts_done(lab)));
                html! { <Share link={self.system.address_of(&text)} {acts} {on_act} /> }
            }
        }
    }

    fn signs(&self) -> Vec<Sign> {
        let palette = if self.dark() { &Palette::DARK } else { &Palette::LIGHT };
        self.lab.look(|lab| legend(lab.scenario(), palette))
    }

    fn panels(&self, on_act: &Callback<Act>) -> Html {
        html! {
            <div class="card panels">
                <div class="tabs" role="tablist" aria-label="Panels" onkeydown={system::move_along}>
                    { for Tab::ALL.into_iter().map(|tab| self.tab(tab, on_act)) }
                </div>
                <div id="panel" class="front">{ match self.choices.tab {
                    Tab::Inspector => html! {
                        <Inspector view={self.news.inspector.clone()} peers={self.news.peers.len()}
                            on_act={on_act.clone()} />
                    },
                    Tab::Market => html! { <Market view={self.news.market.clone()} on_act={on_act.clone()} /> },
                    Tab::History => html! {
                        <History view={self.news.history.clone()} on_act={on_act.clone()} />
                    },
                    Tab::Faults => html! {
                        <Faults view={self.news.faults.clone()} selected={self.choices.selected}
                            picked={self.choices.message()} on_act={on_act.clone()} />
                    },
                    Tab::Checks => html! {
                        <Checks view={self.news.checks.clone()} on_act={on_act.clone()} />
                    },
                    Tab::Scenario => html! {
                        <ScenarioPanel view={self.news.scenario.clone()} on_act={on_act.clone()}
                            on_file={self.on_file.clone()} />
                    },
                } }</div>
            </div>
        }
    }

    fn tab(&self, tab: Tab, on_act: &Callback<Act>) -> Html {
        let chosen = self.choices.tab == tab;
        let onclick = on_act.reform(move |_: MouseEvent| Act::Look(Look::Show(tab)));
        let alarm = tab == Tab::Checks && self.news.red > 0;
        html! {
            <button role="tab" class={classes!(alarm.then_some("alarm"))} aria-selected={chosen.to_string()} aria-controls="panel"
                tabindex={if chosen { "0" } else { "-1" }} {onclick}>{ tab.name() }</button>
        }
    }

    fn complaint(&self, on_act: &Callback<Act>) -> Html {
        let Some((why, _)) = &self.complaint else {
            return Html::default();
        };
        let close = on_act.reform(|_: MouseEvent| Act::Look(Look::Dismiss));
        html! {
            <div class="complaint" role="alert">
                <p>{ why }</p>
                <button class="small" onclick={close}>{ "Dismiss" }</button>
            </div>
        }
    }

    fn act(&mut self, ctx: &Context<Self>, act: Act) {
        match act {
            Act::PlayOrPause => self.lab.change(Lab::play_or_pause),
            Act::Step => self.lab.change(Lab::step),
            Act::StepBack => self.lab.change(Lab::step_back),
            Act::NextMessage => self.lab.change(Lab::next_message),
            Act::PreviousMessage => self.lab.change(Lab::previous_message),
            Act::Start => self.lab.change(|lab| lab.seek(0)),
            Act::End => self.lab.change(|lab| lab.seek(usize::MAX)),
            Act::Seek(moment) => {
                self.scrub(ctx, moment);
            }
            Act::JumpTo(event) => self.jump(event),
            Act::Speed(speed) => self.lab.change(|lab| lab.set_speed(speed)),
            Act::ContinueFromHere => {
                self.lab.change(Lab::fork);
                self.system.focus("button.primary");
            }
            Act::Switch(branch) => self.switch(branch),
            Act::Rename(_, name) if name.trim().is_empty() => {
                self.complain(ctx, "A branch needs a name: it keeps the one it had".to_owned());
            }
            Act::Rename(branch, name) => {
                self.lab.change(|lab| lab.rename(branch, name.trim().to_owned()));
            }
            Act::Discard(branch) => {
                self.lab.change(|lab| lab.discard(branch));
                self.system.focus("[aria-current] input");
            }
            Act::RunTo(aim) => self.run_to(ctx, aim),
            Act::Complain(why) => self.complain(ctx, why),
            Act::RestartRun => self.restart(ctx, self.lab.look(|lab| lab.scenario().clone())),
            Act::UseSeed(text) => match number("seed", &text) {
                Ok(seed) => self.restart_with_seed(ctx, seed),
                Err(why) => self.complain(ctx, why),
            },
            Act::FreshSeed => self.restart_with_seed(ctx, system::fresh_seed()),
            Act::Intervene(act) => self.intervene(ctx, act),
            Act::Kill(peer) => self.kill(ctx, peer),
            Act::PauseOrResume(peer) => self.pause_or_resume(ctx, peer),
            Act::OpenPreset(name) => match Scenario::preset(&name) {
                Some(scenario) => self.restart(ctx, scenario),
                None => self.complain(ctx, format!("There is no preset {name:?}")),
            },
            Act::Hunt(plan) => self.hunt(ctx, *plan),
            Act::StopHunt => self.errands.hunting = None,
            Act::OpenFind => self.open_find(ctx),
            Act::Replay => {
                self.errands.replaying = Some(self.lab.look(|lab| Replaying::new(lab.run())));
                self.schedule_errands(ctx);
            }
            Act::Save(format, events) => {
                let text = self.exported(format, events);
                files::save(format.file_name(), format.media_type(), &text);
            }
            Act::Copy(format, events) => {
                let text = self.exported(format, events);
                self.complain(ctx, copied(&text));
            }
            Act::Look(look) => self.look(look),
        }
    }

    /// Begins a hunt from the moment shown, which stands still from now on.
    fn hunt(&mut self, ctx: &Context<Self>, plan: Plan) {
        self.lab.change(|lab| lab.set_playing(false));
        self.errands.hunting = Some(self.lab.look(|lab| Hunting::new(lab.run(), plan)));
        self.schedule_errands(ctx);
    }

    fn schedule_errands(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        self.slice = Some(Timeout::new(0, move || link.send_message(Msg::Errand)));
    }

    /// Does for a slice of time what goes on in the background. Says whether the page is to be
    /// rendered.
    fn run_errands(&mut self, ctx: &Context<Self>) -> bool {
        let begun = self.system.now_ms();
        let mut goes_on = true;
        while goes_on && self.system.now_ms() - begun < SLICE_MS {
            goes_on = self.lab.look(|lab| self.errands.go_on(lab));
        }
        self.slice = None;
        if goes_on {
            self.schedule_errands(ctx);
            if begun - self.errands_shown_ms < ERRAND_LAG_MS {
                return false;
            }
        }
        self.errands_shown_ms = begun;
        self.news.checks = self.lab.look(|lab| self.errands.view(lab));
        true
    }

    /// The text of the run in a format, with the last so many events up to the moment shown.
    fn exported(&self, format: Format, events: usize) -> String {
        self.lab.look(|lab| {
            let end = lab.run().trace_length();
            export(format, lab.run(), end.saturating_sub(events)..end)
        })
    }

    fn read(&mut self, ctx: &Context<Self>, file: &File) {
        match Reading::of(file, ctx.link().callback(Msg::FileRead)) {
            Ok(reading) => self.reading = Some(reading),
            Err(why) => self.complain(ctx, why),
        }
    }

    /// Shows the run of a file; the run on screen stays if there is something wrong with it.
    fn open_file(&mut self, ctx: &Context<Self>, name: &str, text: Result<String, String>) {
        let lab = text.and_then(|text| lab_of_file(&text).map_err(|why| format!("{name}: {why}")));
        match lab {
            Ok(lab) => {
                self.show(lab);
                self.system.show_link();
            }
            Err(why) => self.complain(ctx, format!("{why}. The run on screen stays.")),
        }
    }

    fn open_find(&mut self, ctx: &Context<Self>) {
        let Some(find) = self.errands.hunting.as_ref().and_then(Hunting::find).cloned() else {
            return;
        };
        if !self.lab.change(|lab| lab.open(&find)) {
            return self
                .complain(ctx, "The branch from which the hunt began is forgotten".to_owned());
        }
        self.choices.forget_events();
        self.choices.compared = None;
        self.choices.selected = struck(&find).or(self.choices.selected);
        self.remember_run();
        self.system.show_link();
    }

    /// Goes to a moment, as somebody who moves the slider: many times a second. Says whether the page
    /// is to be rendered: the picture is, and sees by itself that the slider moves on.
    fn scrub(&mut self, ctx: &Context<Self>, moment: usize) -> bool {
        self.lab.change(|lab| lab.seek(moment));
        let begins = self.rest.is_none();
        let link = ctx.link().clone();
        self.rest = Some(Timeout::new(REST_MS, move || link.send_message(Msg::News)));
        if self.lag.is_none() {
            let link = ctx.link().clone();
            self.lag = Some(Timeout::new(LAG_MS, move || link.send_message(Msg::Follow)));
        }
        begins
    }

    fn look(&mut self, look: Look) {
        match look {
            Look::At(subject) => self.choices.look_at(subject),
            Look::Inspect(subject) => {
                self.choices.look_at(subject);
                self.choices.tab = Tab::Inspector;
            }
            Look::Second(event) => self.choices.second = event,
            Look::Compare(branch) => self.choices.compared = branch,
            Look::Away if self.choices.presenting => self.choices.presenting = false,
            Look::Away => self.choices.look_away(),
            Look::Show(tab) => self.choices.tab = tab,
            Look::Search(text) => self.choices.search = text,
            Look::Filter(filter) => self.choices.filter = filter,
            Look::NextTheme => {
                self.settings.theme = self.settings.theme.next();
                self.system.save(self.settings);
                self.show_theme();
            }
            Look::Present => self.choices.presenting = !self.choices.presenting,
            Look::Dialog(dialog) => self.choices.dialog = dialog,
            Look::Dismiss => self.complaint = None,
        }
    }

    fn jump(&mut self, event: usize) {
        self.lab.change(|lab| {
            let moment = lab.run().moment_of_event(event);
            lab.seek(moment);
        });
        let peer = self.lab.look(|lab| lab.run().trace().get(event).and_then(|e| e.peer()));
        self.choices.look_at(Subject::Event(event));
        self.choices.selected = peer.or(self.choices.selected);
    }

    fn run_to(&mut self, ctx: &Context<Self>, aim: Aim) {
        let now = self.lab.look(Lab::shown);
        match aim {
            Aim::Goal(Goal::Time(at)) if at <= now => {
                self.complain(
                    ctx,
                    format!("Run until: it is {now} s already, expected a later time"),
                );
            }
            Aim::Goal(_) | Aim::Breach => self.lab.change(|lab| lab.run_to(aim)),
        }
    }

    /// Goes over to another branch, where an event's place may be another event's.
    fn switch(&mut self, branch: BranchId) {
        self.lab.change(|lab| lab.switch(branch));
        self.choices.forget_events();
        self.choices.compared = None;
    }

    fn intervene(&mut self, ctx: &Context<Self>, act: Intervention) {
        self.choices.selected = act.peer().or(self.choices.selected);
        let branch = self.lab.look(|lab| lab.run().branch_id());
        match self.lab.change(|lab| lab.act(act)) {
            Ok(()) => {
                self.remember_run();
                self.system.show_link();
            }
            Err(why) => self.complain(ctx, format!("Not possible now: {why}")),
        }
        if self.lab.look(|lab| lab.run().branch_id()) != branch {
            self.choices.forget_events();
        }
    }

    fn kill(&mut self, ctx: &Context<Self>, peer: PeerId) {
        let act = match self.health(peer) {
            Health::Crashed => Intervention::Restart(peer),
            Health::Up | Health::Paused => Intervention::Crash(peer),
        };
        self.intervene(ctx, act);
    }

    fn pause_or_resume(&mut self, ctx: &Context<Self>, peer: PeerId) {
        let act = match self.health(peer) {
            Health::Paused => Intervention::Resume(peer),
            Health::Up | Health::Crashed => Intervention::Pause(peer),
        };
        self.intervene(ctx, act);
    }

    fn health(&self, peer: PeerId) -> Health {
        self.lab.look(|lab| health(lab.world().node(peer)))
    }

    fn restart_with_seed(&mut self, ctx: &Context<Self>, seed: u64) {
        let scenario = self.lab.look(|lab| lab.scenario().clone());
        self.restart(ctx, Scenario { seed, ..scenario });
    }

    fn restart(&mut self, ctx: &Context<Self>, scenario: Scenario) {
        let speed = self.lab.look(Lab::speed);
        match Lab::new(scenario) {
            Ok(mut lab) => {
                lab.set_speed(speed);
                self.show(lab);
                self.system.show_address();
            }
            Err(problems) => self.complain(ctx, problems.to_string()),
        }
    }

    /// Shows another run.
    fn show(&mut self, lab: Lab) {
        self.lab = SharedLab::new(lab);
        (self.errands, self.slice) = (Errands::default(), None);
        self.choices.look_away();
        (self.choices.compared, self.choices.dialog) = (None, None);
        self.complaint = None;
        self.remember_run();
    }

    /// Shows the run that an address asks for which was put in by hand; the run on screen stays if
    /// there is something wrong with it.
    fn open_address(&mut self, ctx: &Context<Self>) {
        match lab_of_address(&self.system) {
            Ok(lab) => self.show(lab),
            Err(why) => {
                self.system.show_link();
                self.complain(ctx, format!("{why}. The run on screen stays."));
            }
        }
    }

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

    fn act_of_key(&self, event: &KeyboardEvent) -> Option<Act> {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return None;
        }
        let key = event.key();
        // An open help is a modal dialog, which the browser itself closes.
        if self.choices.dialog.is_some() || system::belongs_to_control(event, &key) {
            return None;
        }
        let shift = event.shift_key();
        self.lab.look(|lab| keys::act_of(&key, shift, lab, &self.choices))
    }
}

/// How many things were done to the run, on all branches.
fn acts_done(lab: &Lab) -> usize {
    let record = lab.run().record();
    record.branches.iter().map(|branch| branch.acts.len()).sum()
}

fn lab_of_address(system: &System) -> Result<Lab, String> {
    settings::lab_of_address(&system.query(), &system.fragment(), system::fresh_seed())
}

fn a_new_lab() -> Lab {
    let scenario = Scenario { seed: system::fresh_seed(), ..Scenario::report() };
    Lab::new(scenario).expect("a preset makes sense")
}
