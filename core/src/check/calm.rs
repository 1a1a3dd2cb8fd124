//! Whether anything fails, and since when nothing does: what must hold "eventually" is judged by it.
//!
//! Trouble is: what is done to peers, links, messages and timers. It goes on while links are
//! disturbed, while a peer is paused, and while a message is under way that was sent before it ended.
//! A crash is trouble at its moment only: the others must get along without the peer.
//! Links that only some acts healed count as disturbed until all are. After timers were spread nothing
//! is judged any more, for they may run out very late. A timer that a user fires is recorded as any
//! other: what follows from it counts as a change of trader.

use super::links::Links;
use crate::id::PeerId;
use crate::peer::io::Note;
use crate::time::Instant;
use crate::world::{Event, Loss, What};

/// Whether a peer takes part, and whom it believes to be trader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Life {
    Up(Option<PeerId>),
    Paused(Option<PeerId>),
    Down,
}

/// A moment, and its event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Moment {
    pub(super) at: Instant,
    pub(super) event: u32,
}

/// What fails, and who believes whom to be trader.
#[derive(Clone, Debug)]
pub(super) struct Calm {
    lives: Vec<Life>,
    paused: usize,
    disturbed: bool,
    spread: bool,
    /// When something was done last.
    deed: Moment,
    /// Whether a message is under way that was sent before that.
    aftermath: bool,
    /// The last moment known at which there was trouble.
    trouble: Moment,
    /// When the belief of somebody changed last.
    turn: Moment,
}

impl Calm {
    pub(super) fn new(peers: usize) -> Self {
        let start = Moment { at: Instant::START, event: 0 };
        Self {
            lives: vec![Life::Up(None); peers],
            paused: 0,
            disturbed: false,
            spread: false,
            deed: start,
            aftermath: false,
            trouble: start,
            turn: start,
        }
    }

    /// Takes the next event. Says whether the belief or the life of a peer has changed.
    pub(super) fn take(&mut self, event: &Event, place: u32, links: &Links) -> bool {
        let now = Moment { at: event.at, event: place };
        if self.aftermath {
            self.trouble = now;
        }
        if is_deed(&event.what) {
            (self.deed, self.trouble, self.aftermath) = (now, now, true);
        }
        self.aftermath = self.aftermath && links.oldest().is_some_and(|at| at <= self.deed.at);
        self.links_change(&event.what);
        let changed = event.peer().is_some_and(|peer| self.lives_on(peer, &event.what));
        if changed {
            self.turn = now;
        }
        changed
    }

    const fn links_change(&mut self, what: &What) {
        self.spread |= matches!(what, What::Spread(_));
        self.disturbed |= matches!(what, What::Disturb { .. });
        self.disturbed &= !matches!(what, What::Heal);
    }

    fn lives_on(&mut self, peer: PeerId, what: &What) -> bool {
        let life = self.lives[peer.index()];
        let Some(next) = next_life(life, peer, what).filter(|next| *next != life) else {
            return false;
        };
        self.lives[peer.index()] = next;
        let is_paused = |life: Life| usize::from(matches!(life, Life::Paused(_)));
        self.paused = self.paused + is_paused(next) - is_paused(life);
        true
    }

    /// Since when there has been no trouble; none if there is some.
    pub(super) fn since(&self) -> Option<Moment> {
        let goes_on = self.disturbed || self.spread || self.aftermath || self.paused > 0;
        (!goes_on).then_some(self.trouble)
    }

    /// Since when there has been no trouble and no change of whom peers believe to be trader.
    pub(super) fn steady_since(&self) -> Option<Moment> {
        Some(self.since()?.max(self.turn))
    }

    /// The highest peer that is up.
    pub(super) fn highest(&self) -> Option<PeerId> {
        let up = |life: &Life| matches!(life, Life::Up(_));
        let place = self.lives.iter().rposition(up)?;
        PeerId::all(self.lives.len()).nth(place)
    }

    /// The lowest peer that is up and leads.
    pub(super) fn leader(&self) -> Option<PeerId> {
        self.believers().find(|(peer, trader)| *trader == Some(*peer)).map(|(peer, _)| peer)
    }

    /// Whether more than half of all peers are up.
    pub(super) fn majority_is_up(&self) -> bool {
        2 * self.believers().count() > self.lives.len()
    }

    /// All peers that are up, lowest first, and whom each believes to be trader.
    pub(super) fn believers(&self) -> impl Iterator<Item = (PeerId, Option<PeerId>)> {
        PeerId::all(self.lives.len()).zip(&self.lives).filter_map(|(peer, life)| match life {
            Life::Up(trader) => Some((peer, *trader)),
            Life::Paused(_) | Life::Down => None,
        })
    }

    /// Whether a peer is up and follows another.
    pub(super) fn follows(&self, peer: PeerId) -> bool {
        match self.lives[peer.index()] {
            Life::Up(Some(trader)) => trader != peer,
            Life::Up(None) | Life::Paused(_) | Life::Down => false,
        }
    }
}

/// What a peer is after an event of its own; none if that leaves it as it was.
const fn next_life(life: Life, peer: PeerId, what: &What) -> Option<Life> {
    let believed = match life {
        Life::Up(trader) | Life::Paused(trader) => trader,
        Life::Down => None,
    };
    match what {
        What::Crash => Some(Life::Down),
        What::Start | What::Restart => Some(Life::Up(None)),
        What::Pause => Some(Life::Paused(believed)),
        What::Resume => Some(Life::Up(believed)),
        What::Note(note) => match note {
            Note::Leads => Some(Life::Up(Some(peer))),
            Note::Follows { trader } => Some(Life::Up(Some(*trader))),
            Note::Suspects { .. } | Note::StepsDown { .. } => Some(Life::Up(None)),
            Note::Holds
            | Note::Opens { .. }
            | Note::Queues { .. }
            | Note::Serves { .. }
            | Note::Restocks { .. }
            | Note::Wishes { .. }
            | Note::Spends { .. }
            | Note::Earns { .. }
            | Note::Settles
            | Note::Ignores { .. } => None,
        },
        What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Send { .. }
        | What::Receive { .. }
        | What::Drop { .. }
        | What::Duplicate { .. }
        | What::Append { .. }
        | What::Refuse { .. }
        | What::Tear { .. }
        | What::Timer(_) => None,
    }
}

/// Whether something is done here that does not happen by itself. That a message was lost because its
/// link was disturbed, or its receiver down, is no deed of its own.
const fn is_deed(what: &What) -> bool {
    match what {
        What::Crash
        | What::Restart
        | What::Pause
        | What::Resume
        | What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Duplicate { .. }
        | What::Drop { loss: Loss::Taken, .. } => true,
        What::Drop { loss: Loss::Cut | Loss::Chance | Loss::Down, .. }
        | What::Start
        | What::Send { .. }
        | What::Receive { .. }
        | What::Append { .. }
        | What::Refuse { .. }
        | What::Tear { .. }
        | What::Timer(_)
        | What::Note(_) => false,
    }
}
