//! How long the market is without a trader.

use crate::id::{Epoch, PeerId};
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use crate::time::{Duration, Instant};
use crate::world::{Event, What};
use std::collections::{BTreeMap, BTreeSet};

/// Who trades, since when nobody does, and for how long nobody did before.
#[derive(Clone, Debug)]
pub(super) struct Reign {
    /// The ledger's epoch.
    latest: Epoch,
    /// Whose epoch is open: they trade while it is the ledger's and they are not paused.
    open: BTreeMap<PeerId, Epoch>,
    paused: BTreeSet<PeerId>,
    first: Option<Instant>,
    vacant_since: Option<Instant>,
    vacant_before: Duration,
}

impl Reign {
    pub(super) const fn new() -> Self {
        Self {
            latest: Epoch(0),
            open: BTreeMap::new(),
            paused: BTreeSet::new(),
            first: None,
            vacant_since: Some(Instant::START),
            vacant_before: Duration::ZERO,
        }
    }

    pub(super) fn take(&mut self, event: &Event) {
        if let What::Append { entry: Entry::Epoch { epoch, .. }, .. } = event.what {
            self.latest = self.latest.max(epoch);
            self.turn(event.at);
        } else if let Some(peer) = event.peer()
            && self.concerns(peer, &event.what)
        {
            self.turn(event.at);
        }
    }

    /// Whether something happened to a peer that may make it trade, or stop.
    fn concerns(&mut self, peer: PeerId, what: &What) -> bool {
        match what {
            What::Note(Note::Opens { epoch, .. }) => {
                self.open.insert(peer, *epoch);
                true
            }
            What::Note(Note::StepsDown { .. }) | What::Crash => {
                self.paused.remove(&peer);
                self.open.remove(&peer).is_some()
            }
            What::Pause => self.paused.insert(peer),
            What::Resume => self.paused.remove(&peer),
            What::Start
            | What::Restart
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_)
            | What::Send { .. }
            | What::Receive { .. }
            | What::Drop { .. }
            | What::Duplicate { .. }
            | What::Append { .. }
            | What::Refuse { .. }
            | What::Tear { .. }
            | What::Timer(_)
            | What::Note(_) => false,
        }
    }

    fn turn(&mut self, at: Instant) {
        let mut open = self.open.iter();
        let trades = open.any(|(peer, epoch)| *epoch >= self.latest && !self.paused.contains(peer));
        if trades {
            self.first.get_or_insert(at);
            self.vacant_before = self.vacant(at);
            self.vacant_since = None;
        } else {
            self.vacant_since.get_or_insert(at);
        }
    }

    /// When somebody traded first.
    pub(super) const fn first(&self) -> Option<Instant> {
        self.first
    }

    /// For how long nobody traded, up to now.
    pub(super) fn vacant(&self, now: Instant) -> Duration {
        self.vacant_before + self.vacant_since.map_or(Duration::ZERO, |since| now.since(since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digester;
    use crate::id::{MessageId, Party};

    #[derive(Clone)]
    struct Tale(Reign);

    impl Tale {
        fn at(mut self, ms: u64, party: Party, what: What) -> Self {
            let at = Instant(ms * 1_000);
            self.0.take(&Event { at, party: Some(party), incarnation: 1, what });
            self
        }

        fn peer(self, ms: u64, peer: u16, what: What) -> Self {
            self.at(ms, PeerId(peer).into(), what)
        }

        fn carves(self, ms: u64, epoch: u32) -> Self {
            let entry = Entry::Epoch { epoch: Epoch(epoch), trader: PeerId(0) };
            let from = PeerId(0).into();
            let what = What::Append { message: MessageId(0), from, position: 0, entry };
            self.at(ms, Party::Ledger, what)
        }

        fn opens(self, ms: u64, peer: u16, epoch: u32) -> Self {
            let books = Digester::new().digest();
            let note = Note::Opens { epoch: Epoch(epoch), entries: 0, books };
            self.peer(ms, peer, What::Note(note))
        }

        #[track_caller]
        fn vacant(self, now_ms: u64, expected_ms: u64) -> Self {
            assert_eq!(self.0.vacant(Instant(now_ms * 1_000)), Duration::from_millis(expected_ms));
            self
        }
    }

    #[test]
    fn a_market_is_without_a_trader_until_one_has_opened_its_epoch_and_after_its_crash() {
        let tale =
            Tale(Reign::new()).vacant(50, 50).carves(80, 1).opens(100, 5, 1).vacant(500, 100);
        let tale = tale.peer(500, 5, What::Crash).vacant(600, 200);
        tale.carves(680, 2).opens(700, 4, 2).vacant(900, 300);
    }

    #[test]
    fn a_paused_trader_trades_not() {
        let tale = Tale(Reign::new()).carves(0, 1).opens(0, 5, 1).peer(100, 5, What::Pause);
        tale.vacant(150, 50).peer(200, 5, What::Resume).vacant(300, 100);
    }

    #[test]
    fn a_trader_of_an_old_epoch_trades_not() {
        let tale = Tale(Reign::new()).carves(0, 1).opens(0, 5, 1).carves(100, 2).vacant(130, 30);
        let note = What::Note(Note::StepsDown { epoch: Epoch(1) });
        tale.opens(140, 4, 2).peer(150, 5, note).vacant(900, 40);
    }
}
