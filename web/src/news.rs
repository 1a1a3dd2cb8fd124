//! What the panels show, made anew when the laboratory has changed: one plain value that the page
//! is a function of.

use crate::act::{Tab, View};
use crate::choices::Choices;
use crate::errands::Errands;
use crate::panels::checks::ChecksView;
use crate::panels::faults::FaultsView;
use crate::panels::figures::FiguresView;
use crate::panels::history::HistoryView;
use crate::panels::inspector::InspectorView;
use crate::panels::log::{self, LogRow};
use crate::panels::market::MarketView;
use crate::panels::network::{self, PeerButton};
use crate::panels::saying::SayingView;
use crate::panels::scenario::ScenarioView;
use crate::panels::transport::TransportView;
use crate::shared::SharedLab;
use crate::subject::Subject;
use yew::AttrValue;

/// All that the panels show. What no panel shows now is left empty.
#[derive(Clone, PartialEq, Debug)]
pub struct News {
    /// The laboratory's revision.
    pub revision: u64,
    /// What the run is called.
    pub title: AttrValue,
    /// The peers.
    pub peers: Vec<PeerButton>,
    /// The sentence.
    pub saying: SayingView,
    /// Where the run stands.
    pub transport: TransportView,
    /// The newest events.
    pub log: Vec<LogRow>,
    /// The market.
    pub market: MarketView,
    /// What is looked at.
    pub inspector: InspectorView,
    /// What can be done to peers, links, messages and timers.
    pub faults: FaultsView,
    /// The branches.
    pub history: HistoryView,
    /// How the checks stand, and the hunt.
    pub checks: ChecksView,
    /// What the run started from.
    pub scenario: ScenarioView,
    /// What was measured, while that is looked at.
    pub figures: Option<FiguresView>,
    /// How many checks are red at the moment shown.
    pub red: usize,
}

impl News {
    /// What there is to show now.
    #[must_use]
    pub fn of(shared: &SharedLab, choices: &Choices, errands: &Errands) -> Self {
        let shows = |tab| !choices.presenting && choices.tab == tab;
        let looked_at = choices.subject.or(choices.selected.map(Subject::Peer));
        let inspector =
            shows(Tab::Inspector).then(|| shared.change(|lab| InspectorView::of(lab, looked_at)));
        let peers = network::buttons(shared);
        shared.look(|lab| Self {
            revision: lab.revision(),
            title: lab.scenario().title.clone().into(),
            peers,
            saying: SayingView::of(lab),
            transport: TransportView::of(lab),
            log: if choices.presenting {
                Vec::new()
            } else {
                log::rows(lab, choices.filter, &choices.search)
            },
            market: if shows(Tab::Market) { MarketView::of(lab) } else { MarketView::default() },
            inspector: inspector.unwrap_or_default(),
            faults: if shows(Tab::Faults) { FaultsView::of(lab) } else { FaultsView::default() },
            history: if shows(Tab::History) {
                HistoryView::of(lab, choices.compared)
            } else {
                HistoryView::default()
            },
            checks: if shows(Tab::Checks) { errands.view(lab) } else { ChecksView::default() },
            scenario: ScenarioView::of(lab.scenario()),
            figures: (choices.view == View::Figures)
                .then(|| FiguresView::of(lab, choices, errands)),
            red: lab.red_checks(),
        })
    }
}
