//! What a number counts, and how a person reads and types it: a file's microseconds as milliseconds,
//! cents as coins, thousandths as a percentage, all exactly.

/// The longest time a scenario may name, a simulated day, in microseconds.
pub(crate) const DAY_US: i64 = 24 * 3_600 * 1_000_000;

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Nothing that has a name.
    None,
    /// Microseconds in a file, milliseconds to a person.
    Time,
    /// Cents in a file, coins to a person.
    Money,
    /// Thousandths in a file, percent to a person.
    Share,
    /// Pieces of a good.
    Pieces,
}

impl Unit {
    /// How a person writes it, behind a number.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Time => "ms",
            Self::Money => "coins",
            Self::Share => "%",
            Self::Pieces => "pieces",
        }
    }

    /// How many of the file's digits stand behind a person's point.
    const fn decimals(self) -> usize {
        match self {
            Self::None | Self::Pieces => 0,
            Self::Time => 3,
            Self::Money => 2,
            Self::Share => 1,
        }
    }

    /// A file's number as a person types it: `129.999`.
    #[must_use]
    pub fn show(self, number: i64) -> String {
        let digits = format!("{:0width$}", number.unsigned_abs(), width = self.decimals() + 1);
        let (whole, rest) = digits.split_at(digits.len() - self.decimals());
        let rest = if self == Self::Money { rest } else { rest.trim_end_matches('0') };
        let sign = if number < 0 { "-" } else { "" };
        let point = if rest.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{rest}")
    }

    /// The same with the unit behind it: `129.999 ms`.
    #[must_use]
    pub fn told(self, number: i64) -> String {
        format!("{} {}", self.show(number), self.text()).trim_end().to_owned()
    }

    /// From what to what: `0.001 ms to a day`.
    #[must_use]
    pub fn range(self, min: i64, max: i64) -> String {
        if self == Self::Time && max == DAY_US {
            return format!("{} to a day", self.told(min));
        }
        let most = grouped(&self.show(max));
        format!("{} to {most} {}", self.show(min), self.text()).trim_end().to_owned()
    }

    /// What a person typed, as a file's number; `None` if it is no number, or has more decimals than
    /// a file can hold.
    #[must_use]
    pub fn read(self, text: &str) -> Option<i64> {
        let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let is_number = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        if unsigned.is_empty() || !is_number(unsigned) || !is_number(rest) {
            return None;
        }
        let missing = self.decimals().checked_sub(rest.len())?;
        format!("{whole}{rest}{}", "0".repeat(missing)).parse().ok()
    }

    /// What to call what can be read.
    pub(super) fn a_number(self) -> String {
        let unit = self.text();
        match self.decimals() {
            0 if unit.is_empty() => "a whole number".to_owned(),
            0 => format!("a whole number of {unit}"),
            1 => format!("a number of {unit} with at most one decimal"),
            most => format!("a number of {unit} with at most {most} decimals"),
        }
    }
}

/// `1000000.00` as `1,000,000.00`.
fn grouped(number: &str) -> String {
    let whole = number.find('.').unwrap_or(number.len());
    let mut grouped = number.to_owned();
    for place in (1..whole).rev().filter(|place| (whole - place).is_multiple_of(3)) {
        grouped.insert(place, ',');
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_number_is_exactly_the_files() {
        for (unit, stored, shown) in [
            (Unit::Time, 129_999, "129.999"),
            (Unit::Time, 130_000, "130"),
            (Unit::Time, 1, "0.001"),
            (Unit::Time, -1_500, "-1.5"),
            (Unit::Time, 0, "0"),
            (Unit::Money, 1_000, "10.00"),
            (Unit::Share, 125, "12.5"),
            (Unit::Pieces, 40, "40"),
        ] {
            assert_eq!(unit.show(stored), shown);
            assert_eq!(unit.read(shown), Some(stored), "{shown}");
        }
        assert_eq!(Unit::Time.read(" 2. "), Some(2_000));
    }

    #[test]
    fn what_a_file_cannot_hold_is_not_read() {
        for text in ["", "-", ".", "1,5", "1e3", "+5", "1.2345", "ten", "99999999999999999999"] {
            assert_eq!(Unit::Time.read(text), None, "{text}");
        }
        assert_eq!(Unit::Pieces.read("1.5"), None);
    }

    #[test]
    fn a_day_is_called_one() {
        assert_eq!(Unit::Time.range(1, DAY_US), "0.001 ms to a day");
        assert_eq!(Unit::Share.range(0, 1_000), "0 to 100 %");
        assert_eq!(Unit::Money.range(1, 100_000_000), "0.01 to 1,000,000.00 coins");
        assert_eq!(Unit::None.range(1, 16), "1 to 16");
    }
}
