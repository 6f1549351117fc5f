//! Looks into a workbook's archive before the workbook reader does: headers lie, so every byte that comes out is counted.

use std::io::{Cursor, Read};

use linli::error::RefusalCode;
use linli::{Error, Location, refusal};

use super::markup::Markup;

/// How much may come out of a workbook.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArchiveLimits {
    /// Bytes of one entry.
    pub(super) entry: u64,
    /// Bytes of all entries.
    pub(super) all: u64,
    /// Bytes out for a byte in, once an entry is longer than `free`.
    pub(super) ratio: u64,
    /// Bytes of an entry that may come out at any ratio: small tables repeat themselves.
    pub(super) free: u64,
    /// Entries.
    pub(super) entries: usize,
}

impl Default for ArchiveLimits {
    fn default() -> Self {
        Self { entry: 512 << 20, all: 2 << 30, ratio: 200, free: 1 << 20, entries: 10_000 }
    }
}

/// Reads every entry once, keeping nothing, and refuses what is too much.
pub(super) fn inspect(bytes: &[u8], file: &str, limits: &ArchiveLimits) -> Result<(), Error> {
    let at = || Location::file(file);
    let refused = |code, message: String| Error::refused(code, message).at(at());
    if let Some((code, what)) = other_kind(bytes) {
        return Err(Error::refused(code, what).at(at()));
    }
    let broken = |error: zip::result::ZipError| {
        Error::refused(&refusal::WORKBOOK_BROKEN, "the file is not a workbook that can be read")
            .at(at())
            .with_source(error)
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > limits.entries {
        return Err(refused(
            &refusal::WORKBOOK_PARTS,
            format!("the workbook has {} parts; {} are read at most", archive.len(), limits.entries),
        ));
    }
    let mut all = 0_u64;
    let mut buffer = vec![0; 64 << 10];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(broken)?;
        // The size in the header is a claim too, but a small one only makes the allowance smaller.
        let packed = entry.compressed_size().min(bytes.len() as u64);
        let allowed = limits.free.max(packed.saturating_mul(limits.ratio)).min(limits.entry);
        let mut length = 0_u64;
        let mut claims = Claims::default();
        let mut markup = entry.name().is_ok_and(|name| is_markup(&name)).then(Markup::default);
        loop {
            let count = entry.read(&mut buffer).map_err(|error| broken(error.into()))?;
            if count == 0 {
                break;
            }
            length += count as u64;
            all += count as u64;
            if length > allowed || all > limits.all {
                return Err(refused(
                    &refusal::WORKBOOK_RATIO,
                    format!("a part of the workbook unpacks to more than {} bytes", allowed.min(limits.all)),
                ));
            }
            claims.scan(&buffer[..count]);
            if let Some(markup) = &mut markup {
                markup
                    .scan(&buffer[..count])
                    .map_err(|code| refused(code, code.meaning.trim_end_matches('.').to_owned()))?;
            }
        }
        // A list of strings says beforehand how many they are, and the workbook reader makes room for so many. A string
        // takes five bytes at least (`<si/>`).
        if claims.largest > length / 5 {
            return Err(refused(
                &refusal::WORKBOOK_STRINGS,
                format!("the workbook claims {} strings in {length} bytes", claims.largest),
            ));
        }
    }
    Ok(())
}

/// Whether a part is XML, which is all that the workbook reader reads.
fn is_markup(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending))
}

/// Workbooks of other kinds, by their first bytes and marks inside.
fn other_kind(bytes: &[u8]) -> Option<(&'static RefusalCode, &'static str)> {
    const ODS: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    // A compound file: an old workbook, or a new one in a locked box, whose part is named in two-byte letters.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        return Some(if has(&locked) {
            (&refusal::WORKBOOK_PASSWORD, "the workbook is protected by a password")
        } else {
            (&refusal::WORKBOOK_OLD, "the workbook is an old .xls")
        });
    }
    let head = bytes.get(..200).unwrap_or(bytes);
    if head.windows(ODS.len()).any(|window| window == ODS) {
        return Some((&refusal::WORKBOOK_OTHER, "the workbook is an OpenDocument table (.ods)"));
    }
    // Many services call a web page .xls.
    let text = String::from_utf8_lossy(head).to_lowercase();
    text.contains("<html").then_some((&refusal::WORKBOOK_OTHER, "the file is a web page under the name of a workbook"))
}

/// Finds `uniqueCount="…"` in a stream of bytes.
#[derive(Default)]
struct Claims {
    matched: usize,
    number: Option<u64>,
    largest: u64,
}

impl Claims {
    fn scan(&mut self, bytes: &[u8]) {
        const NAME: &[u8] = b"uniqueCount";
        for &byte in bytes {
            if self.matched == NAME.len() {
                match byte {
                    b'0'..=b'9' => {
                        let digit = u64::from(byte - b'0');
                        let number = self.number.unwrap_or(0).saturating_mul(10).saturating_add(digit);
                        self.number = Some(number);
                        self.largest = self.largest.max(number);
                        continue;
                    }
                    b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\'' | b'+' if self.number.is_none() => continue,
                    _ => (self.matched, self.number) = (0, None),
                }
            }
            // No prefix of the name returns inside it but its first letter.
            self.matched = if byte == NAME[self.matched] { self.matched + 1 } else { usize::from(byte == NAME[0]) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::packed;

    const SMALL: ArchiveLimits = ArchiveLimits { entry: 4000, all: 6000, ratio: 20, free: 100, entries: 3 };

    fn says(parts: &[(&str, &str)]) -> Result<(), String> {
        inspect(&packed(parts), "w.xlsx", &SMALL).map_err(|error| error.to_string())
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        // Letters that do not repeat pack to about three quarters, so the ratio stays far below the limit.
        let mixed: String = (0..1500_u64).map(|i| char::from(b'a' + (i * i * 7919 / 13 % 26) as u8)).collect();
        assert_eq!(says(&[("a", &mixed)]), Ok(()));
        assert!(says(&[("a", &"x".repeat(3000))]).unwrap_err().contains("unpacks"));
        assert_eq!(says(&[("a", &"x".repeat(100))]), Ok(()));
        assert!(says(&[("a", ""), ("b", ""), ("c", ""), ("d", "")]).unwrap_err().contains("parts"));
        let said = |bytes: &[u8]| inspect(bytes, "w", &SMALL).unwrap_err().to_string();
        assert!(said(b"\xd0\xcf\x11\xe0rest").contains("old .xls"));
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        assert!(said(&[b"\xd0\xcf\x11\xe0", &locked[..]].concat()).contains("password"));
        assert!(said(b"\n<HTML><table>").contains("web page"));
        assert!(said(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet").contains("OpenDocument"));
        assert!(inspect(b"PK\x03\x04nonsense", "w", &SMALL).unwrap_err().to_string().contains("save it again"));
    }

    #[test]
    fn a_false_number_of_strings_is_refused() {
        assert!(says(&[("s", "<sst uniqueCount=\"99999999999999\"/>")]).unwrap_err().contains("claims"));
        assert!(says(&[("s", "<sst uuniqueCount = '9000'/>")]).unwrap_err().contains("claims"));
        assert_eq!(says(&[("s", "<sst uniqueCount=\"2\"><si/><si/></sst>")]), Ok(()));
    }
}
