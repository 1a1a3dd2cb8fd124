//! How long a market is without a trader after a crash, and why.

use crate::figures::samples::Samples;
use crate::id::PeerId;
use crate::peer::io::Note;
use crate::time::{Duration, Instant};
use crate::world::{Event, What};
use std::collections::{BTreeMap, BTreeSet};

/// Five rows of one number each, of microseconds; see its constants.
#[derive(Clone, Debug)]
pub(in crate::figures) struct FailOver {
    /// How many are to know the new trader, itself among them.
    living: usize,
    crashed: Option<Instant>,
    suspected: Option<Instant>,
    /// Who leads, since when.
    leads: BTreeMap<PeerId, Instant>,
    /// Who has opened the latest epoch, and when.
    opened: Option<(PeerId, Instant)>,
    /// Who follows whom.
    following: BTreeSet<(PeerId, PeerId)>,
    known: Option<Instant>,
}

impl FailOver {
    /// From the crash to the first suspicion.
    pub const DETECTION: usize = 0;
    /// From there until the new trader knows that it has won.
    pub const ELECTION: usize = 1;
    /// From there until its epoch is open, and it trades.
    pub const RECOVERY: usize = 2;
    /// All three.
    pub const WHOLE: usize = 3;
    /// From the first suspicion until the last peer follows the new trader: the report's election time.
    pub const AGREEMENT: usize = 4;

    /// One peer of so many crashes.
    pub const fn of(peers: usize) -> Self {
        Self {
            living: peers - 1,
            crashed: None,
            suspected: None,
            leads: BTreeMap::new(),
            opened: None,
            following: BTreeSet::new(),
            known: None,
        }
    }

    pub fn take(&mut self, event: &Event) {
        if event.what == What::Crash {
            self.crashed.get_or_insert(event.at);
        }
        if let (Some(_), What::Note(note), Some(peer)) = (self.crashed, event.what, event.peer()) {
            self.noted(note, peer, event.at);
            self.agree(event.at);
        }
    }

    fn noted(&mut self, note: Note, peer: PeerId, at: Instant) {
        match note {
            Note::Suspects { .. } => {
                self.suspected.get_or_insert(at);
            }
            Note::Leads => {
                self.leads.insert(peer, at);
            }
            Note::Follows { trader } => {
                self.following.insert((trader, peer));
            }
            Note::Opens { .. } => self.opened = Some((peer, at)),
            Note::Holds
            | Note::StepsDown { .. }
            | Note::Queues { .. }
            | Note::Serves { .. }
            | Note::Restocks { .. }
            | Note::Wishes { .. }
            | Note::Spends { .. }
            | Note::Earns { .. }
            | Note::Settles
            | Note::Ignores { .. } => {}
        }
    }

    /// Whether all follow the one that has opened its epoch.
    fn agree(&mut self, at: Instant) {
        if let (None, Some((trader, _))) = (self.known, self.opened) {
            let followers = self.following.iter().filter(|(of, _)| *of == trader).count();
            self.known = (followers + 1 >= self.living).then_some(at);
        }
    }

    pub const fn is_satisfied(&self) -> bool {
        self.known.is_some()
    }

    /// The rows, if the crash was overcome.
    fn spans(&self) -> Option<[Duration; 5]> {
        let (crashed, suspected, known) = (self.crashed?, self.suspected?, self.known?);
        let (trader, opened) = self.opened?;
        let won = *self.leads.get(&trader)?;
        Some([
            suspected.since(crashed),
            won.since(suspected),
            opened.since(won),
            opened.since(crashed),
            known.since(suspected),
        ])
    }

    pub fn finish(self) -> Samples {
        let mut samples = Samples::rows(5);
        for (row, span) in self.spans().into_iter().flatten().enumerate() {
            samples.push(row, span.0);
        }
        samples
    }
}
