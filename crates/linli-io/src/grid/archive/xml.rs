//! The XML of a workbook, looked over as bytes before its reader makes room for any of it: entities, nesting, attributes,
//! long texts, and the number of strings it claims.

use linli::error::RefusalCode;
use linli::refusal;

/// How deep elements may stand in one another.
pub(super) const DEPTH: u32 = 64;
/// How many attributes an element may have.
pub(super) const ATTRIBUTES: u32 = 256;
/// The longest text of a cell, in bytes: a cell holds 32,767 characters, and markup between them.
pub(super) const TEXT: u64 = 256 << 10;
/// The longest element with all its attributes, in bytes.
const ELEMENT: u32 = 256 << 10;

/// What is wrong with a part.
pub(super) type Fault = (&'static RefusalCode, &'static str);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// Inside `<…>`; in the quote that closes a value.
    Element(Option<u8>),
    /// Inside `<!…>` or `<?…>`, until this end.
    Passed(&'static [u8]),
}

/// One part of a workbook, passing by.
pub(super) struct Xml {
    state: State,
    /// The beginning of the element, as long as it tells what it is.
    head: [u8; 16],
    /// The byte before this one, in an element.
    before: u8,
    /// Bytes of the element so far.
    length: u32,
    attributes: u32,
    depth: u32,
    /// Bytes of text since the last cell or string ended.
    text: u64,
    /// The last bytes of what is passed over.
    last: [u8; 3],
    name: Name,
    claimed: u64,
}

/// Where in `uniqueCount="…"` an element is.
#[derive(Clone, Copy, Default)]
struct Name {
    matched: usize,
    number: Option<u64>,
}

const COUNT: &[u8] = b"uniqueCount";

impl Xml {
    pub(super) fn new() -> Self {
        Self {
            state: State::Text,
            head: [0; 16],
            before: 0,
            length: 0,
            attributes: 0,
            depth: 0,
            text: 0,
            last: [0; 3],
            name: Name::default(),
            claimed: 0,
        }
    }

    /// The largest number of strings it claims to hold.
    pub(super) fn claimed(&self) -> u64 {
        self.claimed
    }

    /// Looks at the next bytes.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut rest = bytes;
        while let Some((&first, behind)) = rest.split_first() {
            match self.state {
                State::Text => {
                    let end = rest.iter().position(|&byte| byte == b'<').unwrap_or(rest.len());
                    self.add_text(end)?;
                    rest = rest.get(end..).unwrap_or_default();
                    if let Some((_, behind)) = rest.split_first() {
                        (self.state, self.length, self.attributes) = (State::Element(None), 0, 0);
                        (self.name, self.before, rest) = (Name::default(), 0, behind);
                    }
                }
                State::Element(quote) => {
                    self.element(first, quote)?;
                    self.before = first;
                    rest = behind;
                }
                State::Passed(end) => {
                    self.last = [self.last[1], self.last[2], first];
                    self.add_text(1)?;
                    if self.last.ends_with(end) {
                        self.state = State::Text;
                    }
                    rest = behind;
                }
            }
        }
        Ok(())
    }

    fn add_text(&mut self, bytes: usize) -> Result<(), Fault> {
        self.text += bytes as u64;
        let fault = (&refusal::WORKBOOK_TEXT, "a text of the workbook is longer than a cell can be");
        if self.text > TEXT { Err(fault) } else { Ok(()) }
    }

    /// One byte between `<` and `>`.
    fn element(&mut self, byte: u8, quote: Option<u8>) -> Result<(), Fault> {
        self.claim(byte);
        if let Some(place) = self.head.get_mut(self.length as usize) {
            *place = byte;
        }
        self.length += 1;
        if self.length > ELEMENT {
            return Err((
                &refusal::WORKBOOK_ATTRIBUTES,
                "an element of the workbook is longer than any program writes",
            ));
        }
        match (quote, byte) {
            (Some(open), _) if byte != open => {}
            (Some(_), _) => self.state = State::Element(None),
            (None, b'"' | b'\'') => self.state = State::Element(Some(byte)),
            (None, b'=') => {
                self.attributes += 1;
                if self.attributes > ATTRIBUTES {
                    let fault = "an element of the workbook has more attributes than any program writes";
                    return Err((&refusal::WORKBOOK_ATTRIBUTES, fault));
                }
            }
            (None, b'>') => return self.close(),
            _ => return self.declared(),
        }
        Ok(())
    }

    /// What is no element is passed over; what declares entities is refused.
    fn declared(&mut self) -> Result<(), Fault> {
        let end: &'static [u8] = match self.head.get(..self.length as usize).unwrap_or_default() {
            b"!--" => b"-->",
            b"![CDATA[" => b"]]>",
            b"?" => b"?>",
            // The workbook reader takes either word in letters of any size.
            head if head.eq_ignore_ascii_case(b"!DOCTYPE") || head.eq_ignore_ascii_case(b"!ENTITY") => {
                return Err((&refusal::WORKBOOK_ENTITY, "the workbook declares a document type or entities"));
            }
            _ => return Ok(()),
        };
        (self.state, self.last) = (State::Passed(end), [0; 3]);
        Ok(())
    }

    /// The element ends.
    fn close(&mut self) -> Result<(), Fault> {
        self.state = State::Text;
        let head = self.head.get(..(self.length as usize).min(self.head.len())).unwrap_or_default();
        if head.starts_with(b"/") {
            self.depth = self.depth.saturating_sub(1);
            let name = head.get(1..).unwrap_or_default().split(|&byte| byte == b'>').next().unwrap_or_default();
            let name = name.rsplit(|&byte| byte == b':').next().unwrap_or_default().trim_ascii_end();
            // The pieces of one text; everything else ends it.
            if !matches!(name, b"t" | b"r" | b"is" | b"v" | b"f" | b"rPr" | b"rPh") {
                self.text = 0;
            }
        } else if self.before != b'/' {
            self.depth += 1;
            if self.depth > DEPTH {
                let fault = "elements of the workbook stand in one another deeper than any program writes";
                return Err((&refusal::WORKBOOK_DEPTH, fault));
            }
        }
        Ok(())
    }

    /// Looks for `uniqueCount="…"`.
    fn claim(&mut self, byte: u8) {
        let name = &mut self.name;
        if name.matched == COUNT.len() {
            match byte {
                b'0'..=b'9' => {
                    let number = name.number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                    name.number = Some(number);
                    self.claimed = self.claimed.max(number);
                    return;
                }
                b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\'' | b'+' if name.number.is_none() => return,
                _ => *name = Name::default(),
            }
        }
        // No prefix of the name returns inside it but its first letter.
        let goes_on = COUNT.get(name.matched) == Some(&byte);
        name.matched = if goes_on { name.matched + 1 } else { usize::from(COUNT.first() == Some(&byte)) };
    }
}
