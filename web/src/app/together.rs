//! What a person compares: the run on screen under several choices.

use super::App;
use crate::act::{Act, View};
use crate::comparing::{Comparing, Together};
use crate::files;
use crate::panels::compare::{Compare, CompareView};
use crate::shared::{Shared, SharedComparing, SharedLab};
use trading_post::export::Format;
use yew::prelude::*;

/// What is compared, and the laboratory from which it was taken.
pub struct Compared {
    lab: SharedLab,
    comparing: SharedComparing,
}

impl App {
    /// Sees to it that the run on screen is what is compared, while it is looked at. What was done to that
    /// run meanwhile is taken over where a person comes back from it.
    pub(super) fn see_to_comparing(&mut self, comes: bool) {
        if self.choices.view != View::Compare {
            if let Some(compared) = &self.compared {
                compared.comparing.change(|comparing| comparing.set_playing(false));
            }
            return;
        }
        let lab = &self.lab;
        let is_of = |compared: &Compared| lab.look(|lab| compared.comparing.look(|c| c.is_of(lab)));
        let holds = |compared: &Compared| compared.lab == *lab && (!comes || is_of(compared));
        if !self.compared.as_ref().is_some_and(holds) {
            let mut comparing = lab.look(Comparing::of);
            comparing.set_playing(true);
            let comparing = Shared::new(comparing);
            self.compared = Some(Compared { lab: lab.clone(), comparing });
        }
    }

    pub(super) fn together(&mut self, ctx: &Context<Self>, together: Together) {
        let Some(Compared { comparing, .. }) = &self.compared else {
            return;
        };
        let done = comparing.change(|comparing| carry_out(comparing, together));
        if let Err(why) = done {
            self.complain(ctx, why);
        }
    }

    /// What is compared, if something is.
    pub(super) fn comparing(&self) -> Option<&SharedComparing> {
        self.compared.as_ref().map(|compared| &compared.comparing)
    }

    pub(super) fn compare(&self, on_act: &Callback<Act>) -> Html {
        let Some(comparing) = self.comparing() else {
            return Html::default();
        };
        html! {
            <Compare comparing={comparing.clone()} view={comparing.change(CompareView::of)} dark={self.dark()}
                still={self.system.prefers_stillness()} on_act={on_act.clone()} on_news={self.on_news.clone()} />
        }
    }
}

fn carry_out(comparing: &mut Comparing, together: Together) -> Result<(), String> {
    match together {
        Together::PlayOrPause => comparing.play_or_pause(),
        Together::Step => comparing.step(),
        Together::StepBack => comparing.step_back(),
        Together::GoTo(at) => {
            comparing.set_playing(false);
            comparing.go_to(at);
        }
        Together::Speed(speed) => comparing.set_speed(speed),
        Together::Choose(column, choice) => return comparing.choose(column, choice),
        Together::Add => return comparing.add(),
        Together::Remove(column) => comparing.remove(column),
        Together::Kill(column, peer) => return comparing.kill(column, peer),
        Together::SaveCsv => {
            let table = comparing.compared().table().csv();
            files::save("compared.csv", Format::Figures.media_type(), &table);
        }
        Together::SaveJson => {
            files::save("compared.json", "application/json", &comparing.compared().json());
        }
    }
    Ok(())
}
