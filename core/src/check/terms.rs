//! I1 and I3: whose an epoch is.

use super::breach::{Verdict, broken};
use super::carved::Carved;
use crate::id::{Epoch, PeerId};
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use std::collections::BTreeMap;

/// An epoch that was opened.
#[derive(Clone, Copy, Debug)]
struct Term {
    epoch: Epoch,
    trader: PeerId,
    event: u32,
}

/// Who opened and who granted in each epoch.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    current: Option<Term>,
    /// The first to grant in each epoch, and in which event.
    granters: BTreeMap<Epoch, (PeerId, u32)>,
    /// The first that said of each epoch that it has opened it, and in which event.
    openers: BTreeMap<Epoch, (PeerId, u32)>,
}

impl Terms {
    /// I1: at most one peer ever grants sales in an epoch.
    pub(super) fn granted(&mut self, carved: &Carved) -> Option<Verdict> {
        carved.entry.answers()?;
        let (epoch, by) = (self.current.map_or(Epoch(0), |term| term.epoch), carved.by);
        let (first, event) = *self.granters.entry(epoch).or_insert((by, carved.event));
        if first == by {
            return Some(Ok(()));
        }
        let why = format!("Peer {by} grants in epoch {epoch}, in which peer {first} has granted");
        Some(broken(why, [event]))
    }

    /// I1: at most one peer ever says that it trades in an epoch.
    pub(super) fn noted(&mut self, by: PeerId, note: &Note, event: u32) -> Option<Verdict> {
        let Note::Opens { epoch, .. } = *note else {
            return None;
        };
        let (first, before) = *self.openers.entry(epoch).or_insert((by, event));
        if first == by {
            return Some(Ok(()));
        }
        let why = format!("Peer {by} trades in epoch {epoch}, as peer {first} did");
        Some(broken(why, [before]))
    }

    /// I3: epochs only grow, and only the current epoch's trader appends.
    pub(super) fn appended(&mut self, carved: &Carved) -> Verdict {
        let Carved { by, position, entry, event } = *carved;
        if let Entry::Epoch { epoch, trader } = entry {
            let before = self.current.replace(Term { epoch, trader, event });
            return opened(carved, (epoch, trader), before);
        }
        match self.current {
            Some(term) if term.trader == by => Ok(()),
            Some(Term { epoch, trader, event }) => broken(
                format!("Entry {position} is peer {by}'s, but epoch {epoch} is peer {trader}'s"),
                [event],
            ),
            None => broken(format!("Entry {position} is written before any epoch was opened"), []),
        }
    }
}

fn opened(carved: &Carved, (epoch, trader): (Epoch, PeerId), before: Option<Term>) -> Verdict {
    let Carved { by, position, .. } = *carved;
    if trader != by {
        let why = format!("Entry {position} opens peer {trader}'s epoch, but is peer {by}'s");
        return broken(why, []);
    }
    match before {
        Some(last) if epoch <= last.epoch => broken(
            format!("Entry {position} opens epoch {epoch} after epoch {}", last.epoch),
            [last.event],
        ),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked, grants, opens};
    use crate::digest::Digest;
    use crate::id::Epoch;
    use crate::peer::io::Note;
    use crate::world::What;

    #[test]
    fn a_second_peer_that_grants_in_an_epoch_breaks_i1() {
        let tale =
            Tale::new().append(5, 0, opens(1, 5)).append(5, 1, grants(1)).append(4, 2, grants(2));
        checked(&tale).breaks(
            Invariant::OneTrader,
            "Peer 4 grants in epoch 1, in which peer 5 has granted",
            &[1, 2],
        );
    }

    #[test]
    fn a_second_peer_that_trades_in_an_epoch_breaks_i1() {
        let trades = What::Note(Note::Opens { epoch: Epoch(1), entries: 0, books: Digest(0) });
        let why = "Peer 4 trades in epoch 1, as peer 5 did";
        checked(&Tale::new().at(5, trades).at(4, trades)).breaks(
            Invariant::OneTrader,
            why,
            &[0, 1],
        );
    }

    #[test]
    fn two_peers_that_grant_in_their_own_epochs_break_nothing() {
        let tale = Tale::new().append(5, 0, opens(1, 5)).append(5, 1, grants(1));
        let tale = tale.append(4, 2, opens(2, 4)).append(4, 3, grants(2));
        checked(&tale).keeps(Invariant::OneTrader).keeps(Invariant::Epochs);
    }

    #[test]
    fn an_entry_of_an_earlier_epochs_trader_breaks_i3() {
        let tale = Tale::new().append(5, 0, opens(1, 5)).append(4, 1, opens(2, 4));
        checked(&tale.append(5, 2, grants(1))).breaks(
            Invariant::Epochs,
            "Entry 2 is peer 5's, but epoch 2 is peer 4's",
            &[1, 2],
        );
    }

    #[test]
    fn an_epoch_that_does_not_grow_breaks_i3() {
        let tale = Tale::new().append(5, 0, opens(2, 5)).append(4, 1, opens(2, 4));
        checked(&tale).breaks(Invariant::Epochs, "Entry 1 opens epoch 2 after epoch 2", &[0, 1]);
    }

    #[test]
    fn an_entry_before_any_epoch_breaks_i3() {
        let tale = Tale::new().append(5, 0, grants(1));
        let why = "Entry 0 is written before any epoch was opened";
        checked(&tale).breaks(Invariant::Epochs, why, &[0]);
    }
}
