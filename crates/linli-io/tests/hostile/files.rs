//! The bombs, each built when it is needed. Their shapes are from the format descriptions (APPNOTE 6.3.10, ECMA-376) and from
//! what is known of such files: overlapping parts, lying headers, a million parts, billion laughs.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// One file, and what is to be said of it.
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    /// Where it lies in the study folder.
    pub(crate) path: &'static str,
    /// The code of the refusal; `ok` where the file is read like any other.
    pub(crate) code: &'static str,
    pub(crate) bytes: fn() -> Vec<u8>,
}

const CHAT: &str = "chats/a.zip";
const TEXT: &str = "chats/a.txt";
const JSON: &str = "chats/a.json";
const SHEET: &str = "sheets/o/2017-03-06 a.xlsx";

const fn bomb(name: &'static str, path: &'static str, code: &'static str, bytes: fn() -> Vec<u8>) -> Bomb {
    Bomb { name, path, code, bytes }
}

pub(crate) const ALL: &[Bomb] = &[
    bomb("ratio", CHAT, "archive-ratio", || packed("chat.txt", &lines(64 << 20))),
    bomb("ratio-unsaid", CHAT, "archive-header", || with_length(packed("chat.txt", &lines(64 << 20)), 3000)),
    bomb("header-lies", CHAT, "archive-header", || with_length(packed("chat.txt", &lines(3000)), 400_000)),
    bomb("overlap", CHAT, "archive-overlap", overlapping),
    bomb("million-parts", CHAT, "archive-entries", || parts(1_000_000)),
    bomb("nested", CHAT, "archive-nested", || packed("inner.zip", &packed("chat.txt", &lines(3000)))),
    bomb("long-line", TEXT, "long-line", || [lines(300), vec![b'x'; 100 << 20]].concat()),
    bomb("html-base64", "chats/a.mht", "long-line", || {
        let head = b"From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\n\r\n<html><body><table><tr><td><img src=\"data:";
        [&head[..], &vec![b'A'; 100 << 20]].concat()
    }),
    bomb("json-base64", JSON, "json-string", || json(&[&[b'"'][..], &vec![b'A'; 100 << 20], b"\""].concat())),
    bomb("json-depth", JSON, "json-depth", || json(&[b'['; 100_000])),
    bomb("last-corner", SHEET, "ok", || {
        workbook(br#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#)
    }),
    bomb("workbook-parts", SHEET, "workbook-parts", || parts(1_000_000)),
    bomb("workbook-ratio", SHEET, "workbook-ratio", || workbook(&b"<c/>".repeat(16 << 20))),
    bomb("same-cell", SHEET, "workbook-order", || {
        workbook(&[&b"<row r=\"1\">"[..], &br#"<c r="B2"><v>1</v></c>"#.repeat(40_000), b"</row>"].concat())
    }),
    bomb("long-text", SHEET, "workbook-text", || {
        packed("xl/sharedStrings.xml", &[&b"<sst><si><t>"[..], &vec![b'x'; 900 << 10], b"</t></si></sst>"].concat())
    }),
    bomb("shared-string", SHEET, "workbook-ratio", || {
        let content = [&b"<sst><si><t>"[..], &vec![b'x'; 256 << 20], b"</t></si></sst>"].concat();
        packed("xl/sharedStrings.xml", &content)
    }),
    bomb("string-count", SHEET, "workbook-strings", || {
        packed("xl/sharedStrings.xml", b"<sst uniqueCount=\"4000000000000\"><si/></sst>")
    }),
    bomb("billion-laughs", SHEET, "workbook-entity", || {
        let mut text = String::from("<!DOCTYPE sst [<!ENTITY a0 \"lol\">");
        for i in 1..10 {
            text += &format!("<!ENTITY a{i} \"{}\">", format!("&a{};", i - 1).repeat(10));
        }
        packed("xl/sharedStrings.xml", format!("{text}]><sst><si><t>&a9;</t></si></sst>").as_bytes())
    }),
    bomb("outer-entity", SHEET, "workbook-entity", || {
        let text = "<!DOCTYPE sst [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst><si><t>&a;</t></si></sst>";
        packed("xl/sharedStrings.xml", text.as_bytes())
    }),
    bomb("attributes", SHEET, "workbook-attributes", || {
        let attributes: String = (0..80_000).map(|i| format!(" a{i}=\"\"")).collect();
        workbook(format!("<row{attributes}/>").as_bytes())
    }),
    bomb("xml-depth", SHEET, "workbook-depth", || workbook(&b"<a>".repeat(100_000))),
];

/// A chat of so many bytes at least.
fn lines(bytes: usize) -> Vec<u8> {
    let line = format!("[2019-12-24, 12:23] Jane Doe: {}\n", "x".repeat(1000));
    line.repeat(bytes / line.len() + 1).into_bytes()
}

/// The chat of a messenger whose first message holds this.
fn json(value: &[u8]) -> Vec<u8> {
    let head = br#"{"name": "a", "type": "private_group", "id": 1, "messages": [{"id": 1, "type": "message", "date_unixtime": "1544004060", "from_id": "user1", "photo": "#;
    [head, value, b"}]}"].concat()
}

/// Small archives to be damaged.
pub(crate) fn small_archives() -> Vec<Vec<u8>> {
    let chat = lines(3000);
    vec![
        packed("chat.txt", &chat),
        archive(&[("a/photo.jpg", b"x"), ("a/_chat.txt", &chat)]),
        parts(3),
        overlapping_few(),
    ]
}

/// A small workbook to be damaged. Its sheet is stored as it is, so that damage reaches the markup.
pub(crate) fn small_workbook() -> Vec<u8> {
    let cell = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = [("姓名", "2017-03-06"), ("秦姨", "√"), ("老丁", "")];
    let rows = (1..).zip(rows).map(|(i, (name, mark))| {
        format!(r#"<row r="{i}">{}{}</row>"#, cell(&format!("A{i}"), name), cell(&format!("B{i}"), mark))
    });
    workbook(rows.collect::<String>().as_bytes())
}

fn overlapping_few() -> Vec<u8> {
    let (part, entries) = pieces(3, &lines(100));
    ended(part, &entries, 3)
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        // What is small is stored as it is, so that damage reaches it and not only its packing.
        let method = if content.len() < 2000 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn packed(name: &str, content: &[u8]) -> Vec<u8> {
    archive(&[(name, content)])
}

/// The archive of one part, which says another length in both its headers.
fn with_length(mut bytes: Vec<u8>, length: u32) -> Vec<u8> {
    for (mark, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let at = bytes.windows(4).rposition(|window| window == mark).unwrap() + offset;
        bytes[at..at + 4].copy_from_slice(&length.to_le_bytes());
    }
    bytes
}

/// A thousand entries of the list that are one part.
fn overlapping() -> Vec<u8> {
    let (part, entries) = pieces(1000, &vec![0; 1 << 20]);
    ended(part, &entries, 1000)
}

/// An archive of so many parts, in the form for large archives.
fn parts(count: u32) -> Vec<u8> {
    let (part, entries) = pieces(count, b"x");
    ended(part, &entries, count)
}

/// One part, stored, and a list of so many entries that point at it.
fn pieces(count: u32, content: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (length, stored) = ((content.len() as u32).to_le_bytes(), [0; 4]);
    let fields = [&[20, 0, 0, 0, 0, 0][..], &[0; 4], &stored, &length, &length, &[10, 0, 0, 0]].concat();
    let mut part = [&b"PK\x03\x04"[..], &fields, b"a000000000"].concat();
    part.extend_from_slice(content);
    let mut entries = Vec::new();
    for i in 0..count {
        entries.extend_from_slice(b"PK\x01\x02\x14\0");
        entries.extend_from_slice(&fields);
        entries.extend_from_slice(&[0; 14]);
        write!(entries, "a{i:09}").unwrap();
    }
    (part, entries)
}

/// Puts the list and the ends behind the parts.
fn ended(mut bytes: Vec<u8>, entries: &[u8], count: u32) -> Vec<u8> {
    let start = (bytes.len() as u64).to_le_bytes();
    let (length, count) = ((entries.len() as u64).to_le_bytes(), u64::from(count).to_le_bytes());
    bytes.extend_from_slice(entries);
    let record = (bytes.len() as u64).to_le_bytes();
    bytes.extend(
        [&b"PK\x06\x06"[..], &44_u64.to_le_bytes(), &[45, 0, 45, 0], &[0; 8], &count, &count, &length, &start].concat(),
    );
    bytes.extend([&b"PK\x06\x07"[..], &[0; 4], &record, &1_u32.to_le_bytes()].concat());
    bytes.extend([&b"PK\x05\x06"[..], &[0; 4], &[0xFF; 12], &[0; 2]].concat());
    bytes
}

/// A workbook of one sheet with this data.
fn workbook(data: &[u8]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let related = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let sheet =
        [format!(r#"<worksheet xmlns="{MAIN}"><sheetData>"#).as_bytes(), data, b"</sheetData></worksheet>"].concat();
    archive(&[
        ("_rels/.rels", related("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}
