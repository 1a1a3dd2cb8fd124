//! The rules of the protocol, with those marked that have just been applied.

use crate::glossary::Word;
use crate::panels::term::Term;
use trading_post::trace::{Rule, RuleSet};
use yew::prelude::*;

/// A set of rules, to unfold: its heading says which of them the event told of applied.
pub fn rules(set: RuleSet, applied: &[Rule]) -> Html {
    html! {
        <details class="rules">
            <summary>{ heading(set, applied) }</summary>
            <div class="all">
                <p class="soft">{ format!("By {}.", set.source()) }</p>
                <ol aria-label={format!("Rules: {}", set.title())}>
                    { for set.rules().into_iter().map(|rule| line(rule, applied)) }
                </ol>
            </div>
        </details>
    }
}

fn heading(set: RuleSet, applied: &[Rule]) -> Html {
    let name = html! { <Term word={word(set)} text={set.title()} /> };
    match applied.first() {
        Some(rule) => html! {
            <><b>{ name }{ format!(", rule {}", rule.number()) }</b><span class="words">{ format!(": {}", rule.words()) }</span></>
        },
        None => html! {
            <><b>{ name }{ " rules" }</b><span class="words">{ ": none of them was applied here" }</span></>
        },
    }
}

/// What they are the rules of.
const fn word(set: RuleSet) -> Word {
    match set {
        RuleSet::Bully => Word::Bully,
        RuleSet::Report => Word::ReportElection,
        RuleSet::ModifiedBully => Word::ModifiedBully,
        RuleSet::Ring => Word::Ring,
        RuleSet::Vote => Word::MajorityVote,
        RuleSet::Ledger => Word::Ledger,
        RuleSet::Order => Word::QueueOrder,
        RuleSet::Clocks => Word::Clock,
    }
}

fn line(rule: Rule, applied: &[Rule]) -> Html {
    let current = applied.contains(&rule);
    html! {
        <li key={rule.number()} aria-current={current.then_some("true")}>{ rule.words() }{ "." }</li>
    }
}
