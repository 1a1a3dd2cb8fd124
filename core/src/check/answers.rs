//! I6 and I7: what buyers are answered.

use super::breach::{Verdict, broken};
use super::carved::Carved;
use crate::id::{PeerId, RequestId, SaleId};
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::Entry;
use crate::peer::message::Message;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// What an answer says, be it carved or told. What was not sold has no sale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Said {
    item: ItemId,
    sold: Option<(SaleId, Money, PeerId)>,
}

impl Said {
    /// What the buyer is told.
    const fn what(self) -> &'static str {
        match self.sold {
            Some(_) => "with a sale",
            None => "that nobody sells",
        }
    }
}

/// An answer, and the event in which it was given.
#[derive(Clone, Copy, Debug)]
struct Given {
    said: Said,
    event: u32,
}

/// The answer to a request that a buyer is handed in this event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    request: RequestId,
    given: Given,
}

/// What was carved first, and what was heard first, for each request.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    carved: BTreeMap<RequestId, (u32, Given)>,
    heard: BTreeMap<RequestId, Given>,
    /// What was carved for a request that had been carried out already.
    again: Vec<(RequestId, Given)>,
}

impl Answers {
    /// I6: at most one entry answers a request.
    pub(super) fn carved(&mut self, carved: &Carved) -> Option<Verdict> {
        let Carved { position, event, .. } = *carved;
        let (request, said) = said_by(carved)?;
        let given = Given { said, event };
        let (first, before) = *self.carved.entry(request).or_insert((position, given));
        if before.event == event {
            return Some(Ok(()));
        }
        self.again.push((request, given));
        let why =
            format!("Request {request} is carried out twice, by entries {first} and {position}");
        Some(broken(why, [before.event]))
    }

    /// I6: every answer that reaches a request's buyer is the same.
    pub(super) fn heard(&mut self, answer: &Answer) -> Verdict {
        let Answer { request, given } = *answer;
        let first = *self.heard.entry(request).or_insert(given);
        if first.said == given.said {
            return Ok(());
        }
        let why = format!("Request {request} is answered a second time, and otherwise");
        broken(why, [first.event])
    }

    /// I7: what a buyer is answered is in the ledger by then, as it was answered.
    pub(super) fn is_carved(&self, answer: &Answer) -> Verdict {
        let Answer { request, given } = answer;
        let Some((_, first)) = self.carved.get(request) else {
            let what = given.said.what();
            let why =
                format!("Request {request} is answered {what}, and the ledger holds nothing of it");
            return broken(why, []);
        };
        let later = self.again.iter().filter(|(of, _)| of == request).map(|(_, given)| given);
        if [first].into_iter().chain(later).any(|carved| carved.said == given.said) {
            return Ok(());
        }
        let why = format!("The answer to request {request} is not what the ledger holds");
        broken(why, [first.event])
    }
}

/// Which request an entry answers, and how.
const fn said_by(carved: &Carved) -> Option<(RequestId, Said)> {
    match carved.entry {
        Entry::Sale { request, item, price, seller, .. } => {
            let sold = Some((SaleId(carved.position), price, seller));
            Some((request, Said { item, sold }))
        }
        Entry::NoSeller { request, item } => Some((request, Said { item, sold: None })),
        Entry::Epoch { .. } | Entry::Offer { .. } => None,
    }
}

/// The answer to a request that its buyer is handed in this event.
pub(super) const fn heard(event: &Event, place: u32) -> Option<Answer> {
    let What::Receive { brief: Brief::Message(message), .. } = event.what else {
        return None;
    };
    let (request, said) = match message {
        Message::Sold { request, sale, item, price, seller } => {
            (request, Said { item, sold: Some((sale, price, seller)) })
        }
        Message::NoSeller { request, item } => (request, Said { item, sold: None }),
        Message::Ping
        | Message::Pong { .. }
        | Message::Heartbeat
        | Message::Ballot(_)
        | Message::Register(_)
        | Message::Registered { .. }
        | Message::Buy { .. }
        | Message::Notice(_)
        | Message::Noted { .. } => return None,
    };
    Some(Answer { request, given: Given { said, event: place } })
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked, grants, no_seller, offers, opens, sells, sold};

    fn with_lot() -> Tale {
        Tale::new().append(5, 0, opens(1, 5)).append(5, 1, offers(0, 1, 9))
    }

    #[test]
    fn a_request_carried_out_twice_breaks_i6() {
        let tale = with_lot().append(5, 2, sells(1, 0, 1)).append(5, 3, sells(1, 0, 1));
        let why = "Request 1.1 is carried out twice, by entries 2 and 3";
        checked(&tale).breaks(Invariant::Once, why, &[2, 3]);
    }

    #[test]
    fn two_answers_that_differ_break_i6() {
        let tale = with_lot().append(5, 2, sells(1, 0, 1)).tell(5, 1, sold(1, 2, 0));
        let tale = tale.tell(5, 1, no_seller(1));
        let why = "Request 1.1 is answered a second time, and otherwise";
        checked(&tale).breaks(Invariant::Once, why, &[4, 6]);
    }

    #[test]
    fn the_same_answer_again_breaks_nothing() {
        let tale = with_lot().append(5, 2, sells(1, 0, 1)).tell(5, 1, sold(1, 2, 0));
        let tale = tale.tell(4, 1, sold(1, 2, 0));
        checked(&tale).keeps(Invariant::Once).keeps(Invariant::Durable);
    }

    #[test]
    fn an_answer_of_which_the_ledger_knows_nothing_breaks_i7() {
        let why = "Request 1.1 is answered with a sale, and the ledger holds nothing of it";
        checked(&with_lot().tell(5, 1, sold(1, 2, 0))).breaks(Invariant::Durable, why, &[3]);
        let why = "Request 1.1 is answered that nobody sells, and the ledger holds nothing of it";
        checked(&with_lot().tell(5, 1, no_seller(1))).breaks(Invariant::Durable, why, &[3]);
    }

    #[test]
    fn an_answer_that_the_ledger_has_otherwise_breaks_i7() {
        let tale = with_lot().append(5, 2, grants(1)).tell(5, 1, sold(1, 2, 0));
        let why = "The answer to request 1.1 is not what the ledger holds";
        checked(&tale).breaks(Invariant::Durable, why, &[2, 4]);
    }
}
