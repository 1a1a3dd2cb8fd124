//! A peer's place in the world: whether it is up, and which of its timers run.

use crate::peer::io::Timer;
use crate::peer::{Notebook, Peer};
use crate::random::Random;
use crate::time::Instant;
use crate::world::agenda::{Due, Key};

/// Whether a peer takes part.
#[derive(Clone, Debug)]
pub enum Life {
    /// It is up.
    Up(Peer),
    /// It is slow: all that is due waits.
    Paused {
        /// The peer, as it stopped.
        peer: Peer,
        /// What waits, in order.
        waiting: Vec<Due>,
    },
    /// It is down.
    Crashed {
        /// What is left of it.
        notebook: Notebook,
        /// Since when.
        since: Instant,
        /// The peer as it was, where crashes are not complete: its timers still run out.
        remnant: Option<Box<Peer>>,
    },
}

/// A running timer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Running {
    /// Which.
    pub timer: Timer,
    /// When it was armed.
    pub armed_at: Instant,
    /// Where it stands in the agenda.
    pub key: Key,
}

/// A peer in the world.
#[derive(Clone, Debug)]
pub struct Node {
    /// Whether it is up.
    pub life: Life,
    /// How often it has started.
    pub incarnation: u32,
    /// Its timers that run.
    pub timers: Vec<Running>,
    pub(super) chance: Random,
}

impl Node {
    /// The peer, while it is not down.
    #[must_use]
    pub const fn peer(&self) -> Option<&Peer> {
        match &self.life {
            Life::Up(peer) | Life::Paused { peer, .. } => Some(peer),
            Life::Crashed { .. } => None,
        }
    }

    /// The peer that acts when a timer runs out.
    pub(super) fn acting(&mut self) -> Option<&mut Peer> {
        match &mut self.life {
            Life::Up(peer) => Some(peer),
            Life::Crashed { remnant, .. } => remnant.as_deref_mut(),
            Life::Paused { .. } => None,
        }
    }

    /// What a crash would leave of it, or has left.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        match &self.life {
            Life::Up(peer) | Life::Paused { peer, .. } => peer.notebook(),
            Life::Crashed { notebook, .. } => notebook.clone(),
        }
    }

    /// Takes a timer off the list, and says where it stood in the agenda.
    pub(super) fn forget_timer(&mut self, timer: Timer) -> Option<Key> {
        let place = self.timers.iter().position(|t| t.timer == timer)?;
        Some(self.timers.swap_remove(place).key)
    }
}
