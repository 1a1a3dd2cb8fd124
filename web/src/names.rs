//! What peers are called, for those who hear the page and those who point at it.

use trading_post::id::PeerId;
use trading_post::market::books::Books;
use trading_post::peer::{Peer, Possessions};
use trading_post::scenario::Scenario;
use trading_post::world::{Life, Node, World};

/// How a peer is, as far as acts upon it go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Health {
    /// It takes part.
    Up,
    /// It is paused.
    Paused,
    /// It has crashed.
    Crashed,
}

/// A peer's health.
#[must_use]
pub const fn health(node: &Node) -> Health {
    match node.life {
        Life::Up(_) => Health::Up,
        Life::Paused { .. } => Health::Paused,
        Life::Crashed { .. } => Health::Crashed,
    }
}

/// A peer's whole name: `Peer 4, trader, 12.00 earned`.
#[must_use]
pub fn peer_name(id: PeerId, world: &World, scenario: &Scenario, books: &Books) -> String {
    let node = world.node(id);
    let mut name = format!("Peer {id}, ");
    match &node.life {
        Life::Crashed { .. } => name.push_str("crashed"),
        Life::Up(peer) => name.push_str(&describe(id, peer, scenario, books)),
        Life::Paused { peer, .. } => {
            name.push_str("paused, ");
            name.push_str(&describe(id, peer, scenario, books));
        }
    }
    name
}

fn describe(id: PeerId, peer: &Peer, scenario: &Scenario, books: &Books) -> String {
    let electing = if peer.election().under_way() { ", electing" } else { "" };
    if peer.desk().is_some() {
        let commission = books.accounts()[id.index()].commission;
        return format!("trader, {commission} earned{electing}");
    }
    let trade = match peer.notebook().trade {
        Possessions::Buyer(purse) => {
            format!("buyer, wants {}, {} spent", scenario.item_name(purse.wish), purse.spent)
        }
        Possessions::Seller(stock) => format!(
            "seller, {} {}, {} earned",
            stock.left,
            scenario.item_name(stock.item),
            stock.earned
        ),
    };
    format!("{trade}{electing}")
}

/// The role in one word: `trader`, `buyer`, `seller`, or `crashed`.
#[must_use]
pub fn role(node: &Node) -> &'static str {
    let Some(peer) = node.peer() else {
        return "crashed";
    };
    match (peer.desk().is_some(), peer.trade()) {
        (true, _) => "trader",
        (false, trading_post::peer::Trade::Buyer(_)) => "buyer",
        (false, trading_post::peer::Trade::Seller(_)) => "seller",
    }
}
