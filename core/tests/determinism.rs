//! A run is determined by version, scenario, seed and interventions, and every moment of it can be
//! gone back to.

mod common;

use common::storm::{Blow, cases, storms, strike};
use common::{pass, run_of, try_act};
use proptest::prelude::*;
use std::collections::BTreeMap;
use trading_post::id::PeerId;
use trading_post::random::Random;
use trading_post::run::Run;
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

/// So many steps; fewer when nothing is left to happen, for everybody is down.
fn go_on(run: &mut Run, steps: usize) {
    let until = run.moment() + steps;
    while run.moment() < until && run.forward() {}
}

/// What is done to a run by somebody who plays with it.
fn play(run: &mut Run, random: &mut Random) {
    let peer = PeerId(random.below(6) as u16);
    let act = match random.below(12) {
        0 => Intervention::Crash(peer),
        1 => Intervention::Restart(peer),
        2 => Intervention::Pause(peer),
        3 => Intervention::Resume(peer),
        4 => Intervention::Suspect(peer),
        5 => Intervention::Heal,
        6 => Intervention::Disturb(Rule {
            links: Links::AllPeers,
            disturbance: Disturbance::Lose { per_mille: 200 },
        }),
        7 | 8 => return wander(run, random),
        _ => {
            let steps = random.below(80) as usize;
            return go_on(run, steps);
        }
    };
    try_act(run, act);
}

#[test]
fn two_hundred_acts_jumps_and_steps_make_the_same_run_twice() {
    let games = if cfg!(target_family = "wasm") { 2 } else { 20 };
    for seed in 0..games {
        let [one, other] = [(); 2].map(|()| {
            let mut run = run_of(&Scenario { seed, ..Scenario::report() });
            let mut random = Random::new(seed);
            (0..200).for_each(|_| play(&mut run, &mut random));
            run
        });
        assert!(one.trace() == other.trace(), "seed {seed}");
        assert_eq!(state(&one), state(&other), "seed {seed}");
        assert_eq!(replayed(&one), state(&one), "seed {seed}");
    }
}

/// The state that a fresh run comes to, given the same acts at the same steps.
fn replayed(original: &Run) -> String {
    let mut run = run_of(original.scenario());
    for (step, recorded) in original.acts().filter(|(step, _)| *step < original.moment()) {
        while run.moment() < step && run.forward() {}
        run.act(recorded.act.clone(), recorded.at).expect("it was possible");
    }
    while run.moment() < original.moment() && run.forward() {}
    state(&run)
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
    disturbed.retain(|event| event.what != What::Disturb);
    assert!(quiet == disturbed);
}
