//! What a user can do to single messages under way, where their links and the model allow it.
//!
//! A link that keeps order keeps it whatever is done: a message does not overtake one before it, and
//! is not put behind one that follows it. A held message holds up all that follow on its link.

use super::agenda::Key;
use super::network::Passage;
use super::{Envelope, Event, Life, Loss, Refusal, What, World};
use crate::id::{MessageId, Party};
use crate::scenario::Touch;
use crate::time::{Duration, Instant};
use std::mem;

/// How far ahead a message can be postponed.
const DAY: Duration = Duration(24 * 3_600 * 1_000_000);

/// Where a message under way is.
#[derive(Clone, Copy)]
enum Place {
    /// On its way.
    Due(Key),
    /// Among the stuck ones, at this place.
    Stuck(usize),
}

impl World {
    /// Whether this can be done to a message now.
    pub(super) fn can_touch(&self, id: MessageId, touch: Touch) -> Result<(), Refusal> {
        let place = self.find(id)?;
        let envelope = self.envelope_at(place).ok_or(Refusal::NotUnderWay(id))?;
        if let Some(loss) = envelope.loss {
            return Err(Refusal::Doomed(id, loss));
        }
        match touch {
            Touch::Deliver => self.can_arrive(place, envelope),
            Touch::Drop | Touch::Duplicate => Ok(()),
            Touch::Hold if envelope.held => Err(Refusal::Held(id)),
            Touch::Release if !envelope.held => Err(Refusal::NotHeld(id)),
            Touch::Hold | Touch::Release => Ok(()),
            Touch::Postpone { until_us } => self.can_wait(place, envelope, Instant(until_us)),
        }
    }

    fn can_arrive(&self, place: Place, envelope: &Envelope) -> Result<(), Refusal> {
        let (from, to) = (envelope.from, envelope.to);
        if let Some(before) = self.before_on_link(place, envelope) {
            return Err(Refusal::Behind(before));
        }
        if self.network.clogs(from, to) {
            return Err(Refusal::Clogged(from, to));
        }
        let Some(peer) = to.peer() else {
            return Ok(());
        };
        let node = self.node(peer);
        if node.incarnation != envelope.incarnation {
            return Err(Refusal::NoReceiver(peer));
        }
        match &node.life {
            Life::Crashed { .. } => Err(Refusal::NoReceiver(peer)),
            Life::Paused { .. } => Err(Refusal::Paused(peer)),
            Life::Up(_) => Ok(()),
        }
    }

    fn can_wait(&self, place: Place, envelope: &Envelope, until: Instant) -> Result<(), Refusal> {
        let Place::Due(key) = place else {
            let why = if envelope.held { Refusal::Held } else { Refusal::Stuck };
            return Err(why(envelope.id));
        };
        if until <= envelope.due_at {
            return Err(Refusal::NotLater(envelope.due_at));
        }
        if until > self.now + DAY {
            return Err(Refusal::TooFar);
        }
        let behind = self.behind_on_link(key, envelope).find(|(key, _)| key.at <= until);
        behind.map_or(Ok(()), |(_, other)| Err(Refusal::Before(other.id)))
    }

    /// Does it, where [`Self::can_touch`] says that it can be done.
    pub(super) fn touch(&mut self, id: MessageId, touch: Touch, trace: &mut Vec<Event>) {
        let Ok(place) = self.find(id) else {
            return;
        };
        match touch {
            Touch::Deliver => self.deliver_now(place, trace),
            Touch::Drop => self.take_away(place, trace),
            Touch::Duplicate => self.double(place, trace),
            Touch::Hold => self.hold(place, trace),
            Touch::Release => self.release(place, trace),
            Touch::Postpone { until_us } => self.postpone(place, until_us, trace),
        }
    }

    fn deliver_now(&mut self, place: Place, trace: &mut Vec<Event>) {
        if let Some(envelope) = self.pick_up(place) {
            self.arrive(Box::new(envelope), trace);
            self.settle(trace);
        }
    }

    fn take_away(&mut self, place: Place, trace: &mut Vec<Event>) {
        if let Some(envelope) = self.pick_up(place) {
            self.lose(&envelope, Loss::Taken, trace);
            self.settle(trace);
        }
    }

    /// A second one right behind it, before all that follow on the link.
    fn double(&mut self, place: Place, trace: &mut Vec<Event>) {
        let Some(envelope) = self.envelope_at(place).cloned() else {
            return;
        };
        let id = self.record_copy(&envelope, trace);
        let copy = Envelope { id, held: false, ..envelope };
        match place {
            Place::Stuck(i) => {
                self.stuck.insert(i + 1, copy);
                self.settle(trace);
            }
            Place::Due(key) => {
                let at_once = self.behind_on_link(key, &copy).map(|(key, _)| key);
                let at_once: Vec<_> = at_once.take_while(|other| other.at == key.at).collect();
                self.plan_arrival(copy);
                at_once.into_iter().for_each(|key| self.plan_again(key));
            }
        }
    }

    /// Puts an envelope behind all that arrive at the same instant.
    fn plan_again(&mut self, key: Key) {
        if let Some(envelope) = self.agenda.take_arrival(key) {
            self.plan_arrival(envelope);
        }
    }

    fn hold(&mut self, place: Place, trace: &mut Vec<Event>) {
        let Some(envelope) = self.envelope_at(place) else {
            return;
        };
        self.record(None, touched(envelope, Touch::Hold), trace);
        match place {
            Place::Stuck(i) => self.stuck[i].held = true,
            Place::Due(key) => self.hold_up(key),
        }
    }

    /// Takes an envelope off its way, and all that follow on its link.
    fn hold_up(&mut self, key: Key) {
        let Some(mut envelope) = self.agenda.take_arrival(key) else {
            return;
        };
        envelope.held = true;
        let behind: Vec<_> = self.behind_on_link(key, &envelope).map(|(key, _)| key).collect();
        let link = |e: &Envelope| (e.from, e.to) == (envelope.from, envelope.to);
        // What is stuck on this link already was sent later.
        let place = self.stuck.iter().position(link).unwrap_or(self.stuck.len());
        let mut stuck = vec![envelope];
        stuck.extend(behind.into_iter().filter_map(|key| self.agenda.take_arrival(key)));
        stuck.iter_mut().for_each(|envelope| envelope.due_at = Instant::NEVER);
        self.stuck.splice(place..place, stuck);
    }

    fn release(&mut self, place: Place, trace: &mut Vec<Event>) {
        if let Place::Stuck(i) = place {
            self.stuck[i].held = false;
            self.record(None, touched(&self.stuck[i], Touch::Release), trace);
            self.settle(trace);
        }
    }

    fn postpone(&mut self, place: Place, until_us: u64, trace: &mut Vec<Event>) {
        let Some(mut envelope) = self.pick_up(place) else {
            return;
        };
        self.record(None, touched(&envelope, Touch::Postpone { until_us }), trace);
        envelope.due_at = Instant(until_us);
        if envelope.in_order {
            self.network.postpone(envelope.from, envelope.to, envelope.due_at);
        }
        self.plan_arrival(envelope);
    }

    /// Lets all that nothing keeps any more set out, in order.
    pub(super) fn settle(&mut self, trace: &mut Vec<Event>) {
        for mut envelope in mem::take(&mut self.stuck) {
            let (from, to) = (envelope.from, envelope.to);
            let waits = envelope.held || envelope.in_order && self.is_blocked(from, to);
            let passage =
                if waits { Passage::stuck() } else { self.network.send(self.now, from, to) };
            if passage.stuck {
                self.stuck.push(envelope);
                continue;
            }
            envelope.due_at = passage.due_at;
            (envelope.loss, envelope.flaw) = (passage.loss, passage.flaw);
            self.set_out(envelope, passage.copy_due_at, trace);
        }
    }

    /// Whether something is stuck on a link that keeps order.
    pub(super) fn is_blocked(&self, from: Party, to: Party) -> bool {
        self.stuck.iter().any(|e| e.in_order && (e.from, e.to) == (from, to))
    }

    fn find(&self, id: MessageId) -> Result<Place, Refusal> {
        let mut due = self.agenda.arrivals();
        let due = due.find(|(_, envelope)| envelope.id == id).map(|(key, _)| Place::Due(key));
        let stuck = || self.stuck.iter().position(|envelope| envelope.id == id).map(Place::Stuck);
        due.or_else(stuck).ok_or(Refusal::NotUnderWay(id))
    }

    fn envelope_at(&self, place: Place) -> Option<&Envelope> {
        match place {
            Place::Due(key) => self.agenda.arrival(key),
            Place::Stuck(i) => self.stuck.get(i),
        }
    }

    fn pick_up(&mut self, place: Place) -> Option<Envelope> {
        match place {
            Place::Due(key) => self.agenda.take_arrival(key),
            Place::Stuck(i) => Some(self.stuck.remove(i)),
        }
    }

    /// The message before this one on the same link, where that keeps order.
    fn before_on_link(&self, place: Place, envelope: &Envelope) -> Option<MessageId> {
        let (last, stuck) = match place {
            Place::Due(key) => (Some(key), 0),
            Place::Stuck(i) => (None, i),
        };
        let due = self.agenda.arrivals().filter(|(key, _)| last.is_none_or(|last| *key < last));
        let mut before = due.map(|(_, e)| e).chain(&self.stuck[..stuck]);
        before.find(|e| must_follow(e, envelope)).map(|before| before.id)
    }

    /// The messages under way behind this one on the same link, where that keeps order.
    fn behind_on_link(
        &self,
        key: Key,
        envelope: &Envelope,
    ) -> impl Iterator<Item = (Key, &Envelope)> {
        self.agenda.arrivals().filter(move |(other, e)| *other > key && must_follow(envelope, e))
    }
}

/// Whether the order of these two is one that their link keeps.
fn must_follow(one: &Envelope, other: &Envelope) -> bool {
    one.in_order && other.in_order && (one.from, one.to) == (other.from, other.to)
}

fn touched(envelope: &Envelope, touch: Touch) -> What {
    let Envelope { id: message, from, to, .. } = *envelope;
    What::Touch { message, from, to, name: envelope.cargo.brief().name(), touch }
}
