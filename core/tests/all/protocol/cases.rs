//! The report's eleven verified cases: each preset comes out as the report's log has it, with its
//! numbers, and nothing breaks in it.

use crate::plays::Play;
use serde_json::json;
use trading_post::check::Checks;
use trading_post::market::goods::Money;
use trading_post::peer::io::Note;
use trading_post::scenario::{Case, Group, Scenario};
use trading_post::time::Instant;
use trading_post::trace::{self, files};
use trading_post::world::{Event, What};

/// When the trader crashes where it does.
const CRASH: Instant = Instant(3_000_000);

/// A case at the time by which it has come out.
fn played(case: Case) -> Play {
    let mut play = Play::of(case.scenario());
    play.until_ms(case.until().0 / 1_000);
    play
}

/// The peers of whom something was noted, with the time, in order.
fn noted(play: &Play, is: impl Fn(&Note) -> bool) -> Vec<(u16, Instant)> {
    let of = |event: &Event| match event.what {
        What::Note(note) if is(&note) => event.peer().map(|peer| (peer.0, event.at)),
        _ => None,
    };
    play.events.iter().filter_map(of).collect()
}

fn suspicions(play: &Play) -> Vec<(u16, Instant)> {
    noted(play, |note| matches!(note, Note::Suspects { .. }))
}

#[test]
fn case_1_each_asks_the_next_and_the_highest_peer_5_turns_trader() {
    let play = played(Case::FirstElection);
    assert_eq!([0, 1, 2, 3, 4, 5].map(|peer| play.trader_of(peer)), [Some(5); 6]);
    let asked: Vec<_> = (0..5)
        .map(|peer| {
            play.first_said(&format!("Peer {peer} asks peer {} whether it is there", peer + 1))
        })
        .collect();
    assert!(asked.is_sorted(), "one after the other: {asked:?}");
    let winners = noted(&play, |note| *note == Note::Leads);
    assert_eq!(winners.iter().map(|(peer, _)| *peer).collect::<Vec<_>>(), [5]);
    for other in 0..5 {
        assert_eq!(play.said(&format!("Peer 5 tells peer {other}: I lead")).len(), 1);
    }
    assert_eq!(play.peers_json()["5"]["type"], "TRADER");
}

#[test]
fn case_2_every_peer_checks_the_trader_once_a_second_and_hears_that_it_is_ok() {
    let play = played(Case::RegularChecks);
    for peer in 0..5 {
        let checks = play.said(&format!("Peer {peer} hears that trader 5 is OK"));
        let times: Vec<u64> = checks.iter().map(|place| play.events[*place].at.0).collect();
        // The interval is a second, and an answer takes two latencies of 60 ms at most.
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] <= 1_120_000), "{peer}: {times:?}");
        let by_itself = times.windows(2).filter(|pair| pair[1] - pair[0] >= 1_060_000);
        assert!(by_itself.count() >= 8, "peer {peer}: {times:?}");
    }
    assert_eq!(suspicions(&play), []);
}

#[test]
fn case_3_when_the_trader_goes_down_1_and_3_hold_elections_at_the_same_time() {
    let play = played(Case::ElectionsAtOnce);
    assert_eq!(play.first_said("Peer 5 crashes"), CRASH);
    let [(first, noticed), (second, soon), ..] = suspicions(&play)[..] else {
        panic!("only {:?} noticed", suspicions(&play));
    };
    assert_eq!((first.min(second), first.max(second)), (1, 3));
    assert!(noticed > CRASH && soon.0 - noticed.0 < 10_000, "{noticed}, {soon}");
    let holds = noted(&play, |note| *note == Note::Holds);
    assert_eq!(holds.get(1..3), Some(&[(first, noticed), (second, soon)][..]));
    // Neither has had an answer when the other begins.
    for (peer, above) in [(1, 2), (1, 3), (1, 4), (3, 4)] {
        assert!(play.first_said(&format!("Peer {peer} sends ELECTION to peer {above}")) <= soon);
        let heard = format!("Peer {peer} receives OK from peer {above}: ");
        let of = |e: &&Event| trace::sentence(e, &play.scenario).starts_with(&heard);
        let answers = play.events.iter().filter(|e| e.at > CRASH).filter(of);
        assert!(answers.into_iter().all(|e| e.at > soon), "{peer} from {above}");
    }
    assert_eq!([0, 1, 2, 3, 4].map(|peer| play.trader_of(peer)), [Some(4); 5]);
}

#[test]
fn case_4_peer_4_is_the_highest_left_it_wins_and_tells_all_the_others() {
    let play = played(Case::WinnerTells);
    assert_eq!(play.first_said("Peer 5 crashes"), CRASH);
    let noticed: Vec<u16> = suspicions(&play).iter().map(|(peer, _)| *peer).collect();
    assert_eq!(noticed, [4], "4 alone notices");
    let winners = noted(&play, |note| *note == Note::Leads);
    assert_eq!(winners.iter().map(|(peer, _)| *peer).collect::<Vec<_>>(), [5, 4]);
    for lower in 0..4 {
        assert_eq!(play.said(&format!("Peer 4 tells peer {lower}: I lead")).len(), 1);
        assert!(play.first_said(&format!("Peer {lower} follows peer 4")) > winners[1].1);
    }
    assert_eq!([0, 1, 2, 3, 4].map(|peer| play.trader_of(peer)), [Some(4); 5]);
    assert_eq!(files::books_of(&play.world).epoch().0, 2);
}

#[test]
fn case_5_boar_at_30_after_two_sales_seller_2_has_earned_48_and_1_remains() {
    let play = played(Case::BoarSold);
    for (buyer, request) in [(3, "3.1"), (4, "4.1")] {
        let gets = format!("Peer {buyer} gets its boar from peer 2 for 30.00 (request {request})");
        assert_eq!(play.said(&gets).len(), 1);
        assert_eq!(play.account(buyer), ["30.00", "0.00", "0.00"]);
    }
    assert_eq!(play.stock(2).earned.to_string(), "48.00");
    assert_eq!(play.account(2), ["0.00", "48.00", "0.00"]);
    assert_eq!((play.stock(2).left, &play.peers_json()["2"]["quantity"]), (1, &json!(1)));
}

#[test]
fn case_6_salt_seller_0_learns_of_its_sale_of_15_it_earned_12_and_2_remain() {
    let play = played(Case::SaleLearnt);
    let learns = "Peer 0 learns that a salt of its own is sold, and earns 12.00";
    let lines = files::result_txt(&play.events, &play.scenario);
    assert_eq!(lines.lines().filter(|line| line.contains(learns)).count(), 1);
    assert_eq!(play.account(1)[0], "15.00");
    assert_eq!((play.stock(0).earned.to_string().as_str(), play.stock(0).left), ("12.00", 2));
    assert_eq!(play.peers_json()["0"]["quantity"], 2);
}

#[test]
fn case_7_the_sold_out_salt_seller_registers_15_boar() {
    let play = played(Case::SoldOut);
    let sold_out = play.first_said("Peer 0 is sold out and brings 15 boar");
    let registers = play.first_said("Peer 0 registers 15 boar at 30.00 with peer 5");
    let told = play.first_said("Peer 5 tells peer 0 that its lot is on offer");
    assert!(told < sold_out && sold_out < registers, "{told}, {sold_out}, {registers}");
    assert_eq!(play.said("Peer 5 tells peer 0 that its lot is on offer").len(), 2);
    assert_eq!((play.stock(0).left, play.stock(0).lot), (15, 2));
    assert_eq!(play.account(0), ["0.00", "36.00", "0.00"]);
    assert_eq!(files::sellers_txt(&play.world).lines().last(), Some("0"));
}

#[test]
fn case_8_nobody_sells_fish_so_buyer_4_is_told_wants_salt_and_asks_again() {
    let play = played(Case::NoSeller);
    let told = [
        "Peer 4 asks peer 5 for fish (request 4.1)",
        "Peer 4 is told that nobody offers fish (request 4.1)",
        "Peer 4 wants salt instead",
        "Peer 4 asks peer 5 for salt (request 4.2)",
        "Peer 4 gets its salt from peer 0 for 15.00 (request 4.2)",
    ];
    let places: Vec<usize> = told.iter().flat_map(|sentence| play.said(sentence)).collect();
    assert!(places.len() == told.len() && places.is_sorted(), "{places:?}");
}

#[test]
fn case_9_transactions_are_logged_and_saved() {
    let play = played(Case::Saved);
    let log = files::result_txt(&play.events, &play.scenario);
    assert_eq!(log.lines().count(), play.events.len());
    let last = log.lines().last().expect("something was logged");
    assert!(last.starts_with(&format!("{} ", play.world.now())) && last.ends_with('.'), "{last}");
    let sale = "boar from peer 2 to peer 3 for 30.00 (request 3.1)";
    assert!(log.lines().any(|l| l.contains("The ledger takes entry") && l.contains(sale)), "{log}");
    let carved = play.first_said(&format!("The ledger takes entry 5: {sale}"));
    assert!(carved < play.first_said("Peer 3 gets its boar from peer 2 for 30.00 (request 3.1)"));
    let saved = play.peers_json();
    let total = files::books_of(&play.world).total();
    assert!(total.spent >= Money(9_000), "{total:?}");
    let spent = [1, 3, 4].map(|buyer| saved[buyer.to_string()]["amt_spent"].as_f64());
    let spent: f64 = spent.iter().flatten().sum();
    assert_eq!(format!("{spent:.2}"), total.spent.to_string());
    assert_eq!(files::sellers_txt(&play.world).lines().count(), 2);
}

/// The report's clocks count the messages of trade alone.
#[test]
fn case_10_the_sellers_clocks_are_updated_before_they_register() {
    let play = played(Case::SellersClocks);
    let first = |peer: &str| {
        let clock = trace::lines(&play.events, &play.scenario)
            .find(|l| (l.kind, l.name, &*l.peer) == ("send", Some("REGISTER"), peer))
            .and_then(|line| line.clock)
            .expect("it has registered");
        serde_json::to_string(&clock).expect("a clock")
    };
    assert_eq!([first("0"), first("2")], ["[1,0,0,0,0,0]", "[0,0,1,0,0,0]"]);
}

#[test]
fn case_11_of_15_the_trader_gets_3_and_the_seller_12() {
    let play = played(Case::Commission);
    assert_eq!(play.account(1), ["15.00", "0.00", "0.00"]);
    assert_eq!(play.account(0), ["0.00", "12.00", "0.00"]);
    assert_eq!(play.account(5), ["0.00", "0.00", "3.00"]);
    assert_eq!(files::books_of(&play.world).total().spent, Money(1_500));
    assert_eq!(play.peers_json()["5"]["commission"], json!(3.0));
}

#[test]
fn nothing_breaks_in_any_of_them_and_all_go_on() {
    for case in Case::ALL {
        let mut play = Play::of(case.scenario());
        play.until_ms(20_000);
        let mut checks = Checks::new(&play.scenario);
        play.events.iter().for_each(|event| checks.take(event));
        assert_eq!(checks.breaches(), [], "{}", case.name());
        assert!(play.world.next_at().is_some(), "{} goes on", case.name());
        assert!(case.until() <= Instant(20_000_000), "{} is plain to see soon", case.name());
    }
}

#[test]
fn each_is_a_preset_of_the_reports_six_peers_with_its_number() {
    let presets: Vec<_> =
        Scenario::presets().into_iter().filter(|preset| preset.group == Group::Cases).collect();
    assert_eq!(presets.len(), Case::ALL.len());
    for (number, (case, preset)) in (1..).zip(Case::ALL.into_iter().zip(&presets)) {
        assert_eq!((case.number(), case.name()), (number, &*preset.name));
        let (scenario, report) = (&preset.scenario, Scenario::report());
        let same = Scenario { peers: report.peers.clone(), ..scenario.clone() };
        assert_eq!((scenario.peers.len(), same.goods), (6, report.goods));
        assert_eq!(scenario.commission_per_mille, report.commission_per_mille);
        assert!(preset.sentence.ends_with('.') && preset.sentence.len() > 40, "{}", case.name());
    }
}
