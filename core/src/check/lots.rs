//! I5: what is registered and what is sold add up.

use super::Verdict;
use crate::id::PeerId;
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::Entry;
use std::collections::BTreeMap;

/// A lot as registered, and how many pieces of it were sold.
#[derive(Clone, Debug)]
struct Lot {
    item: ItemId,
    price: Money,
    quantity: u32,
    sold: u32,
}

/// All lots, by seller and number.
#[derive(Clone, Debug)]
pub(super) struct Lots {
    commission_per_mille: u64,
    lots: BTreeMap<(PeerId, u32), Lot>,
}

impl Lots {
    pub(super) const fn new(commission_per_mille: u64) -> Self {
        Self { commission_per_mille, lots: BTreeMap::new() }
    }

    /// A lot is registered once, and no more of it is sold than it held, at its price; of the price
    /// the trader keeps what was agreed.
    pub(super) fn carved(&mut self, entry: &Entry) -> Verdict {
        match *entry {
            Entry::Offer { seller, lot, item, quantity, price } => {
                let fresh = Lot { item, price, quantity, sold: 0 };
                match self.lots.insert((seller, lot), fresh) {
                    None => Ok(()),
                    Some(_) => Err(format!("Lot {lot} of peer {seller} is registered twice")),
                }
            }
            Entry::Sale { item, price, commission, seller, lot, .. } => {
                self.sold(seller, lot, (item, price, commission))
            }
            Entry::Epoch { .. } | Entry::NoSeller { .. } => Ok(()),
        }
    }

    fn sold(&mut self, seller: PeerId, lot: u32, sale: (ItemId, Money, Money)) -> Verdict {
        let Some(from) = self.lots.get_mut(&(seller, lot)) else {
            return Err(format!("Lot {lot} of peer {seller} is sold, but was never registered"));
        };
        from.sold += 1;
        if from.sold > from.quantity {
            let Lot { quantity, sold, .. } = from;
            return Err(format!("Lot {lot} of peer {seller} held {quantity}, and {sold} are sold"));
        }
        let commission = Money(from.price.0 * self.commission_per_mille / 1_000);
        if sale == (from.item, from.price, commission) {
            return Ok(());
        }
        Err(format!("A piece of lot {lot} of peer {seller} is sold otherwise than registered"))
    }
}
