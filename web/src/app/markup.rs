//! The page's markup: its regions, what they are shown, what lies over them.

use super::{App, acts_done};
use crate::act::{Act, Look, Tab, View};
use crate::choices::Dialog;
use crate::comparing::Comparing;
use crate::panels::checks::Checks;
use crate::panels::diagram::Diagram;
use crate::panels::faults::Faults;
use crate::panels::figures::Figures;
use crate::panels::header::Head;
use crate::panels::help::help;
use crate::panels::history::History;
use crate::panels::inspector::Inspector;
use crate::panels::log::EventLog;
use crate::panels::market::Market;
use crate::panels::network::Network;
use crate::panels::palette::Palette as ActPalette;
use crate::panels::saying::saying;
use crate::panels::scenario::ScenarioPanel;
use crate::panels::share::Share;
use crate::panels::tour::{invitation, tour_card, tours};
use crate::panels::transport::Transport;
use crate::scene::legend::{Sign, legend};
use crate::scene::palette::Palette;
use crate::settings::fragment_of;
use crate::{offers, system};
use yew::prelude::*;

impl App {
    /// One run, to watch and to take apart.
    pub(super) fn run(&self, on_act: &Callback<Act>) -> Html {
        let presenting = self.choices.presenting;
        html! {
            <main>
                { self.network(on_act) }
                <div class={classes!("side", self.guide_class())}>
                    { self.guiding(on_act) }
                    { saying(&self.news.saying) }
                    if !presenting {
                        { self.panels(on_act) }
                        <EventLog rows={self.news.log.clone()} filter={self.choices.filter}
                            search={self.choices.search.clone()} on_act={on_act.clone()} />
                    }
                </div>
                <Transport view={self.news.transport.clone()} on_act={on_act.clone()} />
                if !presenting {
                    { self.diagram(on_act) }
                }
            </main>
        }
    }

    /// Measurements.
    pub(super) fn figures(&self, on_act: &Callback<Act>) -> Html {
        let figures = self.news.figures.clone().map(|view| {
            html! { <Figures {view} on_act={on_act.clone()} /> }
        });
        html! { <main class="whole">{ figures.unwrap_or_default() }</main> }
    }

    fn is_newcomer(&self) -> bool {
        !self.settings.greeted && !self.choices.presenting
    }

    /// Whether a tour, or the invitation to one, stands above the panels.
    fn guide_class(&self) -> Option<&'static str> {
        match self.tour {
            Some(_) => Some("toured"),
            None => self.is_newcomer().then_some("inviting"),
        }
    }

    fn guiding(&self, on_act: &Callback<Act>) -> Html {
        match &self.tour {
            Some(course) => tour_card(&self.lab.look(|lab| course.view(lab)), on_act),
            None if self.is_newcomer() => invitation(on_act),
            None => Html::default(),
        }
    }

    pub(super) fn head(&self) -> Head {
        Head {
            view: self.choices.view,
            title: self.news.title.clone(),
            theme: self.settings.theme,
            dark: self.dark(),
            presenting: self.choices.presenting,
        }
    }

    pub(super) fn network(&self, on_act: &Callback<Act>) -> Html {
        html! {
            <Network lab={self.lab.clone()} revision={self.news.revision} scrubbing={self.rest.is_some()} sought={self.sought.clone()}
                peers={self.news.peers.clone()} selected={self.choices.selected}
                picked={self.choices.message()} link={self.choices.link()} dark={self.dark()} still={self.system.prefers_stillness()}
                on_act={on_act.clone()} on_news={self.on_news.clone()} />
        }
    }

    pub(super) fn diagram(&self, on_act: &Callback<Act>) -> Html {
        let choices = &self.choices;
        html! {
            <Diagram lab={self.lab.clone()} revision={self.news.revision} event={choices.event()}
                second={choices.second} message={choices.message()} selected={choices.selected}
                dark={self.dark()} on_act={on_act.clone()} />
        }
    }

    pub(super) fn dialog(&self, on_act: Callback<Act>) -> Html {
        match self.choices.dialog {
            None => Html::default(),
            Some(Dialog::Tours) => tours(&self.settings.taken, &on_act),
            Some(Dialog::Help) => help(&self.signs(), &on_act),
            Some(Dialog::Palette) => {
                let offers = self.lab.look(|lab| offers::offers(lab, &self.choices));
                html! { <ActPalette {offers} {on_act} /> }
            }
            Some(Dialog::Share) => self.share_run(on_act),
            Some(Dialog::ShareDraft) => self.share_draft(on_act),
        }
    }

    fn share_run(&self, on_act: Callback<Act>) -> Html {
        let (text, acts) = self.lab.look(|lab| (lab.run().record().to_link(), acts_done(lab)));
        let holds = format!(
            "It holds the scenario, the seed, all branches with their {acts} acts, and where the run \
             stands"
        );
        let link = self.system.address_of(&format!("run={text}"));
        html! { <Share heading="A link that makes this run again" {holds} {link} {on_act} /> }
    }

    /// A draft that makes no sense has no link, and no dialog.
    fn share_draft(&self, on_act: Callback<Act>) -> Html {
        let scenario = self.choices.draft.scenario().ok();
        let fragment = scenario.and_then(|scenario| fragment_of(scenario).ok());
        let link = |fragment: String| self.system.address_of(&fragment);
        html! {
            if let Some(link) = fragment.map(link) {
                <Share heading="A link that opens this scenario"
                    holds="It holds the scenario as it is written here, and nothing that was done" {link} {on_act} />
            }
        }
    }

    /// The kinds of messages of all elections that are on screen.
    fn signs(&self) -> Vec<Sign> {
        let palette = Palette::of(self.dark());
        let compared = self.comparing().filter(|_| self.choices.view == View::Compare);
        let elections = match compared {
            Some(comparing) => comparing.look(Comparing::elections),
            None => vec![self.lab.look(|lab| lab.scenario().election)],
        };
        self.lab.look(|lab| legend(&elections, lab.scenario(), palette))
    }

    pub(super) fn panels(&self, on_act: &Callback<Act>) -> Html {
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
                        <Checks view={self.news.checks.clone()} wishes={self.choices.wishes.clone()} on_act={on_act.clone()} />
                    },
                    Tab::Scenario => html! {
                        <ScenarioPanel view={self.news.scenario.clone()} draft={self.choices.draft.clone()}
                            on_act={on_act.clone()} on_file={self.on_file.clone()} />
                    },
                } }</div>
            </div>
        }
    }

    pub(super) fn tab(&self, tab: Tab, on_act: &Callback<Act>) -> Html {
        let chosen = self.choices.tab == tab;
        let onclick = on_act.reform(move |_: MouseEvent| Act::Look(Look::Show(tab)));
        let alarm = tab == Tab::Checks && self.news.red > 0;
        html! {
            <button role="tab" class={classes!(alarm.then_some("alarm"))} aria-selected={chosen.to_string()} aria-controls="panel"
                tabindex={if chosen { "0" } else { "-1" }} {onclick}>{ tab.name() }</button>
        }
    }

    pub(super) fn complaint(&self, on_act: &Callback<Act>) -> Html {
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
}
