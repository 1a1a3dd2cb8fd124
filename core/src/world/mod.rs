//! The deterministic world: it carries out what peers want done, on simulated time.
//!
//! A world is a value. The same scenario and the same acts give the same events, and a clone is a
//! checkpoint that goes on exactly as the original would have.

mod act;
mod agenda;
mod envelope;
mod event;
mod network;
mod node;
mod refusal;
mod timers;
mod touch;

pub use envelope::{Cargo, Envelope};
pub use event::{Brief, Event, Loss, Trace, What};
pub use network::{Active, Flaw, Network};
pub use node::{Life, Node, Running};
pub use refusal::Refusal;

use crate::clock::VectorClock;
use crate::id::{MessageId, Party, PeerId};
use crate::market::ledger::{Ledger, Reply};
use crate::peer::Peer;
use crate::peer::io::{Chance, Input, Output, Timer};
use crate::peer::rules::Rules;
use crate::random::{Random, Stream};
use crate::scenario::{Problems, Scenario};
use crate::time::{Duration, Instant};
use agenda::{Agenda, Due};
use network::Passage;
use std::sync::Arc;

/// The world at one moment.
#[derive(Clone, Debug)]
pub struct World {
    rules: Arc<Rules>,
    now: Instant,
    agenda: Agenda,
    nodes: Vec<Arc<Node>>,
    network: Network,
    ledger: Ledger,
    /// What the ledger has heard of the peers. It counts no events itself.
    ledger_clock: VectorClock,
    messages: u32,
    /// Envelopes on clogged links, held ones, and those behind them; of each link, in order.
    stuck: Vec<Envelope>,
    /// Empty between steps; kept so that no step has to make one.
    outputs: Vec<Output>,
}

impl World {
    /// The world of a scenario, before anything has happened.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn new(scenario: &Scenario) -> Result<Self, Problems> {
        let rules = Arc::new(scenario.rules()?);
        let mut seeds = Random::stream(scenario.seed, Stream::Workload);
        let mut agenda = Agenda::default();
        let mut nodes = Vec::with_capacity(rules.peers);
        for id in PeerId::all(rules.peers) {
            agenda.plan(Instant::START, Due::Start(id));
            let peer = Peer::new(id, Arc::clone(&rules), scenario.notebook(id));
            nodes.push(Arc::new(Node {
                life: Life::Up(peer),
                incarnation: 1,
                timers: Vec::new(),
                chance: Random::new(seeds.next_u64()),
            }));
        }
        for planned in &scenario.faults {
            agenda.plan(Instant(planned.at_us), Due::Act(planned.act.clone()));
        }
        Ok(Self {
            now: Instant::START,
            agenda,
            nodes,
            network: Network::new(scenario),
            ledger: Ledger::new(rules.defences.fencing),
            ledger_clock: VectorClock::new(rules.peers, rules.peers),
            messages: 0,
            stuck: Vec::new(),
            outputs: Vec::new(),
            rules,
        })
    }

    /// Lets the next thing happen, and appends its events to `trace`. Several events can belong to
    /// one step: what a peer does when a message arrives cannot be divided. Says whether there was
    /// anything left to happen.
    pub fn step(&mut self, trace: &mut Vec<Event>) -> bool {
        let Some((key, due)) = self.agenda.next() else {
            return false;
        };
        self.now = key.at;
        self.happen(due, trace);
        true
    }

    /// Lets time pass until `at`, if nothing is due before.
    pub fn wait_until(&mut self, at: Instant) {
        let free = self.next_at().is_none_or(|next| next >= at);
        if free && at > self.now {
            self.now = at;
        }
    }

    fn happen(&mut self, due: Due, trace: &mut Vec<Event>) {
        match due {
            Due::Start(peer) => self.start(peer, trace),
            // The scenario's own acts come to nothing where they are not possible.
            Due::Act(act) => drop(self.act(&act, trace)),
            Due::Arrival(envelope) => self.arrive(envelope, trace),
            Due::Timer(peer, timer) => self.run_out(peer, timer, trace),
        }
    }

    fn start(&mut self, peer: PeerId, trace: &mut Vec<Event>) {
        let node = Arc::make_mut(&mut self.nodes[peer.index()]);
        match &mut node.life {
            Life::Paused { waiting, .. } => waiting.push(Due::Start(peer)),
            Life::Up(_) => self.deliver(peer, What::Start, Input::Start, trace),
            Life::Crashed { .. } => {}
        }
    }

    fn arrive(&mut self, envelope: Box<Envelope>, trace: &mut Vec<Event>) {
        if let Some(loss) = envelope.loss {
            return self.lose(&envelope, loss, trace);
        }
        match envelope.to {
            Party::Ledger => self.arrive_at_ledger(*envelope, trace),
            Party::Peer(peer) => self.arrive_at_peer(peer, envelope, trace),
        }
    }

    fn lose(&mut self, envelope: &Envelope, loss: Loss, trace: &mut Vec<Event>) {
        let what = What::Drop {
            message: envelope.id,
            from: envelope.from,
            brief: envelope.cargo.brief(),
            loss,
        };
        self.record(Some(envelope.to), what, trace);
    }

    fn arrive_at_peer(&mut self, peer: PeerId, envelope: Box<Envelope>, trace: &mut Vec<Event>) {
        let is_the_same = envelope.incarnation == self.node(peer).incarnation;
        if !is_the_same && self.rules.defences.incarnations {
            return self.lose(&envelope, Loss::Down, trace);
        }
        match &mut Arc::make_mut(&mut self.nodes[peer.index()]).life {
            Life::Crashed { .. } => self.lose(&envelope, Loss::Down, trace),
            Life::Paused { waiting, .. } => waiting.push(Due::Arrival(envelope)),
            Life::Up(_) => {
                let what = What::Receive {
                    message: envelope.id,
                    from: envelope.from,
                    brief: envelope.cargo.brief(),
                };
                if let Some(input) = input_of(*envelope) {
                    self.deliver(peer, what, input, trace);
                }
            }
        }
    }

    fn arrive_at_ledger(&mut self, envelope: Envelope, trace: &mut Vec<Event>) {
        let Cargo::Op(op) = envelope.cargo else {
            return; // Peers send it nothing else.
        };
        let (message, from) = (envelope.id, envelope.from);
        let asked = Brief::of_op(&op);
        let reply = match (envelope.flaw, asked) {
            (Some(Flaw::Tears), Brief::Append(entry)) => {
                let what = What::Tear { message, from, entry };
                return self.record(Some(Party::Ledger), what, trace);
            }
            (Some(Flaw::Fails), Brief::Append(_)) => self.ledger.refuse(op.desk()),
            (Some(_) | None, _) => self.ledger.handle(op),
        };
        let what = match (asked, &reply) {
            (Brief::Append(entry), Reply::Appended { position, .. }) => {
                What::Append { message, from, position: *position, entry }
            }
            (Brief::Append(entry), Reply::Refused { epoch, .. }) => {
                What::Refuse { message, from, entry, epoch: *epoch }
            }
            (brief, _) => What::Receive { message, from, brief },
        };
        self.record(Some(Party::Ledger), what, trace);
        if let Some(clock) = &envelope.clock {
            self.ledger_clock.merge(clock);
        }
        let clock = envelope.clock.map(|_| self.ledger_clock.clone());
        self.send(Party::Ledger, from, Cargo::Reply(reply), clock, trace);
    }

    fn run_out(&mut self, peer: PeerId, timer: Timer, trace: &mut Vec<Event>) {
        let node = Arc::make_mut(&mut self.nodes[peer.index()]);
        if let Life::Paused { waiting, .. } = &mut node.life {
            return waiting.push(Due::Timer(peer, timer));
        }
        node.forget_timer(timer);
        self.deliver(peer, What::Timer(timer), Input::Timer(timer), trace);
    }

    /// Hands an input to a peer that is up, and carries out what it wants done.
    fn deliver(&mut self, id: PeerId, what: What, input: Input, trace: &mut Vec<Event>) {
        let node = Arc::make_mut(&mut self.nodes[id.index()]);
        let chance = Chance::new(node.chance.next_u64());
        let Some(peer) = node.acting() else {
            return;
        };
        let mut outputs = std::mem::take(&mut self.outputs);
        peer.handle(self.now, chance, input, &mut outputs);
        self.record(Some(id.into()), what, trace);
        for output in outputs.drain(..) {
            self.carry_out(id, output, trace);
        }
        self.outputs = outputs;
    }

    fn carry_out(&mut self, id: PeerId, output: Output, trace: &mut Vec<Event>) {
        match output {
            Output::Send { to, message, clock } => {
                self.send(id.into(), to.into(), Cargo::Message(message), clock, trace);
            }
            Output::Ask { op, clock } => {
                self.send(id.into(), Party::Ledger, Cargo::Op(op), clock, trace);
            }
            Output::Arm { timer, after } => self.arm(id, timer, after),
            Output::Disarm(timer) => self.disarm(id, timer),
            Output::Note(note) => self.record(Some(id.into()), What::Note(note), trace),
        }
    }

    fn send(
        &mut self,
        from: Party,
        to: Party,
        cargo: Cargo,
        clock: Option<VectorClock>,
        trace: &mut Vec<Event>,
    ) {
        let (message, brief) = (self.next_message(), cargo.brief());
        let stamp = clock.as_ref().map_or(0, |clock| clock.sum() as u32);
        self.record(Some(from), What::Send { message, to, stamp, brief }, trace);
        let passage = if self.is_blocked(from, to) {
            Passage::stuck()
        } else {
            self.network.send(self.now, from, to)
        };
        let envelope = Envelope {
            id: message,
            from,
            to,
            incarnation: self.incarnation(to),
            sent_at: self.now,
            due_at: passage.due_at,
            cargo,
            clock,
            loss: passage.loss,
            flaw: passage.flaw,
            in_order: passage.in_order,
            held: false,
        };
        if passage.stuck {
            self.stuck.push(envelope);
        } else {
            self.set_out(envelope, passage.copy_due_at, trace);
        }
    }

    /// Lets an envelope set out on a link that is free, with a second one if the link makes one.
    fn set_out(
        &mut self,
        envelope: Envelope,
        copy_due_at: Option<Instant>,
        trace: &mut Vec<Event>,
    ) {
        if let Some(due_at) = copy_due_at {
            let copy = self.record_copy(&envelope, trace);
            self.plan_arrival(Envelope { id: copy, due_at, ..envelope.clone() });
        }
        self.plan_arrival(envelope);
    }

    fn plan_arrival(&mut self, envelope: Envelope) {
        self.agenda.plan(envelope.due_at, Due::Arrival(Box::new(envelope)));
    }

    /// Records that there is a second one of a message now, and gives its number.
    fn record_copy(&mut self, envelope: &Envelope, trace: &mut Vec<Event>) -> MessageId {
        let copy = self.next_message();
        let Envelope { id: message, to, .. } = *envelope;
        let what = What::Duplicate { message, copy, to, brief: envelope.cargo.brief() };
        self.record(Some(envelope.from), what, trace);
        copy
    }

    const fn next_message(&mut self) -> MessageId {
        let id = MessageId(self.messages);
        self.messages += 1;
        id
    }

    fn incarnation(&self, party: Party) -> u32 {
        party.peer().map_or(1, |peer| self.node(peer).incarnation)
    }

    fn arm(&mut self, id: PeerId, timer: Timer, after: Duration) {
        self.disarm(id, timer);
        let key = self.agenda.plan(self.now + after, Due::Timer(id, timer));
        let armed_at = self.now;
        Arc::make_mut(&mut self.nodes[id.index()]).timers.push(Running { timer, armed_at, key });
    }

    fn disarm(&mut self, id: PeerId, timer: Timer) {
        if let Some(key) = Arc::make_mut(&mut self.nodes[id.index()]).forget_timer(timer) {
            self.agenda.cancel(key);
        }
    }

    fn record(&self, party: Option<Party>, what: What, trace: &mut Vec<Event>) {
        trace.push(Event {
            at: self.now,
            party,
            incarnation: party.map_or(1, |party| self.incarnation(party)),
            what,
        });
    }

    /// The time now.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// When the next thing happens.
    #[must_use]
    pub fn next_at(&self) -> Option<Instant> {
        self.agenda.next_at()
    }

    /// Whether the next thing to happen is the end of a message's way.
    #[must_use]
    pub fn next_is_arrival(&self) -> bool {
        matches!(self.agenda.peek(), Some(Due::Arrival(_)))
    }

    /// The party that the next thing happens to; none if it happens to links, or nothing is due.
    #[must_use]
    pub fn next_party(&self) -> Option<Party> {
        match self.agenda.peek()? {
            Due::Start(peer) | Due::Timer(peer, _) => Some(Party::Peer(*peer)),
            Due::Arrival(envelope) => Some(envelope.to),
            Due::Act(act) => act.peer().map(Party::Peer),
        }
    }

    /// About how much a clone of it has to copy, in parties and things due.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.nodes.len() + self.agenda.len()
    }

    /// What the peers agree on.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// A peer's place in the world.
    ///
    /// # Panics
    /// If there is no such peer.
    #[must_use]
    pub fn node(&self, peer: PeerId) -> &Node {
        &self.nodes[peer.index()]
    }

    /// All peers' places, by id.
    pub fn nodes(&self) -> impl Iterator<Item = (PeerId, &Node)> {
        PeerId::all(self.nodes.len()).zip(self.nodes.iter().map(AsRef::as_ref))
    }

    /// The ledger.
    #[must_use]
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The links.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// The envelopes under way, by the time at which they are due, those that are stuck last.
    /// Those that wait for a paused peer have arrived: they are not among them.
    pub fn in_flight(&self) -> impl Iterator<Item = &Envelope> {
        self.agenda.arrivals().map(|(_, envelope)| envelope).chain(&self.stuck)
    }
}

fn input_of(envelope: Envelope) -> Option<Input> {
    let clock = envelope.clock;
    match (envelope.from, envelope.cargo) {
        (Party::Peer(from), Cargo::Message(message)) => {
            Some(Input::Message { from, message, clock })
        }
        (Party::Ledger, Cargo::Reply(reply)) => Some(Input::Ledger { reply, clock }),
        (Party::Peer(_) | Party::Ledger, Cargo::Message(_) | Cargo::Op(_) | Cargo::Reply(_)) => {
            None
        }
    }
}
