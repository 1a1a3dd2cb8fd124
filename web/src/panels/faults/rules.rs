//! The faults in force, in the order in which the links ask them.

use super::deed::Deed;
use crate::act::Act;
use std::rc::Rc;
use trading_post::scenario::Intervention;
use trading_post::world::{Active, World};
use yew::prelude::*;

/// What is shown of one rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleRow {
    text: String,
    healed: Option<String>,
    heal: Deed,
}

/// One row a rule.
pub fn rows(world: &World) -> Rc<[RuleRow]> {
    world.network().rules().iter().enumerate().map(|(i, active)| row(world, i, active)).collect()
}

fn row(world: &World, i: usize, active: &Active) -> RuleRow {
    let heal = Intervention::HealLinks(active.rule.links.clone());
    let name = format!("{heal} (fault {})", i + 1);
    let healed: Vec<_> = active.healed.iter().map(ToString::to_string).collect();
    RuleRow {
        text: active.rule.to_string(),
        healed: (!healed.is_empty()).then(|| format!("healed: {}", healed.join(", "))),
        heal: Deed::new("Heal", world, heal).named(name),
    }
}

/// The section.
pub fn section(rows: &[RuleRow], on_act: &Callback<Act>) -> Html {
    if rows.is_empty() {
        return html! { <p class="soft">{ "Every link behaves." }</p> };
    }
    let heal = on_act.reform(|_: MouseEvent| Act::Intervene(Intervention::Heal));
    html! {
        <>
            <ol class="deeds rules">
                { for rows.iter().enumerate().map(|(i, row)| html! {
                    <li key={i}>
                        <span class="what">{ &row.text }
                            if let Some(healed) = &row.healed {
                                <small class="soft">{ healed }</small>
                            }
                        </span>
                        <span class="acts">{ row.heal.button(on_act) }</span>
                    </li>
                }) }
            </ol>
            <button class="small" onclick={heal}>{ "Heal all links" }</button>
        </>
    }
}
