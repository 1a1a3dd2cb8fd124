//! One peer by itself: what is put in, and in a few words what comes out.

use std::sync::Arc;
use trading_post::id::PeerId;
use trading_post::peer::Peer;
use trading_post::peer::election::Election;
use trading_post::peer::io::{Chance, Input, Output, Timer};
use trading_post::peer::message::{Ballot, Message};
use trading_post::scenario::Scenario;
use trading_post::time::Instant;

/// A peer of this scenario, switched off.
pub fn peer_of(scenario: &Scenario, id: u16) -> Peer {
    let rules = scenario.rules().unwrap_or_else(|problems| panic!("{problems}"));
    Peer::new(PeerId(id), Arc::new(rules), scenario.notebook(PeerId(id)))
}

/// A message of an election.
pub const fn ballot(from: u16, ballot: Ballot) -> Input {
    Input::Message { from: PeerId(from), message: Message::Ballot(ballot), clock: None }
}

/// Puts these in, one after the other, and forgets what comes out.
pub fn after(mut peer: Peer, inputs: impl IntoIterator<Item = Input>) -> Peer {
    for input in inputs {
        put(&mut peer, input);
    }
    peer
}

/// Puts one in.
pub fn put(peer: &mut Peer, input: Input) -> Vec<Output> {
    let mut out = Vec::new();
    peer.handle(Instant(0), Chance::new(7), input, &mut out);
    out
}

/// The transition of an election: what comes of one input, and where the peer stands then.
/// Outputs that are not of the election, such as the trade's timers, are left out.
#[track_caller]
pub fn check(
    mut peer: Peer,
    input: Input,
    expected: &[&str],
    election: Election,
    trader: Option<u16>,
) {
    let said: Vec<String> = put(&mut peer, input).iter().filter_map(say).collect();
    assert_eq!(said, expected);
    assert_eq!(*peer.election(), election);
    assert_eq!(peer.trader(), trader.map(PeerId));
}

/// An output of an election: `"ELECTION to 4"`, `"wait 130"` (milliseconds), `"wait no more"`,
/// `"leads"`; none if it is about something else.
fn say(output: &Output) -> Option<String> {
    match output {
        Output::Send { to, message: Message::Ballot(ballot), .. } => {
            Some(format!("{} to {to}", ballot.name()))
        }
        Output::Arm { timer: Timer::Election, after } => Some(format!("wait {}", after.0 / 1_000)),
        Output::Disarm(Timer::Election) => Some("wait no more".to_owned()),
        Output::Send { .. }
        | Output::Ask { .. }
        | Output::Arm { .. }
        | Output::Disarm(_)
        | Output::Note(_) => None,
    }
}
