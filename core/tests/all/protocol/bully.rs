//! The bully algorithm, rule by rule (Garcia-Molina 1982, in the textbook form that
//! `protocol.md` gives), as transitions of one peer.

use crate::wire::{self, after, ballot, peer_of};
use trading_post::peer::Peer;
use trading_post::peer::election::{Bully, Election};
use trading_post::peer::io::{Input, Timer};
use trading_post::peer::message::Ballot;
use trading_post::scenario::Scenario;

/// T and T' of the report's scenario, in milliseconds.
const T: &str = "wait 130";
const T_PRIME: &str = "wait 300";

/// One of the report's six peers, switched off.
fn peer(id: u16) -> Peer {
    peer_of(&Scenario::report(), id)
}

/// It follows peer 5, whose announcement is no longer fresh.
fn settled(id: u16) -> Peer {
    after(peer(id), [Input::Start, ballot(5, Ballot::Coordinator), Input::Timer(Timer::Election)])
}

/// It suspects its trader, and waits for an OK.
fn holding(id: u16) -> Peer {
    after(settled(id), [Input::Suspect])
}

/// A higher peer has told it to stand down.
fn standing_down(id: u16) -> Peer {
    after(holding(id), [ballot(4, Ballot::Ok)])
}

/// Nobody above it has answered: it leads.
fn winner(id: u16) -> Peer {
    after(holding(id), [Input::Timer(Timer::Election)])
}

#[track_caller]
fn check(peer: Peer, input: Input, expected: &[&str], bully: Bully, trader: Option<u16>) {
    wire::check(peer, input, expected, Election::Bully(bully), trader);
}

// Rule 1: "A peer that suspects the trader, or has just (re)started, sends ELECTION to every
// higher id; the highest id sends COORDINATOR to all instead."

#[test]
fn who_starts_asks_every_higher_peer() {
    let expected = ["ELECTION to 4", "ELECTION to 5", T];
    check(peer(3), Input::Start, &expected, Bully::AwaitingOk, None);
}

#[test]
fn who_restarts_asks_every_higher_peer() {
    let expected = ["ELECTION to 4", "ELECTION to 5", T];
    check(peer(3), Input::Restart, &expected, Bully::AwaitingOk, None);
}

#[test]
fn who_suspects_the_trader_asks_every_higher_peer_that_one_too() {
    let expected = ["ELECTION to 3", "ELECTION to 4", "ELECTION to 5", T];
    check(settled(2), Input::Suspect, &expected, Bully::AwaitingOk, None);
}

#[test]
fn the_highest_announces_itself_when_it_starts() {
    let expected = ["0", "1", "2", "3", "4"].map(|peer| format!("COORDINATOR to {peer}"));
    let expected: Vec<&str> =
        std::iter::once("wait no more").chain(expected.iter().map(String::as_str)).collect();
    check(peer(5), Input::Start, &expected, Bully::Won, Some(5));
    check(peer(5), Input::Restart, &expected, Bully::Won, Some(5));
}

#[test]
fn a_second_suspicion_changes_nothing_while_an_election_is_under_way() {
    check(holding(2), Input::Suspect, &[], Bully::AwaitingOk, None);
    check(standing_down(2), Input::Suspect, &[], Bully::AwaitingCoordinator, None);
}

// Rule 2: "ELECTION from a lower id: answer OK, and hold an election of one's own unless one is
// under way."

#[test]
fn a_question_from_below_is_answered_and_leads_to_an_election_of_ones_own() {
    let expected = ["OK to 1", "ELECTION to 4", "ELECTION to 5", T];
    check(settled(3), ballot(1, Ballot::Election), &expected, Bully::AwaitingOk, Some(5));
}

#[test]
fn a_question_from_below_is_only_answered_while_an_election_is_under_way() {
    let question = || ballot(1, Ballot::Election);
    check(holding(3), question(), &["OK to 1"], Bully::AwaitingOk, None);
    check(standing_down(3), question(), &["OK to 1"], Bully::AwaitingCoordinator, None);
}

#[test]
fn a_question_that_comes_twice_is_answered_twice_and_begins_one_election() {
    let once = after(settled(3), [ballot(1, Ballot::Election)]);
    check(once, ballot(1, Ballot::Election), &["OK to 1"], Bully::AwaitingOk, Some(5));
}

#[test]
fn the_highest_tells_a_late_asker_alone_that_it_leads() {
    let highest = after(peer(5), [Input::Start]);
    let expected = ["OK to 1", "COORDINATOR to 1"];
    check(highest, ballot(1, Ballot::Election), &expected, Bully::Won, Some(5));
}

#[test]
fn a_winner_that_is_not_the_highest_looks_again_when_it_is_asked() {
    let expected = ["OK to 1", "ELECTION to 5", T];
    check(winner(4), ballot(1, Ballot::Election), &expected, Bully::AwaitingOk, Some(4));
}

#[test]
fn a_late_question_right_after_an_announcement_is_answered_and_begins_no_election() {
    let fresh = after(peer(3), [Input::Start, ballot(5, Ballot::Coordinator)]);
    check(fresh, ballot(1, Ballot::Election), &["OK to 1"], Bully::Adopted, Some(5));
}

#[test]
fn a_question_from_above_is_ignored() {
    check(settled(2), ballot(4, Ballot::Election), &[], Bully::Idle, Some(5));
    check(holding(2), ballot(4, Ballot::Election), &[], Bully::AwaitingOk, None);
}

// Rule 3: "No OK within T: it has won, COORDINATOR to all lower. T = 2 x latency bound +
// processing bound."

#[test]
fn who_hears_no_ok_within_t_has_won_and_tells_all_lower_peers() {
    let expected = ["wait no more", "COORDINATOR to 0", "COORDINATOR to 1", "COORDINATOR to 2"];
    check(holding(3), Input::Timer(Timer::Election), &expected, Bully::Won, Some(3));
}

#[test]
fn t_is_a_round_trip_and_the_processing_bound() {
    let report = Scenario::report();
    let t = 2 * report.network.max_us() + report.processing_us;
    assert_eq!((report.timeouts.ok_us, T), (t, "wait 130"));
}

#[test]
fn an_ok_after_t_comes_too_late_and_is_ignored() {
    check(winner(4), ballot(5, Ballot::Ok), &[], Bully::Won, Some(4));
}

// Rule 4: "OK: wait T' for the COORDINATOR; none comes: start again. T' >= T + 2 x latency bound."

#[test]
fn an_ok_makes_a_peer_wait_for_the_announcement() {
    check(holding(2), ballot(4, Ballot::Ok), &[T_PRIME], Bully::AwaitingCoordinator, None);
}

#[test]
fn a_second_ok_says_nothing_new_and_does_not_prolong_the_wait() {
    check(standing_down(2), ballot(5, Ballot::Ok), &[], Bully::AwaitingCoordinator, None);
}

#[test]
fn an_ok_without_an_election_says_nothing_new() {
    check(settled(2), ballot(4, Ballot::Ok), &[], Bully::Idle, Some(5));
}

#[test]
fn who_waits_for_the_announcement_in_vain_starts_again() {
    let expected = ["ELECTION to 3", "ELECTION to 4", "ELECTION to 5", T];
    check(standing_down(2), Input::Timer(Timer::Election), &expected, Bully::AwaitingOk, None);
}

#[test]
fn t_prime_outlasts_t_and_a_round_trip() {
    let report = Scenario::report();
    assert!(report.timeouts.coordinator_us >= report.timeouts.ok_us + 2 * report.network.max_us());
}

// Rule 5: "COORDINATOR from a higher id: adopt it, and check on it shortly after (a stale
// announcement of a dead peer must not last). From a lower id than one's own: hold an election."

#[test]
fn an_announcement_from_above_is_adopted_whatever_went_before() {
    let announcement = || ballot(5, Ballot::Coordinator);
    let idle = after(peer(2), [Input::Start]);
    for before in [idle, settled(2), holding(2), standing_down(2), winner(4)] {
        check(before, announcement(), &[T], Bully::Adopted, Some(5));
    }
}

#[test]
fn an_announcement_is_fresh_for_t() {
    let fresh = after(peer(3), [Input::Start, ballot(5, Ballot::Coordinator)]);
    check(fresh, Input::Timer(Timer::Election), &[], Bully::Idle, Some(5));
}

#[test]
fn a_fresh_announcement_does_not_keep_from_suspecting_who_made_it() {
    let fresh = after(peer(4), [Input::Start, ballot(5, Ballot::Coordinator)]);
    check(fresh, Input::Suspect, &["ELECTION to 5", T], Bully::AwaitingOk, None);
}

#[test]
fn an_adopted_trader_is_checked_shortly_after() {
    let mut seller = after(peer(0), [Input::Start]);
    let out = wire::put(&mut seller, ballot(5, Ballot::Coordinator));
    let report = Scenario::report();
    let recheck = out.iter().any(|output| {
        matches!(output, trading_post::peer::io::Output::Arm { timer: Timer::Check, after }
            if after.0 == report.timeouts.recheck_us.unsigned_abs())
    });
    assert!(recheck, "{out:?}");
}

#[test]
fn a_trader_whose_announcement_was_stale_is_suspected_when_the_check_has_no_answer() {
    let checking =
        after(peer(2), [Input::Start, ballot(5, Ballot::Coordinator), Input::Timer(Timer::Check)]);
    let expected = ["ELECTION to 3", "ELECTION to 4", "ELECTION to 5", T];
    check(checking, Input::Timer(Timer::Pong), &expected, Bully::AwaitingOk, None);
}

#[test]
fn an_announcement_from_below_is_answered_by_an_election() {
    let expected = ["ELECTION to 4", "ELECTION to 5", T];
    check(settled(3), ballot(2, Ballot::Coordinator), &expected, Bully::AwaitingOk, Some(5));
    check(holding(3), ballot(2, Ballot::Coordinator), &[], Bully::AwaitingOk, None);
}

#[test]
fn the_highest_overrules_an_announcement_from_below_at_once() {
    let highest = after(peer(5), [Input::Start]);
    let expected = [
        "wait no more",
        "COORDINATOR to 0",
        "COORDINATOR to 1",
        "COORDINATOR to 2",
        "COORDINATOR to 3",
        "COORDINATOR to 4",
    ];
    check(highest, ballot(4, Ballot::Coordinator), &expected, Bully::Won, Some(5));
}

#[test]
fn an_announcement_that_comes_twice_changes_nothing() {
    let once = after(settled(2), [ballot(5, Ballot::Coordinator)]);
    check(once, ballot(5, Ballot::Coordinator), &[T], Bully::Adopted, Some(5));
}

#[test]
fn a_question_of_the_other_algorithm_is_ignored() {
    check(settled(2), ballot(1, Ballot::Next), &[], Bully::Idle, Some(5));
}
