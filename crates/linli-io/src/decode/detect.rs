//! Which encoding the beginning of a file is in, and what is no text at all.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use linli::{Error, refusal};

/// The encoding of a file by its beginning, and the length of its byte order mark. `cut`: the file may go on.
///
/// The order is fixed and no score is trusted: a byte order mark, strict UTF-8, UTF-8 with a few broken bytes, GB18030.
/// Where Big5 is as possible as GBK, or UTF-16 has no mark, a person is asked.
pub(super) fn detect(sample: &[u8], cut: bool) -> Result<(&'static Encoding, usize), Error> {
    let (marked, mark) = Encoding::for_bom(sample).map_or((None, 0), |(encoding, mark)| (Some(encoding), mark));
    let body = sample.get(mark..).unwrap_or_default();
    refuse_empty(body)?;
    if let Some(encoding) = marked {
        return Ok((encoding, mark));
    }
    refuse_binary(body)?;
    let (mut wide, mut broken) = (0_usize, 0_usize);
    let mut chunks = body.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // The last character of a sample may be cut in the middle.
        let cut_character = cut && chunks.peek().is_none() && chunk.invalid().len() < 4;
        broken += usize::from(!chunk.invalid().is_empty() && !cut_character);
    }
    // Halves of characters (CESU-8) break three times each, and are nothing of GBK.
    let halves = body.windows(3).filter(|three| matches!(three, [0xED, 0xA0..=0xBF, 0x80..=0xBF])).count();
    let broken = broken.saturating_sub(3 * halves);
    // GB18030 read as UTF-8 breaks at nearly every character, so many whole characters to a broken one means UTF-8
    // with a damaged byte.
    if broken == 0 || wide >= 4 * broken { Ok((UTF_8, 0)) } else { Ok((chinese(body, cut)?, 0)) }
}

/// The encoding of this name.
pub(super) fn named(name: &str) -> Result<&'static Encoding, Error> {
    let known = ["utf-8", "gb18030", "gbk", "big5", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "euc-kr"];
    Encoding::for_label(name.trim().as_bytes()).ok_or_else(|| Error::unknown(("encoding", "编码"), name, known))
}

/// The encoding a person named, and the length of its byte order mark, if there is one.
pub(super) fn marked(sample: &[u8], told: &'static Encoding) -> Result<(&'static Encoding, usize), Error> {
    let mark = Encoding::for_bom(sample).filter(|(encoding, _)| *encoding == told).map_or(0, |(_, mark)| mark);
    refuse_empty(sample.get(mark..).unwrap_or_default())?;
    Ok((told, mark))
}

fn refuse_empty(body: &[u8]) -> Result<(), Error> {
    if body.is_empty() { Err(Error::refused(&refusal::EMPTY_FILE, "the file is empty")) } else { Ok(()) }
}

/// GB18030 or Big5.
///
/// Simplified Chinese in GBK has both bytes of a character above A0. In Big5 the second byte is below 7F four times in
/// ten, and every such pair is a character of GBK too: where Big5 can be meant, only a person can say.
fn chinese(body: &[u8], cut: bool) -> Result<&'static Encoding, Error> {
    // The last character of a sample may be cut in the middle. Blanks, commas and line ends are in no character, whatever
    // the encoding, so all before the last of them is whole; a line as long as the sample may have none.
    let alone = body.iter().rposition(|&byte| byte < 0x30).filter(|_| cut);
    let body = alone.and_then(|alone| body.get(..alone)).unwrap_or(body);
    let (mut pairs, mut low, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(&first) = body.get(at) {
        match (first, body.get(at + 1)) {
            (0x81.., Some(0x30..=0x39)) => at += 4,
            (0x81.., Some(second)) => {
                (pairs, low, at) = (pairs + 1, low + usize::from(*second < 0x7F), at + 2);
            }
            (0x81.., None) if cut => break,
            _ => at += 1,
        }
    }
    let body = body.get(..at).unwrap_or(body);
    let strictly =
        |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(body).is_some();
    if low * 20 <= pairs || !strictly(BIG5) {
        return Ok(GB18030);
    }
    if strictly(GB18030) {
        return Err(Error::refused(&refusal::BIG5_OR_GBK, "the text can be Chinese in GBK and in Big5"));
    }
    Ok(BIG5)
}

/// How other kinds of file begin.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"SQLite format 3", "a database; linli reads exports only"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a compressed file"),
];

/// So many NUL bytes may be a fault of the disk, whatever the length of the file.
const FEW: usize = 8;

fn refuse_binary(body: &[u8]) -> Result<(), Error> {
    let refused =
        |what: &str| Error::refused(&refusal::NOT_TEXT, format!("the file is not text: it looks like {what}"));
    if let Some((_, what)) = BEGINNINGS.iter().find(|(beginning, _)| body.starts_with(beginning)) {
        return Err(refused(what));
    }
    let count = |is: fn(u8) -> bool| body.iter().filter(|&&byte| is(byte)).count();
    let nul = count(|byte| byte == 0);
    if nul * 16 > body.len() {
        let even = body.iter().step_by(2).filter(|&&byte| byte == 0).count();
        let (less, more) = (even.min(nul - even), even.max(nul - even));
        // Digits, blanks and line ends have a zero byte in UTF-16, always on the same side.
        if less * 20 <= more {
            let order = if even > nul - even { UTF_16BE } else { UTF_16LE };
            let message = format!("the text looks like UTF-16 without its byte order mark ({})", order.name());
            return Err(Error::refused(&refusal::UTF16_UNMARKED, message));
        }
    }
    if nul > FEW.min(body.len() / 8).max(body.len() / 512) {
        return Err(refused("a binary file"));
    }
    let control = |byte| byte < 0x20 && !matches!(byte, 0 | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    if count(control) * 8 > body.len() { Err(refused("a binary file")) } else { Ok(()) }
}
