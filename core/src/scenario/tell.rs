//! What acts upon a run are called, as a person reads them: "Cut the links between peer 1 and peer 2".

use super::{Disturbance, Intervention, Law, Links, Rule, Touch};
use crate::id::Party;
use crate::time::Instant;
use std::fmt::{Display, Formatter, Result};

impl Display for Intervention {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Crash(peer) => write!(f, "Crash peer {peer}"),
            Self::Restart(peer) => write!(f, "Restart peer {peer}"),
            Self::Pause(peer) => write!(f, "Pause peer {peer}"),
            Self::Resume(peer) => write!(f, "Resume peer {peer}"),
            Self::Suspect(peer) => write!(f, "Make peer {peer} suspect its trader"),
            Self::Disturb(rule) => rule.fmt(f),
            Self::Heal => f.write_str("Heal all links"),
            Self::HealLinks(links) => write!(f, "Heal {links}"),
            Self::Touch { message, touch } => touch.tell(&format!("message {message}"), f),
            Self::Fire { peer, timer } => {
                write!(f, "End peer {peer}'s wait for {} now", timer.text())
            }
            Self::Align(timer) => write!(f, "Let all waits for {} end together", timer.text()),
            Self::Spread { timer, by_us } => {
                write!(f, "Let all waits for {} end {} s apart", timer.text(), Instant(*by_us))
            }
        }
    }
}

impl Touch {
    fn tell(self, message: &str, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Deliver => write!(f, "Deliver {message} now"),
            Self::Drop => write!(f, "Drop {message}"),
            Self::Duplicate => write!(f, "Duplicate {message}"),
            Self::Hold => write!(f, "Hold {message}"),
            Self::Release => write!(f, "Release {message}"),
            Self::Postpone { until_us } => {
                write!(f, "Let {message} arrive only at {} s", Instant(until_us))
            }
        }
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let links = &self.links;
        match self.disturbance {
            Disturbance::Cut => write!(f, "Cut {links}"),
            Disturbance::Clog => write!(f, "Clog {links}"),
            Disturbance::Lose { per_mille } => {
                write!(f, "Lose {} of the messages on {links}", percent(per_mille))
            }
            Disturbance::Duplicate { per_mille } => {
                write!(f, "Duplicate {} of the messages on {links}", percent(per_mille))
            }
            Disturbance::Delay { by } => write!(f, "Delay messages on {links} by {}", time(by)),
            Disturbance::Reorder { by } => {
                write!(f, "Delay messages on {links} by {}, in any order", time(by))
            }
            Disturbance::FailAppends { per_mille } => {
                write!(f, "Let {} of the ledger's writes fail on {links}", percent(per_mille))
            }
            Disturbance::TearAppends { per_mille } => {
                write!(f, "Tear {} of the ledger's writes on {links}", percent(per_mille))
            }
        }
    }
}

fn percent(per_mille: i64) -> String {
    let (whole, tenth) = (per_mille / 10, per_mille % 10);
    if tenth == 0 { format!("{whole} %") } else { format!("{whole}.{tenth} %") }
}

fn time(law: Law) -> String {
    let (min, max) = (law.min_us().unsigned_abs(), law.max_us().unsigned_abs());
    if min == max {
        format!("{} s", Instant(min))
    } else {
        format!("{} to {} s", Instant(min), Instant(max))
    }
}

impl Display for Links {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::AllPeers => f.write_str("all links between peers"),
            Self::OneWay { from, to } => write!(f, "the link from {from} to {to}"),
            Self::Between(a, b) => write!(f, "the links between {a} and {b}"),
            Self::Around(side) => match &side[..] {
                [one] => write!(f, "the links between {one} and all others"),
                side => write!(f, "the links between {} and all others", list(side)),
            },
        }
    }
}

/// "peers 1, 2 and the ledger"
fn list(side: &[Party]) -> String {
    let peers: Vec<_> = side.iter().filter_map(|p| p.peer()).map(|p| p.to_string()).collect();
    let ledger = side.contains(&Party::Ledger);
    match (peers.len(), ledger) {
        (0, _) => "the ledger".to_owned(),
        (1, true) => format!("peer {} and the ledger", peers[0]),
        (_, true) => format!("peers {} and the ledger", peers.join(", ")),
        (_, false) => format!("peers {}", peers.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{MessageId, PeerId};
    use crate::peer::io::Timer;

    #[track_caller]
    fn check(act: Intervention, expected: &str) {
        assert_eq!(act.to_string(), expected);
    }

    const ONE: Party = Party::Peer(PeerId(1));

    #[test]
    fn acts_on_links_name_them() {
        let rule = |links, disturbance| Intervention::Disturb(Rule { links, disturbance });
        let two = Links::Between(ONE, Party::Ledger);
        check(rule(two, Disturbance::Cut), "Cut the links between peer 1 and the ledger");
        let side = Links::Around(vec![ONE, PeerId(2).into(), Party::Ledger]);
        let cut = "Cut the links between peers 1, 2 and the ledger and all others";
        check(rule(side, Disturbance::Cut), cut);
        let lossy = "Lose 12.5 % of the messages on all links between peers";
        check(rule(Links::AllPeers, Disturbance::Lose { per_mille: 125 }), lossy);
        let by = Law::Uniform { min_us: 10_000, max_us: 200_000 };
        let way = Links::OneWay { from: ONE, to: PeerId(4).into() };
        let slow = "Delay messages on the link from peer 1 to peer 4 by 0.010 to 0.200 s";
        check(rule(way, Disturbance::Delay { by }), slow);
    }

    #[test]
    fn acts_on_messages_and_timers_name_them() {
        let message = MessageId(12);
        check(Intervention::Touch { message, touch: Touch::Deliver }, "Deliver message 12 now");
        let later = Touch::Postpone { until_us: 1_500_000 };
        check(
            Intervention::Touch { message, touch: later },
            "Let message 12 arrive only at 1.500 s",
        );
        let (peer, timer) = (PeerId(3), Timer::Election);
        let fire = "End peer 3's wait for the end of the election now";
        check(Intervention::Fire { peer, timer }, fire);
    }
}
