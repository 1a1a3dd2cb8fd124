//! What a run adds up to, event by event: nothing is kept of an event but what it counts for.

use crate::id::RequestId;
use crate::market::goods::Money;
use crate::market::ledger::Entry;
use crate::peer::message::Message;
use crate::scenario::Scenario;
use crate::time::{Duration, Instant};
use crate::trace::Spans;
use crate::world::{Brief, Event, What};
use std::collections::BTreeMap;

/// What a run adds up to so far.
#[derive(Clone, Debug)]
pub struct Tally {
    events: u64,
    messages: BTreeMap<&'static str, u64>,
    lost: u64,
    epochs: u64,
    sales: u64,
    turnover: Money,
    spans: Spans,
    /// When requests without an answer were asked first.
    asked: BTreeMap<RequestId, Instant>,
    /// How long each answer took, in microseconds.
    responses: Vec<u64>,
}

/// How numbers are spread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// Their mean, rounded to the nearest.
    pub mean: Duration,
    /// Half of them are at most this.
    pub median: Duration,
    /// Ninety-nine of a hundred are at most this.
    pub most_of_them: Duration,
    /// All are at most this.
    pub max: Duration,
}

impl Tally {
    /// Before the first event of a run of this scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            events: 0,
            messages: BTreeMap::new(),
            lost: 0,
            epochs: 0,
            sales: 0,
            turnover: Money::ZERO,
            spans: Spans::new(scenario.peers.len()),
            asked: BTreeMap::new(),
            responses: Vec::new(),
        }
    }

    /// Takes the next event.
    pub fn take(&mut self, event: &Event) {
        self.events += 1;
        self.spans.take(event);
        match &event.what {
            What::Send { brief, .. } => self.sent(brief, event.at),
            What::Receive { brief: Brief::Message(message), .. } => self.heard(message, event.at),
            What::Drop { .. } => self.lost += 1,
            What::Append { entry, .. } => self.carved(entry),
            What::Start
            | What::Crash
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
            | What::Receive { .. }
            | What::Duplicate { .. }
            | What::Refuse { .. }
            | What::Tear { .. }
            | What::Timer(_)
            | What::Note(_) => {}
        }
    }

    fn sent(&mut self, brief: &Brief, at: Instant) {
        *self.messages.entry(brief.name()).or_default() += 1;
        if let Brief::Message(Message::Buy { request, .. }) = brief {
            self.asked.entry(*request).or_insert(at);
        }
    }

    fn heard(&mut self, message: &Message, at: Instant) {
        if let Message::Sold { request, .. } | Message::NoSeller { request, .. } = message
            && let Some(asked) = self.asked.remove(request)
        {
            self.responses.push(at.since(asked).0);
        }
    }

    fn carved(&mut self, entry: &Entry) {
        match entry {
            Entry::Sale { price, .. } => {
                self.sales += 1;
                self.turnover.0 += price.0;
            }
            Entry::Epoch { .. } => self.epochs += 1,
            Entry::Offer { .. } | Entry::NoSeller { .. } => {}
        }
    }

    /// How many events there were.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// How many messages of each name were sent, those that were lost too.
    #[must_use]
    pub const fn messages(&self) -> &BTreeMap<&'static str, u64> {
        &self.messages
    }

    /// How many messages were lost.
    #[must_use]
    pub const fn lost(&self) -> u64 {
        self.lost
    }

    /// How many elections began.
    #[must_use]
    pub fn elections(&self) -> usize {
        self.spans.elections().len()
    }

    /// How many epochs were opened in the ledger.
    #[must_use]
    pub const fn epochs(&self) -> u64 {
        self.epochs
    }

    /// How many sales are in the ledger.
    #[must_use]
    pub const fn sales(&self) -> u64 {
        self.sales
    }

    /// What buyers pay for them in all.
    #[must_use]
    pub const fn turnover(&self) -> Money {
        self.turnover
    }

    /// How many requests wait for an answer still.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.asked.len()
    }

    /// How long answers took, from the first time that the request was sent; nothing if none came.
    #[must_use]
    pub fn responses(&self) -> Option<Spread> {
        let mut sorted = self.responses.clone();
        sorted.sort_unstable();
        let last = sorted.len().checked_sub(1)?;
        let (sum, count) = (sorted.iter().sum::<u64>(), sorted.len() as u64);
        Some(Spread {
            count: sorted.len(),
            mean: Duration((sum + count / 2) / count),
            median: Duration(sorted[last / 2]),
            most_of_them: Duration(sorted[last * 99 / 100]),
            max: Duration(sorted[last]),
        })
    }
}
