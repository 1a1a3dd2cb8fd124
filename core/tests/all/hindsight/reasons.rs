//! What is told of a run in hindsight: its elections and requests as spans, and why things happened.

use crate::common::storm::{cases, storms, strike};
use crate::common::{act_at, run_of};
use proptest::prelude::*;
use std::collections::BTreeMap;
use trading_post::id::{Epoch, PeerId, RequestId, SaleId};
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::peer::rules::{Algorithm, DetectorRules, RingOrder};
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, Intervention, Links, Planned, Rule, Scenario};
use trading_post::time::{Duration, Instant};
use trading_post::trace::{Lifelines, Reason, Request, Span, Spans, why};
use trading_post::world::{Brief, Trace, What};

fn spans_of(trace: &Trace, peers: usize) -> Spans {
    let mut spans = Spans::new(peers);
    trace.iter().for_each(|event| spans.take(event));
    spans
}

/// A run up to `end_ms`, with acts at their milliseconds.
fn played(scenario: &Scenario, end_ms: u64, acts: &[(u64, Intervention)]) -> Run {
    let mut run = run_of(scenario);
    for (at_ms, act) in acts {
        assert!(act_at(&mut run, Instant(at_ms * 1_000), act.clone()), "{act:?} is possible");
    }
    run.run_until(Instant(end_ms * 1_000), 1_000_000);
    run
}

const fn crash(peer: u16) -> Intervention {
    Intervention::Crash(PeerId(peer))
}

const fn restart(peer: u16) -> Intervention {
    Intervention::Restart(PeerId(peer))
}

fn cut_off(peers: &[u16]) -> Intervention {
    let side = peers.iter().map(|peer| PeerId(*peer).into()).collect();
    Intervention::Disturb(Rule { links: Links::Around(side), disturbance: Disturbance::Cut })
}

/// An election: when it began and ended, in milliseconds, who leads after it, and its epoch.
type Told = (u64, Option<u64>, Option<u16>, Option<u32>);

/// Checks the elections of the report's run with these acts.
#[track_caller]
fn check_elections(end_ms: u64, acts: &[(u64, Intervention)], expected: &[Told]) {
    let run = played(&Scenario::report(), end_ms, acts);
    let ms = |place: usize| run.trace()[place].at.0 / 1_000;
    let spans = spans_of(run.trace(), 6);
    let told = spans.elections().iter().map(|span| {
        let (leader, epoch) = (span.what.leader.map(|p| p.0), span.what.epoch.map(|e| e.0));
        (ms(span.from), span.to.map(ms), leader, epoch)
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

const START_UP: Told = (0, Some(100), Some(5), Some(1));

#[test]
fn the_start_is_one_election_and_the_traders_death_is_another() {
    let death = (1_116, Some(1_346), Some(4), Some(2));
    check_elections(8_000, &[(900, crash(5))], &[START_UP, death]);
    let run = played(&Scenario::report(), 3_000, &[(900, crash(5))]);
    let spans = spans_of(run.trace(), 6);
    let holders: Vec<Vec<u16>> =
        spans.elections().iter().map(|e| e.what.holders.iter().map(|p| p.0).collect()).collect();
    assert_eq!(holders, [vec![0, 1, 2, 3, 4], vec![4, 0, 2, 3]]);
}

#[test]
fn a_highest_peer_that_comes_back_and_leads_is_an_election() {
    let (death, back) =
        ((1_116, Some(1_346), Some(4), Some(2)), (2_900, Some(3_100), Some(5), Some(3)));
    check_elections(4_000, &[(900, crash(5)), (2_900, restart(5))], &[START_UP, death, back]);
}

#[test]
fn a_candidates_death_before_or_after_its_victory_does_not_end_the_election() {
    let before = (1_116, Some(1_525), Some(3), Some(2));
    check_elections(4_000, &[(900, crash(5)), (1_240, crash(4))], &[START_UP, before]);
    let after = (1_116, Some(1_683), Some(3), Some(2));
    check_elections(4_000, &[(900, crash(5)), (1_270, crash(4))], &[START_UP, after]);
}

#[test]
fn an_election_that_is_under_way_has_no_end() {
    check_elections(1_300, &[(900, crash(5))], &[START_UP, (1_116, None, Some(4), None)]);
}

#[test]
fn a_second_winner_goes_on_with_an_election_of_its_own() {
    let (first, second) =
        ((1_116, Some(1_346), Some(4), Some(2)), (1_330, Some(1_430), Some(5), Some(3)));
    check_elections(4_000, &[(900, crash(5)), (1_330, restart(5))], &[START_UP, first, second]);
}

#[test]
fn a_winner_that_cannot_reach_the_ledger_ends_its_election_without_an_epoch() {
    let acts = [(900, cut_off(&[0, 1, 2])), (2_500, crash(5))];
    let without_ledger = (1_271, Some(1_923), Some(2), None);
    let other_side = (2_748, Some(2_978), Some(4), Some(2));
    check_elections(4_000, &acts, &[START_UP, without_ledger, other_side]);
}

/// The requests of a trace, gathered once more from sends, answers and settlements alone.
fn requests_of(trace: &Trace) -> Vec<(usize, Option<usize>, RequestId, Option<SaleId>)> {
    let mut places: BTreeMap<RequestId, usize> = BTreeMap::new();
    let mut spans: Vec<(usize, Option<usize>, RequestId, Option<SaleId>)> = Vec::new();
    for (place, event) in trace.iter().enumerate() {
        let mut end = |request, sale| {
            if let Some(span) = places.get(&request).map(|at| &mut spans[*at])
                && span.1.is_none()
            {
                (span.1, span.3) = (Some(place), sale);
            }
        };
        match event.what {
            What::Send { brief: Brief::Message(Message::Buy { request, .. }), .. } => {
                places.entry(request).or_insert_with(|| {
                    spans.push((place, None, request, None));
                    spans.len() - 1
                });
            }
            What::Receive {
                brief: Brief::Message(Message::Sold { request, sale, .. }), ..
            } => {
                end(request, Some(sale));
            }
            What::Receive { brief: Brief::Message(Message::NoSeller { request, .. }), .. } => {
                end(request, None);
            }
            What::Note(Note::Settles) => {
                let own = places.keys().rfind(|request| Some(request.buyer) == event.peer());
                if let Some(request) = own.copied() {
                    end(request, None);
                }
            }
            _ => {}
        }
    }
    spans
}

fn overlapping<T>(spans: &[Span<T>], from: usize, to: usize) -> Vec<&Span<T>> {
    spans.iter().filter(|s| s.from < to && s.to.is_none_or(|end| from <= end)).collect()
}

#[test]
fn a_buyer_that_reads_its_answer_in_the_ledger_as_trader_asks_no_longer() {
    // The ledger has the answer, and the trader dies before it hears of that.
    let run = played(&Scenario::report(), 1_500, &[(600, crash(5))]);
    let settles = |place: &usize| run.trace()[*place].what == What::Note(Note::Settles);
    let settled = (0..run.trace().len()).find(settles);
    let spans = spans_of(run.trace(), 6);
    let of_4 = spans.requests().iter().find(|s| s.what.request.buyer == PeerId(4));
    let of_4 = of_4.expect("peer 4 has asked");
    assert!(settled.is_some() && of_4.to == settled, "{of_4:?}");
    assert_eq!(of_4.what.sale, None);
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_request_lasts_from_its_first_question_to_the_answer((scenario, blows) in storms(10)) {
        let mut run = run_of(&scenario);
        for blow in &blows {
            strike(&mut run, blow).expect("it goes on");
        }
        run.run_until(run.world().now() + Duration::from_millis(2_000), 100_000);
        let spans = spans_of(run.trace(), scenario.peers.len());
        let told = |s: &Span<Request>| (s.from, s.to, s.what.request, s.what.sale);
        let told: Vec<_> = spans.requests().iter().map(told).collect();
        prop_assert_eq!(told, requests_of(run.trace()));
        let length = run.trace().len();
        for from in (0..length).step_by(length / 40 + 1) {
            for to in [from, from + 1, from + 100, length] {
                let requests: Vec<_> = spans.requests_in(from..to).collect();
                prop_assert_eq!(requests, overlapping(spans.requests(), from, to));
                let elections: Vec<_> = spans.elections_in(from..to).collect();
                prop_assert_eq!(elections, overlapping(spans.elections(), from, to));
            }
        }
    }

    #[test]
    fn every_chain_of_reasons_goes_back_in_time((scenario, blows) in storms(10)) {
        let mut run = run_of(&scenario);
        for blow in &blows {
            strike(&mut run, blow).expect("it goes on");
        }
        let lines = indexed(run.trace(), scenario.peers.len());
        for event in (0..run.trace().len()).step_by(17) {
            let reasons = why(run.branch(), &lines, &scenario, event);
            prop_assert!((1..=14).contains(&reasons.len()));
            prop_assert_eq!((reasons[0].event, reasons[0].depth), (event, 0));
            prop_assert!(reasons.iter().skip(1).all(|r| r.event < event && r.depth > 0));
            prop_assert!(reasons.windows(2).all(|w| w[0].depth <= w[1].depth));
        }
    }
}

// Why.

fn indexed(trace: &Trace, peers: usize) -> Lifelines {
    let mut lines = Lifelines::new(peers);
    trace.iter().for_each(|event| lines.take(event));
    lines
}

/// Why a peer did what it noted last.
fn why_noted(run: &Run, peer: u16, note: Note) -> Vec<Reason> {
    let is = |e: &trading_post::world::Event| {
        e.peer() == Some(PeerId(peer)) && e.what == What::Note(note)
    };
    let last = (0..run.trace().len()).rfind(|place| is(&run.trace()[*place]));
    let lines = indexed(run.trace(), run.scenario().peers.len());
    why(run.branch(), &lines, run.scenario(), last.expect("it noted that"))
}

#[track_caller]
fn check_reasons(reasons: &[Reason], expected: &str) {
    let told = |r: &Reason| format!("{}{}", "  ".repeat(r.depth.into()), r.text);
    let told: Vec<_> = reasons.iter().map(told).collect();
    let expected: Vec<_> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
    let indent = expected.first().map_or(0, |line| line.len() - line.trim_start().len());
    let expected: Vec<_> = expected.iter().map(|line| &line[indent..]).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_peer_leads_because_all_above_it_crashed() {
    let acts = [(900, crash(5)), (2_000, crash(4)), (2_500, cut_off(&[0, 1])), (3_000, crash(3))];
    let run = played(&Scenario::report(), 6_000, &acts);
    check_reasons(
        &why_noted(&run, 2, Note::Leads),
        "
        Peer 2 has won: it leads
          Peer 2 has waited long enough in the election: no OK came
            Peer 2 holds an election
              ELECTION from peer 2 never reaches peer 3: peer 3 is down, or was
              ELECTION from peer 2 never reaches peer 4: peer 4 is down, or was
              ELECTION from peer 2 never reaches peer 5: peer 5 is down, or was
              Peer 2 suspects trader 3
                Peer 2 hears nothing from its trader
                  PING from peer 2 never reaches peer 3: peer 3 is down, or was
                    Peer 3 crashes, by a user's act
        ",
    );
}

#[test]
fn a_peer_leads_because_the_others_are_cut_off() {
    let plan = |at_us, act| Planned { at_us, act };
    // The first rule lies on other links, the last is too late: neither is the cause.
    let faults = vec![
        plan(850_000, cut_off(&[4])),
        plan(900_000, cut_off(&[0, 1])),
        plan(990_000, crash(2)),
    ];
    let scenario = Scenario { faults, ..Scenario::report() };
    let run = played(&scenario, 3_000, &[]);
    let reasons = why_noted(&run, 1, Note::Leads);
    let cut = run
        .trace()
        .iter()
        .position(|e| matches!(e.what, What::Disturb { .. }) && e.at.0 == 900_000);
    let last = reasons.last().expect("there are reasons");
    assert_eq!(Some(last.event), cut, "{reasons:#?}");
    assert_eq!(last.text, "Some links misbehave from now on, as the scenario has it");
    let cut_links = reasons.iter().filter(|r| r.text.ends_with("the link is cut")).count();
    assert!(cut_links >= 4, "{reasons:#?}");
}

#[test]
fn a_trader_is_suspected_because_it_is_paused() {
    let run = played(&Scenario::report(), 2_000, &[(700, Intervention::Pause(PeerId(5)))]);
    check_reasons(
        &why_noted(&run, 1, Note::Suspects { trader: PeerId(5) }),
        "
        Peer 1 suspects trader 5
          Peer 1 hears nothing from its trader
            Peer 5 is paused, by a user's act
        ",
    );
}

#[test]
fn a_silent_trader_is_suspected_because_it_crashed() {
    let detector = DetectorRules::Heartbeat {
        every_us: Duration::from_millis(300),
        silence_us: Duration::from_millis(700),
    };
    let faults = vec![Planned { at_us: 1_000_000, act: crash(5) }];
    let scenario = Scenario { detector, faults, ..Scenario::report() };
    check_reasons(
        &why_noted(&played(&scenario, 3_000, &[]), 0, Note::Suspects { trader: PeerId(5) }),
        "
        Peer 0 suspects trader 5
          Peer 0 has heard no sign of life from its trader
            Peer 5 crashes, as the scenario has it
        ",
    );
}

#[test]
fn a_user_can_be_the_reason() {
    let run = played(&Scenario::report(), 2_000, &[(900, Intervention::Suspect(PeerId(0)))]);
    check_reasons(
        &why_noted(&run, 0, Note::Suspects { trader: PeerId(5) }),
        "
        Peer 0 suspects trader 5
          Peer 0 is made to suspect its trader, by a user's act
        ",
    );
}

/// Peer 5 dies, and peer 0 is made to suspect it: the first that holds an election.
fn elected_by(election: Algorithm, end_ms: u64) -> Run {
    let scenario = Scenario { election, ..Scenario::report() };
    played(&scenario, end_ms, &[(900, crash(5)), (905, Intervention::Suspect(PeerId(0)))])
}

#[test]
fn a_granted_peer_leads_because_somebody_granted_it_the_lead() {
    check_reasons(
        &why_noted(&elected_by(Algorithm::ModifiedBully, 3_000), 4, Note::Leads),
        "
        Peer 4 has won: it leads
          Peer 4 receives GRANT from peer 0: no higher peer has answered it
            Peer 0 grants peer 4 the lead
              Peer 0 has waited long enough in the election
                Peer 0 holds an election
                  Peer 0 receives OK from peer 1: a higher peer is there
                  Peer 0 receives OK from peer 2: a higher peer is there
                  Peer 0 receives OK from peer 3: a higher peer is there
                  Peer 0 receives OK from peer 4: a higher peer is there
                  ELECTION from peer 0 never reaches peer 5: peer 5 is down, or was
                  Peer 0 suspects trader 5
                    Peer 0 is made to suspect its trader, by a user's act
        ",
    );
}

#[test]
fn a_peer_leads_on_a_ring_because_its_number_came_round() {
    let ring = Algorithm::Ring { order: RingOrder::Rising };
    check_reasons(
        &why_noted(&elected_by(ring, 3_000), 4, Note::Leads),
        "
        Peer 4 has won: it leads
          Peer 4 receives number 4 from peer 3
            Peer 3 passes number 4 on to peer 4
              Peer 3 receives number 4 from peer 2
                Peer 2 passes number 4 on to peer 3
                  Peer 2 receives number 4 from peer 1
                    Peer 1 passes number 4 on to peer 2
                      Peer 1 receives number 4 from peer 0
                        Peer 0 passes number 4 on to peer 1
                          Peer 0 receives number 4 from peer 4
                            Peer 4 passes number 4 on to peer 0
                              Peer 4 has waited long enough in the election: no TAKEN came
                                Peer 4 holds an election
                                  CANDIDATE from peer 4 never reaches peer 5: peer 5 is down, or was
        ",
    );
}

/// Peer 0 is made to suspect the trader, whoever that is: so it is elected, by a majority.
fn voted(end_ms: u64) -> Run {
    let scenario = Scenario { election: Algorithm::Vote, ..Scenario::report() };
    played(&scenario, end_ms, &[(905, Intervention::Suspect(PeerId(0)))])
}

#[test]
fn a_peer_leads_because_a_majority_has_voted_for_it() {
    check_reasons(
        &why_noted(&voted(3_000), 0, Note::Leads),
        "
        Peer 0 has won: it leads
          Peer 0 receives the VOTE of peer 5 in term 2
            Peer 5 votes for peer 0 in term 2
              Peer 5 is asked by peer 0 for its vote in term 2
                Peer 0 asks peer 5 for its vote in term 2
                  Peer 0 holds an election
                    Peer 0 has waited long enough in the election
                      Peer 0 suspects trader 3
                        Peer 0 is made to suspect its trader, by a user's act
        ",
    );
}

#[test]
fn a_vote_ends_with_the_epoch_of_its_winner() {
    let spans = spans_of(voted(5_000).trace(), 6);
    let [_, vote] = spans.elections() else { panic!("{:?}", spans.elections()) };
    assert_eq!((vote.what.leader, vote.what.epoch), (Some(PeerId(0)), Some(Epoch(2))));
    assert!(vote.to.is_some() && vote.what.holders == [PeerId(0)]);
}

#[test]
fn whatever_the_election_it_ends_with_the_epoch_of_its_winner() {
    for election in [Algorithm::ModifiedBully, Algorithm::Ring { order: RingOrder::Falling }] {
        let run = elected_by(election, 5_000);
        let spans = spans_of(run.trace(), 6);
        let [_, death] = spans.elections() else { panic!("{:?}", spans.elections()) };
        assert_eq!((death.what.leader, death.what.epoch), (Some(PeerId(4)), Some(Epoch(2))));
        assert!(death.to.is_some() && death.what.holders.contains(&PeerId(0)));
    }
}
