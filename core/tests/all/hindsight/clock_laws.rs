//! The laws of vector clocks (Fidge 1988; Mattern 1989), and that the clocks of whole runs obey
//! them: happened-before by clocks is reachability in the recorded message graph.
//!
//! A restart is the one place where clocks say less than the graph could. The restarted peer
//! goes on counting, but has forgotten what it had heard. So there are two graphs: in the strict
//! one, nothing leads across a restart; in the full one, a peer's whole life is one line. Clocks
//! must know every cause of the strict graph and must claim none beyond the full one. Where the two
//! agree, which without a restart is everywhere, clocks are exact.

use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use trading_post::clock::VectorClock;
use trading_post::id::{MessageId, Party, PeerId};
use trading_post::peer::rules::ClockScope;
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Planned, Rule, Scenario};
use trading_post::trace::{Clocks, raised_by};
use trading_post::world::{Brief, Event, What, World};

fn cases(native: u32) -> ProptestConfig {
    let cases = if cfg!(target_family = "wasm") { native.div_ceil(8) } else { native };
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

// Clocks by themselves.

/// A clock that only hears, as the ledger's: with these entries, each from its own process.
fn hearer(entries: &[u32]) -> VectorClock {
    let n = entries.len();
    let mut clock = VectorClock::new(n, n);
    for (i, &entry) in entries.iter().enumerate() {
        clock.merge(&VectorClock::resumed(n, i, entry));
    }
    clock
}

fn merged(a: &VectorClock, b: &VectorClock) -> VectorClock {
    let mut clock = a.clone();
    clock.merge(b);
    clock
}

fn entries(clock: &VectorClock) -> Vec<u32> {
    clock.iter().collect()
}

/// Three lists of entries of one length; small numbers, so that equal and ordered ones occur.
fn three_lists() -> impl Strategy<Value = [Vec<u32>; 3]> {
    (1_usize..=70, 1_u32..5).prop_flat_map(|(n, most)| {
        let list = move || prop::collection::vec(0..=most, n);
        [list(), list(), list()]
    })
}

/// The definition, entry by entry.
fn by_definition(a: &[u32], b: &[u32]) -> Option<Ordering> {
    let at_most = |a: &[u32], b: &[u32]| a.iter().zip(b).all(|(x, y)| x <= y);
    match (at_most(a, b), at_most(b, a)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => None,
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_merge_takes_the_greater_of_each_entry([a, b, _] in three_lists()) {
        let greater: Vec<u32> = a.iter().zip(&b).map(|(x, y)| *x.max(y)).collect();
        prop_assert_eq!(entries(&hearer(&a)), a.clone());
        prop_assert_eq!(entries(&merged(&hearer(&a), &hearer(&b))), greater);
    }

    #[test]
    fn merging_is_idempotent_commutative_and_associative(lists in three_lists()) {
        let [a, b, c] = lists.map(|list| hearer(&list));
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        let once = merged(&a, &b);
        prop_assert_eq!(merged(&once, &b), once, "hearing it twice changes nothing");
    }

    #[test]
    fn merging_is_monotone(lists in three_lists()) {
        let [a, b, c] = lists.map(|list| hearer(&list));
        let more = merged(&a, &b);
        prop_assert!(a <= more && b <= more);
        prop_assert!(merged(&a, &c) <= merged(&more, &c));
    }

    #[test]
    fn a_merge_leaves_the_other_clocks_that_share_its_blocks_alone(lists in three_lists()) {
        let [a, b, c] = lists;
        let (first, other) = (hearer(&a), hearer(&b));
        let (mut twin, mut triplet) = (first.clone(), first.clone());
        twin.merge(&other);
        triplet.merge(&hearer(&c));
        let both = merged(&twin, &triplet);
        prop_assert_eq!(entries(&first), a.clone());
        prop_assert_eq!(entries(&other), b.clone());
        let greatest = (0..a.len()).map(|i| a[i].max(b[i]).max(c[i])).collect::<Vec<_>>();
        prop_assert_eq!(entries(&both), greatest);
    }

    #[test]
    fn order_and_concurrency_are_as_defined([a, b, _] in three_lists()) {
        let (x, y) = (hearer(&a), hearer(&b));
        let expected = by_definition(&a, &b);
        prop_assert_eq!(x.partial_cmp(&y), expected);
        prop_assert_eq!(x == y, expected == Some(Ordering::Equal));
        prop_assert_eq!(x.concurrent(&y), expected.is_none());
        prop_assert_eq!(x.sum(), a.iter().map(|e| u64::from(*e)).sum::<u64>());
        if x < y {
            prop_assert!(x.sum() < y.sum(), "the sum grows along happened-before");
        }
    }

    /// Processes that tick, send and receive, against plain lists of numbers: the messages are
    /// clones that share blocks with their senders.
    #[test]
    fn clocks_that_share_blocks_count_as_plain_lists_do(
        n in 1_usize..=70,
        acts in prop::collection::vec((0_usize..70, 0_usize..1_000), 1..120),
    ) {
        let mut clocks: Vec<_> = (0..n).map(|i| VectorClock::new(n, i)).collect();
        let mut lists = vec![vec![0; n]; n];
        let mut letters: Vec<(VectorClock, Vec<u32>)> = Vec::new();
        for (who, what) in acts {
            let i = who % n;
            if what % 3 > 0 && !letters.is_empty() {
                let (clock, list) = &letters[what % letters.len()];
                clocks[i].merge(clock);
                lists[i].iter_mut().zip(list).for_each(|(mine, theirs)| *mine = *theirs.max(mine));
            }
            clocks[i].tick();
            lists[i][i] += 1;
            letters.push((clocks[i].clone(), lists[i].clone()));
        }
        for (clock, list) in &letters {
            prop_assert_eq!(&entries(clock), list);
        }
    }
}

/// What it hears of process 0 in the first block says nothing of what it knows of the second.
#[test]
fn a_merge_takes_the_news_of_every_block() {
    let [mut first, mut second, mut third, mut last] =
        [0, 1, 2, 69].map(|i| VectorClock::new(70, i));
    last.tick();
    first.merge(&last);
    first.tick();
    second.merge(&first);
    second.tick();
    third.merge(&second);
    assert_eq!((third.get(0), third.get(1), third.get(69)), (1, 1, 1));
}

// The clocks of runs.

fn peer_strategy() -> impl Strategy<Value = PeerId> {
    (0_u16..8).prop_map(PeerId)
}

fn links() -> impl Strategy<Value = Links> {
    let party =
        || prop_oneof![4 => peer_strategy().prop_map(Party::Peer), 1 => Just(Party::Ledger)];
    prop_oneof![
        2 => Just(Links::AllPeers),
        1 => (party(), party()).prop_map(|(from, to)| Links::OneWay { from, to }),
        1 => (party(), party()).prop_map(|(a, b)| Links::Between(a, b)),
        1 => peer_strategy().prop_map(|a| Links::Between(a.into(), Party::Ledger)),
        2 => prop::collection::vec(party(), 1..4).prop_map(Links::Around),
    ]
}

fn disturbance() -> impl Strategy<Value = Disturbance> {
    let by = Law::Uniform { min_us: 0, max_us: 200_000 };
    prop_oneof![
        Just(Disturbance::Cut),
        Just(Disturbance::Lose { per_mille: 200 }),
        Just(Disturbance::Duplicate { per_mille: 300 }),
        Just(Disturbance::Delay { by }),
        Just(Disturbance::Reorder { by }),
        Just(Disturbance::Clog),
        Just(Disturbance::FailAppends { per_mille: 300 }),
        Just(Disturbance::TearAppends { per_mille: 300 }),
    ]
}

fn act() -> impl Strategy<Value = Intervention> {
    prop_oneof![
        4 => peer_strategy().prop_map(Intervention::Crash),
        4 => peer_strategy().prop_map(Intervention::Restart),
        1 => peer_strategy().prop_map(Intervention::Pause),
        2 => peer_strategy().prop_map(Intervention::Resume),
        1 => peer_strategy().prop_map(Intervention::Suspect),
        4 => (links(), disturbance())
            .prop_map(|(links, disturbance)| Intervention::Disturb(Rule { links, disturbance })),
        2 => Just(Intervention::Heal),
    ]
}

/// Networks of these sizes, each with a dozen faults in its first six seconds. Faults of peers that
/// are not there are left out; acts on a peer that is in no state for them come to nothing.
fn troubled(peers: impl Strategy<Value = usize>) -> impl Strategy<Value = Scenario> {
    let fault = (0_u64..6_000_000, act()).prop_map(|(at_us, act)| Planned { at_us, act });
    let faults = prop::collection::vec(fault, 0..14);
    (peers, any::<u64>(), any::<bool>(), faults).prop_map(|(n, seed, all, mut faults)| {
        let clocks = if all { ClockScope::Everything } else { ClockScope::Trade };
        let calm = Scenario { seed, clocks, ..Scenario::of_size(n) };
        faults.retain(|fault| {
            Scenario { faults: vec![fault.clone()], ..calm.clone() }.check().is_ok()
        });
        Scenario { faults, ..calm }
    })
}

fn sizes() -> impl Strategy<Value = usize> {
    prop_oneof![6 => 2_usize..=8, 1 => Just(40)]
}

fn world_of(scenario: &Scenario) -> World {
    World::new(scenario).expect("the scenario makes sense")
}

fn events_of(scenario: &Scenario, most: usize) -> Vec<Event> {
    let (mut world, mut events) = (world_of(scenario), Vec::new());
    while events.len() < most && world.step(&mut events) {}
    events
}

/// Whether an event of a peer counts for the clocks of this scope, by what protocol.md says.
const fn counts(what: &What, scope: ClockScope) -> bool {
    let all = matches!(scope, ClockScope::Everything);
    match what {
        What::Send { brief, .. } | What::Receive { brief, .. } => {
            all || matches!(brief, Brief::Message(message) if message.is_trade())
        }
        What::Append { .. } | What::Refuse { .. } => all,
        What::Start | What::Restart | What::Suspect | What::Timer(_) | What::Note(_) => all,
        What::Crash
        | What::Pause
        | What::Resume
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_) => false,
        What::Drop { .. } | What::Duplicate { .. } | What::Tear { .. } => false,
    }
}

/// A set of events, as bits.
type Set = Vec<u64>;

/// For each event, all events that lead to it: along the life of its party, and from each send to
/// its receive, append or refusal. A doubled message's second one leads from the same send. If
/// `strict`, a restart is the beginning of a life.
fn causes(events: &[Event], scope: ClockScope, strict: bool) -> Vec<Set> {
    let mut all: Vec<Set> = Vec::with_capacity(events.len());
    let mut last: BTreeMap<Party, usize> = BTreeMap::new();
    let mut sends: BTreeMap<MessageId, usize> = BTreeMap::new();
    for (place, event) in events.iter().enumerate() {
        let mut set: Set = vec![0; events.len().div_ceil(64)];
        let mut direct = Vec::new();
        if let (What::Restart, true, Some(party)) = (event.what, strict, event.party) {
            last.remove(&party);
        }
        match event.what {
            What::Send { message, .. } if counts(&event.what, scope) => {
                sends.insert(message, place);
            }
            What::Duplicate { message, copy, .. } => {
                if let Some(&send) = sends.get(&message) {
                    sends.insert(copy, send);
                }
            }
            What::Receive { message, .. }
            | What::Append { message, .. }
            | What::Refuse { message, .. } => direct.extend(sends.get(&message).copied()),
            _ => {}
        }
        if counts(&event.what, scope)
            && let Some(party) = event.party
        {
            direct.extend(last.insert(party, place));
        }
        for cause in direct {
            set.iter_mut().zip(&all[cause]).for_each(|(bits, more)| *bits |= more);
            set[cause / 64] |= 1 << (cause % 64);
        }
        all.push(set);
    }
    all
}

fn holds(set: &Set, place: usize) -> bool {
    set[place / 64] >> (place % 64) & 1 == 1
}

/// The clocks after the events of peers that count, by place.
fn counted_clocks(events: &[Event], scenario: &Scenario) -> Vec<(usize, VectorClock)> {
    let mut clocks = Clocks::new(scenario.peers.len(), scenario.clocks);
    let after = events.iter().map(|event| clocks.take(event).cloned()).collect::<Vec<_>>();
    let counted = |(place, clock): (usize, Option<VectorClock>)| {
        counts(&events[place].what, scenario.clocks).then_some((place, clock?))
    };
    after.into_iter().enumerate().filter_map(counted).collect()
}

/// Compares every pair of events. Gives how many pairs were decided, and how many causes were
/// forgotten in a restart.
fn check_happened_before(events: &[Event], scenario: &Scenario) -> [usize; 2] {
    let strict = causes(events, scenario.clocks, true);
    let full = causes(events, scenario.clocks, false);
    let clocks = counted_clocks(events, scenario);
    let (mut decided, mut forgotten) = (0, 0);
    for (i, (a, before)) in clocks.iter().enumerate() {
        for (b, after) in &clocks[i + 1..] {
            let (known, ever) = (holds(&strict[*b], *a), holds(&full[*b], *a));
            let says = before < after;
            assert!(!known || says, "{a} led to {b}, but {before} and {after} do not say so");
            assert!(!says || ever, "{a} did not lead to {b}, but {before} < {after}");
            assert!(before.partial_cmp(after) != Some(Ordering::Greater) && before != after);
            decided += 1;
            forgotten += usize::from(ever && !known);
        }
    }
    [decided, forgotten]
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn happened_before_by_clocks_is_reachability_in_the_message_graph(
        scenario in troubled(sizes()),
    ) {
        let events = events_of(&scenario, 700);
        let [_, forgotten] = check_happened_before(&events, &scenario);
        let restarts = events.iter().any(|e| e.what == What::Restart);
        prop_assert!(forgotten == 0 || restarts, "only a restart forgets");
    }

    #[test]
    fn clocks_worked_out_from_the_trace_are_the_peers_own_at_every_moment(
        scenario in troubled(sizes()),
    ) {
        let (mut world, mut events) = (world_of(&scenario), Vec::new());
        let mut clocks = Clocks::new(scenario.peers.len(), scenario.clocks);
        let mut known: BTreeMap<PeerId, VectorClock> = BTreeMap::new();
        let mut taken = 0;
        while events.len() < 2_500 && world.step(&mut events) {
            for event in &events[taken..] {
                if let (Some(clock), Some(peer)) = (clocks.take(event), event.peer()) {
                    let sum: u64 = clock.iter().map(u64::from).sum();
                    prop_assert_eq!(clock.sum(), sum, "{}", clock);
                    known.insert(peer, clock.clone());
                }
            }
            for peer in events[taken..].iter().filter_map(Event::peer) {
                let own = world.node(peer).peer().map(|p| p.clock());
                prop_assert!(own.is_none_or(|own| *own == known[&peer]), "peer {peer}: {own:?}");
                let count = world.node(peer).notebook().own_entry;
                prop_assert_eq!(count, known[&peer].own(), "the count of peer {}", peer);
            }
            taken = events.len();
        }
    }

    #[test]
    fn a_peers_own_entry_never_goes_back(scenario in troubled(sizes())) {
        let events = events_of(&scenario, 2_500);
        let mut counts: BTreeMap<PeerId, u32> = BTreeMap::new();
        for (place, clock) in counted_clocks(&events, &scenario) {
            let peer = events[place].peer().expect("the ledger has no clock of its own");
            let before = counts.insert(peer, clock.own()).unwrap_or(0);
            prop_assert_eq!(clock.own(), before + 1, "every event that counts counts one");
        }
    }

    #[test]
    fn an_entry_was_raised_by_a_receive_and_by_nothing_else(scenario in troubled(2_usize..=8)) {
        let events = events_of(&scenario, 900);
        let mut clocks = Clocks::new(scenario.peers.len(), scenario.clocks);
        let after: Vec<_> = events.iter().map(|event| clocks.take(event).cloned()).collect();
        let mut last: BTreeMap<PeerId, usize> = BTreeMap::new();
        last.extend(events.iter().enumerate().filter_map(|(place, e)| Some((e.peer()?, place))));
        for (peer, end) in last {
            let clock = after[end].as_ref().expect("peers have clocks");
            for (i, raised) in raised_by(&events, peer, &scenario).into_iter().enumerate() {
                let zero = clock.get(i) == 0 || i == peer.index();
                prop_assert_eq!(raised.is_none(), zero, "entry {} of peer {}", i, peer);
                let Some(place) = raised else { continue };
                prop_assert_eq!(events[place].peer(), Some(peer));
                prop_assert_eq!(after[place].as_ref().map(|c| c.get(i)), Some(clock.get(i)));
                prop_assert_eq!(events[place].incarnation, events[end].incarnation);
                let is_receive = matches!(events[place].what, What::Receive { .. });
                prop_assert!(is_receive, "{:?}", events[place]);
            }
        }
    }
}

/// A run in which all of it happens, so that the laws above are not true of nothing.
#[test]
fn a_restarted_peer_has_forgotten_causes_but_goes_on_counting() {
    let plan = |at_us, act| Planned { at_us, act };
    let lossy = Disturbance::Duplicate { per_mille: 200 };
    let faults = vec![
        plan(500_000, Intervention::Disturb(Rule { links: Links::AllPeers, disturbance: lossy })),
        plan(1_000_000, Intervention::Crash(PeerId(3))),
        plan(1_400_000, Intervention::Restart(PeerId(3))),
    ];
    let scenario = Scenario { faults, ..Scenario::report() };
    let events = events_of(&scenario, 700);
    let [decided, forgotten] = check_happened_before(&events, &scenario);
    assert!(forgotten > 1_000 && forgotten < decided, "{forgotten} of {decided}");
    assert!(events.iter().any(|e| matches!(e.what, What::Duplicate { .. })));
    let clocks = counted_clocks(&events, &scenario);
    let back = events.iter().position(|e| e.what == What::Restart).expect("it restarted");
    let (before, after): (Vec<_>, Vec<_>) = clocks
        .iter()
        .filter(|(p, _)| events[*p].peer() == Some(PeerId(3)))
        .partition(|(p, _)| *p < back);
    let (old, new) = (&before[before.len() - 1].1, &after[0].1);
    assert_eq!(new.own(), old.own() + 1);
    assert_eq!(new.sum(), u64::from(new.own()), "of the others it knows nothing");
    assert!(old.concurrent(new));
}
