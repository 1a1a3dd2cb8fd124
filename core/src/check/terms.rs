//! I1 and I3: whose an epoch is.

use super::{Carved, Verdict};
use crate::id::{Epoch, PeerId};
use crate::market::ledger::Entry;
use std::collections::BTreeMap;

/// Who opened and who granted in each epoch.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    current: Option<(Epoch, PeerId)>,
    granters: BTreeMap<Epoch, PeerId>,
}

impl Terms {
    /// I1: at most one peer ever grants sales in an epoch.
    pub(super) fn granted(&mut self, carved: Carved) -> Verdict {
        if carved.entry.answers().is_none() {
            return Ok(());
        }
        let epoch = self.current.map_or(Epoch(0), |(epoch, _)| epoch);
        let (by, first) = (carved.by, *self.granters.entry(epoch).or_insert(carved.by));
        if first == by {
            return Ok(());
        }
        Err(format!("Peer {by} grants in epoch {epoch}, in which peer {first} has granted"))
    }

    /// I3: epochs only grow, and only the current epoch's trader appends.
    pub(super) fn appended(&mut self, carved: Carved) -> Verdict {
        let Carved { by, position, entry } = carved;
        if let Entry::Epoch { epoch, trader } = entry {
            let before = self.current.replace((epoch, trader));
            return match before {
                Some((last, _)) if epoch <= last => {
                    Err(format!("Entry {position} opens epoch {epoch} after epoch {last}"))
                }
                _ if trader != by => {
                    Err(format!("Entry {position} opens peer {trader}'s epoch, but is peer {by}'s"))
                }
                _ => Ok(()),
            };
        }
        match self.current {
            Some((_, trader)) if trader == by => Ok(()),
            Some((epoch, trader)) => Err(format!(
                "Entry {position} is peer {by}'s, but epoch {epoch} is peer {trader}'s"
            )),
            None => Err(format!("Entry {position} is written before any epoch was opened")),
        }
    }
}
