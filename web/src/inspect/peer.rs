//! A peer: all of its state.

use super::epochs::epoch_entry;
use super::queue;
use super::source::{Source, named};
use super::tree::{Entry, Fact, Facts, Part, Tree};
use crate::names::peer_name;
use crate::subject::Subject;
use trading_post::id::{Party, PeerId};
use trading_post::peer::buyer::Buying;
use trading_post::peer::election::{Bully, Election, ModifiedBully, Report, Ring, Stage, Vote};
use trading_post::peer::seller::Selling;
use trading_post::peer::trader::{Desk, Phase};
use trading_post::peer::{Peer, Possessions, Standing, Trade};
use trading_post::world::{Envelope, Life, Node};

/// Above so many peers, only the entries that count something are listed.
const LISTED_PEERS: usize = 12;
/// So many entries are listed at most.
const ENTRIES_MAX: usize = 100;
/// So many of a kind are listed.
const MOST: usize = 12;

/// A peer.
#[must_use]
pub fn tree(id: PeerId, source: &Source<'_>) -> Tree {
    let node = source.world().node(id);
    let mut facts = Facts::default();
    life(&mut facts, node);
    if let Some(peer) = node.peer() {
        standing(&mut facts, peer);
        trade(&mut facts, peer);
    }
    possessions(&mut facts, &node.notebook().trade, source);
    if let Some(desk) = node.peer().and_then(Peer::desk) {
        facts.headed("Desk", phase(desk.phase()), desk_facts(desk, source));
        queue_facts(&mut facts, desk, source);
    }
    facts.group("Timers", timers(id, node), MOST);
    under_way(&mut facts, id.into(), source);
    facts.group("Links that misbehave", bad_links(id, source), MOST);
    let name = peer_name(id, source.world(), source.scenario(), source.lab.books());
    let clock = node.peer().map_or_else(Vec::new, |peer| entries(peer, id));
    Tree { clock: Some(clock), ..Tree::new(name, facts) }
}

fn life(facts: &mut Facts, node: &Node) {
    match &node.life {
        Life::Up(_) => facts.say("State", "up"),
        Life::Paused { waiting, .. } => {
            facts.say("State", format!("paused, {} things wait", waiting.len()));
        }
        Life::Crashed { since, .. } => facts.say("State", format!("crashed at {since} s")),
    }
    facts.say("Incarnation", node.incarnation);
}

fn standing(facts: &mut Facts, peer: &Peer) {
    match peer.standing() {
        Standing::Seeking => facts.say("Standing", "follows nobody"),
        Standing::Following(trader) => {
            facts.tell("Standing", ["follows ".into(), Part::peer(*trader)]);
        }
        Standing::Leading(_) => facts.say("Standing", "leads"),
    }
    facts.say("Election", election(peer));
    if let Election::Vote(vote) = peer.election() {
        ballot(facts, vote);
    }
}

/// Its term, and what it knows of the votes in it.
fn ballot(facts: &mut Facts, vote: &Vote) {
    facts.say("Term", vote.term);
    match &vote.stage {
        Stage::Idle | Stage::Waiting => {}
        Stage::Voted(candidate) => facts.tell("Voted for", [Part::peer(*candidate)]),
        Stage::Asking { votes } => {
            let said = votes.iter().flat_map(|voter| [", ".into(), Part::peer(*voter)]);
            facts.tell("Votes of", said.skip(1));
        }
    }
}

fn election(peer: &Peer) -> &'static str {
    match peer.election() {
        Election::Bully(Bully::Idle)
        | Election::Report(Report::Idle)
        | Election::ModifiedBully(ModifiedBully::Idle)
        | Election::Ring(Ring::Idle)
        | Election::Vote(Vote { stage: Stage::Idle, .. }) => "none under way",
        Election::Bully(Bully::Adopted) | Election::ModifiedBully(ModifiedBully::Adopted) => {
            "just over"
        }
        Election::Bully(Bully::Won) => "won",
        Election::Bully(Bully::AwaitingOk) | Election::Report(Report::AwaitingOk) => {
            "asked all above, waits for an OK"
        }
        Election::Bully(Bully::AwaitingCoordinator) | Election::Report(Report::Stopped) => {
            "stands down, waits to hear who leads"
        }
        Election::Report(Report::Asking(_)) => "asked the next in the chain",
        Election::ModifiedBully(ModifiedBully::Collecting { .. }) => {
            "asked all above, collects their answers"
        }
        Election::ModifiedBully(ModifiedBully::Granted) => {
            "granted the highest that answered, waits to hear that it leads"
        }
        Election::Ring(Ring::Passing { .. }) => "passed a number on, waits for TAKEN",
        Election::Ring(Ring::Waiting { .. }) => "waits for the number to come round",
        Election::Vote(Vote { stage: Stage::Waiting, .. }) => {
            "waits for a random time, then asks for votes"
        }
        Election::Vote(Vote { stage: Stage::Voted(_), .. }) => "voted, waits to hear who leads",
        Election::Vote(Vote { stage: Stage::Asking { .. }, .. }) => {
            "asked all others for their votes, counts them"
        }
    }
}

fn trade(facts: &mut Facts, peer: &Peer) {
    let doing = match peer.trade() {
        Trade::Buyer(buyer) => match buyer.state() {
            Buying::Resting => "buys nothing now",
            Buying::Thinking => "thinks",
            Buying::Checking => "wants to ask, and checks the trader",
            Buying::Waiting => "waits for the answer",
        },
        Trade::Seller(seller) => match seller.state() {
            Selling::Resting => "offers nothing now",
            Selling::Checking => "wants to register, and checks the trader",
            Selling::Registering => "waits to be registered",
            Selling::Offering => "offers its lot",
        },
    };
    facts.say("Trade", doing);
    if let Trade::Buyer(buyer) = peer.trade()
        && let Some(request) = buyer.open_request(peer.id())
    {
        facts.tell("Open request", [Part::request(request)]);
    }
}

fn possessions(facts: &mut Facts, trade: &Possessions, source: &Source<'_>) {
    let item = |item| source.scenario().item_name(item).to_owned();
    match trade {
        Possessions::Buyer(purse) => {
            facts.say("Wants", item(purse.wish));
            facts.say("Requests", purse.requests);
            facts.say("Spent", purse.spent);
        }
        Possessions::Seller(stock) => {
            let (left, all) = (stock.left, stock.quantity);
            facts.say("Lot", format!("number {}", stock.lot));
            facts.say("In stock", format!("{left} of {all} {}", item(stock.item)));
            facts.say("Earned", stock.earned);
            let heard = stock.heard.map_or("none".into(), |sale| Part::entry(sale.0));
            facts.tell("Last sale heard of", [heard]);
        }
    }
}

const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading => "reads the ledger",
        Phase::Opening => "opens its epoch",
        Phase::Open => "open",
    }
}

fn desk_facts(desk: &Desk, source: &Source<'_>) -> Vec<Fact> {
    let mut facts = Facts::default();
    let epoch = desk.epoch();
    let mut value = vec![epoch.to_string().into()];
    if let Some(entry) = epoch_entry(epoch, source) {
        value.extend([", ".into(), Part::entry(entry)]);
    }
    facts.tell("Epoch", value);
    facts.say("Entries known", desk.durable().len());
    facts.say("Being written", desk.pending());
    facts.0
}

fn queue_facts(facts: &mut Facts, desk: &Desk, source: &Source<'_>) {
    let scenario = source.scenario();
    let waiting = desk.queue().tickets();
    let served = desk.serving().map(|ticket| queue::served(ticket, scenario));
    let places = (0..waiting.len()).map(|i| queue::place(waiting, i, scenario));
    facts.group("Queue", served.into_iter().chain(places), MOST);
}

fn timers(id: PeerId, node: &Node) -> impl Iterator<Item = Fact> {
    let mut timers = node.timers.clone();
    timers.sort_unstable_by_key(|running| running.key);
    timers.into_iter().map(move |running| {
        let thing = Part::Thing(Subject::Timer(id, running.timer), running.timer.text().to_owned());
        Fact::new(format!("{} s", running.key.at), ["waits for ".into(), thing])
    })
}

fn under_way(facts: &mut Facts, me: Party, source: &Source<'_>) {
    let to = source.under_way().filter(|envelope| envelope.to == me);
    facts.group("Under way to it", to.map(|envelope| line(envelope, envelope.from)), MOST);
    let from = source.under_way().filter(|envelope| envelope.from == me);
    facts.group("Under way from it", from.map(|envelope| line(envelope, envelope.to)), MOST);
}

fn line(envelope: &Envelope, other: Party) -> Fact {
    let side = if other == envelope.from { " from " } else { " to " };
    let message = named(envelope.id, envelope.cargo.brief().name());
    Fact::new(super::message::due(envelope), [message, side.into(), Part::party(other)])
}

/// The links of a peer about which a rule says something.
fn bad_links<'a>(id: PeerId, source: &'a Source<'_>) -> impl Iterator<Item = Fact> + 'a {
    let (me, rules) = (Party::from(id), source.world().network().rules());
    let peers = PeerId::all(source.scenario().peers.len()).map(Party::from);
    let others = peers.chain([Party::Ledger]).filter(move |other| *other != me);
    others.filter_map(move |other| {
        let applies = |from, to| rules.iter().find(|active| active.applies(from, to));
        let (from, to, active) = applies(me, other)
            .map(|active| (me, other, active))
            .or_else(|| applies(other, me).map(|active| (other, me, active)))?;
        Some(Fact::new(
            format!("with {other}"),
            [Part::link(from, to), format!(": {}", active.rule).into()],
        ))
    })
}

fn entries(peer: &Peer, id: PeerId) -> Vec<Entry> {
    let all = peer.clock().len();
    PeerId::all(all)
        .zip(peer.clock().iter())
        .filter(|(_, count)| all <= LISTED_PEERS || *count > 0)
        .take(ENTRIES_MAX)
        .map(|(of, count)| Entry { of, count, own: of == id, changed: false, raised: None })
        .collect()
}
