//! What exhibits are played on: a small market with links that are all equally slow, and faults at
//! fixed times.

use crate::id::{Party, PeerId};
use crate::scenario::{Disturbance, Intervention, Law, Links, Planned, Rule, Scenario, Stall};

/// A seller of salt, the lowest peer.
pub(super) const SELLER: PeerId = PeerId(0);
/// The lowest of the buyers.
pub(super) const BUYER: PeerId = PeerId(1);
/// Another buyer.
pub(super) const OTHER: PeerId = PeerId(2);
/// The peer that leads when the trader is gone. It buys until then.
pub(super) const NEXT: PeerId = PeerId(3);
/// The highest peer, which leads from the start.
pub(super) const TRADER: PeerId = PeerId(4);

/// Five peers that trade salt for as long as anybody looks.
pub(super) fn market() -> Scenario {
    let buyer = || Stall::Buyer { wants: "salt".to_owned() };
    let seller = Stall::Seller { item: "salt".to_owned(), stock: 1_000 };
    Scenario {
        peers: vec![seller, buyer(), buyer(), buyer(), buyer()],
        network: Law::Fixed { us: 40_000 },
        ..Scenario::report()
    }
}

/// The same market, but each buyer asks for one piece only and then thinks for an hour.
pub(super) fn quiet_market() -> Scenario {
    Scenario { think: Law::Fixed { us: 3_600_000_000 }, ..market() }
}

pub(super) const fn at(at_ms: u64, act: Intervention) -> Planned {
    Planned { at_us: at_ms * 1_000, act }
}

/// What becomes of messages from one party to another.
pub(super) fn one_way(
    from: PeerId,
    to: impl Into<Party>,
    disturbance: Disturbance,
) -> Intervention {
    disturb(link(from, to), disturbance)
}

pub(super) const fn disturb(links: Links, disturbance: Disturbance) -> Intervention {
    Intervention::Disturb(Rule { links, disturbance })
}

fn link(from: PeerId, to: impl Into<Party>) -> Links {
    Links::OneWay { from: from.into(), to: to.into() }
}

/// Messages take so much longer, and keep their order.
pub(super) const fn delay(ms: i64) -> Disturbance {
    Disturbance::Delay { by: Law::Fixed { us: ms * 1_000 } }
}
