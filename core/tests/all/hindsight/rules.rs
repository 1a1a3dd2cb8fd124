//! Which rule of the protocol an event applied, read from the record.

use crate::common::storm::{cases, storms, strike};
use crate::common::{act_at, run_of};
use proptest::prelude::*;
use std::collections::BTreeSet;
use trading_post::id::{Party, PeerId};
use trading_post::market::order::Decision;
use trading_post::peer::io::Note;
use trading_post::peer::message::{Ballot, Message};
use trading_post::peer::rules::{Algorithm, ClockScope, Defence, Defences, RingOrder};
use trading_post::run::Run;
use trading_post::scenario::{
    Disturbance, Exhibit, Intervention, Law, Links, Rule as LinkRule, Scenario,
};
use trading_post::time::Instant;
use trading_post::trace::{Lifelines, Rule, RuleSet, rules, sentence};
use trading_post::world::{Brief, What};

/// A run, and who did what where in it.
struct Told {
    run: Run,
    lifelines: Lifelines,
}

impl Told {
    fn of(run: Run) -> Self {
        let mut lifelines = Lifelines::new(run.scenario().peers.len());
        run.trace().iter().for_each(|event| lifelines.take(event));
        Self { run, lifelines }
    }

    /// A run of so many seconds, with acts at their milliseconds.
    #[track_caller]
    fn played(scenario: &Scenario, seconds: u64, acts: &[(u64, Intervention)]) -> Self {
        let mut run = run_of(scenario);
        for (at_ms, act) in acts {
            assert!(act_at(&mut run, Instant(at_ms * 1_000), act.clone()), "{act:?} is possible");
        }
        run.run_until(Instant(seconds * 1_000_000), 1_000_000);
        Self::of(run)
    }

    fn rules(&self, event: usize) -> Vec<Rule> {
        rules(self.run.branch(), &self.lifelines, self.run.scenario(), event)
    }

    /// The rules of the election that an event applied.
    fn election(&self, event: usize) -> Vec<Rule> {
        let set = RuleSet::of_election(self.run.scenario().election);
        self.rules(event).into_iter().filter(|rule| rule.set() == set).collect()
    }

    fn what(&self, event: usize) -> What {
        self.run.trace()[event].what
    }

    fn sentence(&self, event: usize) -> String {
        sentence(&self.run.trace()[event], self.run.scenario())
    }

    fn events(&self) -> std::ops::Range<usize> {
        0..self.run.trace().len()
    }

    /// All rules that were applied.
    fn applied(&self) -> BTreeSet<Rule> {
        self.events().flat_map(|event| self.rules(event)).collect()
    }

    /// From so many seconds on, each event that applied a rule of this set, with their numbers.
    fn lines(&self, set: RuleSet, from: u64, to: u64) -> Vec<String> {
        let among = |event: &usize| (from..=to).contains(&(self.run.trace()[*event].at.0 / 1_000));
        let line = |event: usize| {
            let rules = self.rules(event).into_iter().filter(|rule| rule.set() == set);
            let numbers: Vec<String> = rules.map(|rule| rule.number().to_string()).collect();
            (!numbers.is_empty()).then(|| format!("{} {}", numbers.join("+"), self.sentence(event)))
        };
        self.events().filter(among).filter_map(line).collect()
    }
}

const fn crash(peer: u16) -> Intervention {
    Intervention::Crash(PeerId(peer))
}

const fn restart(peer: u16) -> Intervention {
    Intervention::Restart(PeerId(peer))
}

fn cut(links: Links) -> Intervention {
    Intervention::Disturb(LinkRule { links, disturbance: Disturbance::Cut })
}

fn under(election: Algorithm) -> Scenario {
    Scenario { election, ..Scenario::report() }
}

/// The trader dies and comes back, with everybody cut off from it for a while in between.
fn troubles() -> Vec<(u64, Intervention)> {
    vec![
        (2_000, crash(5)),
        (6_000, restart(5)),
        (9_000, cut(Links::Around(vec![PeerId(5).into()]))),
        (13_000, Intervention::Heal),
        (16_000, Intervention::Pause(PeerId(5))),
        (20_000, Intervention::Resume(PeerId(5))),
        (24_000, Intervention::Suspect(PeerId(0))),
        (26_000, cut(Links::OneWay { from: Party::from(PeerId(5)), to: PeerId(1).into() })),
        (30_000, Intervention::Heal),
    ]
}

const ALGORITHMS: [Algorithm; 6] = [
    Algorithm::Bully,
    Algorithm::Report,
    Algorithm::ModifiedBully,
    Algorithm::Ring { order: RingOrder::Rising },
    Algorithm::Ring { order: RingOrder::Falling },
    Algorithm::Vote,
];

#[test]
fn in_troubled_runs_every_rule_is_applied_sooner_or_later() {
    for algorithm in ALGORITHMS {
        let mut applied = BTreeSet::new();
        for seed in 0..12 {
            let told = Told::played(&Scenario { seed, ..under(algorithm) }, 40, &troubles());
            applied.extend(told.applied());
        }
        // The winner dies before it can say so.
        let silent = [(2_000, crash(5)), (2_000, Intervention::Suspect(PeerId(0)))];
        let lost = [(2_100, crash(4)), (2_100, crash(3))];
        let told = Told::played(&under(algorithm), 30, &[silent, lost].concat());
        applied.extend(told.applied());
        let election = RuleSet::of_election(algorithm);
        for set in [election, RuleSet::Ledger, RuleSet::Order, RuleSet::Clocks] {
            let missing: Vec<_> =
                set.rules().into_iter().filter(|rule| !applied.contains(rule)).collect();
            assert_eq!(missing, [], "{algorithm:?}");
        }
    }
}

/// The trader dies at two seconds, and peer 2 notices at once.
fn death(algorithm: Algorithm) -> Told {
    let acts = [(2_000, crash(5)), (2_000, Intervention::Suspect(PeerId(2)))];
    Told::played(&under(algorithm), 4, &acts)
}

/// These lines, each a rule's number and an event, are among those told, in this order.
#[track_caller]
fn check_order(told: &[String], expected: &[&str]) {
    let mut rest = told.iter();
    for line in expected {
        assert!(rest.any(|told| told == line), "{line:?} is missing in:\n{}", told.join("\n"));
    }
}

/// Garcia-Molina's five rules, each at the events that it led to.
#[test]
fn the_bully_rules_at_the_traders_death() {
    let expected = [
        "1 Peer 2 suspects trader 5",
        "1 Peer 2 holds an election",
        "1 Peer 2 sends ELECTION to peer 3",
        "2 Peer 4 receives ELECTION from peer 2",
        "2 Peer 4 answers peer 2: OK, stand down",
        "2 Peer 4 holds an election",
        "1 Peer 4 sends ELECTION to peer 5",
        "4 Peer 2 receives OK from peer 4: a higher peer is there",
        "3 Peer 4 has waited long enough in the election",
        "3 Peer 4 tells peer 0: I lead",
        "3 Peer 4 has won: it leads",
        "5 Peer 3 receives COORDINATOR from peer 4",
        "5 Peer 3 follows peer 4",
    ];
    let told = death(Algorithm::Bully);
    check_order(&told.lines(RuleSet::Bully, 2_000, 3_000), &expected);
    let all = told.lines(RuleSet::Bully, 2_000, 3_000);
    let stands_down = |line: &&String| line.starts_with("4 Peer 2 receives OK");
    assert_eq!(all.iter().filter(stands_down).count(), 1, "a second OK says nothing new");
}

#[test]
fn the_fifth_bully_rule_checks_on_a_new_trader_and_no_regular_check_does() {
    let idle = Scenario { think: Law::Fixed { us: 3_600_000_000 }, ..Scenario::report() };
    let told = Told::played(&idle, 6, &[(2_000, crash(5))]).lines(RuleSet::Bully, 2_000, 6_000);
    let expected = [
        "5 Peer 1 follows peer 4",
        "5 Peer 1 makes its regular check of who leads",
        "5 Peer 1 asks peer 4: are you there?",
    ];
    check_order(&told, &expected);
    let checks = told.iter().filter(|line| line.contains("Peer 1 makes its regular check"));
    assert_eq!(checks.count(), 1, "{told:?}");
}

#[test]
fn a_highest_peer_announces_itself_by_the_first_bully_rule_and_tells_late_askers_by_the_second() {
    let told = Told::played(&Scenario::report(), 1, &[]).lines(RuleSet::Bully, 0, 200);
    let expected = [
        "1 Peer 5 starts",
        "1 Peer 5 tells peer 1: I lead",
        "1 Peer 5 has won: it leads",
        "2 Peer 5 receives ELECTION from peer 1",
        "2 Peer 5 answers peer 1: OK, stand down",
        "2 Peer 5 tells peer 1: I lead",
    ];
    check_order(&told, &expected);
}

/// That its hearer stands down, the fourth rule says, which a late OK does not apply.
#[test]
fn of_an_ok_no_more_is_told_than_is_true_of_each() {
    let told = death(Algorithm::Bully);
    let is_ok = |event: &usize| {
        let ok = Brief::Message(Message::Ballot(Ballot::Ok));
        matches!(told.what(*event), What::Receive { brief, .. } if brief == ok)
    };
    let (late, heeded): (Vec<_>, Vec<_>) =
        told.events().filter(is_ok).partition(|event| told.election(*event).is_empty());
    assert!(!late.is_empty() && !heeded.is_empty());
    for event in late.into_iter().chain(heeded) {
        let sentence = told.sentence(event);
        assert!(sentence.ends_with(": a higher peer is there"), "{sentence}");
    }
}

#[test]
fn the_rules_of_the_reports_chain_and_of_its_re_election() {
    let told = death(Algorithm::Report);
    let chain = [
        "1 Peer 0 holds an election",
        "1 Peer 0 asks peer 1 whether it is there",
        "1 Peer 1 receives NEXT from peer 0",
        "1 Peer 1 asks peer 2 whether it is there",
        "5 Peer 0 receives OK from peer 1: a higher peer is there",
        "2 Peer 5 tells peer 0: I lead",
        "2 Peer 5 has won: it leads",
        "7 Peer 2 receives COORDINATOR from peer 5",
    ];
    check_order(&told.lines(RuleSet::Report, 0, 400), &chain);
    let again = [
        "3 Peer 2 holds an election",
        "3 Peer 2 sends ELECTION to peer 4",
        "4 Peer 4 receives ELECTION from peer 2",
        "4 Peer 4 answers peer 2: OK, stand down",
        "5 Peer 2 receives OK from peer 4: a higher peer is there",
        "6 Peer 4 has waited long enough in the election",
        "6 Peer 4 has won: it leads",
        "7 Peer 2 follows peer 4",
        "4 Peer 4 tells peer 3: I lead",
    ];
    check_order(&told.lines(RuleSet::Report, 2_000, 3_000), &again);
}

#[test]
fn the_modified_bully_rules_at_the_traders_death() {
    let expected = [
        "1 Peer 2 sends ELECTION to peer 4",
        "2 Peer 4 answers peer 2: OK",
        "3 Peer 2 receives OK from peer 4: a higher peer is there",
        "3 Peer 2 has waited long enough in the election",
        "3 Peer 2 grants peer 4 the lead",
        "5 Peer 4 receives GRANT from peer 2: no higher peer has answered it",
        "5 Peer 4 has won: it leads",
        "7 Peer 2 follows peer 4",
    ];
    let told = death(Algorithm::ModifiedBully);
    check_order(&told.lines(RuleSet::ModifiedBully, 2_000, 3_000), &expected);
}

#[test]
fn the_rings_rules_at_the_traders_death() {
    let expected = [
        "1 Peer 2 passes number 2 on to peer 3",
        "2 Peer 3 receives number 2 from peer 2",
        "3 Peer 3 tells peer 2 that it has the number",
        "2 Peer 3 passes number 3 on to peer 4",
        "3 Peer 4 has waited long enough in the election",
        "3 Peer 4 passes number 4 on to peer 0",
        "2 Peer 0 passes number 4 on to peer 1",
        "4 Peer 4 receives number 4 from peer 3",
        "4 Peer 4 has won: it leads",
        "6 Peer 2 follows peer 4",
    ];
    let told = death(Algorithm::Ring { order: RingOrder::Rising });
    check_order(&told.lines(RuleSet::Ring, 2_000, 3_500), &expected);
}

#[test]
fn the_majority_votes_rules_at_the_traders_death() {
    let expected = [
        "1 Peer 2 suspects trader 3",
        "1 Peer 2 has waited long enough in the election",
        "1 Peer 2 holds an election",
        "1 Peer 2 asks peer 4 for its vote in term 2",
        "2 Peer 4 is asked by peer 2 for its vote in term 2",
        "2 Peer 4 votes for peer 2 in term 2",
        "3 Peer 2 receives the VOTE of peer 4 in term 2",
        "3 Peer 2 tells peer 4: I lead in term 2",
        "3 Peer 2 has won: it leads",
        "3 Peer 4 follows peer 2",
    ];
    check_order(&death(Algorithm::Vote).lines(RuleSet::Vote, 2_000, 4_000), &expected);
}

#[test]
fn the_ledgers_rules_when_a_trader_comes_and_sells() {
    let expected = [
        "1 Peer 4 asks the ledger for all it holds",
        "1 The ledger takes entry 10: epoch 2 begins, peer 4 trades",
        "1 Peer 4 opens epoch 2 with 10 entries read, and trades",
        "3 The ledger takes entry 12: boar from peer 2 to peer 3 for 30.00 (request 3.3)",
        "3 Peer 4 grants request 3.3: boar for 30.00",
        "5 Peer 4 tells peer 2 that a boar of its own is sold (sale 12)",
        "5 Peer 2 books 24.00 as earned (sale 12)",
        "5 Peer 2 acknowledges sale 12",
    ];
    check_order(&death(Algorithm::Bully).lines(RuleSet::Ledger, 2_000, 3_000), &expected);
}

/// The trader is slow, so that requests wait for each other.
#[test]
fn the_queues_rules_when_requests_wait() {
    let slow = Scenario { service_us: 400_000, ..Scenario::report() };
    let told = Told::played(&slow, 20, &[]);
    let lines = told.lines(RuleSet::Order, 0, 20_000);
    for event in told.events() {
        let What::Note(Note::Queues { beside, .. }) = told.what(event) else { continue };
        let due = match beside.map(|(_, decision)| decision) {
            Some(Decision::Causality) => vec![1],
            Some(Decision::TieBreak) => vec![2],
            Some(Decision::AgainstCausality) | None => vec![],
        };
        let numbers = |rule: &Rule| (rule.set() == RuleSet::Order).then_some(rule.number());
        let applied: Vec<_> = told.rules(event).iter().filter_map(numbers).collect();
        assert_eq!(applied, due, "{}", told.sentence(event));
    }
    let some = |start: &str| lines.iter().any(|line| line.starts_with(start));
    assert!(some("1 Request ") && some("2 Request "), "{lines:#?}");
    let expected = [
        "3 Peer 5 serves request 1.1",
        "4 Peer 5 writes to the ledger: salt from peer 0 to peer 1 for 15.00 (request 1.1)",
    ];
    check_order(&lines, &expected);
}

#[test]
fn an_order_that_is_unsound_puts_a_cause_behind_its_effect_by_the_second_rule_of_the_queue() {
    let unsound = Exhibit::OwnEntryOrder;
    let told = Told::played(&unsound.red(), unsound.until().0 / 1_000_000, &[]);
    let against = told.events().find(|event| {
        let decided = Some(Decision::AgainstCausality);
        matches!(told.what(*event), What::Note(Note::Queues { beside, .. })
            if beside.map(|(_, decision)| decision) == decided)
    });
    let rules = told.rules(against.expect("it breaks"));
    assert!(rules.iter().any(|rule| rule.label() == "Queue, rule 2"), "{rules:?}");
}

#[test]
fn the_clocks_rules_where_they_count_everything_and_where_they_count_trade_alone() {
    let all = Told::played(&Scenario::report(), 1, &[]).lines(RuleSet::Clocks, 0, 40);
    let expected = [
        "1 Peer 0 starts",
        "2 Peer 0 sends ELECTION to peer 1",
        "3 Peer 0 receives COORDINATOR from peer 5",
    ];
    check_order(&all, &expected);
    let trade = Scenario { clocks: ClockScope::Trade, ..Scenario::report() };
    let trade = Told::played(&trade, 1, &[]).lines(RuleSet::Clocks, 0, 180);
    check_order(&trade, &["2 Peer 1 asks peer 5 for salt (request 1.1)"]);
    assert!(!trade.iter().any(|line| line.contains("ELECTION")), "{trade:?}");
}

#[test]
fn a_rule_whose_defence_is_missing_is_applied_by_nobody() {
    let missing = [
        (Defence::DurableAnswers, "Ledger, rule 3"),
        (Defence::RequestTable, "Ledger, rule 4"),
        (Defence::NoticesOnce, "Ledger, rule 5"),
        (Defence::SortedQueue, "Queue, rule 1"),
        (Defence::SortedQueue, "Queue, rule 2"),
        (Defence::TickingReceives, "Clocks, rule 3"),
    ];
    for (defence, rule) in missing {
        let without = Scenario { defences: Defences::without(defence), ..Scenario::report() };
        let applied = Told::played(&without, 12, &[(2_000, crash(5))]).applied();
        assert!(!applied.iter().any(|applied| applied.label() == rule), "{defence}");
    }
}

#[test]
fn rules_are_numbered_from_1_and_each_says_something_of_its_own() {
    for set in RuleSet::ALL {
        let rules = set.rules();
        let numbers: Vec<_> = rules.iter().map(|rule| rule.number()).collect();
        assert_eq!(numbers, (1..=rules.len()).collect::<Vec<_>>());
        assert!(rules.iter().all(|rule| rule.set() == set && !rule.words().ends_with('.')));
        let words: BTreeSet<_> = rules.iter().map(|rule| rule.words()).collect();
        assert_eq!(words.len(), rules.len());
    }
    let second = RuleSet::Bully.rules()[1];
    assert_eq!((second.label(), second.mark()), ("Bully, rule 2".into(), "bully 2".into()));
}

/// Each event of an election applied one rule of it, and no event more than one.
fn check_due(told: &Told) -> Result<(), TestCaseError> {
    for event in told.events() {
        let applied = told.election(event);
        let must = matches!(
            told.what(event),
            What::Send { brief: Brief::Message(Message::Ballot(_)), .. }
                | What::Note(Note::Holds | Note::Leads | Note::Follows { .. })
        );
        let sentence = told.sentence(event);
        prop_assert!(applied.len() <= 1, "{event}: {sentence}: {applied:?}");
        prop_assert!(!must || applied.len() == 1, "{event}: {sentence}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn in_any_storm_each_event_of_an_election_is_due_to_one_rule_of_it(
        (scenario, blows) in storms(16),
        algorithm in proptest::sample::select(ALGORITHMS.to_vec()),
    ) {
        let mut run = run_of(&Scenario { election: algorithm, ..scenario });
        for blow in &blows {
            strike(&mut run, blow).map_err(TestCaseError::fail)?;
        }
        check_due(&Told::of(run))?;
    }
}
