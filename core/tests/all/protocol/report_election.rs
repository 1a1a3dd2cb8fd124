//! The report's election: the chain at the start (its R2), the question to all higher peers later
//! (its R4), as transitions of one peer and as whole elections.

use crate::wire::{self, after, ballot, peer_of};
use trading_post::figures::election_messages;
use trading_post::id::PeerId;
use trading_post::peer::Peer;
use trading_post::peer::election::{Election, Report};
use trading_post::peer::io::{Input, Timer};
use trading_post::peer::message::Ballot;
use trading_post::peer::rules::{Algorithm, DetectorRules};
use trading_post::scenario::{Intervention, Law, Scenario};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Event, World};

/// T in milliseconds, and T' for each of the six.
const T: &str = "wait 130";
const SIX_T_PRIMES: &str = "wait 1800";

fn report() -> Scenario {
    Scenario { election: Algorithm::Report, ..Scenario::report() }
}

fn peer(id: u16) -> Peer {
    peer_of(&report(), id)
}

/// It follows peer 5.
fn settled(id: u16) -> Peer {
    after(peer(id), [Input::Start, ballot(5, Ballot::Coordinator)])
}

fn holding(id: u16) -> Peer {
    after(settled(id), [Input::Suspect])
}

#[track_caller]
fn check(peer: Peer, input: Input, expected: &[&str], election: Report, trader: Option<u16>) {
    wire::check(peer, input, expected, Election::Report(election), trader);
}

// R2: "peer 1 asks whether 2 is there, 2 asks 3, ... the highest id wins, its type becomes trader,
// everyone is told". Ours are numbered from 0.

#[test]
fn the_lowest_begins_the_chain_by_asking_the_next() {
    let asking = Report::Asking(PeerId(1));
    check(peer(0), Input::Start, &["NEXT to 1", T], asking, None);
}

#[test]
fn the_others_wait_for_the_chain_when_they_start() {
    check(peer(3), Input::Start, &[SIX_T_PRIMES], Report::Stopped, None);
}

#[test]
fn who_is_asked_in_the_chain_answers_and_asks_the_next() {
    let waiting = after(peer(2), [Input::Start]);
    let expected = ["OK to 1", "NEXT to 3", T];
    check(waiting, ballot(1, Ballot::Next), &expected, Report::Asking(PeerId(3)), None);
}

#[test]
fn who_is_answered_in_the_chain_waits_to_be_told_who_leads() {
    let asking = after(peer(0), [Input::Start]);
    check(asking, ballot(1, Ballot::Ok), &[SIX_T_PRIMES], Report::Stopped, None);
}

#[test]
fn the_chain_goes_on_past_a_peer_that_is_not_there() {
    let asking = after(peer(0), [Input::Start]);
    let expected = ["NEXT to 2", T];
    check(asking, Input::Timer(Timer::Election), &expected, Report::Asking(PeerId(2)), None);
}

#[test]
fn the_last_of_the_chain_wins_and_tells_everyone() {
    let last = after(peer(5), [Input::Start]);
    let mut expected = vec!["OK to 4".to_owned(), "wait no more".to_owned()];
    expected.extend((0..5).map(|lower| format!("COORDINATOR to {lower}")));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check(last, ballot(4, Ballot::Next), &expected, Report::Idle, Some(5));
}

// R4: "no answer: the others stop trading; each asks all peers with a higher id; any answer: it
// stops; no answer: it declares itself and notifies everyone".

#[test]
fn who_suspects_the_trader_asks_all_higher_peers() {
    let expected = ["ELECTION to 3", "ELECTION to 4", "ELECTION to 5", T];
    check(settled(2), Input::Suspect, &expected, Report::AwaitingOk, None);
}

#[test]
fn who_is_asked_answers_and_does_nothing_more() {
    check(settled(3), ballot(1, Ballot::Election), &["OK to 1"], Report::Idle, Some(5));
    check(holding(3), ballot(1, Ballot::Election), &["OK to 1"], Report::AwaitingOk, None);
}

#[test]
fn a_trader_that_is_asked_tells_the_asker_that_it_leads() {
    let trader = after(peer(5), [Input::Start, ballot(4, Ballot::Next)]);
    let expected = ["OK to 1", "COORDINATOR to 1"];
    check(trader, ballot(1, Ballot::Election), &expected, Report::Idle, Some(5));
}

#[test]
fn any_answer_stops_it() {
    check(holding(2), ballot(3, Ballot::Ok), &[SIX_T_PRIMES], Report::Stopped, None);
}

#[test]
fn a_second_answer_or_a_late_one_says_nothing_new() {
    let stopped = after(holding(2), [ballot(3, Ballot::Ok)]);
    check(stopped, ballot(4, Ballot::Ok), &[], Report::Stopped, None);
    check(settled(2), ballot(4, Ballot::Ok), &[], Report::Idle, Some(5));
}

#[test]
fn without_an_answer_it_declares_itself_and_tells_everyone_the_dead_too() {
    let mut expected = vec!["wait no more".to_owned()];
    expected.extend([0, 1, 2, 3, 5].map(|other| format!("COORDINATOR to {other}")));
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check(holding(4), Input::Timer(Timer::Election), &expected, Report::Idle, Some(4));
}

#[test]
fn who_waits_in_vain_to_be_told_asks_again() {
    let stopped = after(holding(2), [ballot(3, Ballot::Ok)]);
    let expected = ["ELECTION to 3", "ELECTION to 4", "ELECTION to 5", T];
    check(stopped, Input::Timer(Timer::Election), &expected, Report::AwaitingOk, None);
}

#[test]
fn whoever_announces_itself_is_believed_even_by_a_higher_peer() {
    check(settled(4), ballot(2, Ballot::Coordinator), &["wait no more"], Report::Idle, Some(2));
}

#[test]
fn an_announcement_that_comes_twice_changes_nothing() {
    check(settled(2), ballot(5, Ballot::Coordinator), &["wait no more"], Report::Idle, Some(5));
}

const LATENCY_US: u64 = 50_000;

/// Nobody checks; after its first request each buyer thinks for a day.
fn quiet(peers: usize) -> Scenario {
    const DAY_US: u64 = 24 * 3_600 * 1_000_000;
    let base = Scenario::of_size(peers);
    Scenario {
        election: Algorithm::Report,
        network: Law::Fixed { us: LATENCY_US.cast_signed() },
        think: Law::Fixed { us: DAY_US.cast_signed() },
        processing_us: 0,
        detector: DetectorRules::OnDemand {
            interval_us: Duration(DAY_US),
            pong_us: Duration(2 * LATENCY_US),
        },
        ..base
    }
}

fn run_until(world: &mut World, at: Instant) -> Vec<Event> {
    let mut trace = Vec::new();
    while world.next_at().is_some_and(|next| next <= at) && world.step(&mut trace) {}
    trace
}

const fn seconds(s: u64) -> Instant {
    Instant(s * 1_000_000)
}

#[test]
fn the_chain_takes_three_messages_a_link() {
    for n in [2, 4, 6, 10, 50_u64] {
        let mut world = World::new(&quiet(n as usize)).expect("it makes sense");
        let trace = run_until(&mut world, seconds(60));
        // A question and an answer for each peer but the first, and an announcement to each but
        // the winner.
        assert_eq!(election_messages(&trace), 3 * (n - 1), "{n} peers");
        let highest = PeerId((n - 1) as u16);
        let followed = world
            .nodes()
            .all(|(_, node)| node.peer().is_some_and(|peer| peer.trader() == Some(highest)));
        assert!(followed, "{n} peers");
    }
}

#[test]
fn when_all_notice_a_re_election_takes_one_message_more_than_the_bullys() {
    for n in [4, 6, 10, 50_u64] {
        let mut world = World::new(&quiet(n as usize)).expect("it makes sense");
        run_until(&mut world, seconds(60));
        let mut trace = Vec::new();
        world.act(&Intervention::Crash(PeerId((n - 1) as u16)), &mut trace).expect("it is up");
        for peer in PeerId::all(n as usize - 1) {
            world.act(&Intervention::Suspect(peer), &mut trace).expect("it is up");
        }
        trace.extend(run_until(&mut world, seconds(62)));
        // Each of the n - 1 asks all above it, the dead one too; each pair of the living gives one
        // answer; the winner tells everyone, the dead one too.
        let (questions, answers) = (n * (n - 1) / 2, (n - 1) * (n - 2) / 2);
        let messages = questions + answers + (n - 1);
        assert_eq!((election_messages(&trace), messages), (n * n - n, n * n - n), "{n} peers");
    }
}

#[test]
fn a_peer_that_comes_back_finds_the_trader_that_was_elected_without_it() {
    let mut world = World::new(&report()).expect("it makes sense");
    run_until(&mut world, seconds(3));
    let mut trace = Vec::new();
    world.act(&Intervention::Crash(PeerId(1)), &mut trace).expect("it is up");
    run_until(&mut world, seconds(5));
    world.act(&Intervention::Restart(PeerId(1)), &mut trace).expect("it is down");
    run_until(&mut world, seconds(6));
    let back = world.node(PeerId(1)).peer().and_then(Peer::trader);
    assert_eq!(back, Some(PeerId(5)));
}
