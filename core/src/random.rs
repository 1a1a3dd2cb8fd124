//! The seeded generator: SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
//! generators"), whose published outputs the tests check. Integers only, 64 bits wide on every
//! machine, so that a seed means the same natively and in the browser.

/// What a stream of chance is used for.
///
/// Each has a generator of its own, so that adding a fault does not reshuffle the trade.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Latencies of links and of the ledger.
    Network,
    /// Think times, wishes and restocked items.
    Workload,
    /// Whether a disturbed link loses, doubles or delays.
    Faults,
    /// What a drawn scenario is like.
    Scenario,
}

/// A SplitMix64 generator. A value: a clone goes on exactly as the original would have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The generator with exactly this state, as in the published test vector.
    #[must_use]
    pub const fn new(state: u64) -> Self {
        Self { state }
    }

    /// The generator of one stream of a run's seed.
    #[must_use]
    pub fn stream(seed: u64, stream: Stream) -> Self {
        let salt = match stream {
            Stream::Network => 1,
            Stream::Workload => 2,
            Stream::Faults => 3,
            Stream::Scenario => 4,
        };
        Self::nth(seed, salt)
    }

    /// The generator of one of many numbered things that a seed decides.
    #[must_use]
    pub const fn nth(seed: u64, number: u64) -> Self {
        let base = Self::new(seed).next_u64();
        Self::new(base ^ Self::new(number).next_u64())
    }

    /// The next 64 bits.
    pub const fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 if `bound` is 0.
    ///
    /// Multiply-and-shift (Lemire 2019) without the rejection step: its bias is below `bound / 2^64`.
    pub const fn below(&mut self, bound: u64) -> u64 {
        ((self.next_u64() as u128 * bound as u128) >> 64) as u64
    }

    /// A number from 0 to `bound - 1` that a machine's own word decides, as in programs that draw a
    /// `usize`: the same generator gives another number where a word has 32 bits. Only
    /// [`Defence::WideChance`](crate::peer::rules::Defence::WideChance) keeps runs from it.
    ///
    /// # Panics
    /// If `bound` is 0.
    pub const fn below_by_word(&mut self, bound: u64) -> u64 {
        (self.next_u64() as usize as u64) % bound
    }

    /// A number from `low` to `high`, both included; `low` if they are the wrong way round.
    pub const fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector that Rosetta Code and the Java and xoshiro authors' C code agree on.
    #[test]
    fn gives_the_published_outputs() {
        let mut random = Random::new(1_234_567);
        let outputs: Vec<u64> = (0..5).map(|_| random.next_u64()).collect();
        assert_eq!(
            outputs,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn stays_within_its_bounds_and_reaches_both_ends() {
        let mut random = Random::new(7);
        let drawn: Vec<u64> = (0..200).map(|_| random.between(3, 6)).collect();
        assert!(drawn.iter().all(|n| (3..=6).contains(n)));
        assert!(drawn.contains(&3) && drawn.contains(&6));
        assert_eq!(random.between(9, 9), 9);
    }

    #[test]
    fn streams_of_one_seed_differ() {
        let mut network = Random::stream(1, Stream::Network);
        let mut workload = Random::stream(1, Stream::Workload);
        assert_ne!(network.next_u64(), workload.next_u64());
    }
}
