//! A seller: it registers its lot with the trader, learns of each sale once, and brings a new lot
//! when the old one is sold out.

use crate::id::{PeerId, SaleId};
use crate::market::goods::{ItemId, Money};
use crate::peer::io::{Note, Timer};
use crate::peer::message::{Message, Registration, SaleNotice};
use crate::peer::moment::Moment;

/// What a seller never forgets, whatever happens to it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Stock {
    /// Which of its lots this is, from 1.
    pub lot: u32,
    /// What it is.
    pub item: ItemId,
    /// How many pieces it had when new.
    pub quantity: u32,
    /// How many it knows to be left.
    pub left: u32,
    /// The last sale that it heard of. A trader tells a seller its sales one after the other, in
    /// the ledger's order, so that this one number says which it knows.
    pub heard: Option<SaleId>,
    /// What it has earned.
    pub earned: Money,
}

/// What a seller is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Selling {
    /// It has nobody to sell through, or leads itself.
    Resting,
    /// It wants to register, and finds out whether the trader is there.
    Checking,
    /// It has asked to be registered.
    Registering,
    /// Its lot is on offer.
    Offering,
}

/// A seller.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Seller {
    stock: Stock,
    state: Selling,
}

impl Seller {
    /// A seller that has just been switched on, with this stock.
    #[must_use]
    pub const fn new(stock: Stock) -> Self {
        Self { stock, state: Selling::Resting }
    }

    /// What it keeps across crashes.
    #[must_use]
    pub const fn stock(&self) -> &Stock {
        &self.stock
    }

    /// What it is doing.
    #[must_use]
    pub const fn state(&self) -> Selling {
        self.state
    }

    /// Whether it has something to tell the trader.
    #[must_use]
    pub fn wants_trader(&self) -> bool {
        self.state == Selling::Checking
    }

    /// There is a trader, perhaps a new one: the lot has to be registered with it.
    pub fn follow(&mut self, m: &mut Moment<'_>) {
        m.disarm(Timer::Answer);
        self.state = Selling::Checking;
    }

    /// There is no trader to register with.
    pub fn hold(&mut self, m: &mut Moment<'_>) {
        if self.state == Selling::Registering {
            m.disarm(Timer::Answer);
            self.state = Selling::Checking;
        }
    }

    /// It leads: its offer is withdrawn meanwhile.
    pub fn rest(&mut self, m: &mut Moment<'_>) {
        m.disarm(Timer::Answer);
        self.state = Selling::Resting;
    }

    /// The trader is there: registers, if it wants to.
    pub fn trusted(&mut self, trader: PeerId, m: &mut Moment<'_>) {
        if self.state != Selling::Checking {
            return;
        }
        let registration = Registration {
            lot: self.stock.lot,
            item: self.stock.item,
            quantity: self.stock.quantity,
            price: m.rules.goods[usize::from(self.stock.item.0)].price,
            heard: self.stock.heard,
        };
        m.send(trader, Message::Register(registration));
        m.arm(Timer::Answer, m.rules.timeouts.answer);
        self.state = Selling::Registering;
    }

    /// The trader has its lot. Says whether that is news.
    pub fn registered(&mut self, lot: u32, m: &mut Moment<'_>) -> bool {
        if self.state != Selling::Registering || lot != self.stock.lot {
            return false;
        }
        m.disarm(Timer::Answer);
        self.state = Selling::Offering;
        true
    }

    /// A piece was sold. It acknowledges even what it knows already, for its earlier answer may
    /// have been lost. Says whether it was news.
    pub fn noticed(&mut self, from: PeerId, notice: &SaleNotice, m: &mut Moment<'_>) -> bool {
        let news = self.stock.heard < Some(notice.sale) || !m.rules.defences.notices_once;
        if news {
            self.apply(notice, m);
        }
        m.send(from, Message::Noted { sale: notice.sale });
        if news {
            self.restock_if_sold_out(m);
        }
        news
    }

    /// A sale that it read in the ledger itself, as the new trader. Says whether it was news.
    pub fn settle(&mut self, notice: &SaleNotice, m: &mut Moment<'_>) -> bool {
        let news = self.stock.heard < Some(notice.sale);
        if news {
            self.apply(notice, m);
        }
        news
    }

    fn apply(&mut self, notice: &SaleNotice, m: &mut Moment<'_>) {
        self.stock.heard = Some(notice.sale);
        self.stock.earned += notice.share;
        m.note(Note::Earns { sale: notice.sale, share: notice.share });
        if notice.lot == self.stock.lot {
            self.stock.left = self.stock.left.saturating_sub(1);
        }
    }

    /// Brings a new lot if this one is sold out; it must then be registered.
    pub fn restock_if_sold_out(&mut self, m: &mut Moment<'_>) {
        if self.stock.left > 0 {
            return;
        }
        let item = m.chance.other_item(self.stock.item, m.rules.goods.len());
        let quantity = m.rules.goods[usize::from(item.0)].restock;
        self.stock = Stock {
            lot: self.stock.lot + 1,
            item,
            quantity,
            left: quantity,
            heard: self.stock.heard,
            earned: self.stock.earned,
        };
        m.note(Note::Restocks { item, quantity });
        if self.state != Selling::Resting {
            self.state = Selling::Checking;
        }
    }
}
