//! What a source covers, and what it can record at all. Missing is not zero; not recorded is not none.

use super::{GroupId, OrganizationId};
use crate::time::Day;

/// Half-open days `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaySpan {
    /// First day inside.
    pub start: Day,
    /// First day after.
    pub end: Day,
}

/// The union of spans, disjoint and ascending.
pub fn union_of_spans(spans: impl IntoIterator<Item = DaySpan>) -> Vec<DaySpan> {
    let mut sorted: Vec<DaySpan> = spans.into_iter().filter(|s| s.start < s.end).collect();
    sorted.sort();
    let mut union: Vec<DaySpan> = Vec::new();
    for span in sorted {
        match union.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => union.push(span),
        }
    }
    union
}

macro_rules! fields {
    ($($variant:ident = $bit:literal $id:literal $meaning:literal;)+) => {
        /// Something a source can, or cannot, record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Field {
            $(#[doc = $meaning] $variant),+
        }

        impl Field {
            /// Every field, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }

            const fn bit(self) -> u32 {
                match self { $(Self::$variant => 1 << $bit),+ }
            }
        }
    };
}

fields! {
    Reply = 0 "reply" "which message is answered";
    Mention = 1 "mention" "who is addressed with @";
    Named = 2 "named" "who is addressed by name in the text";
    Kind = 3 "kind" "whether a message is text, picture, voice …";
    Length = 4 "length" "the length of the text";
    Cue = 5 "cue" "what the text shows: notice, sign-up, photos, sheet, record, reflection, question, receipt";
    Join = 6 "join" "who joined";
    Leave = 7 "leave" "who left";
    Recall = 8 "recall" "which messages were taken back";
    Seconds = 9 "seconds" "times to the second";
    PersonId = 10 "person_id" "a stable id of the writer";
    Attendance = 11 "attendance" "the names of those who came";
    Headcount = 12 "headcount" "how many came";
    Roster = 13 "roster" "who is a member, silent or not";
}

/// A set of [`Field`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Fields(u32);

impl Fields {
    /// No field.
    pub const NONE: Self = Self(0);

    /// These fields.
    pub const fn of(fields: &[Field]) -> Self {
        let (mut bits, mut i) = (0, 0);
        while i < fields.len() {
            bits |= fields[i].bit();
            i += 1;
        }
        Self(bits)
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a field is among them.
    pub const fn has(self, field: Field) -> bool {
        self.0 & field.bit() != 0
    }

    /// Whether the sets share a field.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The fields, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |&f| self.has(f))
    }
}

/// What kind of thing a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SourceKind {
    /// A chat export.
    Chat,
    /// A sign-in sheet.
    Sheet,
    /// A member list as shown on one day.
    Roster,
    /// A table of the study folder, or one handed over in memory.
    Table,
}

impl SourceKind {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Sheet => "sheet",
            Self::Roster => "roster",
            Self::Table => "table",
        }
    }
}

/// One file or table, what it covers and what it can record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The file, relative to the study folder, or the name of the table.
    pub label: String,
    /// What kind of thing it is.
    pub kind: SourceKind,
    /// The id of its format.
    pub format: &'static str,
    /// The groups it speaks of.
    pub groups: Vec<GroupId>,
    /// The organizations it speaks of.
    pub organizations: Vec<OrganizationId>,
    /// The days it covers, disjoint and ascending.
    pub covers: Vec<DaySpan>,
    /// The day it was made, where that is known.
    pub exported_on: Option<Day>,
    /// What it can record at all.
    pub fields: Fields,
    /// Messages, rows or names taken from it.
    pub rows: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_unite() {
        let day = Day::from_number;
        let span = |a, b| DaySpan { start: day(a), end: day(b) };
        assert_eq!(union_of_spans([span(5, 7), span(1, 3), span(3, 4), span(9, 9)]), [span(1, 4), span(5, 7)]);
    }

    #[test]
    fn fields_are_distinct_bits() {
        let all = Fields::of(Field::ALL);
        assert_eq!(all.iter().count(), Field::ALL.len());
        assert!(!Fields::of(&[Field::Reply]).meets(Fields::of(&[Field::Mention])));
    }
}
