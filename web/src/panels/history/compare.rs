//! Two branches side by side: the first event at which they differ, and both states.

use crate::act::{Act, Look};
use crate::lab::Lab;
use crate::names::peer_name;
use trading_post::id::PeerId;
use trading_post::market::books::Books;
use trading_post::run::{Branch, BranchId};
use trading_post::scenario::Scenario;
use trading_post::trace::sentence;
use trading_post::world::World;
use yew::prelude::*;

/// How the current branch differs from another.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// The other branch.
    pub other: BranchId,
    names: (String, String),
    first: Option<Difference>,
    time: String,
    rows: Vec<(String, String)>,
}

/// The first event at which two branches differ.
#[derive(Clone, PartialEq, Debug)]
struct Difference {
    event: usize,
    here: String,
    there: String,
}

/// Compares the current branch with another, as both stand at the time shown. While the run plays,
/// there is nothing to compare.
pub fn compare(lab: &Lab, other: BranchId) -> Option<Comparison> {
    let (run, scenario) = (lab.run(), lab.scenario());
    let branch = run.branch_of(other).filter(|_| other != run.branch_id() && !lab.playing())?;
    let world = run.world_at(branch, branch.moment_at(lab.shown()));
    let (here, there) = (state(lab.world(), scenario), state(&world, scenario));
    Some(Comparison {
        other,
        names: (run.branch().name().to_owned(), branch.name().to_owned()),
        first: first_difference(run.branch(), branch, scenario),
        time: lab.shown().to_string(),
        rows: here.into_iter().zip(there).collect(),
    })
}

fn first_difference(here: &Branch, there: &Branch, scenario: &Scenario) -> Option<Difference> {
    let event = here.first_difference(there)?;
    let text = |branch: &Branch| {
        let event = &branch.trace()[event];
        format!("{} s: {}", event.at, sentence(event, scenario))
    };
    Some(Difference { event, here: text(here), there: text(there) })
}

/// A line a peer, and one for the ledger.
fn state(world: &World, scenario: &Scenario) -> Vec<String> {
    let mut books = Books::new(scenario.peers.len(), scenario.order);
    world.ledger().records().iter().for_each(|record| books.add(record));
    let peers = PeerId::all(scenario.peers.len());
    let mut lines: Vec<_> = peers.map(|peer| peer_name(peer, world, scenario, &books)).collect();
    let (epoch, length) = (world.ledger().epoch(), world.ledger().length());
    lines.push(format!("The ledger, epoch {epoch}, {length} entries"));
    lines
}

/// Shows it.
pub fn table(comparison: &Comparison, on_act: &Callback<Act>) -> Html {
    let close = on_act.reform(|_: MouseEvent| Act::Look(Look::Compare(None)));
    let (here, there) = &comparison.names;
    html! {
        <div class="comparison" role="group" aria-label="Comparison">
            <h3>{ format!("{here} and {there}") }</h3>
            { difference(comparison, on_act) }
            <table aria-label="Both states">
                <caption>{ format!("Both at {} s", comparison.time) }</caption>
                <thead><tr><th scope="col">{ here }</th><th scope="col">{ there }</th></tr></thead>
                <tbody>{ for comparison.rows.iter().map(row) }</tbody>
            </table>
            <button class="small" onclick={close}>{ "Compare no more" }</button>
        </div>
    }
}

fn difference(comparison: &Comparison, on_act: &Callback<Act>) -> Html {
    let Some(first) = &comparison.first else {
        return html! { <p>{ "As far as both are known, the same has happened on both." }</p> };
    };
    let event = first.event;
    let onclick = on_act.reform(move |_: MouseEvent| Act::JumpTo(event));
    html! {
        <>
        <p>{ "They first differ here: " }
            <button class="link" {onclick} title="Go to this moment">{ &first.here }</button>
        </p>
        <p class="soft">{ format!("On the other: {}", first.there) }</p>
        </>
    }
}

fn row((here, there): &(String, String)) -> Html {
    let differ = (here != there).then_some("changed");
    let mark = if differ.is_some() { " differs" } else { "" };
    html! {
        <tr class={classes!(differ)}>
            <td>{ here }</td>
            <td>{ there }<span class="mark">{ mark }</span></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::scenario::Intervention;

    #[test]
    fn the_crash_is_the_first_difference_and_shows_in_the_states() {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        (0..400).for_each(|_| lab.step());
        lab.seek(200);
        lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
        let comparison = compare(&lab, BranchId(0)).expect("it is another branch");
        let first = comparison.first.expect("they differ");
        assert!(first.here.ends_with("Peer 5 crashes"), "{}", first.here);
        let (here, there) = &comparison.rows[5];
        assert!(here.contains("crashed") && !there.contains("crashed"), "{here}, {there}");
        assert_eq!(compare(&lab, BranchId(1)), None, "a branch is not compared with itself");
    }
}
