//! SipHash-c-d (Aumasson & Bernstein 2012): a short keyed digest of a stream of bytes, the same on every machine and with every
//! compiler. What decides between two versions of a message must not change with the standard library.
//!
//! v: the four words of state; m: eight bytes of the message, least significant first; b: how many bytes there were.

/// SipHash with c rounds for each word and d at the end. The digest does not depend on the pieces that a stream comes in.
#[derive(Clone, Copy)]
pub(super) struct Sip<const C: usize, const D: usize> {
    v: [u64; 4],
    m: u64,
    b: u64,
}

/// The variant of hash tables: fast, and enough where only equality is asked.
pub(super) type Sip13 = Sip<1, 3>;

impl<const C: usize, const D: usize> Default for Sip<C, D> {
    fn default() -> Self {
        Self::keyed([0, 0])
    }
}

impl<const C: usize, const D: usize> Sip<C, D> {
    pub(super) fn keyed([k0, k1]: [u64; 2]) -> Self {
        let v = [
            k0 ^ 0x736f_6d65_7073_6575,
            k1 ^ 0x646f_7261_6e64_6f6d,
            k0 ^ 0x6c79_6765_6e65_7261,
            k1 ^ 0x7465_6462_7974_6573,
        ];
        Self { v, m: 0, b: 0 }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.m |= u64::from(byte) << (8 * (self.b % 8));
            self.b += 1;
            if self.b.is_multiple_of(8) {
                self.take(self.m);
                self.m = 0;
            }
        }
    }

    pub(super) fn finish(mut self) -> u64 {
        self.take(self.m | self.b << 56);
        self.v[2] ^= 0xff;
        for _ in 0..D {
            self.round();
        }
        self.v.iter().fold(0, |all, word| all ^ word)
    }

    fn take(&mut self, m: u64) {
        self.v[3] ^= m;
        for _ in 0..C {
            self.round();
        }
        self.v[0] ^= m;
    }

    fn round(&mut self) {
        let [mut v0, mut v1, mut v2, mut v3] = self.v;
        v0 = v0.wrapping_add(v1);
        v1 = v1.rotate_left(13) ^ v0;
        v0 = v0.rotate_left(32);
        v2 = v2.wrapping_add(v3);
        v3 = v3.rotate_left(16) ^ v2;
        v0 = v0.wrapping_add(v3);
        v3 = v3.rotate_left(21) ^ v0;
        v2 = v2.wrapping_add(v1);
        v1 = v1.rotate_left(17) ^ v2;
        v2 = v2.rotate_left(32);
        self.v = [v0, v1, v2, v3];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the paper, appendix A: key 00 … 0f, message 00 … 0e.
    #[test]
    fn the_example_of_the_paper() {
        let message: Vec<u8> = (0..15).collect();
        let key = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
        for cut in 0..=message.len() {
            let mut sip = Sip::<2, 4>::keyed(key);
            sip.write(&message[..cut]);
            sip.write(&message[cut..]);
            assert_eq!(sip.finish(), 0xa129_ca61_49be_45e5, "{cut}");
        }
    }
}
