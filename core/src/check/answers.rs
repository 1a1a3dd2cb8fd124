//! I6 and I7: what buyers are answered.

use super::{Carved, Verdict};
use crate::id::{RequestId, SaleId};
use crate::market::ledger::Entry;
use crate::peer::message::Message;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// What was carved, and what was heard, for each request.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    carved: BTreeMap<RequestId, Vec<(u32, Entry)>>,
    heard: BTreeMap<RequestId, Message>,
}

impl Answers {
    /// I6: at most one entry answers a request.
    pub(super) fn carved(&mut self, carved: Carved) -> Verdict {
        let Some(request) = carved.entry.answers() else {
            return Ok(());
        };
        let entries = self.carved.entry(request).or_default();
        entries.push((carved.position, carved.entry));
        match entries[..] {
            [(first, _), .., (last, _)] => Err(format!(
                "Request {request} is carried out twice, by entries {first} and {last}"
            )),
            [_] | [] => Ok(()),
        }
    }

    /// I6: every answer that reaches a request's buyer is the same.
    pub(super) fn heard(&mut self, answer: Answer) -> Verdict {
        let Answer { request, message } = answer;
        if *self.heard.entry(request).or_insert(message) == message {
            return Ok(());
        }
        Err(format!("Request {request} is answered a second time, and otherwise"))
    }

    /// I7: what a buyer is answered is in the ledger by then, as it was answered.
    pub(super) fn is_carved(&self, answer: &Answer) -> Verdict {
        let request = answer.request;
        let Some(entries) = self.carved.get(&request) else {
            return Err(format!(
                "Request {request} is answered, and the ledger holds nothing of it"
            ));
        };
        if entries.iter().any(|(position, entry)| says(&answer.message, *position, entry)) {
            return Ok(());
        }
        Err(format!("The answer to request {request} is not what the ledger holds"))
    }
}

fn says(message: &Message, position: u32, carved: &Entry) -> bool {
    match (message, carved) {
        (
            Message::Sold { sale: SaleId(place), item, price, seller, .. },
            Entry::Sale { item: i, price: p, seller: s, .. },
        ) => (*place, item, price, seller) == (position, i, p, s),
        (Message::NoSeller { item, .. }, Entry::NoSeller { item: i, .. }) => item == i,
        _ => false,
    }
}

/// The answer to a request that a buyer has just been handed.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    request: RequestId,
    message: Message,
}

pub(super) fn heard(event: &Event) -> Option<Answer> {
    let What::Receive { brief: Brief::Message(message), .. } = event.what else {
        return None;
    };
    let (Message::Sold { request, .. } | Message::NoSeller { request, .. }) = message else {
        return None;
    };
    Some(Answer { request, message })
}
