//! A timer: what a peer waits for, and what it does when nothing comes.

use super::source::Source;
use super::tree::{Facts, Part, Tree};
use trading_post::id::PeerId;
use trading_post::peer::io::Timer;
use trading_post::world::What;

/// When it last ran out is looked for in so many events of the peer.
const SEARCHED_EVENTS: usize = 5_000;

/// A timer of a peer.
#[must_use]
pub fn tree(peer: PeerId, timer: Timer, source: &Source<'_>) -> Tree {
    let node = source.world().node(peer);
    let running = node.timers.iter().find(|running| running.timer == timer);
    let mut facts = Facts::default();
    facts.tell("Whose", [Part::peer(peer)]);
    match running {
        Some(running) => {
            let armed = source.last_by(peer.into(), running.armed_at);
            let at = || format!("{} s", running.armed_at).into();
            facts.tell("Armed", [armed.map_or_else(at, |event| source.when(event))]);
            facts.say("Runs out", format!("{} s", running.key.at));
            facts.say("Waits", format!("{} s in all", running.key.at.since(running.armed_at)));
        }
        None => facts.say("State", "does not run now"),
    }
    if let Timer::Notice(seller) = timer {
        facts.tell("Awaits", [Part::peer(seller)]);
    }
    facts.say("Then", then(timer));
    let ran_out = |event: &usize| source.event(*event).what == What::Timer(timer);
    if let Some(event) = source.back(peer.into()).take(SEARCHED_EVENTS).find(ran_out) {
        facts.tell("Last ran out", [source.when(event)]);
    }
    Tree::new(format!("Peer {peer} waits for {}", timer.text()), facts)
}

/// What the peer does when it runs out.
const fn then(timer: Timer) -> &'static str {
    match timer {
        Timer::Think => "the buyer opens its next request, and checks that the trader is there",
        Timer::Answer => "it checks the trader, and asks the same again",
        Timer::Check => "it asks its trader whether it is there",
        Timer::Pong => "it suspects its trader, and holds an election",
        Timer::Beat => "the trader sends HEARTBEAT to all, and waits again",
        Timer::Silence => "it suspects its trader, and holds an election",
        Timer::Election => {
            "nobody answered: it leads, or asks the next; no trader told of itself: it begins anew"
        }
        Timer::Serve => "the trader decides the request, writes the answer, and takes the next",
        Timer::Write => "the trader writes what it has answered already",
        Timer::Ledger => "it asks the ledger for all that it holds",
        Timer::Notice(_) => "it tells the seller of the sale again, and waits longer",
    }
}
