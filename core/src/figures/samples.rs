//! What was measured, number by number.

/// Numbers that were measured, in rows of one kind each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Samples(Vec<Vec<u64>>);

impl Samples {
    pub(super) fn rows(count: usize) -> Self {
        Self(vec![Vec::new(); count])
    }

    pub(super) fn push(&mut self, row: usize, value: u64) {
        self.0[row].push(value);
    }

    /// Adds what another trial measured, row by row.
    pub(super) fn append(&mut self, other: Self) {
        self.0.resize_with(self.0.len().max(other.0.len()), Vec::new);
        for (row, more) in self.0.iter_mut().zip(other.0) {
            row.extend(more);
        }
    }

    /// One row, as the only one.
    pub(super) fn only(mut self, row: usize) -> Self {
        Self(vec![std::mem::take(&mut self.0[row])])
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers of a row, in the order in which they were measured; none if there is no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[u64] {
        self.0.get(row).map_or(&[], Vec::as_slice)
    }

    /// All numbers.
    pub fn all(&self) -> impl Iterator<Item = u64> + Clone {
        self.0.iter().flatten().copied()
    }

    /// The mean of a row; nothing if it is empty.
    #[must_use]
    pub fn mean(&self, row: usize) -> Option<u64> {
        mean(self.row(row).iter().copied())
    }

    /// The mean of all rows; nothing if they are empty.
    #[must_use]
    pub fn mean_of_all(&self) -> Option<u64> {
        mean(self.all())
    }

    /// Nineteen of twenty of all numbers are at most this; nothing if there is none.
    #[must_use]
    pub fn most_of_all(&self) -> Option<u64> {
        let mut sorted: Vec<u64> = self.all().collect();
        sorted.sort_unstable();
        let last = sorted.len().checked_sub(1)?;
        Some(sorted[last * 19 / 20])
    }
}

/// The mean, rounded to the nearest whole number.
fn mean(values: impl Iterator<Item = u64>) -> Option<u64> {
    let (sum, count) = values.fold((0, 0), |(sum, count), value| (sum + value, count + 1));
    (sum + count / 2).checked_div(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(rows: &[&[u64]]) -> Samples {
        Samples(rows.iter().map(|row| row.to_vec()).collect())
    }

    #[test]
    fn means_are_rounded_to_the_nearest() {
        let samples = measured(&[&[1, 2], &[10, 11, 11], &[]]);
        assert_eq!([0, 1, 2, 3].map(|row| samples.mean(row)), [Some(2), Some(11), None, None]);
        assert_eq!(samples.mean_of_all(), Some(7));
    }

    #[test]
    fn nineteen_of_twenty_are_at_most_as_told() {
        let numbers: Vec<u64> = (1..=100).rev().collect();
        assert_eq!(measured(&[&numbers]).most_of_all(), Some(95));
        assert_eq!(measured(&[&[7]]).most_of_all(), Some(7));
        assert_eq!(measured(&[&[]]).most_of_all(), None);
    }

    #[test]
    fn what_is_appended_goes_to_its_row() {
        let mut samples = measured(&[&[1]]);
        samples.append(measured(&[&[2], &[3]]));
        assert_eq!(samples, measured(&[&[1, 2], &[3]]));
    }
}
