//! Which run is on screen: begun anew, or brought by an address, a preset or a file; and taken away as a
//! file.

use super::{App, Msg, opened};
use crate::act::{Tab, View};
use crate::draft::Draft;
use crate::files::{self, Reading};
use crate::lab::Lab;
use crate::replaying::Replaying;
use crate::settings::{Opened, lab_of_file};
use crate::shared::SharedLab;
use std::rc::Rc;
use trading_post::export::{Format, export};
use trading_post::scenario::fields::Field;
use trading_post::scenario::{Problem, Scenario};
use web_sys::File;
use yew::prelude::*;

impl App {
    pub(super) fn restart_with_seed(&mut self, ctx: &Context<Self>, seed: u64) {
        let scenario = self.lab.look(|lab| lab.scenario().clone());
        self.restart(ctx, Scenario { seed, ..scenario });
    }

    pub(super) fn restart(&mut self, ctx: &Context<Self>, scenario: Scenario) {
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

    /// Begins a run of the draft, if it makes sense.
    pub(super) fn start_draft(&mut self, ctx: &Context<Self>) {
        if let Some(scenario) = self.drafted(ctx) {
            self.restart(ctx, scenario);
        }
    }

    pub(super) fn save_draft(&mut self, ctx: &Context<Self>) {
        if let Some(scenario) = self.drafted(ctx) {
            files::save("scenario.json", "application/json", &scenario.to_json());
        }
    }

    /// The scenario of the draft; why there is none is told.
    pub(super) fn drafted(&mut self, ctx: &Context<Self>) -> Option<Scenario> {
        let drafted = self.choices.draft.scenario().cloned().map_err(told_of);
        drafted.map_err(|why| self.complain(ctx, why)).ok()
    }

    /// Shows another run.
    pub(super) fn show(&mut self, lab: Lab) {
        self.choices.draft = Rc::new(self.choices.draft.onto(lab.scenario()));
        self.lab = SharedLab::new(lab);
        self.errands.leave_run();
        self.tour = None;
        self.choices.look_away();
        (self.choices.compared, self.choices.dialog) = (None, None);
        self.complaint = None;
        self.remember_run();
    }

    /// Shows the run that an address asks for which was put in by hand; the run on screen stays if
    /// there is something wrong with it.
    pub(super) fn open_address(&mut self, ctx: &Context<Self>) {
        match opened(&self.system) {
            Ok((lab, tour)) => {
                self.show(lab);
                self.tour = tour;
                self.show_step();
            }
            Err(why) => {
                self.system.show_link();
                self.complain(ctx, format!("{why}. The run on screen stays."));
            }
        }
    }

    /// The text of the run in a format, with the last so many events up to the moment shown.
    pub(super) fn exported(&self, format: Format, events: usize) -> String {
        self.lab.look(|lab| {
            let end = lab.run().trace_length();
            export(format, lab.run(), end.saturating_sub(events)..end)
        })
    }

    pub(super) fn read(&mut self, ctx: &Context<Self>, file: &File) {
        match Reading::of(file, ctx.link().callback(Msg::FileRead)) {
            Ok(reading) => self.reading = Some(reading),
            Err(why) => self.complain(ctx, format!("{why}. The run on screen stays.")),
        }
    }

    /// Shows the run of a file; the run on screen stays if there is something wrong with it. A scenario
    /// that makes no sense is shown with what is wrong beside its fields.
    pub(super) fn open_file(
        &mut self,
        ctx: &Context<Self>,
        name: &str,
        text: Result<String, String>,
    ) {
        let opened = text
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|text| lab_of_file(text).map_err(|why| format!("{name}: {why}")));
        match opened {
            Ok(Opened { lab, differs }) => {
                self.show(lab);
                self.system.show_link();
                if let Some(breach) = differs {
                    self.complain(ctx, format!("{name}: {}", breach.sentence));
                    let found = self.lab.look(|lab| Replaying::broken(lab.run(), breach));
                    self.errands.replaying = Some(found);
                }
            }
            Err(why) => {
                let scenario = text.ok().and_then(|text| Scenario::read(&text).ok());
                if let Some(scenario) = scenario {
                    self.mend(&scenario);
                }
                self.complain(ctx, format!("{why}. The run on screen stays."));
            }
        }
    }

    /// Lets a person mend a scenario.
    fn mend(&mut self, scenario: &Scenario) {
        let draft = self.lab.look(|lab| Draft::with(scenario, lab.scenario()));
        self.choices.draft = Rc::new(draft);
        (self.choices.view, self.choices.tab) = (View::Run, Tab::Scenario);
    }
}

/// What is wrong with a draft, in a sentence.
fn told_of(problems: &[Problem]) -> String {
    let Some(first) = problems.first() else {
        return String::new();
    };
    let name = Field::of(&first.field).map_or("", |field| field.name);
    let others = match problems.len() {
        1 => String::new(),
        count => format!(" It has {count} problems in all, each beside its field."),
    };
    format!("The scenario makes no sense yet. {name}: {}{others}", first.beside())
}
