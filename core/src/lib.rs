//! The Trading Post: peers that buy, sell and elect a trader, on a deterministic simulated network.
//!
//! Read it from the bottom up; imports point downwards only.
//!
//! - [`time`], [`random`], [`id`], [`log`], [`clock`], [`digest`]: simulated time, the seeded
//!   generator, names, an append-only list, vector clocks, fingerprints.
//! - [`market`]: goods and money, the queue's order, the ledger, the books that it adds up to.
//! - [`peer`]: one peer behind one door, [`peer::Peer::handle`]: its failure detector, its
//!   election, and what it does as buyer, seller and trader.
//! - [`scenario`]: what a run starts from, as plain data, and what can be done to it.
//! - [`world`]: carries out what peers want done: agenda, links, crashes, the ledger's place.
//! - [`run`]: a run as history: its branches, any moment of them, the link that makes it again.
//! - [`trace`]: what was recorded, made readable: sentences, lines, files; what happened before what,
//!   what lasted, and why it happened.
//! - [`figures`]: what a trace adds up to.
//! - [`check`]: invariants over what was recorded, outside the code that they check; the hunt for
//!   schedules that break them.
//! - [`compare`]: one scenario under several choices, side by side.
//! - [`export`]: runs for other people's tools.
//!
//! The core reads no clock and draws no entropy: a run is determined by the version, the scenario
//! with its seed, and the interventions.
#![forbid(unsafe_code)]

pub mod check;
pub mod clock;
pub mod compare;
mod csv;
pub mod digest;
pub mod export;
pub mod figures;
pub mod id;
pub mod log;
pub mod market;
pub mod peer;
pub mod random;
pub mod run;
pub mod scenario;
pub mod time;
pub mod trace;
pub mod world;
