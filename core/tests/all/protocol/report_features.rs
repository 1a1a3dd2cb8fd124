//! What the report's features R1 to R14 ask beyond its verified cases (`core/tests/all/protocol/cases.rs`).

use crate::plays::Play;
use serde_json::json;
use trading_post::id::{Party, PeerId};
use trading_post::market::goods::Money;
use trading_post::market::ledger::Entry;
use trading_post::peer::io::Note;
use trading_post::peer::message::{Ballot, Message};
use trading_post::peer::rules::ClockScope;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::trace::{self, files};
use trading_post::world::{Brief, Event, What};

/// With this seed 1 and 3 alone notice the death of the trader at 5 s by themselves.
const SEED: u64 = 104;

const fn sent(event: &Event) -> Option<Message> {
    match event.what {
        What::Send { brief: Brief::Message(message), .. } => Some(message),
        _ => None,
    }
}

fn opened(play: &Play, trader: u16) -> bool {
    let desk = play.world.node(PeerId(trader)).peer().and_then(|p| p.desk());
    desk.is_some_and(|d| files::books_of(&play.world).epoch() == d.epoch())
}

/// R1, R11: the roster and every field of it.
#[test]
fn peers_json_has_every_field_of_every_peer() {
    let mut play = Play::report(SEED);
    play.until_ms(10_000);
    let saved = play.peers_json();
    let fields = [
        "id",
        "host",
        "port",
        "neighbours",
        "type",
        "item",
        "quantity",
        "amt_earned",
        "amt_spent",
        "commission",
        "vect_clock",
        "trader",
        "trader_host",
        "trader_port",
    ];
    let types = ["SELLER", "BUYER", "SELLER", "BUYER", "BUYER", "TRADER"];
    assert_eq!(saved.as_object().expect("an object").len(), types.len());
    for (id, calling) in types.into_iter().enumerate() {
        let peer = &saved[id.to_string()];
        for field in fields {
            assert!(!peer[field].is_null(), "{field} of {id}");
        }
        assert_eq!(peer.as_object().expect("an object").len(), fields.len());
        assert_eq!((&peer["id"], &peer["type"]), (&json!(id), &json!(calling)));
        let neighbours: Vec<usize> = (0..6).filter(|other| *other != id).collect();
        assert_eq!(peer["neighbours"], json!(neighbours));
        let trader = [&peer["trader"], &peer["trader_port"], &peer["trader_host"]];
        assert_eq!(trader, [&json!(5), &saved["5"]["port"], &saved["5"]["host"]]);
        let clock = play.world.node(PeerId(id as u16)).peer().expect("it is up").clock();
        assert_eq!(peer["vect_clock"], json!(clock.iter().collect::<Vec<_>>()));
    }
}

/// R11: accounts are written after every transaction, so each sale changes them.
#[test]
fn every_sale_changes_the_accounts_at_once() {
    let mut play = Play::report(SEED);
    let (mut seen, mut saved) = (0, play.peers_json());
    while seen < 8 {
        let before = play.events.len();
        play.world.step(&mut play.events);
        let sales = |e: &&Event| matches!(e.what, What::Append { entry: Entry::Sale { .. }, .. });
        if play.events[before..].iter().filter(sales).count() == 1 {
            let now = play.peers_json();
            assert_ne!(now["5"]["commission"], saved["5"]["commission"]);
            (saved, seen) = (now, seen + 1);
        }
    }
}

/// R3: before every buy or sell request the trader is checked.
#[test]
fn no_request_and_no_lot_is_sent_but_right_after_a_sign_of_the_trader() {
    let mut play = Play::report(SEED);
    play.until_ms(5_000);
    play.act(&Intervention::Crash(PeerId(5)));
    play.until_ms(20_000);
    let mut checked = 0;
    for (place, event) in play.events.iter().enumerate() {
        let What::Send { to, brief: Brief::Message(message), .. } = event.what else { continue };
        if !matches!(message, Message::Buy { .. } | Message::Register(_)) {
            continue;
        }
        let mut own = play.events[..place].iter().rev().filter(|e| e.party == event.party);
        let last = own.next().map(|e| e.what);
        let pong = Brief::Message(Message::Pong { leads: true });
        let is_sign =
            |w| matches!(w, What::Receive { from, brief, .. } if (from, brief) == (to, pong));
        assert!(last.is_some_and(is_sign), "{}", trace::sentence(event, &play.scenario));
        checked += 1;
    }
    assert!(checked > 30, "only {checked} requests and lots");
}

/// R4, R14: the others stop trading until there is a new trader, in a new epoch.
#[test]
fn killing_the_trader_stops_trade_until_a_new_epoch_opens() {
    let mut play = Play::report(SEED);
    play.until_ms(5_000);
    let killed = play.events.len();
    play.act(&Intervention::Crash(PeerId(5)));
    play.until(|play| opened(play, 4));
    let epochs = play.world.ledger().records().iter().filter_map(|r| match r.entry {
        Entry::Epoch { epoch, trader } => Some((epoch.0, trader.0)),
        _ => None,
    });
    assert_eq!(epochs.collect::<Vec<_>>(), [(1, 5), (2, 4)]);
    let is = |e: &Event, ballot| sent(e) == Some(Message::Ballot(ballot));
    let after = &play.events[killed..];
    let asked = after.iter().position(|e| is(e, Ballot::Election)).expect("an election");
    let won = after.iter().position(|e| is(e, Ballot::Coordinator)).expect("a winner");
    assert!(asked < won);
    for peer in (0..4).map(|id| Party::Peer(PeerId(id))) {
        let mut trusts = true;
        for event in after.iter().filter(|e| e.party == Some(peer)) {
            match event.what {
                What::Note(Note::Suspects { .. } | Note::Holds) => trusts = false,
                What::Note(Note::Follows { .. }) => trusts = true,
                _ => assert!(trusts || !sent(event).is_some_and(|m| m.is_trade()), "{event:?}"),
            }
        }
    }
}

/// R11: a new trader reads the accounts of the old one back.
#[test]
fn the_new_trader_reads_the_accounts_back() {
    let mut play = Play::report(SEED);
    play.until_ms(5_000);
    play.act(&Intervention::Crash(PeerId(5)));
    play.until_ms(5_200);
    let (old, commission) = (files::books_of(&play.world), play.account(5)[2].clone());
    play.until(|play| opened(play, 4));
    let desk = play.world.node(PeerId(4)).peer().and_then(|p| p.desk()).expect("4 leads");
    assert_eq!(desk.books().accounts(), old.accounts());
    assert!(old.total().spent > Money::ZERO);
    play.until_ms(15_000);
    assert_eq!(play.account(5)[2], commission, "the dead trader keeps what it had");
}

/// R7: the list of current sellers, in the order in which they registered.
#[test]
fn sellers_txt_lists_the_sellers_in_order_of_registration() {
    let mut play = Play::report(SEED);
    play.until_ms(15_000);
    let mut order: Vec<u16> = Vec::new();
    for event in &play.events {
        let What::Append { entry: Entry::Offer { seller, .. }, .. } = event.what else { continue };
        order.retain(|id| *id != seller.0);
        order.push(seller.0);
    }
    let listed = files::sellers_txt(&play.world);
    assert_eq!(listed, order.iter().map(|id| format!("{id}\n")).collect::<String>());
    assert_eq!(order.len(), 2);
}

/// R6: of the requests that wait, the one with the least clock is served.
#[test]
fn the_queue_serves_the_least_clock() {
    let mut play = Play::report(SEED);
    let mut choices = 0;
    while choices < 10 {
        let desk = play.world.node(PeerId(5)).peer().and_then(|p| p.desk());
        let waiting: Vec<_> = desk.map_or(Vec::new(), |d| d.queue().tickets().to_vec());
        let before = play.events.len();
        play.world.step(&mut play.events);
        let served = play.events[before..].iter().find_map(|e| match e.what {
            What::Note(Note::Serves { request }) => Some(request),
            _ => None,
        });
        if let (Some(served), 2..) = (served, waiting.len()) {
            let key = |t: &trading_post::market::order::Ticket| {
                (t.turn.clock().iter().map(u64::from).sum::<u64>(), t.request)
            };
            let least = waiting.iter().min_by_key(|t| key(t)).map(|t| t.request);
            assert_eq!(Some(served), least);
            choices += 1;
        }
    }
}

/// R8: buyer and seller merge the clock that the trader's notices carry.
#[test]
fn buyer_and_seller_merge_the_traders_clock() {
    let scenario = Scenario { clocks: ClockScope::Trade, seed: SEED, ..Scenario::report() };
    let mut play = Play::of(scenario);
    play.until_ms(8_000);
    let lines: Vec<_> = trace::lines(&play.events, &play.scenario).collect();
    for name in ["SOLD", "NOTICE"] {
        let of = |kind: &str| {
            lines.iter().filter(move |l| l.name == Some(name) && l.kind == kind).collect::<Vec<_>>()
        };
        let (sends, receives) = (of("send"), of("receive"));
        assert!(receives.len() >= 3, "{name}");
        for receive in receives {
            let send = sends.iter().find(|l| l.message == receive.message).expect("it was sent");
            assert!(send.clock.as_ref().expect("it counts") < receive.clock.as_ref().expect("too"));
        }
    }
}
