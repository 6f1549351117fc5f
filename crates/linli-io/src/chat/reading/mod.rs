//! What several formats need to read: clocks, drafts of messages, `name: text`, placeholders, JSON in bounded memory.

pub(super) mod clock;
pub(super) mod draft;
pub(super) mod entities;
pub(super) mod html;
pub(super) mod json;
pub(super) mod lines;
pub(super) mod listing;
pub(super) mod named;
pub(super) mod placeholder;
pub(super) mod rows;
pub(super) mod small;
pub(super) mod speech;
pub(super) mod stamped;
pub(super) mod time;
pub(super) mod wechat;

use linli::diagnostic;

use super::Receiver;
use crate::decode::{Line, Oddities};

/// Reports what was odd about the bytes of a line.
pub(super) fn report_bad(line: &Line<'_>, receiver: &mut dyn Receiver) {
    let odd = line.odd;
    if odd == Oddities::default() {
        return;
    }
    let bad = if line.number == 1 { &diagnostic::BAD_FIRST_LINE } else { &diagnostic::BAD_BYTES };
    for (code, count, what) in [
        (bad, odd.bad, "invalid sequences replaced"),
        (&diagnostic::CUT_CHARACTER, usize::from(odd.cut), "character at the end of the file"),
        (&diagnostic::ODD_BYTE, usize::from(odd.odd_byte), "byte at the end of the file"),
        (&diagnostic::SURROGATES, usize::from(odd.surrogates), "line with halves of characters"),
        (&diagnostic::MIXED_ENCODINGS, usize::from(odd.mixed), "line in another encoding"),
        (&diagnostic::MOJIBAKE, usize::from(odd.mojibake), "line of UTF-8 read as Windows-1252"),
        (&diagnostic::MARK_INSIDE, usize::from(odd.mark), "byte order mark"),
        (&diagnostic::NUL_BYTES, odd.nul, "NUL bytes taken out"),
        (&diagnostic::CONTROL_CHARACTERS, odd.control, "control characters taken out"),
    ] {
        if count > 0 {
            receiver.odd(code, line.number, &format!("{count} {what}"));
        }
    }
}

/// Whether a line holds nothing. Only the blank and the tab count as nothing: U+2005 ends a mention.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ' || byte == b'\t')
}

/// Marks of direction and of byte order, which exports put before names, dates and placeholders.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A digit, also full-width as 0-9 typed with a Chinese keyboard.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// A number of at most `most` digits at the beginning: its value, how many digits, and the rest.
pub(super) fn number(text: &str, most: u8) -> Option<(u32, u8, &str)> {
    let (mut value, mut count, mut rest) = (0, 0, text);
    while let Some((d, after)) = rest.chars().next().and_then(|c| Some((digit(c)?, rest.get(c.len_utf8()..)?))) {
        if count == most {
            return None;
        }
        (value, count, rest) = (value * 10 + d, count + 1, after);
    }
    (count > 0).then_some((value, count, rest))
}
