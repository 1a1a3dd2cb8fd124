//! The sentence of the current event, the rule that it applied, and the live region for those who do
//! not look.

use super::rules::rules;
use crate::lab::Lab;
use trading_post::trace::{Rule, RuleSet};
use yew::prelude::*;

/// What is said now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SayingView {
    time: String,
    sentence: String,
    /// The rules that the event applied, and the set of the first of them.
    applied: Vec<Rule>,
    set: Option<RuleSet>,
    announced: String,
}

impl SayingView {
    /// What is said at the moment shown.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let told = lab.told().filter(|event| *event < lab.run().trace().len());
        let applied = told.map_or_else(Vec::new, |event| lab.rules_of(event));
        let of_election = RuleSet::of_election(lab.scenario().election);
        Self {
            set: Some(applied.first().map_or(of_election, |rule| rule.set())),
            applied,
            time: told
                .map_or_else(String::new, |event| format!("{} s", lab.run().trace()[event].at)),
            sentence: told
                .map_or_else(|| "Nothing has happened yet".to_owned(), |event| lab.sentence(event)),
            announced: lab.announced().to_owned(),
        }
    }
}

/// The sentence.
pub fn saying(view: &SayingView) -> Html {
    html! {
        <div class="saying">
            <p role="note" aria-label="What happens">
                { &view.sentence }{ "." }
                <span class="time num" aria-hidden="true">{ &view.time }</span>
            </p>
            { for view.set.map(|set| rules(set, &view.applied)) }
            <p role="status" aria-label="Announcements" class="unseen">{ &view.announced }</p>
        </div>
    }
}
