//! Runs as history: moments, acts, branches.

use super::*;
use crate::id::PeerId;

fn state(run: &Run) -> String {
    format!("{:?}", run.world())
}

fn run_of(steps: usize) -> Run {
    let mut run = Run::new(Scenario::report()).expect("it makes sense");
    (0..steps).for_each(|_| assert!(run.forward()));
    run
}

#[test]
fn a_step_and_a_step_back_lead_to_the_same_state() {
    let mut run = run_of(400);
    let before = state(&run);
    run.forward();
    assert_ne!(state(&run), before);
    run.back();
    assert_eq!(state(&run), before);
}

#[test]
fn every_moment_can_be_gone_back_to() {
    let mut run = run_of(0);
    let mut states = vec![state(&run)];
    for _ in 0..300 {
        run.forward();
        states.push(state(&run));
    }
    for moment in [299, 3, 150, 64, 0, 65, 63, 300] {
        run.seek(moment);
        assert_eq!(state(&run), states[moment], "moment {moment}");
    }
}

#[test]
fn steps_back_from_far_along_lead_to_the_states_that_were() {
    let mut run = run_of(6_000);
    let mut states = Vec::new();
    for moment in (5_100..5_800).step_by(50) {
        run.seek(moment);
        states.push((moment, state(&run)));
    }
    for (moment, before) in states.iter().rev() {
        while run.moment() > *moment {
            run.back();
        }
        assert_eq!(state(&run), *before, "moment {moment}");
    }
}

#[test]
fn replaying_adds_nothing_to_the_trace() {
    let mut run = run_of(300);
    let trace = run.trace().clone();
    run.seek(10);
    run.seek(300);
    assert_eq!(*run.trace(), trace);
}

#[test]
fn an_act_is_replayed_at_its_time() {
    let mut run = run_of(200);
    let at = run.world().now();
    run.act(Intervention::Crash(PeerId(5)), at).expect("it is up");
    (0..100).for_each(|_| assert!(run.forward()));
    let after = state(&run);
    run.seek(20);
    run.seek(301);
    assert_eq!(state(&run), after);
}

fn crash(run: &mut Run, peer: u16) {
    let at = run.world().now();
    run.act(Intervention::Crash(PeerId(peer)), at).expect("it is up");
}

/// A run of 300 steps that was gone back to step 100, where peer 2 was crashed.
fn forked() -> Run {
    let mut run = run_of(300);
    run.seek(100);
    crash(&mut run, 2);
    run
}

#[test]
fn an_act_in_the_past_begins_a_branch_and_the_old_future_stays() {
    let old = run_of(300);
    let mut run = forked();
    assert_eq!((run.moment(), run.known_steps()), (101, 101));
    assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(0), moment: 100 }));
    assert_eq!(run.trace().len(), run.trace_length());
    assert!(run.switch(BranchId(0)));
    assert_eq!((run.moment(), run.known_steps()), (100, 300));
    assert_eq!(run.trace(), old.trace());
    run.seek(300);
    assert_eq!(state(&run), state(&old));
}

#[test]
fn switching_keeps_a_moment_that_both_have_and_else_the_time() {
    let mut run = forked();
    (0..150).for_each(|_| assert!(run.forward()));
    let now = run.world().now();
    run.switch(BranchId(0));
    assert!(run.world().now() <= now && run.next_at().is_some_and(|next| next > now));
    run.seek(50);
    run.switch(BranchId(1));
    assert_eq!(run.moment(), 50);
}

#[test]
fn branches_leave_the_branch_that_owns_the_moment() {
    let mut run = forked();
    (0..50).for_each(|_| assert!(run.forward()));
    run.seek(60);
    crash(&mut run, 1);
    assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(0), moment: 60 }));
    run.switch(BranchId(1));
    run.seek(120);
    crash(&mut run, 1);
    assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(1), moment: 120 }));
    assert!(run.discard(BranchId(1)));
    assert_eq!(run.branch().from(), Some(Fork { branch: BranchId(0), moment: 100 }));
    assert!(!run.discard(BranchId(0)) && !run.discard(run.branch_id()));
}

#[test]
fn shared_events_are_counted_once() {
    let run = forked();
    let first = run.branch_of(BranchId(0)).expect("it stays");
    assert_eq!(run.kept_events(), first.trace().len() + run.last_step().len());
}

#[test]
fn the_first_difference_of_two_branches_is_the_act() {
    let run = forked();
    let first = run.branch_of(BranchId(0)).expect("it stays");
    assert_eq!(run.branch().first_difference(first), Some(run.last_step().start));
    assert_eq!(first.first_difference(first), None);
}

#[test]
fn the_world_of_another_branch_can_be_looked_at() {
    let run = forked();
    let first = run.branch_of(BranchId(0)).expect("it stays");
    let old = run_of(250);
    assert_eq!(format!("{:?}", run.world_at(first, 250)), state(&old));
    assert_eq!(run.moment(), 101);
}

#[test]
fn an_act_that_is_not_possible_changes_nothing() {
    let mut run = run_of(300);
    run.seek(100);
    let refused = run.act(Intervention::Restart(PeerId(2)), Instant(0));
    assert_eq!(refused, Err(Refusal::NotDown(PeerId(2))));
    assert_eq!((run.known_steps(), run.branches().len()), (300, 1));
}

#[test]
fn an_event_knows_the_moment_after_it() {
    let run = run_of(100);
    let last = run.last_step();
    assert_eq!(run.moment_of_event(last.start), 100);
    assert_eq!(run.moment_of_event(last.start - 1), 99);
    assert_eq!(run.moment_of_event(0), 1);
}
