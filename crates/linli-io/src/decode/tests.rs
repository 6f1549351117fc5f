use encoding_rs::GB18030;

use super::*;

fn lines(bytes: &[u8]) -> Vec<(u64, String, usize)> {
    let mut lines = Lines::new(bytes, "a.txt", MAX_LINE).unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next_line().unwrap() {
        all.push((line.number, line.text.to_owned(), line.bad));
    }
    all
}

fn texts(bytes: &[u8]) -> Vec<String> {
    lines(bytes).into_iter().map(|(_, text, _)| text).collect()
}

fn refusal(bytes: &[u8]) -> Error {
    Lines::new(bytes, "a.txt", MAX_LINE).map(|_| ()).unwrap_err()
}

#[test]
fn every_line_end_and_none_at_the_end() {
    assert_eq!(texts("一\r\n二\r三\n\n四".as_bytes()), ["一", "二", "三", "", "四"]);
    assert_eq!(texts(b"a\n"), ["a"]);
    assert_eq!(texts(b"\n"), [""]);
    assert_eq!(texts("a\u{2028}b\u{85}c".as_bytes()), ["a\u{2028}b\u{85}c"]);
}

#[test]
fn a_return_at_the_end_of_a_chunk_is_one_line_end() {
    struct Drip<'a>(&'a [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let (Some((&first, rest)), Some(to)) = (self.0.split_first(), out.first_mut()) else { return Ok(0) };
            *to = first;
            self.0 = rest;
            Ok(1)
        }
    }
    let long = "x".repeat(SAMPLE - 1) + "\r\n二\r\r\n三";
    let mut lines = Lines::new(Drip(long.as_bytes()), "a.txt", MAX_LINE).unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next_line().unwrap() {
        all.push(line.text.len());
    }
    assert_eq!(all, [SAMPLE - 1, 3, 0, 3]);
}

#[test]
fn every_encoding_reads_the_same() {
    let text = "布工坊  14:00\n周三下午见";
    let expected = ["布工坊  14:00", "周三下午见"];
    let utf16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    assert_eq!(texts(text.as_bytes()), expected);
    assert_eq!(texts(format!("\u{FEFF}{text}").as_bytes()), expected);
    assert_eq!(texts(&utf16(false)), expected);
    assert_eq!(texts(&utf16(true)), expected);
    assert_eq!(texts(&GB18030.encode(text).0), expected);
    // 🌹 has four bytes in GB18030.
    assert_eq!(texts(&GB18030.encode("收到🌹").0), ["收到🌹"]);
}

#[test]
fn bad_bytes_are_replaced_and_counted_on_their_line() {
    let mut bytes = "布工坊的人\n周三下午见\n再说".as_bytes().to_vec();
    bytes.insert("布工坊的人\n周三".len(), 0xFF);
    bytes.extend([0xE9, 0x97]);
    assert_eq!(
        lines(&bytes),
        [(1, "布工坊的人".to_owned(), 0), (2, "周三\u{FFFD}下午见".to_owned(), 1), (3, "再说\u{FFFD}".to_owned(), 1)]
    );
    // An odd byte at the end of UTF-16.
    assert_eq!(lines(b"\xFF\xFEa\0b"), [(1, "a\u{FFFD}".to_owned(), 1)]);
}

#[test]
fn a_character_cut_at_the_end_of_the_sample_is_whole() {
    let text = "x".repeat(SAMPLE - 1) + "布";
    assert_eq!(lines(text.as_bytes()), [(1, text.clone(), 0)]);
}

#[test]
fn a_mark_inside_the_text_and_a_single_nul() {
    let text = format!("{}\n\u{FEFF}b\0", "a".repeat(2000));
    let all = lines(text.as_bytes());
    assert_eq!(all.last(), Some(&(2, "b\0".to_owned(), 1)));
}

#[test]
fn empty_and_binary_files_are_refused() {
    assert!(refusal(b"").to_string().contains("is empty"));
    assert!(refusal(b"\xEF\xBB\xBF").to_string().contains("is empty"));
    assert!(refusal(b"PK\x03\x04rest").to_string().contains("archive"));
    assert!(refusal(b"a\0b\0c\0d\0").to_string().contains("UTF-16 without"));
    assert!(refusal(&[1, 2, 3, 4, 65, 66]).to_string().contains("binary"));
    assert_eq!(refusal(b"SQLite format 3\0").kind(), ErrorKind::Input);
}

#[test]
fn the_line_limit_names_the_line() {
    let just = [b"a\n".to_vec(), vec![b'x'; MAX_LINE], b"\n".to_vec()].concat();
    assert_eq!(lines(&just).len(), 2);
    let over = [b"a\n".to_vec(), vec![b'x'; MAX_LINE + 1], b"\n".to_vec()].concat();
    let mut lines = Lines::new(over.as_slice(), "a.txt", MAX_LINE).unwrap();
    lines.next_line().unwrap();
    let error = lines.next_line().map(|_| ()).unwrap_err();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Limit, Some(2)));
}

#[test]
fn text_reads_as_utf8() {
    let mut all = String::new();
    let bytes = GB18030.encode("周三下午").0.repeat(20_000);
    Text::new(bytes.as_slice(), "a").unwrap().read_to_string(&mut all).unwrap();
    assert_eq!(all, "周三下午".repeat(20_000));
}
