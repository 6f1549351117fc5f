//! HTML → its words while it streams: tags, scripts, styles and pictures pass by, breaks become line ends, characters
//! written as words are put back once. Holds a few bytes, however long a tag is.

use std::io::{self, BufRead, BufReader, Read};

use super::entities::{entities, entity};

/// The longest name of a tag, and of a character, that means something here.
const NAME: usize = 12;

/// Reads UTF-8 HTML as text.
pub(in crate::chat) struct Words<R> {
    html: BufReader<R>,
    place: Place,
    /// What is kept of a tag's or a character's name.
    name: Vec<u8>,
    out: Vec<u8>,
    given: usize,
    /// Something stands in the line.
    in_line: bool,
    /// Blanks of the source that become one if words follow in the same line.
    blank: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Words,
    /// After `&`.
    Character,
    /// After `<`, until the name ends.
    TagName,
    /// In a tag, perhaps within quotation marks.
    Tag(Option<u8>),
    Comment,
    /// Between `<script>` and `</script>`, or the same of a style.
    Raw,
}

impl<R: Read> Words<R> {
    pub(in crate::chat) fn new(html: R) -> Self {
        Self {
            html: BufReader::new(html),
            place: Place::Words,
            name: Vec::new(),
            out: Vec::new(),
            given: 0,
            in_line: false,
            blank: false,
        }
    }

    fn take(&mut self, byte: u8) {
        match self.place {
            Place::Words => self.words(byte),
            Place::Character => self.character(byte),
            Place::TagName => self.tag_name(byte),
            Place::Tag(None) => match byte {
                b'>' => self.end_tag(),
                b'"' | b'\'' => self.place = Place::Tag(Some(byte)),
                _ => {}
            },
            Place::Tag(Some(mark)) if byte == mark => self.place = Place::Tag(None),
            Place::Tag(Some(_)) => {}
            Place::Comment => self.until(byte, b"-->"),
            Place::Raw => match byte {
                b'<' => self.name.clear(),
                b'>' if matches!(self.name.as_slice(), b"/script" | b"/style") => self.place = Place::Words,
                // `</script >` ends as `</script>` does.
                b' ' | b'\t' | b'\r' | b'\n' => {}
                _ if self.name.len() < NAME => self.name.push(byte.to_ascii_lowercase()),
                _ => {}
            },
        }
    }

    fn words(&mut self, byte: u8) {
        match byte {
            b'<' => (self.place, self.name) = (Place::TagName, Vec::new()),
            b'&' => (self.place, self.name) = (Place::Character, Vec::new()),
            b' ' if !self.in_line => {}
            b'\n' | b'\r' | b'\t' => self.blank = self.in_line,
            _ => self.put(&[byte]),
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        if std::mem::take(&mut self.blank) {
            self.out.push(b' ');
        }
        self.in_line = true;
        self.out.extend_from_slice(bytes);
    }

    fn end_line(&mut self) {
        self.out.push(b'\n');
        (self.in_line, self.blank) = (false, false);
    }

    fn character(&mut self, byte: u8) {
        if byte == b';' {
            let name = std::mem::take(&mut self.name);
            self.place = Place::Words;
            match meant(&name) {
                Some(c) => self.put(c.encode_utf8(&mut [0; 4]).as_bytes()),
                None => self.literally(&name, Some(byte)),
            }
        } else if self.name.len() < NAME && (byte.is_ascii_alphanumeric() || byte == b'#') {
            self.name.push(byte);
        } else {
            let name = std::mem::take(&mut self.name);
            self.place = Place::Words;
            self.literally(&name, None);
            self.words(byte);
        }
    }

    /// An `&` that began nothing.
    fn literally(&mut self, name: &[u8], end: Option<u8>) {
        self.put(b"&");
        self.put(name);
        if let Some(end) = end {
            self.put(&[end]);
        }
    }

    fn tag_name(&mut self, byte: u8) {
        match byte {
            b'>' => self.end_tag(),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'!' | b'-' if self.name.len() < NAME => {
                self.name.push(byte.to_ascii_lowercase());
                if self.name == b"!--" {
                    (self.place, self.name) = (Place::Comment, Vec::new());
                }
            }
            // `a < b` is no tag.
            _ if self.name.is_empty() => {
                self.place = Place::Words;
                self.put(b"<");
                self.words(byte);
            }
            b'"' | b'\'' => self.place = Place::Tag(Some(byte)),
            _ => self.place = Place::Tag(None),
        }
    }

    fn end_tag(&mut self) {
        let name = std::mem::take(&mut self.name);
        self.place = Place::Words;
        match name.as_slice() {
            b"script" | b"style" => self.place = Place::Raw,
            b"br" | b"br/" | b"/p" | b"/div" | b"/li" | b"/tr" | b"/h1" | b"/h2" | b"/h3" | b"/title" => {
                self.end_line();
            }
            // A block begins a line of its own.
            b"p" | b"div" | b"li" | b"tr" | b"table" if self.in_line => self.end_line(),
            _ => {}
        }
    }

    fn until(&mut self, byte: u8, end: &[u8]) {
        self.name.push(byte);
        if self.name.len() > end.len() {
            self.name.remove(0);
        }
        if self.name == end {
            (self.place, self.name) = (Place::Words, Vec::new());
        }
    }
}

/// The character of a name or number. The two blanks between a name and its time are written so.
fn meant(name: &[u8]) -> Option<char> {
    let c = entity(std::str::from_utf8(name).ok()?)?;
    Some(if c.is_whitespace() { ' ' } else { c })
}

impl<R: Read> Read for Words<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.out.len() {
            self.out.clear();
            self.given = 0;
            let chunk = self.html.fill_buf()?.to_vec();
            if chunk.is_empty() {
                // An `&` or `<` at the very end begins nothing.
                let rest = std::mem::take(&mut self.name);
                match std::mem::replace(&mut self.place, Place::Words) {
                    Place::Character => self.literally(&rest, None),
                    Place::TagName if rest.is_empty() => self.put(b"<"),
                    _ => {}
                }
                if self.out.is_empty() {
                    return Ok(0);
                }
                break;
            }
            self.html.consume(chunk.len());
            for byte in chunk {
                self.take(byte);
            }
        }
        let rest = self.out.get(self.given..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// A piece of HTML in memory: what stands between tags, with its characters put back, or what stands in a tag.
pub(in crate::chat) enum Piece<'h> {
    Words(String),
    Tag(&'h str),
}

/// Hands over piece by piece. A tag that is cut off ends it.
pub(in crate::chat) fn each_piece<'h>(html: &'h str, mut take: impl FnMut(Piece<'h>)) {
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        take(Piece::Words(entities(before)));
        let Some((tag, next)) = after.split_once('>') else { return };
        take(Piece::Tag(tag));
        rest = next;
    }
    take(Piece::Words(entities(rest)));
}

/// The words of a piece of HTML.
pub(in crate::chat) fn words(html: &str) -> String {
    let mut words = String::new();
    // Reading from memory does not fail, and what is UTF-8 stays so.
    let _ = Words::new(html.as_bytes()).read_to_string(&mut words);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_pass_by_and_characters_come_back_once() {
        assert_eq!(words("<div>张三&nbsp;&nbsp;16:21</div><div>好&amp;nbsp;</div>"), "张三  16:21\n好&nbsp;\n");
        assert_eq!(words("a<br>b<br/>c<p>d</p>e"), "a\nb\nc\nd\ne");
        assert_eq!(
            words("<a title=\"x > y\" href='>'>链接</a> 1 < 2 & 3 &unknown; &#24352;&#x4E09;"),
            "链接 1 < 2 & 3 &unknown; 张三"
        );
        assert_eq!(words("<script>if (a<b) '</div>'</script>好<style>p{}</style>!<!-- > <b> -->。"), "好!。");
        assert_eq!(words("  \n行\n一\n<br>\n行二"), "行 一\n行二");
        // Nothing that is left open swallows what was read before.
        assert_eq!(
            (words("R&D"), words("<script>x</script >好"), words("1 <")),
            ("R&D".into(), "好".into(), "1 <".into())
        );
        assert_eq!(words("好<img src=\"data:image/png;base64,AAAA"), "好");
    }

    #[test]
    fn pictures_in_tags_cost_no_memory() {
        let html = format!("前<img src=\"data:image/png;base64,{}\">后", "A".repeat(8 << 20));
        assert_eq!(words(&html), "前后");
    }
}
