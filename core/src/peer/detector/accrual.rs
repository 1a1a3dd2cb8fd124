//! The phi accrual detector (Hayashibara, Défago, Yared and Katayama 2004): how long a silence is
//! suspicious follows from the silences that there were.
//!
//! The intervals between the last signs of life are taken for normally distributed, with their mean
//! and deviation. Phi is how unlikely a silence as long as this one is, as a negative power of ten: at
//! phi 8 one in 10^8 intervals is longer. The peer suspects where phi reaches the agreed value.
//!
//! Nothing here is a float. Where phi reaches a whole number k lies z(k) deviations above the mean,
//! and z comes from a table in thousandths: so no logarithm is needed, only a square root, which is
//! whole too. The level of suspicion in between is not worked out.
//!
//! Four bounds that the paper has not: the window holds 32 intervals; the mean is never below the
//! agreed interval, nor the deviation below a floor, so that beats that come in a burst and beats like
//! clockwork make nobody hasty; and the patience never exceeds four times what it is at first, so
//! that a death is noticed however long the silences were. At first the window holds two made-up
//! intervals, a quarter below and a quarter above the agreed one.
//!
//! Its honest limit: latencies are not normally distributed, so 10^-phi is a measure, no promise.

use crate::time::{Duration, Instant};
use std::collections::VecDeque;

/// How many intervals are remembered.
const WINDOW: usize = 32;

/// How many deviations above the mean phi reaches 1, 2, 3 and so on, in thousandths.
const DEVIATIONS_PER_MILLE: [u64; 16] = [
    1_282, 2_326, 3_090, 3_719, 4_265, 4_753, 5_199, 5_612, 5_998, 6_361, 6_706, 7_034, 7_349,
    7_651, 7_941, 8_222,
];

/// What was agreed for this detector.
#[derive(Clone, Copy, Debug)]
pub struct Accrual {
    /// How often the trader sends.
    pub every: Duration,
    /// How unlikely a silence must be to be suspicious; 1 to 16.
    pub phi: u64,
    /// The least deviation that is reckoned with.
    pub floor: Duration,
}

impl Accrual {
    /// So many deviations as phi asks for.
    fn spread(self, deviation: u64) -> u64 {
        let last = DEVIATIONS_PER_MILLE.len() as u64;
        let place = usize::try_from(self.phi.clamp(1, last) - 1).unwrap_or_default();
        deviation.max(self.floor.0).saturating_mul(DEVIATIONS_PER_MILLE[place]) / 1_000
    }

    /// The patience with two made-up intervals.
    fn patience_at_first(self) -> Duration {
        self.every + Duration(self.spread(self.every.0 / 4))
    }

    /// The longest silence that is ever borne.
    #[must_use]
    pub fn patience_max(self) -> Duration {
        Duration(self.patience_at_first().0.saturating_mul(4))
    }

    /// The shortest silence that is ever suspicious.
    #[must_use]
    pub fn patience_min(self) -> Duration {
        self.every + Duration(self.spread(0))
    }
}

/// The last signs of life of one trader.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct History {
    last: Option<Instant>,
    intervals: VecDeque<u64>,
}

impl History {
    /// A sign of life comes now.
    pub fn heard(&mut self, now: Instant) {
        if let Some(last) = self.last.replace(now) {
            self.intervals.push_back(now.since(last).0);
        }
        if self.intervals.len() > WINDOW {
            self.intervals.pop_front();
        }
    }

    /// From the last sign of life on, the silence at which phi reaches the agreed value.
    #[must_use]
    pub fn patience(&self, agreed: Accrual) -> Duration {
        let (every, quarter) = (agreed.every.0, agreed.every.0 / 4);
        let made_up = [every - quarter, every + quarter];
        let room = WINDOW.saturating_sub(self.intervals.len());
        let all = || made_up.iter().take(room).chain(&self.intervals).map(|us| u128::from(*us));
        let count = all().count() as u128;
        let mean = all().sum::<u128>() / count;
        let variance = all().map(|us| us.abs_diff(mean).pow(2)).sum::<u128>() / count;
        let whole = |number: u128| u64::try_from(number).unwrap_or(u64::MAX);
        let patience =
            whole(mean).max(every).saturating_add(agreed.spread(whole(variance.isqrt())));
        Duration(patience).min(agreed.patience_max())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGREED: Accrual = Accrual { every: Duration(1_000), phi: 3, floor: Duration(100) };

    fn heard(intervals: impl IntoIterator<Item = u64>) -> History {
        let mut history = History::default();
        let mut now = Instant(5);
        history.heard(now);
        for interval in intervals {
            now += Duration(interval);
            history.heard(now);
        }
        history
    }

    /// The normal distribution's upper tail, by adding up its density.
    fn tail(from: f64) -> f64 {
        let step = 0.000_5;
        let density = |x: f64| (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt();
        (0..20_000).map(|i| density(from + (f64::from(i) + 0.5) * step) * step).sum()
    }

    #[test]
    fn phi_is_how_unlikely_the_silence_is() {
        for (phi, deviations) in (1..).zip(DEVIATIONS_PER_MILLE) {
            let deviations = f64::from(u32::try_from(deviations).expect("it is small")) / 1_000.0;
            let found = -tail(deviations).log10();
            assert!((found - f64::from(phi)).abs() < 0.002, "{found} for {phi}");
        }
    }

    #[test]
    fn at_first_a_quarter_of_the_interval_is_the_deviation() {
        assert_eq!(heard([]).patience(AGREED), Duration(1_000 + 250 * 3_090 / 1_000));
    }

    #[test]
    fn beats_like_clockwork_come_down_to_the_floor() {
        let history = heard([1_000; 40]);
        assert_eq!(history.patience(AGREED), AGREED.patience_min());
        assert_eq!(AGREED.patience_min(), Duration(1_309));
    }

    #[test]
    fn the_more_the_beats_vary_the_longer_a_silence_is_borne() {
        let varied = heard([800, 1_200].into_iter().cycle().take(32));
        assert_eq!(varied.patience(AGREED), Duration(1_000 + 200 * 3_090 / 1_000));
        let late = heard([1_400, 1_800].into_iter().cycle().take(32));
        assert_eq!(late.patience(AGREED), Duration(1_600 + 200 * 3_090 / 1_000));
    }

    #[test]
    fn what_lies_far_back_is_forgotten() {
        let rough = [9, 2_500].into_iter().cycle().take(100);
        let history = heard(rough.chain([1_000; WINDOW]));
        assert_eq!(history.patience(AGREED), AGREED.patience_min());
        assert_eq!(history.intervals.len(), WINDOW);
    }

    #[test]
    fn a_burst_of_beats_makes_nobody_hasty_and_long_silences_nobody_patient_for_ever() {
        assert_eq!(heard([0; 40]).patience(AGREED), AGREED.patience_min());
        assert_eq!(heard([u64::MAX / 100; 40]).patience(AGREED), AGREED.patience_max());
        assert_eq!(AGREED.patience_max(), Duration(4 * 1_772));
    }
}
