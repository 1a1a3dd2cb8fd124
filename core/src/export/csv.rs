//! The events as a table of comma-separated values (RFC 4180), for spreadsheets.

use super::Excerpt;
use crate::csv::{row, told};
use crate::id::Party;
use crate::trace::TraceLine;
use std::fmt;

const COLUMNS: [&str; 16] = [
    "seq",
    "time_us",
    "peer",
    "incarnation",
    "kind",
    "message",
    "from",
    "to",
    "name",
    "buyer",
    "request",
    "sale",
    "epoch",
    "item",
    "price_cents",
    "text",
];

pub(super) fn write(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    row(&COLUMNS, to)?;
    for (place, event) in excerpt.events() {
        row(&cells(excerpt.line(place, event, None)), to)?;
    }
    Ok(())
}

fn cells(line: TraceLine) -> [String; COLUMNS.len()] {
    let party = |party: Option<Party>| match party {
        Some(Party::Peer(peer)) => peer.to_string(),
        Some(Party::Ledger) => "ledger".to_owned(),
        None => String::new(),
    };
    let [buyer, request] = line.request.map_or([None; 2], |pair| pair.map(Some));
    [
        line.seq.to_string(),
        line.time_us.to_string(),
        line.peer,
        line.incarnation.to_string(),
        line.kind.to_owned(),
        told(line.message),
        party(line.from),
        party(line.to),
        line.name.unwrap_or_default().to_owned(),
        told(buyer),
        told(request),
        told(line.sale),
        told(line.epoch),
        line.item.unwrap_or_default(),
        told(line.price_cents),
        line.text,
    ]
}
