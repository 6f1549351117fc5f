//! What the XML of a workbook may not have: entities of its own, hundreds of attributes, elements in elements in elements.
//! The workbook reader would take them; they are looked for in the bytes before it sees them.

use linli::error::RefusalCode;
use linli::refusal;

/// The most attributes of one element.
const MOST_ATTRIBUTES: u32 = 256;

/// The deepest that elements may stand in one another.
const DEEPEST: u32 = 64;

/// Looks through one part, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Markup {
    state: State,
    depth: u32,
    attributes: u32,
    /// The byte before, inside a tag.
    before: u8,
    /// How much of `<![CDATA[` or `<!--` has been seen, or of their end.
    matched: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Text,
    /// Behind `<`.
    Open,
    /// In a start tag.
    Start,
    /// In a start tag, inside this quotation mark.
    Quoted(u8),
    /// In an end tag or a processing instruction.
    Other,
    /// Behind `<!`.
    Bang,
    /// In a comment or in CDATA, up to this end.
    Until(&'static [u8]),
}

impl Markup {
    /// Looks at the next bytes; what may not be ends the reading.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Result<(), &'static RefusalCode> {
        bytes.iter().try_for_each(|&byte| self.byte(byte))
    }

    fn byte(&mut self, byte: u8) -> Result<(), &'static RefusalCode> {
        match self.state {
            State::Text if byte == b'<' => self.state = State::Open,
            State::Text => {}
            State::Open => {
                self.state = match byte {
                    b'!' => State::Bang,
                    b'/' | b'?' => {
                        self.depth = self.depth.saturating_sub(u32::from(byte == b'/'));
                        State::Other
                    }
                    _ => {
                        (self.depth, self.attributes) = (self.depth + 1, 0);
                        State::Start
                    }
                };
                if self.depth > DEEPEST {
                    return Err(&refusal::WORKBOOK_DEPTH);
                }
            }
            State::Start => match byte {
                b'>' => {
                    self.depth -= u32::from(self.before == b'/' && self.depth > 0);
                    self.state = State::Text;
                }
                b'"' | b'\'' => self.state = State::Quoted(byte),
                b'=' => {
                    self.attributes += 1;
                    if self.attributes > MOST_ATTRIBUTES {
                        return Err(&refusal::WORKBOOK_ATTRIBUTES);
                    }
                }
                _ => {}
            },
            State::Quoted(mark) if byte == mark => self.state = State::Start,
            State::Quoted(_) => {}
            State::Other if byte == b'>' => self.state = State::Text,
            State::Other => {}
            State::Bang => {
                self.matched = 0;
                self.state = match byte {
                    b'-' => State::Until(b"-->"),
                    b'[' => State::Until(b"]]>"),
                    // A document type: the only place where entities can be declared.
                    _ => return Err(&refusal::WORKBOOK_ENTITY),
                };
            }
            State::Until(end) => {
                let repeats = self.matched == 2 && end.get(1) == Some(&byte);
                self.matched = match end.get(self.matched) {
                    Some(&wanted) if wanted == byte => self.matched + 1,
                    _ if repeats => 2,
                    _ => usize::from(end.first() == Some(&byte)),
                };
                if self.matched == end.len() {
                    self.state = State::Text;
                }
            }
        }
        self.before = byte;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Option<&'static str> {
        let mut markup = Markup::default();
        // Whatever falls on the border of two pieces.
        text.as_bytes().chunks(3).find_map(|piece| markup.scan(piece).err()).map(|code| code.id)
    }

    #[test]
    fn what_spreadsheet_programs_write_passes() {
        let sheet = "<?xml version=\"1.0\"?><!-- a <b> -- > --><w a='<' b=\"=/>\"><![CDATA[<a]]]><r/><r></r></w>";
        assert_eq!(says(&sheet.repeat(1000)), None);
    }

    #[test]
    fn entities_attributes_and_depth_are_limited() {
        assert_eq!(says("<!DOCTYPE w [<!ENTITY e \"x\">]><w/>"), Some("workbook-entity"));
        let many = |count: usize| format!("<w{}/>", " a=\"\"".repeat(count));
        assert_eq!((says(&many(256)), says(&many(257))), (None, Some("workbook-attributes")));
        assert_eq!((says(&"<a>".repeat(64)), says(&"<a>".repeat(65))), (None, Some("workbook-depth")));
        assert_eq!(says(&"<a></a>".repeat(65)), None);
    }
}
