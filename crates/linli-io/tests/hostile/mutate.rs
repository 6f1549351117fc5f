//! Damage to files, the same every time.

/// xorshift64*.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((self.next() >> 33) as usize) % bound.max(1)
    }
}

/// What readers trip over.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\r",
    b"\n",
    b"\xFF",
    b"\xED\xA0\x80",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b": ",
    b"{",
    b"}",
    b"[",
    b"\"",
    b",",
    b"<",
    b">",
    b"=",
    b"\\u",
    b"1e999",
    b"-9223372036854775808",
    b"99999999999",
    b"0000",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xFF\xFF\xFF\xFF",
    b"99/99/99, 99:99 - ",
    "年".as_bytes(),
    "姓名".as_bytes(),
    "下午".as_bytes(),
    "１２".as_bytes(),
];

/// Damages a file in one to five places; `other` is a file to take pieces from.
pub(crate) fn mutate(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..=chance.below(5) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if chance.below(4) == 0 => bytes.truncate(at),
            2 => drop(bytes.drain(at..bytes.len().min(at + chance.below(40)))),
            3 => {
                let copy: Vec<u8> = bytes[at..bytes.len().min(at + chance.below(200))].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            4 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            5 => {
                let from = chance.below(other.len() + 1);
                let piece = &other[from..other.len().min(from + chance.below(100))];
                bytes.splice(at..at, piece.iter().copied());
            }
            // A number in a header becomes another one.
            6 if at + 4 <= bytes.len() => bytes[at..at + 4].copy_from_slice(&(chance.next() as u32).to_le_bytes()),
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}
