//! Which part of a run is seen: from where to where, on which axis.

/// By what events are placed from left to right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Axis {
    /// By simulated time.
    #[default]
    Time,
    /// By how long the longest chain of causes is that ends in them.
    Depth,
}

impl Axis {
    /// The shortest part that is worth seeing.
    const fn shortest(self) -> f64 {
        match self {
            Self::Time => 200.0,
            Self::Depth => 4.0,
        }
    }
}

/// A part of a run. The unit is a microsecond, or a link of a chain of causes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Window {
    /// The axis.
    pub axis: Axis,
    /// The value at the left edge.
    pub from: f64,
    /// The value at the right edge.
    pub to: f64,
}

/// Where "now" comes to lie when the window follows it, as a part of the width.
const LANDS_AT: f64 = 0.6;
/// Beyond this part of the width, "now" has gone too far.
const LEAVES_AT: f64 = 0.86;

impl Window {
    /// The whole of a run that ends at this value, with a little room around it.
    #[must_use]
    pub fn whole(axis: Axis, end: f64) -> Self {
        let length = end.max(axis.shortest());
        Self { axis, from: -0.01 * length, to: 1.04 * length }
    }

    /// How much is seen.
    #[must_use]
    pub fn length(self) -> f64 {
        self.to - self.from
    }

    /// Which part of the width a value lies at: 0 is the left edge, 1 the right one.
    #[must_use]
    pub fn part(self, value: f64) -> f64 {
        (value - self.from) / self.length()
    }

    /// The value at a part of the width.
    #[must_use]
    pub fn at(self, part: f64) -> f64 {
        self.from + part * self.length()
    }

    /// The window moved by so many of its own widths.
    #[must_use]
    pub fn moved(self, widths: f64) -> Self {
        let by = widths * self.length();
        Self { from: self.from + by, to: self.to + by, ..self }
    }

    /// The window in which everything is `times` as long, while what lies at a part of the width
    /// stays there.
    #[must_use]
    pub fn zoomed(self, part: f64, times: f64) -> Self {
        let (value, length) = (self.at(part), self.length() / times);
        let length = length.max(self.axis.shortest());
        let from = value - part * length;
        Self { from, to: from + length, ..self }
    }

    /// The nearest window that does not lose sight of a run that ends at this value.
    #[must_use]
    pub fn kept_near(self, end: f64) -> Self {
        let whole = Self::whole(self.axis, end);
        let length = self.length().min(whole.length() * 1.5);
        let (lowest, highest) = (-0.05 * length, (end - 0.4 * length).max(-0.05 * length));
        let from = self.from.clamp(lowest, highest);
        Self { from, to: from + length, ..self }
    }

    /// The window around a value, as long as this one.
    #[must_use]
    pub fn around(self, value: f64) -> Self {
        self.moved(self.part(value) - 0.5)
    }

    /// The window in which a value can be seen: this one, if it can be seen in it.
    #[must_use]
    pub fn showing(self, value: f64) -> Self {
        if (0.03..=0.97).contains(&self.part(value)) { self } else { self.around(value) }
    }

    /// The window that follows "now". It moves by a large step now and then, so that it can be read
    /// in between.
    #[must_use]
    pub fn following(self, now: f64) -> Self {
        if (0.0..=LEAVES_AT).contains(&self.part(now)) {
            return self;
        }
        let moved = self.moved(self.part(now) - LANDS_AT);
        if moved.from < 0.0 { moved.moved(moved.part(-0.01 * moved.length())) } else { moved }
    }
}
