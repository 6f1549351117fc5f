//! The register, the one door, and the samples every format brings.

use std::io::Cursor;
use std::path::PathBuf;

use linli::ErrorKind;
use linli::records::Field;

use super::super::{DateOrder, FORMATS, ReadOptions, Sample, format, read, sniff};
use super::{Recorder, options};

/// What a person counted in the samples of a format: file, messages, authors, members, chats.
const COUNTS: &str = "counts.txt";

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/chat"))
}

/// The samples in the repository: format, file, bytes.
pub(crate) fn cases() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut all = Vec::new();
    for format in FORMATS {
        let mut files: Vec<PathBuf> =
            folder().join(format.id).read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| !file.ends_with(COUNTS) && file.file_stem().is_none_or(|stem| stem != "independent"));
        files.sort();
        assert!(!files.is_empty(), "{} has no sample", format.id);
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            all.push((format.id, name, std::fs::read(file).unwrap()));
        }
    }
    all
}

/// A log without dates says its day in its name.
pub(crate) fn named(file: &str) -> ReadOptions {
    ReadOptions { file: file.to_owned(), ..options() }
}

/// Messages, authors, members and chats of every sample, counted by hand and written beside it in `counts.txt`.
#[test]
fn every_sample_is_recognised_and_read() {
    for (id, file, bytes) in &cases() {
        let mut recorder = Recorder::default();
        let format = read(Cursor::new(bytes), &named(file), None, &mut recorder).unwrap();
        assert_eq!(format.id, *id, "{file}");
        assert!(recorder.odd.is_empty(), "{id}/{file}: {:?}", recorder.odd);
        let (messages, authors) = (recorder.messages.len(), recorder.authors().len());
        let found = format!("{file} {messages} {authors} {} {}", recorder.members.len(), recorder.chats.len());
        let counts = std::fs::read_to_string(folder().join(id).join(COUNTS)).unwrap();
        assert!(counts.lines().any(|line| line == found), "{id}: `{found}` is not what {COUNTS} says");
    }
}

#[test]
fn no_other_format_claims_a_sample_as_surely() {
    for (id, file, bytes) in &cases() {
        let text = String::from_utf8_lossy(bytes);
        let sample = Sample { file, text: &text, entries: &[] };
        if bytes.starts_with(b"PK") {
            continue;
        }
        let own = (format(id).unwrap().sniff)(&sample);
        assert!(FORMATS.iter().all(|other| other.id == *id || (other.sniff)(&sample) < own), "{id}/{file}");
    }
}

#[test]
fn ids_are_names_of_files_and_nothing_is_left_out() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/chat"));
    let mut files: Vec<String> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(".rs").map(str::to_owned))
        .filter(|name| !matches!(name.as_str(), "mod" | "counted" | "message" | "options" | "write" | "zipped"))
        .collect();
    files.sort();
    let mut ids: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
    ids.sort_unstable();
    assert_eq!(files, ids);
}

#[test]
fn what_each_format_can_record() {
    let has = |id: &str, field| format(id).unwrap().fields.has(field);
    for (id, reply, mention, person) in [
        ("wechat_text", false, true, false),
        ("chatlab", true, true, true),
        ("chatlab_jsonl", true, true, true),
        ("whatsapp", false, false, false),
        ("telegram", true, true, true),
        ("signal", false, false, false),
        ("irc", false, false, false),
        ("line", false, false, false),
        ("discord_json", true, true, true),
        ("discord_csv", false, true, true),
        ("slack", true, true, true),
        ("zulip", true, true, true),
        ("mbox", true, false, true),
    ] {
        assert_eq!(
            (has(id, Field::Reply), has(id, Field::Mention), has(id, Field::PersonId)),
            (reply, mention, person)
        );
    }
    assert!(has("whatsapp", Field::Join) && has("telegram", Field::Leave) && !has("wechat_text", Field::Join));
}

#[test]
fn names_nothing_answers_to() {
    let error = format("whatsap").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownName);
    assert!(error.to_string().contains("`whatsapp`"));
    let error = sniff(&Sample { file: "notes.txt", text: "买菜\n做饭", entries: &[] }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("notes.txt") && error.to_string().contains("wechat_text"), "{error}");
}

#[test]
fn a_named_format_is_not_questioned_and_a_source_may_be_empty() {
    let mut recorder = Recorder::default();
    let signal = format("signal").unwrap();
    read(Cursor::new("买菜\n做饭"), &options(), Some(signal), &mut recorder).unwrap();
    assert_eq!((recorder.codes("unread-lines"), recorder.codes("empty-source")), (vec![1, 2], vec![1]));
    let error = read(Cursor::new(""), &options(), Some(signal), &mut recorder).unwrap_err();
    assert!(error.to_string().contains("is empty"));
}

#[test]
fn the_whole_file_settles_day_and_month() {
    let text = "03/04/2017, 10:00 - A: a\n04/04/2017, 10:00 - A: b\n";
    let times = |text: &str, order| {
        let mut recorder = Recorder::default();
        let options = ReadOptions { date_order: order, ..options() };
        read(Cursor::new(text), &options, None, &mut recorder).map(|_| recorder.times())
    };
    assert_eq!(times(text, None).unwrap_err().kind(), ErrorKind::Ambiguous);
    assert_eq!(times(text, Some(DateOrder::MonthFirst)).unwrap()[0], "2017-03-04T10:00:00");
    assert_eq!(times(&format!("{text}13/04/2017, 10:00 - A: c"), None).unwrap()[0], "2017-04-03T10:00:00");
}

#[test]
fn other_encodings_read_alike() {
    let (_, _, bytes) = cases().into_iter().find(|(_, file, _)| file == "spaced.txt").unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let texts = |bytes: Vec<u8>| {
        let mut recorder = Recorder::default();
        read(Cursor::new(bytes), &options(), None, &mut recorder).unwrap();
        recorder.messages.into_iter().map(|m| (m.author, m.text)).collect::<Vec<_>>()
    };
    let expected = texts(text.clone().into_bytes());
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(texts(utf16), expected);
    assert_eq!(texts(encoding_rs::GB18030.encode(&text).0.into_owned()), expected);
    assert_eq!(texts(format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes()), expected);
    assert_eq!(texts(text.replace('\n', "\r").into_bytes()), expected);
}
