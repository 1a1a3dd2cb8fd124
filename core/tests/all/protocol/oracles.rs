//! What an election costs, worked out from the formulas of `protocol.md` and not from the code.
//!
//! Reliable links, fixed latency, T exactly two latencies, n peers of which the highest has just
//! died; every message counts, those to the dead one too.

use crate::quiet::{ballots, latencies, quiet, run};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::world::{Event, World};

const SIZES: [u16; 4] = [4, 6, 10, 50];

/// The election after `notice` have noticed that the highest is dead.
fn election(peers: u16, notice: impl Iterator<Item = u16>) -> Vec<Event> {
    crate::quiet::election(&quiet(peers), [peers - 1], notice)
}

/// n, and the messages that protocol.md lists for it.
fn expected(formula: impl Fn(u64) -> u64, listed: [u64; 4]) -> impl Iterator<Item = (u16, u64)> {
    let worked_out = SIZES.map(|n| formula(n.into()));
    assert_eq!(worked_out, listed);
    SIZES.into_iter().zip(listed)
}

#[test]
fn in_the_worst_case_the_lowest_notices() {
    for (n, messages) in expected(|n| n * n - n - 1, [11, 29, 89, 2_449]) {
        let trace = election(n, 0..1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(latencies(&trace), 4, "{n} peers");
    }
}

#[test]
fn it_costs_as_much_when_all_notice_and_is_over_sooner() {
    for (n, messages) in expected(|n| n * n - n - 1, [11, 29, 89, 2_449]) {
        let trace = election(n, 0..n - 1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(latencies(&trace), 3, "{n} peers");
    }
}

#[test]
fn in_the_best_case_the_next_highest_alone_notices() {
    for (n, messages) in expected(|n| n - 1, [3, 5, 9, 49]) {
        let trace = election(n, n - 2..n - 1);
        assert_eq!(ballots(&trace), messages, "{n} peers");
        assert_eq!(latencies(&trace), 3, "{n} peers");
    }
}

#[test]
fn whoever_notices_the_cost_lies_between_the_best_and_the_worst() {
    let n = 10;
    for notices in 0..n - 1 {
        // It and all above it hold elections, each asking all above itself; of those that hold
        // one, each pair of the living gives one OK; the winner tells all lower peers.
        let holders = u64::from(n - 1 - notices);
        let questions = holders * (holders + 1) / 2;
        let answers = holders * (holders - 1) / 2;
        let messages = questions + answers + u64::from(n - 2);
        assert_eq!(ballots(&election(n, notices..notices + 1)), messages, "{notices} notices");
    }
}

/// Latencies vary, and yet a start takes about a question, an answer and an announcement a pair:
/// late questions begin no elections of their own.
#[test]
fn a_start_with_varying_latencies_is_no_storm() {
    for n in [6, 50, 100_u16] {
        let mut world = World::new(&Scenario::of_size(n.into())).expect("it makes sense");
        let mut trace = Vec::new();
        run(&mut world, &mut trace, Instant(2_000_000));
        let n = u64::from(n);
        assert!(ballots(&trace) <= n * n + 3 * n, "{} for {n} peers", ballots(&trace));
    }
}
