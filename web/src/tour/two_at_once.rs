//! Two elections at the same time, and what the bully algorithm does not promise.

use super::facts::{ballots, leader, leaders};
use super::{Plan, Question, Sight, Step, Way, texts};
use crate::glossary::Word;
use crate::lab::Lab;
use trading_post::id::PeerId;
use trading_post::run::Goal;
use trading_post::scenario::{Disturbance, Intervention, Links, Rule, Scenario};
use trading_post::time::Duration;

/// The two that notice it at once; of them the higher one is cut off from the highest that is up.
const LOW: PeerId = PeerId(1);
const HIGH: PeerId = PeerId(3);
const HIGHEST: PeerId = PeerId(4);
const TRADER: PeerId = PeerId(5);

pub(super) const PLAN: Plan = Plan {
    name: "two-at-once",
    title: "Two at once",
    sentence: "Two peers notice the trader's death at once, and each holds an election.",
    minutes: 2,
    scenario: Scenario::report,
    steps: &[
        Step {
            way: &[Way::Until(Goal::Sale)],
            text: |_| {
                "Peer 5 is the trader. Each peer finds out for itself when it is gone, so two may find \
                 out at the same time."
                    .to_owned()
            },
            sights: |_| vec![Sight::Peer(TRADER)],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Acts(|_| {
                vec![
                    Intervention::Crash(TRADER),
                    Intervention::Suspect(LOW),
                    Intervention::Suspect(HIGH),
                ]
            })],
            text: |_| {
                "Peer 5 has crashed, and peers 1 and 3 have noticed at the same moment. Each holds an \
                 election of its own, and asks all who are higher."
                    .to_owned()
            },
            word: Some(Word::Election),
            sights: |_| vec![Sight::Peer(LOW), Sight::Peer(HIGH)],
            question: Some(Question {
                asked: |_| "How many traders come of two elections?".to_owned(),
                choices: how_many,
                answer: count,
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Trader), Way::For(Duration::from_millis(300))],
            watch: "Watch whom the two elections ask, and who answers.",
            text: |lab| {
                format!(
                    "Both elections ask the same peers above. Whoever hears an OK gives up, and the \
                     highest that is up hears none: peer {}. The second election cost nothing but \
                     messages: the two together took {}.",
                    leader(lab),
                    ballots(lab)
                )
            },
            sights: |lab| vec![Sight::Peer(leader(lab)), Sight::Diagram],
            ..Step::EMPTY
        },
        Step {
            way: &[
                Way::BackTo(0),
                Way::Acts(|_| {
                    vec![
                        Intervention::Crash(TRADER),
                        cut(HIGH, HIGHEST),
                        Intervention::Suspect(LOW),
                        Intervention::Suspect(HIGH),
                    ]
                }),
            ],
            text: |_| {
                "Back at the same moment, on a new branch of the run; the first one stays in History. \
                 Peer 5 crashes and peers 1 and 3 notice, as before, but now the link between peers 3 \
                 and 4 is cut as well."
                    .to_owned()
            },
            word: Some(Word::Branch),
            sights: |_| vec![Sight::Branches, Sight::Peer(HIGH), Sight::Peer(HIGHEST)],
            question: Some(Question {
                asked: |_| "How many peers will believe that they lead?".to_owned(),
                choices: how_many,
                answer: count,
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Trader), Way::For(Duration::from_millis(300))],
            watch: "Watch what peer 3 hears from above.",
            text: |_| {
                "Peer 3 never hears the OK of peer 4, and peer 4 never hears peer 3: each of them is \
                 the highest that it knows of. No election can promise a single trader while messages \
                 are lost or late. The tour “Why epochs” shows what keeps the sales safe. The run is \
                 yours now."
                    .to_owned()
            },
            sights: |_| vec![Sight::Peer(HIGH), Sight::Peer(HIGHEST)],
            ..Step::EMPTY
        },
    ],
};

const NONE: &str = "None: they block each other";
const ONE: &str = "One";
const TWO: &str = "Two";

fn how_many(_: &Lab) -> Vec<String> {
    texts([NONE, ONE, TWO])
}

fn count(lab: &Lab) -> String {
    let choice = match leaders(lab).len() {
        0 => NONE,
        1 => ONE,
        2.. => TWO,
    };
    choice.to_owned()
}

fn cut(one: PeerId, other: PeerId) -> Intervention {
    let links = Links::Between(one.into(), other.into());
    Intervention::Disturb(Rule { links, disturbance: Disturbance::Cut })
}
