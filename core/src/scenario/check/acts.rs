//! Whether what is to be done to a run makes sense: of peers that there are, with numbers in range.

use super::{Check, DAY_US};
use crate::id::{Party, PeerId};
use crate::peer::io::Timer;
use crate::scenario::{Disturbance, Intervention, Links};

impl Check<'_> {
    pub(super) fn faults(&mut self) {
        for (i, planned) in self.scenario.faults.iter().enumerate() {
            let field = format!("faults[{i}]");
            if planned.at_us > DAY_US.unsigned_abs() {
                self.problem(format!("{field}.at_us"), planned.at_us, format!("0 to {DAY_US}"));
            }
            self.intervention(&format!("{field}.act"), &planned.act);
        }
    }

    pub(super) fn intervention(&mut self, field: &str, act: &Intervention) {
        if let Some(peer) = act.peer() {
            self.party(field, Party::Peer(peer));
        }
        match act {
            Intervention::Disturb(rule) => {
                self.links(&format!("{field}.links"), &rule.links);
                self.disturbance(&format!("{field}.disturbance"), rule.disturbance);
            }
            Intervention::HealLinks(links) => self.links(field, links),
            Intervention::Align(timer) => self.timer(field, *timer),
            Intervention::Fire { timer, .. } => self.timer(&format!("{field}.timer"), *timer),
            Intervention::Spread { timer, by_us } => {
                self.timer(&format!("{field}.timer"), *timer);
                let by = i64::try_from(*by_us).unwrap_or(i64::MAX);
                self.within(&format!("{field}.by_us"), by, 1, DAY_US);
            }
            Intervention::Crash(_)
            | Intervention::Restart(_)
            | Intervention::Pause(_)
            | Intervention::Resume(_)
            | Intervention::Suspect(_)
            | Intervention::Heal
            | Intervention::Touch { .. } => {}
        }
    }

    pub(super) fn timer(&mut self, field: &str, timer: Timer) {
        if let Timer::Notice(seller) = timer {
            self.party(field, seller.into());
        }
    }

    pub(super) fn links(&mut self, field: &str, links: &Links) {
        match links {
            Links::AllPeers => {}
            Links::OneWay { from, to } | Links::Between(from, to) => {
                self.party(field, *from);
                self.party(field, *to);
                if from == to {
                    self.problem(field, format!("{from} twice"), "two parties");
                }
            }
            Links::Around(side) => {
                side.iter().for_each(|party| self.party(field, *party));
                if side.is_empty() || side.len() > self.scenario.peers.len() {
                    let found = format!("{} parties", side.len());
                    self.problem(field, found, "some on this side, some on the other");
                }
            }
        }
    }

    pub(super) fn disturbance(&mut self, field: &str, disturbance: Disturbance) {
        match disturbance {
            Disturbance::Cut | Disturbance::Clog => {}
            Disturbance::Lose { per_mille }
            | Disturbance::Duplicate { per_mille }
            | Disturbance::FailAppends { per_mille }
            | Disturbance::TearAppends { per_mille } => {
                self.within(&format!("{field}.per_mille"), per_mille, 1, 1_000);
            }
            Disturbance::Delay { by } | Disturbance::Reorder { by } => {
                self.law(&format!("{field}.by"), by, 0);
            }
        }
    }

    pub(super) fn party(&mut self, field: &str, party: Party) {
        let last = self.scenario.peers.len().saturating_sub(1);
        if let Party::Peer(PeerId(peer)) = party
            && usize::from(peer) > last
        {
            self.problem(field, format!("peer {peer}"), format!("a peer from 0 to {last}"));
        }
    }
}
