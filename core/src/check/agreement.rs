//! I2: in the end all follow the highest.

use super::breach::{Verdict, broken};
use super::calm::{Calm, Moment};
use crate::id::PeerId;
use crate::time::{Duration, Instant};

/// Whether all that are up follow the highest of them, and since when they do not.
#[derive(Clone, Debug)]
pub(super) struct Agreement {
    bound: Duration,
    /// Since when somebody does not.
    apart: Option<Moment>,
    judged: bool,
}

impl Agreement {
    pub(super) const fn new(bound: Duration) -> Self {
        let start = Moment { at: Instant::START, event: 0 };
        Self { bound, apart: Some(start), judged: false }
    }

    /// Somebody believes something else now, or is up no longer. Judged where all agree anew.
    pub(super) fn changed(&mut self, calm: &Calm, now: Moment) -> Option<Verdict> {
        if dissenter(calm).is_some() {
            self.apart = self.apart.or(Some(now));
            return None;
        }
        self.judged = false;
        self.apart.take().map(|_| Ok(()))
    }

    /// I2: when nothing has failed for the bound, and somebody has not followed the highest for as
    /// long, that is too long.
    pub(super) fn pass(&mut self, calm: &Calm, now: Moment) -> Option<Verdict> {
        let apart = self.apart.filter(|_| !self.judged)?;
        if now.at < apart.at + self.bound {
            return None;
        }
        let since = calm.since()?.max(apart);
        if now.at < since.at + self.bound {
            return None;
        }
        self.judged = true;
        let (highest, (peer, trader)) = (calm.highest()?, dissenter(calm)?);
        let follows = match trader {
            Some(trader) if trader == peer => "leads itself".to_owned(),
            Some(trader) => format!("follows peer {trader}"),
            None => "follows nobody".to_owned(),
        };
        let why = format!(
            "Peer {peer} {follows} and not peer {highest}, the highest that is up, though nothing has failed since {} s",
            since.at
        );
        Some(broken(why, [apart.event, since.event]))
    }
}

/// The lowest peer that does not follow the highest, and whom it believes to be trader.
fn dissenter(calm: &Calm) -> Option<(PeerId, Option<PeerId>)> {
    let highest = calm.highest();
    calm.believers().find(|(_, trader)| *trader != highest)
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked};
    use crate::id::PeerId;
    use crate::peer::io::{Note, Timer};
    use crate::world::What;

    fn follows(trader: u16) -> What {
        What::Note(Note::Follows { trader: PeerId(trader) })
    }

    /// All six follow peer 5 but peer 1, which follows this one.
    fn but_for_peer_1(trader: u16) -> Tale {
        let tale = Tale::new().at(5, What::Note(Note::Leads)).at(1, follows(trader));
        [0, 2, 3, 4].into_iter().fold(tale, |tale, peer| tale.at(peer, follows(5)))
    }

    #[test]
    fn a_peer_that_follows_another_for_ever_breaks_i2() {
        let tale = but_for_peer_1(4).wait_s(7).at(0, What::Timer(Timer::Check));
        let tale = tale.wait_s(1).at(0, What::Timer(Timer::Check));
        checked(&tale).breaks(
            Invariant::Agreement,
            "Peer 1 follows peer 4 and not peer 5, the highest that is up, though nothing has failed since 0.000 s",
            &[0, 7],
        );
    }

    #[test]
    fn nobody_is_blamed_while_links_are_disturbed_or_somebody_is_paused() {
        let disturb = What::Disturb { reorders: false };
        let tale = but_for_peer_1(4).on_links(disturb).wait_s(99).at(0, What::Timer(Timer::Check));
        checked(&tale).silent_on(Invariant::Agreement);
        let tale = but_for_peer_1(4).at(2, What::Pause).wait_s(99).at(0, What::Timer(Timer::Check));
        checked(&tale).silent_on(Invariant::Agreement);
    }

    #[test]
    fn all_that_follow_the_highest_break_nothing() {
        let tale = but_for_peer_1(5).wait_s(99).at(0, What::Timer(Timer::Check));
        checked(&tale).keeps(Invariant::Agreement);
    }

    #[test]
    fn a_dead_trader_that_is_still_followed_breaks_i2() {
        let tale = but_for_peer_1(5).at(5, What::Crash).wait_s(99).at(0, What::Timer(Timer::Check));
        checked(&tale).breaks(
            Invariant::Agreement,
            "Peer 0 follows peer 5 and not peer 4, the highest that is up, though nothing has failed since 0.000 s",
            &[6, 7],
        );
    }
}
