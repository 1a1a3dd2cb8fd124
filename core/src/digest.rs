//! Fingerprints of what was recorded: the same natively and on 32-bit WebAssembly, from run to run.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::Hasher;
use std::str::FromStr;

/// A fingerprint. Different things have different ones, as good as always.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Digest(pub u64);

/// `00c0ffee00c0ffee`
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// As it is written.
impl FromStr for Digest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = u64::from_str_radix(text, 16).ok().map(Self);
        number
            .filter(|digest| digest.to_string() == text)
            .ok_or_else(|| format!("found {text:?}, expected 16 digits of 0 to 9 and a to f"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// Makes a fingerprint of what is put in, number by number: FNV-1a over words of 64 bits, each
/// followed by a shift that lets its high bits reach the low ones.
///
/// Other than the standard library's hashers it has no seed and takes every number, whatever its
/// width and the machine's byte order, as the same word.
#[derive(Clone, Debug)]
pub struct Digester(u64);

impl Digester {
    /// Nothing has been put in.
    #[must_use]
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// The fingerprint of all that has been put in.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        Digest(self.0)
    }
}

impl Default for Digester {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher for Digester {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, word: u64) {
        let mixed = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        self.0 = mixed ^ mixed >> 32;
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_u16(&mut self, number: u16) {
        self.write_u64(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    /// The variant of an enum is hashed as one of these: never negative, narrower in a browser.
    fn write_isize(&mut self, number: isize) {
        self.write_u64(number.unsigned_abs() as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::Hash;

    fn digest(what: impl Hash) -> Digest {
        let mut digester = Digester::new();
        what.hash(&mut digester);
        digester.digest()
    }

    #[test]
    fn a_fingerprint_is_always_the_same() {
        assert_eq!(digest((7_u32, Some(3_u16), "fish")).to_string(), "342fc700a42b2c17");
    }

    #[test]
    fn it_is_read_as_it_is_written_and_not_otherwise() {
        let some = Digest(0x00c0_ffee);
        assert_eq!(some.to_string().parse(), Ok(some));
        for wrong in ["", "c0ffee", "00000000 0c0ffee", "00000000000C0FFEE", "0000000000C0FFEE"] {
            assert!(wrong.parse::<Digest>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn order_and_value_matter() {
        let all = [(1_u32, 2_u32), (2, 1), (0, 3), (1, 3), (1 << 31, 2)].map(digest);
        let same = all.iter().enumerate().find(|(i, one)| all[..*i].contains(one));
        assert_eq!(same, None);
    }
}
