//! A request: from the question to the answer.

use super::about::About;
use super::queue;
use super::source::Source;
use super::tree::{Fact, Facts, Part, Tree};
use trading_post::id::RequestId;
use trading_post::peer::Peer;
use trading_post::peer::message::Message;
use trading_post::peer::trader::Desk;
use trading_post::trace::{Request, Span};
use trading_post::world::{Brief, What};

/// What is about a request is looked for in so many events from the first question on.
const SEARCHED_EVENTS: usize = 8_000;
/// So many events are listed.
const MOST: usize = 40;

/// A request.
#[must_use]
pub fn tree(request: RequestId, source: &Source<'_>) -> Tree {
    let requests = source.lab.index().spans.requests().iter().rev();
    let mut asked = requests.filter(|span| span.what.request == request);
    let Some(span) = asked.find(|span| span.from < source.now) else {
        return not_asked(request, source);
    };
    let item = source.scenario().item_name(span.what.item);
    let (story, entry) = story(request, span.from, source);
    let mut facts = Facts::default();
    facts.tell("Buyer", [Part::peer(request.buyer)]);
    facts.say("Wants", item);
    facts.tell("First asked", [source.when(span.from)]);
    facts.say("Asked", asks(&story, source));
    answer(&mut facts, span, source);
    if let Some(place) = entry {
        facts.tell("In the ledger", [Part::entry(place)]);
    }
    waits(&mut facts, request, source);
    facts.group("What happened", story.into_iter().map(|event| source.line(event)), MOST);
    Tree::new(format!("Request {request}: peer {} wants {item}", request.buyer), facts)
}

/// A buyer opens a request before it asks: it first finds out whether the trader is there.
fn not_asked(request: RequestId, source: &Source<'_>) -> Tree {
    let mut facts = Facts::default();
    facts.tell("Buyer", [Part::peer(request.buyer)]);
    waits(&mut facts, request, source);
    Tree::new(format!("Request {request} is not asked yet at this moment"), facts)
}

fn answer(facts: &mut Facts, span: &Span<Request>, source: &Source<'_>) {
    match span.to.filter(|to| *to < source.now) {
        None => facts.say("Answer", "none yet"),
        Some(to) => {
            facts.tell("Answer", [source.when(to), ": ".into(), source.told(to)]);
            let took = source.event(to).at.since(source.event(span.from).at);
            facts.say("Took", format!("{took} s"));
        }
    }
}

/// The events that are about a request, and the place of the entry that answers it.
fn story(request: RequestId, from: usize, source: &Source<'_>) -> (Vec<usize>, Option<u32>) {
    let (mut story, mut entry) = (Vec::new(), None);
    let end = source.now.min(from + SEARCHED_EVENTS);
    for (event, told) in (from..end).zip(source.lab.run().trace().range(from..end)) {
        let about = About::what(&told.what);
        if about.request == Some(request) {
            story.push(event);
            entry = entry.or(about.entry);
        } else if about.entry.is_some() && about.entry == entry {
            story.push(event);
        }
    }
    (story, entry)
}

fn asks(story: &[usize], source: &Source<'_>) -> String {
    let asks = |event: &&usize| {
        let what = source.event(**event).what;
        matches!(what, What::Send { brief: Brief::Message(Message::Buy { .. }), .. })
    };
    match story.iter().filter(asks).count() {
        0 | 1 => "once".to_owned(),
        times => format!("{times} times"),
    }
}

/// Where it waits, and why there.
fn waits(facts: &mut Facts, request: RequestId, source: &Source<'_>) {
    let peers = source.world().nodes().filter_map(|(id, node)| Some((id, node.peer()?)));
    let desks = peers.filter_map(|(id, peer)| Some((id, Peer::desk(peer)?)));
    for (trader, desk) in desks {
        if let Some(fact) = at_desk(request, desk, Part::peer(trader), source) {
            facts.0.push(fact);
        }
    }
}

fn at_desk(request: RequestId, desk: &Desk, at: Part, source: &Source<'_>) -> Option<Fact> {
    if desk.serving().is_some_and(|ticket| ticket.request == request) {
        return Some(Fact::new("Served now", ["by ".into(), at]));
    }
    let waiting = desk.queue().tickets();
    let i = waiting.iter().position(|ticket| ticket.request == request)?;
    let place = format!("number {} in the queue of ", i + 1);
    let decided = queue::decided(waiting, i, source.scenario().order);
    let fact = Fact::new("Waits", [place.into(), at, " ".into(), decided]);
    Some(Fact { children: queue::clocks(waiting, i), ..fact })
}
