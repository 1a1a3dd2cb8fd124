//! The clocks of past events, worked out again from what was recorded.
//!
//! Only sends, receives and local events are looked at, not the protocol's own clocks: so this is
//! also a second opinion on them (the tests hold the two against each other).

use crate::clock::VectorClock;
use crate::id::{MessageId, Party};
use crate::peer::rules::ClockScope;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// Walks along a trace and knows every party's clock after the last event taken.
#[derive(Clone, Debug)]
pub struct Clocks {
    scope: ClockScope,
    parties: Vec<VectorClock>,
    under_way: BTreeMap<MessageId, VectorClock>,
}

impl Clocks {
    /// Before the first event of a run of `peers` peers.
    #[must_use]
    pub fn new(peers: usize, scope: ClockScope) -> Self {
        Self {
            scope,
            parties: (0..=peers).map(|i| VectorClock::new(peers, i)).collect(),
            under_way: BTreeMap::new(),
        }
    }

    /// Takes the next event. Gives the clock after it: none for the ledger, which has no entry of
    /// its own, and for the links.
    pub fn take(&mut self, event: &Event) -> Option<&VectorClock> {
        let party = event.party?;
        let index = self.index(party);
        self.account(&event.what, index);
        party.peer().map(|peer| &self.parties[peer.index()])
    }

    /// The clock that a message under way carries, if it carries one.
    #[must_use]
    pub fn carried(&self, message: MessageId) -> Option<&VectorClock> {
        self.under_way.get(&message)
    }

    fn account(&mut self, what: &What, i: usize) {
        match what {
            What::Start | What::Suspect | What::Timer(_) | What::Note(_) => self.tick_if_all(i),
            What::Restart => {
                // It remembers how far it had counted, and nothing of the others.
                let own = self.parties[i].own();
                self.parties[i] = VectorClock::resumed(self.parties.len() - 1, i, own);
                self.tick_if_all(i);
            }
            What::Send { message, brief, .. } if counts(self.scope, brief) => {
                self.parties[i].tick();
                self.under_way.insert(*message, self.parties[i].clone());
            }
            What::Receive { message, .. }
            | What::Append { message, .. }
            | What::Refuse { message, .. } => {
                if let Some(carried) = self.under_way.remove(message) {
                    self.parties[i].merge(&carried);
                    self.parties[i].tick();
                }
            }
            What::Drop { message, .. } | What::Tear { message, .. } => {
                self.under_way.remove(message);
            }
            What::Duplicate { message, copy, .. } => {
                if let Some(carried) = self.under_way.get(message).cloned() {
                    self.under_way.insert(*copy, carried);
                }
            }
            What::Send { .. }
            | What::Crash
            | What::Pause
            | What::Resume
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_) => {}
        }
    }

    fn tick_if_all(&mut self, i: usize) {
        if self.scope == ClockScope::Everything {
            self.parties[i].tick();
        }
    }

    fn index(&self, party: Party) -> usize {
        party.peer().map_or(self.parties.len() - 1, |peer| peer.index())
    }
}

/// Whether a message carries a clock.
pub(super) fn counts(scope: ClockScope, brief: &Brief) -> bool {
    match brief {
        Brief::Message(message) if message.is_trade() => true,
        Brief::Message(_)
        | Brief::Read
        | Brief::Append(_)
        | Brief::Contents { .. }
        | Brief::Appended { .. }
        | Brief::Refused { .. } => scope == ClockScope::Everything,
    }
}
