//! I4: what is paid is what is earned and kept.

use super::breach::{Verdict, broken};
use super::calm::{Calm, Moment};
use super::carved::Carved;
use super::waits::Waits;
use crate::id::{PeerId, SaleId};
use crate::market::goods::Money;
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use crate::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

/// What one side of a sale has to book, and in which event it did.
#[derive(Clone, Copy, Debug)]
struct Side {
    peer: PeerId,
    money: Money,
    booked: Option<u32>,
}

/// A sale in the ledger that not both sides have booked.
#[derive(Clone, Copy, Debug)]
struct Sale {
    carved: u32,
    buyer: Side,
    seller: Side,
}

/// What a peer books.
struct Booking {
    by: PeerId,
    sale: SaleId,
    money: Money,
    as_buyer: bool,
}

/// The sales that are open. Those that both sides have booked are forgotten: what is booked of one
/// that the ledger holds, and that is not open, is booked a second time.
#[derive(Clone, Debug)]
pub(super) struct Books {
    length: u32,
    open: BTreeMap<SaleId, Sale>,
    waits: Waits<SaleId>,
    /// The peers from which a registration has arrived since the last epoch was opened. Nobody tells
    /// the others of their sales.
    registered: BTreeSet<PeerId>,
}

impl Books {
    pub(super) const fn new(bound: Duration) -> Self {
        let waits = Waits::new(bound);
        Self { length: 0, open: BTreeMap::new(), waits, registered: BTreeSet::new() }
    }

    pub(super) fn registers(&mut self, seller: PeerId) {
        self.registered.insert(seller);
    }

    /// I4 on the ledger: the trader's part and the seller's part are the price.
    pub(super) fn carved(&mut self, carved: &Carved, now: Moment) -> Option<Verdict> {
        self.length = carved.position + 1;
        let Entry::Sale { request, price, commission, seller, .. } = carved.entry else {
            return None;
        };
        let sale = SaleId(carved.position);
        let Some(share) = price.0.checked_sub(commission.0).map(Money) else {
            let why = format!("Of sale {sale} the trader keeps {commission}, more than its price");
            return Some(broken(why, []));
        };
        let side = |peer, money| Side { peer, money, booked: None };
        let (buyer, seller) = (side(request.buyer, price), side(seller, share));
        self.open.insert(sale, Sale { carved: carved.event, buyer, seller });
        self.waits.begin(sale, now);
        Some(Ok(()))
    }

    /// I4 on the peers: each side books what the ledger says, once.
    pub(super) fn noted(&mut self, by: PeerId, note: &Note, event: u32) -> Option<Verdict> {
        let booking = match *note {
            Note::Spends { sale, price } => Booking { by, sale, money: price, as_buyer: true },
            Note::Earns { sale, share } => Booking { by, sale, money: share, as_buyer: false },
            Note::Opens { .. } => {
                self.registered.clear();
                return None;
            }
            Note::Suspects { .. }
            | Note::Holds
            | Note::Leads
            | Note::Follows { .. }
            | Note::StepsDown { .. }
            | Note::Queues { .. }
            | Note::Serves { .. }
            | Note::Restocks { .. }
            | Note::Wishes { .. }
            | Note::Settles
            | Note::Ignores { .. } => return None,
        };
        Some(self.booked(&booking, event))
    }

    fn booked(&mut self, booking: &Booking, event: u32) -> Verdict {
        let Booking { by, sale, money, as_buyer } = *booking;
        let how = if as_buyer { "spent" } else { "earned" };
        let Some(open) = self.open.get_mut(&sale) else {
            let why = if sale.0 < self.length {
                "of which all was booked, or which is none"
            } else {
                "which the ledger does not hold"
            };
            return broken(format!("Peer {by} books {money} as {how} for sale {sale}, {why}"), []);
        };
        let carved = open.carved;
        let side = if as_buyer { &mut open.buyer } else { &mut open.seller };
        if (side.peer, side.money) != (by, money) {
            let why = format!(
                "Peer {by} books {money} as {how} for sale {sale}, and the ledger says {} of peer {}",
                side.money, side.peer
            );
            return broken(why, [carved]);
        }
        if let Some(first) = side.booked.replace(event) {
            let why = format!("Peer {by} books {money} as {how} for sale {sale} a second time");
            return broken(why, [carved, first]);
        }
        if open.buyer.booked.and(open.seller.booked).is_some() {
            self.open.remove(&sale);
            self.waits.end(sale);
        }
        Ok(())
    }

    /// I4 at rest: when nothing has failed and no trader has changed for the bound, both sides have
    /// booked every sale, if both follow a trader, and the seller has registered since its epoch was
    /// opened.
    pub(super) fn rest(&mut self, now: Moment, calm: &Calm) -> Option<Verdict> {
        let (open, registered) = (&self.open, &self.registered);
        let judged = |sale: &Sale| {
            let (buyer, seller) = (sale.buyer.peer, sale.seller.peer);
            calm.follows(buyer) && calm.follows(seller) && registered.contains(&seller)
        };
        let excused = |sale| !open.get(&sale).is_some_and(judged);
        let late = self.waits.overdue(now.at, calm, excused)?;
        let sale = self.open.get(&late.what)?;
        let (side, how) = match sale.buyer.booked {
            None => (sale.buyer, "spent"),
            Some(_) => (sale.seller, "earned"),
        };
        let why = format!(
            "Peer {} has not booked {} as {how} for sale {}, though nothing has failed since {} s",
            side.peer, side.money, late.what, late.since.at
        );
        Some(broken(why, [sale.carved, late.since.event]))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked, offers, opens, registers, sells};
    use crate::id::{PeerId, SaleId};
    use crate::market::goods::Money;
    use crate::peer::io::{Note, Timer};
    use crate::world::What;

    /// Sale 2, of peer 0 to peer 1: it pays 15.00, of which the seller gets 12.00.
    fn with_sale() -> Tale {
        let tale = Tale::new().append(5, 0, opens(1, 5)).append(5, 1, offers(0, 1, 9));
        tale.append(5, 2, sells(1, 0, 1))
    }

    fn spends(sale: u32, price: u64) -> What {
        What::Note(Note::Spends { sale: SaleId(sale), price: Money(price) })
    }

    fn earns(sale: u32, share: u64) -> What {
        What::Note(Note::Earns { sale: SaleId(sale), share: Money(share) })
    }

    #[track_caller]
    fn breaks(tale: &Tale, why: &str, proof: &[usize]) {
        checked(tale).breaks(Invariant::Money, why, proof);
    }

    #[test]
    fn what_both_sides_book_once_breaks_nothing() {
        let tale = with_sale().at(1, spends(2, 1_500)).at(0, earns(2, 1_200));
        checked(&tale).keeps(Invariant::Money);
    }

    #[test]
    fn a_sale_booked_twice_breaks_i4() {
        let twice = with_sale().at(1, spends(2, 1_500)).at(1, spends(2, 1_500));
        let why = "Peer 1 books 15.00 as spent for sale 2 a second time";
        breaks(&twice, why, &[2, 3, 4]);
        let after_both = with_sale().at(1, spends(2, 1_500)).at(0, earns(2, 1_200));
        let why =
            "Peer 0 books 12.00 as earned for sale 2, of which all was booked, or which is none";
        breaks(&after_both.at(0, earns(2, 1_200)), why, &[5]);
    }

    #[test]
    fn another_amount_than_the_ledgers_breaks_i4() {
        let why = "Peer 0 books 15.00 as earned for sale 2, and the ledger says 12.00 of peer 0";
        breaks(&with_sale().at(0, earns(2, 1_500)), why, &[2, 3]);
    }

    #[test]
    fn money_for_a_sale_that_is_not_carved_breaks_i4() {
        let why = "Peer 1 books 15.00 as spent for sale 3, which the ledger does not hold";
        breaks(&with_sale().at(1, spends(3, 1_500)), why, &[3]);
    }

    #[test]
    fn a_seller_that_never_hears_of_its_sale_breaks_i4_at_rest() {
        let follows = What::Note(Note::Follows { trader: PeerId(5) });
        let tale = with_sale().at(0, follows).at(1, follows).at(1, spends(2, 1_500));
        let tale = tale.tell(0, 5, registers()).wait_s(99).at(3, What::Timer(Timer::Check));
        let why = "Peer 0 has not booked 12.00 as earned for sale 2, though nothing has failed since 0.000 s";
        breaks(&tale, why, &[2, 4, 8]);
    }
}
