//! The other elections: what they cost, worked out from what their authors say and not from the code;
//! and the messages that each of them ignores.
//!
//! Every message counts, those to the dead too. Where nothing else is said the highest of n peers has
//! just died.

use crate::quiet::{ballots, election, latencies, named, quiet};
use crate::wire::{self, after, ballot, peer_of};
use std::collections::BTreeMap;
use trading_post::id::{PeerId, Term};
use trading_post::peer::Peer;
use trading_post::peer::election::{Election, ModifiedBully, Ring};
use trading_post::peer::io::{Input, Timer};
use trading_post::peer::message::Ballot;
use trading_post::peer::rules::{Algorithm, RingOrder};
use trading_post::scenario::Scenario;
use trading_post::world::Event;

const SIZES: [u16; 4] = [4, 6, 10, 50];

/// T, T' and six times T' of the report's scenario, in milliseconds.
const T: &str = "wait 130";
const T_PRIME: &str = "wait 300";
const WHOLE_ROUND: &str = "wait 1800";

// The modified bully algorithm (Mamun, Masum and Mustafa 2004): "when a process notices that the
// coordinator has failed it sends ELECTION to all higher ones; they answer with their numbers; it
// sends GRANT to the highest of them, which sends COORDINATOR to all".

fn modified(n: u16) -> Scenario {
    Scenario { election: Algorithm::ModifiedBully, ..quiet(n) }
}

#[test]
fn the_modified_bully_takes_3n_minus_4_messages_if_the_lowest_notices() {
    for (n, messages) in SIZES.into_iter().zip([8, 14, 26, 146]) {
        let trace = election(&modified(n), [n - 1], [0]);
        let counted = ["ELECTION", "OK", "GRANT", "COORDINATOR"].map(|name| named(&trace, name));
        // To all above it; from all of them but the dead one; to one; to all that are up.
        let above = u64::from(n) - 1;
        assert_eq!(counted, [above, above - 1, 1, above - 1], "{n} peers");
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(messages, 3 * u64::from(n) - 4);
        // T, the GRANT and the COORDINATOR.
        assert_eq!(latencies(&trace), 2 + 1 + 1, "{n} peers");
    }
}

#[test]
fn the_modified_bully_takes_n_minus_1_messages_if_the_next_highest_notices() {
    for n in SIZES {
        let trace = election(&modified(n), [n - 1], [n - 2]);
        assert_eq!(ballots(&trace), u64::from(n) - 1, "{n} peers");
        assert_eq!(latencies(&trace), 3, "{n} peers");
    }
}

#[test]
fn whoever_notices_the_modified_bully_takes_two_messages_less_for_each_peer_below_it() {
    let n = 10;
    for notices in 0..n - 2 {
        let trace = election(&modified(n), [n - 1], [notices]);
        let messages = 3 * u64::from(n) - 4 - 2 * u64::from(notices);
        assert_eq!(ballots(&trace), messages, "{notices} notices");
    }
}

#[test]
fn with_all_noticing_the_modified_bully_pays_for_each_and_still_elects_one() {
    for n in SIZES {
        let trace = election(&modified(n), [n - 1], 0..n - 1);
        // Each pair asks, and of those that are up answers; all but the winner grant, and each
        // of them is told by the announcement and in answer to its GRANT.
        let (all, up) = (u64::from(n), u64::from(n) - 1);
        let messages = all * (all - 1) / 2 + up * (up - 1) / 2 + 3 * (up - 1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(named(&trace, "GRANT"), up - 1, "{n} peers");
    }
}

fn modified_peer(id: u16) -> Peer {
    peer_of(&Scenario { election: Algorithm::ModifiedBully, ..Scenario::report() }, id)
}

/// It follows peer 5, whose announcement is no longer fresh.
fn settled(id: u16) -> Peer {
    let announcement = ballot(5, Ballot::Coordinator);
    after(modified_peer(id), [Input::Start, announcement, Input::Timer(Timer::Election)])
}

/// It has asked, and these have answered.
fn collecting(id: u16, answered: &[u16]) -> Peer {
    let answers = answered.iter().map(|from| ballot(*from, Ballot::Ok));
    after(settled(id), [Input::Suspect].into_iter().chain(answers))
}

#[track_caller]
fn check(peer: Peer, input: Input, said: &[&str], state: ModifiedBully, trader: Option<u16>) {
    wire::check(peer, input, said, Election::ModifiedBully(state), trader);
}

const fn highest(peer: u16) -> ModifiedBully {
    ModifiedBully::Collecting { highest: Some(PeerId(peer)) }
}

#[test]
fn who_is_asked_answers_and_holds_no_election() {
    let asked = || ballot(1, Ballot::Election);
    check(settled(3), asked(), &["OK to 1"], ModifiedBully::Idle, Some(5));
    check(collecting(3, &[4]), asked(), &["OK to 1"], highest(4), None);
}

#[test]
fn the_initiator_grants_the_highest_that_has_answered_whatever_their_order() {
    let granted = ["GRANT to 4", T_PRIME];
    for answered in [&[2, 3, 4], &[4, 2, 3], &[3, 4, 4]] {
        let peer = collecting(1, answered);
        check(peer, Input::Timer(Timer::Election), &granted, ModifiedBully::Granted, None);
    }
}

#[test]
fn an_answer_of_the_highest_of_all_is_granted_at_once() {
    let granted = ["GRANT to 5", T_PRIME];
    check(collecting(1, &[2]), ballot(5, Ballot::Ok), &granted, ModifiedBully::Granted, None);
}

#[test]
fn with_no_answer_the_initiator_leads_itself() {
    let expected = ["wait no more", "COORDINATOR to 0", "COORDINATOR to 1"];
    let peer = collecting(2, &[]);
    check(peer, Input::Timer(Timer::Election), &expected, ModifiedBully::Idle, Some(2));
}

#[test]
fn if_the_granted_peer_says_nothing_the_initiator_begins_again() {
    let granter = after(collecting(3, &[4]), [Input::Timer(Timer::Election)]);
    let expected = ["ELECTION to 4", "ELECTION to 5", T];
    let state = ModifiedBully::Collecting { highest: None };
    check(granter, Input::Timer(Timer::Election), &expected, state, None);
}

#[test]
fn a_second_grant_is_told_who_leads_and_nobody_else_is() {
    let leads = after(settled(2), [ballot(0, Ballot::Grant)]);
    let told = ["COORDINATOR to 1"];
    check(leads, ballot(1, Ballot::Grant), &told, ModifiedBully::Idle, Some(2));
}

#[test]
fn a_late_grant_and_a_late_ok_change_nothing() {
    let fresh = || after(settled(3), [ballot(5, Ballot::Coordinator)]);
    check(fresh(), ballot(1, Ballot::Grant), &[], ModifiedBully::Adopted, Some(5));
    check(fresh(), ballot(4, Ballot::Ok), &[], ModifiedBully::Adopted, Some(5));
}

#[test]
fn an_announcement_from_below_is_contested() {
    let expected = ["ELECTION to 4", "ELECTION to 5", T];
    let state = ModifiedBully::Collecting { highest: None };
    check(settled(3), ballot(2, Ballot::Coordinator), &expected, state, Some(5));
}

// The ring (Chang and Roberts 1979): "the message is passed on if its number is greater than one's
// own, and swallowed if it is smaller".

fn on_ring(n: u16, order: RingOrder) -> Scenario {
    Scenario { election: Algorithm::Ring { order }, ..quiet(n) }
}

/// What the numbers cost. Each is acknowledged by everybody who is up, and who wins tells all.
fn numbers(n: u16, trace: &[Event], to_the_dead: u64) -> u64 {
    let numbers = named(trace, "CANDIDATE");
    assert_eq!(named(trace, "TAKEN"), numbers - to_the_dead, "{n} peers");
    assert_eq!(named(trace, "COORDINATOR"), u64::from(n) - 1, "{n} peers");
    assert_eq!(ballots(trace), numbers + named(trace, "TAKEN") + u64::from(n) - 1);
    numbers
}

#[test]
fn in_rising_order_each_number_goes_one_step_and_the_highest_goes_round() {
    for n in SIZES {
        let trace = election(&on_ring(n, RingOrder::Rising), [], 0..n);
        assert_eq!(numbers(n, &trace, 0), 2 * u64::from(n) - 1, "{n} peers");
        assert_eq!(latencies(&trace), u64::from(n) + 1, "{n} peers");
    }
}

#[test]
fn in_falling_order_each_number_goes_as_far_as_it_can() {
    for n in SIZES {
        let trace = election(&on_ring(n, RingOrder::Falling), [], 0..n);
        let n_wide = u64::from(n);
        assert_eq!(numbers(n, &trace, 0), n_wide * (n_wide + 1) / 2, "{n} peers");
        assert_eq!(latencies(&trace), n_wide + 1, "{n} peers");
    }
}

/// Over all orders n·(1 + 1/2 + ... + 1/n): of four peers 25/3, in 24 orders 200.
#[test]
fn over_all_orders_of_four_peers_the_ring_takes_the_average_that_its_authors_give() {
    let mut costs = BTreeMap::new();
    for by in 0..400 {
        let scenario = on_ring(4, RingOrder::Shuffled { by });
        let ring = scenario.rules().expect("it makes sense").ring;
        costs.entry(ring.clone()).or_insert_with(|| {
            let cost = numbers(4, &election(&scenario, [], 0..4), 0);
            assert_eq!(cost, steps(&ring), "{ring:?}");
            cost
        });
    }
    // A ring has no beginning: each of the six stands for four orders.
    assert_eq!(costs.len(), 6, "{costs:?}");
    assert_eq!(4 * costs.values().sum::<u64>(), 200);
}

/// How many steps all numbers take: each to the first greater one, and the greatest all round.
fn steps(ring: &[PeerId]) -> u64 {
    let far = |from: PeerId| {
        let mut at = ring[from.index()];
        let mut steps = 1;
        while at < from {
            at = ring[at.index()];
            steps += 1;
        }
        steps
    };
    PeerId::all(ring.len()).map(far).sum()
}

#[test]
fn one_that_begins_alone_costs_from_n_to_2n_minus_1_steps_of_the_peers_that_are_up() {
    for n in SIZES {
        let n_wide = u64::from(n);
        let trace = election(&on_ring(n, RingOrder::Rising), [], [n - 1]);
        assert_eq!(numbers(n, &trace, 0), n_wide, "{n} peers");
        let trace = election(&on_ring(n, RingOrder::Rising), [n - 1], [0]);
        assert_eq!(numbers(n, &trace, 1), 2 * (n_wide - 1) - 1 + 1, "{n} peers");
    }
}

#[test]
fn a_number_that_reaches_a_trader_that_is_well_goes_no_further() {
    for n in SIZES {
        let trace = election(&on_ring(n, RingOrder::Rising), [], [0]);
        assert_eq!(numbers(n, &trace, 0), u64::from(n) - 1, "{n} peers");
    }
}

/// n - 1 peers are up; what reaches the dead one's door is sent again, by whoever stands before it.
#[test]
fn a_dead_peer_on_the_ring_costs_one_message_and_t() {
    for n in SIZES {
        let up = u64::from(n) - 1;
        let trace = election(&on_ring(n, RingOrder::Rising), [n - 1], 0..n - 1);
        assert_eq!(numbers(n, &trace, 1), 2 * up - 1 + 1, "{n} peers");
        assert_eq!(latencies(&trace), up + 1 + 2, "{n} peers");
        let trace = election(&on_ring(n, RingOrder::Falling), [n - 1], [n - 2]);
        assert_eq!(numbers(n, &trace, 1), up + 1, "{n} peers");
    }
}

#[test]
fn two_dead_peers_side_by_side_cost_two_messages_and_twice_t() {
    let trace = election(&on_ring(6, RingOrder::Rising), [4, 5], [0]);
    assert_eq!(numbers(6, &trace, 2), 2 * 4 - 1 + 2);
    assert_eq!(latencies(&trace), (2 * 4 - 1) + 1 + 2 * 2);
}

fn ring_peer(id: u16) -> Peer {
    let election = Algorithm::Ring { order: RingOrder::Rising };
    peer_of(&Scenario { election, ..Scenario::report() }, id)
}

fn follows_5(id: u16) -> Peer {
    after(ring_peer(id), [Input::Start, ballot(5, Ballot::Coordinator)])
}

const fn number(from: u16, candidate: u16) -> Input {
    ballot(from, Ballot::Candidate(PeerId(candidate)))
}

const fn passing(candidate: u16, to: u16) -> Ring {
    Ring::Passing { candidate: PeerId(candidate), to: PeerId(to) }
}

const fn waiting(candidate: u16, to: u16) -> Ring {
    Ring::Waiting { candidate: PeerId(candidate), to: PeerId(to) }
}

#[track_caller]
fn turns(peer: Peer, input: Input, said: &[&str], state: Ring, trader: Option<u16>) {
    wire::check(peer, input, said, Election::Ring(state), trader);
}

#[test]
fn a_greater_number_is_passed_on_and_a_smaller_one_swallowed() {
    let passed = ["TAKEN to 1", "CANDIDATE to 3", T];
    turns(follows_5(2), number(1, 4), &passed, passing(4, 3), Some(5));
    turns(follows_5(2), number(1, 0), &passed, passing(2, 3), Some(5));
    let sent_its_own = || after(follows_5(2), [Input::Suspect]);
    turns(sent_its_own(), number(1, 0), &["TAKEN to 1"], passing(2, 3), None);
    turns(sent_its_own(), number(1, 4), &passed[..2], passing(4, 3), None);
}

#[test]
fn a_number_that_comes_a_second_time_is_not_passed_on_again() {
    let passed_on = after(follows_5(2), [number(1, 4), ballot(3, Ballot::Taken)]);
    turns(passed_on, number(1, 4), &["TAKEN to 1"], waiting(4, 3), Some(5));
}

#[test]
fn who_hears_nothing_from_the_next_peer_passes_it_over_from_then_on() {
    let begun = || after(follows_5(2), [Input::Suspect]);
    turns(begun(), ballot(3, Ballot::Taken), &[WHOLE_ROUND], waiting(2, 3), None);
    turns(begun(), ballot(4, Ballot::Taken), &[], passing(2, 3), None);
    let again = ["CANDIDATE to 4", T];
    turns(begun(), Input::Timer(Timer::Election), &again, passing(2, 4), None);
    let passed_over = after(begun(), [Input::Timer(Timer::Election), ballot(4, Ballot::Taken)]);
    let passed = ["TAKEN to 1", "CANDIDATE to 4", T];
    turns(passed_over, number(1, 5), &passed, passing(5, 4), None);
}

#[test]
fn who_finds_nobody_on_the_ring_leads() {
    let alone = after(follows_5(1), [Input::Suspect]);
    let alone = after(alone, (0..4).map(|_| Input::Timer(Timer::Election)));
    let told = ["wait no more"]
        .into_iter()
        .chain(["COORDINATOR to 0", "COORDINATOR to 2", "COORDINATOR to 3"])
        .chain(["COORDINATOR to 4", "COORDINATOR to 5"]);
    let told: Vec<_> = told.collect();
    turns(alone, Input::Timer(Timer::Election), &told, Ring::Idle, Some(1));
}

#[test]
fn a_number_of_its_own_that_comes_after_the_election_is_ignored() {
    turns(follows_5(2), number(1, 2), &["TAKEN to 1"], Ring::Idle, Some(5));
}

#[test]
fn a_trader_that_gets_a_smaller_number_tells_all_that_it_leads() {
    let trader = after(ring_peer(5), [Input::Start, ballot(0, Ballot::Taken), number(4, 5)]);
    let told = ["TAKEN to 4", "COORDINATOR to 0", "COORDINATOR to 1", "COORDINATOR to 2"]
        .into_iter()
        .chain(["COORDINATOR to 3", "COORDINATOR to 4"]);
    let told: Vec<_> = told.collect();
    turns(trader, number(4, 3), &told, Ring::Idle, Some(5));
}

#[test]
fn a_number_that_is_lost_is_missed_after_a_whole_round() {
    let waits = after(follows_5(2), [number(1, 4), ballot(3, Ballot::Taken)]);
    let again = ["CANDIDATE to 3", T];
    turns(waits, Input::Timer(Timer::Election), &again, passing(2, 3), Some(5));
}

#[test]
fn each_election_ignores_the_others_messages() {
    let strange = |peer: fn(u16) -> Peer, ballots: &[Ballot]| {
        for strange in ballots {
            let mut peer = peer(2);
            let before = peer.election().clone();
            wire::put(&mut peer, ballot(1, *strange));
            assert_eq!(*peer.election(), before, "{strange:?}");
        }
    };
    let number = Ballot::Candidate(PeerId(4));
    strange(settled, &[Ballot::Next, number, Ballot::Taken]);
    strange(follows_5, &[Ballot::Election, Ballot::Ok, Ballot::Next, Ballot::Grant]);
    let term = Term(9);
    for peer in [settled, follows_5] {
        strange(peer, &[Ballot::RequestVote(term), Ballot::Vote(term), Ballot::Leads(term)]);
    }
}
