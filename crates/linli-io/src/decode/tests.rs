use encoding_rs::{BIG5, GB18030};

use linli::ErrorKind;

use super::*;

fn lines(bytes: &[u8]) -> Vec<(u64, String, usize)> {
    let mut lines = Lines::new(bytes, "a.txt", MAX_LINE).unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next_line().unwrap() {
        all.push((line.number, line.text.to_owned(), line.odd.bad));
    }
    all
}

fn texts(bytes: &[u8]) -> Vec<String> {
    lines(bytes).into_iter().map(|(_, text, _)| text).collect()
}

const NONE: Oddities = Oddities {
    bad: 0,
    cut: false,
    odd_byte: false,
    surrogates: false,
    mixed: false,
    mojibake: false,
    mark: false,
    nul: 0,
    control: 0,
};

fn oddities(bytes: &[u8]) -> Vec<Oddities> {
    let mut lines = Lines::new(bytes, "a.txt", MAX_LINE).unwrap();
    let mut all = Vec::new();
    while let Some(line) = lines.next_line().unwrap() {
        all.push(line.odd);
    }
    all
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
        [(1, "布工坊的人".to_owned(), 0), (2, "周三\u{FFFD}下午见".to_owned(), 1), (3, "再说\u{FFFD}".to_owned(), 0)]
    );
    // An odd byte at the end of UTF-16.
    assert_eq!(oddities(b"\xFF\xFEa\0b"), [Oddities { odd_byte: true, ..NONE }]);
    assert_eq!(oddities(&bytes).last(), Some(&Oddities { cut: true, ..NONE }));
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
    assert_eq!(all.last(), Some(&(2, "b".to_owned(), 0)));
    assert_eq!(oddities(text.as_bytes()).last(), Some(&Oddities { mark: true, nul: 1, ..NONE }));
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

#[test]
fn lines_in_two_encodings_are_read_each_in_its_own() {
    let (gbk, utf8) = ("张三  16:21 明天来", "李四  16:22 好的，都来吧");
    for most in [gbk, utf8] {
        let mut bytes = Vec::new();
        for at in 0..9 {
            let line = if at == 4 { [gbk, utf8][usize::from(most == gbk)] } else { most };
            if line == gbk {
                bytes.extend_from_slice(&GB18030.encode(line).0);
            } else {
                bytes.extend(line.bytes());
            }
            bytes.push(b'\n');
        }
        let mixed: Vec<bool> = oddities(&bytes).iter().map(|odd| odd.mixed).collect();
        assert_eq!(mixed.iter().filter(|&&mixed| mixed).count(), 1);
        assert!(mixed[4]);
        assert_eq!(texts(&bytes)[4], if most == gbk { utf8 } else { gbk });
    }
}

#[test]
fn halves_of_characters_are_put_together() {
    // U+1F339 as CESU-8: D83C DF39, three bytes each.
    let bytes = [b"\xE5\xA5\xBD\xE5\xA5\xBD\xED\xA0\xBC\xED\xBC\xB9!\n".as_slice(), b"a\xED\xA0\xBCb\n"].concat();
    assert_eq!(texts(&bytes), ["好好🌹!", "a\u{FFFD}b"]);
    assert!(oddities(&bytes).iter().all(|odd| odd.surrogates && odd.bad == 0));
}

#[test]
fn text_decoded_wrongly_before_is_named_and_words_with_accents_are_not() {
    let wrong = encoding_rs::WINDOWS_1252.decode("布工坊".as_bytes()).0.into_owned();
    assert!(oddities(wrong.as_bytes())[0].mojibake);
    for text in ["Café è qui", "Zoë", "décor à côté", "张é三"] {
        assert_eq!(oddities(text.as_bytes())[0], NONE, "{text}");
    }
}

#[test]
fn control_characters_and_terminal_escapes_are_taken_out() {
    let bytes = b"\x1b[31mred\x1b[0m a\tb\x07\x7f\n";
    assert_eq!(texts(bytes), ["red a\tb"]);
    assert_eq!(oddities(bytes)[0].control, 4);
}

#[test]
fn what_the_bytes_leave_open_is_asked_and_can_be_told() {
    let text = "陳大文  16:21\n明天的活動在社區活動室，請各位街坊準時參加。\n";
    let big5 = BIG5.encode(text).0.into_owned();
    assert_eq!(refusal(&big5).code(), Some("big5-or-gbk"));
    let mut told = String::new();
    Text::told(big5.as_slice(), "a", "big5").unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(told, text);
    // Traditional characters in GBK use bytes that Big5 has not.
    assert_eq!(texts(&GB18030.encode(text).0)[0], "陳大文  16:21");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refusal(&wide).code(), Some("utf16-unmarked"));
    assert_eq!(Text::told(b"a".as_slice(), "a", "utf-9").unwrap_err().kind(), ErrorKind::UnknownName);
}

#[test]
fn a_line_longer_than_the_beginning_is_decided_by_what_is_in_it() {
    // No line end and no blank in the first 64 kB, and the sample ends within a character.
    let text = format!("\u{8aaa}a{}", "明天的活動在社區活動室請各位街坊準時參加".repeat(4000));
    let big5 = BIG5.encode(&text).0.into_owned();
    assert_eq!(refusal(&big5).code(), Some("big5-or-gbk"));
    let gbk = GB18030.encode(&text).0.into_owned();
    assert_eq!(texts(&gbk)[0], text);
}
