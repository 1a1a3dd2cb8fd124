//! What can be done to the links between two parties.

use super::{Group, Offer, disturb, disturbances, with_keys};
use trading_post::id::Party;
use trading_post::scenario::{Disturbance, Intervention, Links};
use trading_post::world::World;

const NONE: &str = "no link is looked at: click one in the Network";
/// The key of each act, and what it is called while no link is looked at.
const ACTS: [(&str, &str); 11] = [
    ("Z", "Cut the link"),
    ("N", "Cut the link one way"),
    ("Shift + N", "Cut the link the other way"),
    ("O", "Lose messages on the link"),
    ("U", "Duplicate messages on the link"),
    ("Y", "Delay messages on the link"),
    ("E", "Reorder messages on the link"),
    ("Q", "Clog the link"),
    ("J", "Heal the link"),
    ("B", "Heal the link one way"),
    ("Shift + B", "Heal the link the other way"),
];

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
    let offers = acts.map(|act| Offer::new(Group::Link, world, act));
    with_keys(offers, ACTS.map(|(key, _)| key))
}

/// The same acts, while no link is looked at.
pub(super) fn missing() -> Vec<Offer> {
    ACTS.map(|(key, name)| Offer::missing(Group::Link, name, NONE).by(key)).into()
}
