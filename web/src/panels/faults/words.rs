//! What a person chooses and types for a fault, as a rule; or one sentence on what is wrong with it.

use trading_post::id::{Party, PeerId};
use trading_post::scenario::{Disturbance, Law, Links, Rule};

/// The longest delay that can be typed, in milliseconds.
const MOST_MS: i64 = 600_000;

/// How links misbehave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Nothing gets through.
    Cut,
    /// Some are lost.
    Lose,
    /// Some arrive twice.
    Double,
    /// They take longer.
    Delay,
    /// They take longer, and overtake each other.
    Reorder,
    /// They pile up.
    Clog,
    /// The ledger writes nothing, and says so.
    Fail,
    /// The ledger breaks off, and says nothing.
    Tear,
}

/// What an amount counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Of a hundred.
    Percent,
    /// Milliseconds.
    Millis,
}

impl Kind {
    /// Those that any link can have, in the order shown.
    pub const OF_LINKS: [Self; 6] =
        [Self::Cut, Self::Lose, Self::Double, Self::Delay, Self::Reorder, Self::Clog];

    /// What is said of the messages on a link.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Lose => "lose some",
            Self::Double => "duplicate some",
            Self::Delay => "delay",
            Self::Reorder => "delay, in any order",
            Self::Clog => "clog until healed",
            Self::Fail => "failing writes",
            Self::Tear => "torn writes",
        }
    }

    /// What its amount counts, if it has one, and what it is unless somebody says otherwise.
    pub const fn amount(self) -> Option<(Unit, &'static str)> {
        match self {
            Self::Cut | Self::Clog => None,
            Self::Lose | Self::Double | Self::Fail | Self::Tear => Some((Unit::Percent, "20")),
            Self::Delay => Some((Unit::Millis, "200")),
            Self::Reorder => Some((Unit::Millis, "400")),
        }
    }

    /// The misbehaviour with this amount.
    ///
    /// # Errors
    /// One sentence, if the amount makes no sense.
    pub fn with(self, amount: &str) -> Result<Disturbance, String> {
        Ok(match self {
            Self::Cut => Disturbance::Cut,
            Self::Clog => Disturbance::Clog,
            Self::Lose => Disturbance::Lose { per_mille: per_mille(amount)? },
            Self::Double => Disturbance::Duplicate { per_mille: per_mille(amount)? },
            Self::Fail => Disturbance::FailAppends { per_mille: per_mille(amount)? },
            Self::Tear => Disturbance::TearAppends { per_mille: per_mille(amount)? },
            Self::Delay => Disturbance::Delay { by: Law::Fixed { us: micros(amount)? } },
            Self::Reorder => {
                Disturbance::Reorder { by: Law::Uniform { min_us: 0, max_us: micros(amount)? } }
            }
        })
    }
}

impl Unit {
    /// How it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Millis => "ms",
        }
    }
}

fn per_mille(text: &str) -> Result<i64, String> {
    let wrong = || format!("The amount: found \"{text}\", expected 0.1 to 100 percent.");
    let percent: f64 = text.trim().replace(',', ".").parse().map_err(|_| wrong())?;
    if !(0.1..=100.0).contains(&percent) {
        return Err(wrong());
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is 1 to 1,000")]
    Ok((percent * 10.0).round() as i64)
}

fn micros(text: &str) -> Result<i64, String> {
    let millis = text.trim().parse().ok().filter(|millis| (1..=MOST_MS).contains(millis));
    millis.map(|millis: i64| millis * 1_000).ok_or_else(|| {
        format!(
            "The amount: found \"{text}\", expected a whole number of milliseconds, 1 to {MOST_MS}."
        )
    })
}

/// One end of a link, as it is chosen: a party, or any peer.
pub type End = Option<Party>;

/// The links from one end to another.
///
/// # Errors
/// One sentence, if there are no such links.
pub fn links(from: End, to: End, both_ways: bool) -> Result<Links, String> {
    match (from, to) {
        (Some(from), Some(to)) if from == to => {
            Err(format!("There is no link from {from} to itself."))
        }
        (Some(from), Some(to)) if both_ways => Ok(Links::Between(from, to)),
        (Some(from), Some(to)) => Ok(Links::OneWay { from, to }),
        (None, _) | (_, None) if !both_ways => {
            Err("One way is for one link: choose a party at each end.".to_owned())
        }
        (None, None) => Ok(Links::AllPeers),
        (Some(one), None) | (None, Some(one)) => Ok(Links::Around(vec![one])),
    }
}

/// The rule that cuts these parties off.
///
/// # Errors
/// One sentence, if nobody is cut off.
pub fn partition(side: &[Party], peers: usize) -> Result<Rule, String> {
    match side.len() {
        0 => Err("Choose who is to be cut off.".to_owned()),
        count if count > peers => {
            Err("Leave somebody out: with everybody on one side, nothing is cut.".to_owned())
        }
        _ => Ok(Rule { links: Links::Around(side.to_vec()), disturbance: Disturbance::Cut }),
    }
}

/// A party as the value of an option: a number, "ledger", or "any".
pub fn value_of(end: End) -> String {
    match end {
        None => "any".to_owned(),
        Some(Party::Ledger) => "ledger".to_owned(),
        Some(Party::Peer(peer)) => peer.to_string(),
    }
}

/// The party of an option's value.
pub fn end_of(value: &str) -> End {
    match value {
        "ledger" => Some(Party::Ledger),
        number => number.parse().ok().map(|id| Party::Peer(PeerId(id))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Party = Party::Peer(PeerId(1));
    const TWO: Party = Party::Peer(PeerId(2));

    #[test]
    fn percent_may_have_a_tenth_with_a_point_or_a_comma() {
        assert_eq!(Kind::Lose.with("12.5"), Ok(Disturbance::Lose { per_mille: 125 }));
        assert_eq!(Kind::Lose.with(" 0,1 "), Ok(Disturbance::Lose { per_mille: 1 }));
    }

    #[test]
    fn an_amount_that_makes_no_sense_is_told_in_a_sentence() {
        for (kind, amount) in [
            (Kind::Lose, "0"),
            (Kind::Double, "101"),
            (Kind::Fail, "NaN"),
            (Kind::Tear, ""),
            (Kind::Delay, "-5"),
            (Kind::Reorder, "soon"),
        ] {
            let why = kind.with(amount).expect_err(amount);
            assert!(why.starts_with("The amount: found ") && why.ends_with('.'), "{why}");
        }
    }

    #[test]
    fn ends_say_which_links_are_meant() {
        assert_eq!(links(None, None, true), Ok(Links::AllPeers));
        assert_eq!(links(Some(ONE), None, true), Ok(Links::Around(vec![ONE])));
        assert_eq!(links(Some(ONE), Some(TWO), true), Ok(Links::Between(ONE, TWO)));
        assert_eq!(links(Some(ONE), Some(TWO), false), Ok(Links::OneWay { from: ONE, to: TWO }));
        assert!(links(Some(ONE), None, false).is_err());
        assert!(links(Some(ONE), Some(ONE), true).is_err());
    }

    #[test]
    fn a_partition_has_two_sides() {
        assert!(partition(&[], 2).is_err());
        assert!(partition(&[ONE, TWO, Party::Ledger], 2).is_err());
        assert!(partition(&[ONE, Party::Ledger], 2).is_ok());
    }

    #[test]
    fn an_end_survives_being_an_options_value() {
        for end in [None, Some(ONE), Some(Party::Ledger)] {
            assert_eq!(end_of(&value_of(end)), end);
        }
    }
}
