//! What can be done to the links between two parties.

use super::{Group, Offer, disturb, disturbances};
use trading_post::id::Party;
use trading_post::scenario::{Disturbance, Intervention, Links};
use trading_post::world::World;

const NONE: &str = "no link is looked at: click one in the Network";

/// All that can be done to the links between two parties.
#[must_use]
pub fn of_link(world: &World, a: Party, b: Party) -> Vec<Offer> {
    let between = || Links::Between(a, b);
    let one_way = |from, to| Links::OneWay { from, to };
    let cut = |links| disturb(links, Disturbance::Cut);
    let cuts = [between(), one_way(a, b), one_way(b, a)].map(cut);
    let others = disturbances().map(|disturbance| disturb(between(), disturbance));
    let heals = [between(), one_way(a, b), one_way(b, a)].map(Intervention::HealLinks);
    let acts = cuts.into_iter().chain(others).chain(heals);
    acts.map(|act| Offer::new(Group::Link, world, act)).collect()
}

/// The same acts, while no link is looked at.
pub(super) fn missing() -> Vec<Offer> {
    let offer = |name| Offer::missing(Group::Link, name, NONE);
    vec![offer("Cut the link"), offer("Heal the link")]
}
