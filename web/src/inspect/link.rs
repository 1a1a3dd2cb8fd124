//! A link: both ways of it, what is wrong with them, and what is on them.

use super::message::due;
use super::source::{Source, named};
use super::tree::{Fact, Facts, Part, Tree};
use trading_post::id::Party;
use trading_post::scenario::Law;
use trading_post::time::Duration;
use trading_post::world::What;

/// Messages sent are counted among so many events of the sender.
const COUNTED_EVENTS: usize = 8_000;
/// So many of a kind are listed.
const MOST: usize = 12;

/// A link, and the way back.
#[must_use]
pub fn tree(from: Party, to: Party, source: &Source<'_>) -> Tree {
    let mut facts = Facts::default();
    facts.tell("Joins", [Part::party(from), " and ".into(), Part::party(to)]);
    let ledger = from == Party::Ledger || to == Party::Ledger;
    let law = if ledger { source.scenario().storage } else { source.scenario().network };
    facts.say("Latency", latency(law));
    for (from, to) in [(from, to), (to, from)] {
        facts.headed(
            &format!("From {from} to {to}"),
            state(from, to, source),
            way(from, to, source),
        );
    }
    Tree::new(format!("The link between {from} and {to}"), facts)
}

fn latency(law: Law) -> String {
    let [min, max] = [law.min_us(), law.max_us()].map(|us| Duration(us.unsigned_abs()));
    match law {
        Law::Fixed { .. } => format!("{min} s"),
        Law::Uniform { .. } => format!("{min} to {max} s, each as likely"),
        Law::Skewed { .. } => format!("{min} to {max} s, mostly the least"),
    }
}

fn state(from: Party, to: Party, source: &Source<'_>) -> &'static str {
    let disturbed = source.world().network().rules().iter().any(|active| active.applies(from, to));
    if disturbed { "misbehaves" } else { "in order, nothing is lost" }
}

fn way(from: Party, to: Party, source: &Source<'_>) -> Vec<Fact> {
    let mut facts = Facts::default();
    let rules = source.world().network().rules().iter();
    for active in rules.filter(|active| active.applies(from, to)).take(MOST) {
        facts.say("Rule", &active.rule);
    }
    let on_it = source.under_way().filter(|envelope| (envelope.from, envelope.to) == (from, to));
    let lines = on_it.map(|envelope| {
        let message = named(envelope.id, envelope.cargo.brief().name());
        let lost = envelope.loss.map_or(String::new(), |loss| format!(", lost: {}", loss.reason()));
        Fact::new(due(envelope), [message, lost.into()])
    });
    facts.group("On it, the next first", lines, MOST);
    facts.0
}

/// Adds how many messages went each way so far.
pub fn explain(tree: &mut Tree, from: Party, to: Party, source: &Source<'_>) {
    for (from, to) in [(from, to), (to, from)] {
        let name = format!("From {from} to {to}");
        if let Some(way) = tree.facts.iter_mut().find(|fact| fact.name == name) {
            way.children.push(Fact::new("Sent", [sent(from, to, source).into()]));
        }
    }
}

fn sent(from: Party, to: Party, source: &Source<'_>) -> String {
    let (mut sent, mut lost, mut seen) = (0, 0, 0);
    for event in source.back(from).take(COUNTED_EVENTS) {
        seen += 1;
        let What::Send { message, to: receiver, .. } = source.event(event).what else {
            continue;
        };
        if receiver == to {
            let ended = source.passage(message).and_then(|passage| passage.ended);
            let drop = |end| matches!(source.event(end).what, What::Drop { .. });
            (sent, lost) = (sent + 1, lost + usize::from(ended.is_some_and(drop)));
        }
    }
    let when = if seen == COUNTED_EVENTS { "lately" } else { "so far" };
    format!("{sent} messages {when}, {lost} of them lost")
}
