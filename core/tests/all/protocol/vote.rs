//! The majority vote with terms: the rules of Ongaro and Ousterhout 2014, section 5.2, what it costs,
//! and that no term has two traders, whatever happens.

use crate::quiet::{LATENCY_US, ballots, named, quiet, run};
use crate::wire::{self, after, ballot, peer_of, put};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use trading_post::id::{PeerId, Term};
use trading_post::peer::election::{Election, Stage, Vote};
use trading_post::peer::io::{Chance, Input, Note, Timer};
use trading_post::peer::message::{Ballot, Message};
use trading_post::peer::rules::Algorithm;
use trading_post::peer::{Notebook, Peer};
use trading_post::scenario::{Disturbance, Intervention, Links, Rule, Scenario};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Brief, Event, What, World};

const SIZES: [u16; 5] = [3, 4, 6, 10, 50];

/// T' of the report's scenario, in microseconds.
const T_PRIME_US: u64 = 300_000;

// What it costs. Links are reliable and of one latency; every message counts, those to the dead too.

fn voting(n: u16) -> Scenario {
    Scenario { election: Algorithm::Vote, ..quiet(n) }
}

/// The peers that are up.
fn living(world: &World) -> Vec<&Peer> {
    world.nodes().filter_map(|(_, node)| node.peer()).collect()
}

/// The trader that all follow who are up.
#[track_caller]
fn trader(world: &World) -> PeerId {
    let followed: BTreeSet<_> = living(world).iter().map(|peer| peer.trader()).collect();
    let leads: Vec<_> =
        living(world).iter().filter(|p| p.desk().is_some()).map(|p| p.id()).collect();
    assert_eq!(followed, BTreeSet::from([Some(leads[0])]), "all follow one");
    leads[0]
}

/// The network after its first election, when all is quiet.
fn settled(n: u16) -> World {
    let mut world = World::new(&voting(n)).expect("it makes sense");
    run(&mut world, &mut Vec::new(), Instant(60_000_000));
    world
}

/// The same without its trader; and who is left, lowest first.
fn without_its_trader(n: u16) -> (World, Vec<PeerId>) {
    let mut world = settled(n);
    let died = trader(&world);
    act(&mut world, &mut Vec::new(), &Intervention::Crash(died));
    let left = living(&world).iter().map(|peer| peer.id()).collect();
    (world, left)
}

fn act(world: &mut World, trace: &mut Vec<Event>, act: &Intervention) {
    world.act(act, trace).unwrap_or_else(|refusal| panic!("{act:?}: {refusal}"));
}

/// These notice that the trader has died, and elect another.
fn elect(world: &mut World, noticing: &[PeerId]) -> Vec<Event> {
    let mut trace = Vec::new();
    for peer in noticing {
        act(world, &mut trace, &Intervention::Suspect(*peer));
    }
    let until = world.now() + Duration::from_millis(20_000);
    run(world, &mut trace, until);
    trace
}

fn term(world: &World) -> Term {
    let terms: BTreeSet<_> = living(world).iter().map(|peer| peer.election().term()).collect();
    *terms.last().expect("somebody is up")
}

#[test]
fn one_that_notices_alone_takes_3n_minus_4_messages_and_one_term() {
    for n in SIZES {
        let (mut world, left) = without_its_trader(n);
        let before = term(&world);
        let trace = elect(&mut world, &left[..1]);
        let counted = ["REQUEST_VOTE", "VOTE", "COORDINATOR"].map(|name| named(&trace, name));
        let n = u64::from(n);
        assert_eq!(counted, [n - 1, n - 2, n - 1], "{n} peers");
        assert_eq!(ballots(&trace), 3 * n - 4, "{n} peers");
        assert_eq!(trader(&world), left[0], "it need not be the highest");
        assert_eq!(term(&world), before.next());
    }
}

#[test]
fn all_know_the_winner_three_latencies_after_a_wait_of_t_prime_at_most() {
    for n in SIZES {
        let (mut world, left) = without_its_trader(n);
        let trace = elect(&mut world, &left[..1]);
        let at = |wanted: What| trace.iter().rfind(|e| e.what == wanted).map(|event| event.at);
        let asked = at(What::Note(Note::Holds)).expect("it asks");
        let wait = asked.since(at(What::Suspect).expect("it notices"));
        assert!(wait.0 <= 6 * LATENCY_US, "{wait}");
        let known = at(What::Note(Note::Follows { trader: left[0] })).expect("they follow");
        assert_eq!(known.since(asked).0, 3 * LATENCY_US, "{n} peers");
    }
}

/// Some of 200 ask at once, before they hear of each other. All others have voted for the first by then.
#[test]
fn a_candidate_that_has_lost_does_not_depose_the_winner_before_it_hears_of_it() {
    let mut world = World::new(&voting(200)).expect("it makes sense");
    run(&mut world, &mut Vec::new(), Instant(3_000_000));
    trader(&world);
    assert_eq!(term(&world), Term(1));
}

#[test]
fn with_all_noticing_each_that_asks_takes_n_minus_1_questions_and_one_wins() {
    for n in SIZES {
        let (mut world, left) = without_its_trader(n);
        let trace = elect(&mut world, &left);
        let asked = trace.iter().filter(|e| e.what == What::Note(Note::Holds)).count() as u64;
        let others = u64::from(n) - 1;
        assert_eq!(named(&trace, "REQUEST_VOTE"), asked * others, "{n} peers");
        assert_eq!(named(&trace, "COORDINATOR") % others, 0, "{n} peers");
        trader(&world);
    }
}

/// Of four peers one is dead: two that ask at once share three votes, and three are a majority.
#[test]
fn a_split_vote_elects_nobody_and_the_next_term_does() {
    let (mut world, left) = without_its_trader(4);
    let split = term(&world).next();
    let mut trace = Vec::new();
    for peer in &left[..2] {
        act(&mut world, &mut trace, &Intervention::Suspect(*peer));
    }
    for peer in &left[..2] {
        let fire = Intervention::Fire { peer: *peer, timer: Timer::Election };
        act(&mut world, &mut trace, &fire);
    }
    run(&mut world, &mut trace, Instant(80_000_000));
    let traders = traders(&trace);
    assert!(!traders.contains_key(&split), "{traders:?}");
    assert_eq!(traders.last_key_value(), Some((&term(&world), &trader(&world))));
    assert!(term(&world) > split);
}

#[test]
fn a_minority_elects_nobody_until_it_is_a_majority_again() {
    let (mut world, left) = without_its_trader(5);
    let mut trace = Vec::new();
    for peer in &left[2..] {
        act(&mut world, &mut trace, &Intervention::Crash(*peer));
    }
    let trace = elect(&mut world, &left[..2]);
    assert_eq!(traders(&trace), BTreeMap::new(), "two of five");
    assert!(named(&trace, "REQUEST_VOTE") > 40, "they ask again and again");
    let mut trace = Vec::new();
    act(&mut world, &mut trace, &Intervention::Restart(left[2]));
    run(&mut world, &mut trace, Instant(90_000_000));
    trader(&world);
}

#[test]
fn of_two_sides_of_a_cut_only_the_one_with_the_majority_elects() {
    let mut world = settled(5);
    let old = trader(&world);
    let friend = PeerId((old.0 + 1) % 5);
    let mut trace = Vec::new();
    let sides = Links::Around(vec![old.into(), friend.into()]);
    let cut = Intervention::Disturb(Rule { links: sides, disturbance: Disturbance::Cut });
    act(&mut world, &mut trace, &cut);
    for peer in PeerId::all(5) {
        act(&mut world, &mut trace, &Intervention::Suspect(peer));
    }
    run(&mut world, &mut trace, Instant(80_000_000));
    let winners: BTreeSet<_> = traders(&trace).into_values().collect();
    assert_eq!(winners.len(), 1, "{winners:?}");
    assert!(!winners.contains(&old) && !winners.contains(&friend), "{winners:?}");
}

// Whatever happens, no term has two traders, and nobody votes twice in one.

/// Who announced itself in each term.
#[track_caller]
fn traders(trace: &[Event]) -> BTreeMap<Term, PeerId> {
    let mut traders = BTreeMap::new();
    for event in trace {
        if let (Some(from), Some(Ballot::Leads(term))) = (event.peer(), sent(event)) {
            let first = *traders.entry(term).or_insert(from);
            assert_eq!(first, from, "two traders in term {term}");
        }
    }
    traders
}

fn sent(event: &Event) -> Option<Ballot> {
    match event.what {
        What::Send { brief: Brief::Message(Message::Ballot(ballot)), .. } => Some(ballot),
        _ => None,
    }
}

/// Each peer's vote in each term goes to one, which is itself if it asks.
#[track_caller]
fn check_votes(trace: &[Event]) -> usize {
    let mut votes = BTreeMap::new();
    for event in trace {
        let What::Send { to, brief: Brief::Message(Message::Ballot(ballot)), .. } = event.what
        else {
            continue;
        };
        let (voter, candidate) = match ballot {
            Ballot::RequestVote(_) => (event.peer(), event.peer()),
            Ballot::Vote(_) => (event.peer(), to.peer()),
            _ => continue,
        };
        let first = *votes.entry((voter, ballot.term())).or_insert(candidate);
        assert_eq!(first, candidate, "two votes of {voter:?} in {:?}", ballot.term());
    }
    votes.len()
}

/// Drawn scenarios have crashes and restarts, loss, delay, doubling and partitions.
#[test]
fn whatever_goes_wrong_no_term_has_two_traders_and_nobody_votes_twice() {
    let seeds = if cfg!(target_family = "wasm") { 10 } else { 150 };
    let (mut elections, mut votes) = (0, 0);
    for seed in 0..seeds {
        let scenario = Scenario { election: Algorithm::Vote, ..Scenario::drawn(seed) };
        let mut world = World::new(&scenario).expect("a drawn scenario makes sense");
        let mut trace = Vec::new();
        run(&mut world, &mut trace, Instant(30_000_000));
        elections += traders(&trace).len();
        votes += check_votes(&trace);
    }
    assert!(
        elections > seeds as usize && votes > elections,
        "{elections} elections, {votes} votes"
    );
}

/// Peer 1 votes for peer 0, crashes, comes back, and is asked by peer 2 in the same term. Says whether
/// it votes for that one too, with this left of its notebook.
fn votes_again(keeps: fn(Notebook) -> Notebook) -> bool {
    let scenario = Scenario { election: Algorithm::Vote, ..Scenario::report() };
    let voter = after(peer_of(&scenario, 1), [Input::Start, request(0, 1)]);
    let rules = Arc::new(scenario.rules().expect("it makes sense"));
    let mut back = Peer::new(PeerId(1), rules, keeps(voter.notebook()));
    put(&mut back, Input::Restart);
    put(&mut back, request(2, 1));
    back.election().term() == Term(1) && stage(&back) == Stage::Voted(PeerId(2))
}

#[test]
fn a_crash_between_vote_and_restart_gives_nobody_a_second_vote() {
    assert!(!votes_again(|notebook| notebook));
    let forgets = |notebook| Notebook { term: Term(0), ..notebook };
    assert!(votes_again(forgets), "it is the notebook that keeps it from that");
}

// Its rules, one by one, for peer 2 of six.

fn stage(peer: &Peer) -> Stage {
    let Election::Vote(vote) = peer.election() else { panic!("{:?}", peer.election()) };
    vote.stage.clone()
}

const fn request(from: u16, term: u32) -> Input {
    ballot(from, Ballot::RequestVote(Term(term)))
}

const fn vote(from: u16, term: u32) -> Input {
    ballot(from, Ballot::Vote(Term(term)))
}

const fn leads(from: u16, term: u32) -> Input {
    ballot(from, Ballot::Leads(Term(term)))
}

const TIMEOUT: Input = Input::Timer(Timer::Election);

/// It follows peer 5, the trader of term 1.
fn follows() -> Peer {
    let scenario = Scenario { election: Algorithm::Vote, ..Scenario::report() };
    after(peer_of(&scenario, 2), [Input::Start, leads(5, 1)])
}

/// It suspects peer 5, and waits.
fn waits() -> Peer {
    after(follows(), [Input::Suspect])
}

/// It asks in term 2, and has these votes beside its own.
fn asks(votes: &[u16]) -> Peer {
    let votes = votes.iter().map(|from| vote(*from, 2));
    after(waits(), [TIMEOUT].into_iter().chain(votes))
}

fn asking(votes: &[u16]) -> Stage {
    Stage::Asking { votes: votes.iter().copied().map(PeerId).collect() }
}

/// It leads in term 2.
fn trades() -> Peer {
    asks(&[0, 1, 3])
}

/// A wait of so long and the random time that the tests' chance gives first.
fn wait(least_us: u64) -> String {
    format!("wait {}", (least_us + Chance::new(7).between(0, T_PRIME_US)) / 1_000)
}

#[track_caller]
fn check(
    peer: Peer,
    input: Input,
    said: &[&str],
    (term, stage): (u32, Stage),
    trader: Option<u16>,
) {
    let state = Election::Vote(Vote { term: Term(term), stage });
    wire::check(peer, input, said, state, trader);
}

#[test]
fn who_suspects_the_trader_waits_for_a_random_time_before_it_asks() {
    check(follows(), Input::Suspect, &[&wait(0)], (1, Stage::Waiting), None);
    let asked = ["REQUEST_VOTE to 0", "REQUEST_VOTE to 1", "REQUEST_VOTE to 3"]
        .into_iter()
        .chain(["REQUEST_VOTE to 4", "REQUEST_VOTE to 5"]);
    let wait = wait(T_PRIME_US);
    let asked: Vec<_> = asked.chain([wait.as_str()]).collect();
    check(waits(), TIMEOUT, &asked, (2, asking(&[2])), None);
    check(asks(&[0]), TIMEOUT, &asked, (3, asking(&[2])), None);
}

#[test]
fn a_second_suspicion_changes_nothing() {
    check(waits(), Input::Suspect, &[], (1, Stage::Waiting), None);
    check(asks(&[]), Input::Suspect, &[], (2, asking(&[2])), None);
}

#[test]
fn who_is_asked_in_a_later_term_votes_and_follows_its_trader_still() {
    check(follows(), request(1, 2), &["VOTE to 1"], (2, Stage::Idle), Some(5));
    check(follows(), request(1, 7), &["VOTE to 1"], (7, Stage::Idle), Some(5));
}

#[test]
fn who_has_no_trader_votes_and_waits_for_the_winner() {
    let said = ["VOTE to 1", &wait(T_PRIME_US)];
    check(waits(), request(1, 2), &said, (2, Stage::Voted(PeerId(1))), None);
    check(asks(&[0]), request(1, 3), &said, (3, Stage::Voted(PeerId(1))), None);
    let voted = after(waits(), [request(0, 2)]);
    check(voted, request(1, 3), &said, (3, Stage::Voted(PeerId(1))), None);
}

#[test]
fn a_vote_is_given_once_in_a_term() {
    check(follows(), request(1, 1), &[], (1, Stage::Idle), Some(5));
    check(asks(&[]), request(1, 2), &[], (2, asking(&[2])), None);
    let voted = || after(waits(), [request(0, 2)]);
    check(voted(), request(1, 2), &[], (2, Stage::Voted(PeerId(0))), None);
    check(voted(), request(0, 2), &[], (2, Stage::Voted(PeerId(0))), None);
    check(voted(), request(1, 1), &[], (2, Stage::Voted(PeerId(0))), None);
}

#[test]
fn more_than_half_of_all_peers_make_a_trader() {
    check(asks(&[0]), vote(1, 2), &[], (2, asking(&[0, 1, 2])), None);
    let told = ["wait no more", "COORDINATOR to 0", "COORDINATOR to 1", "COORDINATOR to 3"]
        .into_iter()
        .chain(["COORDINATOR to 4", "COORDINATOR to 5"]);
    let told: Vec<_> = told.collect();
    check(asks(&[0, 1]), vote(3, 2), &told, (2, Stage::Idle), Some(2));
}

#[test]
fn a_vote_that_comes_twice_counts_once_and_one_of_an_earlier_term_not_at_all() {
    check(asks(&[0, 1]), vote(1, 2), &[], (2, asking(&[0, 1, 2])), None);
    check(asks(&[0, 1]), vote(3, 1), &[], (2, asking(&[0, 1, 2])), None);
    check(trades(), vote(4, 2), &[], (2, Stage::Idle), Some(2));
}

#[test]
fn a_candidate_follows_the_trader_of_its_term_or_a_later_one() {
    check(asks(&[0]), leads(4, 2), &["wait no more"], (2, Stage::Idle), Some(4));
    check(asks(&[0]), leads(1, 3), &["wait no more"], (3, Stage::Idle), Some(1));
    check(asks(&[0]), leads(5, 1), &[], (2, asking(&[0, 2])), None);
}

#[test]
fn a_trader_that_is_asked_in_a_later_term_votes_and_leads_no_longer() {
    let said = ["VOTE to 1", &wait(T_PRIME_US)];
    check(trades(), request(1, 3), &said, (3, Stage::Voted(PeerId(1))), None);
}

#[test]
fn a_trader_tells_who_is_behind_that_it_leads() {
    let told = ["COORDINATOR to 1"];
    for behind in [request(1, 1), request(1, 2), leads(1, 1)] {
        check(trades(), behind, &told, (2, Stage::Idle), Some(2));
    }
    let pong = Message::Pong { leads: true };
    let sign = Input::Message { from: PeerId(1), message: pong, clock: None };
    check(trades(), sign, &told, (2, Stage::Idle), Some(2));
}

#[test]
fn a_trader_follows_the_one_of_a_later_term_whatever_their_numbers() {
    check(trades(), leads(0, 3), &["wait no more"], (3, Stage::Idle), Some(0));
}

#[test]
fn another_elections_messages_change_nothing() {
    let number = Ballot::Candidate(PeerId(4));
    for strange in [Ballot::Election, Ballot::Ok, Ballot::Next, Ballot::Grant, number] {
        check(follows(), ballot(5, strange), &[], (1, Stage::Idle), Some(5));
    }
    for strange in [Ballot::Coordinator, Ballot::Taken] {
        check(follows(), ballot(0, strange), &[], (1, Stage::Idle), Some(5));
    }
}
