//! Which invariant each exhibit breaks.

use super::Invariant;
use crate::scenario::Exhibit;

impl Exhibit {
    /// The invariant that breaks in its red scenario, before any other.
    #[must_use]
    pub const fn invariant(self) -> Invariant {
        match self {
            Self::SlowTrader => Invariant::OneTrader,
            Self::EndlessWait | Self::TwoAnnouncements => Invariant::Agreement,
            Self::LateWrite => Invariant::Epochs,
            Self::DoubledNotice => Invariant::Money,
            Self::Oversold => Invariant::Lots,
            Self::CarriedOutTwice => Invariant::Once,
            Self::AnswerBeforeDurable | Self::TurnedAway => Invariant::Durable,
            Self::LostRequest => Invariant::Answered,
            Self::SilentReceive => Invariant::Clocks,
            Self::OrderOfArrival | Self::OwnEntryOrder | Self::SmallestEntryOrder => {
                Invariant::Order
            }
            Self::WorkAfterDeath | Self::LateMail => Invariant::Links,
            Self::UnreadSales => Invariant::Recovery,
        }
    }
}
