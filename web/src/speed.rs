//! How fast simulated time runs beside the clock on the wall.

/// A speed: one of the steps of the slider, from 1/100 to as fast as possible.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Speed(usize);

/// Each step's name, and how many simulated seconds pass in one on the wall. Roughly logarithmic.
const STEPS: [(&str, Option<f64>); 14] = [
    ("1/100", Some(0.01)),
    ("1/50", Some(0.02)),
    ("1/20", Some(0.05)),
    ("1/10", Some(0.1)),
    ("1/5", Some(0.2)),
    ("1/2", Some(0.5)),
    ("1", Some(1.0)),
    ("2", Some(2.0)),
    ("5", Some(5.0)),
    ("10", Some(10.0)),
    ("20", Some(20.0)),
    ("50", Some(50.0)),
    ("100", Some(100.0)),
    ("as fast as possible", None),
];

impl Speed {
    /// The slider's last step.
    pub const LAST: usize = STEPS.len() - 1;

    /// The speed of this step of the slider; the fastest, if there are not so many.
    #[must_use]
    pub fn of_step(step: usize) -> Self {
        Self(step.min(Self::LAST))
    }

    /// Its step on the slider.
    #[must_use]
    pub const fn step(self) -> usize {
        self.0
    }

    /// What it is called: `1/20`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        STEPS[self.0].0
    }

    /// Simulated seconds a second; `None` is as fast as possible.
    #[must_use]
    pub const fn factor(self) -> Option<f64> {
        STEPS[self.0].1
    }

    /// One step faster.
    #[must_use]
    pub fn faster(self) -> Self {
        Self::of_step(self.0 + 1)
    }

    /// One step slower.
    #[must_use]
    pub const fn slower(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// A speed at which a person can follow single messages.
impl Default for Speed {
    fn default() -> Self {
        Self(3)
    }
}
