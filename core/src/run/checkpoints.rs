//! Worlds kept to go back to, few enough to stay within memory.

use crate::world::World;
use std::sync::Arc;

/// The steps between two checkpoints of a short run.
const FIRST_SPACING: usize = 64;
/// When there are this many, every other one is let go, and the spacing doubles.
const MOST: usize = 64;

/// The world at some moments, moment 0 among them. Clones share the worlds.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    kept: Vec<(usize, Arc<World>)>,
    spacing: usize,
    /// One more, a little before where somebody went back to: the next steps back start from there.
    near: Option<(usize, Arc<World>)>,
}

/// How far before the moment that is sought the near one is kept.
pub(super) const NEAR: usize = 256;

impl Checkpoints {
    pub(super) fn new(start: World) -> Self {
        Self { kept: vec![(0, Arc::new(start))], spacing: FIRST_SPACING, near: None }
    }

    /// Keeps the world at this moment, if the last one kept is far enough behind. A heavy world is
    /// kept more seldom, so that copying it stays a small part of the work.
    pub(super) fn offer(&mut self, moment: usize, world: &World) {
        let last = self.kept.last().map_or(0, |(moment, _)| *moment);
        if moment - last < self.spacing.max(world.weight()) {
            return;
        }
        self.kept.push((moment, Arc::new(world.clone())));
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
        match &self.near {
            Some((near, world)) if (*kept..=moment).contains(near) => (*near, world),
            Some(_) | None => (*kept, world),
        }
    }

    /// Keeps the world at a moment shortly before one that is sought.
    pub(super) fn keep_near(&mut self, moment: usize, world: &World) {
        self.near = Some((moment, Arc::new(world.clone())));
    }

    pub(super) fn forget_after(&mut self, moment: usize) {
        self.kept.retain(|(kept, _)| *kept <= moment);
        self.near.take_if(|(near, _)| *near > moment);
    }
}
