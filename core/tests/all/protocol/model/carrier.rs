//! Another carrier of the same peers than the world: one without time, in which whatever can happen next
//! does, for a model checker to go through all of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::Hash;
use std::sync::Arc;
use trading_post::clock::VectorClock;
use trading_post::digest::{Digest, Digester};
use trading_post::id::{Party, PeerId, RequestId};
use trading_post::market::ledger::{Ledger, Op, Reply};
use trading_post::peer::io::{Chance, Input, Note, Output, Timer};
use trading_post::peer::message::Message;
use trading_post::peer::rules::Rules;
use trading_post::peer::{Notebook, Peer, Trade};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::world::Cargo;

/// How much can happen, so that there is an end to it.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many crashes.
    pub crashes: u8,
    /// How many restarts, when nothing is under way and nobody is served.
    pub restarts: u8,
    /// How many timers run out too early: while a message is under way, or a request is served.
    /// All others run out only when nothing of that kind is going on, as with timeouts that fit.
    pub early: u8,
    /// How many requests peer 0 makes, if it buys, and how many each other buyer.
    pub requests: (u32, u32),
    /// Whether the first election is over when it begins.
    pub elected: bool,
    /// Whether elections are all that happens.
    pub elections_only: bool,
}

/// A peer's place.
#[derive(Clone, Hash, Debug)]
pub enum Node {
    /// It is up.
    Up {
        /// The peer.
        peer: Arc<Peer>,
        /// Its timers that run.
        timers: BTreeSet<Timer>,
    },
    /// It is down, and this is left.
    Down(Notebook),
}

/// What somebody sent, with its clock.
type Parcel = (Cargo, Option<VectorClock>);

/// All peers, their ledger, and what is under way. Links keep order and lose nothing.
#[derive(Clone, Hash, Debug)]
#[allow(clippy::derived_hash_with_manual_eq, reason = "equal states have equal fingerprints")]
pub struct State {
    pub nodes: Vec<Node>,
    pub links: BTreeMap<(Party, Party), VecDeque<Parcel>>,
    pub ledger: Ledger,
    /// Who appended each of its records.
    pub authors: Vec<PeerId>,
    /// What buyers were told, for each request.
    pub heard: BTreeMap<RequestId, Message>,
    /// A request was answered otherwise than before.
    pub answered_otherwise: bool,
    /// A request was granted before one that it could know of.
    pub inverted: bool,
    /// How many desks each peer has opened: the chance that is handed in.
    desks: Vec<u64>,
    left: Left,
}

/// How much can still happen.
#[derive(Clone, Copy, Hash, Debug)]
struct Left {
    crashes: u8,
    restarts: u8,
    early: u8,
}

/// What can happen next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The first message on this link arrives.
    Arrives(Party, Party),
    /// The peer's timer runs out.
    RunsOut(PeerId, Timer),
    /// The peer crashes.
    Crashes(PeerId),
    /// The peer starts again.
    Restarts(PeerId),
}

/// The peers of a scenario, without its times.
#[derive(Clone, Debug)]
pub struct Carrier {
    rules: Arc<Rules>,
    scenario: Scenario,
    bounds: Bounds,
}

impl Carrier {
    pub fn new(scenario: Scenario, bounds: Bounds) -> Self {
        let rules = scenario.rules().unwrap_or_else(|problems| panic!("{problems}"));
        Self { rules: Arc::new(rules), scenario, bounds }
    }

    /// How it begins.
    pub fn start(&self) -> State {
        if self.bounds.elected { self.first_trader() } else { self.first_moment() }
    }

    /// All peers have just started, in order.
    fn first_moment(&self) -> State {
        let n = self.rules.peers;
        let mut state = State {
            nodes: PeerId::all(n).map(|id| Node::Down(self.scenario.notebook(id))).collect(),
            links: BTreeMap::new(),
            ledger: Ledger::new(self.rules.defences.fencing),
            authors: Vec::new(),
            heard: BTreeMap::new(),
            answered_otherwise: false,
            inverted: false,
            desks: vec![0; n],
            left: Left {
                crashes: self.bounds.crashes,
                restarts: self.bounds.restarts,
                early: self.bounds.early,
            },
        };
        for id in PeerId::all(n) {
            self.switch_on(&mut state, id);
        }
        PeerId::all(n).for_each(|id| self.hand(&mut state, id, Input::Start));
        state
    }

    /// The first election is over, in the plainest way: its messages and the ledger's have arrived, and
    /// nothing else has.
    fn first_trader(&self) -> State {
        let mut state = self.first_moment();
        let of_elections = |(link, parcels): (&(Party, Party), &VecDeque<Parcel>)| {
            let (cargo, _) = parcels.front()?;
            let of_them =
                !matches!(cargo, Cargo::Message(message) if !matches!(message, Message::Ballot(_)));
            of_them.then_some(*link)
        };
        while let Some((from, to)) = state.links.iter().find_map(of_elections) {
            self.arrive(&mut state, from, to);
        }
        state
    }

    fn switch_on(&self, state: &mut State, id: PeerId) {
        let Node::Down(notebook) = &state.nodes[id.index()] else {
            return;
        };
        let peer = Peer::new(id, Arc::clone(&self.rules), notebook.clone());
        state.nodes[id.index()] = Node::Up { peer: Arc::new(peer), timers: BTreeSet::new() };
    }

    /// All that can happen next.
    pub fn steps(&self, state: &State, steps: &mut Vec<Step>) {
        steps.extend(state.links.keys().map(|(from, to)| Step::Arrives(*from, *to)));
        let calm = state.is_calm();
        for (id, node) in PeerId::all(state.nodes.len()).zip(&state.nodes) {
            match node {
                Node::Up { peer, timers } => {
                    let due =
                        timers.iter().filter(|timer| self.may_run_out(state, calm, peer, **timer));
                    steps.extend(due.map(|timer| Step::RunsOut(id, *timer)));
                    steps.extend((state.left.crashes > 0).then_some(Step::Crashes(id)));
                }
                Node::Down(_) => {
                    let may = calm && state.left.restarts > 0;
                    steps.extend(may.then_some(Step::Restarts(id)));
                }
            }
        }
    }

    fn may_run_out(&self, state: &State, calm: bool, peer: &Peer, timer: Timer) -> bool {
        match timer {
            Timer::Think => requests(peer) < self.requests(peer.id()),
            Timer::Serve => true,
            // It would be lost, and change nothing but a clock, again and again.
            Timer::Notice(seller) if state.peer(seller).is_none() => false,
            _ => calm || state.left.early > 0,
        }
    }

    const fn requests(&self, id: PeerId) -> u32 {
        let (first, others) = self.bounds.requests;
        if id.0 == 0 { first } else { others }
    }

    /// What is so after this has happened.
    pub fn after(&self, mut state: State, step: Step) -> State {
        match step {
            Step::Arrives(from, to) => self.arrive(&mut state, from, to),
            Step::RunsOut(id, timer) => self.run_out(&mut state, id, timer),
            Step::Crashes(id) => state.crash(id),
            Step::Restarts(id) => {
                state.left.restarts -= 1;
                self.switch_on(&mut state, id);
                self.hand(&mut state, id, Input::Restart);
            }
        }
        state
    }

    fn arrive(&self, state: &mut State, from: Party, to: Party) {
        let Some((cargo, clock)) = state.take(from, to) else {
            return;
        };
        match (from, to, cargo) {
            (Party::Peer(from), Party::Peer(to), Cargo::Message(message)) => {
                state.note_answer(message);
                self.hand(state, to, Input::Message { from, message, clock });
            }
            (Party::Peer(from), Party::Ledger, Cargo::Op(op)) => state.ask_ledger(from, op),
            (Party::Ledger, Party::Peer(to), Cargo::Reply(reply)) => {
                self.hand(state, to, Input::Ledger { reply, clock });
            }
            (from, to, cargo) => unreachable!("{cargo:?} from {from} to {to}"),
        }
    }

    fn run_out(&self, state: &mut State, id: PeerId, timer: Timer) {
        if !matches!(timer, Timer::Think | Timer::Serve) && !state.is_calm() {
            state.left.early -= 1;
        }
        if let Node::Up { timers, .. } = &mut state.nodes[id.index()] {
            timers.remove(&timer);
        }
        self.hand(state, id, Input::Timer(timer));
    }

    /// Hands an input to a peer that is up, and carries out what it wants done.
    fn hand(&self, state: &mut State, id: PeerId, input: Input) {
        let chance = Chance::new(state.desks[id.index()]);
        let Node::Up { peer, .. } = &mut state.nodes[id.index()] else {
            return;
        };
        let mut outputs = Vec::new();
        Arc::make_mut(peer).handle(Instant::START, chance, input, &mut outputs);
        for output in outputs {
            self.carry_out(state, id, output);
        }
    }

    fn carry_out(&self, state: &mut State, id: PeerId, output: Output) {
        let trades = !self.bounds.elections_only;
        match output {
            Output::Send { to, message, clock } => {
                if trades
                    || matches!(message, Message::Ballot(_) | Message::Ping | Message::Pong { .. })
                {
                    state.send(id.into(), to.into(), Cargo::Message(message), clock);
                }
            }
            Output::Ask { op, clock } if trades => {
                state.send(id.into(), Party::Ledger, Cargo::Op(op), clock);
            }
            Output::Arm { timer, .. } if trades || is_of_elections(timer) => state.arm(id, timer),
            Output::Ask { .. } | Output::Arm { .. } => {}
            Output::Disarm(timer) => state.disarm(id, timer),
            Output::Note(Note::Leads) => state.desks[id.index()] += 1,
            Output::Note(Note::Serves { .. }) => state.note_grant(id),
            Output::Note(_) => {}
        }
    }
}

const fn is_of_elections(timer: Timer) -> bool {
    matches!(timer, Timer::Election | Timer::Check | Timer::Pong)
}

/// How many requests a peer has made.
fn requests(peer: &Peer) -> u32 {
    match peer.trade() {
        Trade::Buyer(buyer) => buyer.purse().requests,
        Trade::Seller(_) => 0,
    }
}

impl State {
    /// The peer, if it is up.
    pub fn peer(&self, id: PeerId) -> Option<&Peer> {
        match &self.nodes[id.index()] {
            Node::Up { peer, .. } => Some(peer),
            Node::Down(_) => None,
        }
    }

    /// All peers that are up.
    pub fn peers(&self) -> impl DoubleEndedIterator<Item = &Peer> {
        PeerId::all(self.nodes.len()).filter_map(|id| self.peer(id))
    }

    /// Whether this timer of anybody's runs.
    pub fn runs(&self, wanted: Timer) -> bool {
        self.nodes.iter().any(|node| match node {
            Node::Up { timers, .. } => timers.contains(&wanted),
            Node::Down(_) => false,
        })
    }

    /// Whether nothing is under way and nobody is served.
    pub fn is_calm(&self) -> bool {
        self.links.is_empty() && !self.runs(Timer::Serve)
    }

    /// What is sent to a peer that is down is lost, and need not be under way before.
    fn send(&mut self, from: Party, to: Party, cargo: Cargo, clock: Option<VectorClock>) {
        if to.peer().is_none_or(|to| self.peer(to).is_some()) {
            self.links.entry((from, to)).or_default().push_back((cargo, clock));
        }
    }

    fn take(&mut self, from: Party, to: Party) -> Option<Parcel> {
        let link = self.links.get_mut(&(from, to))?;
        let parcel = link.pop_front();
        if link.is_empty() {
            self.links.remove(&(from, to));
        }
        parcel
    }

    fn ask_ledger(&mut self, from: PeerId, op: Op) {
        let reply = self.ledger.handle(op);
        if let Reply::Appended { .. } = reply {
            self.authors.push(from);
        }
        self.send(Party::Ledger, from.into(), Cargo::Reply(reply), None);
    }

    fn crash(&mut self, id: PeerId) {
        self.left.crashes -= 1;
        if let Some(peer) = self.peer(id) {
            self.nodes[id.index()] = Node::Down(peer.notebook());
        }
        self.links.retain(|(_, to), _| *to != id.into());
    }

    fn arm(&mut self, id: PeerId, timer: Timer) {
        if let Node::Up { timers, .. } = &mut self.nodes[id.index()] {
            timers.insert(timer);
        }
    }

    fn disarm(&mut self, id: PeerId, timer: Timer) {
        if let Node::Up { timers, .. } = &mut self.nodes[id.index()] {
            timers.remove(&timer);
        }
    }

    fn note_answer(&mut self, message: Message) {
        if let Message::Sold { request, .. } | Message::NoSeller { request, .. } = message {
            let first = *self.heard.entry(request).or_insert(message);
            self.answered_otherwise |= first != message;
        }
    }

    /// What is granted now must not come after anything that waits still.
    fn note_grant(&mut self, id: PeerId) {
        let desk = self.peer(id).and_then(Peer::desk);
        let inverted = desk.is_some_and(|desk| {
            let granted = desk.serving().map(|ticket| ticket.turn.clock());
            desk.queue().tickets().iter().any(|waits| Some(waits.turn.clock()) < granted)
        });
        self.inverted |= inverted;
    }
}

/// The checker tells states apart by their fingerprints, and so does this.
impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
    }
}

impl State {
    fn fingerprint(&self) -> Digest {
        let mut digester = Digester::new();
        self.hash(&mut digester);
        digester.digest()
    }
}
