//! The money the page shows.

use anyhow::{Context, Result, ensure};

/// What the Market says of all money so far, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books {
    /// What the buyers have paid.
    pub spent: i64,
    /// What the sellers have got of it.
    pub earned: i64,
    /// What the traders have kept of it.
    pub commission: i64,
}

impl Books {
    /// Reads the sentence "Spent 75.00 = earned 60.00 + commission 15.00" out of a text.
    ///
    /// # Errors
    ///
    /// If the sentence is not there, or a sum in it is not a number with two decimals.
    pub fn read(text: &str) -> Result<Self> {
        Ok(Self {
            spent: sum_after("Spent ", text)?,
            earned: sum_after("= earned ", text)?,
            commission: sum_after("+ commission ", text)?,
        })
    }

    /// Whether every coin spent is somewhere.
    #[must_use]
    pub fn balance(&self) -> bool {
        self.spent == self.earned + self.commission
    }
}

/// The sum that follows `label` in a text, in hundredths.
fn sum_after(label: &str, text: &str) -> Result<i64> {
    let (_, rest) = text
        .split_once(label)
        .with_context(|| format!("expected \"{label}\" and a sum, found: {text}"))?;
    let sum = rest.split_whitespace().next().unwrap_or_default();
    hundredths(sum).with_context(|| format!("after \"{label}\""))
}

/// Reads "12.00" as 1200.
fn hundredths(sum: &str) -> Result<i64> {
    let (whole, decimals) = sum
        .split_once('.')
        .with_context(|| format!("expected a sum with two decimals, found \"{sum}\""))?;
    let digits = format!("{whole}{decimals}");
    ensure!(
        decimals.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()),
        "expected a sum with two decimals, found \"{sum}\""
    );
    digits.parse().context("the sum is too large")
}

#[cfg(test)]
mod tests {
    use super::Books;

    #[test]
    fn the_books_are_read_out_of_the_markets_text() {
        let text = "Queue empty Spent 75.00 = earned 60.00 + commission 15.00 Ledger";
        let books = Books::read(text).expect("the sentence is there");
        assert_eq!((books.spent, books.earned, books.commission), (7500, 6000, 1500));
        assert!(books.balance());
    }

    #[test]
    fn a_coin_too_few_does_not_balance() {
        let text = "Spent 75.01 = earned 60.00 + commission 15.00";
        assert!(!Books::read(text).expect("the sentence is there").balance());
    }

    #[test]
    fn a_sum_that_is_no_sum_is_an_error() {
        for text in ["", "Spent 75", "Spent 75.0 = earned", "Spent much = earned little"] {
            assert!(Books::read(text).is_err(), "{text}");
        }
    }
}
