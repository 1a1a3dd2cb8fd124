//! What was seen, and how often.

use super::calm::Calm;
use super::sometimes::{Sighting, Sometimes};
use crate::id::{Party, PeerId, RequestId};
use crate::market::order::Decision;
use crate::peer::io::Note;
use crate::peer::message::Message;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// Counts what should be seen sometimes.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    sightings: [Sighting; Sometimes::ALL.len()],
    /// For each buyer, its last request that a trader took, and the first one that did.
    taken: BTreeMap<PeerId, (RequestId, PeerId)>,
    /// For each buyer, its last request.
    asked: BTreeMap<PeerId, RequestId>,
}

impl Facts {
    pub(super) fn new() -> Self {
        let none = |fact| Sighting { fact, count: 0, first: None };
        Self { sightings: Sometimes::ALL.map(none), taken: BTreeMap::new(), asked: BTreeMap::new() }
    }

    pub(super) const fn sightings(&self) -> &[Sighting; Sometimes::ALL.len()] {
        &self.sightings
    }

    /// Takes the next event, after `calm` has.
    pub(super) fn take(&mut self, event: &Event, place: usize, calm: &Calm) {
        if let Some(fact) = self.shown_by(event, calm) {
            let sighting = &mut self.sightings[fact as usize];
            sighting.count += 1;
            sighting.first.get_or_insert(place);
        }
    }

    fn shown_by(&mut self, event: &Event, calm: &Calm) -> Option<Sometimes> {
        if let What::Refuse { .. } = event.what {
            return Some(Sometimes::RefusedAppend);
        }
        if let What::Note(note) = event.what {
            return self.noted(event.peer()?, &note, calm);
        }
        if let What::Send { brief: Brief::Message(Message::Buy { request, .. }), .. } = event.what {
            let before = self.asked.insert(request.buyer, request);
            return (before == Some(request)).then_some(Sometimes::Retry);
        }
        self.answered(event)
    }

    /// An answer that another gives than who took the request.
    fn answered(&mut self, event: &Event) -> Option<Sometimes> {
        let What::Receive { brief: Brief::Message(message), from: Party::Peer(from), .. } =
            event.what
        else {
            return None;
        };
        let request = message.answers()?;
        let (taken, by) = self.taken.remove(&request.buyer)?;
        (taken == request && by != from).then_some(Sometimes::FailOverInSale)
    }

    fn noted(&mut self, peer: PeerId, note: &Note, calm: &Calm) -> Option<Sometimes> {
        match *note {
            Note::Leads => {
                let mut leaders = calm.believers().filter(|(who, trader)| *trader == Some(*who));
                leaders.nth(1).map(|_| Sometimes::TwoTraders)
            }
            Note::Ignores { .. } => Some(Sometimes::SuppressedDuplicate),
            Note::Queues { beside, .. } => beside.map(|(_, decision)| match decision {
                Decision::Causality | Decision::AgainstCausality => Sometimes::CausedRequests,
                Decision::TieBreak => Sometimes::ConcurrentRequests,
            }),
            Note::Serves { request } => {
                let taken = self.taken.entry(request.buyer).or_insert((request, peer));
                if taken.0 != request {
                    *taken = (request, peer);
                }
                None
            }
            Note::Suspects { .. }
            | Note::Holds
            | Note::Follows { .. }
            | Note::Opens { .. }
            | Note::StepsDown { .. }
            | Note::Restocks { .. }
            | Note::Wishes { .. }
            | Note::Spends { .. }
            | Note::Earns { .. }
            | Note::Settles => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Sometimes;
    use crate::check::tale::{Tale, buy, checked, no_seller, request};
    use crate::id::PeerId;
    use crate::market::order::Decision;
    use crate::peer::io::Note;
    use crate::world::What;

    fn queues(decision: Decision) -> What {
        let beside = Some((request(2), decision));
        What::Note(Note::Queues { request: request(1), place: 0, beside })
    }

    #[test]
    fn each_fact_is_seen_where_it_happens() {
        let serves = What::Note(Note::Serves { request: request(1) });
        let tale = Tale::new().at(5, serves).at(4, serves).tell(4, 1, no_seller(1));
        checked(&tale).saw(Sometimes::FailOverInSale, 1, 3);
        let tale = Tale::new().at(5, What::Note(Note::Leads)).at(4, What::Note(Note::Leads));
        checked(&tale).saw(Sometimes::TwoTraders, 1, 1);
        let tale = Tale::new().at(5, What::Note(Note::Ignores { name: "BUY" }));
        checked(&tale).saw(Sometimes::SuppressedDuplicate, 1, 0);
        let tale = Tale::new().send(1, 5, 0, buy(1)).send(1, 5, 1, buy(1)).send(1, 5, 2, buy(2));
        checked(&tale).saw(Sometimes::Retry, 1, 1);
    }

    #[test]
    fn what_decided_a_place_in_the_queue_is_told_apart() {
        let tale = Tale::new().at(5, queues(Decision::TieBreak)).at(5, queues(Decision::Causality));
        let tale = tale.at(5, queues(Decision::TieBreak));
        checked(&tale).saw(Sometimes::ConcurrentRequests, 2, 0);
        checked(&tale).saw(Sometimes::CausedRequests, 1, 1);
    }

    #[test]
    fn a_crashed_leader_and_its_heir_are_not_two_traders() {
        let tale = Tale::new().at(5, What::Note(Note::Leads)).at(5, What::Crash);
        let tale = tale.at(4, What::Note(Note::Follows { trader: PeerId(5) }));
        let tale = tale.at(4, What::Note(Note::Leads));
        checked(&tale).never_saw(Sometimes::TwoTraders);
    }
}
