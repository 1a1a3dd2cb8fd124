//! What a trace adds up to.

mod tally;

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

const fn is_ballot(event: &Event) -> bool {
    matches!(event.what, What::Send { brief: Brief::Message(Message::Ballot(_)), .. })
}
