//! What the trader still has to tell the sellers. Each seller hears of one sale at a time, in the
//! ledger's order, and again until it answers.

use crate::id::{PeerId, SaleId};
use crate::log::Log;
use crate::market::ledger::{Entry, Record};
use crate::peer::io::Timer;
use crate::peer::message::{Message, SaleNotice};
use crate::peer::moment::Moment;
use crate::time::Duration;
use std::collections::{BTreeMap, VecDeque};

/// How often the patience doubles.
const MOST_PATIENCE: u32 = 3;

/// The notice of a sale to its seller, if this entry is a sale.
#[must_use]
pub fn notice_of(entry: &Entry, position: u32) -> Option<(PeerId, SaleNotice)> {
    let &Entry::Sale { item, price, commission, seller, lot, .. } = entry else {
        return None;
    };
    let notice = SaleNotice { sale: SaleId(position), lot, item, share: price - commission };
    Some((seller, notice))
}

/// All notices that await an answer.
#[derive(Clone, Hash, Debug, Default)]
pub struct Notices {
    sellers: BTreeMap<PeerId, Line>,
}

/// One seller's line. Until the seller has registered with this trader, nobody knows which sales
/// of earlier traders it has heard of, so nothing is sent.
#[derive(Clone, Hash, Debug, Default)]
struct Line {
    registered: bool,
    repeats: u32,
    waiting: VecDeque<SaleNotice>,
}

impl Notices {
    /// A sale became durable.
    pub fn add(&mut self, seller: PeerId, notice: SaleNotice, m: &mut Moment<'_>) {
        let line = self.sellers.entry(seller).or_default();
        line.waiting.push_back(notice);
        if line.registered && line.waiting.len() == 1 {
            line.send_first(seller, m);
        }
    }

    /// The seller registered, and said up to which sale it has heard.
    pub fn registered(
        &mut self,
        seller: PeerId,
        heard: Option<SaleId>,
        ledger: &Log<Record>,
        m: &mut Moment<'_>,
    ) {
        let line = self.sellers.entry(seller).or_default();
        if line.registered {
            line.waiting.retain(|n| heard < Some(n.sale));
        } else {
            let unheard = heard.map_or(0, |sale| sale.0 as usize + 1);
            line.waiting = ledger
                .iter_from(unheard)
                .filter_map(|(position, r)| notice_of(&r.entry, u32::try_from(position).ok()?))
                .filter_map(|(of, notice)| (of == seller).then_some(notice))
                .collect();
        }
        line.registered = true;
        line.send_first(seller, m);
    }

    /// The seller answered. Says whether the answer was awaited.
    pub fn noted(&mut self, seller: PeerId, sale: SaleId, m: &mut Moment<'_>) -> bool {
        let Some(line) = self.sellers.get_mut(&seller) else {
            return false;
        };
        if line.waiting.front().map(|n| n.sale) != Some(sale) {
            return false;
        }
        line.waiting.pop_front();
        line.send_first(seller, m);
        true
    }

    /// The seller did not answer in time: the same again, and more patience.
    pub fn repeat(&mut self, seller: PeerId, m: &mut Moment<'_>) {
        if let Some(line) = self.sellers.get_mut(&seller) {
            line.repeats = MOST_PATIENCE.min(line.repeats + 1);
            line.send(seller, m);
        }
    }

    /// Stops all repetition, for this peer leads no longer.
    pub fn stop(&self, m: &mut Moment<'_>) {
        for seller in self.sellers.keys() {
            m.disarm(Timer::Notice(*seller));
        }
    }
}

impl Line {
    fn send_first(&mut self, seller: PeerId, m: &mut Moment<'_>) {
        self.repeats = 0;
        self.send(seller, m);
    }

    fn send(&self, seller: PeerId, m: &mut Moment<'_>) {
        match self.waiting.front() {
            Some(notice) => {
                m.send(seller, Message::Notice(*notice));
                m.arm(Timer::Notice(seller), self.patience(m.rules.timeouts.notice));
            }
            None => m.disarm(Timer::Notice(seller)),
        }
    }

    fn patience(&self, base: Duration) -> Duration {
        Duration(base.0 << self.repeats)
    }
}
