//! Inspector: all of a peer's state, what the last step changed of it, and why its clock reads as
//! it does.

use crate::act::{Act, Look};
use crate::lab::Lab;
use crate::names::peer_name;
use trading_post::id::{MessageId, PeerId};
use trading_post::peer::buyer::Buying;
use trading_post::peer::seller::Selling;
use trading_post::peer::trader::Phase;
use trading_post::peer::{Peer, Possessions, Standing, Trade};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::trace::{raised_by, sentence};
use trading_post::world::{Envelope, Event, Life, Loss, Node, World};
use yew::prelude::*;

/// Above so many events, why a clock reads as it does is not worked out at every step.
const EXPLAINED_EVENTS: usize = 100_000;
/// How far back the trace is searched for a message that was picked.
const SEARCHED_EVENTS: usize = 20_000;
/// Above so many peers, only the entries that count something are listed.
const LISTED_PEERS: usize = 12;

/// What Inspector shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InspectorView {
    peer: Option<PeerId>,
    name: String,
    facts: Vec<Fact>,
    clock: Vec<Entry>,
    message: Vec<Fact>,
    step: Vec<(usize, String)>,
}

/// One line of a peer's state.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Fact {
    name: String,
    value: String,
    changed: bool,
}

/// One entry of a peer's clock.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    of: usize,
    count: u32,
    own: bool,
    changed: bool,
    why: Option<(usize, String)>,
}

impl InspectorView {
    /// What there is to see of the selected peer, of the message picked, and of the step that led
    /// to this moment.
    #[must_use]
    pub fn of(lab: &mut Lab, selected: Option<PeerId>, picked: Option<MessageId>) -> Self {
        let step = step_texts(lab);
        let message = picked.map_or_else(Vec::new, |id| message(id, lab));
        let Some(peer) = selected.filter(|p| p.index() < lab.scenario().peers.len()) else {
            return Self { step, message, ..Self::default() };
        };
        let (mut facts, mut clock) = state(lab.world(), lab.scenario(), peer);
        // While it plays everything changes all the time: marks would only flicker.
        if !lab.playing()
            && let Some((before, clock_before)) =
                lab.before_last_step(|lab| state(lab.world(), lab.scenario(), peer))
        {
            mark_changes(&mut facts, &before, &mut clock, &clock_before);
        }
        if !lab.playing() && lab.events().len() <= EXPLAINED_EVENTS {
            explain(&mut clock, lab, peer);
        }
        Self {
            peer: Some(peer),
            name: peer_name(peer, lab.world(), lab.scenario(), lab.books()),
            facts,
            clock,
            message,
            step,
        }
    }
}

/// What an envelope says of itself; once it is no longer under way, what the trace says of it.
fn message(id: MessageId, lab: &Lab) -> Vec<Fact> {
    let mut facts = Facts { scenario: lab.scenario(), list: Vec::new() };
    match lab.world().in_flight().find(|envelope| envelope.id == id) {
        Some(envelope) => facts.envelope(envelope),
        None => facts.past_message(id, lab.run().past()),
    }
    facts.list
}

const fn fate(loss: Option<Loss>) -> &'static str {
    match loss {
        None => "will arrive, if its receiver is still there",
        Some(Loss::Cut) => "lost: the link is cut",
        Some(Loss::Chance) => "lost: the link loses some",
        Some(Loss::Down) => "lost: its receiver is down",
        Some(Loss::Taken) => "lost: a user took it away",
    }
}

fn step_texts(lab: &Lab) -> Vec<(usize, String)> {
    let trace = lab.run().trace();
    lab.run()
        .last_step()
        .take(12)
        .map(|event| (event, sentence(&trace[event], lab.scenario())))
        .collect()
}

fn mark_changes(facts: &mut [Fact], before: &[Fact], clock: &mut [Entry], clock_before: &[Entry]) {
    for fact in facts {
        let same = |b: &Fact| b.name == fact.name && b.value == fact.value;
        fact.changed = !before.iter().any(same);
    }
    for entry in clock {
        let same = |b: &Entry| b.of == entry.of && b.count == entry.count;
        entry.changed = !clock_before.iter().any(same);
    }
}

fn explain(clock: &mut [Entry], lab: &Lab, peer: PeerId) {
    let trace = lab.run().trace();
    let raised = raised_by(lab.run().past(), peer, lab.scenario());
    for entry in clock {
        entry.why = raised
            .get(entry.of)
            .copied()
            .flatten()
            .map(|event| (event, sentence(&trace[event], lab.scenario())));
    }
}

fn state(world: &World, scenario: &Scenario, id: PeerId) -> (Vec<Fact>, Vec<Entry>) {
    let node = world.node(id);
    let mut facts = Facts { scenario, list: Vec::new() };
    facts.life(node);
    if let Some(peer) = node.peer() {
        facts.standing(peer);
        facts.trade(peer);
        facts.desk(peer);
        facts.timers(node);
    } else {
        facts.possessions(&node.notebook().trade);
    }
    let clock = node.peer().map_or_else(Vec::new, |peer| entries(peer, id));
    (facts.list, clock)
}

fn entries(peer: &Peer, id: PeerId) -> Vec<Entry> {
    let all = peer.clock().len();
    (0..all)
        .zip(peer.clock().iter())
        .filter(|(_, count)| all <= LISTED_PEERS || *count > 0)
        .take(100)
        .map(|(of, count)| Entry { of, count, own: of == id.index(), changed: false, why: None })
        .collect()
}

struct Facts<'a> {
    scenario: &'a Scenario,
    list: Vec<Fact>,
}

impl Facts<'_> {
    fn add(&mut self, name: impl Into<String>, value: impl ToString) {
        let (name, value) = (name.into(), value.to_string());
        self.list.push(Fact { name, value, changed: false });
    }

    fn envelope(&mut self, envelope: &Envelope) {
        self.add("Message", format!("{}, {}", envelope.id.0, envelope.cargo.brief().name()));
        self.add("From", envelope.from);
        self.add("To", envelope.to);
        self.add("Sent at", format!("{} s", envelope.sent_at));
        let due = match envelope.due_at {
            Instant::NEVER => "when its link heals".to_owned(),
            due_at => format!("{due_at} s"),
        };
        self.add("Due at", due);
        if let Some(clock) = &envelope.clock {
            self.add("Clock", clock);
        }
        self.add("Fate", fate(envelope.loss));
    }

    /// The last events that tell of this message, of the latest of the trace.
    fn past_message<'a>(
        &mut self,
        wanted: MessageId,
        past: impl DoubleEndedIterator<Item = &'a Event>,
    ) {
        let recent = past.rev().take(SEARCHED_EVENTS);
        let told: Vec<&Event> = recent.filter(|event| event.message() == Some(wanted)).collect();
        self.add("Message", wanted.0);
        for event in told.iter().rev() {
            self.add(format!("{} s", event.at), sentence(event, self.scenario));
        }
        if told.is_empty() {
            self.add("Fate", "long gone, or not sent yet");
        }
    }

    fn life(&mut self, node: &Node) {
        let state = match &node.life {
            Life::Up(_) => "up".to_owned(),
            Life::Paused { waiting, .. } => format!("paused, {} things wait", waiting.len()),
            Life::Crashed { since, .. } => format!("crashed at {since} s"),
        };
        self.add("State", state);
        self.add("Incarnation", node.incarnation);
    }

    fn standing(&mut self, peer: &Peer) {
        let standing = match peer.standing() {
            Standing::Seeking => "follows nobody".to_owned(),
            Standing::Following(trader) => format!("follows peer {trader}"),
            Standing::Leading(_) => "leads".to_owned(),
        };
        self.add("Standing", standing);
        self.add("Election", election(peer));
    }

    fn trade(&mut self, peer: &Peer) {
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
        self.add("Trade", doing);
        self.possessions(&peer.notebook().trade);
    }

    fn possessions(&mut self, trade: &Possessions) {
        match trade {
            Possessions::Buyer(purse) => {
                self.add("Wants", self.scenario.item_name(purse.wish).to_owned());
                let open = if purse.open { ", the last is open" } else { "" };
                self.add("Requests", format!("{}{open}", purse.requests));
                self.add("Spent", purse.spent);
            }
            Possessions::Seller(stock) => {
                let item = self.scenario.item_name(stock.item);
                let lot =
                    format!("number {}, {} of {} {item}", stock.lot, stock.left, stock.quantity);
                self.add("Lot", lot);
                self.add("Earned", stock.earned);
                let heard = stock.heard.map_or("none".to_owned(), |sale| sale.to_string());
                self.add("Last sale heard of", heard);
            }
        }
    }

    fn desk(&mut self, peer: &Peer) {
        let Some(desk) = peer.desk() else {
            return;
        };
        let phase = match desk.phase() {
            Phase::Reading => "reads the ledger",
            Phase::Opening => "opens its epoch",
            Phase::Open => "open",
        };
        self.add("Desk", phase);
        self.add("Epoch", desk.epoch());
        self.add("Queue", format!("{} waiting", desk.queue().tickets().len()));
        let serving = desk.serving().map_or("nobody".to_owned(), |t| t.request.to_string());
        self.add("Serving", serving);
        self.add("On the way to the ledger", format!("{} records", desk.pending()));
    }

    fn timers(&mut self, node: &Node) {
        let mut timers = node.timers.clone();
        timers.sort_by_key(|running| running.key.at);
        for running in timers.iter().take(8) {
            let until = format!("until {} s", running.key.at);
            self.add(format!("Waits for {}", running.timer.text()), until);
        }
    }
}

fn election(peer: &Peer) -> &'static str {
    use trading_post::peer::election::{Bully, Election, Report};
    match peer.election() {
        Election::Bully(Bully::Idle) | Election::Report(Report::Idle) => "none under way",
        Election::Bully(Bully::Adopted) => "just over",
        Election::Bully(Bully::Won) => "won",
        Election::Bully(Bully::AwaitingOk) | Election::Report(Report::AwaitingOk) => {
            "asked all above, waits for an OK"
        }
        Election::Bully(Bully::AwaitingCoordinator) | Election::Report(Report::Stopped) => {
            "stands down, waits to hear who leads"
        }
        Election::Report(Report::Asking(_)) => "asked the next in the chain",
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: InspectorView,
    /// The peers, for the choice among them.
    pub peers: usize,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let view = &props.view;
    html! {
        <section class="panel" role="region" aria-label="Inspector">
            { chooser(props) }
            if !view.message.is_empty() {
                <h3>{ "The message picked" }</h3>
                <dl class="facts">{ for view.message.iter().map(fact) }</dl>
            }
            if view.peer.is_some() {
                <p class="lead">{ &view.name }</p>
                <dl class="facts">
                    { for view.facts.iter().map(fact) }
                </dl>
                { clock(view, &props.on_act) }
            } else {
                <p class="lead">{ "Choose a peer to see all of its state." }</p>
            }
            { last_step(view, &props.on_act) }
        </section>
    }
}

fn chooser(props: &Props) -> Html {
    html! {
        <div class="chooser" role="group" aria-label="Look at a peer">
            { for (0..props.peers.min(50)).map(|i| {
                let peer = PeerId(u16::try_from(i).unwrap_or(u16::MAX));
                let on_act = props.on_act.clone();
                let chosen = props.view.peer == Some(peer);
                html! {
                    <button class={classes!("small", chosen.then_some("on"))} aria-pressed={chosen.to_string()}
                        aria-label={format!("Look at peer {i}")}
                        onclick={move |_: MouseEvent| on_act.emit(Act::Look(Look::Select(peer)))}>{ i }</button>
                }
            }) }
        </div>
    }
}

fn fact(fact: &Fact) -> Html {
    html! {
        <div class={classes!(fact.changed.then_some("changed"))} key={fact.name.clone()}>
            <dt>{ &fact.name }</dt>
            <dd class="num">{ &fact.value }{ changed(fact.changed) }</dd>
        </div>
    }
}

fn changed(changed: bool) -> Html {
    if changed {
        html! { <span class="mark">{ " changed" }</span> }
    } else {
        Html::default()
    }
}

fn clock(view: &InspectorView, on_act: &Callback<Act>) -> Html {
    if view.clock.is_empty() {
        return html! { <p class="soft">{ "Its clock is lost, but for its own entry." }</p> };
    }
    html! {
        <table aria-label="Clock">
            <caption>{ "Vector clock" }</caption>
            <tbody>{ for view.clock.iter().map(|entry| clock_row(entry, on_act)) }</tbody>
        </table>
    }
}

fn clock_row(entry: &Entry, on_act: &Callback<Act>) -> Html {
    let meaning = if entry.own { "its own events" } else { "events it can know of" };
    html! {
        <tr key={entry.of} class={classes!(entry.own.then_some("own"), entry.changed.then_some("changed"))}>
            <th scope="row">{ format!("peer {}", entry.of) }</th>
            <td class="num">{ entry.count }{ changed(entry.changed) }</td>
            <td class="soft">{ why(entry, meaning, on_act) }</td>
        </tr>
    }
}

fn why(entry: &Entry, meaning: &'static str, on_act: &Callback<Act>) -> Html {
    let Some((event, text)) = &entry.why else {
        return html! { meaning };
    };
    jump(*event, text, on_act)
}

fn jump(event: usize, text: &str, on_act: &Callback<Act>) -> Html {
    let on_act = on_act.clone();
    let onclick = move |_: MouseEvent| on_act.emit(Act::JumpTo(event));
    html! { <button class="link" {onclick} title="Go to this moment">{ text.to_owned() }</button> }
}

fn last_step(view: &InspectorView, on_act: &Callback<Act>) -> Html {
    html! {
        <>
        <h3>{ "The last step" }</h3>
        <ol class="last-step">
            { for view.step.iter().map(|(event, text)| html! {
                <li key={*event}>{ jump(*event, text, on_act) }</li>
            }) }
        </ol>
        </>
    }
}
