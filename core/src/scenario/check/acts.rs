//! Whether what is to be done to a run makes sense: of peers that there are, with numbers in range.

use super::{Check, DAY_US};
use crate::id::{Party, PeerId};
use crate::peer::io::Timer;
use crate::scenario::{Disturbance, Intervention, Links};

impl Check<'_> {
    pub(super) fn faults(&mut self) {
        for (i, planned) in self.scenario.faults.iter().enumerate() {
            let field = format!("faults[{i}]");
            let at = i64::try_from(planned.at_us).unwrap_or(i64::MAX);
            self.number(&format!("{field}.at_us"), at);
            self.intervention(&format!("{field}.act"), &planned.act);
        }
    }

    pub(super) fn intervention(&mut self, field: &str, act: &Intervention) {
        if let Some(peer) = act.peer() {
            self.party(field, Party::Peer(peer));
        }
        match act {
            Intervention::Disturb(rule) => {
                self.links(&format!("{field}.disturb.links"), &rule.links);
                self.disturbance(&format!("{field}.disturb.disturbance"), rule.disturbance);
            }
            Intervention::HealLinks(links) => self.links(&format!("{field}.heal_links"), links),
            Intervention::Align(timer) => self.timer(&format!("{field}.align"), *timer),
            Intervention::Fire { timer, .. } => self.timer(&format!("{field}.fire.timer"), *timer),
            Intervention::Spread { timer, by_us } => {
                self.timer(&format!("{field}.spread.timer"), *timer);
                let by = i64::try_from(*by_us).unwrap_or(i64::MAX);
                self.within(&format!("{field}.spread.by_us"), by, (1, DAY_US));
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
            Disturbance::Lose { per_mille } => self.per_mille(field, "lose", per_mille),
            Disturbance::Duplicate { per_mille } => self.per_mille(field, "duplicate", per_mille),
            Disturbance::FailAppends { per_mille } => {
                self.per_mille(field, "fail_appends", per_mille);
            }
            Disturbance::TearAppends { per_mille } => {
                self.per_mille(field, "tear_appends", per_mille);
            }
            Disturbance::Delay { by } => self.law(&format!("{field}.delay.by"), by, 0),
            Disturbance::Reorder { by } => self.law(&format!("{field}.reorder.by"), by, 0),
        }
    }

    fn per_mille(&mut self, field: &str, what: &str, per_mille: i64) {
        self.within(&format!("{field}.{what}.per_mille"), per_mille, (1, 1_000));
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
