//! An index of a trace: who did what where, and which receive belongs to which send.
//!
//! It grows with the trace, event by event, and takes about 13 bytes an event.

use super::part::Part;
use crate::id::{MessageId, Party, PeerId};
use crate::log::Log;
use crate::world::Event;
use std::ops::Range;

/// Places of events in a trace, ascending.
pub type Places = Log<u32, 256>;

/// No event: a trace ends long before it has so many.
const NONE: u32 = u32::MAX;

/// An index of a trace, by party and by message.
///
/// On a party's lifeline lies all that happens at the party, also what it sends. A message that is
/// lost, or doubled, is so on its link: that lies on no lifeline, nor does what is done to the
/// links. A peer has one lifeline, however often it restarts: its notebook joins its lives.
#[derive(Clone, Debug)]
pub struct Lifelines {
    lines: Vec<Places>,
    /// For each party, where a life begins and where it ends, by turns.
    borders: Vec<Vec<u32>>,
    on_links: Places,
    ways: Vec<Way>,
    copies: Vec<Doubling>,
    depths: Log<u32, 256>,
    depth_max: u32,
}

/// The way of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passage {
    /// The event of its send; of a second one that a link made, the send of the first.
    pub sent: usize,
    /// How a link made it, if one did.
    pub doubled: Option<Doubling>,
    /// The event in which it arrived or was lost; none while it is under way.
    pub ended: Option<usize>,
}

/// How a message came to be a second one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Doubling {
    /// The second one.
    pub copy: MessageId,
    /// The message that it repeats.
    pub of: MessageId,
    /// The event in which the link made it.
    pub event: u32,
}

/// A life of a party: all its events from one to another, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Its first event: a start, or a restart.
    pub from: usize,
    /// The crash that ended it; none if it goes on.
    pub to: Option<usize>,
}

/// A message's way. Ways stand in the order in which messages set out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// The event of its send; of a second message, the event in which the link made it.
    pub(super) out: u32,
    /// The event in which it arrived or was lost.
    ended: u32,
    /// The lifeline that it comes from.
    pub(super) from: u16,
    /// The lifeline that it goes to; none once it is lost.
    to: u16,
}

/// No lifeline: there are fewer.
const NOWHERE: u16 = u16::MAX;

impl Way {
    /// The lifeline on which it arrives, and the event there; none if it has not, or is lost.
    pub(super) fn arrival(&self) -> Option<(usize, u32)> {
        (self.to != NOWHERE && self.ended != NONE).then_some((usize::from(self.to), self.ended))
    }
}

impl Lifelines {
    /// The index of an empty trace, of a run of `peers` peers.
    #[must_use]
    pub fn new(peers: usize) -> Self {
        Self {
            lines: vec![Places::default(); peers + 1],
            borders: vec![Vec::new(); peers + 1],
            on_links: Places::default(),
            ways: Vec::new(),
            copies: Vec::new(),
            depths: Log::default(),
            depth_max: 0,
        }
    }

    /// Takes the next event of the trace.
    ///
    /// # Panics
    /// If it happened to a peer that the run does not have, or an event before it was left out.
    pub fn take(&mut self, event: &Event) {
        let place = u32::try_from(self.len()).expect("a run ends long before 2^32 events");
        let depth = match Part::of(event) {
            Part::Local(at) => self.add(at, place, 0),
            Part::Crash(at) => {
                let (depth, index) = (self.add(at, place, 0), self.index(at));
                self.borders[index].push(place);
                depth
            }
            Part::Sends { at, to, message } => {
                let (from, to) = (self.short(at), self.short(to));
                self.set_out(message, Way { out: place, ended: NONE, from, to });
                self.add(at, place, 0)
            }
            Part::Arrives { at, message } => {
                self.end(message, place);
                let sent = self.depth_of_send(message);
                self.add(at, place, sent)
            }
            Part::Lost(message) => {
                self.end(message, place);
                self.lose(message);
                self.depth_of_send(message) + 1
            }
            Part::Doubled { message, copy } => {
                self.double(message, copy, place);
                self.depth_of_send(message)
            }
            Part::OnLinks => {
                self.on_links.push(place);
                self.depth_max
            }
        };
        self.depths.push(depth);
        self.depth_max = self.depth_max.max(depth);
    }

    /// Adds an event to a lifeline. Gives its depth, if its other cause is so deep.
    fn add(&mut self, at: Party, place: u32, other_cause: u32) -> u32 {
        let i = self.index(at);
        let before = self.lines[i].len().checked_sub(1).map(|last| self.lines[i][last]);
        let depth = before.map_or(0, |before| self.depths[before as usize]);
        self.lines[i].push(place);
        if self.borders[i].len().is_multiple_of(2) {
            self.borders[i].push(place);
        }
        depth.max(other_cause) + 1
    }

    /// Messages are numbered in the order in which they set out.
    fn set_out(&mut self, message: MessageId, way: Way) {
        assert_eq!(message.0 as usize, self.ways.len(), "no event is left out");
        self.ways.push(way);
    }

    fn double(&mut self, of: MessageId, copy: MessageId, event: u32) {
        if let Some(first) = self.way(of).copied() {
            self.set_out(copy, Way { out: event, ended: NONE, ..first });
            self.copies.push(Doubling { copy, of, event });
        }
    }

    fn end(&mut self, message: MessageId, place: u32) {
        if let Some(way) = self.ways.get_mut(message.0 as usize) {
            way.ended = place;
        }
    }

    fn lose(&mut self, message: MessageId) {
        if let Some(way) = self.ways.get_mut(message.0 as usize) {
            way.to = NOWHERE;
        }
    }

    fn depth_of_send(&self, message: MessageId) -> u32 {
        self.sent(message).map_or(0, |sent| self.depth(sent))
    }

    /// How many events were taken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.depths.len()
    }

    /// Whether no event was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.depths.is_empty()
    }

    /// How many lifelines there are: one a peer, and the ledger's.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.lines.len()
    }

    /// Which lifeline is this party's: the peers' by id, the ledger's last.
    #[must_use]
    pub fn index(&self, party: Party) -> usize {
        party.peer().map_or(self.lines.len() - 1, PeerId::index)
    }

    fn short(&self, party: Party) -> u16 {
        u16::try_from(self.index(party)).unwrap_or(NOWHERE)
    }

    /// The events on a party's lifeline.
    ///
    /// # Panics
    /// If there is no such party.
    #[must_use]
    pub fn lifeline(&self, party: Party) -> &Places {
        &self.lines[self.index(party)]
    }

    pub(super) fn line(&self, index: usize) -> &Places {
        &self.lines[index]
    }

    /// What happened to the links, and to nobody.
    #[must_use]
    pub const fn on_links(&self) -> &Places {
        &self.on_links
    }

    /// The last event of a party before this one of the trace.
    #[must_use]
    pub fn last_before(&self, party: Party, event: usize) -> Option<usize> {
        self.back_from(party, event).next()
    }

    /// The first event of a party after this one of the trace.
    #[must_use]
    pub fn first_after(&self, party: Party, event: usize) -> Option<usize> {
        let line = self.lifeline(party);
        let next = line.partition_point(|place| *place as usize <= event);
        line.get(next).map(|place| *place as usize)
    }

    /// The events of a party before this one of the trace, latest first.
    pub fn back_from(&self, party: Party, event: usize) -> impl Iterator<Item = usize> {
        let line = self.lifeline(party);
        let before = line.partition_point(|place| (*place as usize) < event);
        line.range(0..before).rev().map(|place| *place as usize)
    }

    /// The way of a message, if it has set out.
    #[must_use]
    pub fn message(&self, message: MessageId) -> Option<Passage> {
        let ended = self.way(message)?.ended;
        Some(Passage {
            sent: self.sent(message)?,
            doubled: self.doubling(message).copied(),
            ended: (ended != NONE).then_some(ended as usize),
        })
    }

    fn way(&self, message: MessageId) -> Option<&Way> {
        self.ways.get(message.0 as usize)
    }

    fn doubling(&self, message: MessageId) -> Option<&Doubling> {
        let place = self.copies.binary_search_by_key(&message, |doubling| doubling.copy).ok()?;
        self.copies.get(place)
    }

    /// The event of a message's send; of a second one, of the first one's.
    pub(super) fn sent(&self, mut message: MessageId) -> Option<usize> {
        while let Some(doubling) = self.doubling(message) {
            message = doubling.of;
        }
        self.way(message).map(|way| way.out as usize)
    }

    /// The ways of the messages that set out before this event, each with its message, in order.
    pub(super) fn ways_before(
        &self,
        event: usize,
    ) -> impl DoubleEndedIterator<Item = (MessageId, &Way)> {
        self.numbered(0..self.ways.partition_point(|way| (way.out as usize) < event))
    }

    /// The ways of the messages that set out at this event or later, each with its message.
    pub(super) fn ways_since(&self, event: usize) -> impl Iterator<Item = (MessageId, &Way)> {
        let first = self.ways.partition_point(|way| (way.out as usize) < event);
        self.numbered(first..self.ways.len())
    }

    fn numbered(&self, ids: Range<usize>) -> impl DoubleEndedIterator<Item = (MessageId, &Way)> {
        let id = |place| MessageId(u32::try_from(place).unwrap_or(u32::MAX));
        ids.clone().map(id).zip(&self.ways[ids])
    }

    /// How long the longest chain of causes is that ends in this event, itself included: from 1 for
    /// what has none. A doubling is as deep as the send; what is done to the links is as deep as
    /// the deepest event before, for all of them come before it on the page.
    ///
    /// # Panics
    /// If there is no such event.
    #[must_use]
    pub fn depth(&self, event: usize) -> u32 {
        self.depths[event]
    }

    /// The greatest depth of all events.
    #[must_use]
    pub const fn depth_max(&self) -> u32 {
        self.depth_max
    }

    /// The lives of a party, in order. The ledger has one.
    ///
    /// # Panics
    /// If there is no such party.
    pub fn lives(&self, party: Party) -> impl DoubleEndedIterator<Item = Stretch> {
        self.borders[self.index(party)].chunks(2).map(|border| Stretch {
            from: border[0] as usize,
            to: border.get(1).map(|end| *end as usize),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peer::message::Message;
    use crate::time::Instant;
    use crate::world::{Brief, Loss, What};

    const BRIEF: Brief = Brief::Message(Message::Ping);
    const A: Party = Party::Peer(PeerId(0));
    const B: Party = Party::Peer(PeerId(1));

    fn indexed(events: &[(Option<Party>, What)]) -> Lifelines {
        let mut lines = Lifelines::new(2);
        for &(party, what) in events {
            lines.take(&Event { at: Instant::START, party, incarnation: 1, what });
        }
        lines
    }

    fn send(message: u32) -> (Option<Party>, What) {
        (Some(A), What::Send { message: MessageId(message), to: B, stamp: 0, brief: BRIEF })
    }

    fn double(message: u32, copy: u32) -> (Option<Party>, What) {
        let (message, copy) = (MessageId(message), MessageId(copy));
        (Some(A), What::Duplicate { message, copy, to: B, brief: BRIEF })
    }

    fn receive(message: u32) -> (Option<Party>, What) {
        (Some(B), What::Receive { message: MessageId(message), from: A, brief: BRIEF })
    }

    fn lose(message: u32) -> (Option<Party>, What) {
        let message = MessageId(message);
        (Some(B), What::Drop { message, from: A, brief: BRIEF, loss: Loss::Chance })
    }

    fn places(lines: &Lifelines, party: Party) -> Vec<u32> {
        lines.lifeline(party).iter().copied().collect()
    }

    #[test]
    fn what_happens_to_links_lies_on_no_lifeline() {
        let events = [
            send(0),
            double(0, 1),
            (None, What::Disturb { reorders: false }),
            receive(0),
            lose(1),
            send(2),
        ];
        let lines = indexed(&events);
        assert_eq!(places(&lines, A), [0, 5]);
        assert_eq!(places(&lines, B), [3]);
        assert!(places(&lines, Party::Ledger).is_empty());
        assert!(lines.on_links().iter().eq(&[2]));
    }

    #[test]
    fn the_second_message_comes_from_the_same_send() {
        let lines = indexed(&[send(0), double(0, 1), double(1, 2), receive(0), lose(2)]);
        let doubled =
            |copy, of, event| Some(Doubling { copy: MessageId(copy), of: MessageId(of), event });
        let passages = [
            Passage { sent: 0, doubled: None, ended: Some(3) },
            Passage { sent: 0, doubled: doubled(1, 0, 1), ended: None },
            Passage { sent: 0, doubled: doubled(2, 1, 2), ended: Some(4) },
        ];
        assert_eq!([0, 1, 2].map(|id| lines.message(MessageId(id))), passages.map(Some));
        assert_eq!(lines.message(MessageId(3)), None);
    }

    #[test]
    fn depth_counts_the_longest_chain_of_causes() {
        let start = (Some(A), What::Start);
        let events = [start, send(0), double(0, 1), receive(0), receive(1), lose(1), send(2)];
        let lines = indexed(&events);
        assert_eq!(lines.depths.iter().copied().collect::<Vec<_>>(), [1, 2, 2, 3, 4, 3, 3]);
        assert_eq!(lines.depth_max(), 4);
    }

    #[test]
    fn a_life_lasts_from_a_start_to_a_crash() {
        let of = |what| (Some(A), what);
        let events = [What::Start, What::Pause, What::Crash, What::Restart].map(of);
        let lines = indexed(&events);
        let lives: Vec<_> = lines.lives(A).collect();
        let expected = [Stretch { from: 0, to: Some(2) }, Stretch { from: 3, to: None }];
        assert_eq!(lives, expected);
        assert_eq!(lines.lives(B).count(), 0);
    }

    #[test]
    fn the_neighbours_of_an_event_on_any_lifeline_are_found() {
        let lines = indexed(&[send(0), receive(0), send(1)]);
        assert_eq!((lines.last_before(A, 1), lines.first_after(A, 1)), (Some(0), Some(2)));
        assert_eq!((lines.last_before(A, 0), lines.first_after(A, 2)), (None, None));
        assert_eq!((lines.last_before(B, 2), lines.first_after(B, 0)), (Some(1), Some(1)));
    }
}
