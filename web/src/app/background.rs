//! What goes on in the background: a hunt, a branch that is played again, figures that are measured.

use super::{App, ERRAND_LAG_MS, Msg, SLICE_MS};
use crate::act::View;
use crate::hunting::{Hunting, struck};
use crate::measuring::Task;
use crate::panels::figures::FiguresView;
use gloo_timers::callback::Timeout;
use trading_post::check::hunt::Plan;
use yew::prelude::*;

impl App {
    /// Begins a hunt from the moment shown, which stands still from now on.
    pub(super) fn hunt(&mut self, ctx: &Context<Self>, plan: Plan) {
        self.lab.change(|lab| lab.set_playing(false));
        self.errands.hunting = Some(self.lab.look(|lab| Hunting::new(lab.run(), plan)));
        self.schedule_errands(ctx);
    }

    /// Begins to measure something, or lets it wait its turn.
    pub(super) fn measure(&mut self, ctx: &Context<Self>, task: Task) {
        let scenario = self.lab.look(|lab| lab.scenario().clone());
        match self.errands.measurements.begin(task, &scenario) {
            Ok(()) => self.schedule_errands(ctx),
            Err(problems) => self.complain(ctx, problems.to_string()),
        }
    }

    /// While Figures is shown, it tells of the run on screen, whatever becomes of that.
    pub(super) fn keep_surveying(&mut self, ctx: &Context<Self>) {
        let figures = self.choices.view == View::Figures;
        if figures && self.lab.look(|lab| self.errands.survey(lab.run())) {
            self.schedule_errands(ctx);
        }
    }

    pub(super) fn schedule_errands(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        self.slice = Some(Timeout::new(0, move || link.send_message(Msg::Errand)));
    }

    /// Does for a slice of time what goes on in the background. Says whether the page is to be
    /// rendered.
    pub(super) fn run_errands(&mut self, ctx: &Context<Self>) -> bool {
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
        self.show_errands();
        true
    }

    fn show_errands(&mut self) {
        let (choices, errands) = (&self.choices, &self.errands);
        self.lab.look(|lab| match choices.view {
            View::Run | View::Compare => self.news.checks = errands.view(lab),
            View::Figures => self.news.figures = Some(FiguresView::of(lab, choices, errands)),
        });
    }

    pub(super) fn open_find(&mut self, ctx: &Context<Self>) {
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
}
