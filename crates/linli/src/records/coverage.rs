//! What a source covers, and what it can record at all. Missing is not zero; not recorded is not none.

use super::{GroupId, OrganizationId};
use crate::error::{Error, ErrorKind};
use crate::time::Day;

/// Half-open days `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaySpan {
    /// First day inside.
    pub start: Day,
    /// First day after.
    pub end: Day,
}

impl DaySpan {
    /// A span by its name: a year `2016`, a quarter `2016Q3`, a month `2016-09`, or two days `2016-09-01/2016-12-01`, the
    /// second being the first day after.
    ///
    /// ```
    /// use linli::records::DaySpan;
    /// assert_eq!(DaySpan::named("2016Q3")?.to_string(), "2016-07-01/2016-10-01");
    /// assert_eq!(DaySpan::named("2016-12")?.to_string(), "2016-12-01/2017-01-01");
    /// assert!(DaySpan::named("2016Q5").is_err());
    /// # Ok::<(), linli::Error>(())
    /// ```
    ///
    /// # Errors
    /// A text that is none of these.
    pub fn named(text: &str) -> Result<Self, Error> {
        let months = |year: i32, month: u32, count: u32| {
            let start = Day::from_ymd(year, month, 1)?;
            let last = month - 1 + count;
            let end = Day::from_ymd(year.checked_add((last / 12) as i32)?, last % 12 + 1, 1)?;
            Some(Self { start, end })
        };
        let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten();
        let parse = |text: &str| {
            if let Some((start, end)) = text.split_once('/') {
                return Some(Self { start: Day::parse(start.trim())?, end: Day::parse(end.trim())? });
            }
            if let Some((y, quarter)) = text.split_once(['Q', 'q']) {
                let quarter: u32 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
                return months(year(y)?, 3 * quarter - 2, 3);
            }
            if let Some((y, month)) = text.split_once('-') {
                return months(year(y)?, month.parse().ok().filter(|m| (1..=12).contains(m))?, 1);
            }
            months(year(text)?, 1, 12)
        };
        parse(text.trim()).ok_or_else(|| {
            Error::new(ErrorKind::Plan, format!("`{text}` is no span of days")).with_hint(
                "write a year 2016, a quarter 2016Q3, a month 2016-09, or two days 2016-09-01/2016-12-01, the second the first day after",
            )
        })
    }
}

impl std::fmt::Display for DaySpan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.start, self.end)
    }
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
