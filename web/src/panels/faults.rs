//! Faults: crash, restart, pause and resume, peer by peer.

use crate::act::Act;
use crate::icon::role_icon;
use crate::lab::Lab;
use crate::names::{Health, health, role};
use trading_post::id::PeerId;
use trading_post::scenario::Intervention;
use yew::prelude::*;

/// What Faults shows of one peer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FaultRow {
    peer: PeerId,
    role: &'static str,
    health: Health,
}

/// One row a peer.
#[must_use]
pub fn rows(lab: &Lab) -> Vec<FaultRow> {
    lab.world()
        .nodes()
        .map(|(peer, node)| FaultRow { peer, role: role(node), health: health(node) })
        .collect()
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub rows: Vec<FaultRow>,
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Faults(props: &Props) -> Html {
    html! {
        <section class="panel" role="region" aria-label="Faults">
            <p class="lead">{ "Every act is part of the run, and is undone by stepping back." }</p>
            <table aria-label="Peers">
                <tbody>
                    { for props.rows.iter().map(|row| fault_row(row, props)) }
                </tbody>
            </table>
        </section>
    }
}

fn fault_row(row: &FaultRow, props: &Props) -> Html {
    let acts: [(&str, Intervention, Option<&str>); 4] = [
        (
            "Crash",
            Intervention::Crash(row.peer),
            unless(row.health != Health::Crashed, "it has crashed already"),
        ),
        (
            "Restart",
            Intervention::Restart(row.peer),
            unless(row.health == Health::Crashed, "it has not crashed"),
        ),
        (
            "Pause",
            Intervention::Pause(row.peer),
            unless(row.health == Health::Up, "it does not run"),
        ),
        (
            "Resume",
            Intervention::Resume(row.peer),
            unless(row.health == Health::Paused, "it is not paused"),
        ),
    ];
    let chosen = (props.selected == Some(row.peer)).then_some("chosen");
    html! {
        <tr key={row.peer.0} class={classes!(chosen)}>
            <th scope="row">{ role_icon(row.role) }{ format!("{} {}", row.peer, row.role) }</th>
            <td class="acts">
                { for acts.into_iter().map(|(name, act, refusal)| {
                    button(name, row.peer, act, refusal, &props.on_act)
                }) }
            </td>
        </tr>
    }
}

fn unless(possible: bool, why: &'static str) -> Option<&'static str> {
    (!possible).then_some(why)
}

fn button(
    name: &str,
    peer: PeerId,
    act: Intervention,
    refusal: Option<&str>,
    on_act: &Callback<Act>,
) -> Html {
    let on_act = on_act.clone();
    let onclick = move |_: MouseEvent| on_act.emit(Act::Intervene(act.clone()));
    let title = refusal.map_or_else(String::new, |why| format!("Not possible now: {why}"));
    html! {
        <button class="small" {onclick} {title} disabled={refusal.is_some()}
            aria-label={format!("{name} peer {peer}")}>{ name.to_owned() }</button>
    }
}
