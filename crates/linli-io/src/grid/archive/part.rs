//! One part of a workbook as it passes by. Which parts are sheets and lists is said in other parts, under whatever names, so
//! every part is looked over, and what is wrong with it counts as soon as it can be one of them.

use super::xml::{Fault, Xml};

/// What a part is by its name and its first letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Markup the workbook reader reads.
    Markup,
    /// Not known before its first letter.
    Unknown,
    /// A picture, a drawing, what another program put aside: unless it holds what only sheets and lists hold.
    Other,
}

/// What only sheets and lists of strings hold, and what the workbook reader looks for in them.
const MARKS: [&[u8]; 2] = [b"sheetData", b"uniqueCount"];

/// The longest piece of a mark that can stand at the end of one piece of a part.
const CARRIED: usize = 10;

pub(super) struct Part {
    kind: Kind,
    xml: Xml,
    /// The first thing that is wrong with it, as long as nobody would read it.
    fault: Option<Fault>,
    /// The end of the piece before.
    tail: Vec<u8>,
}

impl Part {
    /// Drawings have markup of their own that need not be as in a sheet, and so has what other programs put aside.
    pub(super) fn named(name: &[u8]) -> Self {
        let name = name.to_ascii_lowercase();
        let other = name.ends_with(b".svg") || name.ends_with(b".vml") || name.starts_with(b"customxml/");
        let named = name.ends_with(b".xml") || name.ends_with(b".rels");
        let kind = if other {
            Kind::Other
        } else if named {
            Kind::Markup
        } else {
            Kind::Unknown
        };
        Self { kind, xml: Xml::new(), fault: None, tail: Vec::new() }
    }

    /// The largest number of strings it claims to hold.
    pub(super) fn claimed(&self) -> u64 {
        self.xml.claimed()
    }

    /// Looks at the next bytes.
    pub(super) fn scan(&mut self, piece: &[u8]) -> Result<(), Fault> {
        if self.kind == Kind::Unknown {
            let start = piece.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(piece).trim_ascii_start();
            self.kind = match start.first() {
                Some(b'<') => Kind::Markup,
                Some(_) => Kind::Other,
                None => Kind::Unknown,
            };
        }
        if self.kind != Kind::Markup && self.marked(piece) {
            self.kind = Kind::Markup;
        }
        if self.fault.is_none() {
            self.fault = self.xml.scan(piece).err();
        }
        match self.fault {
            Some(fault) if self.kind == Kind::Markup => Err(fault),
            _ => Ok(()),
        }
    }

    /// Whether a mark ends in this piece.
    fn marked(&mut self, piece: &[u8]) -> bool {
        let holds = |bytes: &[u8]| MARKS.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark));
        self.tail.extend(piece.iter().take(CARRIED));
        let found = holds(&self.tail) || holds(piece);
        self.tail.extend(piece.iter().skip(CARRIED).rev().take(CARRIED).rev());
        self.tail.drain(..self.tail.len().saturating_sub(CARRIED));
        found
    }
}
