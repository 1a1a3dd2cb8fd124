//! Tours: what a person does on one, and what the page shows of each step by itself.

use super::{App, Revealed};
use crate::act::{Guide, View};
use crate::lab::Lab;
use crate::tour::{Course, Tour};
use yew::prelude::*;

/// Where the run is to be watched.
const STAGE: &str = ".network .room";

impl App {
    pub(super) fn guide(&mut self, ctx: &Context<Self>, guide: Guide) {
        match guide {
            Guide::Begin(tour) => self.begin_tour(tour),
            Guide::Next if self.is_unanswered() => {
                self.complain(ctx, "Choose an answer first, or skip the question".to_owned());
            }
            Guide::Next => {
                let watched = !self.system.prefers_stillness();
                self.walk(ctx, |course, lab| course.next(lab, watched));
            }
            Guide::Skip => self.walk(ctx, |course, lab| course.next(lab, false)),
            Guide::Back => self.walk(ctx, Course::back),
            Guide::ComeBack => self.walk(ctx, Course::come_back),
            Guide::Predict(choice) => {
                if let Some(course) = &mut self.tour {
                    course.predict(choice);
                }
            }
            Guide::Leave => {
                (self.tour, self.arriving) = (None, false);
                self.system.show_link();
                self.system.focus("[aria-label=Tours]");
            }
            Guide::Decline => self.greet(),
        }
    }

    fn begin_tour(&mut self, tour: Tour) {
        let (course, lab) = Course::begin(tour);
        self.show(lab);
        self.tour = Some(course);
        self.choices.view = View::Run;
        self.greet();
        self.show_step();
        self.revealing.push(Revealed::Focus(".tour h2"));
        self.system.show_tour(tour.plan().name);
    }

    /// From now on nobody is invited.
    fn greet(&mut self) {
        self.settings.greeted = true;
        self.system.save(&self.settings);
    }

    fn is_unanswered(&self) -> bool {
        self.tour.as_ref().is_some_and(Course::is_unanswered)
    }

    /// Goes along the tour; if its way is lost, it begins again.
    fn walk(
        &mut self,
        ctx: &Context<Self>,
        go: impl FnOnce(&mut Course, &mut Lab) -> Result<(), String>,
    ) {
        let Some(course) = &mut self.tour else {
            return;
        };
        let tour = course.tour();
        match self.lab.change(|lab| go(course, lab)) {
            Ok(()) => {
                self.remember_run();
                self.show_step();
            }
            Err(why) => {
                self.begin_tour(tour);
                self.complain(ctx, format!("{why}: it begins again"));
            }
        }
    }

    /// The run may have come to the tour's step by now.
    pub(super) fn arrive(&mut self) {
        if self.arriving {
            self.show_step();
        }
    }

    /// Shows what the tour's step points at, once the run is there; until then, the run.
    pub(super) fn show_step(&mut self) {
        let Some(course) = &self.tour else {
            return;
        };
        let under_way = self.lab.look(|lab| course.is_under_way(lab));
        let still_under_way = std::mem::replace(&mut self.arriving, under_way) && under_way;
        if still_under_way {
            return;
        }
        self.choices.look_away();
        if under_way {
            self.revealing = vec![Revealed::Sights(vec![STAGE.to_owned()])];
            return;
        }
        if course.is_last() && self.settings.taken.insert(course.tour()) {
            self.system.save(&self.settings);
        }
        if let Some(subject) = course.subject() {
            self.choices.look_at(subject);
        }
        let sights = course.sights();
        let tab = sights.iter().find_map(|sight| sight.tab());
        self.choices.tab = tab.unwrap_or(self.choices.tab);
        let sights = sights.iter().map(|sight| sight.selector());
        self.revealing = vec![Revealed::Sights(sights.chain([STAGE.to_owned()]).collect())];
    }
}
