//! I2: in the end all follow the highest; where a majority votes, all follow the same peer, if a
//! majority is up.

use super::breach::{Verdict, broken};
use super::calm::{Calm, Moment};
use crate::id::PeerId;
use crate::peer::rules::Algorithm;
use crate::time::{Duration, Instant};

/// Whether all that are up follow the one that they should, and since when they do not.
#[derive(Clone, Debug)]
pub(super) struct Agreement {
    bound: Duration,
    /// Whether a majority decides whom.
    votes: bool,
    /// Since when somebody does not.
    apart: Option<Moment>,
    judged: bool,
}

impl Agreement {
    pub(super) const fn new(bound: Duration, election: Algorithm) -> Self {
        let start = Moment { at: Instant::START, event: 0 };
        Self { bound, votes: election.has_terms(), apart: Some(start), judged: false }
    }

    /// Somebody believes something else now, or is up no longer. Judged where all agree anew.
    pub(super) fn changed(&mut self, calm: &Calm, now: Moment) -> Option<Verdict> {
        if !self.is_due(calm) {
            self.apart = None;
            return None;
        }
        if self.dissenter(calm).is_some() {
            self.apart = self.apart.or(Some(now));
            return None;
        }
        self.judged = false;
        self.apart.take().map(|_| Ok(()))
    }

    /// Whether anybody has to agree: a minority cannot.
    fn is_due(&self, calm: &Calm) -> bool {
        !self.votes || calm.majority_is_up()
    }

    /// Whom all should follow.
    fn wanted(&self, calm: &Calm) -> Option<PeerId> {
        if self.votes { calm.leader() } else { calm.highest() }
    }

    /// The lowest peer that does not follow the one that all should, and whom it believes to be trader.
    fn dissenter(&self, calm: &Calm) -> Option<(PeerId, Option<PeerId>)> {
        let wanted = self.wanted(calm);
        calm.believers().find(|(_, trader)| wanted.is_none() || *trader != wanted)
    }

    /// I2: when nothing has failed for the bound, and somebody has not followed the one that all
    /// should for as long, that is too long.
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
        let (peer, trader) = self.dissenter(calm)?;
        let follows = match trader {
            Some(trader) if trader == peer => "leads itself".to_owned(),
            Some(trader) => format!("follows peer {trader}"),
            None => "follows nobody".to_owned(),
        };
        let should = match self.wanted(calm) {
            Some(highest) if !self.votes => {
                format!("and not peer {highest}, the highest that is up")
            }
            Some(leader) => format!("and not peer {leader}, which leads"),
            None => "and nobody leads".to_owned(),
        };
        let why = format!(
            "Peer {peer} {follows} {should}, though nothing has failed since {} s",
            since.at
        );
        Some(broken(why, [apart.event, since.event]))
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Checks;
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked, checked_in};
    use crate::id::PeerId;
    use crate::peer::io::{Note, Timer};
    use crate::peer::rules::Algorithm;
    use crate::scenario::Scenario;
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

    /// After so much time that it is judged, if a majority had to elect the trader.
    fn voted(tale: Tale) -> Checks {
        let tale = tale.wait_s(99).at(0, What::Timer(Timer::Check));
        checked_in(&tale, &Scenario { election: Algorithm::Vote, ..Scenario::report() })
    }

    /// Peer 2 leads, and all others follow it.
    fn follow_peer_2() -> Tale {
        let tale = Tale::new().at(2, What::Note(Note::Leads));
        [0, 1, 3, 4, 5].into_iter().fold(tale, |tale, peer| tale.at(peer, follows(2)))
    }

    fn crash(tale: Tale, peers: &[u16]) -> Tale {
        peers.iter().fold(tale, |tale, peer| tale.at(*peer, What::Crash))
    }

    #[test]
    fn where_a_majority_votes_all_follow_the_one_that_leads_and_it_need_not_be_the_highest() {
        voted(follow_peer_2()).keeps(Invariant::Agreement);
        voted(follow_peer_2().at(4, follows(3))).breaks(
            Invariant::Agreement,
            "Peer 4 follows peer 3 and not peer 2, which leads, though nothing has failed since 0.000 s",
            &[6, 7],
        );
    }

    #[test]
    fn a_majority_that_elects_nobody_breaks_i2_and_a_minority_does_not() {
        voted(crash(follow_peer_2(), &[2, 5])).breaks(
            Invariant::Agreement,
            "Peer 0 follows peer 2 and nobody leads, though nothing has failed since 0.000 s",
            &[6, 7, 8],
        );
        voted(crash(follow_peer_2(), &[2, 5, 4])).keeps(Invariant::Agreement);
    }
}
