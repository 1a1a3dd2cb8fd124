//! Worlds kept to go back to, few enough to stay within memory.

use crate::world::World;

/// The steps between two checkpoints of a short run.
const FIRST_SPACING: usize = 64;
/// When there are this many, every other one is let go, and the spacing doubles.
const MOST: usize = 64;

/// The world at some moments, moment 0 among them.
#[derive(Debug)]
pub struct Checkpoints {
    kept: Vec<(usize, World)>,
    spacing: usize,
}

impl Checkpoints {
    pub(super) fn new(start: World) -> Self {
        Self { kept: vec![(0, start)], spacing: FIRST_SPACING }
    }

    /// Keeps the world at this moment, if the last one kept is far enough behind. A heavy world is
    /// kept more seldom, so that copying it stays a small part of the work.
    pub(super) fn offer(&mut self, moment: usize, world: &World) {
        let last = self.kept.last().map_or(0, |(moment, _)| *moment);
        if moment - last < self.spacing.max(world.weight()) {
            return;
        }
        self.kept.push((moment, world.clone()));
        if self.kept.len() > MOST {
            let mut even = false;
            self.kept.retain(|_| {
                even = !even;
                even
            });
            self.spacing *= 2;
        }
    }

    /// The last one at or before this moment.
    pub(super) fn before(&self, moment: usize) -> (usize, &World) {
        let place = self.kept.partition_point(|(kept, _)| *kept <= moment);
        let (kept, world) = &self.kept[place - 1];
        (*kept, world)
    }

    pub(super) fn forget_after(&mut self, moment: usize) {
        self.kept.retain(|(kept, _)| *kept <= moment);
    }
}
