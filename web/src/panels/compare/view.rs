//! What Compare shows beside the pictures, as plain data.

use crate::comparing::{Column, Comparing, Halt};
use crate::panels::network::{PeerButton, buttons_of};
use crate::speed::Speed;
use trading_post::compare::{Choice, Compared, Detection};
use trading_post::market::order::Order;
use trading_post::peer::rules::{Algorithm, ClockScope, Defences};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use yew::AttrValue;

/// What there is to show.
#[derive(Clone, PartialEq, Debug)]
pub struct CompareView {
    /// What the scenario is called.
    pub title: AttrValue,
    /// Its seed.
    pub seed: u64,
    /// What it says where nothing else is chosen.
    pub own: Own,
    /// Whether the columns play.
    pub playing: bool,
    /// The simulated time shown.
    pub at: Instant,
    /// How far the slider reaches.
    pub span: Instant,
    /// How fast they play.
    pub speed: Speed,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// What each has come to.
    pub compared: Compared,
    /// How many acts are done in all columns.
    pub acts: usize,
    /// How many acts of the run on screen are not.
    pub left_out: usize,
    /// Why they cannot go on.
    pub halt: Option<Halt>,
    /// The latest news.
    pub announced: AttrValue,
}

/// What a scenario says of what can be chosen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Own {
    /// How a new trader is found.
    pub election: Algorithm,
    /// How the death of one is noticed.
    pub detector: Detection,
    /// Who is served first.
    pub order: Order,
    /// What clocks count.
    pub clocks: ClockScope,
    /// What is defended against.
    pub defences: Defences,
}

/// What there is to show of a column.
#[derive(Clone, PartialEq, Debug)]
pub struct ColumnView {
    /// What was chosen.
    pub choice: Choice,
    /// In a few words.
    pub title: AttrValue,
    /// The peers.
    pub peers: Vec<PeerButton>,
}

impl CompareView {
    /// How the columns are at the moment shown.
    pub fn of(comparing: &mut Comparing) -> Self {
        let compared = comparing.compared();
        let scenario = comparing.scenario();
        Self {
            title: scenario.title.clone().into(),
            seed: scenario.seed,
            own: Own::of(scenario),
            playing: comparing.playing(),
            at: comparing.at(),
            span: comparing.span(),
            speed: comparing.speed(),
            columns: columns(comparing, &compared),
            compared,
            acts: comparing.acts(),
            left_out: comparing.left_out(),
            halt: comparing.halt(),
            announced: comparing.announced().to_owned().into(),
        }
    }
}

impl Own {
    fn of(scenario: &Scenario) -> Self {
        Self {
            election: scenario.election,
            detector: Detection::of(scenario),
            order: scenario.order,
            clocks: scenario.clocks,
            defences: scenario.defences,
        }
    }
}

fn columns(comparing: &Comparing, compared: &Compared) -> Vec<ColumnView> {
    let column = |(column, title): (&Column, String)| ColumnView {
        choice: column.choice().clone(),
        title: title.into(),
        peers: buttons_of(column.lab()),
    };
    comparing.columns().iter().zip(compared.titles()).map(column).collect()
}
