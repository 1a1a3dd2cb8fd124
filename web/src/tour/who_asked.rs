//! Who asked first: what a vector clock counts, and how the queue is ordered by it.

use super::facts::{first_two_by, just, leader, serving, waiting};
use super::{Plan, Question, Sight, Step, Way};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::subject::Subject;
use std::cmp::Ordering;
use trading_post::id::{Party, PeerId, RequestId};
use trading_post::market::order::{Decision, Ticket, Turn};
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::run::Goal;
use trading_post::scenario::Scenario;
use trading_post::world::{Cargo, Envelope, What};

/// A buyer whose clock is looked at, and a seller of which it counts events.
const BUYER: PeerId = PeerId(1);
const SELLER: PeerId = PeerId(2);

pub(super) const PLAN: Plan = Plan {
    name: "who-asked-first",
    title: "Who asked first?",
    sentence: "There is no common time. What a vector clock counts, and how it orders a queue.",
    minutes: 3,
    // Here a buyer hears soon of a request that still waits, and a later request overtakes an earlier one.
    scenario: || Scenario { seed: 569, ..Scenario::report() },
    steps: &[
        Step {
            way: &[Way::Until(Goal::LongQueue(1))],
            text: |_| {
                "The trader serves one request, and two more wait. Whose turn is next? Not that of the one \
                 that arrived first: messages may be slow. Nor that of the earlier time: each peer would \
                 have a watch of its own."
                    .to_owned()
            },
            sights: |lab| vec![Sight::Queue, Sight::Peer(leader(lab))],
            ..Step::EMPTY
        },
        Step {
            text: |lab| {
                format!(
                    "So every peer counts events. This is the vector clock of peer {BUYER}, one number for \
                     each peer. Its own, {}, counts the events at peer {BUYER} itself. That of peer {SELLER}, \
                     {}, counts the events of peer {SELLER} that peer {BUYER} has heard of. The six bars on \
                     its counter are the same numbers.",
                    entry(lab, BUYER, BUYER),
                    entry(lab, BUYER, SELLER)
                )
            },
            word: Some(Word::Clock),
            sights: |_| vec![Sight::Clock, Sight::Peer(BUYER)],
            subject: |_| Some(Subject::Peer(BUYER)),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| news_for_trader(lab).is_some())],
            watch: "Every message carries the clock of its sender.",
            text: |lab| {
                let (trader, (sender, told)) = (leader(lab), told(lab));
                format!(
                    "A message from peer {sender} is about to reach the trader, peer {trader}. It carries \
                     the clock of peer {sender}, which counts {told} events of its own. The trader has \
                     heard of {} of them.",
                    entry(lab, trader, sender)
                )
            },
            sights: |lab| vec![Sight::Peer(leader(lab)), Sight::Peer(told(lab).0)],
            subject: |lab| news_for_trader(lab).map(|envelope| Subject::Message(envelope.id)),
            question: Some(Question {
                asked: |lab| {
                    let (trader, sender) = (leader(lab), told(lab).0);
                    format!("How many events of peer {sender} will trader {trader} know of then?")
                },
                choices: |lab| {
                    let (sender, told) = told(lab);
                    let known = entry(lab, leader(lab), sender);
                    [known, told, known + told].map(|count| count.to_string()).into()
                },
                answer: |lab| entry(lab, leader(lab), sender(lab)).to_string(),
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|_| true)],
            text: |lab| {
                format!(
                    "Of each two numbers the trader keeps the greater one. Then it counts the receipt as an \
                     event of its own, number {}.",
                    entry(lab, leader(lab), leader(lab))
                )
            },
            sights: |_| vec![Sight::Clock],
            subject: |lab| Some(Subject::Peer(leader(lab))),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| first_two_by(lab, Decision::Causality))],
            watch: "The queue changes as requests come and are served.",
            text: |lab| {
                let [first, second] = first_two(lab);
                format!(
                    "Request {first} stands before {second}, by causality: the clock of {second} counts \
                     all that the clock of {first} counts, and more. When {second} was asked, word of \
                     {first} had come to its buyer. So {first} happened before it, and is served first."
                )
            },
            word: Some(Word::Causality),
            sights: |_| vec![Sight::Queue],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| overtaking(lab).is_some())],
            watch: "Not all requests know of each other.",
            text: |lab| {
                let [late, early] = two(lab).map(|(request, _)| request);
                format!(
                    "Request {early} waits, and request {late} is about to arrive. The two are concurrent: \
                     neither buyer knew of the other's request. So any rule will do that is the same for \
                     all: the smaller sum of the clock's numbers goes first, then the lower buyer."
                )
            },
            word: Some(Word::Concurrent),
            sights: |lab| vec![Sight::Peer(two(lab)[0].0.buyer), Sight::Peer(leader(lab))],
            subject: |lab| overtaking(lab).map(|(envelope, _)| Subject::Message(envelope.id)),
            question: Some(Question {
                asked: |_| "Which one is served first?".to_owned(),
                choices: |lab| two(lab).map(with_sum).into(),
                answer: |lab| serving(lab).map(summed).map_or_else(String::new, with_sum),
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| just_served(lab).is_some())],
            watch: "Watch which one is served.",
            text: |lab| {
                format!(
                    "Request {} came later and has the smaller sum. A sum never puts an effect before its \
                     cause, for whoever knows more has the greater sum. Scenario has other orders, wrong \
                     ones too, for Checks to find. The run is yours now.",
                    just_served(lab).expect("the way leads to where one is served")
                )
            },
            sights: |_| vec![Sight::Queue],
            ..Step::EMPTY
        },
    ],
};

fn entry(lab: &Lab, at: PeerId, of: PeerId) -> u32 {
    lab.world().node(at).peer().map_or(0, |peer| peer.clock().get(of.index()))
}

/// The message that arrives next, if it comes from a peer and goes to the trader.
fn next_for_trader(lab: &Lab) -> Option<&Envelope> {
    let next = lab.world().in_flight().next().filter(|_| lab.world().next_is_arrival())?;
    (next.from.peer().is_some() && next.to == Party::Peer(leader(lab))).then_some(next)
}

/// The same, if it tells the trader of events of its sender.
fn news_for_trader(lab: &Lab) -> Option<&Envelope> {
    let next = next_for_trader(lab)?;
    let sender = next.from.peer()?;
    let told = next.clock.as_ref()?.get(sender.index());
    (told > entry(lab, leader(lab), sender) + 1).then_some(next)
}

/// Who sends the trader news, and of how many of its events that tells.
fn told(lab: &Lab) -> (PeerId, u32) {
    let told = news_for_trader(lab).and_then(|envelope| {
        let sender = envelope.from.peer()?;
        Some((sender, envelope.clock.as_ref()?.get(sender.index())))
    });
    told.expect("the tour goes until somebody sends the trader news")
}

/// Who has just sent the trader something.
fn sender(lab: &Lab) -> PeerId {
    let mut senders = just(lab).filter_map(|event| {
        let What::Receive { from, .. } = event.what else { return None };
        from.peer()
    });
    senders.next().expect("the last step was an arrival")
}

fn first_two(lab: &Lab) -> [RequestId; 2] {
    let mut waiting = waiting(lab).iter().map(|ticket| ticket.request);
    [waiting.next(), waiting.next()].map(|request| request.expect("two requests wait"))
}

/// The request that arrives next at the trader, and the one that waits there already, if the later one
/// goes first though neither happened before the other.
fn overtaking(lab: &Lab) -> Option<(&Envelope, [(RequestId, u64); 2])> {
    let envelope = next_for_trader(lab)?;
    let Cargo::Message(Message::Buy { request, item }) = envelope.cargo else { return None };
    let turn = Turn::new(lab.scenario().order, envelope.clock.clone()?, request.buyer);
    let (late, early) = (Ticket { request, item, turn }, waiting(lab).first()?);
    let overtakes = late.turn.compare(&early.turn) == Ordering::Less;
    let concurrent = early.decision(&late) == Decision::TieBreak;
    (overtakes && concurrent).then_some((envelope, [&late, early].map(summed)))
}

/// The later request and the earlier one, with the sums of their clocks.
fn two(lab: &Lab) -> [(RequestId, u64); 2] {
    overtaking(lab).expect("the tour goes until one overtakes another").1
}

/// A request, with the sum of its clock.
fn summed(ticket: &Ticket) -> (RequestId, u64) {
    (ticket.request, ticket.turn.clock().sum())
}

fn with_sum((request, sum): (RequestId, u64)) -> String {
    format!("Request {request}, whose sum is {sum}")
}

/// The request that is served since the last step.
fn just_served(lab: &Lab) -> Option<RequestId> {
    just(lab).find_map(|event| {
        let What::Note(Note::Serves { request }) = event.what else { return None };
        Some(request)
    })
}
