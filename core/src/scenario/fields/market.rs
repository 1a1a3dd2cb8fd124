//! The title, the peers, the goods, and how they trade.

use super::{Chooser, Field, Kind, Unit, number, plain, time};

pub(super) const NAME: [Field; 2] = [
    plain("title", "Title", Kind::Text { most: 1_000 }, "What people call the scenario."),
    plain(
        "seed",
        "Seed",
        Kind::Seed,
        "Decides all chance of the run: the same seed makes the same run.",
    ),
];

pub(super) const MARKET: [Field; 9] = [
    plain(
        "peers",
        "Peers",
        Kind::List { min: 2, max: 1_000 },
        "Who takes part, numbered from 0; at least one seller and one buyer.",
    ),
    plain("peers[]", "Role", Kind::Choice(Chooser::Role), "What the peer trades as."),
    plain("peers[].seller.item", "Sells", Kind::Good, "The good that it sells first."),
    number(
        "peers[].seller.stock",
        "Stock",
        Unit::Pieces,
        (1, 1_000_000),
        "How many pieces it begins with.",
    ),
    plain("peers[].buyer.wants", "Wants", Kind::Good, "The good that it buys first."),
    plain("goods", "Goods", Kind::List { min: 1, max: 100 }, "What is traded."),
    plain("goods[].name", "Name", Kind::Text { most: 100 }, "One word that no other good has."),
    number(
        "goods[].price_cents",
        "Price",
        Unit::Money,
        (1, 100_000_000),
        "What a piece costs a buyer.",
    ),
    number(
        "goods[].restock",
        "Restock",
        Unit::Pieces,
        (1, 1_000_000),
        "How many pieces a seller brings that was sold out.",
    ),
];

pub(super) const TRADE: [Field; 3] = [
    number(
        "commission_per_mille",
        "Commission",
        Unit::Share,
        (0, 1_000),
        "The trader's part of each price.",
    ),
    plain(
        "think",
        "Thinking time",
        Kind::Law { min: 0 },
        "How long a buyer thinks between an answer and its next request.",
    ),
    time(
        "service_us",
        "Service time",
        0,
        "How long the trader takes to serve a request; others wait in the queue meanwhile.",
    ),
];
