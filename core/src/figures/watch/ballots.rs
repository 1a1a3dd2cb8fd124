//! What an election costs after a crash: its messages, those to the dead one too, and its time, from
//! the first suspicion until the last peer knows the winner.

use crate::figures::is_ballot;
use crate::figures::samples::Samples;
use crate::peer::io::Note;
use crate::time::Instant;
use crate::world::{Event, What};

/// Two rows of one number each: messages, microseconds.
#[derive(Clone, Debug, Default)]
pub(in crate::figures) struct Ballots {
    /// Whether the crash has happened.
    counts: bool,
    messages: u64,
    suspected: Option<Instant>,
    known: Option<Instant>,
}

impl Ballots {
    /// The row of messages.
    pub const MESSAGES: usize = 0;
    /// The row of microseconds.
    pub const TIME: usize = 1;

    pub fn take(&mut self, event: &Event) {
        self.counts |= event.what == What::Crash;
        if !self.counts {
            return;
        }
        self.messages += u64::from(is_ballot(event));
        if event.what == What::Suspect {
            self.suspected.get_or_insert(event.at);
        } else if let What::Note(Note::Leads | Note::Follows { .. }) = event.what {
            self.known = Some(event.at);
        }
    }

    pub fn finish(self) -> Samples {
        let mut samples = Samples::rows(2);
        samples.push(Self::MESSAGES, self.messages);
        if let (Some(suspected), Some(known)) = (self.suspected, self.known) {
            samples.push(Self::TIME, known.since(suspected).0);
        }
        samples
    }
}
