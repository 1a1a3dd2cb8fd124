//! How a new trader is found. Each algorithm is one module behind one closed enum.
//!
//! An election is told who is suspected, and it says who won; why a peer was suspected is the
//! detector's affair (the cut of Stoller 1997).

mod bully;
mod modified_bully;
mod report;
mod ring;
mod vote;

use crate::id::{PeerId, Term};
use crate::peer::io::{Note, Timer};
use crate::peer::message::Ballot;
use crate::peer::moment::Moment;
use crate::peer::rules::Algorithm;
use crate::time::Duration;

pub use bully::Bully;
pub use modified_bully::ModifiedBully;
pub use report::Report;
pub use ring::Ring;
pub(crate) use ring::ring;
pub use vote::{Stage, Vote};

/// What an election knows after an input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Nothing new.
    Undecided,
    /// This peer leads.
    Won,
    /// That peer leads.
    Lost(PeerId),
    /// This peer leads no longer, and who will is open.
    Deposed,
    /// The message made no sense here, or came late.
    Ignored,
}

/// Holds an election: ELECTION to every higher peer, and T for an OK. The bully algorithms and the
/// report's begin so.
fn ask_all_above(m: &mut Moment<'_>) {
    m.note(Note::Holds);
    for higher in m.higher() {
        m.cast(higher, Ballot::Election);
    }
    m.arm(Timer::Election, m.rules.timeouts.ok);
}

/// Wins: COORDINATOR to all lower peers.
fn announce_below(m: &mut Moment<'_>) {
    m.disarm(Timer::Election);
    for lower in m.lower() {
        m.cast(lower, Ballot::Coordinator);
    }
}

/// Waits so long for the COORDINATOR of a peer above, for one is there.
fn stand_down(wait: Duration, m: &mut Moment<'_>) {
    if m.rules.defences.bounded_waits {
        m.arm(Timer::Election, wait);
    } else {
        m.disarm(Timer::Election);
    }
}

/// The election of one peer, under the algorithm that the scenario chose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Election {
    /// The bully algorithm.
    Bully(Bully),
    /// The report's.
    Report(Report),
    /// The modified bully algorithm.
    ModifiedBully(ModifiedBully),
    /// The ring.
    Ring(Ring),
    /// The majority vote.
    Vote(Vote),
}

impl Election {
    /// The state of a peer that has just been switched on, and knows of this term.
    #[must_use]
    pub const fn new(algorithm: Algorithm, term: Term) -> Self {
        match algorithm {
            Algorithm::Bully => Self::Bully(Bully::Idle),
            Algorithm::Report => Self::Report(Report::Idle),
            Algorithm::ModifiedBully => Self::ModifiedBully(ModifiedBully::Idle),
            Algorithm::Ring { .. } => Self::Ring(Ring::Idle),
            Algorithm::Vote => Self::Vote(Vote::new(term)),
        }
    }

    /// The whole network starts.
    pub fn boot(&mut self, m: &mut Moment<'_>) -> Outcome {
        match self {
            Self::Bully(bully) => bully.hold(m),
            Self::Report(report) => report.boot(m),
            Self::ModifiedBully(modified) => modified.hold(m),
            Self::Ring(ring) => ring.begin(m),
            Self::Vote(vote) => vote.suspect(m),
        }
    }

    /// There is no trader to trust: hold an election, unless one is under way.
    pub fn hold(&mut self, m: &mut Moment<'_>) -> Outcome {
        match self {
            Self::Bully(bully) => bully.suspect(m),
            Self::Report(report) => report.suspect(m),
            Self::ModifiedBully(modified) => modified.suspect(m),
            Self::Ring(ring) => ring.suspect(m),
            Self::Vote(vote) => vote.suspect(m),
        }
    }

    /// A message of an election arrives.
    pub fn hear(&mut self, from: PeerId, ballot: Ballot, m: &mut Moment<'_>) -> Outcome {
        let announces = matches!(ballot, Ballot::Coordinator | Ballot::Leads(_));
        if announces && m.leads && !m.rules.defences.giving_way {
            return Outcome::Ignored; // It has announced itself.
        }
        match self {
            Self::Bully(bully) => bully.hear(from, ballot, m),
            Self::Report(report) => report.hear(from, ballot, m),
            Self::ModifiedBully(modified) => modified.hear(from, ballot, m),
            Self::Ring(ring) => ring.hear(from, ballot, m),
            Self::Vote(vote) => vote.hear(from, ballot, m),
        }
    }

    /// A sign of life of another trader that this one gives way to, or may have to. A higher one's is
    /// as good as its announcement; where terms decide it is told of this one's.
    pub fn hear_rival(&mut self, rival: PeerId, m: &mut Moment<'_>) -> Outcome {
        match self {
            Self::Bully(_) | Self::Report(_) | Self::ModifiedBully(_) | Self::Ring(_) => {
                self.hear(rival, Ballot::Coordinator, m)
            }
            Self::Vote(vote) => {
                vote.remind(rival, m);
                Outcome::Undecided
            }
        }
    }

    /// The election's timer runs out.
    pub fn timeout(&mut self, m: &mut Moment<'_>) -> Outcome {
        match self {
            Self::Bully(bully) => bully.timeout(m),
            Self::Report(report) => report.timeout(m),
            Self::ModifiedBully(modified) => modified.timeout(m),
            Self::Ring(ring) => ring.timeout(m),
            Self::Vote(vote) => vote.timeout(m),
        }
    }

    /// Whether this peer waits for an election to end.
    #[must_use]
    pub const fn under_way(&self) -> bool {
        match self {
            Self::Bully(bully) => bully.under_way(),
            Self::Report(report) => report.under_way(),
            Self::ModifiedBully(modified) => modified.under_way(),
            Self::Ring(ring) => ring.under_way(),
            Self::Vote(vote) => vote.under_way(),
        }
    }

    /// The latest term that this peer knows of; the first where there are none.
    #[must_use]
    pub const fn term(&self) -> Term {
        match self {
            Self::Bully(_) | Self::Report(_) | Self::ModifiedBully(_) | Self::Ring(_) => Term(0),
            Self::Vote(vote) => vote.term,
        }
    }
}
