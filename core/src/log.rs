//! An append-only list that is cheap to clone: full blocks are shared between the clones.
//!
//! The ledger is one. A checkpoint of the world, and a new trader that reads the ledger, each hold
//! a clone of it; neither copies the entries.

use std::sync::Arc;

const BLOCK: usize = 64;

/// An append-only list whose clones share what is full.
#[derive(Clone, Debug)]
pub struct Log<T> {
    full: Vec<Arc<[T]>>,
    last: Vec<T>,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self { full: Vec::new(), last: Vec::new() }
    }
}

impl<T> Log<T> {
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
            self.full.push(std::mem::take(&mut self.last).into());
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

    /// The entries from this place on, in order, each with its place.
    pub fn iter_from(&self, start: usize) -> impl DoubleEndedIterator<Item = (usize, &T)> {
        (start..self.len()).filter_map(|i| self.get(i).map(|entry| (i, entry)))
    }

    /// All entries, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.full.iter().flat_map(|b| b.iter()).chain(&self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_entry_in_its_place() {
        let mut log = Log::default();
        for n in 0..200 {
            assert_eq!(log.len(), n);
            log.push(n);
        }
        assert!((0..200).all(|n| log.get(n) == Some(&n)));
        assert_eq!(log.get(200), None);
        assert!(log.iter().copied().eq(0..200));
        assert!(log.iter_from(126).map(|(_, n)| *n).eq(126..200));
    }

    #[test]
    fn a_clone_does_not_see_what_is_added_later() {
        let mut log = Log::default();
        (0..70).for_each(|n| log.push(n));
        let before = log.clone();
        (70..140).for_each(|n| log.push(n));
        assert!(before.iter().copied().eq(0..70));
        assert!(log.iter().copied().eq(0..140));
    }
}
