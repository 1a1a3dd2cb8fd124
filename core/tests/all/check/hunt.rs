//! The hunt finds what each defence is there for, shrinks it to what is needed, and opens it; with all
//! defences it finds nothing. How it is sliced and shared changes nothing.

use crate::common::run_of;
use trading_post::check::hunt::{
    Allowance, Counts, Find, Hunt, Kind, Part, Plan, Progress, Strategy,
};
use trading_post::check::{Checks, Invariant};
use trading_post::id::PeerId;
use trading_post::peer::rules::Defences;
use trading_post::run::Run;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::time::{Duration, Instant};

const ALL: [Strategy; 3] = [Strategy::Random, Strategy::DepthFirst, Strategy::Reduced];
const SYSTEMATIC: [Strategy; 2] = [Strategy::DepthFirst, Strategy::Reduced];

fn without(take_away: impl Fn(&mut Defences)) -> Scenario {
    let mut scenario = Scenario::report();
    take_away(&mut scenario.defences);
    scenario
}

fn without_durable_answers() -> Scenario {
    without(|defences| defences.durable_answers = false)
}

/// A run of this scenario after three seconds: the market is busy.
fn busy(scenario: &Scenario) -> Run {
    let mut run = run_of(scenario);
    assert!(run.run_until(Instant(3_000_000), 100_000), "it gets there");
    run
}

/// Up to so many of each.
fn allow(kinds: &[Kind], most: usize) -> Vec<Allowance> {
    kinds.iter().map(|kind| Allowance { kind: *kind, most }).collect()
}

fn end(mut hunt: Hunt) -> Hunt {
    while hunt.go_on(100_000) == Progress::Hunting {}
    hunt
}

/// What the hunt for a breach of this invariant finds, shrunk.
#[track_caller]
fn find(run: &Run, invariant: Invariant, plan: Plan) -> Find {
    let strategy = plan.strategy;
    let hunt = end(Hunt::new(run, Plan { invariants: vec![invariant], ..plan }));
    println!("{strategy:?} for {invariant}: {:?}, {:?}", hunt.progress(), hunt.counts());
    let find = hunt.shrink().expect("it finds a breach").finish();
    assert_eq!(find.breach.invariant, invariant);
    find
}

/// Opens a find, and holds the branch against what was found.
#[track_caller]
fn opens(run: &mut Run, find: &Find) {
    let before = run.known_steps();
    assert!(find.open(run), "the branch opens");
    assert_eq!(run.branch().from().map(|fork| fork.moment), Some(find.from));
    let mut checks = Checks::new(run.scenario());
    run.past().for_each(|event| checks.take(event));
    assert!(checks.breaches().contains(&find.breach), "{:?}", checks.breaches());
    assert!(run.last_step().contains(&find.breach.event), "the last step has just broken it");
    assert_eq!(run.branches()[0].1.known_steps(), before, "the old future stays");
}

fn acts(find: &Find) -> Vec<&Intervention> {
    find.acts.iter().map(|done| &done.act).collect()
}

/// What the hunt finds with this defence gone: it opens, and with the defence there is nothing to find.
#[track_caller]
fn needs(defence: impl Fn(&mut Defences), invariant: Invariant, plan: &Plan) -> Find {
    let mut run = busy(&without(defence));
    let find = find(&run, invariant, plan.clone());
    opens(&mut run, &find);
    let guarded =
        Hunt::new(&busy(&Scenario::report()), Plan { continuations: 300, ..plan.clone() });
    let guarded = end(guarded);
    assert_eq!(guarded.progress(), Progress::Exhausted, "{:?}", guarded.find());
    assert!(guarded.counts().continuations > 20, "{:?}", guarded.counts());
    find
}

/// The name of the message to which something is done.
fn touched(run: &mut Run, find: &Find) -> &'static str {
    let [Intervention::Touch { message, .. }] = acts(find)[..] else {
        panic!("found {:?}, expected something done to one message", find.acts);
    };
    while run.moment() < find.acts[0].step && run.forward() {}
    let envelope = run.world().in_flight().find(|envelope| envelope.id == *message);
    envelope.expect("it is under way").cargo.brief().name()
}

/// A trader that answers before it writes loses the sale if it crashes in between.
#[test]
fn one_crash_loses_a_sale_that_was_answered_before_it_was_durable() {
    for strategy in ALL {
        let find = needs(|d| d.durable_answers = false, Invariant::Durable, &Plan::new(strategy));
        assert!(matches!(acts(&find)[..], [Intervention::Crash(_)]), "{:?}", find.acts);
    }
}

#[test]
fn an_answer_that_overtakes_its_record_is_found_by_the_order_of_messages_alone() {
    for strategy in ALL {
        let plan = Plan { allowed: allow(&[Kind::Deliver], 1), ..Plan::new(strategy) };
        let find = needs(|d| d.durable_answers = false, Invariant::Durable, &plan);
        let name = touched(&mut busy(&without_durable_answers()), &find);
        assert!(["SOLD", "NO_SELLER"].contains(&name), "{name} was touched");
    }
}

#[test]
fn a_trader_that_was_only_slow_is_found_out_without_fencing() {
    for strategy in ALL {
        let allowed = allow(&[Kind::Pause, Kind::Resume], 1);
        let plan = Plan { allowed, most_acts: 2, ..Plan::new(strategy) };
        let find = needs(|d| d.fencing = false, Invariant::Epochs, &plan);
        let trader = PeerId(5);
        assert_eq!(acts(&find), [&Intervention::Pause(trader), &Intervention::Resume(trader)]);
    }
}

#[test]
fn a_lost_answer_makes_a_request_be_carried_out_twice_without_the_table() {
    for strategy in ALL {
        let plan = Plan { allowed: allow(&[Kind::Drop], 1), ..Plan::new(strategy) };
        let find = needs(|d| d.request_table = false, Invariant::Once, &plan);
        let name = touched(&mut busy(&without(|d| d.request_table = false)), &find);
        assert!(["SOLD", "NO_SELLER", "BUY"].contains(&name), "{name} was touched");
    }
}

#[test]
fn no_crash_and_no_restart_breaks_anything_when_all_defences_are_on() {
    for strategy in ALL {
        let allowed = allow(&[Kind::Crash, Kind::Restart], 2);
        let plan =
            Plan { allowed, most_acts: 3, depth: 60, continuations: 600, ..Plan::new(strategy) };
        let hunt = end(Hunt::new(&busy(&Scenario::report()), plan));
        assert_eq!(hunt.progress(), Progress::Exhausted, "{:?}", hunt.find());
    }
}

#[test]
fn the_reduced_search_tries_fewer_continuations_and_finds_as_much() {
    let run = busy(&without_durable_answers());
    let [all, few] = SYSTEMATIC.map(|strategy| {
        let allowed = allow(&[Kind::Drop, Kind::Crash, Kind::Postpone], 1);
        end(Hunt::new(&run, Plan { allowed, ..Plan::new(strategy) }))
    });
    assert!(few.counts().pruned > 0 && all.counts().pruned == 0);
    assert!(few.counts().continuations < all.counts().continuations);
    let invariant = |hunt: &Hunt| hunt.find().map(|find| find.breach.invariant);
    assert_eq!(invariant(&few), invariant(&all));
}

/// Random acts of all kinds, of which most are needed for nothing.
fn wild() -> Hunt {
    let allowed = allow(&Kind::ALL, 3);
    let plan = Plan { allowed, most_acts: 8, seed: 3, ..Plan::new(Strategy::Random) };
    Hunt::new(&busy(&without_durable_answers()), plan)
}

#[test]
fn what_is_found_among_many_acts_shrinks_to_one() {
    let hunt = end(wild());
    let found = hunt.find().expect("it finds a breach");
    let shrunk = hunt.shrink().expect("it finds a breach").finish();
    assert_eq!(shrunk.breach.invariant, found.breach.invariant);
    assert_eq!(shrunk.acts.len(), 1, "{:?}", shrunk.acts);
    opens(&mut busy(&without_durable_answers()), &shrunk);
}

/// All that a hunt and its shrinking come to, in slices of so many steps.
fn sliced(mut hunt: Hunt, steps: u64) -> (Find, Counts) {
    while hunt.go_on(steps) == Progress::Hunting {}
    let mut shrink = hunt.shrink().expect("it finds a breach");
    while !shrink.go_on(steps) {}
    (shrink.find().clone(), hunt.counts())
}

#[test]
fn slices_change_nothing() {
    let at_once = sliced(wild(), 1_000_000);
    for steps in [1, 7, 1_000] {
        assert_eq!(sliced(wild(), steps), at_once, "slices of {steps} steps");
    }
}

#[test]
fn parts_that_come_in_any_order_add_up_to_the_same() {
    let plan = Plan { allowed: allow(&[Kind::Drop], 1), ..Plan::new(Strategy::Reduced) };
    let run = busy(&without_durable_answers());
    let alone = end(Hunt::new(&run, plan.clone()));
    let mut shared = Hunt::new(&run, plan);
    let outcomes: Vec<_> =
        (0..40).map(|number| (number, Part::finish(shared.part(number)))).collect();
    for (number, outcome) in outcomes.into_iter().rev() {
        shared.take(number, outcome);
    }
    assert_eq!(shared.progress(), Progress::Found);
    assert_eq!((shared.find(), shared.counts()), (alone.find(), alone.counts()));
}

#[test]
fn what_breaks_by_itself_is_found_first_and_needs_no_act() {
    let mut scenario = without_durable_answers();
    scenario.storage = trading_post::scenario::Law::Fixed { us: 90_000 };
    for strategy in ALL {
        let mut run = run_of(&scenario);
        let find = find(&run, Invariant::Durable, Plan::new(strategy));
        assert_eq!(acts(&find), [&Intervention::Heal; 0]);
        opens(&mut run, &find);
    }
}

#[test]
fn what_is_broken_when_the_hunt_begins_is_no_find() {
    let mut scenario = without_durable_answers();
    scenario.storage = trading_post::scenario::Law::Fixed { us: 90_000 };
    let plan = Plan { continuations: 5, ..Plan::new(Strategy::Random) };
    let hunt = end(Hunt::new(&busy(&scenario), plan));
    assert_eq!(hunt.progress(), Progress::Exhausted, "{:?}", hunt.find());
}

#[test]
fn a_find_cannot_be_opened_on_a_branch_that_is_forgotten() {
    let mut run = busy(&without_durable_answers());
    run.fork();
    let plan = Plan { allowed: allow(&[Kind::Drop], 1), ..Plan::new(Strategy::Reduced) };
    let find = find(&run, Invariant::Durable, plan);
    let branch = run.branch_id();
    let first = run.branches()[0].0;
    assert!(run.switch(first) && run.discard(branch));
    assert!(!find.open(&mut run));
}

#[test]
fn a_continuation_ends_in_its_time() {
    let run = busy(&Scenario::report());
    let counts = |span: u64| {
        let span = Duration::from_millis(span);
        let plan = Plan { span, continuations: 1, ..Plan::new(Strategy::Random) };
        end(Hunt::new(&run, plan)).counts()
    };
    let (one, ten) = (counts(1_000).steps, counts(10_000).steps);
    assert!(one * 5 < ten && ten < one * 20, "{one} and {ten} steps");
}
