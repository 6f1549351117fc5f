//! Which encoding the beginning of a file is in, and what is no text at all.

use encoding_rs::{Encoding, GB18030, UTF_8};
use linli::{Error, ErrorKind};

/// The encoding of a file by its beginning, and the length of its byte order mark. `cut`: the file may go on.
///
/// The order is fixed and no score is trusted: a byte order mark, strict UTF-8, UTF-8 with a few broken bytes, GB18030.
pub(super) fn detect(sample: &[u8], cut: bool) -> Result<(&'static Encoding, usize), Error> {
    let (encoding, mark) = match Encoding::for_bom(sample) {
        Some((encoding, mark)) => (Some(encoding), mark),
        None => (None, 0),
    };
    let body = sample.get(mark..).unwrap_or_default();
    if body.is_empty() {
        let hint = "export the chat again, or take the file out of the folder";
        return Err(Error::new(ErrorKind::Input, "the file is empty").with_hint(hint));
    }
    if let Some(encoding) = encoding {
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
    // GB18030 read as UTF-8 breaks at nearly every character, so many whole characters to a broken one means UTF-8
    // with a damaged byte.
    if broken == 0 || wide >= 4 * broken { Ok((UTF_8, 0)) } else { Ok((GB18030, 0)) }
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

fn refuse_binary(body: &[u8]) -> Result<(), Error> {
    let refused = |what: &str| {
        Error::new(ErrorKind::Input, format!("the file is not text: it looks like {what}"))
            .with_hint("export the chat as text or JSON, or save the file as UTF-8 text")
    };
    if let Some((_, what)) = BEGINNINGS.iter().find(|(beginning, _)| body.starts_with(beginning)) {
        return Err(refused(what));
    }
    let count = |is: fn(u8) -> bool| body.iter().filter(|&&byte| is(byte)).count();
    if count(|byte| byte == 0) * 512 > body.len() {
        return Err(refused("a binary file, or UTF-16 without its byte order mark"));
    }
    let control = |byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    if count(control) * 8 > body.len() { Err(refused("a binary file")) } else { Ok(()) }
}
