//! Keyed pseudonyms: HMAC-SHA-256 under a key kept outside the data. A plain hash of a name can be looked up; this cannot.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Person;
use crate::error::{Error, ErrorKind};

/// A 256-bit secret. One key, one study: pseudonyms of different studies must not meet.
#[derive(Clone)]
pub struct PseudonymKey([u8; 32]);

impl PseudonymKey {
    /// A key from its bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Result<Self, Error> {
        let wrong = || {
            Error::new(ErrorKind::Input, "a pseudonym key is 64 hexadecimal digits on one line")
                .with_hint("delete the key file to have a new one made; pseudonyms will change")
        };
        let text = text.trim();
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }

    /// The pseudonym of an id in one domain (the study's id): 13 characters, 65 bits.
    pub fn pseudonym(&self, domain: &str, id: &str) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let digest = self.mac(&[domain.as_bytes(), b"person", id.as_bytes()]);
        let bits = digest[..9].iter().fold(0_u128, |bits, &byte| bits << 8 | u128::from(byte));
        (0..13).map(|i| ALPHABET[(bits >> (67 - 5 * i)) as usize & 31] as char).collect()
    }

    /// A keyed digest of some parts, for finding ids that stay the same between runs.
    pub fn digest(&self, parts: &[&str]) -> u64 {
        let bytes: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let digest = self.mac(&bytes);
        digest[..8].iter().fold(0, |bits, &byte| bits << 8 | u64::from(byte))
    }

    /// The keyed digest of a file, given its SHA-256 in hexadecimal digits: HMAC-SHA-256 over the word `file` and those
    /// digits, in hexadecimal digits.
    pub fn file_digest(&self, sha256: &str) -> String {
        use std::fmt::Write;
        self.mac(&[b"file", sha256.as_bytes()]).iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    fn mac(&self, parts: &[&[u8]]) -> Vec<u8> {
        // RFC 2104 pads a short key with zeros to the block of the hash; done here, the length is right by type.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        for part in parts {
            // Lengths first, so that no two lists of parts run together into the same bytes.
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey(…)")
    }
}

/// Puts pseudonyms in place of ids, refusing the case that two people would share one.
pub(super) fn apply(people: &mut [Person], key: &PseudonymKey, domain: &str) -> Result<(), Error> {
    for person in people.iter_mut() {
        person.id = key.pseudonym(domain, &person.id);
    }
    let mut ids: Vec<&str> = people.iter().map(|p| p.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Error::new(ErrorKind::Input, "two people would share one pseudonym")
            .with_hint("make a new key: such a coincidence will not happen twice"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudonyms_depend_on_key_domain_and_id() {
        let (a, b) = (PseudonymKey::new([1; 32]), PseudonymKey::new([2; 32]));
        let p = a.pseudonym("study", "王阿姨");
        assert_eq!(p.len(), 13);
        assert_eq!(p, a.pseudonym("study", "王阿姨"));
        assert_ne!(p, b.pseudonym("study", "王阿姨"));
        assert_ne!(p, a.pseudonym("other", "王阿姨"));
        assert_ne!(a.pseudonym("ab", "c"), a.pseudonym("a", "bc"));
    }

    #[test]
    fn a_file_digest_depends_on_key_and_file() {
        let (a, b) = (PseudonymKey::new([1; 32]), PseudonymKey::new([2; 32]));
        let digest = a.file_digest("00");
        assert_eq!(digest.len(), 64);
        assert!(digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(digest, a.file_digest("00"));
        assert!(digest != b.file_digest("00") && digest != a.file_digest("01"));
    }

    #[test]
    fn a_key_shows_nothing_and_reads_hex() {
        assert_eq!(format!("{:?}", PseudonymKey::new([7; 32])), "PseudonymKey(…)");
        assert!(PseudonymKey::from_hex(&"0f".repeat(32)).is_ok());
        assert!(PseudonymKey::from_hex("0f").is_err());
        assert!(PseudonymKey::from_hex(&"é".repeat(32)).is_err());
    }
}
