//! How many bytes of clock a message carries.

use crate::clock::VectorClock;
use crate::figures::samples::Samples;
use crate::peer::io::Note;
use crate::peer::rules::ClockScope;
use crate::trace::Clocks;
use crate::world::{Event, What};

/// How many bytes an entry takes that is written in full.
const FULL: u64 = 4;

/// Two rows, of bytes, a number a message: all entries in full; each in as few groups of seven bits as
/// it needs (LEB128).
#[derive(Clone, Debug)]
pub(in crate::figures) struct ClockBytes {
    wanted: usize,
    /// Whether a trader has opened its epoch: only what is sent from then on counts.
    trades: bool,
    clocks: Clocks,
    samples: Samples,
}

impl ClockBytes {
    /// So many messages are wanted, among so many peers.
    pub fn of(wanted: usize, peers: usize, scope: ClockScope) -> Self {
        Self { wanted, trades: false, clocks: Clocks::new(peers, scope), samples: Samples::rows(2) }
    }

    pub fn take(&mut self, event: &Event) {
        self.clocks.take(event);
        self.trades |= matches!(event.what, What::Note(Note::Opens { .. }));
        if let (true, What::Send { message, .. }) = (self.trades, event.what) {
            let carried = self.clocks.carried(message);
            self.samples.push(0, carried.map_or(0, |clock| FULL * clock.len() as u64));
            self.samples.push(1, carried.map_or(0, packed));
        }
    }

    pub fn is_satisfied(&self) -> bool {
        self.samples.row(0).len() >= self.wanted
    }

    /// What was measured so far.
    pub const fn samples(&self) -> &Samples {
        &self.samples
    }

    pub fn finish(self) -> Samples {
        self.samples
    }
}

fn packed(clock: &VectorClock) -> u64 {
    clock
        .iter()
        .map(|entry| u64::from((u32::BITS - entry.leading_zeros()).div_ceil(7).max(1)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_takes_a_byte_for_each_seven_bits() {
        for (entry, bytes) in [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (u32::MAX, 5)]
        {
            assert_eq!(packed(&VectorClock::from_entries(&[entry])), bytes, "{entry}");
        }
    }
}
