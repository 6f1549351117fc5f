//! The bytes of a file as a case describes them.

use std::io::{Cursor, Write};

use encoding_rs::Encoding;
use zip::write::SimpleFileOptions;

use crate::case::Feed;
use crate::make;

/// The content of a file.
pub(crate) fn content(feed: &Feed) -> Vec<u8> {
    if let Some(name) = &feed.make {
        return make::make(name);
    }
    if !feed.rows.is_empty() {
        return make::workbook(&feed.rows);
    }
    if !feed.packed.is_empty() {
        return packed(&feed.packed);
    }
    let mut bytes = Vec::new();
    if let Some(text) = &feed.text {
        bytes.extend(encoded(text, feed.encoding.as_deref().unwrap_or("utf-8")));
    }
    bytes.extend(feed.parts.iter().flat_map(|part| piece(part)));
    bytes
}

/// `hex:EDA0BD`, `gb18030:中文`, or a text in UTF-8.
fn piece(part: &str) -> Vec<u8> {
    match part.split_once(':') {
        Some(("hex", digits)) => {
            let digits: Vec<u8> = digits.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
            digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
        }
        Some((encoding @ ("gb18030" | "big5" | "utf-16le" | "utf-16be" | "windows-1252"), text)) => {
            encoded(text, encoding)
        }
        _ => part.as_bytes().to_vec(),
    }
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let known = Encoding::for_label(encoding.as_bytes()).unwrap_or_else(|| panic!("no encoding `{encoding}`"));
            let (bytes, _, lossy) = known.encode(text);
            assert!(!lossy, "not every character is in {encoding}");
            bytes.into_owned()
        }
    }
}

/// A zip archive of these parts.
pub(crate) fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
