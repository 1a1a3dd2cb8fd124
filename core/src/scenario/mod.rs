//! What a run starts from: plain data that can be written, read, and checked as a whole.

mod cases;
mod check;
mod drawn;
mod exhibits;
mod fault;
pub mod fields;
mod machines;
mod presets;
pub(crate) mod read;
mod tell;

pub use cases::Case;
pub use check::{Expected, Problem, Problems};
pub use exhibits::{Change, Exhibit};
pub use fault::{Disturbance, Intervention, Links, Planned, Rule, Touch};
pub use machines::Machine;
pub use presets::{Group, Preset};

use crate::id::{PeerId, Term};
use crate::market::goods::{Good, ItemId, Money};
use crate::market::order::Order;
use crate::peer::buyer::Purse;
use crate::peer::election::ring;
use crate::peer::rules::{Algorithm, ClockScope, Defences, DetectorRules, Rules, Timeouts};
use crate::peer::seller::Stock;
use crate::peer::{Notebook, Possessions};
use crate::time::Duration;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest text that is read as a scenario, in bytes.
pub(crate) const MOST_JSON: usize = 4 << 20;

/// A scenario. What is missing in a file is as in the report's scenario, [`Scenario::report`].
///
/// Numbers are wide and signed here, so that a nonsensical one can be read and named; they are
/// narrowed when the whole has been checked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// What people call it.
    pub title: String,
    /// Decides all chance of the run.
    pub seed: u64,
    /// The peers, numbered from 0. 2 to 1,000.
    pub peers: Vec<Stall>,
    /// What is traded. 1 to 100 goods.
    pub goods: Vec<GoodPlan>,
    /// The trader's part of a price, in thousandths. 0 to 1,000.
    pub commission_per_mille: i64,
    /// How long a buyer thinks between requests, in microseconds.
    pub think: Law,
    /// How long the trader takes to serve a request, in microseconds.
    pub service_us: i64,
    /// The latency of links between peers, in microseconds.
    pub network: Law,
    /// The time to and the time from the ledger, in microseconds each way.
    pub storage: Law,
    /// How long a peer may take to react; 0 in the simulation, but timeouts must allow for it.
    pub processing_us: i64,
    /// How long peers wait, for what.
    pub timeouts: TimeoutPlan,
    /// How the death of a trader is noticed.
    pub detector: DetectorRules,
    /// How a new one is found.
    pub election: Algorithm,
    /// Who is served first.
    pub order: Order,
    /// What the vector clocks count.
    pub clocks: ClockScope,
    /// What is defended against.
    pub defences: Defences,
    /// What goes wrong by itself, and when.
    pub faults: Vec<Planned>,
}

/// What a peer trades as, and with what it begins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Stall {
    /// It sells.
    Seller {
        /// The name of its first item.
        item: String,
        /// How many pieces it has. 1 to 1,000,000.
        stock: i64,
    },
    /// It buys.
    Buyer {
        /// The name of the item that it wants first.
        wants: String,
    },
}

/// One kind of good.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodPlan {
    /// What it is called: one word, not used twice.
    pub name: String,
    /// The price of a piece, in cents. 1 to 100,000,000.
    pub price_cents: i64,
    /// How many a sold-out seller brings. 1 to 1,000,000.
    pub restock: i64,
}

/// A law of times, in microseconds, from which one is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Law {
    /// Always the same.
    Fixed {
        /// The time.
        us: i64,
    },
    /// Every time from `min_us` to `max_us` is as likely.
    Uniform {
        /// The least.
        min_us: i64,
        /// The most.
        max_us: i64,
    },
    /// Mostly near `min_us`, seldom near `max_us`: the least of three uniform draws.
    Skewed {
        /// The least.
        min_us: i64,
        /// The most.
        max_us: i64,
    },
}

/// How long peers wait, in simulated microseconds; see [`Timeouts`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeoutPlan {
    /// T, for an OK. At least two latencies and `processing_us`.
    pub ok_us: i64,
    /// T', for the COORDINATOR. At least T and two latencies.
    pub coordinator_us: i64,
    /// From an announcement to the check of its sender.
    pub recheck_us: i64,
    /// For the answer to a request or a registration. More than two latencies, two of the storage
    /// and `service_us`: what a sale takes when nobody is in the queue.
    pub answer_us: i64,
    /// For a seller's acknowledgement.
    pub notice_us: i64,
    /// For the ledger's answer.
    pub ledger_us: i64,
}

impl Law {
    /// The least that can be drawn, in microseconds.
    #[must_use]
    pub const fn min_us(self) -> i64 {
        match self {
            Self::Fixed { us } => us,
            Self::Uniform { min_us, .. } | Self::Skewed { min_us, .. } => min_us,
        }
    }

    /// The most that can be drawn, in microseconds: the latency bound.
    #[must_use]
    pub const fn max_us(self) -> i64 {
        match self {
            Self::Fixed { us } => us,
            Self::Uniform { max_us, .. } | Self::Skewed { max_us, .. } => max_us,
        }
    }
}

impl Scenario {
    /// What the peers agree on, of a scenario that has been checked.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn rules(&self) -> Result<Rules, Problems> {
        self.check()?;
        let us = |micros: i64| Duration(micros.unsigned_abs());
        let plan = &self.timeouts;
        Ok(Rules {
            peers: self.peers.len(),
            goods: self.goods.iter().map(GoodPlan::good).collect(),
            commission_per_mille: self.commission_per_mille.unsigned_abs(),
            think: (us(self.think.min_us()), us(self.think.max_us())),
            service: us(self.service_us),
            timeouts: Timeouts {
                ok: us(plan.ok_us),
                coordinator: us(plan.coordinator_us),
                recheck: us(plan.recheck_us),
                answer: us(plan.answer_us),
                notice: us(plan.notice_us),
                ledger: us(plan.ledger_us),
            },
            detector: self.detector,
            algorithm: self.election,
            ring: self.ring(),
            order: self.order,
            clocks: self.clocks,
            defences: self.defences,
        })
    }

    /// For each peer the next on the ring, if the algorithm knows one.
    fn ring(&self) -> Vec<PeerId> {
        match self.election {
            Algorithm::Ring { order } => ring(self.peers.len(), order),
            Algorithm::Bully | Algorithm::Report | Algorithm::ModifiedBully | Algorithm::Vote => {
                Vec::new()
            }
        }
    }

    /// What this peer begins with.
    ///
    /// # Panics
    /// If there is no such peer, or the scenario has not been checked.
    #[must_use]
    pub fn notebook(&self, peer: PeerId) -> Notebook {
        let item = |name: &str| self.item(name).expect("the scenario was checked");
        let trade = match &self.peers[peer.index()] {
            Stall::Seller { item: name, stock } => {
                let quantity = u32::try_from(*stock).expect("the scenario was checked");
                Possessions::Seller(Stock {
                    lot: 1,
                    item: item(name),
                    quantity,
                    left: quantity,
                    heard: None,
                    earned: Money::ZERO,
                })
            }
            Stall::Buyer { wants } => Possessions::Buyer(Purse {
                wish: item(wants),
                requests: 0,
                open: false,
                spent: Money::ZERO,
            }),
        };
        Notebook { own_entry: 0, term: Term(0), trade }
    }

    /// The good of this name.
    #[must_use]
    pub fn item(&self, name: &str) -> Option<ItemId> {
        let place = self.goods.iter().position(|g| g.name == name)?;
        u8::try_from(place).ok().map(ItemId)
    }

    /// The name of this good; "?" if there is none such.
    #[must_use]
    pub fn item_name(&self, item: ItemId) -> &str {
        self.goods.get(usize::from(item.0)).map_or("?", |g| g.name.as_str())
    }

    /// Reads a scenario from JSON, and checks it.
    ///
    /// # Errors
    /// The first value that cannot be read, or every problem of the scenario; each with its path,
    /// line and column.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        let scenario = Self::read(text)?;
        scenario.check().map_err(|problems| problems.placed_in(text))?;
        Ok(scenario)
    }

    /// Reads a scenario from JSON, whether or not it makes sense: to be mended by a person.
    ///
    /// # Errors
    /// The first value that cannot be read, with its path, line and column.
    pub fn read(text: &str) -> Result<Self, Problems> {
        if text.len() > MOST_JSON {
            return Err(Problems(vec![Problem {
                field: "the scenario".to_owned(),
                found: format!("{} bytes", text.len()),
                expected: format!("at most {MOST_JSON} bytes (line 1, column 1)").into(),
            }]));
        }
        read::text(text, "the scenario").map_err(|misread| Problems(vec![misread.placed()]))
    }

    /// Reads a scenario from a value of JSON, and checks it.
    ///
    /// # Errors
    /// As in [`Scenario::from_json`], without a line and a column.
    pub(crate) fn from_value(value: Value) -> Result<Self, Problems> {
        let scenario: Self =
            read::value(value, "the scenario").map_err(|problem| Problems(vec![problem]))?;
        scenario.check()?;
        Ok(scenario)
    }

    /// Writes it as JSON.
    ///
    /// # Panics
    /// Never: all of a scenario can be written.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a scenario is plain data")
    }
}

impl Intervention {
    /// Reads an act from a value of JSON. It is not checked.
    ///
    /// # Errors
    /// The first part that cannot be read, with its path.
    pub(crate) fn from_value(value: Value) -> Result<Self, Problem> {
        read::value(value, "the act")
    }
}

impl GoodPlan {
    fn good(&self) -> Good {
        Good {
            name: self.name.clone(),
            price: Money(self.price_cents.unsigned_abs()),
            restock: u32::try_from(self.restock).unwrap_or(u32::MAX),
        }
    }
}
