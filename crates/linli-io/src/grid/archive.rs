//! Looks into a workbook's archive before the workbook reader does: headers lie, so every byte that comes out is counted.

mod part;
mod xml;

use std::io::{self, Read, Seek, SeekFrom};

use linli::error::RefusalCode;
use linli::{Error, Location, refusal};
use zip::result::ZipError;

use self::part::Part;
use crate::archive::{Metered, claimed, listing_allowance};

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

/// Refuses, by its beginning and its end alone, what is no workbook or claims too many parts.
pub(super) fn glance(reader: &mut (impl Read + Seek), file: &str, limits: &ArchiveLimits) -> Result<(), Error> {
    if let Some((code, what, way)) = other_kind(reader).map_err(|cause| broken(file, cause.into()))? {
        return Err(refused(file, code, what).with_hint(way));
    }
    let count = claimed(reader).map_err(|cause| broken(file, cause.into()))?;
    if count > limits.entries as u64 {
        let message = format!("the workbook has {count} parts; {} are read at most", limits.entries);
        return Err(refused(file, &refusal::WORKBOOK_PARTS, &message));
    }
    Ok(())
}

/// Reads every entry once, keeping nothing, and refuses what is too much.
pub(super) fn inspect(mut reader: impl Read + Seek, file: &str, limits: &ArchiveLimits) -> Result<(), Error> {
    glance(&mut reader, file, limits)?;
    let refused = |code, message: &str| refused(file, code, message);
    let broken = |error| broken(file, error);
    let too_much = |allowed: u64| {
        let message = format!("a part of the workbook unpacks to more than {} bytes", allowed.min(limits.all));
        refused(&refusal::WORKBOOK_RATIO, &message)
    };
    let (reader, allowance) = Metered::new(reader, listing_allowance(limits.entries));
    let mut archive = zip::ZipArchive::new(reader).map_err(broken)?;
    allowance.set(u64::MAX);
    let mut all = 0_u64;
    let mut buffer = vec![0; 64 << 10];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(broken)?;
        // The size in the header is a claim too, but a small one only makes the allowance smaller.
        let allowed = limits.free.max(entry.compressed_size().saturating_mul(limits.ratio)).min(limits.entry);
        // A workbook that says itself that it is a bomb need not go off first.
        if entry.size() > allowed {
            return Err(too_much(allowed));
        }
        let mut length = 0_u64;
        let mut part = Part::named(entry.name_raw());
        loop {
            let count = entry.read(&mut buffer).map_err(|cause| broken(cause.into()))?;
            if count == 0 {
                break;
            }
            let piece = buffer.get(..count).unwrap_or_default();
            length += count as u64;
            all += count as u64;
            if length > allowed || all > limits.all {
                return Err(too_much(allowed));
            }
            part.scan(piece).map_err(|(code, what)| refused(code, what))?;
        }
        // A list of strings says beforehand how many they are, and the workbook reader makes room for so many. A string
        // takes five bytes at least (`<si/>`).
        let strings = part.claimed();
        if strings > length / 5 {
            let message = format!("the workbook claims {strings} strings in {length} bytes");
            return Err(refused(&refusal::WORKBOOK_STRINGS, &message));
        }
    }
    Ok(())
}

fn refused(file: &str, code: &'static RefusalCode, message: &str) -> Error {
    Error::refused(code, message).at(Location::file(file))
}

fn broken(file: &str, error: ZipError) -> Error {
    if matches!(&error, ZipError::Io(cause) if cause.kind() == io::ErrorKind::QuotaExceeded) {
        return refused(
            file,
            &refusal::WORKBOOK_PARTS,
            "the list of the workbook's parts is longer than any workbook has it",
        );
    }
    refused(file, &refusal::WORKBOOK_BROKEN, "the file is not a workbook that can be read").with_source(error)
}

/// How much of a file is searched for what tells another kind of it.
const LOOKED_AT: u64 = 1 << 20;

/// Workbooks of other kinds, by their first bytes and marks inside, with the way out.
fn other_kind(
    reader: &mut (impl Read + Seek),
) -> io::Result<Option<(&'static RefusalCode, &'static str, &'static str)>> {
    const SAVE: &str = "open it and save it as .xlsx or CSV";
    const ODS: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    reader.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    reader.by_ref().take(200).read_to_end(&mut bytes)?;
    // A compound file: an old workbook, or a new one in a locked box, whose part is named in two-byte letters.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        // The list of its parts may stand at either end.
        reader.by_ref().take(LOOKED_AT).read_to_end(&mut bytes)?;
        let end = reader.seek(SeekFrom::End(0))?;
        reader.seek(SeekFrom::Start(end.saturating_sub(LOOKED_AT)))?;
        reader.by_ref().take(LOOKED_AT).read_to_end(&mut bytes)?;
        return Ok(Some(if bytes.windows(locked.len()).any(|window| window == locked) {
            let way = "open it, take the password away and save it as .xlsx";
            (&refusal::WORKBOOK_PASSWORD, "the workbook is protected by a password", way)
        } else {
            (&refusal::WORKBOOK_OLD, "the workbook is an old .xls", SAVE)
        }));
    }
    if bytes.windows(ODS.len()).any(|window| window == ODS) {
        return Ok(Some((&refusal::WORKBOOK_OTHER, "the workbook is an OpenDocument table (.ods)", SAVE)));
    }
    // Many services call a web page .xls.
    let page = String::from_utf8_lossy(&bytes).to_lowercase().contains("<html");
    let what = "the file is a web page under the name of a workbook";
    Ok(page.then_some((&refusal::WORKBOOK_OTHER, what, SAVE)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::xml::Xml;
    use super::*;
    use crate::testing::packed;

    const SMALL: ArchiveLimits = ArchiveLimits { entry: 4000, all: 6000, ratio: 20, free: 100, entries: 3 };

    fn says(parts: &[(&str, &str)]) -> Result<(), String> {
        inspect(Cursor::new(packed(parts)), "w.xlsx", &SMALL).map_err(|error| error.to_string())
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        // Letters that do not repeat pack to about three quarters, so the ratio stays far below the limit.
        let mixed: String = (0..1500_u64).map(|i| char::from(b'a' + (i * i * 7919 / 13 % 26) as u8)).collect();
        assert_eq!(says(&[("a", &mixed)]), Ok(()));
        assert!(says(&[("a", &"x".repeat(3000))]).unwrap_err().contains("unpacks"));
        assert_eq!(says(&[("a", &"x".repeat(100))]), Ok(()));
        assert!(says(&[("a", ""), ("b", ""), ("c", ""), ("d", "")]).unwrap_err().contains("parts"));
        let said = |bytes: &[u8]| inspect(Cursor::new(bytes), "w", &SMALL).unwrap_err().to_string();
        assert!(said(b"\xd0\xcf\x11\xe0rest").contains("old .xls"));
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        assert!(said(&[b"\xd0\xcf\x11\xe0", &locked[..]].concat()).contains("password"));
        assert!(said(b"\n<HTML><table>").contains("web page"));
        assert!(said(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet").contains("OpenDocument"));
        assert!(said(b"PK\x03\x04nonsense").contains("save it again"));
    }

    #[test]
    fn a_false_number_of_strings_is_refused() {
        assert!(says(&[("s", "<sst uniqueCount=\"99999999999999\"/>")]).unwrap_err().contains("claims"));
        assert!(says(&[("s", "<sst uuniqueCount = '9000'/>")]).unwrap_err().contains("claims"));
        assert_eq!(says(&[("s", "<sst uniqueCount=\"2\"><si/><si/></sst>")]), Ok(()));
    }

    /// The reader of a workbook passes over whatever stands before the first element, and takes a part by whatever name
    /// another part gives it.
    #[test]
    fn neither_what_stands_before_an_element_nor_the_name_of_a_part_hides_it() {
        let roomy = ArchiveLimits { free: 1 << 20, ..ArchiveLimits::default() };
        let code = |name: &str, text: &str| {
            let error = inspect(Cursor::new(packed(&[(name, text)])), "w.xlsx", &roomy).err()?;
            error.code()
        };
        let list = "<sst uniqueCount=\"4000000000000\"/>";
        let nested = format!("<worksheet><sheetData>{}", "<a>".repeat(100));
        let deep_first = format!("{}<sheetData/>", "<a>".repeat(100));
        for before in ["", "junk", "\u{feff}", &" \n".repeat(40 << 10), &"x".repeat(65_500), "a > b \" c"] {
            for name in ["xl/sharedStrings.xml", "xl/list", "customXml/sharedStrings.xml", "xl/a.svg"] {
                let strings = code(name, &format!("{before}{list}"));
                assert_eq!(strings, Some("workbook-strings"), "{name} {}", before.len());
                for sheet in [&nested, &deep_first] {
                    let deep = code(name, &format!("{before}{sheet}"));
                    assert_eq!(deep, Some("workbook-depth"), "{name} {}", before.len());
                }
            }
        }
        assert_eq!(code("xl/sharedStrings.xml", &" ".repeat(300 << 10)), Some("workbook-text"));
        // Pictures and what other programs put aside are nobody's sheet, and may be as deep and as long as they like.
        for (name, before) in [("xl/media/image1.png", "\u{89}PNG"), ("customXml/item1.xml", ""), ("xl/a.vml", "")] {
            assert_eq!(code(name, &format!("{before}{}{}", "<a>".repeat(100), "y".repeat(300 << 10))), None, "{name}");
        }
    }

    /// The code of what is wrong with markup, whatever pieces it comes in.
    fn fault(text: &str) -> Option<&'static str> {
        let whole = Xml::new().scan(text.as_bytes()).err().map(|(code, _)| code.id);
        let mut xml = Xml::new();
        let pieces = text.as_bytes().chunks(7).find_map(|piece| xml.scan(piece).err().map(|(code, _)| code.id));
        assert_eq!(whole, pieces, "{}", text.get(..40).unwrap_or(text));
        whole
    }

    #[test]
    fn markup_no_program_writes_is_refused() {
        let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        assert_eq!(fault(&nested(64).repeat(9)), None);
        assert_eq!(fault(&nested(65)), Some("workbook-depth"));
        assert_eq!(fault(&"<a b='/>' c=\">\"/>".repeat(100)), None);
        let many = |count: usize| format!("<a{}/>", " b='='".repeat(count));
        assert_eq!(fault(&many(256)), None);
        assert_eq!(fault(&many(257)), Some("workbook-attributes"));
        assert_eq!(fault(&format!("<a b='{}'/>", "x".repeat(300_000))), Some("workbook-attributes"));
        let cell = |length: usize| format!("<si><t>{}</t></si>", "x".repeat(length));
        assert_eq!(fault(&cell(xml::TEXT as usize).repeat(3)), None);
        assert_eq!(fault(&cell(xml::TEXT as usize + 1)), Some("workbook-text"));
        assert_eq!(fault(&format!("<si>{}</si>", "<r><t>abcd</t></r>".repeat(70_000))), Some("workbook-text"));
        assert_eq!(fault("<?xml version='1.0'?><!-- <a><a -->\n<a><![CDATA[<a><a>]]></a>"), None);
        assert_eq!(fault("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), Some("workbook-entity"));
        assert_eq!(fault(&format!("<!--{}-->", "x".repeat(300_000))), Some("workbook-text"));
    }
}
