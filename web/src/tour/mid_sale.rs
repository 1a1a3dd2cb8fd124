//! The trader dies in mid-sale: why nothing is lost and nothing doubled.

use super::facts::{highest, just, leader, sale_before_crash, sale_in, sales_of, serving};
use super::{Plan, Question, Sight, Step, Way, texts};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::subject::Subject;
use trading_post::check::Invariant;
use trading_post::id::{PeerId, RequestId};
use trading_post::run::Goal;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::world::{Brief, What};

pub(super) const PLAN: Plan = Plan {
    name: "mid-sale",
    title: "The trader dies in mid-sale",
    sentence: "A sale is written and nobody is told of it yet, and the trader dies.",
    minutes: 2,
    scenario: Scenario::report,
    steps: &[
        Step {
            way: &[Way::Until(Goal::Sale), Way::UntilSo(serves)],
            text: |_| {
                "Peer 5 serves a buyer. First it writes the sale to the ledger, the stone in the middle. \
                 Only when the ledger says that the sale is carved, the buyer is told."
                    .to_owned()
            },
            word: Some(Word::Ledger),
            sights: |lab| vec![Sight::Peer(leader(lab)), Sight::Queue],
            ..Step::EMPTY
        },
        Step {
            way: &[
                Way::UntilSo(takes_a_sale),
                Way::Acts(|lab| vec![Intervention::Crash(leader(lab))]),
            ],
            watch: "Watch the sale on its way to the stone.",
            text: |lab| {
                let (request, place) = sale(lab);
                format!(
                    "The sale is carved, as entry {place}. At this very moment the trader dies: peer {} \
                     was told nothing, and believes that its request {request}, number {} of its own, is \
                     still open.",
                    request.buyer, request.number
                )
            },
            word: Some(Word::Request),
            sights: |lab| {
                vec![Sight::Ledger, Sight::Peer(highest(lab)), Sight::Peer(sale(lab).0.buyer)]
            },
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Trader)],
            watch: "Watch the others find out, and elect.",
            text: |lab| {
                format!(
                    "Peer {} leads now. Before it trades it has read the whole ledger, down to the last \
                     entry. Peer {} will ask it again, with the same number, {}.",
                    leader(lab),
                    sale(lab).0.buyer,
                    sale(lab).0
                )
            },
            sights: |lab| vec![Sight::Peer(leader(lab)), Sight::Ledger],
            question: Some(Question {
                asked: |_| "What will the new trader do with it?".to_owned(),
                choices: |_| texts([TWICE, ONCE, NEVER]),
                answer: |lab| {
                    let choice = match sales_of(lab, sale(lab).0) {
                        0 => NEVER,
                        1 => ONCE,
                        2.. => TWICE,
                    };
                    choice.to_owned()
                },
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(is_told)],
            watch: "Watch the buyer ask again.",
            text: |lab| {
                let request = sale(lab).0;
                format!(
                    "Request {request} stands in the ledger already, so peer {} is told of the sale that \
                     there was: one piece, paid once. That takes three things: a buyer is told only what \
                     is carved, a request keeps its number, and a new trader reads before it trades.",
                    request.buyer
                )
            },
            sights: |_| vec![Sight::Ledger, Sight::Accounts],
            subject: |lab| Some(Subject::Request(sale(lab).0)),
            ..Step::EMPTY
        },
        Step {
            text: |_| {
                "In Checks, the page holds every event against thirteen statements. Two of them are at \
                 stake here: I6, a request is carried out once, and I7, an answered sale is never \
                 forgotten. Open one to see it break where a defence is missing. The run is yours now."
                    .to_owned()
            },
            sights: |_| [Invariant::Once, Invariant::Durable].map(Sight::Invariant).into(),
            ..Step::EMPTY
        },
    ],
};

const TWICE: &str = "Sell a second piece";
const ONCE: &str = "Tell of the sale that there was";
const NEVER: &str = "Know nothing of it";

/// The next highest peer, which is going to be the next trader.
const SUCCESSOR: PeerId = PeerId(4);

fn serves(lab: &Lab) -> bool {
    serving(lab).is_some_and(|ticket| ticket.request.buyer != SUCCESSOR)
}

/// The ledger has just taken a sale, of somebody who will still be a buyer afterwards.
fn takes_a_sale(lab: &Lab) -> bool {
    let mut sales = just(lab).filter_map(|event| sale_in(&event.what));
    sales.any(|(request, _)| request.buyer != SUCCESSOR)
}

/// The buyer of the sale at whose moment the trader died is told of it.
fn is_told(lab: &Lab) -> bool {
    let request = sale(lab).0;
    just(lab).any(|event| {
        matches!(event.what, What::Receive { brief: Brief::Message(message), .. }
            if message.answers() == Some(request))
    })
}

/// The sale at whose moment the trader died: its request, and its place in the ledger.
fn sale(lab: &Lab) -> (RequestId, u32) {
    sale_before_crash(lab).expect("the tour goes until a sale, and crashes the trader then")
}
