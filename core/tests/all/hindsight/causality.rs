//! Causality of whole runs: the index of a trace, and what happened before what in it.
//!
//! Happened-before is compared with vector clocks by the textbook (Fidge 1988; Mattern 1989), worked
//! out here anew over the full graph: a party's whole life is one line, the ledger counts too. Where
//! nobody restarts, it is compared with the protocol's own clocks as well.

use crate::common::run_of;
use crate::common::storm::{Blow, Deed, cases, storms, storms_around_the_ledger, strike};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use trading_post::clock::VectorClock;
use trading_post::id::{MessageId, Party, PeerId};
use trading_post::peer::rules::ClockScope;
use trading_post::scenario::{Disturbance, Intervention, Links, Planned, Rule, Scenario};
use trading_post::trace::{Clocks, Cone, Lifelines, Relation, path, relation};
use trading_post::world::{Event, Trace, What};

/// The first events of a run with blows, which fall fast enough to lie among them.
fn battered(scenario: &Scenario, blows: &[Blow], length: usize) -> Trace {
    let mut run = run_of(scenario);
    for blow in blows {
        let sooner = Blow { after_us: blow.after_us / 5, ..blow.clone() };
        strike(&mut run, &sooner).expect("it goes on");
    }
    while run.trace().len() < length && run.forward() {}
    run.trace().range(0..length).copied().collect()
}

fn indexed(trace: &Trace, peers: usize) -> Lifelines {
    let mut lines = Lifelines::new(peers);
    trace.iter().for_each(|event| lines.take(event));
    lines
}

/// By the textbook: the clock after each event that lies on a lifeline.
struct Textbook {
    parties: Vec<Vec<u32>>,
    sent: BTreeMap<MessageId, Vec<u32>>,
    after: BTreeMap<usize, Vec<u32>>,
}

impl Textbook {
    fn of(trace: &Trace, peers: usize) -> Self {
        let parties = vec![vec![0; peers + 1]; peers + 1];
        let mut book = Self { parties, sent: BTreeMap::new(), after: BTreeMap::new() };
        trace.iter().enumerate().for_each(|(place, event)| book.take(place, event));
        book
    }

    fn take(&mut self, place: usize, event: &Event) {
        let Some(party) = event.party else { return };
        let i = party.peer().map_or(self.parties.len() - 1, PeerId::index);
        match event.what {
            What::Drop { .. } => return,
            What::Duplicate { message, copy, .. } => {
                let carried = self.sent[&message].clone();
                self.sent.insert(copy, carried);
                return;
            }
            What::Receive { message, .. }
            | What::Append { message, .. }
            | What::Refuse { message, .. }
            | What::Tear { message, .. } => {
                for (mine, theirs) in self.parties[i].iter_mut().zip(&self.sent[&message]) {
                    *mine = (*mine).max(*theirs);
                }
            }
            _ => {}
        }
        self.parties[i][i] += 1;
        if let What::Send { message, .. } = event.what {
            self.sent.insert(message, self.parties[i].clone());
        }
        self.after.insert(place, self.parties[i].clone());
    }

    fn relation(&self, a: usize, b: usize) -> Relation {
        let (one, other) = (&self.after[&a], &self.after[&b]);
        let at_most = |x: &[u32], y: &[u32]| x.iter().zip(y).all(|(x, y)| x <= y);
        match (at_most(one, other), at_most(other, one)) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Before,
            (false, true) => Relation::After,
            (false, false) => Relation::Concurrent,
        }
    }
}

/// Compares all pairs of events on lifelines. Gives how many are before, after and concurrent.
fn check_against_textbook(trace: &Trace, peers: usize) -> [usize; 3] {
    let (lines, book) = (indexed(trace, peers), Textbook::of(trace, peers));
    let mut counts = [0; 3];
    for &b in book.after.keys() {
        let cone = Cone::of(trace, &lines, b);
        for &a in book.after.keys() {
            let expected = book.relation(a, b);
            assert_eq!(cone.relation_to(trace, &lines, a), expected, "{a} to {b}");
            if (a * 31 + b) % 701 == 0 {
                assert_eq!(relation(trace, &lines, a, b), expected, "{a} to {b}");
            }
            match expected {
                Relation::Same => assert_eq!(a, b),
                Relation::Before => counts[0] += 1,
                Relation::After => counts[1] += 1,
                Relation::Concurrent => counts[2] += 1,
            }
        }
    }
    counts
}

/// What happens on a link comes after all that its send is or comes after, and before nothing.
fn check_links(trace: &Trace, lines: &Lifelines, place: usize) {
    let sent = match trace[place].what {
        What::Drop { message, .. } | What::Duplicate { message, .. } => {
            lines.message(message).map(|passage| passage.sent)
        }
        _ => None,
    };
    let cone = Cone::of(trace, lines, place);
    assert!(cone.future().iter().all(Option::is_none), "{place} leads to nothing");
    for other in (0..trace.len()).step_by(3) {
        let to_send = sent.map(|sent| relation(trace, lines, other, sent));
        let expected = match to_send {
            _ if other == place => Relation::Same,
            Some(Relation::Same | Relation::Before) => Relation::Before,
            _ => Relation::Concurrent,
        };
        assert_eq!(cone.relation_to(trace, lines, other), expected, "{other} to {place}");
        let back = Cone::of(trace, lines, other).relation_to(trace, lines, place);
        assert_eq!(back == Relation::After, expected == Relation::Before, "{place} to {other}");
    }
}

/// Each message of a path leaves at or after what came before, on that lifeline.
fn check_path(trace: &Trace, lines: &Lifelines, from: usize, to: usize) {
    let before = relation(trace, lines, from, to) == Relation::Before;
    let Some(hops) = path(trace, lines, from, to) else {
        assert!(!before, "no way from {from} to {to}");
        return;
    };
    assert!(before, "a way from {from} to {to}");
    let mut at = from;
    for hop in &hops {
        assert!(at <= hop.sent && trace[at].party == trace[hop.sent].party, "{hops:?}");
        let passage = lines.message(hop.message).expect("it has set out");
        assert_eq!((passage.sent, passage.ended), (hop.sent, Some(hop.received)));
        assert_eq!(trace[hop.received].message(), Some(hop.message));
        at = hop.received;
    }
    let end = match trace[to].what {
        What::Drop { message, .. } | What::Duplicate { message, .. } => {
            lines.message(message).expect("it has set out").sent
        }
        _ => to,
    };
    assert!(at <= end && trace[at].party == trace[end].party, "{hops:?} does not end at {to}");
    if let Some(last) = hops.last() {
        let cone = Cone::of(trace, lines, from);
        let index = trace[end].party.map(|party| lines.index(party)).expect("it has a lifeline");
        assert_eq!(cone.future()[index], u32::try_from(last.received).ok(), "the first to arrive");
    }
}

/// The index, event by event, against what the trace itself says.
fn check_index(trace: &Trace, peers: usize) {
    let lines = indexed(trace, peers);
    let mut depths: Vec<u32> = Vec::new();
    let mut last: BTreeMap<Party, usize> = BTreeMap::new();
    for (place, event) in trace.iter().enumerate() {
        let sent = event.message().map(|id| lines.message(id).expect("it has set out"));
        let by_message = sent.map_or(0, |passage| depths.get(passage.sent).copied().unwrap_or(0));
        let depth = match (event.what, event.party) {
            (What::Duplicate { .. }, _) => by_message,
            (What::Drop { .. }, _) => by_message + 1,
            (_, None) => depths.iter().copied().max().unwrap_or(0),
            (_, Some(party)) => {
                assert!(lines.lifeline(party).iter().any(|p| *p as usize == place), "{place}");
                let before = last.insert(party, place).map_or(0, |before| depths[before]);
                1 + before.max(by_message)
            }
        };
        assert_eq!(lines.depth(place), depth, "{place}: {event:?}");
        depths.push(depth);
    }
    assert_eq!(lines.depth_max(), depths.into_iter().max().unwrap_or(0));
    let on_lines: usize = last.keys().map(|party| lines.lifeline(*party).len()).sum();
    let elsewhere = |e: &&Event| matches!(e.what, What::Drop { .. } | What::Duplicate { .. });
    let off = trace.iter().filter(|e| e.party.is_none() || elsewhere(e)).count();
    assert_eq!(on_lines + off, trace.len());
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn happened_before_agrees_with_the_clocks_of_the_textbook((scenario, blows) in storms(14)) {
        let trace = battered(&scenario, &blows, 2_000);
        check_against_textbook(&trace, scenario.peers.len());
    }

    #[test]
    fn where_nobody_restarts_it_agrees_with_the_protocols_clocks(
        (scenario, mut blows) in storms(14),
    ) {
        blows.retain(|blow| !matches!(blow.deed, Deed::Act(Intervention::Restart(_))));
        let scenario = Scenario { clocks: ClockScope::Everything, ..scenario };
        check_against_protocol(&battered(&scenario, &blows, 900), scenario.peers.len());
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn the_index_says_what_the_trace_says((scenario, blows) in storms_around_the_ledger(14)) {
        check_index(&battered(&scenario, &blows, 1_500), scenario.peers.len());
    }

    #[test]
    fn a_path_is_a_chain_of_messages((scenario, blows) in storms(14), start in 0_usize..40) {
        let trace = battered(&scenario, &blows, 900);
        let lines = indexed(&trace, scenario.peers.len());
        for from in (start..trace.len()).step_by(41) {
            for to in (0..trace.len()).step_by(7) {
                check_path(&trace, &lines, from, to);
            }
        }
    }
}

fn check_against_protocol(trace: &Trace, peers: usize) {
    let lines = indexed(trace, peers);
    let mut clocks = Clocks::new(peers, ClockScope::Everything);
    let after: Vec<_> = trace.iter().map(|event| clocks.take(event).cloned()).collect();
    let counted = |(place, clock): (usize, Option<VectorClock>)| {
        counts(&trace[place].what).then_some((place, clock?))
    };
    let after: Vec<_> = after.into_iter().enumerate().filter_map(counted).collect();
    for (b, late) in &after {
        let cone = Cone::of(trace, &lines, *b);
        for (a, early) in &after {
            let expected = match early.partial_cmp(late) {
                Some(Ordering::Equal) => Relation::Same,
                Some(Ordering::Less) => Relation::Before,
                Some(Ordering::Greater) => Relation::After,
                None => Relation::Concurrent,
            };
            assert_eq!(cone.relation_to(trace, &lines, *a), expected, "{a} to {b}");
        }
    }
}

/// Whether a peer's own clock counts it.
fn counts(what: &What) -> bool {
    let moves = matches!(what, What::Send { .. } | What::Receive { .. } | What::Timer(_));
    moves || matches!(what, What::Start | What::Suspect | What::Note(_))
}

fn plan(at_us: u64, act: Intervention) -> Planned {
    Planned { at_us, act }
}

fn disturb(links: Links, disturbance: Disturbance) -> Intervention {
    Intervention::Disturb(Rule { links, disturbance })
}

/// A run in which all of it happens, so that the laws above are not true of nothing.
#[test]
fn a_run_with_every_fault_has_all_relations() {
    let faults = vec![
        plan(300_000, disturb(Links::AllPeers, Disturbance::Duplicate { per_mille: 200 })),
        plan(300_000, disturb(Links::AllPeers, Disturbance::Lose { per_mille: 100 })),
        plan(1_000_000, Intervention::Crash(PeerId(5))),
        plan(1_600_000, Intervention::Restart(PeerId(5))),
    ];
    let scenario = Scenario { faults, ..Scenario::report() };
    let trace = battered(&scenario, &[], 1_200);
    let [before, after, concurrent] = check_against_textbook(&trace, 6);
    assert_eq!(before, after);
    assert!(before > 100_000 && concurrent > 10_000, "{before} before, {concurrent} concurrent");
    check_index(&trace, 6);
    let lines = indexed(&trace, 6);
    let (restart, _) = find(&trace, |event| event.what == What::Restart);
    let crash = lines.lives(PeerId(5).into()).next().and_then(|life| life.to);
    let crash = crash.expect("peer 5 crashed");
    assert_eq!(relation(&trace, &lines, crash, restart), Relation::Before);
    let off = |e: &Event| matches!(e.what, What::Drop { .. } | What::Duplicate { .. });
    let on_links: Vec<usize> = (0..trace.len()).filter(|p| off(&trace[*p])).collect();
    assert!(on_links.len() > 20);
    on_links.into_iter().step_by(9).for_each(|place| check_links(&trace, &lines, place));
    check_links(&trace, &lines, find(&trace, |event| matches!(event.what, What::Disturb { .. })).0);
}

fn find(trace: &Trace, is: impl Fn(&Event) -> bool) -> (usize, Event) {
    let found = trace.iter().enumerate().find(|(_, event)| is(event));
    found.map(|(place, event)| (place, *event)).expect("it happened")
}
