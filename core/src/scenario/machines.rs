//! The machines on which the report's experiments are repeated: how long a remote call, a file and a
//! sale take on each.
//!
//! [`Machine::Report`] is calibrated, so that the report's table comes out (its 0.211, 0.385 and
//! 0.722 s for one, two and three buyers, and 2.83 s for an election). How its numbers were chosen:
//!
//! - Its buyers ask again at once. A trader that is always busy answers each of k buyers after k sales
//!   then, so that a sale takes about a third of 0.722 s and half of 0.385 s. 214 ms lie between, as
//!   far from the one as from the other. In the report that is three files written and two remote
//!   calls made, one after the other, before the next request is looked at.
//! - One buyer alone waits for its sale, four messages and the way to the ledger and back: what is left
//!   of 0.211 s for these is little, so that a message takes 1.5 to 3.5 ms and a file 1 to 13 ms.
//!   With anything longer one buyer would wait too long.
//! - No fixed times give the table exactly: from two buyers to three it grows by more than one buyer
//!   waits in all, which no queue does whose sales all take the same time.
//! - An election waits once for a peer that is dead; that wait is what is left of 2.83 s.

use super::{DetectorRules, Law, Scenario, TimeoutPlan};
use crate::peer::rules::Algorithm;
use crate::time::Duration;

/// A machine, or a network of them, on which the report's experiments can be repeated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Machine {
    /// The one machine on which the report's program ran, as far as its figures tell.
    Report,
    /// Today's computers in one room: messages in half a millisecond, a ledger on fast disks.
    Modern,
}

impl Machine {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Report, Self::Modern];

    /// One word with hyphens, for the command line and links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report-machine",
            Self::Modern => "modern-network",
        }
    }

    /// A few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Report => "The report's machine",
            Self::Modern => "A modern network",
        }
    }

    /// What it is, and what to watch on it, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Report => {
                "Remote calls and files as slow as the report's figures say: three buyers wait three \
                 times as long as one."
            }
            Self::Modern => {
                "Messages in half a millisecond and a ledger on fast disks: what took the report a \
                 fifth of a second takes a hundredth of that."
            }
        }
    }

    /// The report's six peers on it.
    #[must_use]
    pub fn scenario(self) -> Scenario {
        let title = self.title().to_owned();
        match self {
            Self::Report => Scenario { title, ..report() },
            Self::Modern => Scenario { title, ..modern() },
        }
    }
}

fn report() -> Scenario {
    Scenario {
        think: Law::Fixed { us: 0 },
        service_us: 214_000,
        network: Law::Uniform { min_us: 1_500, max_us: 3_500 },
        storage: Law::Skewed { min_us: 1_000, max_us: 13_000 },
        processing_us: 1_000,
        timeouts: TimeoutPlan {
            ok_us: 2_590_000,
            coordinator_us: 3_000_000,
            recheck_us: 50_000,
            answer_us: 3_000_000,
            notice_us: 200_000,
            ledger_us: 200_000,
        },
        detector: DetectorRules::OnDemand {
            interval_us: Duration::from_millis(500),
            pong_us: Duration::from_millis(50),
        },
        election: Algorithm::Report,
        ..Scenario::report()
    }
}

fn modern() -> Scenario {
    Scenario {
        think: Law::Fixed { us: 0 },
        service_us: 500,
        network: Law::Uniform { min_us: 100, max_us: 300 },
        storage: Law::Skewed { min_us: 200, max_us: 1_000 },
        processing_us: 200,
        timeouts: TimeoutPlan {
            ok_us: 1_000,
            coordinator_us: 3_000,
            recheck_us: 2_000,
            answer_us: 50_000,
            notice_us: 5_000,
            ledger_us: 5_000,
        },
        detector: DetectorRules::OnDemand {
            interval_us: Duration::from_millis(20),
            pong_us: Duration::from_millis(2),
        },
        ..Scenario::report()
    }
}
