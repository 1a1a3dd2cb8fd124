//! Links that misbehave: what piles up on a clogged one, and a ledger that fails or tears its
//! writes.

use std::collections::BTreeMap;
use trading_post::id::{MessageId, Party, PeerId, RequestId};
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Rule, Scenario};
use trading_post::time::Instant;
use trading_post::world::{Envelope, Event, What, World};

const SECOND: u64 = 1_000_000;

struct Play {
    world: World,
    events: Vec<Event>,
}

impl Play {
    fn new() -> Self {
        let world = World::new(&Scenario::report()).expect("the report's scenario makes sense");
        Self { world, events: Vec::new() }
    }

    fn until(&mut self, us: u64) {
        while self.world.next_at().is_some_and(|next| next <= Instant(us)) {
            self.world.step(&mut self.events);
        }
        self.world.wait_until(Instant(us));
    }

    fn disturb(&mut self, links: Links, disturbance: Disturbance) {
        let act = Intervention::Disturb(Rule { links, disturbance });
        self.world.act(&act, &mut self.events).expect("links can always be disturbed");
    }

    fn heal(&mut self) {
        self.world.act(&Intervention::Heal, &mut self.events).expect("links can always be healed");
    }

    fn count(&self, of: impl Fn(&What) -> bool) -> usize {
        self.events.iter().filter(|event| of(&event.what)).count()
    }

    /// How often each request was answered in the ledger.
    fn answers(&self) -> BTreeMap<RequestId, usize> {
        let mut answers = BTreeMap::new();
        for record in self.world.ledger().records().iter() {
            if let Some(request) = record.entry.answers() {
                *answers.entry(request).or_default() += 1;
            }
        }
        answers
    }
}

#[test]
fn what_piles_up_on_a_clogged_link_arrives_in_order_when_it_heals() {
    let (from, to) = (Party::Peer(PeerId(3)), Party::Peer(PeerId(5)));
    let mut play = Play::new();
    play.until(SECOND);
    play.disturb(Links::OneWay { from, to }, Disturbance::Clog);
    let clogged_from = play.events.len();
    play.until(SECOND + SECOND / 4);
    let stuck: Vec<MessageId> = play
        .world
        .in_flight()
        .filter(|envelope| envelope.due_at == Instant::NEVER)
        .map(|envelope| envelope.id)
        .collect();
    assert!(!stuck.is_empty(), "peer 3 asks something of its trader in a quarter of a second");
    play.heal();
    play.until(2 * SECOND);
    let arrived: Vec<MessageId> = play.events[clogged_from..]
        .iter()
        .filter(|event| event.party == Some(to))
        .filter_map(|event| match event.what {
            What::Receive { message, from: sender, .. } if sender == from => Some(message),
            _ => None,
        })
        .filter(|message| stuck.contains(message))
        .collect();
    assert_eq!(arrived, stuck);
}

#[track_caller]
fn check_flawed_ledger(disturbance: Disturbance, is_flaw: impl Fn(&What) -> bool) {
    let mut play = Play::new();
    play.until(SECOND);
    play.disturb(Links::Around(vec![Party::Ledger]), disturbance);
    play.until(12 * SECOND);
    assert!(play.count(is_flaw) > 3, "the ledger's writes go wrong now and then");
    play.heal();
    let before = play.answers().len();
    play.until(24 * SECOND);
    let answers = play.answers();
    assert!(answers.len() > before + 5, "trade goes on: {before}, then {}", answers.len());
    assert!(answers.values().all(|times| *times == 1), "{answers:?}");
}

#[test]
fn an_append_that_fails_is_written_again_and_no_request_is_answered_twice() {
    check_flawed_ledger(Disturbance::FailAppends { per_mille: 300 }, |what| {
        matches!(what, What::Refuse { .. })
    });
}

#[test]
fn a_torn_record_counts_for_nothing_and_is_written_again() {
    check_flawed_ledger(Disturbance::TearAppends { per_mille: 300 }, |what| {
        matches!(what, What::Tear { .. })
    });
}

/// Whatever else is wrong with a link: where it is cut, nothing passes.
#[test]
fn a_cut_link_lets_nothing_pass_whatever_else_was_done_to_it_before() {
    let by = Law::Fixed { us: 100_000 };
    let others = [
        Disturbance::Delay { by },
        Disturbance::Reorder { by },
        Disturbance::Lose { per_mille: 1 },
        Disturbance::Duplicate { per_mille: 1_000 },
    ];
    for other in others {
        let mut play = Play::new();
        play.until(SECOND);
        play.disturb(Links::AllPeers, other);
        play.disturb(Links::AllPeers, Disturbance::Cut);
        play.until(2 * SECOND);
        let cut_from = play.events.len();
        play.until(12 * SECOND);
        let passes = |event: &&Event| {
            matches!(event.what, What::Receive { from: Party::Peer(_), .. })
                && event.party != Some(Party::Ledger)
        };
        let passed = play.events[cut_from..].iter().filter(passes).count();
        assert_eq!(passed, 0, "{other:?}");
    }
}

#[test]
fn a_link_that_delays_can_lose_messages_too() {
    let by = Law::Fixed { us: 200_000 };
    let mut play = Play::new();
    play.until(SECOND);
    play.disturb(Links::AllPeers, Disturbance::Delay { by });
    play.disturb(Links::AllPeers, Disturbance::Lose { per_mille: 500 });
    let from = play.events.len();
    play.until(6 * SECOND);
    let to_ledger = |e: &&Envelope| e.to == Party::Ledger || e.from == Party::Ledger;
    let mut between_peers = play.world.in_flight().filter(|e| !to_ledger(e) && e.loss.is_none());
    assert!(between_peers.all(|e| e.due_at.since(e.sent_at).0 >= 200_000));
    let lost = play.events[from..].iter().filter(|e| matches!(e.what, What::Drop { .. })).count();
    assert!(lost > 5, "{lost} are lost");
}
