//! What happened before what (Lamport 1978), from recorded sends and receives alone.
//!
//! A party's lifeline is one line through all its restarts: a restarted peer has forgotten what it
//! had heard, but not that it had lived.

use super::Lifelines;
use super::part::Part;
use crate::id::MessageId;
use crate::id::Party;
use crate::world::Trace;
use std::cmp::Ordering;

/// How an event lies to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// It is the same.
    Same,
    /// It happened before the other: it could be its cause.
    Before,
    /// It happened after the other: it could be its effect.
    After,
    /// Neither could know of the other.
    Concurrent,
}

/// All that could have caused an event, and all that it could have caused.
///
/// What happens to a message on its link, a loss or a doubling, comes after its send and before
/// nothing: a second message carries what the first one does. What is done to the links is
/// concurrent with everything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cone {
    event: usize,
    past: Vec<Option<u32>>,
    future: Vec<Option<u32>>,
}

/// A message that carries the news of an event on to another lifeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hop {
    /// Which.
    pub message: MessageId,
    /// The event of its send.
    pub sent: usize,
    /// The event of its arrival.
    pub received: usize,
}

impl Cone {
    /// The cone of an event of a trace.
    ///
    /// # Panics
    /// If there is no such event.
    #[must_use]
    pub fn of(trace: &Trace, lifelines: &Lifelines, event: usize) -> Self {
        let mut past = past_of(trace, lifelines, event, 0);
        let mut future = vec![None; lifelines.parties()];
        if let Some(party) = Part::of(&trace[event]).party() {
            let index = lifelines.index(party);
            past[index] = lifelines.last_before(party, event).and_then(short);
            future = Spread::from(lifelines, event, index).firsts();
            future[index] = lifelines.first_after(party, event).and_then(short);
        }
        Self { event, past, future }
    }

    /// The event whose cone it is.
    #[must_use]
    pub const fn event(&self) -> usize {
        self.event
    }

    /// For each lifeline, its last event that happened before.
    #[must_use]
    pub fn past(&self) -> &[Option<u32>] {
        &self.past
    }

    /// For each lifeline, its first event that happened after.
    #[must_use]
    pub fn future(&self) -> &[Option<u32>] {
        &self.future
    }

    /// How another event lies to the cone's own.
    ///
    /// # Panics
    /// If there is no such event.
    #[must_use]
    pub fn relation_to(&self, trace: &Trace, lifelines: &Lifelines, other: usize) -> Relation {
        if other == self.event {
            return Relation::Same;
        }
        let part = Part::of(&trace[other]);
        let Some(party) = part.party() else {
            return self.relation_to_loss(part, trace, lifelines);
        };
        let index = lifelines.index(party);
        if self.past[index].is_some_and(|last| other <= last as usize) {
            Relation::Before
        } else if self.future[index].is_some_and(|first| first as usize <= other) {
            Relation::After
        } else {
            Relation::Concurrent
        }
    }

    /// What happens on a link comes after all that its send is, or comes after.
    fn relation_to_loss(&self, part: Part, trace: &Trace, lifelines: &Lifelines) -> Relation {
        let Some(sent) = sent_on_link(part, lifelines) else {
            return Relation::Concurrent;
        };
        match self.relation_to(trace, lifelines, sent) {
            Relation::Same | Relation::After => Relation::After,
            Relation::Before | Relation::Concurrent => Relation::Concurrent,
        }
    }
}

/// How event `a` lies to event `b`.
///
/// # Panics
/// If there is no such event.
#[must_use]
pub fn relation(trace: &Trace, lifelines: &Lifelines, a: usize, b: usize) -> Relation {
    let before = |early: usize, late: usize| {
        let Some(party) = Part::of(&trace[early]).party() else { return false };
        let past = past_of(trace, lifelines, late, early);
        past[lifelines.index(party)].is_some_and(|last| early <= last as usize)
    };
    match a.cmp(&b) {
        Ordering::Equal => Relation::Same,
        Ordering::Less if before(a, b) => Relation::Before,
        Ordering::Greater if before(b, a) => Relation::After,
        Ordering::Less | Ordering::Greater => Relation::Concurrent,
    }
}

/// The messages that carried the news of one event to another, in order: none where both lie on
/// one lifeline. Of several ways it is the one that reached the other's lifeline first. There is no
/// way if the one did not happen before the other. To a loss it leads as far as the lost message's
/// send.
///
/// # Panics
/// If there is no such event.
#[must_use]
pub fn path(trace: &Trace, lifelines: &Lifelines, from: usize, to: usize) -> Option<Vec<Hop>> {
    let origin = Part::of(&trace[from]).party()?;
    let (party, to) = anchor(trace, lifelines, to).filter(|(_, end)| from <= *end && from != to)?;
    let (origin, mut line) = (lifelines.index(origin), lifelines.index(party));
    let spread = Spread::from(lifelines, from, origin);
    let (mut hops, mut by) = (Vec::new(), to);
    while line != origin {
        let hop = spread.reached[line].filter(|hop| hop.received <= by)?;
        hops.push(hop);
        (line, by) = (lifelines.index(trace[hop.sent].party?), hop.sent);
    }
    hops.reverse();
    Some(hops)
}

/// Where an event lies on a lifeline: what happens on a link, where its message was sent.
fn anchor(trace: &Trace, lifelines: &Lifelines, event: usize) -> Option<(Party, usize)> {
    let part = Part::of(&trace[event]);
    match part.party() {
        Some(party) => Some((party, event)),
        None => {
            let sent = sent_on_link(part, lifelines)?;
            Some((trace[sent].party?, sent))
        }
    }
}

/// The send of the message to which something happens on its link.
fn sent_on_link(part: Part, lifelines: &Lifelines) -> Option<usize> {
    match part {
        Part::Lost(message) | Part::Doubled { message, .. } => lifelines.sent(message),
        Part::Local(_)
        | Part::Crash(_)
        | Part::Sends { .. }
        | Part::Arrives { .. }
        | Part::OnLinks => None,
    }
}

fn short(place: usize) -> Option<u32> {
    u32::try_from(place).ok()
}

/// For each lifeline, its last event from which a chain leads to this one, the event itself or its
/// send among them; as far as these lie at `floor` or later.
///
/// Goes back through the messages in the order in which they set out: whether one arrived in the
/// past is certain by then, for it arrived later than it set out, and what is found from there on
/// is earlier still. Ends where nothing later can be found on any lifeline.
fn past_of(trace: &Trace, lifelines: &Lifelines, event: usize, floor: usize) -> Vec<Option<u32>> {
    let mut last = vec![None; lifelines.parties()];
    let Some((party, start)) = anchor(trace, lifelines, event) else {
        return last;
    };
    last[lifelines.index(party)] = short(start);
    let mut stop = earliest_of_use(&last, lifelines).max(floor);
    for (message, way) in lifelines.ways_before(start).rev() {
        if (way.out as usize) < stop {
            break;
        }
        let from = usize::from(way.from);
        let arrives = |(to, event): (usize, u32)| last[to].is_some_and(|last| event <= last);
        if last[from] >= Some(way.out) || !way.arrival().is_some_and(arrives) {
            continue;
        }
        let sent = lifelines.sent(message).and_then(short);
        if sent > last[from] {
            last[from] = sent;
            stop = earliest_of_use(&last, lifelines).max(floor);
        }
    }
    last
}

/// The first event whose message could still tell of something new, while what is known of the
/// past reaches up to `last`.
fn earliest_of_use(last: &[Option<u32>], lifelines: &Lifelines) -> usize {
    let begin = |line: usize| lifelines.line(line).get(0).copied();
    let of_line = |(line, known): (usize, &Option<u32>)| known.or_else(|| begin(line));
    let earliest = last.iter().enumerate().filter_map(of_line).min();
    earliest.map_or(usize::MAX, |event| event as usize)
}

/// How the news of an event spread.
struct Spread {
    /// For each other lifeline, the message that brought it first.
    reached: Vec<Option<Hop>>,
}

impl Spread {
    /// Goes on from an event of this lifeline through the messages in the order in which they set
    /// out, until none can bring the news earlier to any lifeline.
    fn from(lifelines: &Lifelines, event: usize, origin: usize) -> Self {
        let mut spread = Self { reached: vec![None; lifelines.parties()] };
        let mut stop = spread.latest_of_use(lifelines, origin);
        for (message, way) in lifelines.ways_since(event) {
            if short(stop) <= Some(way.out) {
                break;
            }
            let Some((to, received)) = way.arrival() else { continue };
            let (from, received) = (usize::from(way.from), received as usize);
            let of_origin = (from == origin).then_some(event);
            let Some(known) = of_origin.or(spread.reached[from].map(|hop| hop.received)) else {
                continue;
            };
            let earlier = spread.reached[to].is_none_or(|hop| received < hop.received);
            if to == origin || !earlier || known > way.out as usize {
                continue;
            }
            if let Some(sent) = lifelines.sent(message).filter(|sent| known <= *sent) {
                spread.reached[to] = Some(Hop { message, sent, received });
                stop = spread.latest_of_use(lifelines, origin);
            }
        }
        spread
    }

    /// From this event on, no message can bring the news earlier to any lifeline.
    fn latest_of_use(&self, lifelines: &Lifelines, origin: usize) -> usize {
        let end = |line: usize| lifelines.line(line).iter().next_back().map(|end| *end as usize);
        let others = self.reached.iter().enumerate().filter(|(line, _)| *line != origin);
        let of_line =
            |(line, hop): (usize, &Option<Hop>)| hop.map(|h| h.received).or_else(|| end(line));
        others.filter_map(of_line).max().unwrap_or(0)
    }

    /// For each lifeline but the event's own, the first event that knows of it.
    fn firsts(&self) -> Vec<Option<u32>> {
        self.reached.iter().map(|hop| short((*hop)?.received)).collect()
    }
}
