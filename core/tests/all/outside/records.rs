//! Records of runs come from outside: whatever is wrong with one is said in a sentence.

use crate::common::run_of;
use crate::common::storm::cases;
use proptest::prelude::*;
use trading_post::id::{Party, PeerId};
use trading_post::random::Random;
use trading_post::run::{BranchId, Fork, Record, RecordedAct, RecordedBranch, Run};
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Rule, Scenario};
use trading_post::time::Instant;

/// As many events as the runs here may take.
const MOST_EVENTS: usize = 20_000;

fn crash(run: &mut Run, peer: u16) {
    let now = run.world().now();
    run.act(Intervention::Crash(PeerId(peer)), now).expect("it is up");
}

/// A run with three branches: the second left the first at moment 100, the third left the second
/// at moment 150. On each one peer was crashed.
fn record() -> Record {
    let mut run = run_of(&Scenario::report());
    run.run_until(Instant(5_000_000), 10_000);
    crash(&mut run, 5);
    for (moment, peer) in [(100, 4), (150, 3)] {
        while run.moment() < 200 && run.forward() {}
        run.seek(moment);
        crash(&mut run, peer);
    }
    run.seek(120);
    run.record()
}

#[test]
fn a_run_stands_again_where_it_stood() {
    let record = record();
    let run = Run::of_record(&record, MOST_EVENTS).expect("it has happened");
    assert_eq!((run.branch_id(), run.moment(), run.known_steps()), (BranchId(2), 120, 151));
    assert_eq!(run.record(), record);
}

#[test]
fn what_was_discarded_is_not_recorded_but_what_it_left_behind_is() {
    let mut run = Run::of_record(&record(), MOST_EVENTS).expect("it has happened");
    assert!(run.discard(BranchId(1)));
    let record = run.record();
    let [_, heir] = &record.branches[..] else { panic!("two are left") };
    assert_eq!(heir.from, Some(Fork { branch: BranchId(0), moment: 100 }));
    assert_eq!(heir.acts.len(), 2);
    let again = Run::of_record(&record, MOST_EVENTS).expect("it has happened");
    assert_eq!((again.record(), again.trace()), (record, run.trace()));
}

#[test]
fn a_new_branch_of_a_run_made_again_has_a_name_of_its_own() {
    let mut run = Run::of_record(&record(), MOST_EVENTS).expect("it has happened");
    assert!(run.discard(BranchId(1)));
    let mut again = Run::of_record(&run.record(), MOST_EVENTS).expect("it has happened");
    again.fork();
    let names: Vec<_> = again.branches().iter().map(|(_, b)| b.name().to_owned()).collect();
    assert_eq!(names, ["first", "branch 2", "branch 3"]);
}

/// Compares the sentence with one in which `_` stands for a number that the protocol decides.
#[track_caller]
fn check(break_it: impl Fn(&mut Record), expected: &str) {
    let mut record = record();
    break_it(&mut record);
    let error = Run::of_record(&record, MOST_EVENTS).expect_err("it cannot be").to_string();
    let (said, wanted): (Vec<&str>, Vec<&str>) =
        (error.split(' ').collect(), expected.split(' ').collect());
    let fits = |(said, wanted): (&&str, &&str)| {
        let number = |word: &str| word.trim_end_matches([',', ':']).parse::<u64>().is_ok();
        said == wanted || (number(said) && number(&wanted.replace('_', "0")))
    };
    assert!(said.len() == wanted.len() && said.iter().zip(&wanted).all(fits), "{error}");
}

#[test]
fn another_version() {
    let expected = format!("the run is of version 0.0.9, expected {}", env!("CARGO_PKG_VERSION"));
    check(|r| r.version = "0.0.9".to_owned(), &expected);
}

#[test]
fn a_scenario_that_makes_no_sense() {
    check(
        |r| r.scenario.service_us = -1,
        "the scenario makes no sense: service_us: found -1, expected 0 to 86400000000",
    );
}

#[test]
fn no_branch() {
    check(|r| r.branches.clear(), "the run has no branches, expected at least one");
}

#[test]
fn a_branch_that_is_not_there() {
    check(|r| r.branch = BranchId(3), "the run stands on branch 3, expected one of its 3");
}

#[test]
fn branches_in_a_circle() {
    check(
        |r| r.branches[1].from = Some(Fork { branch: BranchId(2), moment: 1 }),
        "branch 1 left branch 2, expected an earlier one, 0 to 0",
    );
    check(
        |r| r.branches[2].from = Some(Fork { branch: BranchId(2), moment: 1 }),
        "branch 2 left branch 2, expected an earlier one, 0 to 1",
    );
}

#[test]
fn a_branch_out_of_nowhere() {
    check(|r| r.branches[1].from = None, "branch 1 left no other, expected an earlier one, 0 to 0");
    check(
        |r| r.branches[0].from = Some(Fork { branch: BranchId(1), moment: 1 }),
        "branch 0 left branch 1, expected that the first one leaves none",
    );
}

#[test]
fn a_fork_at_a_moment_of_another_branch() {
    check(
        |r| r.branches[2].from = Some(Fork { branch: BranchId(1), moment: 100 }),
        "branch 2 left branch 1 at moment 100, expected moment 101 or later",
    );
}

/// Lets all crash at the branch's end that are up, so that soon nothing is due there any more.
fn end(branch: &mut RecordedBranch, up: &[u16]) {
    let RecordedAct { step, at, .. } = branch.acts[0];
    let crash = |peer: &u16| Intervention::Crash(PeerId(*peer));
    let acts = (step..).zip(up.iter().map(crash));
    branch.acts = acts.map(|(step, act)| RecordedAct { step, at, act }).collect();
}

/// Who is up on all branches, and who is up on the second only.
const UP: [u16; 5] = [0, 1, 2, 3, 5];
const UP_ON_THE_SECOND: [u16; 6] = [0, 1, 2, 3, 4, 5];

#[test]
fn a_fork_after_the_end() {
    let ended = |r: &mut Record| {
        end(&mut r.branches[1], &UP_ON_THE_SECOND);
        r.branches[2].from = Some(Fork { branch: BranchId(1), moment: 5_000 });
        r.branches[2].acts.clear();
    };
    check(ended, "branch 2 left branch 1 at moment 5000, expected at most _, where it ends");
}

#[test]
fn a_moment_after_the_end() {
    let ended = |r: &mut Record| {
        end(&mut r.branches[2], &UP);
        r.moment = 9_999;
    };
    check(ended, "the run stands at moment 9999, expected at most _, where its branch ends");
}

#[test]
fn an_act_after_the_end() {
    let ended = |r: &mut Record| {
        end(&mut r.branches[2], &UP);
        let heal = RecordedAct { step: 400, at: Instant(9), act: Intervention::Heal };
        r.branches[2].acts.push(heal);
    };
    check(
        ended,
        "branch 2, what was done as step 400: nothing happens any more until then, \
         expected at most step _",
    );
}

#[test]
fn acts_out_of_order() {
    let twice = |r: &mut Record| {
        let act = r.branches[0].acts[0].clone();
        r.branches[0].acts.push(act);
    };
    check(
        twice,
        "branch 0, what was done as step _: it comes before what came before it, \
         expected step _ or later",
    );
    check(
        |r| r.branches[1].acts[0].step = 99,
        "branch 1, what was done as step 99: it comes before what came before it, \
         expected step 100 or later",
    );
}

#[test]
fn an_act_between_other_steps_than_its_time_is() {
    check(
        |r| r.branches[1].acts[0].at = Instant(0),
        "branch 1, what was done as step 100: at 0 us, expected _ to _ us",
    );
    let late = |r: &mut Record| {
        end(&mut r.branches[1], &UP_ON_THE_SECOND);
        let (step, at) = (r.branches[1].acts[5].step, Instant(0));
        r.branches[1].acts[5] = RecordedAct { step, at, act: Intervention::Heal };
    };
    check(late, "branch 1, what was done as step 105: at 0 us, expected _ to _ us");
}

#[test]
fn an_act_that_is_not_possible() {
    check(
        |r| r.branches[1].acts[0].act = Intervention::Restart(PeerId(4)),
        "branch 1, what was done as step 100: peer 4 has not crashed, \
         expected what is possible then",
    );
}

#[test]
fn an_act_that_makes_no_sense() {
    check(
        |r| r.branches[1].acts[0].act = Intervention::Crash(PeerId(6)),
        "branch 1, what was done as step 100: act: found peer 6, expected a peer from 0 to 5",
    );
}

#[test]
fn too_many_events() {
    let expected = "the run takes too long to make again, expected at most 20000 events";
    check(|r| r.moment = usize::MAX, expected);
    let late = |r: &mut Record| {
        r.branches[2].from = Some(Fork { branch: BranchId(1), moment: 4_000_000_000 });
        r.branches[2].acts.clear();
    };
    check(late, expected);
    let many = |r: &mut Record| r.branches = vec![r.branches[1].clone(); 10_000];
    check(
        |r| {
            many(r);
            r.branches[0].from = None;
        },
        expected,
    );
}

/// Changes something in a record.
fn spoil(record: &mut Record, random: &mut Random) {
    let mut below = |n: u64| random.below(n);
    let count = record.branches.len() as u64;
    let fork = Fork { branch: BranchId(below(count + 1) as u32), moment: below(300) as usize };
    let (time, step) = (below(6_000_000), below(600) as usize);
    let place = below(count) as usize;
    match below(7) {
        0 => record.moment = step,
        1 => record.branch = fork.branch,
        2 => record.branches[place].from = Some(fork),
        3 => record.branches.push(record.branches[place].clone()),
        4 => record.branches[place].acts.push(RecordedAct {
            step,
            at: Instant(time),
            act: any_act(random),
        }),
        5 => record.branches[place].acts.iter_mut().for_each(|act| act.step = step),
        _ => record.branches[place].acts.iter_mut().for_each(|act| act.act = any_act(random)),
    }
}

/// Possible or not, and with sense or without.
fn any_act(random: &mut Random) -> Intervention {
    let peer = PeerId(random.below(8) as u16);
    let number = random.below(2_000) as i64 - 500;
    let disturbance = match random.below(3) {
        0 => Disturbance::Lose { per_mille: number },
        1 => Disturbance::Delay { by: Law::Uniform { min_us: number, max_us: 600 } },
        _ => Disturbance::Clog,
    };
    match random.below(6) {
        0 => Intervention::Crash(peer),
        1 => Intervention::Restart(peer),
        2 => Intervention::Pause(peer),
        3 => Intervention::Resume(peer),
        4 => Intervention::Suspect(peer),
        _ => Intervention::Disturb(Rule {
            links: Links::Between(Party::Peer(peer), Party::Ledger),
            disturbance,
        }),
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_record_that_was_tampered_with_is_refused_or_has_its_run(seed in any::<u64>()) {
        let (mut record, mut random) = (record(), Random::new(seed));
        for _ in 0..=random.below(3) {
            spoil(&mut record, &mut random);
        }
        match Run::of_record(&record, MOST_EVENTS) {
            Ok(run) => prop_assert_eq!(run.record(), record),
            Err(error) => prop_assert!(error.to_string().contains("expected"), "{}", error),
        }
    }
}
