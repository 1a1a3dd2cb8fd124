//! Tests of the laboratory.

use super::play::{MOST_EVENTS, STEPS_PER_FRAME};
use super::*;
use trading_post::id::PeerId;
use trading_post::market::ledger::Entry;
use trading_post::peer::rules::Defences;
use trading_post::run::Goal;
use trading_post::scenario::{Disturbance, Links, Planned, Rule};
use trading_post::world::{Event, What};

fn lab() -> Lab {
    Lab::new(Scenario::report()).expect("it makes sense")
}

fn state(lab: &Lab) -> String {
    format!("{:?} {:?}", lab.world(), lab.shown())
}

#[test]
fn opens_playing_and_soon_has_something_to_tell() {
    let mut lab = lab();
    (0..60).for_each(|_| lab.advance(16.0));
    assert!(lab.playing() && lab.told().is_some());
    assert!(lab.run().moment() > 20);
}

#[test]
fn frames_of_any_length_lead_to_the_same_world() {
    let (mut fine, mut coarse) = (lab(), lab());
    (0..800).for_each(|_| fine.advance(10.0));
    (0..80).for_each(|_| coarse.advance(100.0));
    let end = fine.run().moment().min(coarse.run().moment());
    fine.seek(end);
    coarse.seek(end);
    assert_eq!(state(&fine), state(&coarse));
}

#[test]
fn a_paused_laboratory_stands_still() {
    let mut lab = lab();
    lab.advance(100.0);
    lab.play_or_pause();
    let (before, revision) = (state(&lab), lab.revision());
    lab.advance(100.0);
    assert_eq!((state(&lab), lab.revision()), (before, revision));
}

#[test]
fn stepping_pauses_and_stepping_back_undoes_it() {
    let mut lab = lab();
    lab.seek(0);
    (0..50).for_each(|_| lab.step());
    let (before, told) = (state(&lab), lab.told());
    lab.step();
    lab.step_back();
    assert!(!lab.playing());
    assert_eq!((state(&lab), lab.told()), (before, told));
}

#[test]
fn a_crash_is_undone_by_stepping_back() {
    let mut lab = lab();
    (0..100).for_each(|_| lab.advance(16.0));
    lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
    assert!(lab.world().node(PeerId(5)).peer().is_none());
    lab.step_back();
    assert!(lab.world().node(PeerId(5)).peer().is_some());
}

#[test]
fn a_crash_is_announced_and_told() {
    let mut lab = lab();
    (0..100).for_each(|_| lab.advance(16.0));
    lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
    assert_eq!(lab.announced(), "Peer 5 crashed");
    let told = lab.told().map(|event| lab.run().trace()[event]);
    assert_eq!(told.and_then(|event| event.peer()), Some(PeerId(5)));
}

#[test]
fn stepping_by_message_stops_after_an_arrival() {
    let mut lab = lab();
    lab.seek(0);
    lab.next_message();
    assert!(lab.run().last_was_arrival());
    let first = lab.run().moment();
    lab.next_message();
    lab.previous_message();
    assert_eq!(lab.run().moment(), first);
}

#[test]
fn shown_time_never_goes_back_while_it_plays() {
    let mut lab = lab();
    let mut before = lab.shown();
    for frame in 0..400 {
        lab.set_speed(Speed::of_step(frame * 7 % (Speed::LAST + 1)));
        lab.advance(16.0);
        assert!(lab.shown() >= before, "frame {frame}");
        before = lab.shown();
    }
}

#[test]
fn with_every_peer_down_it_stops_and_says_why() {
    let mut lab = lab();
    (0..30).for_each(|_| lab.advance(16.0));
    for peer in PeerId::all(6) {
        lab.act(Intervention::Crash(peer)).expect("it is up");
    }
    (0..2_000).for_each(|_| lab.advance(100.0));
    assert!(!lab.playing());
    assert_eq!(lab.halt(), Some(Halt::NothingDue));
    lab.act(Intervention::Restart(PeerId(3))).expect("it is down");
    assert_eq!(lab.halt(), None);
}

#[test]
fn a_run_ends_before_it_fills_the_browsers_memory() {
    let mut lab = lab();
    lab.set_speed(Speed::of_step(Speed::LAST));
    while lab.playing() {
        lab.advance(16.0);
    }
    assert_eq!(lab.halt(), Some(Halt::Full));
    assert!(lab.run().trace().len() < MOST_EVENTS + 100_000);
    lab.step_back();
    assert_eq!(lab.halt(), None);
}

#[test]
fn the_fastest_speed_is_bounded_by_the_frame() {
    let mut lab = lab();
    lab.set_speed(Speed::of_step(Speed::LAST));
    lab.advance(16.0);
    assert_eq!(lab.run().moment(), STEPS_PER_FRAME);
}

#[test]
fn runs_on_until_the_goal_is_reached_and_says_so() {
    let mut lab = lab();
    lab.run_to(Aim::Goal(Goal::Sale));
    assert!(lab.playing() && lab.aim().is_some());
    (0..1_000).for_each(|_| lab.advance(16.0));
    assert!(!lab.playing() && lab.aim().is_none());
    let mut step = lab.run().trace().range(lab.run().last_step());
    assert!(step.any(is_sale));
    assert!(lab.announced().ends_with("until the next sale"), "{}", lab.announced());
}

fn is_sale(event: &Event) -> bool {
    matches!(event.what, What::Append { entry: Entry::Sale { .. }, .. })
}

#[test]
fn going_on_to_a_goal_can_be_stopped() {
    let mut lab = lab();
    lab.run_to(Aim::Goal(Goal::Crash(PeerId(1))));
    lab.advance(16.0);
    assert!(lab.playing());
    lab.play_or_pause();
    assert!(!lab.playing() && lab.aim().is_none());
}

#[test]
fn books_and_index_are_those_of_the_branch() {
    let mut lab = lab();
    (0..400).for_each(|_| lab.step());
    let (sold, events) = (lab.books().length(), lab.index().lifelines.len());
    lab.seek(100);
    lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
    assert!(lab.books().length() < sold && lab.index().lifelines.len() < events);
    assert!(lab.switch(BranchId(0)));
    lab.seek(usize::MAX);
    assert_eq!((lab.books().length(), lab.index().lifelines.len()), (sold, events));
}

#[test]
fn a_run_made_again_stands_where_the_old_one_stood() {
    let mut lab = lab();
    (0..400).for_each(|_| lab.step());
    lab.seek(150);
    lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
    (0..30).for_each(|_| lab.step());
    let record = lab.run().record();
    let run = Run::of_record(&record, 1_000_000).expect("it was made by a run");
    let again = Lab::of_run(run);
    assert!(!again.playing());
    assert_eq!(state(&again), state(&lab));
    assert_eq!(again.told(), lab.told());
    assert_eq!(again.books().length(), lab.books().length());
}

#[test]
fn runs_on_until_a_check_goes_red_and_stands_at_the_first_such_moment() {
    let open_desk = Defences { fencing: false, ..Defences::default() };
    let pause = |at_us, act| Planned { at_us, act };
    let faults = vec![
        pause(3_000_000, Intervention::Pause(PeerId(5))),
        pause(6_000_000, Intervention::Resume(PeerId(5))),
    ];
    let scenario = Scenario { defences: open_desk, faults, ..Scenario::report() };
    let mut lab = Lab::new(scenario).expect("it makes sense");
    lab.run_to(Aim::Breach);
    (0..500).for_each(|_| lab.advance(16.0));
    assert!(!lab.playing(), "a trader that was only slow writes into another epoch");
    let first = &lab.index().checks.breaches()[0];
    assert!(lab.run().last_step().contains(&first.event), "{first:?}");
}

#[test]
fn what_a_user_did_to_links_is_told_by_its_name() {
    let mut lab = lab();
    (0..50).for_each(|_| lab.step());
    let links = Links::Between(PeerId(1).into(), PeerId(2).into());
    let cut = Rule { links: links.clone(), disturbance: Disturbance::Cut };
    lab.act(Intervention::Disturb(cut)).expect("the peers are there");
    let told = |lab: &Lab| lab.sentence(lab.run().last_step().start);
    assert_eq!(told(&lab), "Cut the links between peer 1 and peer 2");
    lab.act(Intervention::HealLinks(links)).expect("the peers are there");
    assert_eq!(told(&lab), "Heal the links between peer 1 and peer 2");
}
