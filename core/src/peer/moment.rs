//! One handling of one input: the chance that came with it, the clock, and where outputs go.

use crate::clock::VectorClock;
use crate::id::PeerId;
use crate::market::ledger::Op;
use crate::peer::io::{Chance, Note, Output, Timer};
use crate::peer::message::{Ballot, Message};
use crate::peer::rules::{ClockScope, Rules};
use crate::time::{Duration, Instant};

/// What the parts of a peer work with while they handle an input.
pub struct Moment<'a> {
    /// When it comes.
    pub now: Instant,
    /// Who handles it.
    pub id: PeerId,
    /// Whether it led when the input came.
    pub leads: bool,
    /// What was agreed.
    pub rules: &'a Rules,
    /// The chance handed in.
    pub chance: Chance,
    /// The peer's clock.
    pub clock: &'a mut VectorClock,
    /// What the world must do.
    pub out: &'a mut Vec<Output>,
}

impl Moment<'_> {
    /// Sends a message, with the clock if it counts.
    pub fn send(&mut self, to: PeerId, message: Message) {
        let counts = self.counts_everything() || message.is_trade();
        let clock = counts.then(|| self.ticked());
        self.out.push(Output::Send { to, message, clock });
    }

    /// Sends a message of an election.
    pub fn cast(&mut self, to: PeerId, ballot: Ballot) {
        self.send(to, Message::Ballot(ballot));
    }

    /// Asks the ledger.
    pub fn ask(&mut self, op: Op) {
        let clock = self.counts_everything().then(|| self.ticked());
        self.out.push(Output::Ask { op, clock });
    }

    /// Starts a timer, anew if it runs already.
    pub fn arm(&mut self, timer: Timer, after: Duration) {
        self.out.push(Output::Arm { timer, after });
    }

    /// Stops a timer, if it runs.
    pub fn disarm(&mut self, timer: Timer) {
        self.out.push(Output::Disarm(timer));
    }

    /// Writes a line in the log: a local event.
    pub fn note(&mut self, note: Note) {
        if self.counts_everything() {
            self.clock.tick();
        }
        self.out.push(Output::Note(note));
    }

    /// The peers above this one, nearest first.
    pub fn higher(&self) -> impl DoubleEndedIterator<Item = PeerId> + use<> {
        let id = self.id;
        PeerId::all(self.rules.peers).filter(move |p| *p > id)
    }

    /// The peers below this one, lowest first.
    pub fn lower(&self) -> impl DoubleEndedIterator<Item = PeerId> + use<> {
        let id = self.id;
        PeerId::all(self.rules.peers).filter(move |p| *p < id)
    }

    /// All peers but this one, lowest first.
    pub fn others(&self) -> impl DoubleEndedIterator<Item = PeerId> + use<> {
        self.lower().chain(self.higher())
    }

    /// Whether this peer gives way to that one if both lead, or may have to: a higher number decides
    /// it, or else the terms of the two.
    pub fn may_give_way(&self, other: PeerId) -> bool {
        other > self.id || self.rules.algorithm.has_terms()
    }

    /// The peers that this one may have to give way to, lowest first.
    pub fn rivals(&self) -> impl Iterator<Item = PeerId> + use<> {
        let (id, has_terms) = (self.id, self.rules.algorithm.has_terms());
        self.others().filter(move |other| *other > id || has_terms)
    }

    /// Whether no peer is above this one.
    #[must_use]
    pub const fn is_highest(&self) -> bool {
        self.id.index() + 1 == self.rules.peers
    }

    fn counts_everything(&self) -> bool {
        self.rules.clocks == ClockScope::Everything
    }

    fn ticked(&mut self) -> VectorClock {
        self.clock.tick();
        self.clock.clone()
    }
}
