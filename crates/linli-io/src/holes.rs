//! Holes in a chat: silence, or a missing piece of the export? Nobody can tell but a person, so it is asked, in
//! `proposed/holes.csv`, and what is answered there holds at every later reading.

use std::path::Path;

use linli::records::{DaySpan, GroupId, Records};
use linli::time::{Day, Zone};
use linli::{Error, Study, diagnostic};

use crate::draft::Draft;
use crate::questions::todo::{Wrote, lines, put};
use crate::table::{HoleRow, Silence};

/// The table of holes within a study folder.
pub(crate) const HOLES: &str = "proposed/holes.csv";

/// The headers, in both languages, in the order of the table's columns.
const HEADERS: [&str; 8] = [
    "答案 answer",
    "群 group",
    "之前 before",
    "之后 after",
    "天数 days",
    "以前最长 longest_before",
    "备注 note",
    "编号 id",
];

/// A stretch without a message that is longer than silence has been before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// The group.
    pub group: String,
    /// The last day with a message before it.
    pub before: Day,
    /// The first day with a message after it.
    pub after: Day,
    /// Days without a message.
    pub days: i32,
    /// The longest stretch without a message until then, in days.
    pub longest_before: i32,
}

/// How many days with messages must come before: without them nobody knows what is usual.
const LEAST_DAYS: usize = 8;
/// A shorter stretch is a week in which there was nothing to say.
const LEAST_HOLE: i32 = 10;

/// What a person answered about holes in chats.
#[derive(Debug, Clone, Default)]
pub struct Holes {
    /// Lines that a person began to fill in.
    pub(crate) kept: Vec<HoleRow>,
    /// The digest of the file as it was read.
    pub(crate) read_as: Option<String>,
    pub(crate) is_foreign: bool,
}

impl Holes {
    /// The holes that wait for an answer: longer than three times the longest one before. Holidays of the calendar are
    /// not counted.
    pub fn open(&self, study: &Study) -> Result<Vec<Hole>, Error> {
        let mut holes = all(study)?;
        holes.retain(|hole| !self.kept.iter().any(|row| row.answer.is_some() && is_about(row, hole)));
        Ok(holes)
    }

    /// Writes the holes that wait for an answer to `proposed/holes.csv` in the study folder, above what a person answered
    /// there before.
    ///
    /// # Errors
    /// Where the file was changed since the folder was read, or cannot be written.
    pub fn write(&self, study: &Study, dir: &Path) -> Result<Wrote, Error> {
        let path = dir.join(HOLES);
        let open = self.open(study)?;
        if open.is_empty() && self.kept.is_empty() && !path.exists() {
            return Ok(Wrote::Nothing);
        }
        if self.is_foreign {
            return Ok(Wrote::Left(path));
        }
        put(dir, HOLES, &self.text(&open), self.read_as.as_deref())
    }

    fn text(&self, open: &[Hole]) -> String {
        let asked = open.iter().map(|hole| {
            let begun = self.kept.iter().find(|row| is_about(row, hole)).and_then(|row| row.cells.get(6));
            vec![
                String::new(),
                hole.group.clone(),
                hole.before.to_string(),
                hole.after.to_string(),
                hole.days.to_string(),
                hole.longest_before.to_string(),
                begun.cloned().unwrap_or_default(),
                format!("{} {} {}", hole.before, hole.after, hole.group),
            ]
        });
        let kept = self.kept.iter().filter(|kept| !open.iter().any(|hole| is_about(kept, hole)));
        lines(&HEADERS, asked.chain(kept.map(|kept| kept.cells.clone())))
    }

    /// Takes from what chats cover what a person says is missing. Where a later export has a message in those days, the
    /// answer is out of date and does nothing.
    pub(crate) fn uncover(&self, records: &mut Records, zone: Zone) {
        for row in self.kept.iter().filter(|row| row.answer == Some(Silence::Missing)) {
            let (before, after, group) = &row.id;
            let Some(group) = records.group(group) else { continue };
            let inside = |day: Day| *before < day && day < *after;
            if !records.messages(group).iter().any(|message| inside(zone.day(message.time))) {
                records.uncover(group, DaySpan { start: before.plus(1), end: *after });
            }
        }
    }

    /// Names answers about chats that are not there.
    pub(crate) fn remark(&self, draft: &mut Draft) {
        for row in &self.kept {
            if draft.builder.known_group(&row.id.2).is_none() {
                let detail = format!("`{}` is no chat here", row.id.2);
                draft.odd.push(&diagnostic::UNKNOWN_NAME, row.location.clone(), detail);
            }
        }
    }
}

fn is_about(row: &HoleRow, hole: &Hole) -> bool {
    (row.id.0, row.id.1, row.id.2.as_str()) == (hole.before, hole.after, hole.group.as_str())
}

/// Every hole, answered or not.
fn all(study: &Study) -> Result<Vec<Hole>, Error> {
    let zone = study.plan.zone()?;
    let mut found = Vec::new();
    for (at, group) in study.records.groups().iter().enumerate() {
        let mut days: Vec<Day> =
            study.records.messages(GroupId::from_index(at)).iter().map(|message| zone.day(message.time)).collect();
        days.sort_unstable();
        days.dedup();
        let mut longest = 1;
        for (seen, pair) in (1..).zip(days.windows(2)) {
            let &[before, after] = pair else { continue };
            let empty = after.number() - before.number() - 1 - holidays(study, before, after);
            if seen >= LEAST_DAYS && empty >= LEAST_HOLE && empty > 3 * longest {
                let group = group.id.clone();
                found.push(Hole { group, before, after, days: empty, longest_before: longest });
            }
            longest = longest.max(empty);
        }
    }
    Ok(found)
}

/// Days of holidays between two days, both left out.
fn holidays(study: &Study, before: Day, after: Day) -> i32 {
    let entries = study.records.calendar().iter().filter(|entry| entry.kind == "holiday");
    let spans = entries.map(|entry| DaySpan { start: entry.start.max(before.plus(1)), end: entry.end.min(after) });
    linli::records::union_of_spans(spans).iter().map(|span| span.end.number() - span.start.number()).sum()
}
