//! Holes in a chat: silence, or a missing piece of the export? Nobody can tell but a person, so it is asked.

use linli::records::GroupId;
use linli::time::Day;
use linli::{Error, Study};

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

/// Every hole longer than three times the longest one before it. Holidays of the calendar are not counted.
pub(super) fn holes(study: &Study) -> Result<Vec<Hole>, Error> {
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
    let spans = entries
        .map(|entry| linli::records::DaySpan { start: entry.start.max(before.plus(1)), end: entry.end.min(after) });
    linli::records::union_of_spans(spans).iter().map(|span| span.end.number() - span.start.number()).sum()
}
