//! Who is served first: each of the queue's orders, at a trader's door and in whole runs. Rules from
//! protocol.md.

use std::sync::Arc;
use trading_post::clock::VectorClock;
use trading_post::id::{PeerId, RequestId};
use trading_post::market::goods::ItemId;
use trading_post::market::ledger::{Ledger, Op};
use trading_post::market::order::{Order, Ticket};
use trading_post::peer::Peer;
use trading_post::peer::io::{Chance, Input, Note, Output, Timer};
use trading_post::peer::message::Message;
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::world::{What, World};

/// Peer 5 alone behind its door, with a ledger that answers at once.
struct Desk {
    peer: Peer,
    ledger: Ledger,
    said: Vec<Output>,
}

impl Desk {
    fn open(order: Order) -> Self {
        let scenario = Scenario { order, ..Scenario::report() };
        let rules = Arc::new(scenario.rules().expect("the scenario makes sense"));
        let peer = Peer::new(PeerId(5), rules, scenario.notebook(PeerId(5)));
        let mut desk = Self { peer, ledger: Ledger::new(true), said: Vec::new() };
        desk.take(Input::Start);
        desk
    }

    fn take(&mut self, input: Input) {
        let mut out = Vec::new();
        self.peer.handle(Instant::START, Chance::new(1), input, &mut out);
        let asked = |o: &Output| match o {
            Output::Ask { op, .. } => Some(op.clone()),
            _ => None,
        };
        let ops: Vec<Op> = out.iter().filter_map(asked).collect();
        self.said.extend(out);
        for op in ops {
            let reply = self.ledger.handle(op);
            self.take(Input::Ledger { reply, clock: None });
        }
    }

    fn buy(&mut self, buyer: u16, number: u32, clock: [u32; 6]) {
        let message =
            Message::Buy { request: RequestId { buyer: PeerId(buyer), number }, item: ItemId(0) };
        let clock = Some(VectorClock::from_entries(&clock));
        self.take(Input::Message { from: PeerId(buyer), message, clock });
    }

    fn served(&self) -> Vec<u16> {
        let buyer = |o: &Output| match o {
            Output::Note(Note::Serves { request }) => Some(request.buyer.0),
            _ => None,
        };
        self.said.iter().filter_map(buyer).collect()
    }
}

/// While buyer 0 is served, three others join: 1 with the least sum, 3 with the least first entry,
/// 4 with the least entry of its own. Any order of joining leads to the same order of serving.
#[track_caller]
fn check_served(order: Order, expected: [u16; 3]) {
    let asks = [(1, [3, 5, 1, 1, 1, 1]), (3, [1, 0, 3, 4, 3, 6]), (4, [2, 4, 4, 4, 3, 4])];
    for joining in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut desk = Desk::open(order);
        desk.buy(0, 1, [9, 9, 9, 9, 9, 9]);
        joining.into_iter().for_each(|i: usize| desk.buy(asks[i].0, 1, asks[i].1));
        (0..4).for_each(|_| desk.take(Input::Timer(Timer::Serve)));
        assert_eq!(desk.served()[1..], expected, "{order:?}, joined as {joining:?}");
    }
}

#[test]
fn every_order_serves_as_it_is_defined() {
    check_served(Order::Sum, [1, 3, 4]); // 12, 17, 21
    check_served(Order::List, [3, 4, 1]); // 1.., 2.., 3..
    check_served(Order::Own, [4, 3, 1]); // 3, 4, 5
    check_served(Order::Largest, [4, 1, 3]); // 4, 5, 6
    check_served(Order::Smallest, [3, 1, 4]); // 0, 1, 2
}

#[test]
fn equal_clocks_are_served_by_buyer() {
    let mut desk = Desk::open(Order::Sum);
    [0, 4, 1, 3].into_iter().for_each(|buyer| desk.buy(buyer, 1, [0, 2, 0, 2, 2, 0]));
    (0..4).for_each(|_| desk.take(Input::Timer(Timer::Serve)));
    assert_eq!(desk.served(), [0, 1, 3, 4]);
}

/// What an order compares, said another way than the queue does.
fn rank(order: Order, ticket: &Ticket) -> Vec<u64> {
    let clock: Vec<u64> = ticket.turn.clock().iter().map(u64::from).collect();
    match order {
        Order::List => clock,
        Order::Sum => vec![clock.iter().sum()],
        Order::Own => vec![clock[ticket.request.buyer.index()]],
        Order::Largest => clock.into_iter().max().into_iter().collect(),
        Order::Smallest => clock.into_iter().min().into_iter().collect(),
    }
}

#[test]
fn in_a_whole_run_every_order_serves_the_least_of_those_that_wait() {
    for order in Order::ALL {
        let scenario = Scenario { order, service_us: 300_000, ..Scenario::of_size(18) };
        let mut world = World::new(&scenario).expect("the scenario makes sense");
        let mut events = Vec::new();
        let mut choices = 0;
        while choices < 40 {
            let desk = world.node(PeerId(17)).peer().and_then(|p| p.desk());
            let waiting: Vec<Ticket> = desk.map_or(Vec::new(), |d| d.queue().tickets().to_vec());
            let before = events.len();
            world.step(&mut events);
            let served = events[before..].iter().find_map(|e| match e.what {
                What::Note(Note::Serves { request }) => Some(request),
                _ => None,
            });
            if let (Some(served), 3..) = (served, waiting.len()) {
                let least = waiting.iter().min_by_key(|t| (rank(order, t), t.request));
                assert_eq!(least.map(|t| t.request), Some(served), "{order:?}");
                choices += 1;
            }
        }
    }
}
