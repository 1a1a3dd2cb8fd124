//! Which part of the run is shown, and how a person moves it.

use crate::scene::diagram::window::{Axis, Window};

/// What is seen at first: so many seconds, or links of chains of causes.
const FIRST_S: f64 = 0.8;
const FIRST_DEPTH: f64 = 50.0;

/// The part of the run that is shown.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Camera {
    /// Which.
    pub window: Window,
    /// Whether it goes along with the run.
    pub follows: bool,
    /// How far the lanes are scrolled up, in px.
    pub scroll: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { window: first(Axis::Time), follows: true, scroll: 0.0 }
    }
}

/// The first window on an axis.
fn first(axis: Axis) -> Window {
    let length = match axis {
        Axis::Time => FIRST_S * 1e6,
        Axis::Depth => FIRST_DEPTH,
    };
    Window { axis, from: -0.01 * length, to: 0.99 * length }
}

impl Camera {
    /// Goes along with "now", by large steps.
    pub fn attend(&mut self, now: f64) {
        if self.follows {
            self.window = self.window.following(now);
        }
    }

    /// Moves by so many widths. It goes on following only what is still in sight.
    pub fn pan(&mut self, widths: f64, now: f64, end: f64) {
        self.window = self.window.moved(widths).kept_near(end);
        self.stop_following_unseen(now);
    }

    /// Makes everything `times` as long around a part of the width.
    pub fn zoom(&mut self, part: f64, times: f64, now: f64, end: f64) {
        self.window = self.window.zoomed(part, times).kept_near(end);
        self.stop_following_unseen(now);
    }

    /// Makes everything `times` as long, around "now" if that is in sight.
    pub fn zoom_in_place(&mut self, times: f64, now: f64, end: f64) {
        let part = self.window.part(now);
        let part = if (0.0..=1.0).contains(&part) { part } else { 0.5 };
        self.zoom(part, times, now, end);
    }

    fn stop_following_unseen(&mut self, now: f64) {
        self.follows &= (0.0..=1.0).contains(&self.window.part(now));
    }

    /// Shows all of the run.
    pub fn show_whole(&mut self, end: f64) {
        self.window = Window::whole(self.window.axis, end);
    }

    /// Follows the run, or no more.
    pub fn follow(&mut self, follows: bool, now: f64) {
        self.follows = follows;
        if follows {
            self.window = self.window.around(now).following(now);
        }
    }

    /// Places events by something else, around a value of the new axis.
    pub fn turn(&mut self, axis: Axis, value: f64) {
        if self.window.axis != axis {
            self.window = first(axis);
            self.window = self.window.following(value).showing(value);
        }
    }

    /// Shows what is around a value.
    pub fn centre(&mut self, value: f64, now: f64, end: f64) {
        self.window = self.window.around(value).kept_near(end);
        self.stop_following_unseen(now);
    }
}
