//! What sweeps are called, and what stands on their axes.

use super::Sweep;
use super::elections::ALGORITHMS;
use crate::time::Duration;

/// In what something is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Peers.
    Peers,
    /// Buyers.
    Buyers,
    /// Messages.
    Messages,
    /// Thousandths of all messages.
    PerMille,
    /// Simulated microseconds.
    Micros,
    /// Latencies of one message.
    Latencies,
    /// Bytes.
    Bytes,
    /// Of what is said beside it.
    Count,
}

impl Unit {
    /// One word, for columns of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Peers => "peers",
            Self::Buyers => "buyers",
            Self::Messages => "messages",
            Self::PerMille => "per_mille",
            Self::Micros => "us",
            Self::Latencies => "latencies",
            Self::Bytes => "bytes",
            Self::Count => "count",
        }
    }

    /// A number for people: times in seconds or milliseconds, the rest as it is.
    #[must_use]
    pub fn told(self, value: u64) -> String {
        match self {
            Self::Micros if value >= 100_000 => format!("{} s", Duration(value + 500)),
            Self::Micros => format!("{}.{:02} ms", value / 1_000, value % 1_000 / 10),
            Self::Peers
            | Self::Buyers
            | Self::Messages
            | Self::PerMille
            | Self::Latencies
            | Self::Bytes
            | Self::Count => value.to_string(),
        }
    }
}

/// What stands on an axis.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Axis {
    /// What it shows, in a few words, with its unit where that is not said by the numbers.
    pub title: &'static str,
    /// In what.
    pub unit: Unit,
    /// Whether equal ratios stand equally far apart.
    pub logarithmic: bool,
}

/// Where a series comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// It was measured in simulated time.
    Measured,
    /// It was worked out from a formula, and not from the code.
    Oracle {
        /// The place of the line that should lie on it, among the sweep's lines.
        of: usize,
    },
    /// The report's own figures.
    Report,
}

/// One of the lines of a sweep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Series {
    /// What it shows, in a few words.
    pub title: &'static str,
    /// Where it comes from.
    pub kind: Kind,
}

const fn measured(title: &'static str) -> Series {
    Series { title, kind: Kind::Measured }
}

const fn oracle(title: &'static str, of: usize) -> Series {
    Series { title, kind: Kind::Oracle { of } }
}

const LOWEST: Series = measured("the lowest notices");
const ALL: Series = measured("all notice");
const NEXT: Series = measured("the next highest notices");
const RESPONSES: [Series; 2] = [measured("mean"), measured("19 of 20 at most")];

/// The places of the algorithms' lines.
const BULLY: usize = 0;
const REPORT: usize = 1;
const MODIFIED: usize = 2;
const RING: usize = 3;
const VOTE: usize = 4;

/// A measured line for each algorithm, and these oracles.
fn algorithms(oracles: &[(&'static str, usize)]) -> Vec<Series> {
    let measured = ALGORITHMS.map(|(_, name)| measured(name));
    measured.into_iter().chain(oracles.iter().map(|(formula, of)| oracle(formula, *of))).collect()
}

impl Sweep {
    /// One word with hyphens, for the command line and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ElectionMessages => "election-messages",
            Self::ElectionTime => "election-time",
            Self::AlgorithmMessages => "algorithm-messages",
            Self::AlgorithmTime => "algorithm-time",
            Self::CrowdMessages => "algorithm-messages-all",
            Self::CrowdTime => "algorithm-time-all",
            Self::Buyers => "buyers",
            Self::Loss => "loss",
            Self::Latency => "latency",
            Self::Storage => "storage",
            Self::FailOver => "fail-over",
            Self::ClockBytes => "clock-bytes",
        }
    }

    /// A few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::ElectionMessages => "Messages of an election",
            Self::ElectionTime => "Duration of an election",
            Self::AlgorithmMessages => "Messages of five algorithms, one peer notices",
            Self::AlgorithmTime => "Duration of five algorithms, one peer notices",
            Self::CrowdMessages => "Messages of five algorithms, all notice",
            Self::CrowdTime => "Duration of five algorithms, all notice",
            Self::Buyers => "Response time and buyers",
            Self::Loss => "Response time and lost messages",
            Self::Latency => "Response time and latency",
            Self::Storage => "Response time and the ledger's latency",
            Self::FailOver => "Time without a trader",
            Self::ClockBytes => "Bytes of clock a message",
        }
    }

    /// What is measured, and how, in a sentence or two.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ElectionMessages => {
                "Of n peers the highest has just died; every message of the election counts, those to \
                 the dead one too."
            }
            Self::ElectionTime => {
                "The same elections, from the first suspicion until the last peer knows the winner; all \
                 messages take one latency, T is two."
            }
            Self::AlgorithmMessages => {
                "Of n peers the trader, the highest, has just died, and the lowest alone notices. The \
                 ring is in rising order; the report's elects nobody so: who is asked answers, and does \
                 nothing more."
            }
            Self::AlgorithmTime => {
                "The same elections, from the suspicion until the last peer knows the winner; T is two \
                 latencies, T' six. A vote begins after a random wait up to T': the mean of eight. The \
                 report's elects nobody so."
            }
            Self::CrowdMessages => {
                "Of n peers the trader, the highest, has just died, and all others notice at once. Of a \
                 vote the mean of eight: how many ask before they are asked is chance."
            }
            Self::CrowdTime => {
                "The same elections, from the suspicion until the last peer knows the winner. The more \
                 peers wait for a random time, the sooner the first of them asks; a split vote takes a \
                 second round."
            }
            Self::Buyers => {
                "One seller and a trader; each buyer asks 25 times, from before the check of the trader \
                 to the answer."
            }
            Self::Loss => {
                "The report's six peers, with all defences; so many of a thousand messages between \
                 peers are lost."
            }
            Self::Latency => "The report's six peers; every message between them takes so long.",
            Self::Storage => {
                "The report's six peers; it takes so long to the ledger, and as long back. The next \
                 request is served meanwhile."
            }
            Self::FailOver => {
                "The trader of six crashes 20 times: until somebody suspects it, until another knows \
                 that it has won, until its epoch is open. Nobody asks for anything meanwhile."
            }
            Self::ClockBytes => {
                "2,000 messages of a market of n peers at work, those without a clock too. In full an \
                 entry takes 4 bytes; packed, as few groups of seven bits as it needs."
            }
        }
    }

    /// What there is to see in it, in a sentence or two.
    #[must_use]
    pub const fn finding(self) -> &'static str {
        match self {
            Self::ElectionMessages => {
                "The messages of the worst case grow with the square of the peers, those of the best \
                 with their number; both lie on their formulas."
            }
            Self::ElectionTime => {
                "It takes four latencies if the lowest notices and three otherwise, however many peers \
                 there are: from three on the lines are level."
            }
            Self::AlgorithmMessages => {
                "Of those that elect, only the bully algorithm grows with the square of the peers. The \
                 vote is as cheap as the modified bully at every size."
            }
            Self::AlgorithmTime => {
                "The ring needs two latencies a peer, all others as many for six peers as for two \
                 hundred. Half of the vote's time is its random wait."
            }
            Self::CrowdMessages => {
                "Each that notices asks for itself, which squares all but the ring, where the smaller \
                 number is swallowed. In a vote most are asked \
                 before they ask: among fifty it takes a fifth of the bully's."
            }
            Self::CrowdTime => {
                "The bully algorithm takes three latencies however many notice. The ring goes round \
                 once. The vote loses time in split votes only where few can vote."
            }
            Self::Buyers => {
                "One buyer more adds the time of one sale to everybody's wait, as soon as the trader is \
                 always busy."
            }
            Self::Loss => {
                "The mean rises slowly, the slowest twentieth in leaps: whatever is lost waits for a \
                 timeout before it is asked again."
            }
            Self::Latency => {
                "The wait grows with the messages that it takes, one after the other; below some 20 ms \
                 the sale itself is all that counts."
            }
            Self::Storage => {
                "A sale waits once for the way to the ledger and back; a slow ledger keeps nobody \
                 else waiting."
            }
            Self::FailOver => {
                "Only detection depends on how often the trader is checked; election and recovery take \
                 the same always."
            }
            Self::ClockBytes => {
                "In full a clock grows by four bytes a peer. Packed it takes about half, and little \
                 more than half if trade alone counts."
            }
        }
    }

    /// Where it is measured, in the unit of its first axis.
    #[must_use]
    pub const fn places(self) -> &'static [u64] {
        match self {
            Self::ElectionMessages | Self::ElectionTime => {
                &[2, 3, 4, 6, 10, 20, 50, 100, 200, 500, 1_000]
            }
            Self::AlgorithmMessages
            | Self::AlgorithmTime
            | Self::CrowdMessages
            | Self::CrowdTime => &[3, 4, 6, 10, 20, 50, 100, 200],
            Self::Buyers => &[1, 2, 3, 4, 6, 8, 12, 16, 24, 32],
            Self::Loss => &[0, 5, 10, 20, 50, 100, 150, 200],
            Self::Latency | Self::Storage => {
                &[1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000]
            }
            Self::FailOver => &[50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000],
            Self::ClockBytes => &[3, 4, 6, 10, 20, 50, 100, 200],
        }
    }

    /// What its places are places of.
    #[must_use]
    pub const fn across(self) -> Axis {
        let (title, unit, logarithmic) = match self {
            Self::ElectionMessages
            | Self::ElectionTime
            | Self::AlgorithmMessages
            | Self::AlgorithmTime
            | Self::CrowdMessages
            | Self::CrowdTime
            | Self::ClockBytes => ("peers", Unit::Peers, true),
            Self::Buyers => ("buyers", Unit::Buyers, false),
            Self::Loss => ("lost messages of a thousand", Unit::PerMille, false),
            Self::Latency => ("latency of a message", Unit::Micros, true),
            Self::Storage => ("latency of the ledger, each way", Unit::Micros, true),
            Self::FailOver => ("time between two checks of the trader", Unit::Micros, true),
        };
        Axis { title, unit, logarithmic }
    }

    /// What is measured there.
    #[must_use]
    pub const fn up(self) -> Axis {
        let (title, unit, logarithmic) = match self {
            Self::ElectionMessages | Self::AlgorithmMessages | Self::CrowdMessages => {
                ("messages", Unit::Messages, true)
            }
            Self::AlgorithmTime | Self::CrowdTime => ("latencies", Unit::Latencies, true),
            Self::ElectionTime => ("latencies", Unit::Latencies, false),
            Self::Buyers => ("response time", Unit::Micros, true),
            Self::Loss | Self::Latency | Self::Storage => ("response time", Unit::Micros, false),
            Self::FailOver => ("time without a trader", Unit::Micros, true),
            Self::ClockBytes => ("bytes a message", Unit::Bytes, true),
        };
        Axis { title, unit, logarithmic }
    }

    /// Its lines, in the order of [`super::Point::ys`].
    #[must_use]
    pub fn series(self) -> Vec<Series> {
        match self {
            Self::ElectionMessages => {
                vec![LOWEST, ALL, NEXT, oracle("n² − n − 1", 0), oracle("n − 1", 2)]
            }
            Self::ElectionTime => {
                vec![
                    LOWEST,
                    ALL,
                    NEXT,
                    oracle("worst case, worked out", 0),
                    oracle("others, worked out", 1),
                ]
            }
            Self::AlgorithmMessages => algorithms(&[
                ("n² − n − 1", BULLY),
                ("2n − 3", REPORT),
                ("3n − 4", MODIFIED),
                ("5n − 6", RING),
            ]),
            Self::AlgorithmTime => {
                algorithms(&[("bully, worked out", BULLY), ("2n", RING), ("T'/2 + 3", VOTE)])
            }
            Self::CrowdMessages => algorithms(&[
                ("n² − n − 1", BULLY),
                ("n² − n", REPORT),
                ("n² + n − 5", MODIFIED),
                ("5n − 6", RING),
            ]),
            Self::CrowdTime => algorithms(&[("bully, worked out", BULLY), ("n + 2", RING)]),
            Self::Buyers => vec![
                measured("the report's machine"),
                measured("a modern network"),
                oracle("the report's machine, its trader always busy", 0),
                Series { title: "the report", kind: Kind::Report },
            ],
            Self::Loss | Self::Latency | Self::Storage => RESPONSES.into(),
            Self::FailOver => vec![
                measured("detection"),
                measured("election"),
                measured("recovery"),
                measured("all three"),
            ],
            Self::ClockBytes => vec![
                measured("every message counts, in full"),
                measured("every message counts, packed"),
                measured("trade alone counts, in full"),
            ],
        }
    }
}
