//! What must be seen at least once over many runs: a check that holds says little of runs in which
//! nothing happens.

/// Something that should happen sometimes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sometimes {
    /// A request that one trader took is answered by another.
    FailOverInSale,
    /// Two peers that are up believe that they lead.
    TwoTraders,
    /// A message that is late or doubled is ignored.
    SuppressedDuplicate,
    /// Of two requests in a queue neither could know of the other.
    ConcurrentRequests,
    /// Of two requests in a queue one could know of the other.
    CausedRequests,
    /// The ledger refuses an append.
    RefusedAppend,
    /// A buyer asks again, with the same request.
    Retry,
}

/// How often something was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sighting {
    /// What.
    pub fact: Sometimes,
    /// How often.
    pub count: u64,
    /// The event at which it was seen first.
    pub first: Option<usize>,
}

impl Sometimes {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::FailOverInSale,
        Self::TwoTraders,
        Self::SuppressedDuplicate,
        Self::ConcurrentRequests,
        Self::CausedRequests,
        Self::RefusedAppend,
        Self::Retry,
    ];

    /// What is seen, in one sentence without a full stop.
    #[must_use]
    pub const fn statement(self) -> &'static str {
        match self {
            Self::FailOverInSale => "A request that one trader took is answered by another",
            Self::TwoTraders => "Two peers that are up believe that they lead",
            Self::SuppressedDuplicate => "A message that is late or doubled is ignored",
            Self::ConcurrentRequests => {
                "Of two requests in a queue neither could know of the other"
            }
            Self::CausedRequests => "Of two requests in a queue one could know of the other",
            Self::RefusedAppend => "The ledger refuses an append",
            Self::Retry => "A buyer asks again, with the same request",
        }
    }
}
