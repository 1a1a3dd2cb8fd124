//! I8: in the end every request is answered.

use super::breach::{Verdict, broken};
use super::calm::{Calm, Moment};
use super::waits::Waits;
use crate::id::{PeerId, RequestId};
use crate::peer::io::Note;
use crate::peer::message::Message;
use crate::time::Duration;
use crate::world::{Brief, Event, What};

/// The requests that wait for an answer.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    waits: Waits<RequestId>,
}

impl Patience {
    pub(super) const fn new(bound: Duration) -> Self {
        Self { waits: Waits::new(bound) }
    }

    /// I8: when nothing has failed and no trader has changed for the bound, and a buyer that follows a
    /// trader has waited for as long, that is too long. Judged where a request is answered, and where
    /// one is overdue.
    pub(super) fn take(&mut self, event: &Event, now: Moment, calm: &Calm) -> Option<Verdict> {
        if let What::Send { brief: Brief::Message(Message::Buy { request, .. }), .. } = event.what {
            self.waits.begin(request, now);
        }
        if let What::Receive { brief: Brief::Message(message), .. } = event.what
            && message.answers().is_some_and(|request| self.waits.end(request))
        {
            return Some(Ok(()));
        }
        if event.what == What::Note(Note::Settles) {
            self.settled(event.peer()?);
        }
        self.overdue(now, calm)
    }

    /// A new trader has read the answer to its own last request.
    fn settled(&mut self, buyer: PeerId) {
        if let Some(request) = self.waits.last_of(buyer) {
            self.waits.end(request);
        }
    }

    fn overdue(&mut self, now: Moment, calm: &Calm) -> Option<Verdict> {
        let late = self.waits.overdue(now.at, calm, |request| !calm.follows(request.buyer))?;
        let why = format!(
            "Request {} has no answer, though nothing has failed since {} s",
            late.what, late.since.at
        );
        Some(broken(why, [late.began.event, late.since.event]))
    }
}

impl Waits<RequestId> {
    fn last_of(&self, buyer: PeerId) -> Option<RequestId> {
        let all = RequestId { buyer, number: 0 }..=RequestId { buyer, number: u32::MAX };
        self.last_in(all)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, buy, checked, no_seller};
    use crate::id::PeerId;
    use crate::peer::io::{Note, Timer};
    use crate::world::What;

    /// Peer 1 follows peer 5 and asks it.
    fn asks() -> Tale {
        let follows = What::Note(Note::Follows { trader: PeerId(5) });
        Tale::new().at(1, follows).send(1, 5, 0, buy(1)).receive(1, 5, 0, buy(1))
    }

    #[test]
    fn a_request_that_is_never_answered_breaks_i8() {
        let tale = asks().wait_s(16).at(0, What::Timer(Timer::Check));
        let tale = tale.wait_s(99).at(0, What::Timer(Timer::Check));
        let why = "Request 1.1 has no answer, though nothing has failed since 0.000 s";
        checked(&tale).breaks(Invariant::Answered, why, &[1, 4]);
    }

    #[test]
    fn a_request_that_is_answered_late_breaks_nothing() {
        let tale = asks().wait_s(5).tell(5, 1, no_seller(1));
        let tale = tale.wait_s(99).at(0, What::Timer(Timer::Check));
        checked(&tale).keeps(Invariant::Answered);
    }

    #[test]
    fn a_buyer_that_is_down_waits_for_nothing() {
        let tale = asks().at(1, What::Crash).wait_s(99).at(0, What::Timer(Timer::Check));
        checked(&tale).silent_on(Invariant::Answered);
    }
}
