//! An election: why the highest peer wins.

use super::facts::{doubter, highest, highest_up, last, leader};
use super::{Plan, Question, Sight, Step, Way, texts};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::subject::Subject;
use trading_post::peer::io::Note;
use trading_post::run::Goal;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::world::What;

pub(super) const PLAN: Plan = Plan {
    name: "an-election",
    title: "An election",
    sentence: "The trader dies. Who notices, who takes over, and why always the highest.",
    minutes: 2,
    // Here a peer in the middle notices first.
    scenario: || Scenario { seed: 4, ..Scenario::report() },
    steps: &[
        Step {
            way: &[Way::Until(Goal::Sale)],
            text: |lab| {
                format!(
                    "Six peers buy and sell. Peer {} is their trader: it serves the buyers one by one. \
                     The first sale has just been carved in the ledger, the stone in the middle.",
                    leader(lab)
                )
            },
            word: Some(Word::Ledger),
            sights: |lab| vec![Sight::Peer(leader(lab))],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Acts(|lab| vec![Intervention::Crash(leader(lab))])],
            text: |lab| {
                format!(
                    "Peer {} has just crashed, and nobody knows: the dead send no message. The others \
                     find out when they ask it something and wait in vain.",
                    highest(lab)
                )
            },
            sights: |lab| vec![Sight::Peer(highest(lab))],
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Election)],
            watch: "Nothing moves for a while. Watch who asks the dead trader then, and waits.",
            text: |lab| {
                format!(
                    "Peer {} had no answer in time: it suspects that the trader is dead. So it asks every \
                     peer with a higher number: ELECTION, is anyone above me there?",
                    doubter(lab)
                )
            },
            word: Some(Word::ElectionMessage),
            sights: |lab| vec![Sight::Peer(doubter(lab))],
            question: Some(Question {
                asked: |_| "Who will be the next trader?".to_owned(),
                choices: |_| {
                    texts([
                        "The one that noticed first",
                        "The lowest peer",
                        "The highest that is up",
                    ])
                },
                answer: who_leads,
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Trader)],
            watch: "Watch ELECTION go up, and OK come back: I am here, stand down.",
            text: |lab| {
                format!(
                    "Each higher peer that is up answers OK: I am here, stand down. Whoever hears an OK \
                     gives up. Peer {} alone hears none, for nobody above it is up. So it has won, and \
                     tells all others: COORDINATOR, I lead.",
                    leader(lab)
                )
            },
            word: Some(Word::Coordinator),
            sights: |lab| vec![Sight::Peer(leader(lab))],
            ..Step::EMPTY
        },
        Step {
            text: |_| {
                "The diagram shows the same: each line is a peer, each arrow a message, time goes to the \
                 right. In blue is all that led to the win; in the Inspector, “Why?” tells it link by \
                 link."
                    .to_owned()
            },
            sights: |_| vec![Sight::Diagram, Sight::Why],
            subject: |lab| {
                last(lab, |event| event.what == What::Note(Note::Leads)).map(Subject::Event)
            },
            ..Step::EMPTY
        },
        Step {
            way: &[Way::Until(Goal::Sale)],
            watch: "The market trades on.",
            text: |lab| {
                format!(
                    "Peer {} trades well. Peer {}, which had crashed, is about to come back.",
                    leader(lab),
                    highest(lab)
                )
            },
            sights: |lab| vec![Sight::Peer(highest(lab)), Sight::Peer(leader(lab))],
            question: Some(Question {
                asked: |lab| format!("What will peer {} do?", highest(lab)),
                choices: |_| texts([FOLLOWS, LEADS]),
                answer: |lab| {
                    let choice = if leader(lab) == highest(lab) { LEADS } else { FOLLOWS };
                    choice.to_owned()
                },
            }),
            ..Step::EMPTY
        },
        Step {
            way: &[
                Way::Acts(|lab| vec![Intervention::Restart(highest(lab))]),
                Way::Until(Goal::Trader),
            ],
            watch: "It is back. Watch what it says to the others.",
            text: |lab| {
                format!(
                    "Peer {} leads again, though nothing was wrong. The highest always wins: every other \
                     peer has somebody above it who can tell it to stand down, the highest has not. It \
                     pushes in whenever it comes back, hence the name: bully algorithm. The run is yours \
                     now.",
                    leader(lab)
                )
            },
            word: Some(Word::Bully),
            sights: |lab| vec![Sight::Peer(leader(lab))],
            ..Step::EMPTY
        },
    ],
};

const FOLLOWS: &str = "Follow the trader that there is";
const LEADS: &str = "Take the lead again";

fn who_leads(lab: &Lab) -> String {
    let leader = leader(lab);
    let choice = if leader == highest_up(lab) {
        "The highest that is up"
    } else if leader == doubter(lab) {
        "The one that noticed first"
    } else {
        "The lowest peer"
    };
    choice.to_owned()
}
