//! Random numbers that depend on what they are for, never on when or where they are drawn.
//!
//! A stream is named by the plan's seed and a list of key parts (id, revision, group, window, tie rule, population,
//! person). SHA-256 of the name is the key; ChaCha20 turns the key into numbers. Both are published with test vectors,
//! so another program can draw the same numbers.
//!
//! - name: the 15 bytes `linli stream 1\n`, the seed as 8 bytes, then for each part its kind (1 text, 2 number), its
//!   length in bytes as 8 bytes, and its bytes. Numbers are 8 bytes. Least significant byte first.
//! - numbers: ChaCha20 (RFC 8439) with that key, nonce 0, block counter 0, 1, …; every 8 bytes of the key stream are one
//!   number, least significant byte first.

use sha2::{Digest, Sha256};

/// A part of what a stream is named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// An id.
    Text(&'a str),
    /// A revision, a day number.
    Number(i64),
}

impl<'a> From<&'a str> for Part<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Part<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A reproducible sequence of random numbers.
///
/// ```
/// use linli::statistics::Stream;
///
/// let key = ["net_density".into(), 1.into(), "布工坊".into()];
/// let (mut one, mut same, mut other) = (Stream::of(2017, &key), Stream::of(2017, &key), Stream::of(2018, &key));
/// let drawn = one.next_u64();
/// assert_eq!(drawn, same.next_u64());
/// assert_ne!(drawn, other.next_u64());
/// ```
#[derive(Debug, Clone)]
pub struct Stream {
    key: [u32; 8],
    block: u32,
    numbers: [u64; 8],
    used: usize,
}

impl Stream {
    /// The stream of this seed and these parts. Their order counts; where one part ends and the next begins counts too.
    pub fn of(seed: u64, parts: &[Part<'_>]) -> Self {
        let mut name = Sha256::new();
        name.update(b"linli stream 1\n");
        name.update(seed.to_le_bytes());
        for part in parts {
            let number;
            let (kind, bytes) = match part {
                Part::Text(text) => (1_u8, text.as_bytes()),
                Part::Number(value) => {
                    number = value.to_le_bytes();
                    (2, number.as_slice())
                }
            };
            name.update([kind]);
            name.update((bytes.len() as u64).to_le_bytes());
            name.update(bytes);
        }
        let digest = name.finalize();
        let mut key = [0; 8];
        for (word, bytes) in key.iter_mut().zip(digest.chunks_exact(4)) {
            *word = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        Self { key, block: 0, numbers: [0; 8], used: 8 }
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        if self.used == 8 {
            let words = chacha20(&self.key, self.block, [0; 3]);
            for (number, pair) in self.numbers.iter_mut().zip(words.chunks_exact(2)) {
                *number = u64::from(pair[0]) | u64::from(pair[1]) << 32;
            }
            // 2³² blocks are 3·10¹⁰ numbers of one stream; no plan draws as many.
            self.block = self.block.wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        self.numbers[self.used - 1]
    }

    /// A whole number from 0 to n − 1, each as likely as the others; 0 for n ≤ 1.
    ///
    /// Multiplies and keeps the upper half; the few numbers that would favour some results are drawn again
    /// (Lemire 2019, ACM TOMACS 29(1):3).
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        if n <= 1 {
            return 0;
        }
        // 2⁶⁴ mod n: so many numbers are too many.
        let surplus = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.next_u64()) * u128::from(n);
            if product as u64 >= surplus {
                return (product >> 64) as usize;
            }
        }
    }

    /// A real number, 0 ≤ u < 1, in steps of 2⁻⁵³.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Brings items into an order drawn from all orders (Fisher & Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Fills places with numbers from 0 to n − 1, drawn with replacement.
    pub fn fill_below(&mut self, n: usize, places: &mut [usize]) {
        places.iter_mut().for_each(|place| *place = self.below(n));
    }

    /// Brings k of the items to the front, drawn without replacement; all of them for larger k.
    pub fn choose<T>(&mut self, k: usize, items: &mut [T]) {
        for place in 0..k.min(items.len()) {
            items.swap(place, place + self.below(items.len() - place));
        }
    }
}

/// One block of ChaCha20 (RFC 8439, section 2.3): 16 words from a key, a counter and a nonce.
fn chacha20(key: &[u32; 8], counter: u32, nonce: [u32; 3]) -> [u32; 16] {
    let mut start = [0; 16];
    // "expand 32-byte k"
    start[..4].copy_from_slice(&[0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574]);
    start[4..12].copy_from_slice(key);
    start[12] = counter;
    start[13..].copy_from_slice(&nonce);
    let mut x = start;
    for _ in 0..10 {
        quarter(&mut x, 0, 4, 8, 12);
        quarter(&mut x, 1, 5, 9, 13);
        quarter(&mut x, 2, 6, 10, 14);
        quarter(&mut x, 3, 7, 11, 15);
        quarter(&mut x, 0, 5, 10, 15);
        quarter(&mut x, 1, 6, 11, 12);
        quarter(&mut x, 2, 7, 8, 13);
        quarter(&mut x, 3, 4, 9, 14);
    }
    for (word, start) in x.iter_mut().zip(start) {
        *word = word.wrapping_add(start);
    }
    x
}

/// The quarter round (RFC 8439, section 2.1).
fn quarter(x: &mut [u32; 16], a: usize, b: usize, c: usize, d: usize) {
    for (left, right) in [(16, 12), (8, 7)] {
        x[a] = x[a].wrapping_add(x[b]);
        x[d] = (x[d] ^ x[a]).rotate_left(left);
        x[c] = x[c].wrapping_add(x[d]);
        x[b] = (x[b] ^ x[c]).rotate_left(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8439, section 2.3.2.
    #[test]
    fn the_published_block_comes_out() {
        let key = std::array::from_fn(|i| u32::from_le_bytes(std::array::from_fn(|j| (4 * i + j) as u8)));
        let block = chacha20(&key, 1, [0x0900_0000, 0x4a00_0000, 0]);
        let published = [
            0xe4e7_f110,
            0x1559_3bd1,
            0x1fdd_0f50,
            0xc471_20a3,
            0xc7f4_d1c7,
            0x0368_c033,
            0x9aaa_2204,
            0x4e6c_d4c3,
            0x4664_82d2,
            0x09aa_9f07,
            0x05d7_c214,
            0xa202_8bd9,
            0xd19c_12b5,
            0xb94e_16de,
            0xe883_d0cb,
            0x4e3c_50a2,
        ];
        assert_eq!(block, published);
    }

    /// RFC 8439, appendix A.1, vectors 1 and 2: key 0, nonce 0, counters 0 and 1.
    #[test]
    fn blocks_follow_each_other() {
        let mut stream = Stream { key: [0; 8], block: 0, numbers: [0; 8], used: 8 };
        assert_eq!(stream.next_u64().to_le_bytes(), [0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90]);
        let second = (1..=8).map(|_| stream.next_u64()).last().unwrap();
        assert_eq!(second.to_le_bytes(), [0x9f, 0x07, 0xe7, 0xbe, 0x55, 0x51, 0x38, 0x7a]);
    }

    /// Computed apart, in Python, from the description at the head of this file.
    #[test]
    fn the_numbers_of_a_name() {
        let mut stream = Stream::of(2017, &["net_density".into(), 1.into(), "布工坊".into()]);
        let numbers: Vec<u64> = (0..9).map(|_| stream.next_u64()).collect();
        assert_eq!(numbers[..3], [0xd5ca_7b90_6e0e_6486, 0x2c10_f192_9331_c801, 0x3462_b0c5_f305_6343]);
        assert_eq!(numbers[8], 0xeeea_a9fd_17c6_6ff1);
    }

    #[test]
    fn a_stream_is_its_key() {
        let draw = |seed, parts: &[Part<'_>]| Stream::of(seed, parts).next_u64();
        let all = [
            draw(1, &[]),
            draw(2, &[]),
            draw(1, &["ab".into()]),
            draw(1, &["a".into(), "b".into()]),
            draw(1, &["b".into(), "a".into()]),
            draw(1, &[1.into()]),
            draw(1, &["1".into()]),
            draw(1, &["\u{1}\0\0\0\0\0\0\0".into()]),
        ];
        let mut distinct = all.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), all.len());
        assert_eq!(draw(7, &["布工坊".into()]), draw(7, &["布工坊".into()]));
    }

    #[test]
    fn every_number_below_n_is_as_likely() {
        let mut stream = Stream::of(1, &["below".into()]);
        let mut seen = [0_u32; 6];
        (0..60_000).for_each(|_| seen[stream.below(6)] += 1);
        let chi2: f64 = seen.iter().map(|&k| (f64::from(k) - 10_000.0) * (f64::from(k) - 10_000.0) / 10_000.0).sum();
        // The .999 quantile of chi-squared with 5 degrees of freedom.
        assert!(chi2 < 20.52, "{chi2} {seen:?}");
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
        // Without drawing again, a third of the range would hold half of the numbers.
        let n = (1_usize << 63) + (1 << 62);
        let low = (0..20_000).filter(|_| stream.below(n) < n / 3).count();
        assert!((6_400..6_930).contains(&low), "{low}");
        let mean = (0..20_000).map(|_| stream.unit()).sum::<f64>() / 20_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
    }

    #[test]
    fn every_order_is_as_likely() {
        let mut stream = Stream::of(1, &["orders".into()]);
        let mut seen = std::collections::BTreeMap::<[u8; 3], u32>::new();
        for _ in 0..12_000 {
            let mut items = [0, 1, 2];
            stream.shuffle(&mut items);
            *seen.entry(items).or_default() += 1;
        }
        assert!(seen.len() == 6 && seen.values().all(|k| (1_850..2_150).contains(k)), "{seen:?}");
        let mut pairs = [0_u32; 4];
        for _ in 0..12_000 {
            let mut items = [0, 1, 2, 3];
            stream.choose(2, &mut items);
            items[..2].iter().for_each(|&i: &usize| pairs[i] += 1);
        }
        assert!(pairs.iter().all(|k| (5_800..6_200).contains(k)), "{pairs:?}");
    }
}
