//! What keeps a run right. Each defence can be taken away in a scenario, to see what it is there for:
//! then an invariant breaks.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One defence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Defence {
    /// See [`Defences::durable_answers`].
    DurableAnswers,
    /// See [`Defences::fencing`].
    Fencing,
    /// See [`Defences::request_table`].
    RequestTable,
    /// See [`Defences::queued_requests`].
    QueuedRequests,
    /// See [`Defences::sorted_queue`].
    SortedQueue,
    /// See [`Defences::counted_stock`].
    CountedStock,
    /// See [`Defences::notices_once`].
    NoticesOnce,
    /// See [`Defences::repeated_requests`].
    RepeatedRequests,
    /// See [`Defences::full_recovery`].
    FullRecovery,
    /// See [`Defences::bounded_waits`].
    BoundedWaits,
    /// See [`Defences::giving_way`].
    GivingWay,
    /// See [`Defences::ticking_receives`].
    TickingReceives,
    /// See [`Defences::complete_crashes`].
    CompleteCrashes,
    /// See [`Defences::incarnations`].
    Incarnations,
    /// See [`Defences::wide_chance`].
    WideChance,
}

/// Which defences a run has: all, where nobody took one away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Defences {
    /// The buyer is answered after its sale is durable. Without: before it is written.
    pub durable_answers: bool,
    /// The ledger refuses an append of an old epoch, or at a wrong place.
    pub fencing: bool,
    /// A request that was answered before gets the old answer, and is not carried out again.
    pub request_table: bool,
    /// A request that comes while another is served waits. Without: it is answered NO_SELLER at once.
    pub queued_requests: bool,
    /// The trader serves those who wait in the scenario's order. Without: as they came.
    pub sorted_queue: bool,
    /// The trader sells no more of a lot than it held.
    pub counted_stock: bool,
    /// A seller books a sale once, however often it is told of it.
    pub notices_once: bool,
    /// A buyer asks the next trader again what the last one has not answered. Without: it waits for
    /// that answer for ever.
    pub repeated_requests: bool,
    /// A new trader rebuilds its books from all that the ledger holds. Without: from the epochs and
    /// the lots alone.
    pub full_recovery: bool,
    /// After an OK, a peer waits T' for the COORDINATOR and begins again then. Without: for ever.
    pub bounded_waits: bool,
    /// A trader gives way to a higher one that announces itself, and does not suffer a lower one.
    /// Without: of two elections at once both winners lead on.
    pub giving_way: bool,
    /// A receive ticks the clock. Without: it only merges.
    pub ticking_receives: bool,
    /// A crash stops all that the peer had planned. Without: its timers run out, and it acts on them.
    pub complete_crashes: bool,
    /// A message reaches the incarnation that it was sent to, and no later one.
    pub incarnations: bool,
    /// Latencies are drawn with 64 bits on every machine. Without: with as many as its words have.
    pub wide_chance: bool,
}

impl Defence {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::DurableAnswers,
        Self::Fencing,
        Self::RequestTable,
        Self::QueuedRequests,
        Self::SortedQueue,
        Self::CountedStock,
        Self::NoticesOnce,
        Self::RepeatedRequests,
        Self::FullRecovery,
        Self::BoundedWaits,
        Self::GivingWay,
        Self::TickingReceives,
        Self::CompleteCrashes,
        Self::Incarnations,
        Self::WideChance,
    ];

    /// Its name, as scenarios write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DurableAnswers => "durable_answers",
            Self::Fencing => "fencing",
            Self::RequestTable => "request_table",
            Self::QueuedRequests => "queued_requests",
            Self::SortedQueue => "sorted_queue",
            Self::CountedStock => "counted_stock",
            Self::NoticesOnce => "notices_once",
            Self::RepeatedRequests => "repeated_requests",
            Self::FullRecovery => "full_recovery",
            Self::BoundedWaits => "bounded_waits",
            Self::GivingWay => "giving_way",
            Self::TickingReceives => "ticking_receives",
            Self::CompleteCrashes => "complete_crashes",
            Self::Incarnations => "incarnations",
            Self::WideChance => "wide_chance",
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::DurableAnswers => {
                "A buyer is answered only when its sale is in the ledger, so that no crash can undo it."
            }
            Self::Fencing => {
                "The ledger refuses what a trader of an old epoch writes, however slow that trader was."
            }
            Self::RequestTable => {
                "A request that was answered gets the old answer again, and is not carried out twice."
            }
            Self::QueuedRequests => {
                "Requests that come together wait for their turn, and none is turned away."
            }
            Self::SortedQueue => {
                "The trader serves by the clocks, so that a late message does not put an effect \
                 before its cause."
            }
            Self::CountedStock => "What is sold is counted, so that no piece is sold twice.",
            Self::NoticesOnce => {
                "A seller books each sale by its number, so that a doubled notice earns nothing."
            }
            Self::RepeatedRequests => {
                "What the last trader left unanswered is asked of the next one, so that no request \
                 is lost in an election."
            }
            Self::FullRecovery => {
                "A new trader reads all of the ledger, so that it knows what its predecessors sold."
            }
            Self::BoundedWaits => {
                "A peer that was told to stand down begins again when nobody announces itself."
            }
            Self::GivingWay => {
                "Of two traders that two elections made at once, the lower one gives way."
            }
            Self::TickingReceives => {
                "A receive counts as an event, so that clocks tell what happened before it from what \
                 happened after."
            }
            Self::CompleteCrashes => "A crash stops all of a peer: its timers stop with it.",
            Self::Incarnations => {
                "A message to a peer that has restarted since is lost, for the peer that it was meant \
                 for is gone."
            }
            Self::WideChance => {
                "Chance has 64 bits on every machine, so that a seed gives the same run natively and \
                 in a browser."
            }
        }
    }
}

impl fmt::Display for Defence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Defences {
    /// All defences.
    pub const ALL: Self = Self {
        durable_answers: true,
        fencing: true,
        request_table: true,
        queued_requests: true,
        sorted_queue: true,
        counted_stock: true,
        notices_once: true,
        repeated_requests: true,
        full_recovery: true,
        bounded_waits: true,
        giving_way: true,
        ticking_receives: true,
        complete_crashes: true,
        incarnations: true,
        wide_chance: true,
    };

    /// All defences but this one.
    #[must_use]
    pub const fn without(defence: Defence) -> Self {
        let mut defences = Self::ALL;
        *defences.switch(defence) = false;
        defences
    }

    /// Whether a run has this defence.
    #[must_use]
    pub const fn has(mut self, defence: Defence) -> bool {
        *self.switch(defence)
    }

    /// Gives a run this defence, or takes it away.
    pub const fn set(&mut self, defence: Defence, has: bool) {
        *self.switch(defence) = has;
    }

    /// The defences that were taken away.
    pub fn missing(self) -> impl Iterator<Item = Defence> {
        Defence::ALL.into_iter().filter(move |defence| !self.has(*defence))
    }

    const fn switch(&mut self, defence: Defence) -> &mut bool {
        match defence {
            Defence::DurableAnswers => &mut self.durable_answers,
            Defence::Fencing => &mut self.fencing,
            Defence::RequestTable => &mut self.request_table,
            Defence::QueuedRequests => &mut self.queued_requests,
            Defence::SortedQueue => &mut self.sorted_queue,
            Defence::CountedStock => &mut self.counted_stock,
            Defence::NoticesOnce => &mut self.notices_once,
            Defence::RepeatedRequests => &mut self.repeated_requests,
            Defence::FullRecovery => &mut self.full_recovery,
            Defence::BoundedWaits => &mut self.bounded_waits,
            Defence::GivingWay => &mut self.giving_way,
            Defence::TickingReceives => &mut self.ticking_receives,
            Defence::CompleteCrashes => &mut self.complete_crashes,
            Defence::Incarnations => &mut self.incarnations,
            Defence::WideChance => &mut self.wide_chance,
        }
    }
}

impl Default for Defences {
    fn default() -> Self {
        Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_can_be_taken_away_alone() {
        assert_eq!(Defences::default().missing().count(), 0);
        for defence in Defence::ALL {
            assert_eq!(Defences::without(defence).missing().collect::<Vec<_>>(), [defence]);
        }
    }

    #[test]
    fn a_scenario_writes_each_by_its_name() {
        for defence in Defence::ALL {
            let written = format!(r#"{{"{defence}": false}}"#);
            let read: Defences = serde_json::from_str(&written).expect("it is one of them");
            assert_eq!(read, Defences::without(defence));
        }
    }
}
