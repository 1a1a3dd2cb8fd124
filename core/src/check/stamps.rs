//! I9: the clocks that messages carry are those that the recorded sends and receives lead to.

use super::breach::{Verdict, broken};
use crate::peer::rules::ClockScope;
use crate::trace::Clocks;
use crate::world::{Event, What};

/// The clocks as worked out from the record, against what messages say of theirs.
///
/// Of the clock that a message carries, the record keeps the sum: a receive that does not tick, or
/// does not take over what it hears, shows in the next message that its peer sends.
#[derive(Clone, Debug)]
pub(super) struct Stamps {
    clocks: Clocks,
    /// The last send of each party whose stamp was right.
    last_right: Vec<Option<u32>>,
}

impl Stamps {
    pub(super) fn new(peers: usize, scope: ClockScope) -> Self {
        Self { clocks: Clocks::new(peers, scope), last_right: vec![None; peers + 1] }
    }

    /// The clocks, which know what messages under way carry.
    pub(super) const fn clocks(&self) -> &Clocks {
        &self.clocks
    }

    /// I9: judged where a message is sent that carries a clock, or should.
    pub(super) fn take(&mut self, event: &Event, place: u32) -> Option<Verdict> {
        self.clocks.take(event);
        let What::Send { message, to, stamp, brief } = event.what else {
            return None;
        };
        let from = event.party?;
        let expected = self.clocks.carried(message).map_or(0, |clock| clock.sum() as u32);
        if (stamp, expected) == (0, 0) {
            return None;
        }
        let line = from.peer().map_or(self.last_right.len() - 1, |peer| peer.index());
        if stamp == expected {
            self.last_right[line] = Some(place);
            return Some(Ok(()));
        }
        let why = format!(
            "{} of {from} to {to} carries a clock that adds up to {stamp}, and what it has done and heard adds up to {expected}",
            brief.name()
        );
        Some(broken(why, self.last_right[line]))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked};
    use crate::peer::message::Message::{Ping, Pong};

    /// Peer 1 hears of peer 0's first event, and answers with a clock that adds up to this.
    fn answers_with(sum: u32) -> Tale {
        let pong = Pong { leads: false };
        Tale::new().stamped(0, 1, 1, Ping).receive(0, 1, 1_000, Ping).stamped(1, 0, sum, pong)
    }

    #[test]
    fn a_receive_that_merges_and_ticks_breaks_nothing() {
        checked(&answers_with(3)).keeps(Invariant::Clocks);
    }

    #[test]
    fn a_receive_that_merges_without_ticking_breaks_i9() {
        let why = "PONG of peer 1 to peer 0 carries a clock that adds up to 2, and what it has done and heard adds up to 3";
        checked(&answers_with(2)).breaks(Invariant::Clocks, why, &[2]);
    }

    #[test]
    fn a_receive_that_takes_over_nothing_breaks_i9_after_what_was_right() {
        let tale = Tale::new().stamped(0, 1, 1, Ping).stamped(1, 0, 1, Ping);
        let tale = tale.receive(0, 1, 1_000, Ping).stamped(1, 0, 3, Ping);
        let why = "PING of peer 1 to peer 0 carries a clock that adds up to 3, and what it has done and heard adds up to 4";
        checked(&tale).breaks(Invariant::Clocks, why, &[1, 3]);
    }
}
