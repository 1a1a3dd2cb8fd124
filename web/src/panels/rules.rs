//! The rules of the protocol, with those marked that have just been applied.

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
    match applied.first() {
        Some(rule) => html! {
            <><b>{ rule.label() }</b><span class="words">{ format!(": {}", rule.words()) }</span></>
        },
        None => html! {
            <><b>{ format!("{} rules", set.title()) }</b>
            <span class="words">{ ": none of them was applied here" }</span></>
        },
    }
}

fn line(rule: Rule, applied: &[Rule]) -> Html {
    let current = applied.contains(&rule);
    html! {
        <li key={rule.number()} aria-current={current.then_some("true")}>{ rule.words() }{ "." }</li>
    }
}
