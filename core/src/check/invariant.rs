//! The statements that must hold, by their numbers in the protocol.

use std::fmt;

/// A statement that must hold, by its number in the protocol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Invariant {
    /// I1: at most one peer ever grants sales in an epoch.
    OneTrader,
    /// I2: when nothing fails any more, all that are up follow the highest of them; where a majority
    /// votes, the same one, if so many are up.
    Agreement,
    /// I3: epochs never decrease, and only the current epoch's trader appends.
    Epochs,
    /// I4: what buyers spend is what sellers earn and traders keep.
    Money,
    /// I5: of a lot no more is sold than was registered, at its price.
    Lots,
    /// I6: a request is executed at most once, and every answer to it is the same.
    Once,
    /// I7: what a buyer is answered is in the ledger.
    Durable,
    /// I8: when nothing fails any more, a request is answered at last.
    Answered,
    /// I9: clocks say what the recorded messages say.
    Clocks,
    /// I10: no request is served before one that led to it.
    Order,
    /// I11: links deliver in order, once, and only to whom they should.
    Links,
    /// I12: the same run gives the same trace.
    Replay,
    /// I13: a new trader's books are what the ledger adds up to.
    Recovery,
}

impl Invariant {
    /// All of them, by number.
    pub const ALL: [Self; 13] = [
        Self::OneTrader,
        Self::Agreement,
        Self::Epochs,
        Self::Money,
        Self::Lots,
        Self::Once,
        Self::Durable,
        Self::Answered,
        Self::Clocks,
        Self::Order,
        Self::Links,
        Self::Replay,
        Self::Recovery,
    ];

    /// Its number in the protocol.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneTrader => "I1",
            Self::Agreement => "I2",
            Self::Epochs => "I3",
            Self::Money => "I4",
            Self::Lots => "I5",
            Self::Once => "I6",
            Self::Durable => "I7",
            Self::Answered => "I8",
            Self::Clocks => "I9",
            Self::Order => "I10",
            Self::Links => "I11",
            Self::Replay => "I12",
            Self::Recovery => "I13",
        }
    }

    /// What it says, in one sentence without a full stop.
    #[must_use]
    pub const fn statement(self) -> &'static str {
        match self {
            Self::OneTrader => "At most one peer ever grants sales in an epoch",
            Self::Agreement => {
                "If nothing fails for long enough, every peer that is up follows the highest of them (of a vote: its winner, if a majority is up)"
            }
            Self::Epochs => {
                "The ledger's epochs never decrease, and only the current epoch's trader appends"
            }
            Self::Money => {
                "What buyers have spent is what sellers have earned and all commissions ever paid"
            }
            Self::Lots => "Of an offer, what was registered is what is sold and what is in stock",
            Self::Once => {
                "A request is carried out at most once, and every retry gets the same answer"
            }
            Self::Durable => "What a buyer was answered is in the ledger of every later epoch",
            Self::Answered => {
                "If nothing fails for long enough, a live buyer's request is answered"
            }
            Self::Clocks => {
                "One event happened before another by the clocks exactly if messages lead from it there"
            }
            Self::Order => "No grant inverts causality among the requests in the queue",
            Self::Links => {
                "A link delivers in order, each message once, and nothing to a peer that is down or was"
            }
            Self::Replay => {
                "The same version, scenario, seed and interventions give the same trace"
            }
            Self::Recovery => {
                "What a new trader rebuilds from the ledger is what was there before, as far as it was acknowledged"
            }
        }
    }

    /// When it must hold.
    #[must_use]
    pub const fn when(self) -> &'static str {
        match self {
            Self::OneTrader
            | Self::Epochs
            | Self::Money
            | Self::Lots
            | Self::Once
            | Self::Durable
            | Self::Clocks
            | Self::Order
            | Self::Links => "always",
            Self::Agreement | Self::Answered => "eventually",
            Self::Recovery => "on recovery",
            Self::Replay => "at the end",
        }
    }

    /// Its place in [`Self::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_at_its_number() {
        for (number, invariant) in (1..).zip(Invariant::ALL) {
            assert_eq!(invariant.name(), format!("I{number}"));
            assert_eq!(invariant.place() + 1, number);
        }
    }
}
