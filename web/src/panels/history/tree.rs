//! The branches as a tree: one row each, a child below its parent, drawn along the simulated time.

use crate::lab::Lab;
use trading_post::run::{Branch, BranchId};
use trading_post::time::Instant;
use yew::prelude::*;

/// What History shows of one branch.
#[derive(Clone, PartialEq, Debug)]
pub struct BranchRow {
    /// Which.
    pub id: BranchId,
    /// What it is called.
    pub name: AttrValue,
    /// Where it came from, and how long it is.
    pub origin: String,
    /// Whether the run stands on it.
    pub current: bool,
    /// Whether it can be forgotten.
    pub discardable: bool,
    /// Where it begins and ends, as parts of the longest branch's time.
    span: (f64, f64),
    /// Where on it something was done.
    acts: Vec<f64>,
    /// Where the run stands on it.
    now: Option<f64>,
    /// Where the lines of branches further down pass by.
    passing: Vec<f64>,
    /// Whether other branches leave it: from here their lines go down.
    leaving: Vec<f64>,
}

/// The rows, parents before their children.
pub fn rows(lab: &Lab) -> Vec<BranchRow> {
    let branches = lab.run().branches();
    let ends = branches.iter().map(|(_, branch)| end(branch));
    let longest = ends.max().unwrap_or(Instant::START).max(lab.shown()).0.max(1) as f64;
    let mut rows = Vec::new();
    let mut parents = Vec::new();
    let first = branches.iter().find(|(_, branch)| branch.from().is_none());
    let mut open: Vec<_> = first.into_iter().map(|(id, branch)| (*id, *branch, None)).collect();
    while let Some((id, branch, parent)) = open.pop() {
        let place = rows.len();
        rows.push(row(lab, id, branch, longest));
        parents.push(parent);
        let mut children: Vec<_> = branches
            .iter()
            .filter(|(_, child)| child.from().is_some_and(|from| from.branch == id))
            .map(|(id, child)| (*id, *child, Some(place)))
            .collect();
        // What left last is drawn right below, so that no lines cross.
        children.sort_unstable_by_key(|(id, child, _)| (child.from().map(|from| from.moment), *id));
        open.extend(children);
    }
    connect(&mut rows, &parents);
    rows
}

/// Draws each branch's line from its parent's row down to its own.
fn connect(rows: &mut [BranchRow], parents: &[Option<usize>]) {
    for (place, parent) in parents.iter().enumerate() {
        let Some(parent) = *parent else { continue };
        let from = rows[place].span.0;
        rows[parent].leaving.push(from);
        rows[parent + 1..place].iter_mut().for_each(|row| row.passing.push(from));
    }
}

fn end(branch: &Branch) -> Instant {
    branch.trace().iter().next_back().map_or(Instant::START, |event| event.at)
}

fn row(lab: &Lab, id: BranchId, branch: &Branch, longest: f64) -> BranchRow {
    let part = |at: Instant| at.0 as f64 / longest;
    let from = branch.from();
    let begins = from.map_or(Instant::START, |from| time_of(branch, from.moment));
    let current = id == lab.run().branch_id();
    let own = branch.acts().filter(|(step, _)| from.is_none_or(|f| *step >= f.moment));
    let acts: Vec<_> = own.map(|(_, recorded)| recorded.at).collect();
    BranchRow {
        id,
        name: branch.name().to_owned().into(),
        origin: origin(lab, branch, begins),
        current,
        discardable: from.is_some() && !current,
        span: (part(begins), part(end(branch).max(begins))),
        acts: acts.into_iter().map(part).collect(),
        now: current.then(|| part(lab.shown())),
        passing: Vec::new(),
        leaving: Vec::new(),
    }
}

fn time_of(branch: &Branch, moment: usize) -> Instant {
    let events = branch.events_before(moment);
    let last = events.checked_sub(1).and_then(|last| branch.trace().get(last));
    last.map_or(Instant::START, |event| event.at)
}

fn origin(lab: &Lab, branch: &Branch, begins: Instant) -> String {
    let length = format!("{} steps, to {} s", branch.known_steps(), end(branch));
    let Some(from) = branch.from() else {
        return length;
    };
    let parent = lab.run().branch_of(from.branch).map_or("", Branch::name);
    let mut acts = branch.acts().filter(|(step, _)| *step >= from.moment);
    match acts.next() {
        Some((_, recorded)) => {
            format!("{} at {} s, from {parent}; {length}", recorded.act, recorded.at)
        }
        None => format!("from {parent} at {begins} s; {length}"),
    }
}

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 26.0;

/// The line of a branch, with what was done on it.
pub fn picture(row: &BranchRow) -> Html {
    let x = |part: f64| format!("{:.1}", 6.0 + part * (WIDTH - 12.0));
    let (middle, bottom) = ("13", HEIGHT.to_string());
    let vertical = |part: &f64, from: &'static str, to: String| {
        html! { <line class="stem" x1={x(*part)} x2={x(*part)} y1={from} y2={to} /> }
    };
    let child = (row.span.0 > 0.0 || row.discardable) && row.id != BranchId(0);
    html! {
        <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true">
            { for row.passing.iter().map(|part| vertical(part, "0", bottom.clone())) }
            { for row.leaving.iter().map(|part| vertical(part, middle, bottom.clone())) }
            if child { { vertical(&row.span.0, "0", middle.to_owned()) } }
            <line class="branch-line" x1={x(row.span.0)} x2={x(row.span.1)} y1={middle} y2={middle} />
            { for row.acts.iter().map(|part| html! {
                <line class="deed" x1={x(*part)} x2={x(*part)} y1={middle} y2={middle} />
            }) }
            if let Some(now) = row.now {
                <line class="now" x1={x(now)} x2={x(now)} y1="3" y2="23" />
            }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::id::PeerId;
    use trading_post::scenario::{Intervention, Scenario};

    fn crash(lab: &mut Lab, moment: usize, peer: u16) {
        lab.seek(moment);
        lab.act(Intervention::Crash(PeerId(peer))).expect("it is up");
    }

    #[test]
    fn children_stand_below_their_parents_and_say_what_began_them() {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        (0..400).for_each(|_| lab.step());
        crash(&mut lab, 200, 5);
        lab.switch(BranchId(0));
        crash(&mut lab, 100, 4);
        let rows = rows(&lab);
        let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
        assert_eq!(ids, [0, 1, 2]);
        assert!(rows[1].origin.starts_with("Crash peer 5 at "), "{}", rows[1].origin);
        assert!(rows[2].current && rows[2].now.is_some());
        assert_eq!(rows[1].passing, [rows[2].span.0]);
        assert!(!rows[0].discardable && rows[1].discardable && !rows[2].discardable);
    }
}
