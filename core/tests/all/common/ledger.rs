//! What the ledger and the answers must look like: I1, I3, I5, I6, I7.

use super::{Seen, Verdict};
use std::collections::BTreeMap;
use trading_post::id::{Epoch, Party, PeerId, RequestId, SaleId};
use trading_post::market::goods::{ItemId, Money};
use trading_post::market::ledger::Entry;
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::world::{Brief, Event, What};

/// An entry of the ledger, and who wrote it.
#[derive(Clone, Copy)]
struct Written {
    by: PeerId,
    position: u32,
    entry: Entry,
}

fn written(event: &Event) -> Option<Written> {
    match event.what {
        What::Append { from: Party::Peer(by), position, entry, .. } => {
            Some(Written { by, position, entry })
        }
        _ => None,
    }
}

/// I1: at most one peer ever grants sales in an epoch, by the ledger and by the peers' own words.
pub fn one_peer_grants_in_an_epoch(seen: &Seen<'_>) -> Verdict {
    let mut traders = Terms::default();
    let mut granters = Terms::default();
    let mut epoch = Epoch(0);
    for event in &seen.trace {
        if let (What::Note(Note::Opens { epoch, .. }), Some(peer)) = (event.what, event.peer()) {
            traders.claim(epoch, peer, "opens")?;
        }
        match written(event) {
            Some(Written { entry: Entry::Epoch { epoch: next, .. }, .. }) => epoch = next,
            Some(w) if w.entry.answers().is_some() => granters.claim(epoch, w.by, "grants in")?,
            Some(_) | None => {}
        }
    }
    Ok(())
}

/// Whose an epoch is.
#[derive(Default)]
struct Terms(BTreeMap<Epoch, PeerId>);

impl Terms {
    fn claim(&mut self, epoch: Epoch, peer: PeerId, how: &str) -> Verdict {
        match *self.0.entry(epoch).or_insert(peer) {
            first if first == peer => Ok(()),
            first => Err(format!("peer {peer} {how} epoch {epoch}, as peer {first} did")),
        }
    }
}

/// I3: epochs only grow, and only the current epoch's trader appends.
pub fn only_the_current_trader_appends(seen: &Seen<'_>) -> Verdict {
    let mut current: Option<(Epoch, PeerId)> = None;
    for Written { by, position, entry } in seen.trace.iter().filter_map(written) {
        if let Entry::Epoch { epoch, trader } = entry {
            if current.is_some_and(|(last, _)| epoch <= last) || trader != by {
                return Err(format!("entry {position} of peer {by}: {entry:?} in {current:?}"));
            }
            current = Some((epoch, trader));
        } else if current.map(|(_, trader)| trader) != Some(by) {
            return Err(format!("entry {position} is peer {by}'s, in {current:?}"));
        }
    }
    Ok(())
}

/// A lot as registered, and how many pieces of it were sold.
struct Lot {
    item: ItemId,
    price: Money,
    quantity: u32,
    sold: u32,
}

/// I5: a lot is registered once, and no more of it is sold than it held, at its price; of the
/// price the trader keeps what was agreed.
pub fn lots_add_up(seen: &Seen<'_>) -> Verdict {
    let mut lots: BTreeMap<(PeerId, u32), Lot> = BTreeMap::new();
    for record in seen.world.ledger().records().iter() {
        match record.entry {
            Entry::Offer { seller, lot, item, quantity, price } => {
                let fresh = Lot { item, price, quantity, sold: 0 };
                if lots.insert((seller, lot), fresh).is_some() {
                    return Err(format!("lot {lot} of peer {seller} is registered twice"));
                }
            }
            Entry::Sale { .. } => sell(seen, &mut lots, &record.entry)?,
            Entry::Epoch { .. } | Entry::NoSeller { .. } => {}
        }
    }
    Ok(())
}

fn sell(seen: &Seen<'_>, lots: &mut BTreeMap<(PeerId, u32), Lot>, sale: &Entry) -> Verdict {
    let &Entry::Sale { item, price, commission, seller, lot, .. } = sale else {
        return Ok(());
    };
    let Some(from) = lots.get_mut(&(seller, lot)) else {
        return Err(format!("{sale:?} is from a lot that nobody registered"));
    };
    from.sold += 1;
    let share = price.0 * seen.scenario.commission_per_mille.unsigned_abs() / 1_000;
    if from.sold > from.quantity {
        return Err(format!("lot {lot} of peer {seller} had {} pieces", from.quantity));
    }
    if (from.item, from.price, share) != (item, price, commission.0) {
        return Err(format!("{sale:?} is not what peer {seller} registered"));
    }
    Ok(())
}

/// I6: at most one entry answers a request, and every answer that reaches its buyer is the same.
pub fn a_request_is_carried_out_once(seen: &Seen<'_>) -> Verdict {
    let mut carved: BTreeMap<RequestId, usize> = BTreeMap::new();
    for (place, record) in seen.world.ledger().records().iter_from(0) {
        let Some(request) = record.entry.answers() else { continue };
        if let Some(first) = carved.insert(request, place) {
            return Err(format!("request {request} is answered by entries {first} and {place}"));
        }
    }
    let mut heard: BTreeMap<RequestId, Message> = BTreeMap::new();
    for (request, message) in seen.trace.iter().filter_map(answer_received) {
        let first = *heard.entry(request).or_insert(message);
        if first != message {
            return Err(format!("request {request} is answered {first:?}, later {message:?}"));
        }
    }
    Ok(())
}

/// I7: what a buyer is answered is in the ledger by then, at the place that it was told, and
/// nothing in the ledger is ever changed.
pub fn what_was_answered_is_carved(seen: &Seen<'_>) -> Verdict {
    let mut carved: Vec<Entry> = Vec::new();
    for event in &seen.trace {
        if let Some(Written { position, entry, .. }) = written(event) {
            if position as usize != carved.len() {
                return Err(format!("entry {position} is the {}th", carved.len()));
            }
            carved.push(entry);
        }
        if let Some((request, message)) = answer_received(event)
            && !is_carved(&carved, &message)
        {
            return Err(format!("request {request} is answered, but not carved: {message:?}"));
        }
    }
    if !seen.world.ledger().records().iter().map(|r| r.entry).eq(carved) {
        return Err("the ledger does not hold what was appended".to_owned());
    }
    Ok(())
}

fn is_carved(carved: &[Entry], answer: &Message) -> bool {
    match *answer {
        Message::Sold { request, sale: SaleId(place), item, price, seller } => {
            carved.get(place as usize).is_some_and(|entry| {
                matches!(*entry, Entry::Sale { request: r, item: i, price: p, seller: s, .. }
                    if (r, i, p, s) == (request, item, price, seller))
            })
        }
        Message::NoSeller { request, item } => carved.contains(&Entry::NoSeller { request, item }),
        _ => true,
    }
}

/// The answer to a request that a buyer has just been handed.
pub fn answer_received(event: &Event) -> Option<(RequestId, Message)> {
    let What::Receive { brief: Brief::Message(message), .. } = event.what else {
        return None;
    };
    match message {
        Message::Sold { request, .. } | Message::NoSeller { request, .. } => {
            Some((request, message))
        }
        _ => None,
    }
}
