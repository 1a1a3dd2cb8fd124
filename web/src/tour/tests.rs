//! All tours are played, and what they claim is held against the run.

use super::facts::{
    doubter, highest, highest_up, last, leader, leaders, sale_before_crash, sales_of, serving,
    waiting,
};
use super::*;
use trading_post::id::{PeerId, RequestId};
use trading_post::market::ledger::Entry;
use trading_post::market::order::Ticket;
use trading_post::peer::message::{Ballot, Message};
use trading_post::world::{Brief, Event, Life, What};

/// A frame, in milliseconds.
const FRAME_MS: f64 = 16.0;

/// Goes to a step, counted from 1, and gives the laboratory there.
fn at(tour: Tour, step: usize) -> (Course, Lab) {
    let (mut course, mut lab) = Course::begin(tour);
    (1..step).for_each(|_| course.next(&mut lab, false).expect("the tour goes on"));
    (course, lab)
}

/// What is shown at each step of a tour.
fn walk(tour: Tour) -> Vec<TourView> {
    let (mut course, mut lab) = Course::begin(tour);
    let mut seen = vec![course.view(&lab)];
    while !course.is_last() {
        course.next(&mut lab, false).expect("the tour goes on");
        seen.push(course.view(&lab));
    }
    seen
}

fn here(lab: &Lab) -> (u32, usize) {
    (lab.run().branch_id().0, lab.run().moment())
}

fn act(lab: &mut Lab, act: Intervention) {
    lab.act(act).expect("it is possible");
}

#[track_caller]
fn answers(tour: Tour, step: usize, wanted: &str) {
    let (course, lab) = at(tour, step);
    let verdict = course.view(&lab).verdict.expect("the step before asks something");
    assert_eq!(verdict.answer, wanted);
}

/// Whether a peer was answered OK since the last crash.
fn hears_ok_after_crash(lab: &Lab, peer: PeerId) -> bool {
    let crash = last(lab, |event| event.what == What::Crash).expect("somebody has crashed");
    let since = lab.run().trace().range(crash..lab.run().trace_length());
    let ok = |what: &What| {
        matches!(what, What::Receive { brief: Brief::Message(Message::Ballot(Ballot::Ok)), .. })
    };
    since.filter(|event| event.peer() == Some(peer)).any(|event| ok(&event.what))
}

/// The request whose sale the ledger refuses in this event.
const fn refused_sale(what: &What) -> Option<RequestId> {
    let What::Refuse { entry: Entry::Sale { request, .. }, .. } = what else { return None };
    Some(*request)
}

#[test]
fn every_way_of_every_tour_leads_where_it_says() {
    for tour in Tour::ALL {
        let (course, mut lab) = Course::begin(tour);
        for (i, step) in tour.plan().steps.iter().enumerate().skip(1) {
            let gone = step.way.iter().all(|part| course.go(&mut lab, part));
            assert!(gone, "{} {}", tour.plan().name, i + 1);
        }
    }
}

#[test]
fn each_question_is_answered_by_the_run_with_one_of_its_choices() {
    for tour in Tour::ALL {
        let seen = walk(tour);
        assert!(seen.iter().any(|view| view.asked.is_some()), "{}", seen[0].title);
        for pair in seen.windows(2) {
            let Some(asked) = &pair[0].asked else { continue };
            let Verdict { answer, .. } = pair[1].verdict.as_ref().expect("it is answered");
            assert!(asked.choices.contains(answer), "{}: {answer}", pair[0].title);
        }
    }
}

#[test]
fn each_step_says_something_short_and_points_at_something() {
    for view in Tour::ALL.into_iter().flat_map(walk) {
        let words = view.text.split_whitespace().count();
        assert!((10..=70).contains(&words), "{words}: {}", view.text);
        assert!(!view.sights.is_empty(), "{}", view.text);
        assert!(view.word.is_none_or(|word| view.text.contains(word.name())), "{}", view.text);
    }
}

#[test]
fn no_tour_breaks_a_statement_by_itself() {
    for tour in Tour::ALL {
        let (_, lab) = at(tour, tour.plan().steps.len());
        assert_eq!(lab.red_checks(), 0, "{}", tour.plan().name);
    }
}

#[test]
fn in_an_election_one_in_the_middle_notices_and_the_highest_wins_both_times() {
    let (_, lab) = at(Tour::Election, 3);
    assert!(doubter(&lab) > PeerId(0) && doubter(&lab) < highest_up(&lab));
    answers(Tour::Election, 4, "The highest that is up");
    let (_, lab) = at(Tour::Election, 4);
    assert_eq!(leader(&lab), PeerId(4));
    let told_to_stand_down = [0, 1, 2, 3, 4].map(|peer| hears_ok_after_crash(&lab, PeerId(peer)));
    assert_eq!(told_to_stand_down, [true, true, true, true, false]);
    let (_, lab) = at(Tour::Election, 6);
    assert!(matches!(lab.world().node(highest(&lab)).life, Life::Crashed { .. }));
    answers(Tour::Election, 7, "Take the lead again");
    let (_, lab) = at(Tour::Election, 7);
    assert_eq!(leaders(&lab), [highest(&lab)]);
}

#[test]
fn of_two_elections_comes_one_trader_and_with_a_cut_link_two() {
    answers(Tour::TwoAtOnce, 3, "One");
    answers(Tour::TwoAtOnce, 5, "Two");
    let (_, lab) = at(Tour::TwoAtOnce, 5);
    let mut both = leaders(&lab);
    both.sort_unstable();
    assert_eq!(both, [PeerId(3), PeerId(4)]);
    assert_eq!(lab.run().branches().len(), 2);
}

#[test]
fn the_sale_at_whose_moment_the_trader_dies_counts_once() {
    let (_, lab) = at(Tour::MidSale, 2);
    let (request, place) = sale_before_crash(&lab).expect("it has sold");
    assert!(matches!(lab.world().node(PeerId(5)).life, Life::Crashed { .. }));
    assert_eq!(lab.world().ledger().records().len(), place as usize + 1);
    answers(Tour::MidSale, 4, "Tell of the sale that there was");
    let (_, lab) = at(Tour::MidSale, 4);
    assert_eq!((sales_of(&lab, request), leader(&lab)), (1, PeerId(4)));
}

#[test]
fn two_believe_to_lead_and_the_ledger_refuses_the_older_one() {
    let (_, lab) = at(Tour::Epochs, 3);
    assert_eq!(leaders(&lab), [PeerId(5), PeerId(4)]);
    answers(Tour::Epochs, 5, "Refuse it: epoch 1 is over");
    let (_, lab) = at(Tour::Epochs, 6);
    assert_eq!(lab.world().ledger().epoch().0, 3);
    let refused: Vec<_> = lab.run().past().filter_map(|event| refused_sale(&event.what)).collect();
    assert!(!refused.is_empty());
    assert!(refused.iter().all(|request| request.buyer == PeerId(1)));
    assert!(refused.iter().all(|request| sales_of(&lab, *request) == 0));
    let answered = |event: &Event| {
        matches!(&event.what, What::Receive { brief: Brief::Message(message), .. }
            if message.answers().is_some_and(|request| refused.contains(&request)))
    };
    assert!(!lab.run().past().any(answered));
}

#[test]
fn one_is_served_while_two_wait_and_who_comes_later_may_go_first() {
    let (_, lab) = at(Tour::WhoAsked, 1);
    assert!(serving(&lab).is_some());
    assert_eq!(waiting(&lab).len(), 2);
    let (course, lab) = at(Tour::WhoAsked, 6);
    let asked = course.view(&lab).asked.expect("it asks something");
    answers(Tour::WhoAsked, 7, &asked.choices[0]);
    let waits = |ticket: &Ticket| {
        let name = format!("Request {},", ticket.request);
        [0, 1].map(|choice| asked.choices[choice].starts_with(&name))
    };
    assert_eq!(waiting(&lab).iter().map(waits).collect::<Vec<_>>(), [[false, true]]);
}

#[test]
fn each_tour_but_the_last_leads_on_to_another_at_its_end() {
    let led = Tour::ALL.map(|tour| walk(tour).last().and_then(|view| view.next));
    assert!(led.iter().zip(&Tour::ALL[1..]).all(|(next, tour)| *next == Some(*tour)));
    assert_eq!(led.last(), Some(&None));
    let (course, lab) = at(Tour::Election, 1);
    assert_eq!(course.view(&lab).next, None);
}

#[test]
fn who_goes_back_finds_the_moment_as_it_was_and_comes_to_the_same_again() {
    for tour in Tour::ALL {
        let (mut course, mut lab) = at(tour, 1);
        let first = here(&lab);
        course.next(&mut lab, false).expect("it goes on");
        course.next(&mut lab, false).expect("it goes on");
        let third = here(&lab);
        (0..3).for_each(|_| course.back(&mut lab).expect("it goes back"));
        assert_eq!(here(&lab), first);
        course.next(&mut lab, false).expect("it goes on");
        course.next(&mut lab, false).expect("it goes on");
        assert_eq!(here(&lab).1, third.1, "{}", tour.plan().name);
    }
}

#[test]
fn who_leaves_the_path_is_told_so_and_finds_back() {
    let (mut course, mut lab) = at(Tour::Election, 2);
    let on_the_path = here(&lab);
    assert!(!course.view(&lab).elsewhere);
    lab.step();
    assert!(course.view(&lab).elsewhere);
    course.come_back(&mut lab).expect("it is there");
    assert!(!course.view(&lab).elsewhere);
    assert_eq!(here(&lab), on_the_path);
}

#[test]
fn what_a_person_does_stays_in_history_and_out_of_the_tour() {
    let (_, undisturbed) = at(Tour::Election, 4);
    let (mut course, mut lab) = at(Tour::Election, 3);
    act(&mut lab, Intervention::Crash(PeerId(4)));
    lab.go_to(&Goal::Trader);
    course.next(&mut lab, false).expect("it goes on");
    assert_eq!(lab.run().trace_length(), undisturbed.run().trace_length());
    assert_eq!(leader(&lab), PeerId(4));
    let branches = lab.run().branches();
    let crashed = |event: &Event| event.what == What::Crash && event.peer() == Some(PeerId(4));
    assert!(branches.iter().any(|(_, branch)| branch.trace().iter().any(crashed)));
}

#[test]
fn where_the_person_is_to_act_the_tour_goes_on_from_there() {
    let (mut course, mut lab) = at(Tour::OwnFault, 2);
    act(&mut lab, Intervention::Crash(PeerId(5)));
    assert!(!course.view(&lab).elsewhere);
    let left = lab.shown();
    course.next(&mut lab, false).expect("it goes on");
    assert!(lab.shown() >= left + Duration(10_000_000));
    assert!(course.view(&lab).text.starts_with("You did one thing to the run."));
    course.back(&mut lab).expect("it goes back");
    course.next(&mut lab, false).expect("it goes on");
    assert!(course.view(&lab).text.starts_with("You did nothing"));
}

#[test]
fn the_way_to_a_step_is_played_and_ends_there() {
    let (mut course, mut lab) = at(Tour::Election, 3);
    let from = lab.shown();
    course.next(&mut lab, true).expect("it goes on");
    assert!(lab.playing() && lab.shown() == from);
    let view = course.view(&lab);
    assert!(view.under_way && view.text.starts_with("Watch ELECTION"));
    let frames = (0..).take_while(|_| {
        lab.advance(FRAME_MS);
        lab.playing()
    });
    let watched_ms = frames.count() as f64 * FRAME_MS;
    assert!((1_000.0..7_000.0).contains(&watched_ms), "{watched_ms}");
    let view = course.view(&lab);
    assert!(!view.under_way && !view.elsewhere);
    assert_eq!(here(&lab), here(&at(Tour::Election, 4).1));
}

#[test]
fn who_pauses_on_the_way_has_left_the_path() {
    let (mut course, mut lab) = at(Tour::Election, 3);
    course.next(&mut lab, true).expect("it goes on");
    lab.advance(FRAME_MS);
    lab.play_or_pause();
    assert!(course.view(&lab).elsewhere);
    course.come_back(&mut lab).expect("it is there");
    assert_eq!(here(&lab), here(&at(Tour::Election, 4).1));
}

#[test]
fn a_prediction_is_held_against_what_happens() {
    let says = |choice: usize| {
        let (mut course, mut lab) = at(Tour::Election, 3);
        assert!(course.is_unanswered());
        course.predict(choice);
        course.next(&mut lab, false).expect("it goes on");
        course.view(&lab).verdict.and_then(|verdict| verdict.said)
    };
    assert_eq!(says(0).as_deref(), Some("The one that noticed first"));
    assert_eq!(says(2).as_deref(), Some("The highest that is up"));
}

#[test]
fn a_tour_whose_branch_is_discarded_says_so() {
    let (mut course, mut lab) = at(Tour::TwoAtOnce, 4);
    let branch = lab.run().branch_id();
    lab.switch(trading_post::run::BranchId(0));
    assert!(lab.discard(branch));
    let why = course.come_back(&mut lab).expect_err("it is gone");
    assert!(why.contains("no more"), "{why}");
}

#[test]
fn a_tour_has_a_name_of_its_own() {
    for tour in Tour::ALL {
        assert_eq!(Tour::named(tour.plan().name), Ok(tour));
    }
}
