//! Vector clocks (Fidge 1988; Mattern 1989).
//!
//! Of two events, a happened before b exactly if a's clock is at most b's in every entry and they
//! differ; if neither is at most the other, they are concurrent.
//!
//! A clock of n entries has to be carried by every message in the worst case (Charron-Bost 1991),
//! and a thousand peers keep half a million messages in flight. So the entries lie in blocks that
//! clocks share until one of them changes, and the entry that changes at every event, the owner's,
//! lies beside them: taking a message's clock copies one pointer and two numbers.
//!
//! A merge looks only into blocks that can hold news. Whoever knows of event k of a process knows
//! all that it knew then; so with each block stands which process had it so since which of its
//! events, and who knows of that event passes over the block unseen. A restart breaks the premise,
//! for what a process forgot its later events do not know: clocks that have heard of one are
//! compared in full.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

const BLOCK: usize = 64;
type Block = [u32; BLOCK];

/// Some entries, and the process that has had them exactly so since one of its events.
#[derive(Clone)]
struct Part {
    entries: Arc<Block>,
    since: u32,
    by: u16,
}

/// The vector clock of a process, or of a message that it sent. Cloning is cheap.
#[derive(Clone)]
pub struct VectorClock {
    /// What the owner has heard of the others. Its own place in here is stale and never read.
    heard: Arc<[Part]>,
    len: u16,
    owner: u16,
    own: u32,
    /// The sum of all that lies in `heard`, its own stale place too.
    heard_sum: u64,
    /// Whether it has heard, perhaps by others, of a process that forgot.
    restarts: bool,
}

impl VectorClock {
    /// The clock of process `owner` of `len`, all entries 0. A process with a number of `len` or
    /// more (the ledger) has no entry: it passes on what it has heard and counts nothing itself.
    ///
    /// # Panics
    /// If there are more than 65,535 processes.
    #[must_use]
    pub fn new(len: usize, owner: usize) -> Self {
        let narrow = |n: usize| u16::try_from(n).expect("at most 65,535 processes");
        let zero = Part { entries: Arc::new([0; BLOCK]), since: 0, by: 0 };
        Self {
            heard: vec![zero; len.div_ceil(BLOCK)].into(),
            len: narrow(len),
            owner: narrow(owner),
            own: 0,
            heard_sum: 0,
            restarts: false,
        }
    }

    /// The same, its own entry already at `own`: a restarted process goes on counting.
    #[must_use]
    pub fn resumed(len: usize, owner: usize, own: u32) -> Self {
        Self { own, restarts: own > 0, ..Self::new(len, owner) }
    }

    /// A clock with these entries, of no process in particular.
    #[must_use]
    pub fn from_entries(entries: &[u32]) -> Self {
        let mut clock = Self::new(entries.len(), entries.len());
        for (i, &entry) in entries.iter().enumerate() {
            clock.set(i, entry);
        }
        clock
    }

    /// How many entries it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entry of process `i`.
    ///
    /// # Panics
    /// If there is no such process.
    #[must_use]
    pub fn get(&self, i: usize) -> u32 {
        assert!(i < self.len(), "process {i} of {}", self.len());
        if i == self.owner as usize { self.own } else { self.heard_of(i) }
    }

    /// The owner's own entry: how many events it counts so far.
    #[must_use]
    pub const fn own(&self) -> u32 {
        self.own
    }

    /// The entries in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|i| self.get(i))
    }

    /// The sum of all entries. It grows along happened-before, so ordering by it never puts an
    /// effect before its cause.
    #[must_use]
    pub fn sum(&self) -> u64 {
        let owner = self.owner as usize;
        if owner >= self.len() {
            return self.heard_sum;
        }
        self.heard_sum - u64::from(self.heard_of(owner)) + u64::from(self.own)
    }

    /// A local event, or a send: the own entry rises by one.
    pub const fn tick(&mut self) {
        self.own += 1;
    }

    /// A receive, without its tick: every entry becomes the greater of the two.
    pub fn merge(&mut self, other: &Self) {
        debug_assert_eq!(self.len, other.len);
        self.restarts |= other.restarts;
        if !Arc::ptr_eq(&self.heard, &other.heard) {
            let news = self.news(other);
            for (k, part) in other.heard.iter().enumerate() {
                if k >= 64 || news >> k & 1 == 1 {
                    self.merge_part(k, part);
                }
            }
        }
        let sender = other.owner as usize;
        if sender < self.len() && self.heard_of(sender) < other.own {
            self.set(sender, other.own);
        }
    }

    /// Which of the other's first 64 parts can hold news, a bit each. To be found out before any is
    /// merged: what one part says of an event does not yet bring what was known there.
    fn news(&self, other: &Self) -> u64 {
        let parts = other.heard.iter().take(64).enumerate();
        parts.fold(0, |news, (k, part)| news | u64::from(!self.knows(part)) << k)
    }

    /// Whether it knows all of this part, because it knows of the event since when it is so.
    fn knows(&self, part: &Part) -> bool {
        let by = part.by as usize;
        !self.restarts && (part.since == 0 || by < self.len() && self.get(by) >= part.since)
    }

    fn merge_part(&mut self, k: usize, theirs: &Part) {
        let ours = &self.heard[k].entries;
        if Arc::ptr_eq(ours, &theirs.entries) || !exceeds(&theirs.entries, ours) {
            return;
        }
        let before = sum_of(ours);
        if exceeds(ours, &theirs.entries) {
            let block = self.block_mut(k);
            for (our, their) in block.iter_mut().zip(theirs.entries.iter()) {
                *our = (*our).max(*their);
            }
        } else {
            Arc::make_mut(&mut self.heard)[k] = theirs.clone();
        }
        self.heard_sum = self.heard_sum - before + sum_of(&self.heard[k].entries);
    }

    fn set(&mut self, i: usize, entry: u32) {
        let before = std::mem::replace(&mut self.block_mut(i / BLOCK)[i % BLOCK], entry);
        self.heard_sum = self.heard_sum - u64::from(before) + u64::from(entry);
    }

    /// A block that is about to change: so from the owner's next event on.
    fn block_mut(&mut self, k: usize) -> &mut Block {
        let part = &mut Arc::make_mut(&mut self.heard)[k];
        (part.by, part.since) = (self.owner, self.own + 1);
        Arc::make_mut(&mut part.entries)
    }

    fn heard_of(&self, i: usize) -> u32 {
        self.heard[i / BLOCK].entries[i % BLOCK]
    }

    /// Neither happened before the other, and they are not the same.
    #[must_use]
    pub fn concurrent(&self, other: &Self) -> bool {
        self.partial_cmp(other).is_none()
    }
}

/// Whether some entry of `a` is greater than that of `b`. Without a way out of the loop, so that
/// it is done in a few wide instructions.
fn exceeds(a: &Block, b: &Block) -> bool {
    a.iter().zip(b).fold(0, |any, (a, b)| any | u32::from(a > b)) != 0
}

fn sum_of(block: &Block) -> u64 {
    block.iter().copied().map(u64::from).sum()
}

impl PartialEq for VectorClock {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl Eq for VectorClock {}

/// Equal clocks have equal entries.
impl Hash for VectorClock {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|entry| entry.hash(state));
    }
}

/// Happened-before: `a < b` exactly if a happened before b; `None` if they are concurrent.
impl PartialOrd for VectorClock {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let (mut less, mut greater) = (false, false);
        for (a, b) in self.iter().zip(other.iter()) {
            less |= a < b;
            greater |= a > b;
        }
        match (less, greater) {
            (false, false) => Some(Ordering::Equal),
            (true, false) => Some(Ordering::Less),
            (false, true) => Some(Ordering::Greater),
            (true, true) => None,
        }
    }
}

/// `[1 0 4]`
impl fmt::Display for VectorClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "[";
        for entry in self.iter() {
            write!(f, "{gap}{entry}")?;
            gap = " ";
        }
        f.write_str("]")
    }
}

impl fmt::Debug for VectorClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A clock is written as the array of its entries.
impl Serialize for VectorClock {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}
