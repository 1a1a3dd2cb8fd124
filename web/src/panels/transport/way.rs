//! The way of the thumb of the slider of moments: which place is which moment.

/// From where to where the thumb's middle goes, in px of the window.
#[derive(Clone, Copy)]
pub(super) struct Way {
    from: f64,
    to: f64,
}

impl Way {
    /// The way from one place to another.
    pub(super) const fn between(from: f64, to: f64) -> Self {
        Self { from, to }
    }

    /// Where the thumb's middle is for a moment of so many.
    pub(super) fn place(self, moment: usize, last: usize) -> f64 {
        self.from + (self.to - self.from) * part(moment, last)
    }

    /// The moment of so many that is nearest to a pointer, in px of the window.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is no larger than the last"
    )]
    pub(super) fn moment(self, x: i32, last: usize) -> usize {
        let part = (f64::from(x) - self.from) / (self.to - self.from).max(1.0);
        (part.clamp(0.0, 1.0) * last as f64).round() as usize
    }
}

/// How much of all moments lies before one of them, from 0 to 1.
pub(super) fn part(moment: usize, last: usize) -> f64 {
    moment as f64 / last.max(1) as f64
}
