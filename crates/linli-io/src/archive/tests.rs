//! Archives made to deceive, built from good ones by changing the bytes the format's description (APPNOTE 6.3.10) gives.

use std::io::{Cursor, Write};

use linli::ErrorKind;
use zip::write::SimpleFileOptions;

use super::*;
use crate::testing::packed;

/// Small limits, and the defaults for the rest.
fn small() -> Limits {
    Limits { ratio: 20, free: 100, unpacked: 250, entries: 3, ..Limits::default() }
}

/// Opens an archive and reads all of it; the code of the refusal.
fn outcome(bytes: &[u8], limits: &Limits) -> Result<String, &'static str> {
    let coded = |error: Error| {
        assert!(error.to_string().contains("a.zip"), "{error}");
        error.code().unwrap_or("none")
    };
    let mut bytes = Cursor::new(bytes);
    let mut archive = Archive::open(&mut bytes, "a.zip", limits).map_err(coded)?;
    let mut all = String::new();
    for part in 0..archive.names().len() {
        let read = archive.part(part).map_err(coded)?.read_to_string(&mut all);
        read.map_err(|cause| coded(crate::source::unreadable("a.zip", cause)))?;
    }
    Ok(all)
}

fn positions(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|&at| bytes[at..].starts_with(mark)).collect()
}

#[test]
fn parts_are_read_in_place_and_counted() {
    let read = |parts: &[(&str, &str)]| outcome(&packed(parts), &small());
    assert_eq!(read(&[("布/一.txt", "好"), ("b", "c")]).unwrap(), "好c");
    let bomb = packed(&[("a", &"x".repeat(100_000))]);
    assert_eq!(outcome(&bomb, &Limits { unpacked: 1 << 20, ..small() }), Err("archive-ratio"));
    assert_eq!(read(&[("a", ""), ("b", ""), ("c", "")]).unwrap(), "");
    assert_eq!(read(&[("a", ""), ("b", ""), ("c", ""), ("d", "")]), Err("archive-entries"));
    let two = packed(&[("a", &"x".repeat(100)), ("b", &"y".repeat(100))]);
    assert_eq!(outcome(&two, &Limits { unpacked: 200, ..small() }).map(|all| all.len()), Ok(200));
    assert_eq!(outcome(&two, &Limits { unpacked: 199, ..small() }), Err("archive-size"));
    assert_eq!(outcome(&two, &Limits { entry: 100, ..small() }).map(|all| all.len()), Ok(200));
    assert_eq!(outcome(&two, &Limits { entry: 99, ..small() }), Err("archive-entry"));
    assert_eq!(outcome(&two, &Limits { free: 99, ratio: 1, ..small() }), Err("archive-ratio"));
}

#[test]
fn a_length_that_is_not_true_is_refused() {
    let good = packed(&[("a", "hello hello hello"), ("b", "c")]);
    for claim in [3_u32, 4000] {
        let mut bytes = good.clone();
        let listed = positions(&bytes, b"PK\x01\x02")[0];
        bytes[listed + 24..listed + 28].copy_from_slice(&claim.to_le_bytes());
        assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-header"), "{claim}");
    }
    // The checksum is another one than that of what comes out.
    let mut bytes = good;
    let listed = positions(&bytes, b"PK\x01\x02")[0];
    bytes[listed + 16] ^= 1;
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-broken"));
}

#[test]
fn parts_that_share_bytes_are_refused() {
    // Two entries of the list point at one part: Fifield's bomb in small.
    let mut bytes = packed(&[("a", "hello"), ("b", "hello")]);
    let listed = positions(&bytes, b"PK\x01\x02");
    let first: Vec<u8> = bytes[listed[0] + 42..listed[0] + 46].to_vec();
    bytes[listed[1] + 42..listed[1] + 46].copy_from_slice(&first);
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-overlap"));
    // One name twice: readers differ in which of the two they see.
    let mut bytes = packed(&[("a", "hello"), ("b", "hello")]);
    let listed = positions(&bytes, b"PK\x01\x02");
    bytes[listed[1] + 46] = b'a';
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-broken"));
}

#[test]
fn parts_outside_and_links_are_refused() {
    for name in ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:/a.txt", "..\\a.txt", "\\\\host\\a.txt"] {
        assert_eq!(outcome(&packed(&[(name, "x")]), &Limits::default()), Err("archive-path"), "{name}");
    }
    for name in ["a..b.txt", "...", "布/一.txt", "a\\b.txt"] {
        assert_eq!(outcome(&packed(&[(name, "x")]), &Limits::default()).as_deref(), Ok("x"), "{name}");
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("a.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(outcome(&zip.finish().unwrap().into_inner(), &Limits::default()), Err("archive-link"));
}

#[test]
fn passwords_are_asked_for_in_words() {
    // The lowest bit of the flags says that a part is encrypted.
    let mut bytes = packed(&[("a", "hello hello hello")]);
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in positions(&bytes, mark) {
            bytes[at + flags] |= 1;
        }
    }
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-password"));
}

#[test]
fn the_largest_claim_of_parts_counts() {
    let good = packed(&[("a", "x")]);
    let end = positions(&good, b"PK\x05\x06")[0];
    // A second end in the comment, which another reader may take for the first.
    let mut bytes = good.clone();
    let mut second = good[end..].to_vec();
    second[8..12].copy_from_slice(&[0xFF; 4]);
    bytes[end + 20..end + 22].copy_from_slice(&(second.len() as u16).to_le_bytes());
    bytes.extend_from_slice(&second);
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-entries"));
    // The record of a large archive says more than its end has room for.
    let mut record = b"PK\x06\x06".to_vec();
    record.resize(56, 0);
    record[24..32].copy_from_slice(&1_000_000_u64.to_le_bytes());
    let mut locator = b"PK\x06\x07\0\0\0\0".to_vec();
    locator.extend_from_slice(&(end as u64).to_le_bytes());
    locator.extend_from_slice(&1_u32.to_le_bytes());
    let bytes = [&good[..end], &record, &locator, &good[end..]].concat();
    assert_eq!(claimed(&mut Cursor::new(&bytes)).unwrap(), 1_000_000);
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-entries"));
    // A locator that points far before itself leaves room for records nobody has looked at.
    locator[8..16].copy_from_slice(&0_u64.to_le_bytes());
    let bytes = [&good[..end], &vec![0; 70_000], &locator, &good[end..]].concat();
    assert_eq!(outcome(&bytes, &Limits::default()), Err("archive-broken"));
}

#[test]
fn a_list_of_parts_is_read_to_its_limit() {
    let long = "x".repeat(60_000);
    let names: Vec<String> = (0..40).map(|i| format!("{i}{long}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let bytes = packed(&parts);
    assert_eq!(outcome(&bytes, &Limits::default()).as_deref(), Ok(""));
    assert_eq!(outcome(&bytes, &Limits { entries: 40, ..Limits::default() }), Err("archive-entries"));
}

#[test]
fn what_people_really_hold_is_read() {
    // Large archives of some programs, names in GBK, and something behind the end.
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.txt", SimpleFileOptions::default().large_file(true)).unwrap();
    zip.write_all(b"hello").unwrap();
    assert_eq!(outcome(&zip.finish().unwrap().into_inner(), &Limits::default()).as_deref(), Ok("hello"));
    let mut bytes = packed(&[("????.txt", "好")]);
    for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = positions(&bytes, mark)[0] + if mark[2] == 3 { 30 } else { 46 };
        bytes[at..at + 4].copy_from_slice(&[0xB2, 0xBC, 0xD2, 0xD5]);
    }
    let mut cursor = Cursor::new(&bytes);
    assert_eq!(Archive::open(&mut cursor, "a.zip", &Limits::default()).unwrap().names(), ["布艺.txt"]);
    bytes.extend_from_slice(b"junk behind the end");
    assert_eq!(outcome(&bytes, &Limits::default()).as_deref(), Ok("好"));
    for cut in [bytes.len() / 2, bytes.len() - 30] {
        assert_eq!(outcome(&bytes[..cut], &Limits::default()), Err("archive-broken"), "{cut}");
    }
    assert_eq!(
        Archive::open(&mut Cursor::new(b"PK\x03\x04"), "a", &Limits::default()).unwrap_err().kind(),
        ErrorKind::Input
    );
}
