//! Answers that do not come, and those that come twice.

use crate::id::RequestId;
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use crate::peer::message::Message;
use crate::time::{Duration, Instant};
use crate::world::{Brief, Event, What};
use std::collections::{BTreeMap, BTreeSet};

/// Who waits for an answer, who has one, and what was sold to whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// Since when, of requests whose buyer is up and leads nobody.
    waiting: BTreeMap<RequestId, Instant>,
    answered: BTreeSet<RequestId>,
    sold: BTreeSet<RequestId>,
    doubled_answers: u64,
    doubled_sales: u64,
}

impl Answers {
    pub(super) fn take(&mut self, event: &Event) {
        match event.what {
            What::Send { brief: Brief::Message(Message::Buy { request, .. }), .. } => {
                self.waiting.entry(request).or_insert(event.at);
            }
            What::Receive { brief: Brief::Message(message), .. } => self.heard(message),
            What::Append { entry: Entry::Sale { request, .. }, .. } => {
                self.doubled_sales += u64::from(!self.sold.insert(request));
            }
            What::Crash | What::Note(Note::Leads | Note::Settles) => self.waits_no_more(event),
            What::Start
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_)
            | What::Send { .. }
            | What::Receive { .. }
            | What::Drop { .. }
            | What::Duplicate { .. }
            | What::Append { .. }
            | What::Refuse { .. }
            | What::Tear { .. }
            | What::Timer(_)
            | What::Note(_) => {}
        }
    }

    fn heard(&mut self, message: Message) {
        if let Some(request) = message.answers() {
            self.waiting.remove(&request);
            self.doubled_answers += u64::from(!self.answered.insert(request));
        }
    }

    /// Nobody is there who waits: the buyer is down, or trades itself. It asks again when it buys again.
    fn waits_no_more(&mut self, event: &Event) {
        if let Some(buyer) = event.peer() {
            self.waiting.retain(|request, _| request.buyer != buyer);
        }
    }

    /// How many have waited for longer than this.
    pub(super) fn lost(&self, patience: Duration, now: Instant) -> u64 {
        self.waiting.values().filter(|since| now.since(**since) > patience).count() as u64
    }

    pub(super) const fn doubled_answers(&self) -> u64 {
        self.doubled_answers
    }

    pub(super) const fn doubled_sales(&self) -> u64 {
        self.doubled_sales
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{MessageId, Party, PeerId};
    use crate::market::goods::ItemId;

    const REQUEST: RequestId = RequestId { buyer: PeerId(1), number: 1 };
    const ITEM: ItemId = ItemId(0);
    const SECOND: Duration = Duration::from_millis(1_000);

    fn after(whats: &[What]) -> Answers {
        let mut answers = Answers::default();
        for what in whats {
            let party = Some(Party::Peer(PeerId(1)));
            answers.take(&Event { at: Instant::START, party, incarnation: 1, what: *what });
        }
        answers
    }

    const fn asks() -> What {
        let brief = Brief::Message(Message::Buy { request: REQUEST, item: ITEM });
        What::Send { message: MessageId(0), to: Party::Peer(PeerId(5)), stamp: 0, brief }
    }

    const fn hears() -> What {
        let brief = Brief::Message(Message::NoSeller { request: REQUEST, item: ITEM });
        What::Receive { message: MessageId(1), from: Party::Peer(PeerId(5)), brief }
    }

    #[test]
    fn an_answer_is_lost_when_its_buyer_has_waited_too_long() {
        assert_eq!(after(&[asks()]).lost(SECOND, Instant::START + SECOND), 0);
        assert_eq!(after(&[asks()]).lost(SECOND, Instant(1_000_001)), 1);
        assert_eq!(after(&[asks(), hears()]).lost(SECOND, Instant::NEVER), 0);
    }

    #[test]
    fn a_buyer_that_is_down_or_leads_waits_for_nothing() {
        for what in [What::Crash, What::Note(Note::Leads)] {
            assert_eq!(after(&[asks(), what]).lost(SECOND, Instant::NEVER), 0);
        }
    }

    #[test]
    fn an_answer_that_comes_again_is_doubled() {
        assert_eq!(after(&[asks(), hears()]).doubled_answers(), 0);
        assert_eq!(after(&[asks(), hears(), hears()]).doubled_answers(), 1);
    }
}
