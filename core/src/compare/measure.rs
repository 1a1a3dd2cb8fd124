//! What is compared, number by number.

use crate::figures::Unit;

/// One thing that is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// From the beginning until a trader has opened its epoch.
    FirstTrader,
    /// While no peer that takes part had the ledger's latest epoch open.
    WithoutTrader,
    /// How many elections there were.
    Elections,
    /// Messages of elections that were sent, those that were lost too.
    ElectionMessages,
    /// All messages that were sent, those to and from the ledger and those that were lost too.
    Messages,
    /// Clocks that were sent, at four bytes an entry.
    ClockBytes,
    /// Sales in the ledger.
    Sales,
    /// Requests whose buyer has an answer.
    Answered,
    /// The mean time from a request to its answer.
    MeanResponse,
    /// The longest.
    LongestResponse,
    /// Requests of buyers that are up, still without an answer after twice the time that a buyer waits.
    LostAnswers,
    /// Answers to requests whose buyer had one already.
    DoubledAnswers,
    /// Sales to requests that the ledger had sold to already.
    DoubledSales,
    /// Invariants that were broken.
    Breaches,
}

impl Measure {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 14] = [
        Self::FirstTrader,
        Self::WithoutTrader,
        Self::Elections,
        Self::ElectionMessages,
        Self::Messages,
        Self::ClockBytes,
        Self::Sales,
        Self::Answered,
        Self::MeanResponse,
        Self::LongestResponse,
        Self::LostAnswers,
        Self::DoubledAnswers,
        Self::DoubledSales,
        Self::Breaches,
    ];

    /// Those that tell most of a difference, the most serious first.
    pub(super) const TELLING: [Self; 8] = [
        Self::Breaches,
        Self::DoubledSales,
        Self::LostAnswers,
        Self::ElectionMessages,
        Self::WithoutTrader,
        Self::ClockBytes,
        Self::MeanResponse,
        Self::Messages,
    ];

    /// One word with its unit, for columns of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstTrader => "first_trader_us",
            Self::WithoutTrader => "without_trader_us",
            Self::Elections => "elections",
            Self::ElectionMessages => "election_messages",
            Self::Messages => "messages",
            Self::ClockBytes => "clock_bytes",
            Self::Sales => "sales",
            Self::Answered => "answered",
            Self::MeanResponse => "mean_response_us",
            Self::LongestResponse => "longest_response_us",
            Self::LostAnswers => "lost_answers",
            Self::DoubledAnswers => "doubled_answers",
            Self::DoubledSales => "doubled_sales",
            Self::Breaches => "breaches",
        }
    }

    /// A few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::FirstTrader => "Time to the first trader",
            Self::WithoutTrader => "Time without a trader",
            Self::Elections => "Elections",
            Self::ElectionMessages => "Messages of elections",
            Self::Messages => "Messages of all kinds",
            Self::ClockBytes => "Bytes of clocks",
            Self::Sales => "Sales",
            Self::Answered => "Requests answered",
            Self::MeanResponse => "Response time, mean",
            Self::LongestResponse => "Response time, longest",
            Self::LostAnswers => "Lost answers",
            Self::DoubledAnswers => "Doubled answers",
            Self::DoubledSales => "Doubled sales",
            Self::Breaches => "Invariants broken",
        }
    }

    /// What it is exactly, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::FirstTrader => "Simulated time until a trader has opened its epoch and trades.",
            Self::WithoutTrader => {
                "Simulated time in which no peer that takes part had the ledger's latest epoch open."
            }
            Self::Elections => "Elections, each from the first doubt to a trader that trades.",
            Self::ElectionMessages => "Messages of elections sent, those that were lost too.",
            Self::Messages => {
                "All messages sent, those to and from the ledger and those that were lost too."
            }
            Self::ClockBytes => "Vector clocks sent, at four bytes an entry.",
            Self::Sales => "Sales in the ledger.",
            Self::Answered => "Requests whose buyer has an answer.",
            Self::MeanResponse => "Mean simulated time from a request to its answer.",
            Self::LongestResponse => "Longest simulated time from a request to its answer.",
            Self::LostAnswers => {
                "Requests of buyers that are up, without an answer after twice the time that a buyer \
                 waits."
            }
            Self::DoubledAnswers => "Answers to requests whose buyer had one already.",
            Self::DoubledSales => "Sales to requests that the ledger had sold to already.",
            Self::Breaches => "Invariants that did not hold at some moment.",
        }
    }

    /// In what it is counted.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::FirstTrader
            | Self::WithoutTrader
            | Self::MeanResponse
            | Self::LongestResponse => Unit::Micros,
            Self::ElectionMessages | Self::Messages => Unit::Messages,
            Self::ClockBytes => Unit::Bytes,
            Self::Elections
            | Self::Sales
            | Self::Answered
            | Self::LostAnswers
            | Self::DoubledAnswers
            | Self::DoubledSales
            | Self::Breaches => Unit::Count,
        }
    }

    /// What a choice did, so much of it: "needed 12 messages for elections".
    pub(super) fn did(self, value: u64) -> String {
        let told = self.unit().told(value);
        let counted = |verb: &str, one: &str, many: &str| {
            format!("{verb} {told} {}", if value == 1 { one } else { many })
        };
        match self {
            Self::FirstTrader => format!("had its first trader after {told}"),
            Self::WithoutTrader => format!("was without a trader for {told}"),
            Self::Elections => counted("held", "election", "elections"),
            Self::ElectionMessages => {
                counted("needed", "message for elections", "messages for elections")
            }
            Self::Messages => counted("sent", "message", "messages"),
            Self::ClockBytes => counted("sent", "byte of clocks", "bytes of clocks"),
            Self::Sales => counted("made", "sale", "sales"),
            Self::Answered => counted("answered", "request", "requests"),
            Self::MeanResponse => format!("answered after {told} on average"),
            Self::LongestResponse => format!("answered after {told} at the latest"),
            Self::LostAnswers => counted("lost", "answer", "answers"),
            Self::DoubledAnswers => counted("doubled", "answer", "answers"),
            Self::DoubledSales => counted("doubled", "sale", "sales"),
            Self::Breaches => counted("broke", "invariant", "invariants"),
        }
    }
}

/// What a run came to: a number for each measure, if there is one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row([Option<u64>; Measure::ALL.len()]);

impl Row {
    pub(super) fn new(value: impl Fn(Measure) -> Option<u64>) -> Self {
        Self(Measure::ALL.map(value))
    }

    /// The number of this measure, in its unit; nothing where there is none yet, such as the time of an
    /// answer where nobody was answered.
    #[must_use]
    pub const fn of(&self, measure: Measure) -> Option<u64> {
        self.0[measure as usize]
    }
}
