//! Acts upon the world: crash, restart, pause, resume, suspicion, and links that misbehave.

use super::agenda::Due;
use super::{Life, Loss, Refusal, What, World};
use crate::id::{Party, PeerId};
use crate::peer::Peer;
use crate::peer::io::Input;
use crate::scenario::{Disturbance, Intervention, Links};
use crate::time::Duration;
use crate::world::Event;
use std::mem;
use std::sync::Arc;

impl World {
    /// Does something to the world, now, and appends the events to `trace`.
    ///
    /// # Errors
    /// Why it is not possible; then nothing has changed.
    pub fn act(&mut self, act: &Intervention, trace: &mut Vec<Event>) -> Result<(), Refusal> {
        self.possible(act)?;
        match act {
            Intervention::Crash(peer) => self.crash(*peer, trace),
            Intervention::Restart(peer) => self.restart(*peer, trace),
            Intervention::Pause(peer) => self.pause(*peer, trace),
            Intervention::Resume(peer) => self.resume(*peer, trace),
            Intervention::Suspect(peer) => {
                self.deliver(*peer, What::Suspect, Input::Suspect, trace);
            }
            Intervention::Disturb(rule) => {
                let reorders = matches!(rule.disturbance, Disturbance::Reorder { .. });
                self.network.disturb(rule.clone());
                self.record(None, What::Disturb { reorders }, trace);
            }
            Intervention::Heal => {
                self.network.heal();
                self.record(None, What::Heal, trace);
                self.settle(trace);
            }
            Intervention::HealLinks(links) => {
                self.network.heal_some(links);
                let all = self.network.rules().is_empty();
                self.record(None, if all { What::Heal } else { What::HealSome }, trace);
                self.settle(trace);
            }
            Intervention::Touch { message, touch } => self.touch(*message, *touch, trace),
            Intervention::Fire { peer, timer } => self.fire(*peer, *timer, trace),
            Intervention::Align(timer) => self.align(*timer, trace),
            Intervention::Spread { timer, by_us } => {
                self.spread(*timer, Duration(*by_us), trace);
            }
        }
        Ok(())
    }

    /// Whether something can be done to the world now.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn possible(&self, act: &Intervention) -> Result<(), Refusal> {
        match act {
            Intervention::Crash(peer) => self.is_not_down(*peer),
            Intervention::Restart(peer) => self.is_down(*peer),
            Intervention::Resume(peer) => self.is_paused(*peer),
            Intervention::Pause(peer) | Intervention::Suspect(peer) => self.is_up(*peer),
            Intervention::Disturb(rule) => self.have_parties(&rule.links),
            Intervention::Heal => Ok(()),
            Intervention::HealLinks(links) => self.have_parties(links),
            Intervention::Touch { message, touch } => self.can_touch(*message, *touch),
            Intervention::Fire { peer, timer } => {
                self.is_up(*peer)?;
                self.can_fire(*peer, *timer)
            }
            Intervention::Align(timer) | Intervention::Spread { timer, .. } => {
                self.can_arrange(*timer)
            }
        }
    }

    fn life(&self, peer: PeerId) -> Result<&Life, Refusal> {
        let node = self.nodes.get(peer.index()).ok_or(Refusal::NoSuchPeer(peer))?;
        Ok(&node.life)
    }

    fn is_not_down(&self, peer: PeerId) -> Result<(), Refusal> {
        match self.life(peer)? {
            Life::Crashed { .. } => Err(Refusal::Down(peer)),
            Life::Up(_) | Life::Paused { .. } => Ok(()),
        }
    }

    fn is_down(&self, peer: PeerId) -> Result<(), Refusal> {
        match self.life(peer)? {
            Life::Crashed { .. } => Ok(()),
            Life::Up(_) | Life::Paused { .. } => Err(Refusal::NotDown(peer)),
        }
    }

    fn is_paused(&self, peer: PeerId) -> Result<(), Refusal> {
        match self.life(peer)? {
            Life::Paused { .. } => Ok(()),
            Life::Crashed { .. } => Err(Refusal::Down(peer)),
            Life::Up(_) => Err(Refusal::NotPaused(peer)),
        }
    }

    fn is_up(&self, peer: PeerId) -> Result<(), Refusal> {
        match self.life(peer)? {
            Life::Up(_) => Ok(()),
            Life::Crashed { .. } => Err(Refusal::Down(peer)),
            Life::Paused { .. } => Err(Refusal::Paused(peer)),
        }
    }

    fn have_parties(&self, links: &Links) -> Result<(), Refusal> {
        let mut peers = links.parties().filter_map(Party::peer);
        let stranger = peers.find(|peer| peer.index() >= self.nodes.len());
        stranger.map_or(Ok(()), |peer| Err(Refusal::NoSuchPeer(peer)))
    }

    fn crash(&mut self, peer: PeerId, trace: &mut Vec<Event>) {
        self.record(Some(peer.into()), What::Crash, trace);
        let since = self.now;
        let complete = self.rules.defences.complete_crashes;
        let node = Arc::make_mut(&mut self.nodes[peer.index()]);
        let notebook = node.notebook();
        let remnant = node.peer().filter(|_| !complete).cloned().map(Box::new);
        let before = mem::replace(&mut node.life, Life::Crashed { notebook, since, remnant });
        if complete {
            self.stop_timers(peer);
        }
        if let Life::Paused { waiting, .. } = before {
            self.lose_waiting(waiting, trace);
        }
    }

    fn stop_timers(&mut self, peer: PeerId) {
        let node = Arc::make_mut(&mut self.nodes[peer.index()]);
        for running in mem::take(&mut node.timers) {
            self.agenda.cancel(running.key);
        }
    }

    fn lose_waiting(&mut self, waiting: Vec<Due>, trace: &mut Vec<Event>) {
        for due in waiting {
            if let Due::Arrival(envelope) = due {
                self.lose(&envelope, Loss::Down, trace);
            }
        }
    }

    fn restart(&mut self, id: PeerId, trace: &mut Vec<Event>) {
        self.stop_timers(id); // Only a crash that was not complete has left any.
        let rules = Arc::clone(&self.rules);
        let node = Arc::make_mut(&mut self.nodes[id.index()]);
        node.life = Life::Up(Peer::new(id, rules, node.notebook()));
        node.incarnation += 1;
        self.deliver(id, What::Restart, Input::Restart, trace);
    }

    fn pause(&mut self, id: PeerId, trace: &mut Vec<Event>) {
        let node = Arc::make_mut(&mut self.nodes[id.index()]);
        if let Life::Up(peer) = &node.life {
            let peer = peer.clone();
            node.life = Life::Paused { peer, waiting: Vec::new() };
        }
        self.record(Some(id.into()), What::Pause, trace);
    }

    /// All that waited is due now, in the order in which it came.
    fn resume(&mut self, id: PeerId, trace: &mut Vec<Event>) {
        self.record(Some(id.into()), What::Resume, trace);
        let node = Arc::make_mut(&mut self.nodes[id.index()]);
        let Life::Paused { peer, waiting } = &mut node.life else {
            return;
        };
        let (peer, waiting) = (peer.clone(), mem::take(waiting));
        node.life = Life::Up(peer);
        for due in waiting {
            self.due_now(id, due);
        }
    }

    fn due_now(&mut self, id: PeerId, due: Due) {
        let timer = match &due {
            Due::Timer(_, timer) => Some(*timer),
            Due::Start(_) | Due::Act(_) | Due::Arrival(_) => None,
        };
        let key = self.agenda.plan_waited(self.now, due);
        let timers = &mut Arc::make_mut(&mut self.nodes[id.index()]).timers;
        for running in timers.iter_mut().filter(|t| Some(t.timer) == timer) {
            running.key = key;
        }
    }
}
