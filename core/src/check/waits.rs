//! Things that must come to an end when nothing fails.

use super::calm::{Calm, Moment};
use crate::time::{Duration, Instant};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What has begun and must end, within a bound of a steady time.
#[derive(Clone, Debug)]
pub(super) struct Waits<K> {
    bound: Duration,
    open: BTreeMap<K, Moment>,
    /// Before this nothing can be overdue.
    next_look: Instant,
}

/// Something that has taken too long.
pub(super) struct Overdue<K> {
    pub(super) what: K,
    /// When it began.
    pub(super) began: Moment,
    /// Since when it could have come to its end.
    pub(super) since: Moment,
}

impl<K: Ord + Copy> Waits<K> {
    pub(super) const fn new(bound: Duration) -> Self {
        Self { bound, open: BTreeMap::new(), next_look: Instant::NEVER }
    }

    /// It begins, unless it has begun already.
    pub(super) fn begin(&mut self, what: K, now: Moment) {
        self.open.entry(what).or_insert(now);
        self.next_look = self.next_look.min(now.at + self.bound);
    }

    /// It ends. Says whether it had begun.
    pub(super) fn end(&mut self, what: K) -> bool {
        self.open.remove(&what).is_some()
    }

    /// The last of these that has begun and not ended.
    pub(super) fn last_in(&self, these: RangeInclusive<K>) -> Option<K> {
        self.open.range(these).next_back().map(|(what, _)| *what)
    }

    /// The first that is overdue; it is told once. What is excused now has the bound again from now.
    pub(super) fn overdue(
        &mut self,
        now: Instant,
        calm: &Calm,
        excused: impl Fn(K) -> bool,
    ) -> Option<Overdue<K>> {
        if now < self.next_look {
            return None;
        }
        self.next_look = if self.open.is_empty() { Instant::NEVER } else { now + self.bound };
        let steady = calm.steady_since()?;
        let mut late = None;
        for (what, began) in self.open.iter().filter(|(what, _)| !excused(**what)) {
            let since = steady.max(*began);
            let due = since.at + self.bound;
            if due <= now && late.is_none() {
                late = Some(Overdue { what: *what, began: *began, since });
            } else {
                self.next_look = self.next_look.min(due);
            }
        }
        let late = late?;
        self.open.remove(&late.what);
        Some(late)
    }
}
