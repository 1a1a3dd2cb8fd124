use super::*;
use trading_post::compare::{Comparison, End, Measure};

fn comparing() -> Comparing {
    Comparing::of(&Lab::new(Scenario::report()).expect("it makes sense"))
}

fn choice(words: &str) -> Choice {
    words.parse().expect("it is a choice")
}

const TEN: Instant = Instant(10_000_000);

#[test]
fn columns_stay_in_step_while_they_play() {
    let mut comparing = comparing();
    comparing.set_speed(Speed::of_step(8));
    comparing.play_or_pause();
    for _ in 0..200 {
        comparing.advance(16.0);
        assert!(comparing.is_in_step());
    }
    assert_eq!(comparing.at(), Instant(200 * 16_000 * 5));
    assert!(comparing.compared().differs(Measure::ElectionMessages));
}

#[test]
fn it_comes_to_what_the_command_line_comes_to() {
    let mut comparing = comparing();
    comparing.go_to(TEN);
    comparing.kill(0, PeerId(5)).expect("it is up");
    comparing.go_to(Instant(20_000_000));
    let act = Planned { at_us: 10_000_001, act: Intervention::Crash(PeerId(5)) };
    let choices = ["as-it-is", "election=ring"].map(choice);
    let end = End::At(Instant(20_000_000));
    let whole = Comparison::new(&Scenario::report(), &choices, &[act], end);
    assert_eq!(comparing.compared(), whole.expect("it makes sense").finish());
}

#[test]
fn each_column_has_the_election_that_was_chosen_for_it() {
    let mut comparing = comparing();
    assert_eq!(comparing.elections()[0], Algorithm::Bully);
    comparing.choose(1, choice("election=vote")).expect("it makes sense");
    assert_eq!(comparing.elections(), [Algorithm::Bully, Algorithm::Vote]);
}

#[test]
fn a_click_crashes_a_peer_in_all_columns_and_the_next_restarts_it() {
    let mut comparing = comparing();
    comparing.go_to(TEN);
    let are = |comparing: &Comparing| -> Vec<Health> {
        let of = |column: &Column| health(column.lab().world().node(PeerId(2)));
        comparing.columns().iter().map(of).collect()
    };
    comparing.kill(1, PeerId(2)).expect("it is up");
    assert_eq!(are(&comparing), [Health::Crashed; 2]);
    assert_eq!(comparing.announced(), "Crash peer 2 at 10.000 s.");
    comparing.kill(0, PeerId(2)).expect("it is down");
    assert_eq!(are(&comparing), [Health::Up; 2]);
}

#[test]
fn what_is_possible_in_no_column_is_refused_with_the_reason() {
    let mut comparing = comparing();
    let refused = comparing.act(Intervention::Restart(PeerId(2))).expect_err("it is up");
    assert!(refused.starts_with("Not possible now: "), "{refused}");
    assert_eq!(comparing.acts(), 0);
}

#[test]
fn an_act_in_the_past_takes_the_place_of_those_that_came_later() {
    let mut comparing = comparing();
    comparing.go_to(TEN);
    comparing.kill(0, PeerId(5)).expect("it is up");
    comparing.go_to(Instant(5_000_000));
    comparing.kill(0, PeerId(4)).expect("it is up");
    comparing.go_to(Instant(15_000_000));
    let up = |peer| health(comparing.columns()[1].lab().world().node(PeerId(peer))) == Health::Up;
    assert!(up(5) && !up(4));
}

#[test]
fn going_back_and_on_again_comes_to_the_same() {
    let mut comparing = comparing();
    comparing.go_to(TEN);
    let there = comparing.compared();
    comparing.go_to(Instant(3_000_000));
    assert_ne!(comparing.compared(), there);
    comparing.go_to(TEN);
    assert_eq!(comparing.compared(), there);
    comparing.step_back();
    assert!(comparing.at() < TEN);
    comparing.step();
    assert!(comparing.is_in_step());
}

#[test]
fn a_column_that_chooses_otherwise_has_the_same_acts() {
    let mut comparing = comparing();
    comparing.go_to(TEN);
    comparing.kill(0, PeerId(5)).expect("it is up");
    comparing.choose(1, choice("detector=heartbeat,without=fencing")).expect("it makes sense");
    assert!(comparing.is_in_step());
    let node = comparing.columns()[1].lab().world().node(PeerId(5));
    assert_eq!(health(node), Health::Crashed);
    assert!(!comparing.columns()[1].lab().scenario().defences.fencing);
}

#[test]
fn there_are_two_to_four_columns() {
    let mut comparing = comparing();
    comparing.add().and_then(|()| comparing.add()).expect("there is room");
    let titles: Vec<String> = comparing.columns().iter().map(|c| c.choice().title()).collect();
    assert_eq!(titles, ["As it is", "Ring", "The report's election", "Modified bully"]);
    assert!(comparing.add().is_err());
    (0..3).for_each(|_| comparing.remove(0));
    assert_eq!(comparing.columns().len(), 2);
}

#[test]
fn what_was_done_on_screen_is_done_in_all_columns_but_for_single_messages() {
    let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
    (0..300).for_each(|_| lab.step());
    lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
    while lab.world().in_flight().next().is_none() {
        lab.step();
    }
    let message = lab.world().in_flight().next().expect("one is under way").id;
    let touch = trading_post::scenario::Touch::Drop;
    lab.act(Intervention::Touch { message, touch }).expect("it is under way");
    let mut comparing = Comparing::of(&lab);
    assert!(comparing.is_of(&lab));
    assert_eq!((comparing.acts(), comparing.left_out()), (1, 1));
    comparing.go_to(lab.shown() + RIGHT_BEHIND);
    for column in comparing.columns() {
        assert_eq!(health(column.lab().world().node(PeerId(5))), Health::Crashed);
    }
    lab.act(Intervention::Crash(PeerId(4))).expect("it is up");
    assert!(!comparing.is_of(&lab));
}
