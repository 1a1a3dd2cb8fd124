//! An event as the rules look at it: with the step that it belongs to, and what its party did before.

use crate::id::{Party, PeerId};
use crate::market::ledger::Entry;
use crate::peer::io::{Note, Timer};
use crate::peer::message::{Ballot, Message};
use crate::run::Branch;
use crate::scenario::Scenario;
use crate::trace::Lifelines;
use crate::trace::awaited::{message_heard, message_sent};
use crate::world::{Brief, Event, Trace, What};
use std::ops::Range;

/// An event, and what there is around it.
pub(super) struct Seen<'a> {
    pub scenario: &'a Scenario,
    trace: &'a Trace,
    lifelines: &'a Lifelines,
    event: usize,
    /// The events of its step. All that a peer does in it, it does because of the first.
    step: Range<usize>,
}

impl<'a> Seen<'a> {
    pub fn new(
        branch: &'a Branch,
        lifelines: &'a Lifelines,
        scenario: &'a Scenario,
        event: usize,
    ) -> Self {
        let moment = branch.moment_of_event(event);
        let step = branch.events_between(moment - 1, moment);
        Self { scenario, trace: branch.trace(), lifelines, event, step }
    }

    fn told(&self) -> &'a Event {
        &self.trace[self.event]
    }

    /// What happens in it.
    pub fn what(&self) -> &'a What {
        &self.told().what
    }

    /// What its step began with.
    pub fn trigger(&self) -> &'a What {
        &self.trace[self.step.start].what
    }

    /// The peer to which it happens.
    pub fn peer(&self) -> Option<PeerId> {
        self.told().peer()
    }

    /// Whether its step begins with it.
    pub const fn begins(&self) -> bool {
        self.event == self.step.start
    }

    /// Whether there is such an event in its step.
    pub fn step_has(&self, is: impl Fn(&What) -> bool) -> bool {
        self.step.clone().any(|place| is(&self.trace[place].what))
    }

    /// Whether it is this note.
    pub fn notes(&self, note: Note) -> bool {
        *self.what() == What::Note(note)
    }

    /// Whether this is noted in its step.
    pub fn step_notes(&self, note: Note) -> bool {
        self.step_has(|what| *what == What::Note(note))
    }

    /// Whether its peer follows a trader now.
    pub fn follows(&self) -> bool {
        matches!(self.what(), What::Note(Note::Follows { .. }))
    }

    /// Whether there is no trader to trust: the peer starts, or suspects.
    pub fn lacks_trader(&self) -> bool {
        let what = self.what();
        matches!(
            what,
            What::Start | What::Restart | What::Suspect | What::Note(Note::Suspects { .. })
        )
    }

    /// The ballot that it sends.
    pub fn sends(&self) -> Option<Ballot> {
        ballot(message_sent(self.what()))
    }

    /// The ballot with which its step began, and from whom that came; none if it was of no use.
    pub fn because_of(&self) -> Option<(PeerId, Ballot)> {
        let What::Receive { from: Party::Peer(from), .. } = self.trigger() else { return None };
        let ignored = |what: &What| matches!(what, What::Note(Note::Ignores { .. }));
        let heard = ballot(message_heard(self.trigger()))?;
        (!self.step_has(ignored)).then_some((*from, heard))
    }

    /// Whether its step began with this ballot.
    pub fn is_because_of(&self, wanted: Ballot) -> bool {
        self.because_of().is_some_and(|(_, heard)| heard == wanted)
    }

    /// Whether it is the arrival of this ballot.
    pub fn hears(&self, wanted: Ballot) -> bool {
        self.begins() && self.is_because_of(wanted)
    }

    /// Whether its step began with the end of the election's wait.
    pub fn is_after_wait(&self) -> bool {
        *self.trigger() == What::Timer(Timer::Election)
    }

    /// Whether somebody wins in it: it notes that, or says so to the others.
    pub fn wins(&self) -> bool {
        self.notes(Note::Leads) || self.sends() == Some(Ballot::Coordinator)
    }

    /// Whether somebody wins in its step.
    pub fn step_wins(&self) -> bool {
        let tells = |what: &What| ballot(message_sent(what)) == Some(Ballot::Coordinator);
        self.step_has(|what| *what == What::Note(Note::Leads) || tells(what))
    }

    /// What its party did or heard last, before its step, of what `find` looks for.
    pub fn last<T>(&self, mut find: impl FnMut(&What) -> Option<T>) -> Option<T> {
        let before = self.lifelines.back_from(self.told().party?, self.step.start);
        before.map(|place| &self.trace[place].what).find_map(&mut find)
    }

    /// Whether its step is the check of a trader that was adopted shortly before.
    pub fn is_recheck(&self) -> bool {
        let armed = |what: &What| {
            let follows = matches!(what, What::Note(Note::Follows { .. }));
            let heard = matches!(message_heard(what), Some(Message::Pong { .. }));
            (heard || follows).then_some(follows)
        };
        *self.trigger() == What::Timer(Timer::Check) && self.last(armed) == Some(true)
    }

    /// The entry that it asks the ledger to take.
    pub fn writes(&self) -> Option<Entry> {
        written(self.what())
    }

    /// Whether its step asks for an epoch.
    pub fn step_asks_for_epoch(&self) -> bool {
        self.step_has(|what| matches!(written(what), Some(Entry::Epoch { .. })))
    }

    /// Whether its step opens an epoch.
    pub fn step_opens(&self) -> bool {
        self.step_has(|what| matches!(what, What::Note(Note::Opens { .. })))
    }
}

pub(super) const fn ballot(message: Option<Message>) -> Option<Ballot> {
    let Some(Message::Ballot(ballot)) = message else { return None };
    Some(ballot)
}

const fn written(what: &What) -> Option<Entry> {
    let What::Send { brief: Brief::Append(entry), .. } = what else { return None };
    Some(*entry)
}
