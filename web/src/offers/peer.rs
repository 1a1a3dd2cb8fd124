//! What can be done to a peer.

use super::{Group, Offer, disturb, with_keys};
use trading_post::id::PeerId;
use trading_post::peer::io::Timer;
use trading_post::scenario::{Disturbance, Intervention, Links};
use trading_post::world::{Life, Running, World};

const NOBODY: &str = "no peer is selected: click one, or strike its number";
/// The keys of a peer's next waits.
const WAITS: [&str; 4] = ["F", "Shift + F", "Shift + X", ";"];

/// All that can be done to a peer.
#[must_use]
pub fn of_peer(world: &World, peer: PeerId) -> Vec<Offer> {
    let offer = |act| Offer::new(Group::Peer, world, act);
    let links = || Links::Around(vec![peer.into()]);
    let mut offers = vec![
        offer(Intervention::Crash(peer)).by("K"),
        offer(Intervention::Restart(peer)).by("R"),
        offer(pause_or_resume(world, peer)).by("P"),
        offer(Intervention::Suspect(peer)).called(suspect_name(world, peer)).by("S"),
        offer(disturb(links(), Disturbance::Cut)).by("I"),
        offer(Intervention::HealLinks(links())).by("Shift + I"),
    ];
    offers.extend(timers(world, peer));
    offers
}

/// The same acts, while no peer is selected.
pub(super) fn missing() -> Vec<Offer> {
    let offer = |name, key| Offer::missing(Group::Peer, name, NOBODY).by(key);
    vec![
        offer("Crash the selected peer", "K"),
        offer("Restart the selected peer", "R"),
        offer("Pause or resume the selected peer", "P"),
        offer("Make the selected peer suspect its trader", "S"),
        offer("Cut all links of the selected peer", "I"),
        offer("Heal all links of the selected peer", "Shift + I"),
        offer("End the next wait of the selected peer", "F"),
    ]
}

fn pause_or_resume(world: &World, peer: PeerId) -> Intervention {
    match world.node(peer).life {
        Life::Paused { .. } => Intervention::Resume(peer),
        Life::Up(_) | Life::Crashed { .. } => Intervention::Pause(peer),
    }
}

/// A peer that leads has no trader to suspect: it only asks again who should lead.
fn suspect_name(world: &World, peer: PeerId) -> String {
    let leads = world.node(peer).peer().is_some_and(|peer| peer.desk().is_some());
    if leads {
        format!("Make peer {peer} hold an election")
    } else {
        Intervention::Suspect(peer).to_string()
    }
}

/// Its running timers, the next to run out first.
fn timers(world: &World, peer: PeerId) -> Vec<Offer> {
    let mut running: Vec<&Running> = world.node(peer).timers.iter().collect();
    running.sort_unstable_by_key(|running| running.key);
    let fire = |running: &Running| {
        let timer = running.timer;
        let offer = Offer::new(Group::Peer, world, Intervention::Fire { peer, timer });
        offer.called(fire_name(peer, timer))
    };
    if running.is_empty() {
        let name = format!("End peer {peer}'s next wait now");
        let why = format!("peer {peer} waits for nothing");
        return vec![Offer::missing(Group::Peer, &name, &why).by(WAITS[0])];
    }
    with_keys(running.into_iter().map(fire), WAITS)
}

/// What it is called to let a timer run out; of several timers of one kind, each has its own name.
#[must_use]
pub fn fire_name(peer: PeerId, timer: Timer) -> String {
    let name = Intervention::Fire { peer, timer }.to_string();
    match timer {
        Timer::Notice(seller) => format!("{name} (peer {seller}'s)"),
        Timer::Think
        | Timer::Answer
        | Timer::Check
        | Timer::Pong
        | Timer::Beat
        | Timer::Silence
        | Timer::Election
        | Timer::Serve
        | Timer::Write
        | Timer::Ledger => name,
    }
}
