//! What can be done to a message under way.

use super::{Group, Offer, peer::fire_name, refusal, with_keys};
use trading_post::id::{MessageId, Party};
use trading_post::scenario::{Intervention, Touch};
use trading_post::time::Instant;
use trading_post::world::{Envelope, World};

const NONE: &str = "no message is looked at: click one, or strike M";
/// The keys of the next places behind which it can arrive: so many are offered.
const PLACES: [&str; 3] = ["L", "Shift + L", "Shift + W"];

/// All that can be done to a message.
#[must_use]
pub fn of_message(world: &World, message: MessageId) -> Vec<Offer> {
    let envelope = world.in_flight().find(|envelope| envelope.id == message);
    let offer = |touch| Offer::new(Group::Message, world, Intervention::Touch { message, touch });
    let held = envelope.is_some_and(|envelope| envelope.held);
    let mut offers = vec![
        offer(Touch::Deliver).by("D"),
        offer(Touch::Drop).by("X"),
        offer(Touch::Duplicate).by("C"),
        offer(if held { Touch::Release } else { Touch::Hold }).by("H"),
    ];
    offers.extend(later(world, message, envelope));
    offers
}

/// The same acts, while no message is looked at.
pub(super) fn missing() -> Vec<Offer> {
    let offer = |name, key| Offer::missing(Group::Message, name, NONE).by(key);
    vec![
        offer("Deliver the message now", "D"),
        offer("Drop the message", "X"),
        offer("Duplicate the message", "C"),
        offer("Hold the message, or let it go on", "H"),
        offer("Let the message arrive one place later", "L"),
    ]
}

/// What a message under way is called: "Message 12, BUY from peer 1 to peer 5, due at 3.214 s".
#[must_use]
pub fn message_name(envelope: &Envelope) -> String {
    let Envelope { id, from, to, due_at, .. } = envelope;
    let due = match (envelope.held, *due_at) {
        (true, _) => "held".to_owned(),
        (false, Instant::NEVER) => "stuck on its link".to_owned(),
        (false, due_at) if envelope.loss.is_some() => format!("lost at {due_at} s"),
        (false, due_at) => format!("due at {due_at} s"),
    };
    format!("Message {id}, {} from {from} to {to}, {due}", envelope.cargo.brief().name())
}

/// The places behind what else is due at its receiver.
fn later(world: &World, message: MessageId, envelope: Option<&Envelope>) -> Vec<Offer> {
    let places = envelope.map_or_else(Vec::new, |envelope| places(world, envelope));
    let offer = |(due, what): (Instant, String)| {
        let touch = Touch::Postpone { until_us: due.0.saturating_add(1) };
        let offer = Offer::new(Group::Message, world, Intervention::Touch { message, touch });
        offer.called(format!("Let message {message} arrive behind {what}"))
    };
    let offers: Vec<_> = places.into_iter().map(offer).collect();
    let next = offers.iter().position(|offer| offer.refusal.is_none()).unwrap_or(0);
    let offers = with_keys(offers.into_iter().skip(next).take(PLACES.len()), PLACES);
    if offers.is_empty() { vec![nowhere(world, message)] } else { offers }
}

/// A message that has no later place: why not.
fn nowhere(world: &World, message: MessageId) -> Offer {
    let name = format!("Let message {message} arrive one place later");
    let touch = Touch::Postpone { until_us: u64::MAX };
    let moves = world.in_flight().any(|e| e.id == message && e.due_at != Instant::NEVER);
    let refused = refusal(world, &Intervention::Touch { message, touch }).filter(|_| !moves);
    let why = refused.unwrap_or_else(|| "nothing else is due where it goes".to_owned());
    Offer::missing(Group::Message, &name, &why).by("L")
}

/// What is due at the receiver after the message: when, and what it is called.
fn places(world: &World, envelope: &Envelope) -> Vec<(Instant, String)> {
    let (to, due_at) = (envelope.to, envelope.due_at);
    let elsewhen = |due: Instant| due >= due_at && due != Instant::NEVER;
    let arrivals = world.in_flight().filter(|e| e.to == to && e.id != envelope.id);
    let arrivals = arrivals.map(|e| {
        let name = e.cargo.brief().name();
        (e.due_at, format!("message {}, {name} from {}", e.id, e.from))
    });
    let mut places: Vec<_> =
        arrivals.chain(waits(world, to)).filter(|(due, _)| elsewhen(*due)).collect();
    places.sort_unstable();
    places
}

/// When the timers of a party run out, and what they are called.
fn waits(world: &World, party: Party) -> impl Iterator<Item = (Instant, String)> {
    let node = party.peer().map(|peer| (peer, world.node(peer)));
    node.into_iter().flat_map(|(peer, node)| {
        node.timers.iter().map(move |running| {
            let name = fire_name(peer, running.timer);
            let wait = name.trim_start_matches("End ").replace(" now", "");
            (running.key.at, format!("the end of {wait}"))
        })
    })
}
