use super::*;
use crate::id::PeerId;
use crate::peer::rules::{Algorithm, RingOrder};
use crate::scenario::{Disturbance, GoodPlan, Links, Planned, Rule};
use crate::time::Duration;

#[track_caller]
fn check(break_it: impl Fn(&mut Scenario), expected: &str) {
    let mut scenario = Scenario::report();
    break_it(&mut scenario);
    let problems = scenario.check().expect_err("it makes no sense");
    assert_eq!(problems.to_string(), expected);
}

#[test]
fn the_reports_scenario_makes_sense_at_any_size() {
    for n in [2, 3, 6, 50, 1_000] {
        assert_eq!(Scenario::of_size(n).check(), Ok(()), "{n} peers");
    }
}

#[test]
fn no_peer() {
    check(
        |s| s.peers.clear(),
        "peers: found 0 of them, expected 2 to 1,000 peers; \
         peers: found no seller, expected at least one seller; \
         peers: found no buyer, expected at least one buyer",
    );
}

#[test]
fn too_many_peers() {
    check(
        |s| s.peers = Scenario::of_size(1_001).peers,
        "peers: found 1001 of them, expected 2 to 1,000 peers",
    );
}

#[test]
fn two_peers_and_no_seller() {
    let buyer = Stall::Buyer { wants: "salt".into() };
    check(
        |s| s.peers = vec![buyer.clone(), buyer.clone()],
        "peers: found no seller, expected at least one seller",
    );
}

#[test]
fn a_negative_price() {
    check(
        |s| s.goods[1].price_cents = -5,
        "goods[1].price_cents: found -5, expected 1 to 100000000",
    );
}

#[test]
fn a_price_of_zero() {
    check(|s| s.goods[2].price_cents = 0, "goods[2].price_cents: found 0, expected 1 to 100000000");
}

#[test]
fn an_unknown_item() {
    check(
        |s| s.peers[1] = Stall::Buyer { wants: "menhir".into() },
        "peers[1].buyer.wants: found \"menhir\", expected one of the goods: fish, salt, boar",
    );
}

#[test]
fn an_empty_stall() {
    check(
        |s| s.peers[0] = Stall::Seller { item: "salt".into(), stock: 0 },
        "peers[0].seller.stock: found 0, expected 1 to 1000000",
    );
}

#[test]
fn the_same_good_twice() {
    let salt = GoodPlan { name: "salt".into(), price_cents: 1, restock: 1 };
    check(
        |s| s.goods.push(salt.clone()),
        "goods[3].name: found \"salt\", expected one word that no other good has",
    );
}

#[test]
fn t_shorter_than_a_round_trip() {
    check(
        |s| s.timeouts.ok_us = 129_999,
        "timeouts.ok_us: found 129999, expected 130000 to 86400000000 \
         (at least two latencies and the processing time)",
    );
}

#[test]
fn t_prime_too_short() {
    check(
        |s| s.timeouts.coordinator_us = 249_999,
        "timeouts.coordinator_us: found 249999, expected 250000 to 86400000000 \
         (at least the wait for OK and two latencies)",
    );
}

#[test]
fn a_buyer_less_patient_than_a_sale_takes() {
    check(
        |s| s.timeouts.answer_us = 370_000,
        "timeouts.answer_us: found 370000, expected 370001 to 86400000000 \
         (more than two latencies, two of the ledger's and the time of a service)",
    );
}

#[test]
fn a_network_that_takes_a_day_is_no_panic() {
    let mut scenario = Scenario::report();
    scenario.network = Law::Fixed { us: DAY_US };
    assert!(scenario.check().is_err());
}

#[test]
fn a_law_the_wrong_way_round() {
    check(
        |s| s.think = Law::Uniform { min_us: 9, max_us: 5 },
        "think.uniform.max_us: found 5, expected 9 to 86400000000 (no less than the shortest)",
    );
}

#[test]
fn a_commission_above_the_price() {
    check(
        |s| s.commission_per_mille = 1_001,
        "commission_per_mille: found 1001, expected 0 to 1000",
    );
}

#[test]
fn a_detector_quicker_than_the_network() {
    check(
        |s| {
            s.detector =
                DetectorRules::OnDemand { interval_us: Duration(1), pong_us: Duration(129_999) }
        },
        "detector.on_demand.pong_us: found 129999, expected 130000 to 86400000000 \
         (at least two latencies and the processing time)",
    );
}

#[test]
fn a_heartbeat_rarer_than_the_patience_for_it() {
    check(
        |s| {
            s.detector = DetectorRules::Heartbeat {
                every_us: Duration(100_000),
                silence_us: Duration(100_000),
            }
        },
        "detector.heartbeat.silence_us: found 100000, expected 160000 to 86400000000 \
         (at least the time between two heartbeats and a latency)",
    );
}

#[test]
fn an_accrual_that_would_suspect_a_beat_in_time() {
    check(
        |s| {
            s.detector = DetectorRules::Accrual {
                every_us: Duration(100_000),
                phi: 8,
                floor_us: Duration(10_000),
            }
        },
        "detector.accrual.floor_us: found 10000, \
         expected so much that phi is reached a latency after the interval",
    );
}

#[test]
fn a_crash_of_a_peer_that_is_not_there() {
    let act = Intervention::Crash(PeerId(6));
    check(
        |s| s.faults = vec![Planned { at_us: 0, act: act.clone() }],
        "faults[0].act: found peer 6, expected a peer from 0 to 5",
    );
}

#[test]
fn a_loss_of_more_than_all() {
    let rule = Rule { links: Links::AllPeers, disturbance: Disturbance::Lose { per_mille: 1_001 } };
    check(
        |s| {
            let act = Intervention::Disturb(rule.clone());
            s.faults = vec![Planned { at_us: 0, act }];
        },
        "faults[0].act.disturb.disturbance.lose.per_mille: found 1001, expected 1 to 1000",
    );
}

#[test]
fn reads_what_it_wrote() {
    let scenario = Scenario::of_size(7);
    assert_eq!(Scenario::from_json(&scenario.to_json()), Ok(scenario));
}

#[test]
fn what_a_file_leaves_out_is_as_in_the_report() {
    let scenario = Scenario::from_json("{\"seed\": 5}").expect("it makes sense");
    assert_eq!(scenario, Scenario { seed: 5, ..Scenario::report() });
}

#[test]
fn every_election_is_read_by_its_name() {
    let election = |json: &str| {
        let text = format!("{{\"election\": {json}}}");
        Scenario::from_json(&text).map(|s| s.election).map_err(|problems| problems.to_string())
    };
    assert_eq!(election("\"bully\""), Ok(Algorithm::Bully));
    assert_eq!(election("\"modified_bully\""), Ok(Algorithm::ModifiedBully));
    assert_eq!(election("\"vote\""), Ok(Algorithm::Vote));
    let ring = Algorithm::Ring { order: RingOrder::Shuffled { by: 7 } };
    assert_eq!(election("{\"ring\": {\"order\": {\"shuffled\": {\"by\": 7}}}}"), Ok(ring));
    let problem = election("\"lottery\"").expect_err("no such election");
    assert!(problem.contains("bully, report, modified_bully"), "{problem}");
}

#[test]
fn an_unknown_field_is_named_with_its_place() {
    let problems = Scenario::from_json("{\"sead\": 5}").expect_err("no such field");
    let text = problems.to_string();
    assert!(text.starts_with("sead: found an unknown field, expected one of title,"), "{text}");
    assert!(text.ends_with("faults (line 1, column 7)"), "{text}");
}
