//! Exhibits: pairs of scenarios that differ in one thing. In the red one a defence is missing, or the
//! queue has an unsound order, and an invariant breaks; in the green one nothing does. Each is a
//! preset for people and a test of the invariant (`core/tests/all/check/exhibits.rs`).
//!
//! Which invariant an exhibit breaks is said by [`crate::check`], which is above this module.

mod elections;
mod ledger;
mod links;
mod queue;
mod stage;

use super::Scenario;
use crate::market::order::Order;
use crate::peer::rules::Defence;
use crate::time::Instant;

pub(super) use ledger::WITHOUT_DURABLE_ANSWERS;
pub(super) use links::WORD_WIDE_CHANCE;

/// A pair of scenarios and what it shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Exhibit {
    /// An answer is given before the write is durable.
    AnswerBeforeDurable,
    /// Requests that come together are refused.
    TurnedAway,
    /// A trader that was only slow goes on in its successor's epoch.
    SlowTrader,
    /// A dead trader's last write arrives late.
    LateWrite,
    /// A request asked again is carried out again.
    CarriedOutTwice,
    /// More is sold than there was.
    Oversold,
    /// A doubled notice is booked twice.
    DoubledNotice,
    /// A new trader does not know what was sold.
    UnreadSales,
    /// A request is lost in an election.
    LostRequest,
    /// The queue is not sorted.
    OrderOfArrival,
    /// The queue is sorted by the asker's own entry.
    OwnEntryOrder,
    /// The queue is sorted by the smallest entry.
    SmallestEntryOrder,
    /// A peer waits for ever after OK.
    EndlessWait,
    /// Two elections at once make two traders.
    TwoAnnouncements,
    /// A receive does not tick.
    SilentReceive,
    /// A dead peer's timers run on.
    WorkAfterDeath,
    /// A message reaches a later incarnation.
    LateMail,
}

/// In what the red scenario of a pair differs from the green one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It is without this defence.
    Without(Defence),
    /// Its queue has this order.
    Order(Order),
}

/// What there is to say of a pair.
pub(super) struct Pair {
    /// One word with hyphens.
    pub name: &'static str,
    pub title: &'static str,
    /// What to watch in the red one, in a sentence.
    pub watch: &'static str,
    pub change: Change,
    /// For how long to watch, in simulated seconds.
    pub seconds: u64,
    /// The green one, without its title.
    pub stage: fn() -> Scenario,
}

impl Pair {
    pub(super) fn green_title(&self) -> String {
        format!("{}, defended", self.title)
    }

    pub(super) fn green(&self) -> Scenario {
        Scenario { title: self.green_title(), ..(self.stage)() }
    }

    pub(super) fn red(&self) -> Scenario {
        let mut scenario = Scenario { title: self.title.to_owned(), ..(self.stage)() };
        match self.change {
            Change::Without(defence) => scenario.defences.set(defence, false),
            Change::Order(order) => scenario.order = order,
        }
        scenario
    }
}

impl Exhibit {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::AnswerBeforeDurable,
        Self::TurnedAway,
        Self::SlowTrader,
        Self::LateWrite,
        Self::CarriedOutTwice,
        Self::Oversold,
        Self::DoubledNotice,
        Self::UnreadSales,
        Self::LostRequest,
        Self::OrderOfArrival,
        Self::OwnEntryOrder,
        Self::SmallestEntryOrder,
        Self::EndlessWait,
        Self::TwoAnnouncements,
        Self::SilentReceive,
        Self::WorkAfterDeath,
        Self::LateMail,
    ];

    pub(super) const fn pair(self) -> &'static Pair {
        match self {
            Self::AnswerBeforeDurable => &ledger::ANSWER_BEFORE_DURABLE,
            Self::TurnedAway => &queue::TURNED_AWAY,
            Self::SlowTrader => &ledger::SLOW_TRADER,
            Self::LateWrite => &ledger::LATE_WRITE,
            Self::CarriedOutTwice => &ledger::CARRIED_OUT_TWICE,
            Self::Oversold => &ledger::OVERSOLD,
            Self::DoubledNotice => &ledger::DOUBLED_NOTICE,
            Self::UnreadSales => &ledger::UNREAD_SALES,
            Self::LostRequest => &elections::LOST_REQUEST,
            Self::OrderOfArrival => &queue::ORDER_OF_ARRIVAL,
            Self::OwnEntryOrder => &queue::OWN_ENTRY_ORDER,
            Self::SmallestEntryOrder => &queue::SMALLEST_ENTRY_ORDER,
            Self::EndlessWait => &elections::ENDLESS_WAIT,
            Self::TwoAnnouncements => &elections::TWO_ANNOUNCEMENTS,
            Self::SilentReceive => &links::SILENT_RECEIVE,
            Self::WorkAfterDeath => &links::WORK_AFTER_DEATH,
            Self::LateMail => &links::LATE_MAIL,
        }
    }

    /// Its name, one word with hyphens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.pair().name
    }

    /// Its title, a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.pair().title
    }

    /// What to watch in the red scenario, in a sentence.
    #[must_use]
    pub const fn watch(self) -> &'static str {
        self.pair().watch
    }

    /// In what its scenarios differ.
    #[must_use]
    pub const fn change(self) -> Change {
        self.pair().change
    }

    /// The scenario in which the invariant breaks.
    #[must_use]
    pub fn red(self) -> Scenario {
        self.pair().red()
    }

    /// The same scenario, but defended.
    #[must_use]
    pub fn green(self) -> Scenario {
        self.pair().green()
    }

    /// By when the invariant is broken, in simulated time. Nothing breaks by then where it is defended.
    #[must_use]
    pub const fn until(self) -> Instant {
        Instant(self.pair().seconds * 1_000_000)
    }
}
