//! How often which numbers were measured.

/// Into about so many bins numbers are sorted, at most.
const MOST_BINS: u64 = 20;

/// Numbers in bins of one width: 1, 2 or 5 times a power of ten, so that there are at most some twenty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Histogram {
    /// Where the first bin begins.
    pub from: u64,
    /// The width of each bin; at least 1.
    pub width: u64,
    /// How many numbers are in each bin; its beginning is in it, its end in the next.
    pub counts: Vec<u64>,
}

impl Histogram {
    /// Sorts numbers into bins; nothing if there are none.
    pub(super) fn of(values: impl Iterator<Item = u64> + Clone) -> Option<Self> {
        let (min, max) = (values.clone().min()?, values.clone().max()?);
        let width = width((max - min) / MOST_BINS);
        let first = min / width;
        let mut counts = vec![0; (max / width - first) as usize + 1];
        for value in values {
            counts[(value / width - first) as usize] += 1;
        }
        Some(Self { from: first * width, width, counts })
    }

    /// Each bin: where it begins, where it ends, how many numbers are in it.
    pub fn bins(&self) -> impl Iterator<Item = (u64, u64, u64)> {
        let begins = (0..).map(|bin| self.from + bin * self.width);
        begins.zip(&self.counts).map(|(from, count)| (from, from + self.width, *count))
    }
}

/// The least width that is not less than this.
fn width(least: u64) -> u64 {
    let powers = std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
    let mut widths = powers.flat_map(|power| [1, 2, 5].map(|times| power.saturating_mul(times)));
    widths.find(|width| *width >= least).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(values: &[u64]) -> Option<Histogram> {
        Histogram::of(values.iter().copied())
    }

    #[test]
    fn bins_begin_where_numbers_do_and_have_round_widths() {
        let found = sorted(&[222_100, 223_900, 245_000]).expect("there are numbers");
        assert_eq!((found.from, found.width), (222_000, 2_000));
        assert_eq!((found.counts.len(), found.counts[0], found.counts[11]), (12, 2, 1));
        assert_eq!(found.bins().next(), Some((222_000, 224_000, 2)));
    }

    #[test]
    fn one_number_is_one_bin_and_none_is_nothing() {
        assert_eq!(sorted(&[7]), Some(Histogram { from: 7, width: 1, counts: vec![1] }));
        assert_eq!(sorted(&[]), None);
    }
}
