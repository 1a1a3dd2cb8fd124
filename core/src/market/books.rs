//! The books: what the ledger's entries add up to. A new trader rebuilds them by reading; the
//! page's Market and the tests add them up for themselves in the same way.

use crate::digest::{Digest, Digester};
use crate::id::{Epoch, PeerId};
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::{Entry, Record};
use crate::market::order::{Order, Turn};
use std::collections::BTreeMap;
use std::hash::Hash;

/// What a peer has spent and earned, by the ledger.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Account {
    /// As buyer.
    pub spent: Money,
    /// As seller, without the trader's part.
    pub earned: Money,
    /// As trader.
    pub commission: Money,
}

/// A registered lot.
#[derive(Clone, Hash, Debug)]
pub struct Offer {
    /// Whose it is.
    pub seller: PeerId,
    /// Which of the seller's lots.
    pub lot: u32,
    /// What it is.
    pub item: ItemId,
    /// Pieces registered.
    pub quantity: u32,
    /// Pieces sold.
    pub sold: u32,
    /// The price of a piece.
    pub price: Money,
    /// Its place among offers of the same item.
    pub turn: Turn,
    /// The ledger position of its registration.
    pub position: u32,
}

impl Offer {
    /// Pieces left.
    #[must_use]
    pub const fn in_stock(&self) -> u32 {
        self.quantity.saturating_sub(self.sold)
    }
}

/// A buyer's latest request that was answered, and where the answer is carved.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Served {
    /// The request's number. Those below it were answered too.
    pub number: u32,
    /// The entry that answers it.
    pub entry: Entry,
    /// The place of that entry.
    pub position: u32,
}

/// The sum of a ledger.
#[derive(Clone, Hash, Debug)]
pub struct Books {
    order: Order,
    epoch: Epoch,
    trader: Option<PeerId>,
    length: u32,
    offers: BTreeMap<PeerId, Offer>,
    accounts: Vec<Account>,
    served: BTreeMap<PeerId, Served>,
}

impl Books {
    /// The books of an empty ledger, in a network of `n` peers whose offers go by `order`.
    #[must_use]
    pub fn new(n: usize, order: Order) -> Self {
        Self {
            order,
            epoch: Epoch::default(),
            trader: None,
            length: 0,
            offers: BTreeMap::new(),
            accounts: vec![Account::default(); n],
            served: BTreeMap::new(),
        }
    }

    /// Adds the ledger's next record.
    pub fn add(&mut self, record: &Record) {
        match record.entry {
            Entry::Epoch { epoch, trader } => {
                self.epoch = epoch;
                self.trader = Some(trader);
            }
            Entry::Offer { .. } => self.add_offer(record),
            Entry::Sale { .. } => self.add_sale(&record.entry),
            Entry::NoSeller { .. } => {}
        }
        if let Some(request) = record.entry.answers() {
            let served =
                Served { number: request.number, entry: record.entry, position: self.length };
            self.served.insert(request.buyer, served);
        }
        self.length += 1;
    }

    /// Leaves out the ledger's next record, as a trader without full recovery does.
    pub const fn pass_over(&mut self) {
        self.length += 1;
    }

    fn add_offer(&mut self, record: &Record) {
        let (Entry::Offer { seller, lot, item, quantity, price }, Some(clock)) =
            (record.entry, &record.clock)
        else {
            return;
        };
        let offer = Offer {
            seller,
            lot,
            item,
            quantity,
            sold: 0,
            price,
            turn: Turn::new(self.order, clock.clone(), seller),
            position: self.length,
        };
        self.offers.insert(seller, offer);
    }

    fn add_sale(&mut self, entry: &Entry) {
        let &Entry::Sale { request, price, commission, seller, lot, trader, .. } = entry else {
            return;
        };
        self.accounts[request.buyer.index()].spent += price;
        self.accounts[seller.index()].earned += price - commission;
        self.accounts[trader.index()].commission += commission;
        if let Some(offer) = self.offers.get_mut(&seller).filter(|o| o.lot == lot) {
            offer.sold += 1;
        }
    }

    /// The offer that serves a request for this item: of those in stock, the one with the least
    /// clock. The trader's own is withdrawn while it leads.
    #[must_use]
    pub fn best_offer(&self, item: ItemId, trader: PeerId) -> Option<&Offer> {
        let offers = self.offers_of(item, trader).filter(|o| o.in_stock() > 0);
        offers.min_by(|a, b| a.turn.compare(&b.turn))
    }

    /// The same, but in stock or not: what a trader takes that does not count.
    #[must_use]
    pub fn any_offer(&self, item: ItemId, trader: PeerId) -> Option<&Offer> {
        self.offers_of(item, trader).min_by(|a, b| a.turn.compare(&b.turn))
    }

    fn offers_of(&self, item: ItemId, trader: PeerId) -> impl Iterator<Item = &Offer> {
        self.offers.values().filter(move |o| o.item == item && o.seller != trader)
    }

    /// The latest epoch.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Who opened it.
    #[must_use]
    pub const fn trader(&self) -> Option<PeerId> {
        self.trader
    }

    /// How many records were added.
    #[must_use]
    pub const fn length(&self) -> u32 {
        self.length
    }

    /// The latest lot of each seller that ever registered, by seller.
    pub fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers.values()
    }

    /// The latest lot of this seller.
    #[must_use]
    pub fn offer_of(&self, seller: PeerId) -> Option<&Offer> {
        self.offers.get(&seller)
    }

    /// The accounts, one a peer.
    #[must_use]
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The latest answer to this buyer.
    #[must_use]
    pub fn served(&self, buyer: PeerId) -> Option<&Served> {
        self.served.get(&buyer)
    }

    /// The fingerprint of all that they say: of epoch, trader and length, of every account, of the
    /// latest lot of each seller and the latest answer to each buyer.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut to = Digester::new();
        (self.epoch, self.trader, self.length).hash(&mut to);
        for account in &self.accounts {
            (account.spent, account.earned, account.commission).hash(&mut to);
        }
        for offer in self.offers.values() {
            (offer.seller, offer.lot, offer.item, offer.price).hash(&mut to);
            (offer.quantity, offer.sold, offer.position).hash(&mut to);
        }
        for (buyer, served) in &self.served {
            (buyer, served.number, served.position).hash(&mut to);
        }
        to.digest()
    }

    /// All that the accounts hold together.
    #[must_use]
    pub fn total(&self) -> Account {
        Account {
            spent: self.accounts.iter().map(|a| a.spent).sum(),
            earned: self.accounts.iter().map(|a| a.earned).sum(),
            commission: self.accounts.iter().map(|a| a.commission).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VectorClock;
    use crate::id::RequestId;

    fn books_of(entries: &[Entry]) -> Books {
        let mut books = Books::new(4, Order::Sum);
        for &entry in entries {
            let clock = matches!(entry, Entry::Offer { .. })
                .then(|| VectorClock::from_entries(&[0, 0, 0, 0]));
            books.add(&Record { entry, clock });
        }
        books
    }

    fn offer(seller: u16, lot: u32, quantity: u32) -> Entry {
        Entry::Offer { seller: PeerId(seller), lot, item: ItemId(1), quantity, price: Money(1_500) }
    }

    fn sale(number: u32, seller: u16, lot: u32) -> Entry {
        Entry::Sale {
            request: RequestId { buyer: PeerId(1), number },
            item: ItemId(1),
            price: Money(1_500),
            commission: Money(300),
            seller: PeerId(seller),
            lot,
            trader: PeerId(3),
        }
    }

    #[test]
    fn a_sale_takes_from_the_buyer_what_seller_and_trader_get() {
        let books = books_of(&[offer(0, 1, 3), sale(1, 0, 1)]);
        assert_eq!(books.accounts()[1].spent, Money(1_500));
        assert_eq!(books.accounts()[0].earned, Money(1_200));
        assert_eq!(books.accounts()[3].commission, Money(300));
        let total = books.total();
        assert_eq!(total.spent, total.earned + total.commission);
    }

    #[test]
    fn a_sold_out_offer_serves_nobody() {
        let books = books_of(&[offer(0, 1, 1), sale(1, 0, 1)]);
        assert!(books.best_offer(ItemId(1), PeerId(3)).is_none());
    }

    #[test]
    fn of_offers_with_equal_clocks_the_lower_seller_serves() {
        let books = books_of(&[offer(2, 1, 1), offer(0, 1, 1)]);
        let best = books.best_offer(ItemId(1), PeerId(3)).map(|o| o.seller);
        assert_eq!(best, Some(PeerId(0)));
    }

    #[test]
    fn the_traders_own_offer_is_withdrawn_while_it_leads() {
        let books = books_of(&[offer(0, 1, 1)]);
        assert!(books.best_offer(ItemId(1), PeerId(0)).is_none());
        assert!(books.best_offer(ItemId(1), PeerId(3)).is_some());
    }

    #[test]
    fn a_late_sale_of_an_old_lot_leaves_the_new_one_alone() {
        let books = books_of(&[offer(0, 1, 1), offer(0, 2, 5), sale(1, 0, 1)]);
        assert_eq!(books.offer_of(PeerId(0)).map(Offer::in_stock), Some(5));
    }

    #[test]
    fn remembers_the_latest_answer_to_each_buyer() {
        let books = books_of(&[offer(0, 1, 3), sale(1, 0, 1), sale(2, 0, 1)]);
        let served = books.served(PeerId(1)).copied();
        assert_eq!(served.map(|s| (s.number, s.position)), Some((2, 2)));
    }
}
