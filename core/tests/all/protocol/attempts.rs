//! A trader that has to begin anew with its epoch is not misled by what the ledger says of its earlier
//! attempt. Found by the swarm, seed 5882: an old answer told it that another record was durable.

use crate::wire::{peer_of, put};
use trading_post::id::Epoch;
use trading_post::log::Log;
use trading_post::market::ledger::{DeskId, Op, Reply};
use trading_post::peer::Peer;
use trading_post::peer::io::{Input, Output};
use trading_post::peer::trader::Phase;
use trading_post::scenario::Scenario;

/// The desk that last asked the ledger for something.
fn asks(outputs: &[Output]) -> Option<DeskId> {
    let mut ops = outputs.iter().filter_map(|output| match output {
        Output::Ask { op, .. } => Some(op),
        Output::Send { .. } | Output::Arm { .. } | Output::Disarm(_) | Output::Note(_) => None,
    });
    ops.next_back().map(Op::desk)
}

/// The ledger says this; the desk that asks it something then.
#[track_caller]
fn told(peer: &mut Peer, reply: Reply) -> DeskId {
    asks(&put(peer, Input::Ledger { reply, clock: None })).expect("it asks the ledger")
}

fn empty(desk: DeskId) -> Reply {
    Reply::Contents { desk, epoch: Epoch(0), records: Log::default() }
}

fn phase(peer: &Peer) -> Option<Phase> {
    peer.desk().map(trading_post::peer::trader::Desk::phase)
}

#[test]
fn an_answer_to_an_attempt_that_was_given_up_does_not_open_the_epoch() {
    let mut peer = peer_of(&Scenario::report(), 5);
    let reads = asks(&put(&mut peer, Input::Start)).expect("it leads, and reads the ledger");
    let first = told(&mut peer, empty(reads));
    told(&mut peer, Reply::Refused { desk: first, epoch: Epoch(0), length: 0 });
    let second = told(&mut peer, empty(first));
    let durable =
        |desk| Input::Ledger { reply: Reply::Appended { desk, position: 0 }, clock: None };
    put(&mut peer, durable(first));
    assert_eq!(phase(&peer), Some(Phase::Opening), "that was the first attempt's");
    put(&mut peer, durable(second));
    assert_eq!(phase(&peer), Some(Phase::Open));
}
