//! A world and all that has happened in it, as somebody sees it who reads the log and the files.

use serde_json::Value;
use trading_post::id::PeerId;
use trading_post::peer::Possessions;
use trading_post::peer::seller::Stock;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::time::Instant;
use trading_post::trace::{self, files};
use trading_post::world::{Event, World};

/// Far more steps than any of these runs needs.
const STEPS: usize = 40_000;

/// A world with all that has happened in it.
pub struct Play {
    pub scenario: Scenario,
    pub world: World,
    pub events: Vec<Event>,
}

impl Play {
    pub fn of(scenario: Scenario) -> Self {
        let world = World::new(&scenario).expect("the scenario makes sense");
        Self { scenario, world, events: Vec::new() }
    }

    pub fn report(seed: u64) -> Self {
        Self::of(Scenario { seed, ..Scenario::report() })
    }

    /// Lets things happen until `done`.
    #[track_caller]
    pub fn until(&mut self, done: impl Fn(&Self) -> bool) {
        for _ in 0..STEPS {
            if done(self) {
                return;
            }
            self.world.step(&mut self.events);
        }
        panic!("it never came to that");
    }

    pub fn until_ms(&mut self, ms: u64) {
        while self.world.next_at().is_some_and(|next| next <= Instant(ms * 1_000)) {
            self.world.step(&mut self.events);
        }
    }

    #[track_caller]
    pub fn act(&mut self, act: &Intervention) {
        self.world.act(act, &mut self.events).expect("it is possible");
    }

    /// When this was said, the first time.
    #[track_caller]
    pub fn first_said(&self, sentence: &str) -> Instant {
        let place = self.said(sentence).first().copied();
        self.events[place.unwrap_or_else(|| panic!("nobody said: {sentence}"))].at
    }

    /// Every place in the trace at which this was said.
    pub fn said(&self, sentence: &str) -> Vec<usize> {
        let says = |(_, e): &(usize, &Event)| trace::sentence(e, &self.scenario) == sentence;
        self.events.iter().enumerate().filter(says).map(|(place, _)| place).collect()
    }

    pub fn trader_of(&self, peer: u16) -> Option<u16> {
        self.world.node(PeerId(peer)).peer().and_then(|p| p.trader()).map(|trader| trader.0)
    }

    pub fn stock(&self, peer: u16) -> Stock {
        match self.world.node(PeerId(peer)).notebook().trade {
            Possessions::Seller(stock) => stock,
            Possessions::Buyer(_) => panic!("peer {peer} buys"),
        }
    }

    pub fn peers_json(&self) -> Value {
        let text = files::peers_json(&self.world, &self.scenario);
        serde_json::from_str(&text).expect("peers.json is JSON")
    }

    /// What a peer has spent, earned and kept as commission, by the ledger.
    pub fn account(&self, peer: u16) -> [String; 3] {
        let account = files::books_of(&self.world).accounts()[usize::from(peer)];
        [account.spent, account.earned, account.commission].map(|money| money.to_string())
    }
}
