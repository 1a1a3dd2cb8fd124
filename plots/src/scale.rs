//! A scale on which equal differences, or equal ratios, stand equally far apart.

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use std::ops::Range;
use trading_post::figures::Unit;

/// A number at a mark, in as few letters as tell it: marks are round.
#[must_use]
pub fn marked(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Micros if value >= 1_000_000.0 => format!("{} s", value / 1_000_000.0),
        Unit::Micros if value >= 1_000.0 => format!("{} ms", value / 1_000.0),
        Unit::Micros if value > 0.0 => format!("{value} µs"),
        Unit::Micros
        | Unit::Peers
        | Unit::Buyers
        | Unit::Messages
        | Unit::PerMille
        | Unit::Latencies
        | Unit::Bytes
        | Unit::Count => value.to_string(),
    }
}

/// A scale from one number to another.
#[derive(Clone, Debug)]
pub struct Scale {
    range: Range<f64>,
    logarithmic: bool,
}

impl Scale {
    /// Holds all these numbers, and begins at 0 where it can.
    #[must_use]
    pub fn over(values: impl Iterator<Item = u64>, logarithmic: bool) -> Self {
        Self::between(values.chain((!logarithmic).then_some(0)), logarithmic)
    }

    /// Holds all these numbers. Where ratios count, 0 stands at 1.
    #[must_use]
    pub fn between(values: impl Iterator<Item = u64>, logarithmic: bool) -> Self {
        let least = if logarithmic { 1.0 } else { 0.0 };
        let (mut from, mut to) = (f64::MAX, least);
        for value in values.map(|value| (value as f64).max(least)) {
            (from, to) = (from.min(value), to.max(value));
        }
        let from = from.min(to);
        let to = if to > from { to } else { from + 1.0 };
        Self { range: from..to, logarithmic }
    }

    /// The same with room at both ends, where ratios count: it begins and ends with a round number.
    #[must_use]
    pub fn rounded(mut self) -> Self {
        if self.logarithmic {
            let Range { start, end } = self.range;
            let below = round().take_while(|mark| *mark < start).last().unwrap_or(start);
            let above = round().find(|mark| *mark > end).unwrap_or(end);
            self.range = below..above;
        }
        self
    }

    /// Where a number stands, from 0 to 1.
    fn place(&self, value: f64) -> f64 {
        let Range { start, end } = self.range;
        if self.logarithmic {
            (value.max(start) / start).ln() / (end / start).ln()
        } else {
            (value - start) / (end - start)
        }
    }

    /// Numbers that are easily read: 1, 2 and 5 times powers of ten, if there is room for so many.
    fn marks(&self, most: usize) -> Vec<f64> {
        if !self.logarithmic {
            let span = self.range.end - self.range.start;
            let step = round().find(|step| span / step <= most as f64).unwrap_or(span);
            let first = (self.range.start / step).ceil() as u64;
            let marks = (first..).map(|n| n as f64 * step);
            return marks.take_while(|mark| *mark <= self.range.end).collect();
        }
        let all: Vec<f64> = round().filter(|mark| self.range.contains(mark)).collect();
        if all.len() <= most {
            return all;
        }
        let powers = (0..18).map(|power| 10_f64.powi(power));
        powers.filter(|mark| self.range.contains(mark)).collect()
    }
}

/// 1, 2 and 5 times powers of ten.
fn round() -> impl Iterator<Item = f64> {
    (0..18).flat_map(|power| [1.0, 2.0, 5.0].map(|n| n * 10_f64.powi(power)))
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        limit.0 + (self.place(*value) * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        self.marks(hint.max_num_points().min(10))
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

impl ValueFormatter<f64> for Scale {
    fn format(value: &f64) -> String {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_stand_equally_far_apart() {
        let scale = Scale::over([1, 100].into_iter(), true);
        let limit = (0, 200);
        assert_eq!([1.0, 10.0, 100.0].map(|value| scale.map(&value, limit)), [0, 100, 200]);
        assert_eq!(scale.map(&0.0, limit), 0);
        assert_eq!(scale.marks(10), [1.0, 2.0, 5.0, 10.0, 20.0, 50.0]);
    }

    #[test]
    fn equal_differences_stand_equally_far_apart_from_0_on() {
        let scale = Scale::over([50, 200].into_iter(), false);
        assert_eq!([0.0, 100.0, 200.0].map(|value| scale.map(&value, (0, 10))), [0, 5, 10]);
        assert_eq!(scale.marks(5), [0.0, 50.0, 100.0, 150.0, 200.0]);
    }

    #[test]
    fn a_rounded_scale_of_ratios_has_room_at_both_ends() {
        let scale = Scale::over([3, 800].into_iter(), true).rounded();
        assert_eq!(scale.range, 2.0..1_000.0);
        let scale = Scale::over([3, 800].into_iter(), false).rounded();
        assert_eq!(scale.range, 0.0..800.0);
    }

    #[test]
    fn what_stands_at_marks_is_short() {
        let times = [0.0, 500.0, 1_000.0, 250_000.0, 1_500_000.0];
        let told = times.map(|us| marked(Unit::Micros, us));
        assert_eq!(told, ["0", "500 µs", "1 ms", "250 ms", "1.5 s"]);
        assert_eq!(marked(Unit::Peers, 1_000.0), "1000");
    }

    #[test]
    fn one_number_alone_has_a_scale() {
        let scale = Scale::between([7].into_iter(), false);
        assert_eq!(scale.range, 7.0..8.0);
    }
}
