//! I13: what a new trader rebuilds is what the ledger adds up to.

use super::breach::{Verdict, broken};
use super::carved::Carved;
use crate::digest::{Digest, Digester};
use crate::id::{Epoch, PeerId};
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use std::collections::BTreeMap;
use std::hash::Hash;

/// A seller's latest lot.
#[derive(Clone, Debug)]
struct Lot {
    lot: u32,
    item: ItemId,
    price: Money,
    quantity: u32,
    sold: u32,
    position: u32,
}

/// What the ledger adds up to, and what it did when each epoch was opened.
#[derive(Clone, Debug)]
pub(super) struct Recovery {
    epoch: Epoch,
    trader: Option<PeerId>,
    length: u32,
    /// What each peer has spent, earned and kept as trader.
    accounts: Vec<[Money; 3]>,
    lots: BTreeMap<PeerId, Lot>,
    /// For each buyer, the number of its last request that was answered, and where.
    served: BTreeMap<PeerId, (u32, u32)>,
    /// For each place at which an epoch was opened whose trader has not begun: the sum, and the event.
    opened: BTreeMap<u32, (Digest, u32)>,
}

impl Recovery {
    pub(super) fn new(peers: usize) -> Self {
        Self {
            epoch: Epoch(0),
            trader: None,
            length: 0,
            accounts: vec![[Money::ZERO; 3]; peers],
            lots: BTreeMap::new(),
            served: BTreeMap::new(),
            opened: BTreeMap::new(),
        }
    }

    /// Adds an entry of the ledger.
    pub(super) fn carved(&mut self, carved: &Carved) {
        let Carved { position, event, .. } = *carved;
        if let Some(request) = carved.entry.answers() {
            self.served.insert(request.buyer, (request.number, position));
        }
        self.length += 1;
        match carved.entry {
            Entry::Epoch { epoch, trader } => {
                (self.epoch, self.trader) = (epoch, Some(trader));
                self.opened.insert(position, (self.digest(), event));
            }
            Entry::Offer { seller, lot, item, quantity, price } => {
                let lot = Lot { lot, item, price, quantity, sold: 0, position };
                self.lots.insert(seller, lot);
            }
            Entry::Sale { request, price, commission, seller, lot, trader, .. } => {
                self.accounts[request.buyer.index()][0] += price;
                self.accounts[seller.index()][1] += Money(price.0.saturating_sub(commission.0));
                self.accounts[trader.index()][2] += commission;
                if let Some(from) = self.lots.get_mut(&seller).filter(|from| from.lot == lot) {
                    from.sold += 1;
                }
            }
            Entry::NoSeller { .. } => {}
        }
    }

    /// I13: judged where a new trader has opened its epoch.
    pub(super) fn noted(&mut self, trader: PeerId, note: &Note) -> Option<Verdict> {
        let Note::Opens { epoch, entries, books } = *note else {
            return None;
        };
        let Some((sum, event)) = self.opened.remove(&entries) else {
            let why = format!("Peer {trader} opens epoch {epoch}, and entry {entries} opens none");
            return Some(broken(why, []));
        };
        if sum == books {
            return Some(Ok(()));
        }
        let why = format!(
            "Peer {trader} opens epoch {epoch} with other books than the {entries} entries before it add up to"
        );
        Some(broken(why, [event]))
    }

    /// The fingerprint, made as that of a trader's books is.
    fn digest(&self) -> Digest {
        let mut to = Digester::new();
        (self.epoch, self.trader, self.length).hash(&mut to);
        for [spent, earned, kept] in &self.accounts {
            (spent, earned, kept).hash(&mut to);
        }
        for (seller, lot) in &self.lots {
            (seller, lot.lot, lot.item, lot.price).hash(&mut to);
            (lot.quantity, lot.sold, lot.position).hash(&mut to);
        }
        for (buyer, (number, position)) in &self.served {
            (buyer, number, position).hash(&mut to);
        }
        to.digest()
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, books_of, checked, offers, opens, sells};
    use crate::digest::Digest;
    use crate::id::Epoch;
    use crate::peer::io::Note;
    use crate::world::What;

    const LEDGER: [crate::market::ledger::Entry; 4] =
        [opens(1, 5), offers(0, 1, 9), sells(1, 0, 1), opens(2, 4)];

    fn taken_over(books: Digest) -> Tale {
        let tale = (0..).zip(LEDGER).fold(Tale::new(), |tale, (position, entry)| {
            tale.append(if position < 3 { 5 } else { 4 }, position, entry)
        });
        tale.at(4, What::Note(Note::Opens { epoch: Epoch(2), entries: 3, books }))
    }

    #[test]
    fn a_new_trader_that_has_read_all_breaks_nothing() {
        checked(&taken_over(books_of(&LEDGER))).keeps(Invariant::Recovery);
    }

    #[test]
    fn a_new_trader_that_has_missed_a_sale_breaks_i13() {
        let missed = [LEDGER[0], LEDGER[1], LEDGER[3]];
        checked(&taken_over(books_of(&missed))).breaks(
            Invariant::Recovery,
            "Peer 4 opens epoch 2 with other books than the 3 entries before it add up to",
            &[3, 4],
        );
    }
}
