//! What a person can do to the run now: one list that the palette, the menus and the keys share.
//!
//! Each act bears the name that it has in the record of the run. What is not possible now stays in
//! the list, with the reason.

mod link;
mod message;
mod peer;
mod run;

pub use link::of_link;
pub use message::{message_name, of_message};
pub use peer::{fire_name, of_peer};
pub use run::{kinds, of_ledger, spread};

use crate::act::Act;
use crate::choices::Choices;
use crate::lab::Lab;
use crate::subject::Subject;
use trading_post::id::{Party, PeerId};
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Rule};
use trading_post::world::World;

/// So many of a thousand messages are lost or doubled, unless somebody says otherwise.
pub const PER_MILLE: i64 = 200;
/// So much longer a message takes, unless somebody says otherwise, in simulated microseconds.
pub const DELAY_US: i64 = 200_000;

/// What an act is done to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// The selected peer.
    Peer,
    /// The message looked at.
    Message,
    /// The link looked at.
    Link,
    /// The ledger and its links.
    Ledger,
    /// All links, all timers.
    Run,
}

impl Group {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] = [Self::Peer, Self::Message, Self::Link, Self::Ledger, Self::Run];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Peer => "The selected peer",
            Self::Message => "The message looked at",
            Self::Link => "The link looked at",
            Self::Ledger => "The ledger",
            Self::Run => "The whole market",
        }
    }
}

/// One act that is on offer, or that would be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// What it is done to.
    pub group: Group,
    /// What it is called: "Crash peer 3".
    pub name: String,
    /// The key that does it, as the help lists it. Only where there are very many of a kind, the last ones have none.
    pub key: Option<&'static str>,
    /// What it does.
    pub act: Act,
    /// Why it is not possible now, if it is not.
    pub refusal: Option<String>,
}

impl Offer {
    fn new(group: Group, world: &World, act: Intervention) -> Self {
        let refusal = refusal(world, &act);
        Self { group, name: act.to_string(), key: None, act: Act::Intervene(act), refusal }
    }

    /// One that is always possible.
    #[must_use]
    pub const fn free(group: Group, name: String, act: Act) -> Self {
        Self { group, name, key: None, act, refusal: None }
    }

    /// One that would be, if there were something to do it to.
    fn missing(group: Group, name: &str, why: &str) -> Self {
        let act = Act::Complain(complaint(why));
        Self { group, name: name.to_owned(), key: None, act, refusal: Some(why.to_owned()) }
    }

    const fn by(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// The key as browsers tell it to those who hear the page: "Shift+Z".
    #[must_use]
    pub fn shortcut(&self) -> Option<String> {
        self.key.map(|key| key.replace(' ', ""))
    }

    fn called(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// What follows when it is chosen: the act, or the reason why not.
    #[must_use]
    pub fn chosen(&self) -> Act {
        self.refusal.as_ref().map_or_else(|| self.act.clone(), |why| Act::Complain(complaint(why)))
    }
}

/// The sentence that says why something is not done.
#[must_use]
pub fn complaint(why: &str) -> String {
    format!("Not possible now: {why}")
}

/// All that can be done to what a person looks at, and to the run as a whole.
#[must_use]
pub fn offers(lab: &Lab, choices: &Choices) -> Vec<Offer> {
    let world = lab.world();
    let mut offers = choices.selected.map_or_else(peer::missing, |peer| of_peer(world, peer));
    offers.extend(choices.message().map_or_else(message::missing, |id| of_message(world, id)));
    offers.extend(match choices.subject {
        Some(Subject::Link(from, to)) => of_link(world, from, to),
        Some(_) | None => link::missing(),
    });
    offers.extend(of_ledger(world));
    offers.extend(run::of_run(world));
    offers
}

/// Why something cannot be done now, or would change nothing.
#[must_use]
pub fn refusal(world: &World, act: &Intervention) -> Option<String> {
    let refused = world.possible(act).err().map(|why| why.to_string());
    refused.or_else(|| idle(world, act).map(str::to_owned))
}

fn idle(world: &World, act: &Intervention) -> Option<&'static str> {
    match act {
        Intervention::Heal if world.network().rules().is_empty() => Some("every link behaves"),
        Intervention::HealLinks(links) if !misbehave(world, links) => Some("they behave already"),
        Intervention::Disturb(rule) if in_force(world, rule) => Some("they do so already"),
        Intervention::Crash(_)
        | Intervention::Restart(_)
        | Intervention::Pause(_)
        | Intervention::Resume(_)
        | Intervention::Suspect(_)
        | Intervention::Disturb(_)
        | Intervention::Heal
        | Intervention::HealLinks(_)
        | Intervention::Touch { .. }
        | Intervention::Fire { .. }
        | Intervention::Align(_)
        | Intervention::Spread { .. } => None,
    }
}

/// Whether the very same rule is in force, on all its links.
#[must_use]
pub fn in_force(world: &World, rule: &Rule) -> bool {
    let mut rules = world.network().rules().iter();
    rules.any(|active| active.rule == *rule && active.healed.is_empty())
}

/// Whether a rule says something about one of these links.
fn misbehave(world: &World, links: &Links) -> bool {
    let rules = world.network().rules();
    let applies = |from, to| rules.iter().any(|rule| rule.applies(from, to));
    match links {
        Links::AllPeers => !rules.is_empty(),
        Links::OneWay { from, to } => applies(*from, *to),
        Links::Between(a, b) => applies(*a, *b) || applies(*b, *a),
        Links::Around(side) => {
            let all = || PeerId::all(world.nodes().count()).map(Party::from).chain([Party::Ledger]);
            let others = || all().filter(|party| !side.contains(party));
            side.iter().any(|a| others().any(|b| applies(*a, b) || applies(b, *a)))
        }
    }
}

/// The ways in which links misbehave that are on offer for any links.
fn disturbances() -> [Disturbance; 5] {
    [
        Disturbance::Lose { per_mille: PER_MILLE },
        Disturbance::Duplicate { per_mille: PER_MILLE },
        Disturbance::Delay { by: Law::Fixed { us: DELAY_US } },
        Disturbance::Reorder { by: Law::Uniform { min_us: 0, max_us: 2 * DELAY_US } },
        Disturbance::Clog,
    ]
}

/// Gives acts their keys, one after the other.
fn with_keys(
    offers: impl IntoIterator<Item = Offer>,
    keys: impl IntoIterator<Item = &'static str>,
) -> Vec<Offer> {
    let keys = keys.into_iter().map(Some).chain(std::iter::repeat(None));
    offers.into_iter().zip(keys).map(|(offer, key)| Offer { key, ..offer }).collect()
}

fn disturb(links: Links, disturbance: Disturbance) -> Intervention {
    Intervention::Disturb(Rule { links, disturbance })
}

#[cfg(test)]
mod tests;
