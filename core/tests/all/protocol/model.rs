//! The same peers under a model checker (stateright): not some runs but all of them, within bounds.
//!
//! What is bounded is stated with each model. In all of them links keep order and lose nothing, each
//! thing that is under way can arrive before any other, clocks count trade alone, and there is one
//! kind of goods. A timer runs out when nothing is under way and nobody is being served, as timeouts
//! that fit make it. A peer that has crashed comes back at such a time too. Of three peers one leads,
//! so that a sale needs the crashed trader's return: its successor, a buyer, buys nothing meanwhile.

mod carrier;

use carrier::{Bounds, Carrier, State, Step};
use stateright::{Checker, HasDiscoveries, Model, Property};
use std::collections::BTreeSet;
use std::time::Instant;
use trading_post::id::{Epoch, PeerId, RequestId};
use trading_post::market::ledger::Entry;
use trading_post::market::order::Order;
use trading_post::peer::Peer;
use trading_post::peer::io::Timer;
use trading_post::peer::message::Message;
use trading_post::peer::rules::{Algorithm, ClockScope};
use trading_post::scenario::{GoodPlan, Scenario, Stall};

/// All runs of a market, in which something can be sold or cannot.
struct Trade<const SELLS: bool>(Carrier);

/// All runs of its elections alone.
struct Elections(Carrier);

impl<const SELLS: bool> Model for Trade<SELLS> {
    type State = State;
    type Action = Step;

    fn init_states(&self) -> Vec<State> {
        vec![self.0.start()]
    }

    fn actions(&self, state: &State, steps: &mut Vec<Step>) {
        self.0.steps(state, steps);
    }

    fn next_state(&self, state: &State, step: Step) -> Option<State> {
        Some(self.0.after(state.clone(), step))
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut properties = vec![
            Property::always("I1", |_, state: &State| one_trader_an_epoch(state)),
            Property::always("I3", |_, state| only_the_current_trader_appends(state)),
            Property::always("I6", |_, state| once(state)),
            Property::always("I10", |_, state: &State| !state.inverted),
            Property::sometimes("a request is answered", |_, state: &State| {
                !state.heard.is_empty()
            }),
        ];
        if SELLS {
            properties
                .push(Property::sometimes("a sale completes after a fail-over", |_, state| {
                    sold_after_a_fail_over(state)
                }));
        }
        properties
    }
}

impl Model for Elections {
    type State = State;
    type Action = Step;

    fn init_states(&self) -> Vec<State> {
        vec![self.0.start()]
    }

    fn actions(&self, state: &State, steps: &mut Vec<Step>) {
        self.0.steps(state, steps);
    }

    fn next_state(&self, state: &State, step: Step) -> Option<State> {
        Some(self.0.after(state.clone(), step))
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("I2", |_, state| !is_settled(state) || all_follow_the_highest(state)),
            Property::sometimes("a lower peer leads", |_, state: &State| {
                is_settled(state) && state.peer(PeerId(3)).is_none()
            }),
            Property::sometimes("a peer that came back leads", |_, state: &State| {
                is_settled(state) && state.peers().count() == 4
            }),
        ]
    }
}

/// All runs of a majority's votes alone.
struct Votes(Carrier);

impl Model for Votes {
    type State = State;
    type Action = Step;

    fn init_states(&self) -> Vec<State> {
        vec![self.0.start()]
    }

    fn actions(&self, state: &State, steps: &mut Vec<Step>) {
        self.0.steps(state, steps);
    }

    fn next_state(&self, state: &State, step: Step) -> Option<State> {
        Some(self.0.after(state.clone(), step))
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("one trader a term", |_, state| one_trader_a_term(state)),
            Property::always("I2", |_, state| !is_settled(state) || all_follow_one(state)),
            Property::sometimes("the lowest leads", |_, state| {
                is_settled(state) && leads(state).any(|peer| peer.id() == PeerId(0))
            }),
            Property::sometimes("a peer that came back follows", |_, state: &State| {
                is_settled(state) && state.peers().count() == 3
            }),
        ]
    }
}

fn leads(state: &State) -> impl Iterator<Item = &Peer> {
    state.peers().filter(|peer| peer.desk().is_some())
}

fn one_trader_a_term(state: &State) -> bool {
    let terms: BTreeSet<_> = leads(state).map(|peer| peer.election().term()).collect();
    terms.len() == leads(state).count()
}

fn all_follow_one(state: &State) -> bool {
    let leader = leads(state).map(Peer::id).next();
    leader.is_some() && state.peers().all(|peer| peer.trader() == leader)
}

/// The ledger's records, each with the epoch and the trader of it by then.
fn terms(state: &State) -> impl Iterator<Item = (Option<(Epoch, PeerId)>, Entry, PeerId)> {
    let mut term = None;
    state.ledger.records().iter().zip(&state.authors).map(move |(record, author)| {
        let before = term;
        if let Entry::Epoch { epoch, trader } = record.entry {
            term = Some((epoch, trader));
        }
        (before, record.entry, *author)
    })
}

fn one_trader_an_epoch(state: &State) -> bool {
    let grants = terms(state).filter_map(|(term, entry, author)| match entry {
        Entry::Sale { .. } | Entry::NoSeller { .. } => Some((term?.0, author)),
        Entry::Epoch { .. } | Entry::Offer { .. } => None,
    });
    let grants: BTreeSet<(Epoch, PeerId)> = grants.collect();
    let epochs: BTreeSet<Epoch> = grants.iter().map(|(epoch, _)| *epoch).collect();
    epochs.len() == grants.len()
}

fn only_the_current_trader_appends(state: &State) -> bool {
    terms(state).all(|(term, entry, author)| match entry {
        Entry::Epoch { epoch, trader } => {
            trader == author && term.is_none_or(|(before, _)| before < epoch)
        }
        Entry::Offer { .. } | Entry::Sale { .. } | Entry::NoSeller { .. } => {
            term.is_some_and(|(_, trader)| trader == author)
        }
    })
}

fn once(state: &State) -> bool {
    let answers = state.ledger.records().iter().filter_map(|record| record.entry.answers());
    let answers: Vec<RequestId> = answers.collect();
    let different: BTreeSet<&RequestId> = answers.iter().collect();
    answers.len() == different.len() && !state.answered_otherwise
}

/// A buyer has heard of a sale that was carved by a trader that was not the first.
fn sold_after_a_fail_over(state: &State) -> bool {
    let later = |request: RequestId| {
        terms(state).any(|(term, entry, _)| {
            entry.answers() == Some(request) && term.is_some_and(|(epoch, _)| epoch > Epoch(1))
        })
    };
    state
        .heard
        .iter()
        .any(|(request, answer)| matches!(answer, Message::Sold { .. }) && later(*request))
}

/// Nothing is under way, nobody waits in an election or for a sign of life, and nobody follows a
/// peer that is down without having noticed yet.
fn is_settled(state: &State) -> bool {
    let waits = state.runs(Timer::Election) || state.runs(Timer::Pong);
    let up = |trader: Option<PeerId>| trader.is_none_or(|id| state.peer(id).is_some());
    state.is_calm() && !waits && state.peers().all(|peer| up(peer.trader()))
}

fn all_follow_the_highest(state: &State) -> bool {
    let highest = state.peers().last().map(Peer::id);
    state.peers().all(|peer| peer.trader() == highest)
}

fn scenario(peers: Vec<Stall>) -> Scenario {
    let salt = GoodPlan { name: "salt".to_owned(), price_cents: 1_500, restock: 20 };
    Scenario { peers, goods: vec![salt], clocks: ClockScope::Trade, ..Scenario::report() }
}

fn seller() -> Stall {
    Stall::Seller { item: "salt".to_owned(), stock: 3 }
}

fn buyer() -> Stall {
    Stall::Buyer { wants: "salt".to_owned() }
}

/// One crash at any moment, and one restart.
const BOUNDS: Bounds = Bounds {
    crashes: 1,
    restarts: 1,
    early: 0,
    requests: (2, 2),
    elected: false,
    elections_only: false,
};

/// Goes through all of it: all properties hold, and there were so many states at least.
#[track_caller]
fn holds<M>(name: &str, model: M, least: usize)
where
    M: Model<State = State, Action = Step> + Send + Sync + 'static,
{
    let began = Instant::now();
    let checker = model.checker().threads(2).spawn_bfs().join();
    let (states, depth) = (checker.unique_state_count(), checker.max_depth());
    println!("{name}: {states} states, up to {depth} steps deep, in {:?}", began.elapsed());
    checker.assert_properties();
    assert!(states >= least, "there is less to go through than there was");
}

/// Three peers: a seller, a buyer, and a trader that crashes and comes back.
fn with_a_sale() -> Scenario {
    scenario(vec![seller(), buyer(), buyer()])
}

/// Three buyers that queue up, and nobody who sells: the seller leads, and has just been elected.
fn with_a_queue(order: Order) -> Carrier {
    let peers = scenario(vec![buyer(), buyer(), buyer(), seller()]);
    let bounds = Bounds { crashes: 0, requests: (1, 2), elected: true, ..BOUNDS };
    Carrier::new(Scenario { order, ..peers }, bounds)
}

#[test]
fn no_schedule_of_three_peers_with_one_crash_breaks_a_sale() {
    let carrier = Carrier::new(with_a_sale(), BOUNDS);
    holds("a seller, a buyer and a trader, one crash", Trade::<true>(carrier), 100_000);
}

#[test]
fn no_schedule_of_three_buyers_inverts_causality() {
    holds("three buyers and a trader", Trade::<false>(with_a_queue(Order::Sum)), 30_000);
}

#[test]
fn no_schedule_of_four_peers_elects_another_than_the_highest() {
    let peers = scenario(vec![seller(), buyer(), seller(), buyer()]);
    let carrier = Carrier::new(peers, Bounds { elections_only: true, ..BOUNDS });
    holds("elections of four peers, one crash", Elections(carrier), 100_000);
}

/// Three of three and two of three are a majority. Two timers may run out too early, so that two can
/// ask at once.
#[test]
fn no_schedule_of_three_peers_that_vote_makes_two_traders_in_a_term() {
    let peers = scenario(vec![seller(), buyer(), buyer()]);
    let bounds = Bounds { elections_only: true, early: 1, ..BOUNDS };
    let carrier = Carrier::new(Scenario { election: Algorithm::Vote, ..peers }, bounds);
    holds("votes of three peers, one crash", Votes(carrier), 10_000);
}

/// Whether the checker finds this broken. It goes on until something is.
fn finds(name: &'static str, carrier: Carrier) -> bool {
    let model = Trade::<false>(carrier).checker().finish_when(HasDiscoveries::AnyFailures);
    let checker = model.spawn_bfs().join();
    println!("{name} is broken within {} states", checker.unique_state_count());
    checker.discovery(name).is_some()
}

#[test]
fn the_checker_finds_the_request_that_is_carried_out_twice_without_the_table() {
    let mut scenario = with_a_sale();
    scenario.defences.request_table = false;
    assert!(finds("I6", Carrier::new(scenario, BOUNDS)));
}

#[test]
fn the_checker_finds_the_orders_that_invert_causality() {
    for order in [Order::Own, Order::Smallest] {
        assert!(finds("I10", with_a_queue(order)), "{order:?}");
    }
}
