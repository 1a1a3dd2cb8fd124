//! What can be done to the ledger, to all links, and to all timers of a kind.

use super::{DELAY_US, Group, Offer, PER_MILLE, disturb, disturbances, with_keys};
use std::collections::BTreeMap;
use trading_post::id::Party;
use trading_post::peer::io::Timer;
use trading_post::scenario::{Disturbance, Intervention, Law, Links};
use trading_post::world::{Life, World};

/// So far apart timers run out that are spread, in simulated microseconds.
const SPREAD_US: u64 = 200_000;
/// The keys of what is done to the ledger.
const LEDGER: [&str; 5] = ["W", "V", "T", "Shift + C", "Shift + G"];
/// The keys of what is done to all links between peers.
const ALL_LINKS: [&str; 6] =
    ["Shift + Z", "Shift + O", "Shift + U", "Shift + Y", "Shift + E", "Shift + Q"];
/// The keys that bring the timers of a kind together and apart: first those that tell a peer that its trader is
/// dead, then the others.
const KINDS: [[&str; 2]; 5] = [
    ["A", "Shift + A"],
    ["Shift + T", "Shift + D"],
    ["Shift + J", "Shift + V"],
    ["Shift + K", "Shift + R"],
    ["Shift + P", "Shift + H"],
];

/// All that can be done to the ledger and its links.
#[must_use]
pub fn of_ledger(world: &World) -> Vec<Offer> {
    let links = || Links::Around(vec![Party::Ledger]);
    let faults = [
        Disturbance::Delay { by: Law::Fixed { us: DELAY_US } },
        Disturbance::FailAppends { per_mille: PER_MILLE },
        Disturbance::TearAppends { per_mille: PER_MILLE },
        Disturbance::Cut,
    ];
    let faults = faults.map(|disturbance| disturb(links(), disturbance));
    let acts = faults.into_iter().chain([Intervention::HealLinks(links())]);
    with_keys(acts.map(|act| Offer::new(Group::Ledger, world, act)), LEDGER)
}

pub(super) fn of_run(world: &World) -> Vec<Offer> {
    let offer = |act| Offer::new(Group::Run, world, act);
    let mut offers = vec![offer(Intervention::Heal).by("G")];
    offers.extend(timers(world));
    let all = |disturbance| offer(disturb(Links::AllPeers, disturbance));
    let all = [Disturbance::Cut].into_iter().chain(disturbances()).map(all);
    offers.extend(with_keys(all, ALL_LINKS));
    offers
}

/// Of each kind of timer that at least two peers wait for: how many do.
#[must_use]
pub fn kinds(world: &World) -> Vec<(Timer, usize)> {
    let mut kinds: BTreeMap<Timer, usize> = BTreeMap::new();
    for (_, node) in world.nodes().filter(|(_, node)| matches!(node.life, Life::Up(_))) {
        for running in &node.timers {
            *kinds.entry(running.timer).or_default() += 1;
        }
    }
    kinds.into_iter().filter(|(_, count)| *count > 1).collect()
}

/// Timers brought together and apart: first of all those that tell a peer that its trader is dead.
fn timers(world: &World) -> Vec<Offer> {
    let mut kinds: Vec<_> = kinds(world).into_iter().map(|(timer, _)| timer).collect();
    let watch = [Timer::Check, Timer::Silence].into_iter().find(|timer| kinds.contains(timer));
    let watch = watch.unwrap_or(Timer::Check);
    kinds.retain(|timer| *timer != watch);
    kinds.insert(0, watch);
    let both = |timer| [Intervention::Align(timer), spread(timer)];
    let acts = kinds.into_iter().flat_map(both);
    with_keys(acts.map(|act| Offer::new(Group::Run, world, act)), KINDS.into_iter().flatten())
}

/// All timers of a kind, apart from each other.
#[must_use]
pub const fn spread(timer: Timer) -> Intervention {
    Intervention::Spread { timer, by_us: SPREAD_US }
}
