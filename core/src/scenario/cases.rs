//! The report's eleven verified cases, each as a scenario in which it is plain to see within seconds:
//! the report's six peers, with what keeps the eye from the case taken away.
//!
//! That each comes out as the report's log has it, with its numbers, is shown in `core/tests/all/protocol/cases.rs`.

mod elections;
mod trade;

use super::Scenario;
use crate::time::Instant;

/// A verified case of the report, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Case {
    /// After the start the highest peer turns trader.
    FirstElection,
    /// The trader is checked at intervals.
    RegularChecks,
    /// The trader goes down, and two peers hold elections at the same time.
    ElectionsAtOnce,
    /// The winner tells all the others.
    WinnerTells,
    /// The trader sells boar.
    BoarSold,
    /// A seller learns of its sale.
    SaleLearnt,
    /// A sold-out seller brings something else.
    SoldOut,
    /// Nobody sells what a buyer wants.
    NoSeller,
    /// Transactions are logged and saved.
    Saved,
    /// Clocks are updated before sellers register.
    SellersClocks,
    /// The trader gets its part.
    Commission,
}

/// What there is to say of a case.
pub(super) struct Sheet {
    /// One word with hyphens.
    name: &'static str,
    title: &'static str,
    /// What to watch, in a sentence.
    watch: &'static str,
    /// By when it has come out, in simulated seconds.
    seconds: u64,
    /// Its scenario, without its title.
    stage: fn() -> Scenario,
}

impl Case {
    /// All of them, in the report's order.
    pub const ALL: [Self; 11] = [
        Self::FirstElection,
        Self::RegularChecks,
        Self::ElectionsAtOnce,
        Self::WinnerTells,
        Self::BoarSold,
        Self::SaleLearnt,
        Self::SoldOut,
        Self::NoSeller,
        Self::Saved,
        Self::SellersClocks,
        Self::Commission,
    ];

    const fn sheet(self) -> &'static Sheet {
        match self {
            Self::FirstElection => &elections::FIRST_ELECTION,
            Self::RegularChecks => &elections::REGULAR_CHECKS,
            Self::ElectionsAtOnce => &elections::ELECTIONS_AT_ONCE,
            Self::WinnerTells => &elections::WINNER_TELLS,
            Self::BoarSold => &trade::BOAR_SOLD,
            Self::SaleLearnt => &trade::SALE_LEARNT,
            Self::SoldOut => &trade::SOLD_OUT,
            Self::NoSeller => &trade::NO_SELLER,
            Self::Saved => &trade::SAVED,
            Self::SellersClocks => &trade::SELLERS_CLOCKS,
            Self::Commission => &trade::COMMISSION,
        }
    }

    /// Its number in the report, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// Its name, one word with hyphens.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.sheet().name
    }

    /// Its title, a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.sheet().title
    }

    /// What to watch, in a sentence.
    #[must_use]
    pub const fn watch(self) -> &'static str {
        self.sheet().watch
    }

    /// The scenario in which it is seen.
    #[must_use]
    pub fn scenario(self) -> Scenario {
        Scenario { title: self.title().to_owned(), ..(self.sheet().stage)() }
    }

    /// By when it has come out, in simulated time.
    #[must_use]
    pub const fn until(self) -> Instant {
        Instant(self.sheet().seconds * 1_000_000)
    }
}
