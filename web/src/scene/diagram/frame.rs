//! Where lanes, axis and names lie in a picture of a given size.

use crate::scene::diagram::window::Window;
use crate::scene::shape::Point;

/// The room above the first lane, for the names of elections.
const TOP: f64 = 24.0;
/// The room for the axis below the lanes.
pub(super) const AXIS: f64 = 22.0;
/// How high a lane is, while there are few and when there are many.
const ROWS: (f64, f64) = (25.0, 17.0);
/// With more lanes than this there are many.
const FEW: usize = 12;
/// A picture of this width is narrow.
const NARROW: f64 = 600.0;

/// The places in a picture.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Frame {
    /// The picture's width.
    pub width: f64,
    /// The picture's height.
    pub height: f64,
    /// Where the lanes begin: names stand before that.
    pub left: f64,
    /// Where the lanes end.
    pub right: f64,
    /// How far the lanes are scrolled up.
    pub scroll: f64,
    /// How high a lane is.
    pub row: f64,
    /// How many lanes there are.
    pub lanes: usize,
}

impl Frame {
    /// The places in a picture of this size with so many lanes.
    #[must_use]
    pub fn new(width: f64, height: f64, lanes: usize, scroll: f64) -> Self {
        let left = if width < NARROW { 66.0 } else { 88.0 };
        let right = (width - 14.0).max(left + 10.0);
        Self { width, height, left, right, scroll, row: row(lanes), lanes }
    }

    /// How high a picture must be to show all of so many lanes.
    #[must_use]
    pub fn height_of(lanes: usize) -> f64 {
        TOP + lanes as f64 * row(lanes) + AXIS
    }

    /// The height of a lane's line.
    #[must_use]
    pub fn y(&self, lane: usize) -> f64 {
        TOP + (lane as f64 + 0.5) * self.row - self.scroll
    }

    /// The lane around this height, beside its name as well as on its line.
    #[must_use]
    pub fn lane_at(&self, y: f64) -> Option<usize> {
        (0..self.lanes)
            .find(|lane| (self.y(*lane) - y).abs() <= self.row / 2.0 && y <= self.floor())
    }

    /// Where a value lies.
    #[must_use]
    pub fn x(&self, window: Window, value: f64) -> f64 {
        self.left + window.part(value) * (self.right - self.left)
    }

    /// Which value lies there.
    #[must_use]
    pub fn value(&self, window: Window, x: f64) -> f64 {
        window.at(self.part(x))
    }

    /// Which part of the lanes' width lies there.
    #[must_use]
    pub fn part(&self, x: f64) -> f64 {
        (x - self.left) / (self.right - self.left)
    }

    /// How many units a px is.
    #[must_use]
    pub fn unit(&self, window: Window) -> f64 {
        window.length() / (self.right - self.left)
    }

    /// Where the axis begins.
    #[must_use]
    pub fn floor(&self) -> f64 {
        self.height - AXIS
    }

    /// Above the first lane of all.
    pub(super) fn ceiling(&self) -> f64 {
        TOP - self.scroll
    }

    /// The lanes of which something can be seen.
    pub(super) fn seen(&self) -> impl Iterator<Item = usize> + use<> {
        let frame = *self;
        (0..frame.lanes).filter(move |lane| {
            let y = frame.y(*lane);
            y > -frame.row && y < frame.floor() + frame.row
        })
    }

    /// Whether a place is on the lanes.
    #[must_use]
    pub fn holds(&self, at: Point) -> bool {
        (self.left - 6.0..=self.right + 6.0).contains(&at.x) && at.y <= self.floor()
    }

    /// The part of a line that is not far beside the lanes, if there is one.
    pub(super) fn clip(&self, from: Point, to: Point) -> Option<(Point, Point)> {
        let (low, high) = (self.left - 40.0, self.right + 60.0);
        if from.x.max(to.x) < low || from.x.min(to.x) > high {
            return None;
        }
        let wide = to.x - from.x;
        let part =
            |x: f64| if wide.abs() < 1e-9 { 0.0 } else { ((x - from.x) / wide).clamp(0.0, 1.0) };
        let at = |p: Point| {
            if (low..=high).contains(&p.x) {
                p
            } else {
                from.toward(to, part(p.x.clamp(low, high)))
            }
        };
        Some((at(from), at(to)))
    }
}

const fn row(lanes: usize) -> f64 {
    if lanes <= FEW { ROWS.0 } else { ROWS.1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_is_found_around_its_line_also_where_it_is_scrolled() {
        let high = Frame::height_of(20);
        for (frame, lanes) in
            [(Frame::new(800.0, high, 20, 0.0), 0..20), (Frame::new(800.0, 200.0, 20, 60.0), 3..11)]
        {
            for lane in lanes {
                let near = [-8.0, 0.0, 8.0].map(|aside| frame.lane_at(frame.y(lane) + aside));
                assert_eq!(near, [Some(lane); 3], "{frame:?}");
            }
        }
    }

    #[test]
    fn there_is_no_lane_above_the_first_nor_on_the_axis() {
        let frame = Frame::new(800.0, Frame::height_of(7), 7, 0.0);
        assert_eq!([2.0, frame.floor() + 6.0].map(|y| frame.lane_at(y)), [None; 2]);
    }
}
