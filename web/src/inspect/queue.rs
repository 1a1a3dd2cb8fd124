//! The trader's queue: each place, and why it is that one.

use super::raised::{sent_with, written};
use super::source::Source;
use super::tree::{Fact, Part, clock_text};
use crate::lab::Lab;
use trading_post::market::order::{Decision, Order, Ticket};
use trading_post::scenario::Scenario;

/// The ticket with which a place in the queue is compared: the one before it; of the first, the next.
fn neighbour(waiting: &[Ticket], i: usize) -> Option<&Ticket> {
    waiting.get(if i == 0 { 1 } else { i - 1 })
}

/// What decided a place in the queue, against the one before it; of the first, against the next.
#[must_use]
pub fn reason(waiting: &[Ticket], i: usize, order: Order) -> (String, &'static str) {
    let Some(other) = neighbour(waiting, i) else {
        return ("alone in the queue".to_owned(), "");
    };
    let (before, after, side) = if i == 0 {
        (&waiting[0], other, format!("before {}", other.request))
    } else {
        (other, &waiting[i], format!("after {}", other.request))
    };
    match after.decision(before) {
        Decision::Causality => (format!("{side} by causality"), "causal"),
        Decision::AgainstCausality => (format!("{side} against causality"), "broken"),
        Decision::TieBreak => (format!("{side}: {}", measure(before, after, order)), "tie"),
    }
}

/// What the order compared.
fn measure(before: &Ticket, after: &Ticket, order: Order) -> String {
    let name = match order {
        Order::Sum => "sum",
        Order::Own => "own entry",
        Order::Largest => "largest entry",
        Order::Smallest => "smallest entry",
        Order::List => return "list order".to_owned(),
    };
    let (less, more) = (before.turn.rank(), after.turn.rank());
    if less == more {
        format!("id, {name} is {less} for both")
    } else {
        format!("{name} {less} < {more}")
    }
}

/// The request that is being served.
#[must_use]
pub fn served(ticket: &Ticket, scenario: &Scenario) -> Fact {
    let wants = format!(" for {}", scenario.item_name(ticket.item));
    Fact::new("served now", [Part::request(ticket.request), wants.into()])
}

/// A request that waits, with why it stands where it does.
#[must_use]
pub fn place(waiting: &[Ticket], i: usize, scenario: &Scenario) -> Fact {
    let ticket = &waiting[i];
    let wants = format!(" for {} ", scenario.item_name(ticket.item));
    let value = [Part::request(ticket.request), wants.into(), decided(waiting, i, scenario.order)];
    Fact { children: clocks(waiting, i), ..Fact::new((i + 1).to_string(), value) }
}

/// What decided a place, in a few words.
#[must_use]
pub fn decided(waiting: &[Ticket], i: usize, order: Order) -> Part {
    let (why, tag) = reason(waiting, i, order);
    Part::Tag(tag, why)
}

/// The clock with which a request was asked; while the run stands still, each entry with what raised it.
#[must_use]
pub fn clock(ticket: &Ticket, lab: &Lab) -> Part {
    let (clock, buyer) = (ticket.turn.clock(), ticket.request.buyer);
    if lab.playing() {
        return clock_text(clock).into();
    }
    let source = Source::new(lab);
    written(clock, buyer, sent_with(clock, buyer, &source), &source)
}

/// The two clocks that were compared.
#[must_use]
pub fn clocks(waiting: &[Ticket], i: usize) -> Vec<Fact> {
    let told = |ticket: &Ticket| {
        let clock = clock_text(ticket.turn.clock());
        Fact::new(format!("clock of {}", ticket.request), [clock.into()])
    };
    [Some(&waiting[i]), neighbour(waiting, i)].into_iter().flatten().map(told).collect()
}
