//! I5: what is registered and what is sold add up.

use super::breach::{Verdict, broken};
use super::carved::Carved;
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
    /// The event that registered it, and the last one that sold a piece of it.
    events: [u32; 2],
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
    pub(super) fn carved(&mut self, carved: &Carved) -> Option<Verdict> {
        let event = carved.event;
        match carved.entry {
            Entry::Offer { seller, lot, item, quantity, price } => {
                let fresh = Lot { item, price, quantity, sold: 0, events: [event; 2] };
                Some(match self.lots.insert((seller, lot), fresh) {
                    None => Ok(()),
                    Some(before) => broken(
                        format!("Lot {lot} of peer {seller} is registered twice"),
                        before.events,
                    ),
                })
            }
            Entry::Sale { item, price, commission, seller, lot, .. } => {
                Some(self.sold((seller, lot), (item, price, commission), event))
            }
            Entry::Epoch { .. } | Entry::NoSeller { .. } => None,
        }
    }

    fn sold(&mut self, which: (PeerId, u32), sale: (ItemId, Money, Money), event: u32) -> Verdict {
        let (seller, lot) = which;
        let Some(from) = self.lots.get_mut(&which) else {
            let why = format!("Lot {lot} of peer {seller} is sold, but was never registered");
            return broken(why, []);
        };
        from.sold += 1;
        let proof = from.events;
        from.events[1] = event;
        let Lot { quantity, sold, item, price, .. } = *from;
        if sold > quantity {
            let why = format!("Lot {lot} of peer {seller} held {quantity}, and {sold} are sold");
            return broken(why, proof);
        }
        let commission = Money(price.0 * self.commission_per_mille / 1_000);
        if sale == (item, price, commission) {
            return Ok(());
        }
        let why =
            format!("A piece of lot {lot} of peer {seller} is sold otherwise than registered");
        broken(why, [proof[0]])
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked, offers, opens, sells};
    use crate::market::goods::Money;
    use crate::market::ledger::Entry;

    fn with_lot_of(quantity: u32) -> Tale {
        Tale::new().append(5, 0, opens(1, 5)).append(5, 1, offers(0, 1, quantity))
    }

    #[test]
    fn more_sold_than_registered_breaks_i5() {
        let tale = with_lot_of(1).append(5, 2, sells(1, 0, 1)).append(5, 3, sells(2, 0, 1));
        let why = "Lot 1 of peer 0 held 1, and 2 are sold";
        checked(&tale).breaks(Invariant::Lots, why, &[1, 2, 3]);
    }

    #[test]
    fn a_lot_that_is_sold_out_breaks_nothing() {
        let tale = with_lot_of(2).append(5, 2, sells(1, 0, 1)).append(5, 3, sells(2, 0, 1));
        checked(&tale).keeps(Invariant::Lots);
    }

    #[test]
    fn a_lot_that_nobody_registered_breaks_i5() {
        let tale = with_lot_of(2).append(5, 2, sells(1, 0, 2));
        let why = "Lot 2 of peer 0 is sold, but was never registered";
        checked(&tale).breaks(Invariant::Lots, why, &[2]);
    }

    #[test]
    fn a_lot_registered_twice_breaks_i5() {
        let tale = with_lot_of(2).append(5, 2, offers(0, 1, 2));
        checked(&tale).breaks(Invariant::Lots, "Lot 1 of peer 0 is registered twice", &[1, 2]);
    }

    #[test]
    fn another_price_than_registered_breaks_i5() {
        let mut sale = sells(1, 0, 1);
        if let Entry::Sale { price, .. } = &mut sale {
            *price = Money(1);
        }
        let why = "A piece of lot 1 of peer 0 is sold otherwise than registered";
        checked(&with_lot_of(2).append(5, 2, sale)).breaks(Invariant::Lots, why, &[1, 2]);
    }
}
