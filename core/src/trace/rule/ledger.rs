//! The rules of epochs and the ledger, and what is left of them in the record. A rule whose defence
//! the scenario has taken away is applied by nobody.

use super::seen::Seen;
use crate::market::ledger::Entry;
use crate::peer::io::{Note, Timer};
use crate::peer::message::Message;
use crate::trace::awaited::{message_heard, message_sent};
use crate::world::{Brief, What};

/// A rule of epochs and the ledger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LedgerRule {
    /// Open the next epoch first.
    Open,
    /// An old epoch writes nothing.
    Fence,
    /// Write, then answer.
    Durable,
    /// Every request once.
    Once,
    /// Every notice until it is acknowledged.
    Notice,
    /// A trader's own trade.
    Settle,
}

impl LedgerRule {
    /// All of them, by their numbers.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Fence, Self::Durable, Self::Once, Self::Notice, Self::Settle];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Open => {
                "Who wins reads the ledger and opens the next epoch in it, and trades only then"
            }
            Self::Fence => {
                "The ledger refuses what is written in an old epoch; a trader that learns of a later \
                 one steps down"
            }
            Self::Durable => {
                "A buyer or seller is answered when the ledger has the entry, never before"
            }
            Self::Once => "A request that was answered before is answered the same again, not anew",
            Self::Notice => {
                "A seller is told of a sale until it acknowledges it; buyer and seller book a sale \
                 once, by its number"
            }
            Self::Settle => {
                "Who leads neither buys nor sells; what it had open itself it settles by the ledger"
            }
        }
    }

    pub(super) fn applies(self, seen: &Seen<'_>) -> bool {
        let defences = &seen.scenario.defences;
        match self {
            Self::Open => opens(seen),
            Self::Fence => defences.fencing && is_refused(seen),
            Self::Durable => defences.durable_answers && is_durable(seen),
            Self::Once => defences.request_table && answers(seen) && is_repeated(seen),
            Self::Notice => defences.notices_once && tells_sale(seen),
            Self::Settle => seen.notes(Note::Settles),
        }
    }
}

fn opens(seen: &Seen<'_>) -> bool {
    let what = seen.what();
    let reads = matches!(what, What::Send { brief: Brief::Read, .. });
    let has_read = matches!(what, What::Receive { brief: Brief::Contents { .. }, .. });
    let taken = matches!(what, What::Receive { brief: Brief::Appended { .. }, .. });
    let carves = matches!(what, What::Append { entry: Entry::Epoch { .. }, .. });
    let opens = matches!(what, What::Note(Note::Opens { .. }));
    let writes = matches!(seen.writes(), Some(Entry::Epoch { .. }));
    let by_winner = reads && seen.step_notes(Note::Leads);
    let in_time = has_read && seen.step_asks_for_epoch() || taken && seen.step_opens();
    by_winner || in_time || writes || carves || opens
}

fn is_refused(seen: &Seen<'_>) -> bool {
    let refused = matches!(
        seen.what(),
        What::Refuse { .. } | What::Receive { brief: Brief::Refused { .. }, .. }
    );
    let learns = matches!(
        seen.trigger(),
        What::Receive { brief: Brief::Refused { .. } | Brief::Contents { .. }, .. }
    );
    refused || learns && matches!(seen.what(), What::Note(Note::StepsDown { .. }))
}

/// Whether an answer to a buyer or a seller is sent.
fn answers(seen: &Seen<'_>) -> bool {
    matches!(message_sent(seen.what()), Some(Message::Sold { .. } | Message::NoSeller { .. }))
}

fn is_durable(seen: &Seen<'_>) -> bool {
    let known = matches!(
        seen.trigger(),
        What::Receive { brief: Brief::Appended { .. } | Brief::Contents { .. }, .. }
    );
    let registered = matches!(message_sent(seen.what()), Some(Message::Registered { .. }));
    let lasting = |entry: &Entry| !matches!(entry, Entry::Epoch { .. });
    let carves = matches!(seen.what(), What::Append { entry, .. } if lasting(entry));
    let taken = matches!(seen.what(), What::Receive { brief: Brief::Appended { .. }, .. });
    carves || !seen.step_opens() && (taken || known && (answers(seen) || registered))
}

/// Whether the answer was given before: to a request that has just come, or that came before the
/// epoch was open.
fn is_repeated(seen: &Seen<'_>) -> bool {
    matches!(message_heard(seen.trigger()), Some(Message::Buy { .. })) || seen.step_opens()
}

fn tells_sale(seen: &Seen<'_>) -> bool {
    let told = message_sent(seen.what()).or(message_heard(seen.what()));
    let repeats = matches!(seen.what(), What::Timer(Timer::Notice(_)));
    let books = matches!(seen.what(), What::Note(Note::Spends { .. } | Note::Earns { .. }));
    repeats || books || matches!(told, Some(Message::Notice(_) | Message::Noted { .. }))
}
