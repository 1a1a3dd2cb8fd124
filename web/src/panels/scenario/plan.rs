//! A fault that is to be planned: what a person chooses and types for it, as an act at a time; or one
//! sentence on what is wrong.

use crate::panels::faults::words::{End, Kind, Unit, links};
use trading_post::id::{Party, PeerId};
use trading_post::scenario::fields::Unit as Stored;
use trading_post::scenario::{Disturbance, Intervention, Links, Planned, Rule};

/// What can be planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A peer crashes.
    Crash,
    /// It starts again.
    Restart,
    /// It is slow.
    Pause,
    /// It goes on.
    Resume,
    /// It suspects its trader.
    Suspect,
    /// It is cut off from all others.
    Isolate,
    /// Links misbehave so.
    Links(Kind),
    /// All links behave again.
    Heal,
}

impl What {
    /// All of them, in the order shown.
    pub const ALL: [Self; 15] = [
        Self::Crash,
        Self::Restart,
        Self::Pause,
        Self::Resume,
        Self::Suspect,
        Self::Isolate,
        Self::Links(Kind::Cut),
        Self::Links(Kind::Lose),
        Self::Links(Kind::Double),
        Self::Links(Kind::Delay),
        Self::Links(Kind::Reorder),
        Self::Links(Kind::Clog),
        Self::Links(Kind::Fail),
        Self::Links(Kind::Tear),
        Self::Heal,
    ];

    /// A few words.
    pub fn text(self) -> String {
        match self {
            Self::Crash => "crash a peer".to_owned(),
            Self::Restart => "restart a peer".to_owned(),
            Self::Pause => "pause a peer".to_owned(),
            Self::Resume => "resume a peer".to_owned(),
            Self::Suspect => "make a peer suspect its trader".to_owned(),
            Self::Isolate => "cut a peer off".to_owned(),
            Self::Links(kind @ (Kind::Fail | Kind::Tear)) => format!("ledger: {}", kind.text()),
            Self::Links(kind) => format!("links: {}", kind.text()),
            Self::Heal => "heal all links".to_owned(),
        }
    }

    /// Whether it is done to one peer.
    pub const fn of_peer(self) -> bool {
        match self {
            Self::Crash
            | Self::Restart
            | Self::Pause
            | Self::Resume
            | Self::Suspect
            | Self::Isolate => true,
            Self::Links(_) | Self::Heal => false,
        }
    }

    /// Whether somebody must say on which links.
    pub const fn of_links(self) -> bool {
        matches!(self, Self::Links(kind) if !matches!(kind, Kind::Fail | Kind::Tear))
    }

    /// What its amount counts, if it has one, and what it is unless somebody says otherwise.
    pub const fn amount(self) -> Option<(Unit, &'static str)> {
        match self {
            Self::Links(kind) => kind.amount(),
            Self::Crash
            | Self::Restart
            | Self::Pause
            | Self::Resume
            | Self::Suspect
            | Self::Isolate
            | Self::Heal => None,
        }
    }
}

/// What is chosen and typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// What.
    pub what: What,
    /// To which peer.
    pub peer: u16,
    /// On the links from here,
    pub from: End,
    /// to there,
    pub to: End,
    /// and back.
    pub both_ways: bool,
    /// How much.
    pub amount: String,
    /// When, in milliseconds.
    pub at: String,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            what: What::Crash,
            peer: 0,
            from: None,
            to: None,
            both_ways: true,
            amount: String::new(),
            at: "5000".to_owned(),
        }
    }
}

impl Plan {
    /// The same for another fault, with the amount that is usual for it.
    pub fn of(&self, what: What) -> Self {
        let usual = what.amount().map_or("", |(_, usual)| usual);
        Self { what, amount: usual.to_owned(), ..self.clone() }
    }

    /// The fault.
    ///
    /// # Errors
    /// One sentence on what is wrong.
    pub fn planned(&self) -> Result<Planned, String> {
        let at = Stored::Time.read(&self.at).and_then(|at| u64::try_from(at).ok());
        let at_us = at.ok_or_else(|| {
            format!("The time: found {:?}, expected a number of ms, 0 ms to a day.", self.at)
        })?;
        Ok(Planned { at_us, act: self.act()? })
    }

    fn act(&self) -> Result<Intervention, String> {
        let peer = PeerId(self.peer);
        Ok(match self.what {
            What::Crash => Intervention::Crash(peer),
            What::Restart => Intervention::Restart(peer),
            What::Pause => Intervention::Pause(peer),
            What::Resume => Intervention::Resume(peer),
            What::Suspect => Intervention::Suspect(peer),
            What::Isolate => disturb(Links::Around(vec![peer.into()]), Disturbance::Cut),
            What::Links(kind @ (Kind::Fail | Kind::Tear)) => {
                disturb(Links::Around(vec![Party::Ledger]), kind.with(&self.amount)?)
            }
            What::Links(kind) => {
                disturb(links(self.from, self.to, self.both_ways)?, kind.with(&self.amount)?)
            }
            What::Heal => Intervention::Heal,
        })
    }
}

fn disturb(links: Links, disturbance: Disturbance) -> Intervention {
    Intervention::Disturb(Rule { links, disturbance })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(plan: &Plan) -> Result<String, String> {
        plan.planned().map(|planned| format!("{} at {}", planned.act, planned.at_us))
    }

    #[test]
    fn a_crash_is_planned_to_the_microsecond() {
        let plan = Plan { peer: 3, at: "1500.25".to_owned(), ..Plan::default() };
        assert_eq!(told(&plan).as_deref(), Ok("Crash peer 3 at 1500250"));
    }

    #[test]
    fn every_fault_can_be_planned_with_its_usual_amount() {
        for what in What::ALL {
            let plan = Plan::default().of(what);
            assert!(plan.planned().is_ok(), "{}", what.text());
            assert_eq!(what.amount().is_some(), !plan.amount.is_empty(), "{}", what.text());
        }
    }

    #[test]
    fn a_time_or_an_amount_that_makes_no_sense_is_told_in_a_sentence() {
        let soon = Plan { at: "soon".to_owned(), ..Plan::default() };
        assert!(told(&soon).is_err_and(|why| why.starts_with("The time: found \"soon\"")));
        let early = Plan { at: "-1".to_owned(), ..Plan::default() };
        assert!(told(&early).is_err());
        let lossy = Plan::default().of(What::Links(Kind::Lose));
        let much = Plan { amount: "101".to_owned(), ..lossy };
        assert!(told(&much).is_err_and(|why| why.starts_with("The amount: found \"101\"")));
    }
}
