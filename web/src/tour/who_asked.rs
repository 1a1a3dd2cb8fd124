//! Who asked first: what a vector clock counts, and how the queue is ordered by it.

use super::facts::{first_two_by, just, leader, waiting};
use super::{Plan, Question, Sight, Step, Way};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::subject::Subject;
use trading_post::id::{Party, PeerId, RequestId};
use trading_post::market::order::Decision;
use trading_post::peer::io::Note;
use trading_post::run::Goal;
use trading_post::scenario::Scenario;
use trading_post::world::{Envelope, What};

/// A buyer whose clock is looked at.
const BUYER: PeerId = PeerId(1);

pub(super) const PLAN: Plan = Plan {
    name: "who-asked-first",
    title: "Who asked first?",
    sentence: "There is no common time. What a vector clock counts, and how it orders a queue.",
    minutes: 3,
    // Here a buyer hears soon of a request that still waits.
    scenario: || Scenario { seed: 313, ..Scenario::report() },
    steps: &[
        Step {
            way: &[Way::Until(Goal::LongQueue(1))],
            text: |_| {
                "Two requests wait at the trader. Whose turn is it? Not that of the one that arrived \
                 first: messages may be slow. Nor that of the earlier time: each peer would have a \
                 watch of its own."
                    .to_owned()
            },
            sights: |lab| vec![Sight::Queue, Sight::Peer(leader(lab))],
            ..Step::EMPTY
        },
        Step {
            text: |lab| {
                format!(
                    "So every peer counts events. This is the vector clock of peer {BUYER}. Its own entry, \
                     {}, counts what happened at peer {BUYER} itself; every other entry counts of how many \
                     events of that peer it has heard so far.",
                    entry(lab, BUYER, BUYER)
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
                    "A message from peer {sender} reaches the trader, peer {trader}, next. Its clock \
                     counts {told} events of peer {sender}. The trader has heard of {} of them.",
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
                    "Of each entry the trader takes the greater number, its own or the message's: it knows \
                     now what peer {} knew. Then it counts the receipt itself, in its own entry, now {}.",
                    sender(lab),
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
            way: &[Way::UntilSo(|lab| first_two_by(lab, Decision::TieBreak))],
            watch: "Not all requests know of each other.",
            text: |lab| {
                let [first, second] = first_two(lab);
                format!(
                    "Requests {first} and {second} are concurrent: each clock has an entry that is \
                     greater. Neither buyer knew of the other's request. So any rule will do, as long \
                     as it is the same for all: the smaller sum of entries, then the lower buyer."
                )
            },
            word: Some(Word::Concurrent),
            sights: |_| vec![Sight::Queue],
            question: Some(Question {
                asked: |lab| {
                    let sums = by_name(lab).map(|(request, sum)| format!("{request} has {sum}"));
                    format!("The sums: {}. Which one is served first?", sums.join(", "))
                },
                choices: |lab| by_name(lab).map(|(request, _)| served_first(request)).into(),
                answer: |lab| just_served(lab).map_or_else(String::new, served_first),
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| just_served(lab).is_some())],
            watch: "Watch which one is served.",
            text: |_| {
                "The sum never puts an effect before its cause: who knows more has the greater sum. \
                 Scenario has other orders, and some that are wrong, for Checks to find. The run is \
                 yours now."
                    .to_owned()
            },
            sights: |_| vec![Sight::Queue],
            ..Step::EMPTY
        },
    ],
};

fn entry(lab: &Lab, at: PeerId, of: PeerId) -> u32 {
    lab.world().node(at).peer().map_or(0, |peer| peer.clock().get(of.index()))
}

/// The message that arrives next, if it comes from a buyer and tells the trader of events of the buyer.
fn news_for_trader(lab: &Lab) -> Option<&Envelope> {
    let trader = leader(lab);
    let next = lab.world().in_flight().next().filter(|_| lab.world().next_is_arrival())?;
    let sender = next.from.peer().filter(|_| next.to == Party::Peer(trader))?;
    let told = next.clock.as_ref()?.get(sender.index());
    (told > entry(lab, trader, sender) + 1).then_some(next)
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

/// The first two that wait, the lower buyer first, with the sums of their clocks.
fn by_name(lab: &Lab) -> [(RequestId, u64); 2] {
    let mut waiting = waiting(lab).iter().map(|ticket| (ticket.request, ticket.turn.clock().sum()));
    let mut two = [waiting.next(), waiting.next()].map(|one| one.expect("two requests wait"));
    two.sort_unstable();
    two
}

fn served_first(request: RequestId) -> String {
    format!("Request {request}")
}

/// The request that is served since the last step.
fn just_served(lab: &Lab) -> Option<RequestId> {
    just(lab).find_map(|event| {
        let What::Note(Note::Serves { request }) = event.what else { return None };
        Some(request)
    })
}
