//! What a trace adds up to, the report's experiments, and sweeps.
//!
//! An [`Experiment`] is one of the report's, to be repeated on any machine; a [`Sweep`] shows how a
//! figure depends on something else, point by point. Both are played in slices, so that a page can do
//! other things meanwhile, and give the same in any slices and in any order. A [`Survey`] measures a run
//! that is there already in the report's way.

mod experiment;
mod histogram;
mod repeat;
mod samples;
mod stage;
mod survey;
mod sweep;
mod table;
mod tally;
mod trial;
mod watch;

pub use experiment::{Experiment, Measured, Measuring};
pub use histogram::Histogram;
pub use repeat::Repeat;
pub use samples::Samples;
pub use survey::Survey;
pub use sweep::{Axis, Kind, Point, Pointing, Series, Sweep, Unit};
pub use table::Table;
pub use tally::{Spread, Tally};

use crate::peer::message::Message;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// How many messages of each name were sent, those that were lost too.
#[must_use]
pub fn messages_by_name<'a>(
    events: impl IntoIterator<Item = &'a Event>,
) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for event in events {
        if let What::Send { brief, .. } = &event.what {
            *counts.entry(brief.name()).or_default() += 1;
        }
    }
    counts
}

/// How many messages of elections were sent, those that were lost too.
#[must_use]
pub fn election_messages(events: &[Event]) -> u64 {
    events.iter().filter(|event| is_ballot(event)).count() as u64
}

pub(crate) const fn is_ballot(event: &Event) -> bool {
    matches!(event.what, What::Send { brief: Brief::Message(Message::Ballot(_)), .. })
}
