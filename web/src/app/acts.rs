//! What a person does, and what follows from it.

use super::{App, LAG_MS, Msg, REST_MS};
use crate::act::{Act, Look, Tab, View};
use crate::aim::Aim;
use crate::choices::Dialog;
use crate::draft::Edit;
use crate::lab::Lab;
use crate::names::{Health, health};
use crate::panels::scenario::copied;
use crate::replaying::Replaying;
use crate::settings::number;
use crate::subject::Subject;
use crate::{files, system};
use gloo_timers::callback::Timeout;
use plots::Sheet;
use std::rc::Rc;
use trading_post::id::PeerId;
use trading_post::run::{BranchId, Goal};
use trading_post::scenario::{Intervention, Scenario};
use yew::prelude::*;

impl App {
    pub(super) fn act(&mut self, ctx: &Context<Self>, act: Act) {
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
            Act::ContinueFromHere => self.continue_from_here(),
            Act::Switch(branch) => self.switch(branch),
            Act::Rename(branch, name) => self.rename(ctx, branch, name.trim()),
            Act::Discard(branch) => self.discard(branch),
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
            Act::OpenPreset(name) => self.open_preset(ctx, &name),
            Act::StartDraft => self.start_draft(ctx),
            Act::SaveDraft => self.save_draft(ctx),
            Act::ShareDraft => {
                self.choices.dialog = self.drafted(ctx).map(|_| Dialog::ShareDraft);
            }
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
            Act::Measure(task) => self.measure(ctx, task),
            Act::StopMeasuring(task) => self.errands.measurements.cancel(task),
            Act::SaveTable(name, table) => {
                files::save(&format!("{name}.csv"), "text/csv", &table.csv());
            }
            Act::SavePlot(plot) => match plot.svg(Sheet::File) {
                Ok(svg) => files::save(&format!("{}.svg", plot.name()), "image/svg+xml", &svg),
                Err(why) => self.complain(ctx, why.to_string()),
            },
            Act::Guide(guide) => self.guide(ctx, guide),
            Act::Together(together) => self.together(ctx, together),
            Act::Look(look) => self.look(look),
        }
    }

    fn continue_from_here(&mut self) {
        self.lab.change(Lab::fork);
        self.system.focus("button.primary");
    }

    fn rename(&mut self, ctx: &Context<Self>, branch: BranchId, name: &str) {
        if name.is_empty() {
            self.complain(ctx, "A branch needs a name: it keeps the one it had".to_owned());
        } else {
            self.lab.change(|lab| lab.rename(branch, name.to_owned()));
        }
    }

    fn discard(&mut self, branch: BranchId) {
        self.lab.change(|lab| lab.discard(branch));
        self.system.focus("[aria-current] input");
    }

    fn open_preset(&mut self, ctx: &Context<Self>, name: &str) {
        match Scenario::preset(name) {
            Some(scenario) => {
                self.look(Look::Edit(Edit::Reset));
                self.restart(ctx, scenario);
            }
            None => self.complain(ctx, format!("There is no preset {name:?}")),
        }
    }

    /// Goes to a moment, as somebody who moves the slider: many times a second. Says whether the page is to be
    /// rendered: as a rule only the picture follows.
    pub(super) fn scrub(&mut self, ctx: &Context<Self>, moment: usize) -> bool {
        self.lab.change(|lab| lab.seek(moment));
        let begins = self.rest.is_none();
        if !begins {
            self.sought.ring();
        }
        let link = ctx.link().clone();
        self.rest = Some(Timeout::new(REST_MS, move || link.send_message(Msg::News)));
        if self.lag.is_none() {
            let link = ctx.link().clone();
            self.lag = Some(Timeout::new(LAG_MS, move || link.send_message(Msg::Follow)));
        }
        begins
    }

    pub(super) fn look(&mut self, look: Look) {
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
            Look::View(view) => {
                self.choices.view = view;
                if view != View::Run {
                    self.choices.presenting = false;
                    self.lab.change(|lab| lab.set_playing(false));
                }
                self.see_to_comparing(true);
            }
            Look::Show(tab) => self.choices.tab = tab,
            Look::Search(text) => self.choices.search = text,
            Look::Filter(filter) => self.choices.filter = filter,
            Look::NextTheme => {
                self.settings.theme = self.settings.theme.next();
                self.system.save(&self.settings);
                self.show_theme();
            }
            Look::Present => self.choices.presenting = !self.choices.presenting,
            Look::Dialog(dialog) => self.choices.dialog = dialog,
            Look::Wish(wishes) => self.choices.wishes = *wishes,
            Look::Machines(machines) => self.choices.machines = machines,
            Look::AsTable(name, true) => {
                self.choices.as_tables.insert(name);
            }
            Look::AsTable(name, false) => {
                self.choices.as_tables.remove(&name);
            }
            Look::Edit(edit) => Rc::make_mut(&mut self.choices.draft).edit(edit),
            Look::Dismiss => self.complaint = None,
        }
    }

    pub(super) fn jump(&mut self, event: usize) {
        self.lab.change(|lab| {
            let moment = lab.run().moment_of_event(event);
            lab.seek(moment);
        });
        let peer = self.lab.look(|lab| lab.run().trace().get(event).and_then(|e| e.peer()));
        self.choices.look_at(Subject::Event(event));
        self.choices.selected = peer.or(self.choices.selected);
    }

    pub(super) fn run_to(&mut self, ctx: &Context<Self>, aim: Aim) {
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
    pub(super) fn switch(&mut self, branch: BranchId) {
        self.lab.change(|lab| lab.switch(branch));
        self.choices.forget_events();
        self.choices.compared = None;
    }

    pub(super) fn intervene(&mut self, ctx: &Context<Self>, act: Intervention) {
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

    pub(super) fn kill(&mut self, ctx: &Context<Self>, peer: PeerId) {
        let act = match self.health(peer) {
            Health::Crashed => Intervention::Restart(peer),
            Health::Up | Health::Paused => Intervention::Crash(peer),
        };
        self.intervene(ctx, act);
    }

    pub(super) fn pause_or_resume(&mut self, ctx: &Context<Self>, peer: PeerId) {
        let act = match self.health(peer) {
            Health::Paused => Intervention::Resume(peer),
            Health::Up | Health::Crashed => Intervention::Pause(peer),
        };
        self.intervene(ctx, act);
    }

    pub(super) fn health(&self, peer: PeerId) -> Health {
        self.lab.look(|lab| health(lab.world().node(peer)))
    }
}
