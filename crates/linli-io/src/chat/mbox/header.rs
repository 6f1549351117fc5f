//! The headers of a mail: unfolded, with names and subjects in any charset, addresses, ids and dates.

use encoding_rs::Encoding;
use linli::time::Day;

use super::super::reading::{clock, number};

/// The headers read, in lower case.
pub(super) const NAMES: [&str; 8] = [
    "from",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
];

/// The headers of a mail, or of a part of one.
#[derive(Default)]
pub(super) struct Headers {
    values: [Option<Vec<u8>>; 8],
    last: Option<usize>,
}

impl Headers {
    /// Takes a line. The first of several equal headers counts.
    pub(super) fn push(&mut self, line: &[u8], most: usize) {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if let Some(value) = self.last.and_then(|at| self.values.get_mut(at)).and_then(Option::as_mut)
                && value.len() + line.len() < most
            {
                value.extend_from_slice(line);
            }
            return;
        }
        self.last = None;
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return };
        let (name, value) = line.split_at(colon);
        let known = NAMES.iter().position(|known| known.as_bytes().eq_ignore_ascii_case(name.trim_ascii_end()));
        if let Some(slot) = known.and_then(|at| self.values.get_mut(at)).filter(|slot| slot.is_none()) {
            *slot = Some(value.get(1..).unwrap_or_default().trim_ascii().to_vec());
            self.last = known;
        }
    }

    /// A header's value.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let at = NAMES.iter().position(|known| *known == name)?;
        Some(String::from_utf8_lossy(self.values.get(at)?.as_ref()?).into_owned())
    }
}

/// The first id in angle brackets.
pub(super) fn first_id(text: &str) -> Option<&str> {
    let (id, _) = text.split_once('<')?.1.split_once('>')?;
    Some(id.trim()).filter(|id| !id.is_empty())
}

/// The last id in angle brackets.
pub(super) fn last_id(text: &str) -> Option<&str> {
    let (id, _) = text.rsplit_once('<')?.1.split_once('>')?;
    Some(id.trim()).filter(|id| !id.is_empty())
}

/// Name and address of `"name" <address>`, `address (name)`, `address`; public archives write ` at ` for @.
pub(super) fn sender(text: &str) -> (String, Option<String>) {
    let (name, address) = match text.rsplit_once('<').and_then(|(name, rest)| Some((name, rest.split_once('>')?.0))) {
        Some(found) => found,
        None => match text.split_once('(').and_then(|(rest, name)| Some((name.rsplit_once(')')?.0, rest))) {
            Some(found) => found,
            None => ("", text),
        },
    };
    let address = address.trim().replace(" at ", "@").to_lowercase();
    let name = words(name.trim().trim_matches('"')).trim().trim_matches('"').replace("\\\"", "\"");
    let address = Some(address).filter(|address| address.contains('@') && !address.contains(' '));
    (name, address)
}

/// No name is longer; it keeps the search for encoded words short.
const LONGEST: usize = 4096;

/// Text with encoded words (RFC 2047) decoded: `=?gb2312?B?…?=`, `=?utf-8?Q?…?=`.
pub(super) fn words(text: &str) -> String {
    if text.len() > LONGEST {
        return text.to_owned();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    // Some programs cut characters in two: words of one charset that follow each other are decoded together.
    let mut open: Option<(&'static Encoding, Vec<u8>)> = None;
    while let Some((before, after)) = rest.split_once("=?") {
        let word = encoded(after);
        if !before.trim().is_empty() || (open.is_none() && !before.is_empty()) {
            close(&mut open, &mut out);
            out.push_str(before);
        }
        let Some((encoding, bytes, next)) = word else {
            close(&mut open, &mut out);
            out.push_str("=?");
            rest = after;
            continue;
        };
        match &mut open {
            Some((known, all)) if *known == encoding => all.extend(bytes),
            _ => {
                close(&mut open, &mut out);
                open = Some((encoding, bytes));
            }
        }
        rest = next;
    }
    close(&mut open, &mut out);
    out.push_str(rest);
    out
}

fn close(open: &mut Option<(&'static Encoding, Vec<u8>)>, out: &mut String) {
    if let Some((encoding, bytes)) = open.take() {
        out.push_str(&encoding.decode_without_bom_handling(&bytes).0);
    }
}

/// `charset?B?…?=` and what follows.
fn encoded(text: &str) -> Option<(&'static Encoding, Vec<u8>, &str)> {
    let (charset, rest) = text.split_once('?')?;
    let (method, rest) = rest.split_once('?')?;
    let (inside, rest) = rest.split_once("?=")?;
    let charset = charset.split('*').next().unwrap_or_default();
    let bytes = match method {
        "B" | "b" => base64(inside.as_bytes()),
        "Q" | "q" => quoted_printable(inside.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some((Encoding::for_label(charset.as_bytes())?, bytes, rest))
}

/// Bytes written with 64 characters; what is none of them is passed over.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let (mut out, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        (bits, count) = ((bits << 6 | u32::from(value)) & 0xFF_FFFF, count + 6);
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xFF) as u8);
        }
    }
    out
}

/// `=E4=B8=AD`; an equals sign at the end of a line joins it with the next.
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (Vec::with_capacity(text.len()), 0);
    let hex = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    while let Some(&byte) = text.get(at) {
        let rest = text.get(at + 1..).unwrap_or_default();
        if byte != b'=' {
            out.push(byte);
            at += 1;
        } else if let (Some(high), Some(low)) = (hex(rest.first()), hex(rest.get(1))) {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else if let Some(end) = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'))
            && rest.get(end) == Some(&b'\n')
        {
            at += end + 2;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    out
}

/// Day, second, and seconds east of Greenwich where they are said, of `Fri, 30 Jan 2026 10:05:00 +0800 (CST)`.
pub(super) fn date(text: &str) -> Option<(Day, u32, Option<i64>)> {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_ascii_whitespace();
    let day: u32 = words.next()?.parse().ok()?;
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = words.next()?.to_ascii_lowercase();
    let (month, _) = (1..).zip(months).find(|(_, name)| month.starts_with(name))?;
    let (year, digits, "") = number(words.next()?, 4)? else { return None };
    let year = match (digits, year) {
        (2, ..50) => year + 2000,
        (2, _) => year + 1900,
        _ => year,
    };
    let (hour, _, rest) = number(words.next()?, 2)?;
    let (minute, _, rest) = number(rest.strip_prefix(':')?, 2)?;
    let second = rest.strip_prefix(':').and_then(|rest| number(rest, 2)).map_or(0, |(second, ..)| second);
    let second = clock::second_of_day(hour, minute, second)?;
    Some((clock::day(year, month, day)?, second, words.next().and_then(zone)))
}

/// `+0800`, or one of the names RFC 2822 allows.
fn zone(word: &str) -> Option<i64> {
    let hours = match word {
        "GMT" | "UT" | "UTC" | "Z" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => {
            let (sign, digits) = word.split_at_checked(1)?;
            let (value, 4, "") = number(digits, 4)? else { return None };
            let seconds = i64::from(value / 100) * 3600 + i64::from(value % 100) * 60;
            return match sign {
                "+" if seconds <= 14 * 3600 => Some(seconds),
                "-" if seconds <= 14 * 3600 => Some(-seconds),
                _ => None,
            };
        }
    };
    Some(hours * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_every_charset() {
        // 老顾 in GB 2312 is C0 CF B9 CB, in UTF-8 E8 80 81 E9 A1 BE.
        assert_eq!(
            sender("=?gb2312?B?wM+5yw==?= <Gu@Home.example>"),
            ("老顾".to_owned(), Some("gu@home.example".to_owned()))
        );
        assert_eq!(sender("=?UTF-8?Q?=E8=80=81?= =?UTF-8?Q?=E9=A1?=\t=?UTF-8?Q?=BE?= <gu@home.example>").0, "老顾");
        assert_eq!(sender("\"Gu, Lao\" <gu@home.example>").0, "Gu, Lao");
        assert_eq!(sender("gu at home.example (Lao Gu)"), ("Lao Gu".to_owned(), Some("gu@home.example".to_owned())));
        assert_eq!(sender("gu@home.example"), (String::new(), Some("gu@home.example".to_owned())));
        assert_eq!(words("Re: =?x?B?y?= =?"), "Re: =?x?B?y?= =?");
    }

    #[test]
    fn dates_with_their_zones() {
        let day = Day::from_ymd(2026, 1, 30).unwrap();
        let five_past_ten = 10 * 3600 + 300;
        assert_eq!(date("Fri, 30 Jan 2026 10:05:00 +0800 (CST)"), Some((day, five_past_ten, Some(28_800))));
        assert_eq!(date("30 Jan 26 10:05 GMT"), Some((day, five_past_ten, Some(0))));
        assert_eq!(date("30 Jan 2026 10:05:00"), Some((day, five_past_ten, None)));
        for none in ["", "Fri, 30 Foo 2026 10:05", "31 Feb 2026 10:05 +0800", "30 Jan 2026"] {
            assert_eq!(date(none), None, "{none}");
        }
    }

    #[test]
    fn the_first_and_the_last_id() {
        assert_eq!(
            (first_id("<a@x> (…) <b@x>"), last_id("<a@x> <b@x>"), first_id("x")),
            (Some("a@x"), Some("b@x"), None)
        );
    }
}
