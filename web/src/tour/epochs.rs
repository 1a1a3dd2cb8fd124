//! Why a trader needs an epoch: a partition, two that both believe they lead, one ledger.

use super::facts::{highest, just, leader, leaders};
use super::{Plan, Question, Sight, Step, Way, texts};
use crate::glossary::Word;
use crate::lab::Lab;
use trading_post::id::{Party, PeerId};
use trading_post::market::ledger::Entry;
use trading_post::run::Goal;
use trading_post::scenario::{Disturbance, Intervention, Links, Rule, Scenario};
use trading_post::world::{Brief, Event, What};

/// The trader, and a buyer that is cut off with it.
const OLD: PeerId = PeerId(5);
const BUYER: PeerId = PeerId(1);

pub(super) const PLAN: Plan = Plan {
    name: "why-epochs",
    title: "Why epochs",
    sentence: "A cut network, two peers that both believe they lead, and one ledger between them.",
    minutes: 3,
    scenario: Scenario::report,
    steps: &[
        Step {
            way: &[Way::Until(Goal::Sale)],
            text: |_| {
                "Peer 5 is the trader, in epoch 1. Whoever wins an election opens an epoch in the ledger, \
                 with the next number, before it sells anything."
                    .to_owned()
            },
            word: Some(Word::Epoch),
            sights: |_| vec![Sight::Peer(OLD), Sight::Ledger],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Acts(|_| cut_off())],
            text: |_| {
                "The network is cut in two: peers 5 and 1 hear nothing of the others, nor the others of \
                 them. Nobody has crashed, and both sides still reach the ledger."
                    .to_owned()
            },
            sights: |_| vec![Sight::Peer(OLD), Sight::Peer(BUYER)],
            question: Some(Question {
                asked: |_| "How many peers will soon believe that they lead?".to_owned(),
                choices: |_| texts([NONE, ONE, TWO]),
                answer: |lab| {
                    let choice = match leaders(lab).len() {
                        0 => NONE,
                        1 => ONE,
                        2.. => TWO,
                    };
                    choice.to_owned()
                },
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Trader)],
            watch: "Watch how peer 5 seems from the other side.",
            text: |lab| {
                format!(
                    "Peer {}, and still peer 5. A peer that is cut off looks like a dead one, so the \
                     others elected a new trader; peer 5 has heard nothing of that. No election can \
                     prevent it, and now both could sell the same piece.",
                    leader(lab)
                )
            },
            sights: |lab| vec![Sight::Peer(OLD), Sight::Peer(leader(lab))],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| just(lab).any(is_write))],
            watch: "Watch peer 5 trade on with the buyer on its side.",
            text: |lab| {
                format!(
                    "Peer {} has opened epoch 2 in the ledger. Peer 5 knows nothing of it: it serves peer \
                     1, and its sale is on its way to the ledger, marked with its own epoch, 1.",
                    leader(lab)
                )
            },
            sights: |lab| vec![Sight::Peer(OLD), Sight::Ledger, Sight::Peer(leader(lab))],
            question: Some(Question {
                asked: |_| "What will the ledger do with it?".to_owned(),
                choices: |_| texts([TAKES, REFUSES]),
                answer: |lab| if refuses(lab) { REFUSES } else { TAKES }.to_owned(),
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::UntilSo(|lab| refuses(lab) || takes(lab))],
            watch: "Watch the write of peer 5.",
            text: |_| {
                "The ledger stands at epoch 2, and takes nothing that is marked with an older one. It \
                 cannot know who is dead or cut off, but it can compare two numbers. So whatever peers \
                 believe, only the latest trader can sell."
                    .to_owned()
            },
            sights: |_| vec![Sight::Ledger, Sight::Peer(OLD)],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Acts(|_| vec![Intervention::Heal]), Way::Until(Goal::Trader)],
            watch: "The network is whole again. Watch what peer 5 does when it is refused.",
            text: |lab| {
                format!(
                    "The network is whole again. Peer {} gave up its old lead, won the next election, read \
                     what was sold meanwhile, and opened epoch 3. The refused sale never counted: peer \
                     1 was told of none. So no piece is sold twice, and that is what epochs are for. The run \
                     is yours now.",
                    highest(lab)
                )
            },
            sights: |_| vec![Sight::Ledger, Sight::Peer(OLD)],
            ..Step::EMPTY
        },
    ],
};

const NONE: &str = "None";
const ONE: &str = "One";
const TWO: &str = "Two";
const TAKES: &str = "Carve it: peer 5 is the highest";
const REFUSES: &str = "Refuse it: epoch 1 is over";

/// Cuts the links between the two sides, and none to the ledger.
fn cut_off() -> Vec<Intervention> {
    let others = [0, 2, 3, 4].map(PeerId);
    let pairs = [OLD, BUYER].into_iter().flat_map(|one| others.map(|other| (one, other)));
    let cut = |(one, other): (PeerId, PeerId)| {
        let links = Links::Between(one.into(), other.into());
        Intervention::Disturb(Rule { links, disturbance: Disturbance::Cut })
    };
    pairs.map(cut).collect()
}

/// Whether the old trader sends a sale to the ledger.
fn is_write(event: &Event) -> bool {
    let sale = matches!(event.what, What::Send { brief: Brief::Append(Entry::Sale { .. }), .. });
    sale && event.peer() == Some(OLD)
}

/// Whether the ledger has just refused the old trader.
fn refuses(lab: &Lab) -> bool {
    just(lab)
        .any(|event| matches!(event.what, What::Refuse { from, .. } if from == Party::Peer(OLD)))
}

/// Whether it has just taken what the old trader wrote.
fn takes(lab: &Lab) -> bool {
    just(lab)
        .any(|event| matches!(event.what, What::Append { from, .. } if from == Party::Peer(OLD)))
}
