//! I4: the peers' own notebooks against the ledger. Always exact: a buyer has paid for what it was
//! answered, a seller has earned what it has heard of, each of them once. At rest that is all.

use super::{Seen, Verdict, leaders};
use trading_post::id::{PeerId, RequestId, SaleId};
use trading_post::market::goods::Money;
use trading_post::market::ledger::Entry;
use trading_post::peer::Possessions;
use trading_post::peer::buyer::Purse;
use trading_post::peer::seller::Stock;

/// I4: buyers have paid for the requests that were answered, sellers have what they heard of.
pub fn everybody_has_what_the_ledger_says(seen: &Seen<'_>) -> Verdict {
    for (id, node) in seen.world.nodes() {
        match node.notebook().trade {
            Possessions::Buyer(purse) => purse_agrees(seen, id, &purse)?,
            Possessions::Seller(stock) => stock_agrees(seen, id, &stock)?,
        }
    }
    Ok(())
}

fn purse_agrees(seen: &Seen<'_>, buyer: PeerId, purse: &Purse) -> Verdict {
    let answered = purse.requests - u32::from(purse.open);
    let (mut spent, mut entries) = (0, 0);
    for record in seen.world.ledger().records().iter() {
        let Some(request) = record.entry.answers() else { continue };
        if request.buyer != buyer || request.number > answered {
            continue;
        }
        entries += 1;
        if let Entry::Sale { price, .. } = record.entry {
            spent += price.0;
        }
    }
    if (entries, Money(spent)) == (answered, purse.spent) {
        return Ok(());
    }
    Err(format!(
        "buyer {buyer} has {answered} answers and paid {}, the ledger has {entries} and {}",
        purse.spent,
        Money(spent)
    ))
}

fn stock_agrees(seen: &Seen<'_>, seller: PeerId, stock: &Stock) -> Verdict {
    let heard: Vec<Sold> = sales_of(seen, seller).filter(|s| Some(s.sale) <= stock.heard).collect();
    let earned = Money(heard.iter().map(|s| s.share).sum());
    let sold = heard.iter().filter(|s| s.lot == stock.lot).count() as u32;
    if heard.last().map(|s| s.sale) != stock.heard {
        return Err(format!("seller {seller} has heard of {:?}, no sale of its own", stock.heard));
    }
    if (earned, sold + stock.left) == (stock.earned, stock.quantity) {
        return Ok(());
    }
    Err(format!(
        "seller {seller} has earned {} and {} of {} left; the ledger says {earned} and {sold} sold",
        stock.earned, stock.left, stock.quantity
    ))
}

struct Sold {
    sale: SaleId,
    lot: u32,
    share: u64,
}

fn sales_of(seen: &Seen<'_>, of: PeerId) -> impl Iterator<Item = Sold> {
    seen.world.ledger().records().iter_from(0).filter_map(move |(place, record)| {
        let Entry::Sale { seller, lot, price, commission, .. } = record.entry else {
            return None;
        };
        let sale = SaleId(u32::try_from(place).expect("a test is short"));
        (seller == of).then_some(Sold { sale, lot, share: price.0 - commission.0 })
    })
}

/// At rest: of those that are up nobody but the trader waits for an answer, and nobody for one that
/// is carved already; every seller has heard of every sale. If nobody is down, what buyers have
/// spent is what sellers and traders got.
pub fn rests(seen: &Seen<'_>) -> Verdict {
    let (mut spent, mut earned, mut down) = (0, 0, 0);
    for (id, node) in seen.world.nodes() {
        let Some(peer) = node.peer() else {
            down += 1;
            continue;
        };
        match peer.notebook().trade {
            Possessions::Buyer(purse) if purse.open => waits(seen, id, &purse)?,
            Possessions::Buyer(_) | Possessions::Seller(_) => {}
        }
        if sales_of(seen, id).last().map(|s| s.sale) > heard(&peer.notebook().trade) {
            return Err(format!("seller {id} has not heard of its last sale"));
        }
        spent += peer.spent().0;
        earned += peer.earned().0;
    }
    let commission: u64 = seen.world.ledger().records().iter().map(|r| kept(&r.entry)).sum();
    if down > 0 || spent == earned + commission {
        return Ok(());
    }
    Err(format!("spent {spent}, earned {earned}, commission {commission}, in cents"))
}

fn heard(trade: &Possessions) -> Option<SaleId> {
    match trade {
        Possessions::Buyer(_) => None,
        Possessions::Seller(stock) => stock.heard,
    }
}

/// Only a trader may wait: until it trades no longer, and only for what nobody has granted yet.
fn waits(seen: &Seen<'_>, buyer: PeerId, purse: &Purse) -> Verdict {
    let open = RequestId { buyer, number: purse.requests };
    if !leaders(seen.world).contains(&buyer) {
        return Err(format!("request {open} is open still"));
    }
    match seen.world.ledger().records().iter().any(|r| r.entry.answers() == Some(open)) {
        true => Err(format!("trader {buyer} has not settled its own request {open}")),
        false => Ok(()),
    }
}

fn kept(entry: &Entry) -> u64 {
    match entry {
        Entry::Sale { commission, .. } => commission.0,
        Entry::Epoch { .. } | Entry::Offer { .. } | Entry::NoSeller { .. } => 0,
    }
}
