//! The failure detector: it says whom to suspect and whom to trust, and nothing of elections.

mod accrual;

use crate::id::PeerId;
use crate::peer::io::Timer;
use crate::peer::message::Message;
use crate::peer::moment::Moment;
use crate::peer::rules::DetectorRules;
use crate::time::Duration;

pub use accrual::{Accrual, History};

/// What the detector says of the trader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is there, and leads.
    Trust(PeerId),
    /// It is gone, or leads no longer.
    Suspect(PeerId),
}

/// Watches the trader, in one of three ways (see [`DetectorRules`]).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Detector {
    watched: Option<PeerId>,
    /// A PING is out.
    probing: bool,
    /// Its signs of life, where they decide how long a silence may last.
    history: History,
}

impl Detector {
    /// From now on, watches this trader; a first check comes shortly, for the
    /// announcement of a peer that has died since must not last.
    pub fn watch(&mut self, trader: PeerId, m: &mut Moment<'_>) {
        self.rest(m);
        self.watched = Some(trader);
        match m.rules.detector {
            DetectorRules::OnDemand { .. } => m.arm(Timer::Check, m.rules.timeouts.recheck),
            DetectorRules::Heartbeat { .. } | DetectorRules::Accrual { .. } => self.bear(m),
        }
    }

    /// From now on, bears a silence so long.
    fn bear(&self, m: &mut Moment<'_>) {
        m.arm(Timer::Silence, self.patience(m.rules.detector));
    }

    fn patience(&self, rules: DetectorRules) -> Duration {
        match rules {
            DetectorRules::OnDemand { pong_us, .. } => pong_us,
            DetectorRules::Heartbeat { silence_us, .. } => silence_us,
            DetectorRules::Accrual { every_us, phi, floor_us } => {
                self.history.patience(Accrual { every: every_us, phi, floor: floor_us })
            }
        }
    }

    /// Watches nobody.
    pub fn rest(&mut self, m: &mut Moment<'_>) {
        *self = Self::default();
        match m.rules.detector {
            DetectorRules::OnDemand { .. } => {
                m.disarm(Timer::Check);
                m.disarm(Timer::Pong);
            }
            DetectorRules::Heartbeat { .. } | DetectorRules::Accrual { .. } => {
                m.disarm(Timer::Beat);
                m.disarm(Timer::Silence);
            }
        }
    }

    /// This peer leads: it gives signs of life if the others wait for them, and at intervals it
    /// looks for one that leads too and that it must give way to, as can be after the network was
    /// cut.
    pub fn lead(&mut self, m: &mut Moment<'_>) {
        self.rest(m);
        match m.rules.detector {
            DetectorRules::OnDemand { interval_us, .. } if m.rivals().next().is_some() => {
                m.arm(Timer::Check, interval_us);
            }
            DetectorRules::OnDemand { .. } => {}
            DetectorRules::Heartbeat { .. } | DetectorRules::Accrual { .. } => Self::beat(m),
        }
    }

    /// This peer leads, and asks all whether they are there that it would give way to.
    pub fn look_for_rivals(m: &mut Moment<'_>) {
        for rival in m.rivals() {
            m.send(rival, Message::Ping);
        }
        if let DetectorRules::OnDemand { interval_us, .. } = m.rules.detector {
            m.arm(Timer::Check, interval_us);
        }
    }

    /// Finds out whether the trader is there now, before something is sent to it.
    pub fn check(&mut self, m: &mut Moment<'_>) -> Option<Verdict> {
        let trader = self.watched?;
        match m.rules.detector {
            DetectorRules::OnDemand { .. } if self.probing => None,
            DetectorRules::OnDemand { pong_us, .. } => {
                m.send(trader, Message::Ping);
                m.arm(Timer::Pong, pong_us);
                self.probing = true;
                None
            }
            DetectorRules::Heartbeat { .. } | DetectorRules::Accrual { .. } => {
                Some(Verdict::Trust(trader))
            }
        }
    }

    /// A PONG arrives.
    pub fn hear_pong(&mut self, from: PeerId, leads: bool, m: &mut Moment<'_>) -> Option<Verdict> {
        if !self.probing || self.watched != Some(from) {
            return None;
        }
        self.probing = false;
        m.disarm(Timer::Pong);
        if let DetectorRules::OnDemand { interval_us, .. } = m.rules.detector {
            m.arm(Timer::Check, interval_us);
        }
        Some(if leads { Verdict::Trust(from) } else { Verdict::Suspect(from) })
    }

    /// A HEARTBEAT arrives. Says whether it was the watched trader's.
    pub fn hear_heartbeat(&mut self, from: PeerId, m: &mut Moment<'_>) -> bool {
        let watched = self.watched == Some(from);
        match m.rules.detector {
            DetectorRules::Heartbeat { .. } if watched => self.bear(m),
            DetectorRules::Accrual { .. } if watched => {
                self.history.heard(m.now);
                self.bear(m);
            }
            DetectorRules::OnDemand { .. }
            | DetectorRules::Heartbeat { .. }
            | DetectorRules::Accrual { .. } => {}
        }
        watched
    }

    /// The PONG or the HEARTBEAT did not come.
    #[must_use]
    pub fn unheard(&self) -> Option<Verdict> {
        self.watched.map(Verdict::Suspect)
    }

    /// Sends HEARTBEAT to everybody, and comes back for the next.
    pub fn beat(m: &mut Moment<'_>) {
        let Some(every) = m.rules.detector.beats_every() else {
            return;
        };
        for other in m.others() {
            m.send(other, Message::Heartbeat);
        }
        m.arm(Timer::Beat, every);
    }
}
