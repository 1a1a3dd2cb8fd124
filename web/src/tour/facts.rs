//! What tours look up in a run, at the moment shown.

use crate::lab::Lab;
use trading_post::id::{PeerId, RequestId};
use trading_post::market::ledger::Entry;
use trading_post::market::order::{Decision, Ticket};
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::peer::trader::Desk;
use trading_post::world::{Brief, Event, Life, What};

/// The peers that are up and believe to lead, the one with the latest epoch last.
pub fn leaders(lab: &Lab) -> Vec<PeerId> {
    let mut leaders: Vec<_> = desks(lab).map(|(peer, desk)| (desk.epoch(), peer)).collect();
    leaders.sort_unstable();
    leaders.into_iter().map(|(_, peer)| peer).collect()
}

/// The peer that leads, by the latest epoch; the highest one while nobody does.
pub fn leader(lab: &Lab) -> PeerId {
    leaders(lab).pop().unwrap_or_else(|| highest(lab))
}

/// The highest peer of all.
pub fn highest(lab: &Lab) -> PeerId {
    PeerId::all(lab.scenario().peers.len()).last().unwrap_or(PeerId(0))
}

/// The highest peer that is up.
pub fn highest_up(lab: &Lab) -> PeerId {
    let up = lab.world().nodes().filter(|(_, node)| matches!(node.life, Life::Up(_)));
    up.last().map_or(PeerId(0), |(peer, _)| peer)
}

fn desks(lab: &Lab) -> impl Iterator<Item = (PeerId, &Desk)> {
    let up = lab.world().nodes();
    up.filter_map(|(peer, node)| Some((peer, node.peer()?.desk()?)))
}

/// The requests that wait at the latest trader, in serving order.
pub fn waiting(lab: &Lab) -> &[Ticket] {
    let latest = desks(lab).max_by_key(|(_, desk)| desk.epoch());
    latest.map_or(&[], |(_, desk)| desk.queue().tickets())
}

/// The request that the latest trader serves now.
pub fn serving(lab: &Lab) -> Option<&Ticket> {
    desks(lab).max_by_key(|(_, desk)| desk.epoch()).and_then(|(_, desk)| desk.serving())
}

/// Whether the first two that wait are in this order because of that.
pub fn first_two_by(lab: &Lab, decision: Decision) -> bool {
    matches!(waiting(lab), [first, second, ..] if second.decision(first) == decision)
}

/// The last event by now of such a kind, by its place in the trace.
pub fn last(lab: &Lab, is: impl Fn(&Event) -> bool) -> Option<usize> {
    lab.events().rev().find(|event| is(&lab.run().trace()[*event]))
}

/// The events of the last step.
pub fn just(lab: &Lab) -> impl Iterator<Item = &Event> {
    lab.run().trace().range(lab.run().last_step())
}

/// The peer to which something happened last.
pub fn last_peer(lab: &Lab, is: impl Fn(&What) -> bool) -> PeerId {
    let event = last(lab, |event| is(&event.what));
    event.and_then(|event| lab.run().trace()[event].peer()).unwrap_or(PeerId(0))
}

/// The peer that has suspected its trader last.
pub fn doubter(lab: &Lab) -> PeerId {
    last_peer(lab, |what| matches!(what, What::Note(Note::Suspects { .. })))
}

/// How many messages of elections were sent since the last crash.
pub fn ballots(lab: &Lab) -> usize {
    let crash = last(lab, |event| event.what == What::Crash).unwrap_or(0);
    let since = lab.run().trace().range(crash..lab.run().trace_length());
    since.filter(|event| is_ballot(&event.what)).count()
}

const fn is_ballot(what: &What) -> bool {
    matches!(what, What::Send { brief: Brief::Message(Message::Ballot(_)), .. })
}

/// The last sale that the ledger took before the last crash: its request, and its place.
pub fn sale_before_crash(lab: &Lab) -> Option<(RequestId, u32)> {
    let crash = last(lab, |event| event.what == What::Crash)?;
    let before = lab.run().trace().range(0..crash).rev();
    before.filter_map(|event| sale_in(&event.what)).next()
}

/// The sale that the ledger takes in this event: its request, and its place.
pub const fn sale_in(what: &What) -> Option<(RequestId, u32)> {
    let What::Append { entry: Entry::Sale { request, .. }, position, .. } = what else {
        return None;
    };
    Some((*request, *position))
}

/// How many sales of a request the ledger holds.
pub fn sales_of(lab: &Lab, request: RequestId) -> usize {
    let records = lab.world().ledger().records().iter();
    let of = |entry: &Entry| matches!(entry, Entry::Sale { request: one, .. } if *one == request);
    records.filter(|record| of(&record.entry)).count()
}
