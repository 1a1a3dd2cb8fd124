//! I11: what links may do with a message.

use super::{Seen, Verdict};
use std::collections::BTreeMap;
use trading_post::id::{MessageId, Party};
use trading_post::world::{Event, Life, What};

/// I11: a link delivers in order; nothing reaches a peer that is not up, or an incarnation that it
/// was not sent to; what was sent was received once, was lost once, or is under way.
pub fn links_are_faithful(seen: &Seen<'_>) -> Verdict {
    let mut links = Links::new(seen);
    for event in &seen.trace {
        links.take(event).map_err(|why| format!("{why} at {}", event.at))?;
    }
    links.accounts_for(seen)
}

/// Whether a peer takes part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Up,
    Paused,
    Down,
}

/// A message on its way.
#[derive(Clone, Copy)]
struct Sent {
    from: Party,
    to: Party,
    incarnation: u32,
    /// Its place among those on its link; a second one has that of the first.
    turn: MessageId,
}

struct Links {
    in_order: bool,
    /// Each peer's incarnation and state.
    peers: Vec<(u32, State)>,
    under_way: BTreeMap<MessageId, Sent>,
    last_received: BTreeMap<(Party, Party), MessageId>,
}

impl Links {
    fn new(seen: &Seen<'_>) -> Self {
        Self {
            in_order: seen.in_order,
            peers: vec![(1, State::Up); seen.scenario.peers.len()],
            under_way: BTreeMap::new(),
            last_received: BTreeMap::new(),
        }
    }

    fn take(&mut self, event: &Event) -> Verdict {
        self.live(event);
        match event.what {
            What::Send { message, to, .. } => self.sent(event, message, to),
            What::Duplicate { message, copy, to, .. } => match self.under_way.get(&message) {
                Some(sent) if sent.to == to => {
                    self.under_way.insert(copy, *sent);
                    Ok(())
                }
                _ => Err(format!("{message:?} is doubled, but was not sent to {to}")),
            },
            What::Receive { message, from, .. }
            | What::Append { message, from, .. }
            | What::Refuse { message, from, .. }
            | What::Tear { message, from, .. } => self.received(event, message, from),
            What::Drop { message, from, .. } => self.ends(event, message, from).map(drop),
            _ => Ok(()),
        }
    }

    fn live(&mut self, event: &Event) {
        let Some(peer) = event.peer() else { return };
        let (incarnation, state) = &mut self.peers[peer.index()];
        match event.what {
            What::Crash => *state = State::Down,
            What::Pause => *state = State::Paused,
            What::Resume => *state = State::Up,
            What::Restart => (*incarnation, *state) = (*incarnation + 1, State::Up),
            _ => {}
        }
    }

    fn incarnation(&self, party: Party) -> u32 {
        party.peer().map_or(1, |peer| self.peers[peer.index()].0)
    }

    fn sent(&mut self, event: &Event, message: MessageId, to: Party) -> Verdict {
        let Some(from) = event.party else {
            return Err(format!("{message:?} is sent by nobody"));
        };
        self.must_be_up(from)?;
        let incarnation = self.incarnation(to);
        let sent = Sent { from, to, incarnation, turn: message };
        match self.under_way.insert(message, sent) {
            Some(_) => Err(format!("{message:?} is sent twice")),
            None => Ok(()),
        }
    }

    fn received(&mut self, event: &Event, message: MessageId, from: Party) -> Verdict {
        let sent = self.ends(event, message, from)?;
        self.must_be_up(sent.to)?;
        let now = self.incarnation(sent.to);
        if (now, event.incarnation) != (sent.incarnation, sent.incarnation) {
            return Err(format!("{message:?} to {} reaches its incarnation {now}", sent.to));
        }
        let last = self.last_received.insert((from, sent.to), sent.turn);
        match last {
            Some(last) if self.in_order && last > sent.turn => {
                Err(format!("{last:?} has overtaken {message:?} from {from} to {}", sent.to))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn must_be_up(&self, party: Party) -> Verdict {
        match party.peer().map(|peer| self.peers[peer.index()].1) {
            None | Some(State::Up) => Ok(()),
            Some(state) => Err(format!("{party} takes part, but is {state:?}")),
        }
    }

    fn ends(&mut self, event: &Event, message: MessageId, from: Party) -> Result<Sent, String> {
        match self.under_way.remove(&message) {
            Some(sent) if (Some(sent.to), sent.from) == (event.party, from) => Ok(sent),
            Some(sent) => Err(format!("{message:?} to {} ends at {:?}", sent.to, event.party)),
            None => Err(format!("{message:?} ends, but was not under way")),
        }
    }

    /// What has not ended is on its link, or waits for a paused peer.
    fn accounts_for(mut self, seen: &Seen<'_>) -> Verdict {
        for envelope in seen.world.in_flight() {
            if self.under_way.remove(&envelope.id).is_none() {
                return Err(format!("{:?} is in flight, but nobody sent it", envelope.id));
            }
        }
        for (id, node) in seen.world.nodes() {
            let Life::Paused { waiting, .. } = &node.life else { continue };
            let before = self.under_way.len();
            self.under_way.retain(|_, sent| sent.to != Party::Peer(id));
            if before - self.under_way.len() > waiting.len() {
                return Err(format!("more should wait for peer {id} than do"));
            }
        }
        match self.under_way.first_key_value() {
            Some((message, sent)) => Err(format!("{message:?} to {} has vanished", sent.to)),
            None => Ok(()),
        }
    }
}
