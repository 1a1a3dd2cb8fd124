//! A run is determined by version, scenario, seed and interventions, and every moment of it can be
//! gone back to.

use crate::common::play::deal;
use crate::common::storm::{Blow, cases, storms, storms_around_the_ledger, strike};
use crate::common::{pass, run_of, try_act};
use proptest::prelude::*;
use std::collections::BTreeMap;
use trading_post::id::PeerId;
use trading_post::random::Random;
use trading_post::run::{Branch, BranchId, Record, Run};
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Planned, Rule, Scenario};
use trading_post::time::Duration;
use trading_post::world::{Event, What};

fn state(run: &Run) -> String {
    format!("{:?}", run.world())
}

fn played(scenario: &Scenario, blows: &[Blow]) -> Run {
    let mut run = run_of(scenario);
    for blow in blows {
        strike(&mut run, blow).expect("it goes on");
    }
    pass(&mut run, Duration::from_millis(5_000)).expect("it goes on");
    run
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_same_scenario_and_the_same_acts_give_the_same_run((scenario, blows) in storms(12)) {
        let (one, other) = (played(&scenario, &blows), played(&scenario, &blows));
        prop_assert!(one.trace() == other.trace());
        prop_assert_eq!(state(&one), state(&other));
    }

    #[test]
    fn going_to_and_fro_changes_nothing((scenario, blows) in storms(12), walk in any::<u64>()) {
        let mut run = played(&scenario, &blows);
        let (trace, steps, end) = (run.trace().clone(), run.known_steps(), state(&run));
        let mut random = Random::new(walk);
        let mut seen: BTreeMap<usize, String> = BTreeMap::new();
        for _ in 0..40 {
            wander(&mut run, &mut random);
            let now = state(&run);
            let before = seen.entry(run.moment()).or_insert_with(|| now.clone());
            prop_assert_eq!(&*before, &now);
        }
        run.seek(steps);
        prop_assert_eq!(state(&run), end);
        prop_assert!(*run.trace() == trace);
    }
}

/// A step back, a step on, or a jump, within what is known.
fn wander(run: &mut Run, random: &mut Random) {
    let known = run.known_steps();
    match random.below(4) {
        0 if run.moment() < known => assert!(run.forward()),
        1 => assert!(run.moment() == 0 || run.back()),
        2 => run.seek(run.moment().saturating_sub(3)),
        _ => run.seek(random.below(known as u64 + 1) as usize),
    }
}

/// How many acts are done to a run that is played with.
const ACTS: usize = if cfg!(target_family = "wasm") { 60 } else { 500 };

/// How long a branch may get: its acts go on behind that only after a jump back.
const MOST_STEPS: usize = 20_000;

/// A run to which these blows come again and again, with jumps, steps and branches between.
fn played_with(scenario: &Scenario, blows: &[Blow], random: &mut Random) -> Run {
    let mut run = run_of(scenario);
    let mut done = 0;
    for blow in blows.iter().cycle().take(3 * ACTS) {
        if run.moment() > MOST_STEPS {
            run.seek(MOST_STEPS / 2);
        }
        done += usize::from(deal(&mut run, blow));
        if done == ACTS {
            break;
        }
        if random.below(3) == 0 {
            stray(&mut run, random);
        }
    }
    run
}

/// What somebody does who plays with a run, but acts.
fn stray(run: &mut Run, random: &mut Random) {
    let branches: Vec<BranchId> = run.branches().iter().map(|(id, _)| *id).collect();
    let any = branches[random.below(branches.len() as u64) as usize];
    match random.below(8) {
        0 => run.fork(),
        1 => assert!(run.rename(any, format!("what if {}?", random.below(100)))),
        2 if branches.len() > 3 => assert!(run.discard(any) || run.branch_of(any).is_some()),
        3 | 4 => assert!(run.switch(any)),
        _ => wander(run, random),
    }
}

/// Lets every branch become as long as it is in the original.
fn go_as_far(again: &mut Run, original: &Run) {
    let lengths: Vec<usize> = original.branches().iter().map(|(_, b)| b.known_steps()).collect();
    let ids: Vec<BranchId> = again.branches().iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), lengths.len());
    for (id, length) in ids.into_iter().zip(lengths) {
        assert!(again.switch(id));
        again.seek(length);
        while again.moment() < length && again.forward() {}
    }
}

/// The same branches, the same acts on them, and the same events.
fn assert_same(one: &Run, other: &Run) {
    for ((_, one), (_, other)) in one.branches().into_iter().zip(other.branches()) {
        assert_eq!(one.name(), other.name());
        assert_eq!(one.from().map(|from| from.moment), other.from().map(|from| from.moment));
        assert!(one.acts().eq(other.acts()), "{}", one.name());
        assert!(one.trace() == other.trace(), "{}", one.name());
    }
}

/// The states of all branches at some moments.
fn states(run: &Run, random: &mut Random) -> Vec<String> {
    let state_of = |branch: &Branch, random: &mut Random| {
        let moment = random.below(branch.known_steps() as u64 + 1) as usize;
        format!("{moment}: {:?}", run.world_at(branch, moment))
    };
    run.branches().into_iter().map(|(_, branch)| state_of(branch, random)).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn whatever_was_done_to_a_run_its_record_makes_it_again(
        (scenario, blows) in storms_around_the_ledger(60),
        walk in any::<u64>(),
    ) {
        prop_assume!(!blows.is_empty());
        let run = played_with(&scenario, &blows, &mut Random::new(walk));
        let record = run.record();
        prop_assert_eq!(Record::of_link(&record.to_link()), Ok(record.clone()));
        let mut again = Run::of_record(&record, usize::MAX).expect("it has happened");
        prop_assert_eq!(again.record(), record);
        prop_assert_eq!(state(&again), state(&run));
        go_as_far(&mut again, &run);
        assert_same(&again, &run);
        let [ours, theirs] = [&run, &again].map(|run| states(run, &mut Random::new(walk)));
        prop_assert_eq!(ours, theirs);
    }
}

fn crash_in_the_past(run: &mut Run) {
    run.seek(150);
    try_act(run, Intervention::Crash(PeerId(5)));
    (0..200).for_each(|_| assert!(run.forward()));
}

#[test]
fn an_act_in_the_past_makes_the_future_that_it_would_have_made_at_once() {
    let mut late = run_of(&Scenario::report());
    (0..600).for_each(|_| assert!(late.forward()));
    crash_in_the_past(&mut late);
    let mut at_once = run_of(&Scenario::report());
    (0..150).for_each(|_| assert!(at_once.forward()));
    crash_in_the_past(&mut at_once);
    assert!(late.trace() == at_once.trace());
    assert_eq!(state(&late), state(&at_once));
}

fn trace_with(faults: Vec<Planned>) -> Vec<Event> {
    let mut run = run_of(&Scenario { faults, ..Scenario::report() });
    pass(&mut run, Duration::from_millis(10_000)).expect("it goes on");
    run.trace().iter().copied().collect()
}

fn on_one_link(at_us: u64, disturbance: Disturbance) -> Vec<Planned> {
    let links = Links::OneWay { from: PeerId(5).into(), to: PeerId(1).into() };
    vec![Planned { at_us, act: Intervention::Disturb(Rule { links, disturbance }) }]
}

#[test]
fn a_fault_changes_nothing_that_came_before_it() {
    let quiet = trace_with(Vec::new());
    let loud = trace_with(on_one_link(4_000_000, Disturbance::Lose { per_mille: 500 }));
    let before = quiet.iter().take_while(|event| event.at.0 < 4_000_000).count();
    assert!(before > 100);
    assert!(quiet[..before] == loud[..before]);
    assert!(quiet[before..] != loud[before..]);
}

#[test]
fn a_fault_that_strikes_nobody_leaves_the_trade_as_it_was() {
    let quiet = trace_with(Vec::new());
    let no_delay = Disturbance::Delay { by: Law::Uniform { min_us: 0, max_us: 0 } };
    let mut disturbed = trace_with(on_one_link(0, no_delay));
    disturbed.retain(|event| !matches!(event.what, What::Disturb { .. }));
    assert!(quiet == disturbed);
}
