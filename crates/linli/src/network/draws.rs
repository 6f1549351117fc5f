//! Random draws from a key (SplitMix64; Steele, Lea & Flood 2014). Nothing else in `network` knows how numbers are drawn.

/// A stream of draws.
#[derive(Debug, Clone)]
pub(super) struct Draws(u64);

impl Draws {
    /// The stream of this key: the same key gives the same draws, on every platform.
    pub(super) fn of(key: &[u64]) -> Self {
        let mut draws = Self(0);
        for &part in key {
            draws.0 ^= part;
            draws.0 = draws.next();
        }
        draws
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `bound`, which is at least 1. The bias is below `bound` / 2⁶⁴.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // Reference output of SplitMix64 for the seed 1234567 (Vigna's C program, as printed with it on Rosetta Code).
        let mut draws = Draws(1_234_567);
        let drawn: Vec<u64> = (0..5).map(|_| draws.next()).collect();
        let known = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(drawn, known);
    }

    #[test]
    fn every_part_of_a_key_matters() {
        let first = |key: &[u64]| Draws::of(key).below(1 << 40);
        assert_eq!(first(&[1, 2]), first(&[1, 2]));
        assert!(first(&[1, 2]) != first(&[2, 1]) && first(&[1, 2]) != first(&[1, 3]) && first(&[1]) != first(&[1, 0]));
        assert!((0..1000).all(|at| Draws::of(&[at]).below(7) < 7));
    }
}
