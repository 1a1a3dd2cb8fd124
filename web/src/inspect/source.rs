//! The run as it is looked at: its events up to the moment shown, and words for them.

use super::tree::{Fact, Part};
use crate::lab::Lab;
use crate::subject::Subject;
use std::ops::Range;
use trading_post::id::{MessageId, Party};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::trace::{Lifelines, Passage, sentence};
use trading_post::world::{Envelope, Event, What, World};

/// Of the messages under way, so many of those due next are looked through.
const SEARCHED_ENVELOPES: usize = 50_000;

/// The run at the moment shown. The index knows its future too; what this tells ends here.
pub struct Source<'a> {
    /// The laboratory.
    pub lab: &'a Lab,
    /// How many events have happened.
    pub now: usize,
}

impl<'a> Source<'a> {
    /// The run at the moment shown.
    #[must_use]
    pub fn new(lab: &'a Lab) -> Self {
        Self { lab, now: lab.events().end }
    }

    /// The world.
    #[must_use]
    pub const fn world(&self) -> &'a World {
        self.lab.world()
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &'a Scenario {
        self.lab.scenario()
    }

    /// Who did what where, the future included.
    #[must_use]
    pub const fn lifelines(&self) -> &'a Lifelines {
        &self.lab.index().lifelines
    }

    /// An event of the trace.
    #[must_use]
    pub fn event(&self, place: usize) -> &'a Event {
        &self.lab.run().trace()[place]
    }

    /// The events of the step to which an event belongs.
    #[must_use]
    pub fn step_of(&self, event: usize) -> Range<usize> {
        let branch = self.lab.run().branch();
        let moment = branch.moment_of_event(event);
        branch.events_between(moment - 1, moment)
    }

    /// The events on a party's lifeline so far, latest first.
    pub fn back(&self, party: Party) -> impl Iterator<Item = usize> {
        self.lifelines().back_from(party, self.now)
    }

    /// The last event of a party by some time.
    #[must_use]
    pub fn last_by(&self, party: Party, at: Instant) -> Option<usize> {
        let line = self.lifelines().lifeline(party);
        let by = line.partition_point(|place| {
            (*place as usize) < self.now && self.event(*place as usize).at <= at
        });
        by.checked_sub(1).map(|last| line[last] as usize)
    }

    /// The way of a message so far, if it has set out.
    #[must_use]
    pub fn passage(&self, message: MessageId) -> Option<Passage> {
        let passage = self.lifelines().message(message)?;
        let out = passage.doubled.map_or(passage.sent, |doubling| doubling.event as usize);
        let ended = passage.ended.filter(|ended| *ended < self.now);
        (out < self.now).then_some(Passage { ended, ..passage })
    }

    /// A message that is under way.
    #[must_use]
    pub fn envelope(&self, message: MessageId) -> Option<&'a Envelope> {
        self.under_way().find(|envelope| envelope.id == message)
    }

    /// The messages under way, by the time at which they are due.
    pub fn under_way(&self) -> impl Iterator<Item = &'a Envelope> + use<'a> {
        self.world().in_flight().take(SEARCHED_ENVELOPES)
    }

    /// An event's sentence, to jump there.
    #[must_use]
    pub fn told(&self, event: usize) -> Part {
        Part::Moment(event, sentence(self.event(event), self.scenario()))
    }

    /// An event's time, to jump there.
    #[must_use]
    pub fn when(&self, event: usize) -> Part {
        Part::When(event, self.event(event).at)
    }

    /// An event, with its message to look at.
    #[must_use]
    pub fn line(&self, event: usize) -> Fact {
        let mut value = vec![self.told(event)];
        if let Some(message) = self.message_of(event) {
            value.extend([" ".into(), message]);
        }
        Fact::new(format!("{} s", self.event(event).at), value)
    }

    /// The message that an event tells of.
    #[must_use]
    pub fn message_of(&self, event: usize) -> Option<Part> {
        let name = match self.event(event).what {
            What::Send { brief, .. }
            | What::Receive { brief, .. }
            | What::Drop { brief, .. }
            | What::Duplicate { brief, .. } => brief.name(),
            What::Append { .. } | What::Refuse { .. } | What::Tear { .. } => "APPEND",
            What::Touch { name, .. } => name,
            What::Start
            | What::Crash
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Align(_)
            | What::Spread(_)
            | What::Timer(_)
            | What::Note(_) => return None,
        };
        self.event(event).message().map(|message| named(message, name))
    }

    /// A message, by its number.
    #[must_use]
    pub fn message(&self, message: MessageId) -> Part {
        let sent = self.lifelines().message(message).map(|passage| passage.sent);
        let name = match sent.map(|sent| self.event(sent).what) {
            Some(What::Send { brief, .. }) => brief.name(),
            Some(_) | None => "message",
        };
        named(message, name)
    }
}

/// A message, by its name and number.
#[must_use]
pub fn named(message: MessageId, name: &str) -> Part {
    Part::Thing(Subject::Message(message), format!("{name} {message}"))
}
