//! The report's three files, in its own names, so that a tool made for them reads ours.

use super::sentence;
use crate::id::PeerId;
use crate::market::books::Books;
use crate::market::goods::Money;
use crate::peer::Possessions;
use crate::scenario::Scenario;
use crate::world::{Event, World};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Where the report's peers listen. Ours have no network to listen on; the fields are kept.
const HOST: &str = "127.0.0.1";
const FIRST_PORT: u16 = 9_000;

/// `peers.json`: an object keyed by peer id. Money in whole units with cents behind the point.
#[must_use]
pub fn peers_json(world: &World, scenario: &Scenario) -> String {
    let books = books_of(world);
    let peers: Map<String, Value> = world
        .nodes()
        .map(|(id, _)| (id.to_string(), peer_json(id, world, scenario, &books)))
        .collect();
    format!("{:#}\n", Value::Object(peers))
}

fn peer_json(id: PeerId, world: &World, scenario: &Scenario, books: &Books) -> Value {
    let node = world.node(id);
    let account = books.accounts()[id.index()];
    let trader = node.peer().and_then(|p| p.trader());
    let (calling, item, quantity) = match node.notebook().trade {
        Possessions::Buyer(purse) => ("BUYER", purse.wish, 0),
        Possessions::Seller(stock) => ("SELLER", stock.item, stock.left),
    };
    let neighbours: Vec<u16> = world.nodes().map(|(p, _)| p.0).filter(|p| *p != id.0).collect();
    json!({
        "id": id,
        "host": HOST,
        "port": port(id),
        "neighbours": neighbours,
        "type": if trader == Some(id) { "TRADER" } else { calling },
        "item": scenario.item_name(item),
        "quantity": quantity,
        "amt_earned": units(account.earned),
        "amt_spent": units(account.spent),
        "commission": units(account.commission),
        "vect_clock": node.peer().map(|p| p.clock()),
        "trader": trader,
        "trader_host": trader.map(|_| HOST),
        "trader_port": trader.map(port),
    })
}

const fn port(id: PeerId) -> u16 {
    FIRST_PORT + id.0
}

/// Money as a JSON number of whole units.
fn units(amount: Money) -> Value {
    amount.to_string().parse().unwrap_or(Value::Null)
}

/// What the ledger adds up to now.
#[must_use]
pub fn books_of(world: &World) -> Books {
    let mut books = Books::new(world.rules().peers, world.rules().order);
    world.ledger().records().iter().for_each(|r| books.add(r));
    books
}

/// `sellers.txt`: the ids of the sellers with something on offer, in the order they registered.
#[must_use]
pub fn sellers_txt(world: &World) -> String {
    let books = books_of(world);
    let mut offers: Vec<_> =
        books.offers().filter(|o| o.in_stock() > 0 && Some(o.seller) != books.trader()).collect();
    offers.sort_unstable_by_key(|o| o.position);
    offers.iter().fold(String::new(), |mut text, offer| {
        let _ = writeln!(text, "{}", offer.seller);
        text
    })
}

/// `result.txt`: one sentence a line, each with its simulated time.
#[must_use]
pub fn result_txt(events: &[Event], scenario: &Scenario) -> String {
    events.iter().fold(String::new(), |mut text, event| {
        let _ = writeln!(text, "{} {}.", event.at, sentence(event, scenario));
        text
    })
}
