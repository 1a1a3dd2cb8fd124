//! A buyer: it thinks, checks the trader, asks, waits for the answer, and applies it once.

use crate::id::{PeerId, RequestId, SaleId};
use crate::market::books::Served;
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::Entry;
use crate::peer::io::{Note, Timer};
use crate::peer::message::Message;
use crate::peer::moment::Moment;
use crate::time::Duration;

/// What a buyer never forgets, whatever happens to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Purse {
    /// What it wants.
    pub wish: ItemId,
    /// How many requests it has made; the last may be open.
    pub requests: u32,
    /// Whether the last request has no answer yet.
    pub open: bool,
    /// What it has paid.
    pub spent: Money,
}

/// What a buyer is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Buying {
    /// It has nobody to ask, or leads itself.
    Resting,
    /// It thinks about its next request.
    Thinking,
    /// It wants to ask, and finds out whether the trader is there.
    Checking,
    /// It has asked.
    Waiting,
}

/// A buyer.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Buyer {
    purse: Purse,
    state: Buying,
}

impl Buyer {
    /// A buyer that has just been switched on, with this purse.
    #[must_use]
    pub const fn new(purse: Purse) -> Self {
        Self { purse, state: Buying::Resting }
    }

    /// What it keeps across crashes.
    #[must_use]
    pub const fn purse(&self) -> &Purse {
        &self.purse
    }

    /// What it is doing.
    #[must_use]
    pub const fn state(&self) -> Buying {
        self.state
    }

    /// The request that has no answer yet.
    #[must_use]
    pub fn open_request(&self, id: PeerId) -> Option<RequestId> {
        self.purse.open.then_some(RequestId { buyer: id, number: self.purse.requests })
    }

    /// Whether it has something to ask the trader.
    #[must_use]
    pub fn wants_trader(&self) -> bool {
        self.state == Buying::Checking
    }

    /// There is a trader, perhaps a new one: an open request is asked again, with the same id.
    pub fn follow(&mut self, m: &mut Moment<'_>) {
        m.disarm(Timer::Answer);
        if self.purse.open {
            self.ask_again(m);
        } else if self.purse.requests == 0 {
            self.begin(); // The first request comes at once, so that a run starts with trade.
        } else if self.state == Buying::Resting {
            self.think(m);
        }
    }

    /// There is no trader to ask.
    pub fn hold(&mut self, m: &mut Moment<'_>) {
        if self.state == Buying::Waiting {
            m.disarm(Timer::Answer);
            self.ask_again(m);
        }
    }

    /// What was asked already is forgotten where requests are not repeated.
    fn ask_again(&mut self, m: &Moment<'_>) {
        if self.state != Buying::Waiting || m.rules.defences.repeated_requests {
            self.state = Buying::Checking;
        }
    }

    /// It leads, and buys nothing meanwhile.
    pub fn rest(&mut self, m: &mut Moment<'_>) {
        m.disarm(Timer::Think);
        m.disarm(Timer::Answer);
        self.state = Buying::Resting;
    }

    fn think(&mut self, m: &mut Moment<'_>) {
        let (least, most) = m.rules.think;
        let pause = m.chance.between(least.0, most.0);
        m.arm(Timer::Think, Duration(pause));
        self.state = Buying::Thinking;
    }

    /// It has thought enough, and opens a request.
    pub fn begin(&mut self) {
        self.purse.requests += 1;
        self.purse.open = true;
        self.state = Buying::Checking;
    }

    /// The trader is there: asks, if it wants to.
    pub fn trusted(&mut self, trader: PeerId, m: &mut Moment<'_>) {
        let (Buying::Checking, Some(request)) = (self.state, self.open_request(m.id)) else {
            return;
        };
        let item = self.purse.wish;
        m.send(trader, Message::Buy { request, item });
        m.arm(Timer::Answer, m.rules.timeouts.answer);
        self.state = Buying::Waiting;
    }

    /// The request was granted. Says whether it was the open one.
    pub fn sold(
        &mut self,
        request: RequestId,
        (sale, price): (SaleId, Money),
        m: &mut Moment<'_>,
    ) -> bool {
        if self.open_request(m.id) != Some(request) {
            return false;
        }
        self.spend(sale, price, m);
        self.close(m);
        true
    }

    /// Nobody offers what it asked for: it wishes for something else. Says whether the answer was
    /// to the open request.
    pub fn no_seller(&mut self, request: RequestId, m: &mut Moment<'_>) -> bool {
        if self.open_request(m.id) != Some(request) {
            return false;
        }
        self.wish_again(m);
        self.close(m);
        true
    }

    /// What the ledger says of its open request, read by itself as the new trader. Says whether
    /// that was news.
    pub fn settle(&mut self, served: &Served, m: &mut Moment<'_>) -> bool {
        let open = self.open_request(m.id).map(|r| r.number) == Some(served.number);
        if open {
            match served.entry {
                Entry::Sale { price, .. } => self.spend(SaleId(served.position), price, m),
                Entry::NoSeller { .. } => self.wish_again(m),
                Entry::Epoch { .. } | Entry::Offer { .. } => {}
            }
            self.purse.open = false;
        }
        open
    }

    fn spend(&mut self, sale: SaleId, price: Money, m: &mut Moment<'_>) {
        self.purse.spent += price;
        m.note(Note::Spends { sale, price });
    }

    fn wish_again(&mut self, m: &mut Moment<'_>) {
        self.purse.wish = m.chance.other_item(self.purse.wish, m.rules.goods.len());
        m.note(Note::Wishes { item: self.purse.wish });
    }

    fn close(&mut self, m: &mut Moment<'_>) {
        self.purse.open = false;
        m.disarm(Timer::Answer);
        // While it leads it thinks of nothing to buy.
        if self.state != Buying::Resting {
            self.think(m);
        }
    }
}
