//! What can be done to the ledger, to all links, and to all timers of a kind.

use super::{DELAY_US, Group, Offer, PER_MILLE, disturb, disturbances};
use std::collections::BTreeMap;
use trading_post::id::Party;
use trading_post::peer::io::Timer;
use trading_post::scenario::{Disturbance, Intervention, Law, Links};
use trading_post::world::{Life, World};

/// So far apart timers run out that are spread, in simulated microseconds.
const SPREAD_US: u64 = 200_000;

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
    acts.map(|act| Offer::new(Group::Ledger, world, act)).collect()
}

pub(super) fn of_run(world: &World) -> Vec<Offer> {
    let offer = |act| Offer::new(Group::Run, world, act);
    let mut offers = vec![offer(Intervention::Heal).by("G")];
    offers.extend(timers(world));
    let all = |disturbance| offer(disturb(Links::AllPeers, disturbance));
    offers.push(all(Disturbance::Cut));
    offers.extend(disturbances().map(all));
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

/// Timers brought together and apart; the key is for what tells a peer that its trader is dead.
fn timers(world: &World) -> Vec<Offer> {
    let mut kinds: Vec<_> = kinds(world).into_iter().map(|(timer, _)| timer).collect();
    let watch = [Timer::Check, Timer::Silence].into_iter().find(|timer| kinds.contains(timer));
    let watch = watch.unwrap_or(Timer::Check);
    if !kinds.contains(&watch) {
        kinds.push(watch);
    }
    let offer = |act| Offer::new(Group::Run, world, act);
    let both = |timer| {
        let align = offer(Intervention::Align(timer));
        let align = if timer == watch { align.by("A") } else { align };
        [align, offer(spread(timer))]
    };
    kinds.into_iter().flat_map(both).collect()
}

/// All timers of a kind, apart from each other.
#[must_use]
pub const fn spread(timer: Timer) -> Intervention {
    Intervention::Spread { timer, by_us: SPREAD_US }
}
