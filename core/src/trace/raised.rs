//! Why a clock reads as it does: which message raised which entry.

use super::Clocks;
use crate::clock::VectorClock;
use crate::id::{Party, PeerId};
use crate::scenario::Scenario;
use crate::world::{Event, What};

/// For each entry of this peer's clock, the event of `events` in which it received the message
/// that raised the entry to where it stands; none for its own entry, for what is still 0, and for
/// what it forgot when it restarted.
#[must_use]
pub fn raised_by<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    peer: PeerId,
    scenario: &Scenario,
) -> Vec<Option<usize>> {
    let peers = scenario.peers.len();
    let mut clocks = Clocks::new(peers, scenario.clocks);
    let mut known = vec![0; peers];
    let mut raised = vec![None; peers];
    for (place, event) in events.into_iter().enumerate() {
        let clock = clocks.take(event);
        if event.party != Some(Party::Peer(peer)) {
            continue;
        }
        match event.what {
            What::Receive { .. } => {
                for (i, entry) in clock.into_iter().flat_map(VectorClock::iter).enumerate() {
                    if entry > known[i] && i != peer.index() {
                        (known[i], raised[i]) = (entry, Some(place));
                    }
                }
            }
            What::Restart => (known, raised) = (vec![0; peers], vec![None; peers]),
            What::Start
            | What::Crash
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_)
            | What::Send { .. }
            | What::Drop { .. }
            | What::Duplicate { .. }
            | What::Append { .. }
            | What::Refuse { .. }
            | What::Tear { .. }
            | What::Timer(_)
            | What::Note(_) => {}
        }
    }
    raised
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;

    #[test]
    fn every_entry_was_raised_by_a_message_that_carried_it() {
        let scenario = Scenario::report();
        let mut world = World::new(&scenario).expect("it makes sense");
        let mut events = Vec::new();
        (0..400).for_each(|_| assert!(world.step(&mut events)));
        let peer = PeerId(1);
        let raised = raised_by(&events, peer, &scenario);
        let clock = world.node(peer).peer().expect("it is up").clock();
        let mut clocks = Clocks::new(6, scenario.clocks);
        let history: Vec<_> = events.iter().map(|event| clocks.take(event).cloned()).collect();
        for (i, place) in raised.iter().enumerate() {
            let Some(place) = place else {
                assert_eq!(i, peer.index());
                continue;
            };
            let after = history[*place].as_ref().expect("a receive of a peer has a clock");
            assert_eq!(after.get(i), clock.get(i), "entry {i}");
            assert!(
                history[..*place]
                    .iter()
                    .zip(&events)
                    .filter(|(_, event)| event.party == Some(Party::Peer(peer)))
                    .all(|(before, _)| before.as_ref().is_some_and(|c| c.get(i) < clock.get(i)))
            );
        }
    }
}
