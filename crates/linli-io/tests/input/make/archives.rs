//! Zip archives, byte by byte where no program writes them so (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::feed::packed;

const CHAT: &str = "[2019-12-24, 12:23] 秦姨: 早\n[2019-12-24, 12:24] 老顾: 收到\n";

/// The archive of this name.
pub(super) fn archive(name: &str) -> Option<Vec<u8>> {
    let chat = Part { name: b"a.txt", data: CHAT.as_bytes(), ..Part::default() };
    let whole = packed(&[("a.txt".to_owned(), CHAT.to_owned())]);
    Some(match name {
        "far too well packed" => packed(&[("a.txt".to_owned(), format!("{CHAT}{}\n", " ".repeat(900_000)).repeat(10))]),
        "ten thousand parts" => packed(&(0..10_001).map(|at| (format!("{at}.txt"), String::new())).collect::<Vec<_>>()),
        "overlapping parts" => stored(&[chat, Part { name: b"b.txt", at_first: true, ..chat }]),
        "wrong length" => stored(&[Part { said: Some(10), ..chat }]),
        "nested archive" => stored(&[Part { name: b"inner.zip", data: &whole, ..chat }]),
        "other workbook" => {
            let kind = b"application/vnd.oasis.opendocument.spreadsheet";
            stored(&[Part { name: b"mimetype", data: kind, ..chat }])
        }
        "link" => stored(&[Part { data: b"/etc/hostname", mode: 0o120_777, ..chat }]),
        "password archive" => stored(&[Part { flags: 1, ..chat }]),
        "names in GBK" => stored(&[Part { name: &encoding_rs::GBK.encode("布工坊.txt").0, ..chat }]),
        "trailing bytes" => [whole.as_slice(), b"\r\nbytes of a mail program"].concat(),
        "cut archive" => whole.get(..whole.len() / 2).unwrap_or_default().to_vec(),
        "zip64" => {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file("a.txt", SimpleFileOptions::default().large_file(true)).unwrap();
            zip.write_all(CHAT.as_bytes()).unwrap();
            zip.finish().unwrap().into_inner()
        }
        _ => return None,
    })
}

/// One part of an archive that is not packed.
#[derive(Clone, Copy, Default)]
struct Part<'a> {
    name: &'a [u8],
    data: &'a [u8],
    /// The length that is said in place of the real one.
    said: Option<u32>,
    flags: u16,
    /// What kind of file it is, as Unix says it.
    mode: u32,
    /// Its bytes are said to be where those of the first part are.
    at_first: bool,
}

fn stored(parts: &[Part<'_>]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for part in parts {
        let offset = if part.at_first { 0 } else { bytes.len() as u32 };
        let length = part.said.unwrap_or(part.data.len() as u32);
        let mut shared = Vec::new();
        for number in [part.flags, 0, 0, 0x5021] {
            shared.extend(number.to_le_bytes());
        }
        for number in [crc(part.data), part.data.len() as u32, length] {
            shared.extend(number.to_le_bytes());
        }
        shared.extend((part.name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);
        if !part.at_first {
            bytes.extend(b"PK\x03\x04\x14\x00");
            bytes.extend(&shared);
            bytes.extend(part.name);
            bytes.extend(part.data);
        }
        // Made on Unix, so that the kind of file is understood.
        list.extend(b"PK\x01\x02\x14\x03\x14\x00");
        list.extend(&shared);
        list.extend([0; 6]);
        list.extend((part.mode << 16).to_le_bytes());
        list.extend(offset.to_le_bytes());
        list.extend(part.name);
    }
    let (count, start) = (parts.len() as u16, bytes.len() as u32);
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend((list.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// CRC-32 as of ITU-T V.42.
fn crc(data: &[u8]) -> u32 {
    let bit = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    let byte = |crc: u32, &byte: &u8| (0..8).fold(crc ^ u32::from(byte), |crc, _| bit(crc));
    !data.iter().fold(!0, byte)
}
