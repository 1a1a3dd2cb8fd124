//! A person breaks things, and sees what holds.

use super::{Plan, Question, Sight, Step, Way, texts};
use trading_post::run::Goal;
use trading_post::scenario::{Group, Scenario};
use trading_post::time::Duration;

pub(super) const PLAN: Plan = Plan {
    name: "your-own-fault",
    title: "Build your own fault",
    sentence: "Break the market as you like, and see which statements still hold.",
    minutes: 3,
    scenario: Scenario::report,
    steps: &[
        Step {
            way: &[Way::Until(Goal::Sale)],
            text: |_| {
                "Here are thirteen statements that must hold whatever happens, such as: nobody pays \
                 twice. After every event each is judged anew. Your aim is to break one."
                    .to_owned()
            },
            sights: |_| vec![Sight::Invariants],
            ..Step::EMPTY
        },
        Step {
            text: |_| {
                "Now it is your turn. Crash peers, pause them, cut links, draw a partition, drop or hold \
                 messages; play or step in between. When you have done enough, the tour lets the run go \
                 on for ten seconds more."
                    .to_owned()
            },
            sights: |_| vec![Sight::Faults],
            question: Some(Question {
                asked: |_| "Will one of the statements break?".to_owned(),
                choices: |_| texts([HOLDS, BREAKS]),
                answer: |lab| if lab.red_checks() == 0 { HOLDS } else { BREAKS }.to_owned(),
            }),
            free: true,
            ..Step::EMPTY
        },
        Step {
            way: &[Way::For(Duration(10_000_000))],
            watch: "Ten seconds of the run go by.",
            text: |lab| {
                match lab.run().acts().count() {
                0 => "You did nothing, so nothing went wrong. Go back and be bolder: the trader's death \
                      is a good start."
                    .to_owned(),
                1 => format!("You did one thing to the run. {}", STANDING),
                acts => format!("You did {acts} things to the run. {STANDING}"),
            }
            },
            sights: |_| vec![Sight::Invariants],
            ..Step::EMPTY
        },
        Step {
            text: |_| {
                format!(
                    "Most statements are kept by a defence. Under “{}” there are scenarios in which one is \
                     missing: open such a one, and the statement breaks. Or let the page hunt for a fault: \
                     Checks, Hunt. The run is yours now.",
                    Group::Breaks.title()
                )
            },
            sights: |_| vec![Sight::Presets],
            ..Step::EMPTY
        },
    ],
};

const HOLDS: &str = "No, all hold";
const BREAKS: &str = "Yes, one breaks";
const STANDING: &str = "What is late may stay undone for a while, but what is written is right: go back and \
                        try something else, or see next what it takes to break a statement.";
