//! What a user can do to the peers' timers: let one run out, or bring all of a kind together or
//! apart.

use super::agenda::Due;
use super::{Event, Life, Refusal, What, World};
use crate::id::PeerId;
use crate::peer::io::Timer;
use crate::time::{Duration, Instant};
use std::sync::Arc;

impl World {
    pub(super) fn can_fire(&self, peer: PeerId, timer: Timer) -> Result<(), Refusal> {
        let mut running = self.running(timer);
        let runs = running.any(|(_, owner)| owner == peer);
        if runs { Ok(()) } else { Err(Refusal::NotRunning(peer, timer)) }
    }

    pub(super) fn fire(&mut self, peer: PeerId, timer: Timer, trace: &mut Vec<Event>) {
        self.disarm(peer, timer);
        self.run_out(peer, timer, trace);
    }

    pub(super) fn can_arrange(&self, timer: Timer) -> Result<(), Refusal> {
        let second = self.running(timer).nth(1);
        if second.is_some() { Ok(()) } else { Err(Refusal::TooFewTimers(timer)) }
    }

    pub(super) fn align(&mut self, timer: Timer, trace: &mut Vec<Event>) {
        self.record(None, What::Align(timer), trace);
        self.arrange(timer, Duration(0));
    }

    pub(super) fn spread(&mut self, timer: Timer, by: Duration, trace: &mut Vec<Event>) {
        self.record(None, What::Spread(timer), trace);
        self.arrange(timer, by);
    }

    /// Lets all timers of a kind run out so far from each other, the first when it would have.
    fn arrange(&mut self, timer: Timer, by: Duration) {
        let mut running: Vec<_> = self.running(timer).collect();
        running.sort_unstable();
        let Some((mut at, _)) = running.first().copied() else {
            return;
        };
        for (_, peer) in running {
            self.move_timer(peer, timer, at);
            at += by;
        }
    }

    fn move_timer(&mut self, peer: PeerId, timer: Timer, at: Instant) {
        let node = Arc::make_mut(&mut self.nodes[peer.index()]);
        if let Some(running) = node.timers.iter_mut().find(|running| running.timer == timer) {
            self.agenda.cancel(running.key);
            running.key = self.agenda.plan(at, Due::Timer(peer, timer));
        }
    }

    /// Of all peers that are up, the timers of a kind that run: when each runs out, and whose it is.
    fn running(&self, timer: Timer) -> impl Iterator<Item = (Instant, PeerId)> {
        let up = |life: &Life| matches!(life, Life::Up(_));
        self.nodes().filter(move |(_, node)| up(&node.life)).filter_map(move |(peer, node)| {
            let running = node.timers.iter().find(|running| running.timer == timer)?;
            Some((running.key.at, peer))
        })
    }
}
