//! An append-only list that is cheap to clone: full blocks are shared between the clones.
//!
//! The ledger is one. A checkpoint of the world, and a new trader that reads the ledger, each hold
//! a clone of it; neither copies the entries. A trace is one too: branches of a run share what
//! they have in common.

use std::hash::{Hash, Hasher};
use std::ops::{Index, Range};
use std::sync::Arc;

/// An append-only list whose clones share what is full: blocks of `BLOCK` entries.
#[derive(Clone, Debug)]
pub struct Log<T, const BLOCK: usize = 64> {
    full: Vec<Arc<[T]>>,
    last: Vec<T>,
}

impl<T, const BLOCK: usize> Default for Log<T, BLOCK> {
    fn default() -> Self {
        Self { full: Vec::new(), last: Vec::new() }
    }
}

impl<T: Hash, const BLOCK: usize> Hash for Log<T, BLOCK> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        self.iter().for_each(|entry| entry.hash(state));
    }
}

impl<T, const BLOCK: usize> Log<T, BLOCK> {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.full.len() * BLOCK + self.last.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, entry: T) {
        self.last.push(entry);
        if self.last.len() == BLOCK {
            self.full.push(self.last.drain(..).collect());
        }
    }

    /// The entry at this place, if there is one.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&T> {
        match self.full.get(index / BLOCK) {
            Some(block) => block.get(index % BLOCK),
            None => self.last.get(index.checked_sub(self.full.len() * BLOCK)?),
        }
    }

    /// The entries at these places, in order; as many of them as there are.
    pub fn range(&self, places: Range<usize>) -> impl DoubleEndedIterator<Item = &T> + Clone {
        (places.start..places.end.min(self.len())).filter_map(|i| self.get(i))
    }

    /// The entries from this place on, in order, each with its place.
    pub fn iter_from(&self, start: usize) -> impl DoubleEndedIterator<Item = (usize, &T)> {
        (start..self.len()).filter_map(|i| self.get(i).map(|entry| (i, entry)))
    }

    /// All entries, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.full.iter().flat_map(|b| b.iter()).chain(&self.last)
    }

    /// How many entries come before the first for which `before` does not hold; it must hold for
    /// all those before that one, and for none after.
    pub fn partition_point(&self, mut before: impl FnMut(&T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(&self[middle]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl<T: Clone, const BLOCK: usize> Log<T, BLOCK> {
    /// Forgets all but the first `length` entries.
    pub fn truncate(&mut self, length: usize) {
        if let Some(block) = self.full.get(length / BLOCK) {
            self.last.clear();
            self.last.extend_from_slice(&block[..length % BLOCK]);
            self.full.truncate(length / BLOCK);
        } else {
            self.last.truncate(length - self.full.len() * BLOCK);
        }
    }
}

impl<T, const BLOCK: usize> Index<usize> for Log<T, BLOCK> {
    type Output = T;

    /// # Panics
    /// If there is no such entry.
    fn index(&self, index: usize) -> &T {
        self.get(index).expect("the place is one of the log's")
    }
}

impl<T: PartialEq, const BLOCK: usize> PartialEq for Log<T, BLOCK> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Eq, const BLOCK: usize> Eq for Log<T, BLOCK> {}

impl<T, const BLOCK: usize> Extend<T> for Log<T, BLOCK> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.push(entry));
    }
}

impl<T, const BLOCK: usize> FromIterator<T> for Log<T, BLOCK> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut log = Self::default();
        log.extend(entries);
        log
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(n: usize) -> Log<usize> {
        (0..n).collect()
    }

    #[test]
    fn keeps_every_entry_in_its_place() {
        let mut log = Log::<usize>::default();
        for n in 0..200 {
            assert_eq!(log.len(), n);
            log.push(n);
        }
        assert!((0..200).all(|n| log.get(n) == Some(&n)));
        assert_eq!(log.get(200), None);
        assert!(log.iter().copied().eq(0..200));
        assert!(log.iter_from(126).map(|(_, n)| *n).eq(126..200));
        assert!(log.range(60..70).copied().eq(60..70));
        assert!(log.range(190..300).copied().eq(190..200));
    }

    #[test]
    fn a_clone_does_not_see_what_is_added_later() {
        let mut log = log(70);
        let before = log.clone();
        log.extend(70..140);
        assert!(before.iter().copied().eq(0..70));
        assert!(log.iter().copied().eq(0..140));
    }

    #[test]
    fn what_is_cut_off_is_gone_and_clones_keep_it() {
        for length in [0, 1, 63, 64, 65, 128, 139, 140] {
            let whole = log(140);
            let mut cut = whole.clone();
            cut.truncate(length);
            assert!(cut.iter().copied().eq(0..length), "{length}");
            cut.push(7);
            assert_eq!((cut.len(), cut[length]), (length + 1, 7));
            assert!(whole.iter().copied().eq(0..140));
        }
    }

    #[test]
    fn a_border_is_found() {
        let log = log(150);
        for border in [0, 1, 64, 100, 150] {
            assert_eq!(log.partition_point(|n| *n < border), border);
        }
    }
}
