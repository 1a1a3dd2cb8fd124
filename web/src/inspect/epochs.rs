//! The traders' epochs in the ledger: where each begins, and to which an entry belongs.

use super::source::Source;
use trading_post::id::{Epoch, PeerId};
use trading_post::market::ledger::Entry;
use trading_post::peer::io::Note;
use trading_post::world::What;

/// An epoch that has begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Begun {
    /// Its number.
    pub epoch: Epoch,
    /// Whose it is.
    pub trader: PeerId,
    /// The entry with which it begins.
    pub entry: u32,
}

/// The epochs so far, latest first: each is opened at the end of an election.
fn epochs<'a>(source: &'a Source<'_>) -> impl Iterator<Item = Begun> + 'a {
    let elections = source.lab.index().spans.elections().iter().rev();
    let ends = elections.filter_map(|span| span.to).filter(|to| *to < source.now);
    ends.filter_map(|to| {
        let event = source.event(to);
        let What::Note(Note::Opens { epoch, entries, .. }) = event.what else {
            return None;
        };
        Some(Begun { epoch, trader: event.peer()?, entry: entries })
    })
}

/// The place of the entry with which an epoch begins.
#[must_use]
pub fn epoch_entry(epoch: Epoch, source: &Source<'_>) -> Option<u32> {
    let entry = epochs(source).find(|begun| begun.epoch == epoch)?.entry;
    let carved = source.world().ledger().records().get(entry as usize)?.entry;
    matches!(carved, Entry::Epoch { epoch: e, .. } if e == epoch).then_some(entry)
}

/// The epoch in which an entry was carved.
#[must_use]
pub fn epoch_of(entry: u32, source: &Source<'_>) -> Option<Begun> {
    epochs(source).filter(|begun| begun.entry <= entry).max_by_key(|begun| begun.entry)
}
