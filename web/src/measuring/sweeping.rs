//! A sweep, point by point.

use trading_post::figures::{Point, Pointing, Sweep};

/// A sweep of which some points are still to be worked out.
#[derive(Debug)]
pub(super) struct Sweeping {
    sweep: Sweep,
    points: Vec<Point>,
    /// The next point, once it is begun.
    next: Option<Pointing>,
}

impl Sweeping {
    pub const fn new(sweep: Sweep) -> Self {
        Self { sweep, points: Vec::new(), next: None }
    }

    pub const fn sweep(&self) -> Sweep {
        self.sweep
    }

    /// How many of how many points are known.
    pub const fn progress(&self) -> (usize, usize) {
        (self.points.len(), self.sweep.places().len())
    }

    /// Goes on by so many steps at most. Says whether all points are known.
    pub fn go_on(&mut self, steps: u64) -> bool {
        let Some(place) = self.sweep.places().get(self.points.len()) else {
            return true;
        };
        let next = self.next.get_or_insert_with(|| self.sweep.at(*place));
        if let Some(point) = next.go_on(steps) {
            self.points.push(point);
            self.next = None;
        }
        self.points.len() == self.sweep.places().len()
    }

    pub fn finish(self) -> Vec<Point> {
        self.points
    }
}
