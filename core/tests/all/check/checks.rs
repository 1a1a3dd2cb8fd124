//! The program's own checks, which go by the recorded events alone, against the invariants as the
//! tests have them a second time, over the peers and the ledger as they are: no false alarm in any
//! storm, and where a defence is taken away the same first breach.

use crate::common::storm::{Blow, cases, doubts, storms, storms_around_the_ledger, strike};
use crate::common::{ALWAYS, Seen, Verdict, end_faults, pass, queue, run_of};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use trading_post::check::{Breach, Checks, Invariant, Sometimes};
use trading_post::id::{Party, PeerId};
use trading_post::market::order::Order;
use trading_post::peer::rules::{Algorithm, ClockScope, Defence, Defences};
use trading_post::run::Run;
use trading_post::scenario::{
    Disturbance, Intervention, Law, Links, Planned, Rule, Scenario, Touch,
};
use trading_post::time::Duration;
use trading_post::world::{Event, What};

fn checks_of<'a>(scenario: &Scenario, events: impl IntoIterator<Item = &'a Event>) -> Checks {
    let mut checks = Checks::new(scenario);
    events.into_iter().for_each(|event| checks.take(event));
    checks
}

/// Whether a scenario promises this: not I10, if the order is unsound; nor what the report's election
/// and an unfair order stop short of (see their modules).
fn promises(scenario: &Scenario, invariant: Invariant) -> bool {
    let sound = matches!(scenario.order, Order::Sum | Order::List);
    let fair = scenario.election.agrees() && scenario.order == Order::Sum;
    match invariant {
        Invariant::Order => sound,
        Invariant::Agreement | Invariant::Answered => fair,
        Invariant::OneTrader
        | Invariant::Epochs
        | Invariant::Money
        | Invariant::Lots
        | Invariant::Once
        | Invariant::Durable
        | Invariant::Clocks
        | Invariant::Links
        | Invariant::Replay
        | Invariant::Recovery => true,
    }
}

fn weathers(scenario: &Scenario, blows: &[Blow]) -> Verdict {
    let mut run = run_of(scenario);
    blows.iter().try_for_each(|blow| strike(&mut run, blow))?;
    end_faults(&mut run);
    pass(&mut run, Duration::from_millis(60_000))?;
    let checks = checks_of(scenario, run.past());
    match checks.breaches().iter().find(|b| promises(scenario, b.invariant)) {
        Some(breach) => Err(format!("{breach:?}, seed {}", scenario.seed)),
        None => Ok(()),
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_storm_raises_a_false_alarm((scenario, blows) in storms(24)) {
        weathers(&scenario, &blows).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn no_trouble_with_the_ledger_raises_a_false_alarm(
        (scenario, blows) in storms_around_the_ledger(16)
    ) {
        weathers(&scenario, &blows).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn no_late_answer_of_the_ledger_raises_a_false_alarm((scenario, blows) in doubts(24)) {
        weathers(&scenario, &blows).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn without_a_defence_both_find_the_same_first_breach(
        (scenario, blows) in storms(12),
        without in vec(select(Defence::ALL.to_vec()), 1..=3),
    ) {
        let mut scenario = scenario;
        for defence in without {
            scenario.defences.set(defence, false);
        }
        let mut run = run_of(&scenario);
        for blow in &blows {
            strike(&mut run, blow).map_err(TestCaseError::fail)?;
        }
        pass(&mut run, Duration::from_millis(5_000)).map_err(TestCaseError::fail)?;
        find_the_same(&mut run).map_err(TestCaseError::fail)?;
    }
}

/// What both forms must agree on. I4 is left out: the peers' notebooks are judged as a whole there,
/// the bookings one by one here.
const BOTH: [Invariant; 6] = [
    Invariant::OneTrader,
    Invariant::Epochs,
    Invariant::Lots,
    Invariant::Once,
    Invariant::Durable,
    Invariant::Links,
];

/// Each first breach that the checks find shows in the second form right then, and not before; and
/// what the second form finds at the end, the checks have found.
fn find_the_same(run: &mut Run) -> Verdict {
    let end = run.moment();
    let checks = checks_of(run.scenario(), run.past());
    for invariant in BOTH {
        let breach = checks.breaches().iter().find(|b| b.invariant == invariant);
        let Some(breach) = breach else {
            second_form(run, invariant).map_err(|why| format!("{invariant}: {why}"))?;
            continue;
        };
        check_proof(breach);
        let moment = run.moment_of_event(breach.event);
        run.seek(moment - 1);
        second_form(run, invariant).map_err(|why| format!("{why}, before {breach:?}"))?;
        run.seek(moment);
        if second_form(run, invariant).is_ok() {
            return Err(format!("not found: {breach:?}"));
        }
        run.seek(end);
    }
    Ok(())
}

fn second_form(run: &Run, invariant: Invariant) -> Verdict {
    let form = ALWAYS.iter().find(|(name, _)| *name == invariant.name());
    form.expect("it has a second form").1(&Seen::of(run))
}

#[track_caller]
fn check_proof(breach: &Breach) {
    assert!(breach.proof.is_sorted_by(|a, b| a < b), "{breach:?}");
    assert_eq!(breach.proof.last(), Some(&breach.event));
}

const TRADER: PeerId = PeerId(5);

fn at(at_us: u64, act: Intervention) -> Planned {
    Planned { at_us, act }
}

fn cut(links: Links) -> Intervention {
    Intervention::Disturb(Rule { links, disturbance: Disturbance::Cut })
}

fn played(scenario: &Scenario, seconds: u64) -> Run {
    let mut run = run_of(scenario);
    pass(&mut run, Duration::from_millis(seconds * 1_000)).expect("it goes on");
    run
}

/// Without the defence these are broken; with it nothing is.
#[track_caller]
fn breaks(faults: Vec<Planned>, without: Defences, named: &[&str]) {
    let guarded = Scenario { faults, ..Scenario::report() };
    let held = played(&guarded, 60);
    assert_eq!(checks_of(&guarded, held.past()).breaches(), []);
    let bare = Scenario { defences: without, ..guarded };
    let mut run = played(&bare, 60);
    let checks = checks_of(&bare, run.past());
    let found: Vec<_> = checks.breaches().iter().map(|b| b.invariant.name()).collect();
    assert!(named.iter().all(|name| found.contains(name)), "{:#?}", checks.breaches());
    assert_eq!(find_the_same(&mut run), Ok(()));
}

#[test]
fn an_answer_before_the_sale_is_durable_breaks_i4_and_i7() {
    let between = Links::Between(TRADER.into(), Party::Ledger);
    let crash = at(4_000_000, Intervention::Crash(TRADER));
    let faults = vec![at(3_000_000, cut(between)), crash, at(9_000_000, Intervention::Heal)];
    breaks(faults, Defences { durable_answers: false, ..Defences::default() }, &["I4", "I7"]);
}

#[test]
fn a_slow_trader_breaks_i1_and_i3_without_fencing() {
    let faults = vec![
        at(3_000_000, Intervention::Pause(TRADER)),
        at(6_000_000, Intervention::Resume(TRADER)),
    ];
    breaks(faults, Defences { fencing: false, ..Defences::default() }, &["I1", "I3"]);
}

#[test]
fn a_request_asked_again_breaks_i6_without_the_table() {
    let to_buyer = Links::OneWay { from: TRADER.into(), to: PeerId(1).into() };
    let faults = vec![at(3_000_000, cut(to_buyer)), at(5_000_000, Intervention::Heal)];
    breaks(faults, Defences { request_table: false, ..Defences::default() }, &["I6"]);
}

/// The first grant against causality, found by the checks.
fn inversion(order: Order, seed: u64) -> Option<(Run, Breach)> {
    let scenario = Scenario { order, seed, ..Scenario::report() };
    let run = played(&scenario, 20);
    let checks = checks_of(&scenario, run.past());
    assert!(checks.examined(Invariant::Order) > 50);
    let breach = checks.breaches().iter().find(|b| b.invariant == Invariant::Order).cloned();
    breach.map(|breach| (run, breach))
}

#[test]
fn an_unsound_order_breaks_i10_where_the_second_form_says_so() {
    for order in [Order::Own, Order::Smallest] {
        let found = (0..40).find_map(|seed| inversion(order, seed));
        let (mut run, breach) = found.unwrap_or_else(|| panic!("{order:?} never inverts"));
        check_proof(&breach);
        assert_eq!(breach.proof.len(), 3, "two requests and the grant");
        let moment = run.moment_of_event(breach.event);
        run.seek(moment - 1);
        assert_eq!(queue::grants_follow_causality(&Seen::of(&run)), Ok(()));
        run.seek(moment);
        assert!(queue::grants_follow_causality(&Seen::of(&run)).is_err());
    }
}

#[test]
fn a_sound_order_never_breaks_i10() {
    for order in [Order::Sum, Order::List] {
        assert!((0..10).all(|seed| inversion(order, seed).is_none()));
    }
}

/// The first breach of I9 in a run whose record somebody has changed.
fn forged(scope: ClockScope, forge: impl Fn(&mut [Event])) -> Option<Breach> {
    let scenario = Scenario { clocks: scope, ..Scenario::report() };
    let run = played(&scenario, 5);
    let mut events: Vec<_> = run.past().copied().collect();
    forge(&mut events);
    let checks = checks_of(&scenario, &events);
    assert!(checks.examined(Invariant::Clocks) > 50);
    checks.breaches().iter().find(|b| b.invariant == Invariant::Clocks).cloned()
}

/// From some receive on, the clock of peer 3 counts one less: it has merged and has not ticked.
fn leave_out_a_tick(events: &mut [Event]) {
    let own = |e: &Event| e.peer() == Some(PeerId(3));
    let receive =
        |e: &Event| own(e) && e.at.0 > 2_000_000 && matches!(e.what, What::Receive { .. });
    let from = events.iter().position(receive).expect("it hears something");
    for event in events[from..].iter_mut().filter(|event| own(event)) {
        if let What::Send { stamp, .. } = &mut event.what {
            *stamp = stamp.saturating_sub(1);
        }
    }
}

#[test]
fn a_receive_that_merges_and_does_not_tick_breaks_i9() {
    for scope in [ClockScope::Everything, ClockScope::Trade] {
        assert_eq!(forged(scope, |_| ()), None);
        let breach = forged(scope, leave_out_a_tick).expect("the next message shows it");
        check_proof(&breach);
        assert!(breach.sentence.contains("of peer 3 to "), "{}", breach.sentence);
    }
}

/// Nobody above peer 2 hears its question, and all hear that it leads.
fn a_false_winner() -> Vec<Planned> {
    let above = [3, 4, TRADER.0].map(|to| {
        let (from, to) = (PeerId(2).into(), PeerId(to).into());
        at(3_000_000, cut(Links::OneWay { from, to }))
    });
    let suspects = at(3_000_000, Intervention::Suspect(PeerId(2)));
    above.into_iter().chain([suspects, at(3_100_000, Intervention::Heal)]).collect()
}

#[test]
fn the_reports_election_believes_a_lower_peer_for_ever_and_that_breaks_i2() {
    let bully = Scenario { faults: a_false_winner(), ..Scenario::report() };
    assert_eq!(checks_of(&bully, played(&bully, 60).past()).breaches(), []);
    let report = Scenario { election: Algorithm::Report, ..bully };
    let checks = checks_of(&report, played(&report, 60).past());
    let found: Vec<_> = checks.breaches().iter().map(|b| b.invariant).collect();
    assert_eq!(found, [Invariant::Agreement], "{:?}", checks.breaches());
    check_proof(&checks.breaches()[0]);
}

#[test]
fn a_calm_run_gives_every_invariant_something_to_judge() {
    let scenario = Scenario::report();
    let checks = checks_of(&scenario, played(&scenario, 30).past());
    assert_eq!(checks.breaches(), []);
    for invariant in Invariant::ALL {
        let judged = checks.examined(invariant) > 0;
        assert_eq!(judged, invariant != Invariant::Replay, "{invariant}");
    }
}

/// The first faults that show each fact, over a few seeds.
#[test]
fn over_some_seeds_everything_is_seen_that_should_be_sometimes() {
    let slow = |seed: u64| {
        vec![
            at(3_000_000 + seed * 37_000, Intervention::Pause(TRADER)),
            at(6_000_000, Intervention::Resume(TRADER)),
            at(9_000_000 + seed * 37_000, Intervention::Crash(TRADER)),
        ]
    };
    let mut seen = Sometimes::ALL.map(|fact| (fact, 0));
    for seed in 0..10 {
        let scenario = Scenario { seed, faults: slow(seed), ..Scenario::report() };
        let checks = checks_of(&scenario, played(&scenario, 30).past());
        assert_eq!(checks.breaches(), []);
        for (all, sighting) in seen.iter_mut().zip(checks.sometimes()) {
            all.1 += sighting.count;
        }
    }
    assert_eq!(seen.iter().find(|(_, count)| *count == 0), None, "{seen:?}");
}

#[test]
fn a_link_that_reorders_breaks_nothing_and_is_believed_again_when_it_heals() {
    let by = Law::Uniform { min_us: 0, max_us: 300_000 };
    let rule = Rule { links: Links::AllPeers, disturbance: Disturbance::Reorder { by } };
    let faults =
        vec![at(2_000_000, Intervention::Disturb(rule)), at(5_000_000, Intervention::Heal)];
    let scenario = Scenario { faults, ..Scenario::report() };
    let mut events: Vec<_> = played(&scenario, 12).past().copied().collect();
    assert_eq!(checks_of(&scenario, &events).breaches(), []);
    swap_two_receives_after(&mut events, 8_000_000);
    let checks = checks_of(&scenario, &events);
    assert!(checks.breaches().iter().any(|b| b.invariant == Invariant::Links));
}

fn swap_two_receives_after(events: &mut [Event], at_us: u64) {
    let link = |e: &Event| match e.what {
        What::Receive { from, .. } if e.at.0 > at_us => Some((from, e.party)),
        _ => None,
    };
    let first = events.iter().position(|e| link(e).is_some()).expect("something arrives");
    let same = |e: &Event| link(e) == link(&events[first]);
    let next = first + 1 + events[first + 1..].iter().position(same).expect("again");
    (events[first].what, events[next].what) = (events[next].what, events[first].what);
}

#[test]
fn a_message_that_a_user_holds_for_ever_is_trouble_that_goes_on() {
    let scenario = Scenario::report();
    let mut run = played(&scenario, 3);
    while run.world().in_flight().next().is_none() && run.forward() {}
    let held = run.world().in_flight().next().map(|e| e.id).expect("something is under way");
    let now = run.world().now();
    let touch = Intervention::Touch { message: held, touch: Touch::Hold };
    run.act(touch, now).expect("it can be held");
    pass(&mut run, Duration::from_millis(60_000)).expect("it goes on");
    assert_eq!(checks_of(&scenario, run.past()).breaches(), []);
}
