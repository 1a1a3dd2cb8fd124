//! Goods and money.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// An item of trade: its place in the scenario's list of goods.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u8);

/// An amount of money, in cents. Never negative.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(pub u64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many thousandths of it, cents cut off: the trader's commission.
    #[must_use]
    pub const fn per_mille(self, share: u64) -> Self {
        Self(self.0 * share / 1_000)
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        Self(self.0 + rhs.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, rhs: Self) {
        self.0 += rhs.0;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, rhs: Self) -> Self {
        Self(self.0 - rhs.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// `12.50`
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// One kind of good.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Good {
    /// What it is called.
    pub name: String,
    /// The price of one.
    pub price: Money,
    /// How many a sold-out seller brings when it picks this item.
    pub restock: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commission_is_a_fifth_and_the_parts_make_the_whole() {
        let price = Money(1_500);
        let commission = price.per_mille(200);
        assert_eq!(commission.to_string(), "3.00");
        assert_eq!((price - commission).to_string(), "12.00");
        assert_eq!(Money(7).per_mille(200), Money(1));
    }
}
