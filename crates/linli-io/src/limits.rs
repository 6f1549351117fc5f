//! How much is read before the answer is an error instead of a full memory or an endless wait.

/// How much is read of one source. Every limit can be set; memory is bounded by them, not by the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one input file.
    pub file: u64,
    /// Bytes of all that comes out of one archive.
    pub unpacked: u64,
    /// Bytes of one part of an archive.
    pub entry: u64,
    /// Bytes out for a byte in, once more than `free` came out of a part.
    pub ratio: u64,
    /// Bytes of a part that may come out at any ratio: small texts repeat themselves.
    pub free: u64,
    /// Parts of one archive.
    pub entries: usize,
    /// Bytes of one line.
    pub line: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 4 << 30,
            unpacked: 2 << 30,
            entry: 512 << 20,
            ratio: 200,
            free: 1 << 20,
            entries: 10_000,
            line: 1 << 20,
        }
    }
}
