//! An event: what happened, in which step, and how it lies to all others.

use super::about::About;
use super::clock::clock_after;
use super::raised::written;
use super::source::Source;
use super::tree::{Fact, Facts, Part, Question, Tree};
use trading_post::id::{Party, PeerId};
use trading_post::trace::{Cone, Reason, kind, sentence, why};
use trading_post::world::What;

/// So many events of the same step are listed.
const MOST: usize = 16;

/// An event.
#[must_use]
pub fn tree(event: usize, source: &Source<'_>) -> Tree {
    let Some(told) = source.lab.run().trace().get(event) else {
        return Tree::nothing("There is no such event on this branch");
    };
    let mut facts = Facts::default();
    if event >= source.now {
        facts.say("Lies ahead", "it has not happened yet at the moment shown");
    }
    facts.tell("When", [source.when(event)]);
    if let Some(party) = told.party {
        facts.tell("Where", [Part::party(party), life(party, told.incarnation).into()]);
    }
    facts.say("Kind", kind(&told.what));
    for rule in source.lab.rules_of(event) {
        facts.say(&rule.label(), rule.words());
    }
    let moment = source.lab.run().moment_of_event(event);
    facts.say("Place", format!("event {event} of the run, in step {moment}"));
    message(&mut facts, event, source);
    About::what(&told.what).tell(&mut facts);
    let step = source.step_of(event).filter(|other| *other != event);
    facts.group("In the same step", step.map(|other| source.line(other)), MOST);
    Tree::new(sentence(told, source.scenario()), facts)
}

fn life(party: Party, incarnation: u32) -> String {
    match (party, incarnation) {
        (Party::Ledger, _) | (Party::Peer(_), 1) => String::new(),
        (Party::Peer(_), incarnation) => format!(", incarnation {incarnation}"),
    }
}

/// Its message, and the other end of that message's way.
fn message(facts: &mut Facts, event: usize, source: &Source<'_>) {
    let told = source.event(event);
    let (Some(part), Some(message)) = (source.message_of(event), told.message()) else {
        return;
    };
    facts.tell("Message", [part]);
    let Some(passage) = source.lifelines().message(message) else {
        return;
    };
    if passage.sent != event {
        facts.tell("Sent", [source.when(passage.sent), ": ".into(), source.told(passage.sent)]);
    }
    if let Some(ended) = passage.ended.filter(|ended| *ended != event) {
        let lost = matches!(source.event(ended).what, What::Drop { .. });
        let name = if lost { "Lost" } else { "Arrives" };
        facts.tell(name, [source.when(ended), ": ".into(), source.told(ended)]);
    }
}

/// Adds its clock, how it lies to all other events, and why it happened.
pub fn explain(tree: &mut Tree, event: usize, source: &Source<'_>) {
    let run = source.lab.run();
    if event >= run.trace().len() {
        return;
    }
    let peer = source.event(event).party.and_then(Party::peer);
    if let Some((clock, peer)) = clock_after(event, source).zip(peer) {
        let clock = written(&clock, peer, Some(event), source);
        tree.facts.push(Fact::new("Clock after it", [clock]));
    }
    tree.facts.push(order(event, source));
    let chain = causes(why(run.branch(), source.lifelines(), source.scenario(), event));
    tree.questions.push(Question { asked: "Why?".to_owned(), chain });
}

/// A chain without the event itself, if it has a cause: that is the title already.
fn causes(mut chain: Vec<Reason>) -> Vec<Reason> {
    if chain.len() > 1 {
        chain.remove(0);
        chain.iter_mut().for_each(|reason| reason.depth = reason.depth.saturating_sub(1));
    }
    chain
}

/// How many events could have caused it, could be caused by it, and neither.
fn order(event: usize, source: &Source<'_>) -> Fact {
    let lines = source.lifelines();
    let cone = Cone::of(source.lab.run().trace(), lines, event);
    let peers = PeerId::all(source.scenario().peers.len()).map(Party::from);
    let (mut past, mut future, mut all) = (0, 0, 0);
    for party in peers.chain([Party::Ledger]) {
        let (line, index) = (lines.lifeline(party), lines.index(party));
        all += line.len();
        past += cone.past()[index].map_or(0, |last| line.partition_point(|place| *place <= last));
        future += cone.future()[index]
            .map_or(0, |first| line.len() - line.partition_point(|place| *place < first));
    }
    let own = usize::from(source.event(event).party.is_some());
    let concurrent = all.saturating_sub(past + future + own);
    let count = |count: usize, text: &str| Fact::new(count.to_string(), [text.into()]);
    let children = vec![
        count(past, "could be its causes"),
        count(future, "could be its effects"),
        count(concurrent, "are concurrent with it"),
        count(lines.depth(event) as usize, "make the longest chain of causes up to it"),
    ];
    let among = format!("among {all} events known");
    Fact { children, ..Fact::new("Order", [among.into()]) }
}
