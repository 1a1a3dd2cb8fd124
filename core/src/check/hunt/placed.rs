//! Acts placed so that they mean the same when others are left out: then the world takes other steps,
//! messages have other numbers, and arrive at other times.

use super::course::{Course, Start};
use crate::id::{MessageId, Party};
use crate::scenario::{Intervention, Touch};
use crate::world::What;
use std::collections::BTreeMap;

/// A message by its link, and the how-manieth it is on it since the hunt began.
type Address = ((Party, Party), usize);

/// An act, and when it is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Placed {
    pub(super) act: Intervention,
    /// The message that it is done to, if that was sent after the hunt began.
    address: Option<Address>,
    /// How many steps of the world after that message was sent; after the beginning, if none was.
    pub(super) after: usize,
    /// By how many microseconds it postpones a message; none if it says until when.
    later_us: Option<u64>,
}

impl Placed {
    /// An act on what has this number, after so many steps.
    pub(super) const fn as_found(act: Intervention, after: usize) -> Self {
        Self { act, address: None, after, later_us: None }
    }
}

/// A continuation with acts that are known beforehand.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    pub(super) course: Course,
    /// What is still to be done.
    ahead: Vec<Placed>,
    /// What was done.
    pub(super) done: Vec<Placed>,
    /// What was sent on each link, and in which step.
    sent: BTreeMap<(Party, Party), Vec<(MessageId, usize)>>,
}

impl Trial {
    pub(super) fn new(start: &Start, acts: Vec<Placed>) -> Self {
        Self { course: Course::new(start), ahead: acts, done: Vec::new(), sent: BTreeMap::new() }
    }

    /// Says whether it goes on. An act that is not possible in its place is left out.
    pub(super) fn step(&mut self, start: &Start) -> bool {
        let due = self.ahead.iter().position(|placed| self.is_due(placed));
        let goes_on = match due {
            Some(place) => {
                let placed = self.ahead.remove(place);
                self.perform(placed, start);
                true
            }
            None => (self.waits() || !self.course.is_over(&start.plan)) && self.course.step(),
        };
        self.note_sends();
        goes_on
    }

    fn is_due(&self, placed: &Placed) -> bool {
        let from = match placed.address {
            None => Some(0),
            Some(address) => self.message(address).map(|(_, step)| step),
        };
        from.is_some_and(|from| from + placed.after <= self.course.steps)
    }

    /// Whether something is still to be done that surely will be.
    fn waits(&self) -> bool {
        self.ahead.iter().any(|placed| placed.address.is_none())
    }

    fn message(&self, (link, place): Address) -> Option<(MessageId, usize)> {
        self.sent.get(&link)?.get(place).copied()
    }

    fn perform(&mut self, placed: Placed, start: &Start) {
        let Some(act) = self.in_this_world(&placed) else {
            return;
        };
        let placed = self.placed_by_what_it_means(act.clone(), placed);
        if self.course.act(start, &act) {
            self.done.push(placed);
        }
    }

    /// What the act is here; none if its message is not under way.
    fn in_this_world(&self, placed: &Placed) -> Option<Intervention> {
        let Intervention::Touch { message, touch } = placed.act else {
            return Some(placed.act.clone());
        };
        let message = match placed.address {
            Some(address) => self.message(address)?.0,
            None => message,
        };
        let touch = match (touch, placed.later_us) {
            (Touch::Postpone { .. }, Some(later_us)) => {
                Touch::Postpone { until_us: self.due_us(message)?.saturating_add(later_us) }
            }
            (touch, _) => touch,
        };
        Some(Intervention::Touch { message, touch })
    }

    fn due_us(&self, message: MessageId) -> Option<u64> {
        let envelope = self.course.world.in_flight().find(|envelope| envelope.id == message)?;
        Some(envelope.due_at.0)
    }

    fn placed_by_what_it_means(&self, act: Intervention, placed: Placed) -> Placed {
        let Intervention::Touch { message, touch } = act else {
            return placed;
        };
        let later_us = match touch {
            Touch::Postpone { until_us } => {
                self.due_us(message).map(|due_us| until_us.saturating_sub(due_us))
            }
            Touch::Deliver | Touch::Drop | Touch::Duplicate | Touch::Hold | Touch::Release => None,
        };
        let (address, sent) = self.address(message).map_or((None, 0), |(a, step)| (Some(a), step));
        Placed { act, address, after: self.course.steps - sent, later_us }
    }

    /// Where a message stands on its link, and in which step it was sent.
    fn address(&self, message: MessageId) -> Option<(Address, usize)> {
        self.sent.iter().find_map(|(link, sent)| {
            let place = sent.iter().position(|(id, _)| *id == message)?;
            Some(((*link, place), sent[place].1))
        })
    }

    fn note_sends(&mut self) {
        for event in &self.course.events {
            if let (Some(from), What::Send { message, to, .. }) = (event.party, event.what) {
                self.sent.entry((from, to)).or_default().push((message, self.course.steps));
            }
        }
        self.course.events.clear();
    }
}
