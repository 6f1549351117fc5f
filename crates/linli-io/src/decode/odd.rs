//! The bytes of one line → its text, and what was odd about them.

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

/// What was odd about the bytes of a line.
#[expect(clippy::struct_excessive_bools, reason = "each is found on its own, and any of them together")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Oddities {
    /// How many invalid sequences were replaced.
    pub bad: usize,
    /// The file ends in the middle of a character of this line.
    pub cut: bool,
    /// The file is UTF-16 and has a byte too many.
    pub odd_byte: bool,
    /// Characters stood as two halves of three bytes each, or as one half.
    pub surrogates: bool,
    /// The line is in another encoding than the file.
    pub mixed: bool,
    /// The line was decoded wrongly before it came here.
    pub mojibake: bool,
    /// A byte order mark stood at its beginning.
    pub mark: bool,
    /// How many NUL bytes were taken out.
    pub nul: usize,
    /// How many other control characters were taken out.
    pub control: usize,
}

/// Reads lines of one file. The same memory serves line after line.
pub(super) struct Reader {
    encoding: &'static Encoding,
    /// The bytes were UTF-16: each replaced one stands there as U+FFFD.
    converted: bool,
    scratch: String,
    clean: String,
}

impl Reader {
    pub(super) fn new(encoding: &'static Encoding, converted: bool) -> Self {
        let encoding = if converted { UTF_8 } else { encoding };
        Self { encoding, converted, scratch: String::new(), clean: String::new() }
    }

    /// Reads a line; `last` where the file ends with it.
    pub(super) fn read<'a>(&'a mut self, bytes: &'a [u8], last: bool) -> (&'a str, Oddities) {
        let mut odd = Oddities::default();
        let text: &str = match std::str::from_utf8(bytes) {
            Ok(text) if self.encoding == UTF_8 || text.is_ascii() => text,
            Ok(text) if chinese(text) >= 2 => {
                odd.mixed = true;
                text
            }
            Err(_) if self.encoding == UTF_8 => repair(bytes, &mut self.scratch, &mut odd, last),
            Ok(_) | Err(_) => decode(bytes, self.encoding, &mut self.scratch, &mut odd, last),
        };
        if self.converted {
            odd.bad = text.matches(char::REPLACEMENT_CHARACTER).count();
        }
        odd.mojibake = is_mojibake(text);
        // A byte order mark inside a text comes from files put one after another.
        let rest = text.trim_start_matches('\u{FEFF}');
        odd.mark = rest.len() < text.len();
        if !rest.bytes().any(is_control) {
            return (rest, odd);
        }
        self.clean.clear();
        strip(rest, &mut self.clean, &mut odd);
        (&self.clean, odd)
    }
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7F
}

/// How many Chinese characters and punctuation marks a text has.
fn chinese(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')).count()
}

/// Decodes in an encoding; what is not valid becomes U+FFFD and is counted.
fn decode<'s>(
    bytes: &[u8],
    encoding: &'static Encoding,
    into: &'s mut String,
    odd: &mut Oddities,
    last: bool,
) -> &'s str {
    into.clear();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut rest = bytes;
    loop {
        into.reserve(rest.len() * 3 + 16);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, into, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            encoding_rs::DecoderResult::InputEmpty => return into,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => {
                if last && rest.is_empty() {
                    odd.cut = true;
                } else {
                    odd.bad += 1;
                }
                into.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// A line of a UTF-8 file that is not UTF-8: halves of characters, a line in GBK, or damaged bytes.
fn repair<'s>(bytes: &[u8], into: &'s mut String, odd: &mut Oddities, last: bool) -> &'s str {
    // In GBK read as UTF-8 sequences of three bytes are rare, and broken bytes are many.
    let (mut wide, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|&c| c >= '\u{800}').count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if wide < broken
        && !bytes.windows(2).any(is_half)
        && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    {
        odd.mixed = true;
        into.clear();
        into.push_str(&text);
        return into;
    }
    into.clear();
    let mut rest = bytes;
    while !rest.is_empty() {
        let Some(chunk) = rest.utf8_chunks().next() else { break };
        into.push_str(chunk.valid());
        rest = rest.get(chunk.valid().len()..).unwrap_or_default();
        if chunk.invalid().is_empty() {
            break;
        }
        if let Some((found, length)) = halves(rest) {
            odd.surrogates = true;
            into.push(found);
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        rest = rest.get(chunk.invalid().len()..).unwrap_or_default();
        if last && rest.is_empty() && chunk.invalid().first().is_some_and(|&byte| byte >= 0xC2) {
            odd.cut = true;
        } else {
            odd.bad += 1;
        }
        into.push(char::REPLACEMENT_CHARACTER);
    }
    into
}

/// The two first bytes of half a character.
fn is_half(pair: &[u8]) -> bool {
    matches!(pair, [0xED, 0xA0..=0xBF])
}

/// The character of two halves (CESU-8) at the beginning, or U+FFFD for one half alone; and how many bytes it took.
fn halves(bytes: &[u8]) -> Option<(char, usize)> {
    let half = |bytes: &[u8]| match bytes {
        [0xED, b @ 0xA0..=0xBF, c @ 0x80..=0xBF, ..] => Some(0xD000 | (u32::from(b & 0x3F) << 6) | u32::from(c & 0x3F)),
        _ => None,
    };
    let first = half(bytes)?;
    let second = bytes.get(3..).and_then(half);
    match (first, second) {
        (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (low - 0xDC00);
            Some((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 6))
        }
        _ => Some((char::REPLACEMENT_CHARACTER, 3)),
    }
}

/// Whether a text is Chinese in UTF-8 that was read as Windows-1252 and saved again: `å¸ƒ` for 布.
fn is_mojibake(text: &str) -> bool {
    // The first byte of most Chinese characters is E4 to E9, which Windows-1252 reads as ä to é.
    if !text.bytes().any(|byte| byte == 0xC3) || !text.contains(['ä', 'å', 'æ', 'ç', 'è', 'é']) {
        return false;
    }
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    !lossy && std::str::from_utf8(&bytes).is_ok_and(|text| chinese(text) >= 2)
}

/// Takes control characters and terminal escapes out.
fn strip(text: &str, into: &mut String, odd: &mut Oddities) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_control) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        into.push_str(before);
        let byte = from.bytes().next().unwrap_or_default();
        if byte == 0 {
            odd.nul += 1;
        } else {
            odd.control += 1;
        }
        let after = from.get(1..).unwrap_or_default();
        rest = if byte == 0x1B { after_escape(after) } else { after };
    }
    into.push_str(rest);
}

/// What follows a terminal escape (ECMA-48: `[`, parameters, one letter).
fn after_escape(text: &str) -> &str {
    let Some(inside) = text.strip_prefix('[') else { return text };
    let rest = inside.trim_start_matches(|c: char| matches!(c, '0'..='?' | ' '..='/'));
    match rest.chars().next() {
        Some(c @ '@'..='~') => rest.get(c.len_utf8()..).unwrap_or_default(),
        _ => rest,
    }
}
