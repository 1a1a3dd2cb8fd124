//! How long buyers wait, each from before the check of the trader to its answer, as in the report.
//!
//! A buyer's first request is not counted: it finds a trader that has just been elected.

use crate::figures::samples::Samples;
use crate::id::{PeerId, RequestId};
use crate::peer::io::Timer;
use crate::peer::message::Message;
use crate::time::Instant;
use crate::world::{Brief, Event, What};

/// A row for each buyer, of microseconds.
#[derive(Clone, Debug)]
pub(in crate::figures) struct Answers {
    /// How many are wanted of each.
    wanted: usize,
    waits: Vec<Wait>,
    samples: Samples,
}

/// What is known of a buyer.
#[derive(Clone, Debug)]
struct Wait {
    buyer: PeerId,
    /// The number of its latest request.
    number: u32,
    /// When it began to want that, until it has an answer.
    since: Option<Instant>,
}

impl Answers {
    /// So many answers of each of these buyers are wanted.
    pub fn of(buyers: impl Iterator<Item = PeerId>, wanted: usize) -> Self {
        let waits: Vec<Wait> = buyers.map(|buyer| Wait { buyer, number: 1, since: None }).collect();
        Self { wanted, samples: Samples::rows(waits.len()), waits }
    }

    pub fn take(&mut self, event: &Event) {
        // Peers come in order.
        let found = event.peer().map(|peer| self.waits.binary_search_by_key(&peer, |w| w.buyer));
        let Some(Ok(row)) = found else {
            return;
        };
        if event.what == What::Timer(Timer::Think) {
            self.waits[row].number += 1;
            self.waits[row].since = Some(event.at);
        } else if let Some(request) = answered(&event.what) {
            self.answer(row, request, event.at);
        }
    }

    fn answer(&mut self, row: usize, request: RequestId, at: Instant) {
        let wait = &mut self.waits[row];
        if request.number != wait.number {
            return; // A late copy of an earlier answer.
        }
        if let Some(since) = wait.since.take()
            && self.samples.row(row).len() < self.wanted
        {
            self.samples.push(row, at.since(since).0);
        }
    }

    pub fn is_satisfied(&self) -> bool {
        (0..self.waits.len()).all(|row| self.samples.row(row).len() == self.wanted)
    }

    /// What was measured so far.
    pub const fn samples(&self) -> &Samples {
        &self.samples
    }

    pub fn finish(self) -> Samples {
        self.samples
    }
}

const fn answered(what: &What) -> Option<RequestId> {
    if let What::Receive { brief: Brief::Message(message), .. } = what
        && let Message::Sold { request, .. } | Message::NoSeller { request, .. } = message
    {
        return Some(*request);
    }
    None
}
