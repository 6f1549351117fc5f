//! Weeks: what the chat covers, and when an organization was active.

use linli::records::{Activity, ActivityOrigin, DaySpan, GroupId, OrganizationId};
use linli::time::Day;

use super::{Title, heads, name_of, note, row_head, table};
use crate::html::Writer;
use crate::reading::Reading;
use crate::svg::{self, Cell, Strip};
use crate::text::{self, Text};

/// Weeks a strip shows at most: twenty years.
const MOST_WEEKS: i32 = 1_044;

/// A strip with the words of its cells.
pub(super) struct Weeks {
    strip: Strip,
    heading: &'static Text,
    meanings: &'static [(Cell, &'static Text)],
    is_cut: bool,
}

static COVERAGE: &[(Cell, &Text)] =
    &[(Cell::Full, &text::COVERED_WHOLE), (Cell::Half, &text::COVERED_PART), (Cell::Unknown, &text::NOT_COVERED)];
static RHYTHM: &[(Cell, &Text)] = &[
    (Cell::Full, &text::HELD_LIST),
    (Cell::Half, &text::HELD_NO_LIST),
    (Cell::Empty, &text::NOTHING),
    (Cell::Unknown, &text::UNKNOWN),
];

impl Weeks {
    /// What the chat sources of a group cover. `None` where the study has no days.
    pub(super) fn of_coverage(w: &Writer, reading: &Reading<'_>, group: GroupId) -> Option<Self> {
        let spans = reading.records().group_coverage(group);
        let period = reading.period()?;
        let state = |week: DaySpan| match covered_days(&spans, week) {
            0 => Cell::Unknown,
            days if days == week.end.number() - week.start.number() => Cell::Full,
            _ => Cell::Half,
        };
        let name = &reading.records().groups()[group.index()].id;
        Some(Self::of(w, period, (&text::COVERAGE_STRIP, name), COVERAGE, &state))
    }

    /// The activities of an organization.
    pub(super) fn of_rhythm(w: &Writer, reading: &Reading<'_>, organization: OrganizationId) -> Option<Self> {
        let period = reading.period()?;
        let spans = reading.records().organization_coverage(organization);
        let held = held(reading, organization);
        let in_week = |week: DaySpan| {
            let from = held.partition_point(|a| a.day < week.start);
            let until = held.partition_point(|a| a.day < week.end);
            &held[from..until]
        };
        let state = |week: DaySpan| match in_week(week) {
            [] if covered_days(&spans, week) > 0 => Cell::Empty,
            [] => Cell::Unknown,
            activities if activities.iter().any(|a| a.has_list) => Cell::Full,
            _ => Cell::Half,
        };
        let names = (&text::RHYTHM_STRIP, name_of(reading, organization));
        let weeks = Self::of(w, period, names, RHYTHM, &state);
        let first = weeks.strip.first;
        let stirred = held.iter().filter(|a| a.incentive == Some(true) || a.guests == Some(true));
        let mut marked: Vec<usize> = stirred
            .filter_map(|a| usize::try_from((a.day.number() - first.number()).div_euclid(7)).ok())
            .filter(|&at| at < weeks.strip.weeks.len())
            .collect();
        marked.dedup();
        Some(weeks.with_marks(marked))
    }

    fn of(
        w: &Writer,
        period: DaySpan,
        (heading, name): (&'static Text, &str),
        meanings: &'static [(Cell, &'static Text)],
        state: &dyn Fn(DaySpan) -> Cell,
    ) -> Self {
        let all = period.start.monday();
        let first = all.max(period.end.plus(-7 * MOST_WEEKS).monday());
        let starts = (first.number()..period.end.number()).step_by(7).map(Day::from_number);
        // Days outside the period say nothing about the first and the last week.
        let week = |monday: Day| DaySpan { start: monday.max(period.start), end: monday.plus(7).min(period.end) };
        let weeks: Vec<Cell> = starts.map(|monday| state(week(monday))).collect();
        Self { is_cut: first > all, ..Self::told(w, (first, weeks), (heading, name), meanings) }
    }

    /// Weeks of which the states are known already, from a Monday on.
    pub(super) fn told(
        w: &Writer,
        (first, weeks): (Day, Vec<Cell>),
        (heading, name): (&'static Text, &str),
        meanings: &'static [(Cell, &'static Text)],
    ) -> Self {
        let mut description = Text::fixed("", "");
        for (cell, meaning) in meanings {
            let count = weeks.iter().filter(|week| *week == cell).count();
            let said = Text::of(format!("{}{count}周", meaning.zh), format!("{}: {count} weeks", meaning.en));
            description = if description.zh.is_empty() { said } else { description.then("；", "; ", &said) };
        }
        let strip = Strip {
            title: heading.then("，", ", ", &Text::same(name)).plain(w.language()),
            description: description.plain(w.language()),
            first,
            weeks,
            marked: Vec::new(),
        };
        Self { strip, heading, meanings, is_cut: false }
    }

    /// The same with marks above some weeks.
    pub(super) fn with_marks(mut self, marked: Vec<usize>) -> Self {
        self.strip.marked = marked;
        self
    }

    /// The picture with its legend.
    pub(super) fn figure(&self, w: &mut Writer) {
        w.element("figure", &[("class", "strip")], |w| {
            svg::draw_strip(w, &self.strip);
            w.tag("figcaption", |w| {
                w.tag("b", |w| w.say(self.heading));
                w.element("span", &[("class", "legend")], |w| {
                    for (cell, meaning) in self.meanings {
                        key(w, *cell);
                        w.say(meaning);
                    }
                    if !self.strip.marked.is_empty() {
                        w.element("i", &[("class", "mark-key")], |w| w.text("▼"));
                        w.say(&text::MARKED);
                    }
                });
                if std::ptr::eq(self.meanings, RHYTHM) {
                    w.element("small", &[], |w| w.say(&text::RHYTHM_NOTE));
                }
                if self.is_cut {
                    w.element("small", &[], |w| w.say(&text::SHORTENED_STRIP));
                }
            });
        });
    }

    /// Runs of weeks in one state: the same strip in numbers.
    pub(super) fn table(&self, w: &mut Writer) {
        table(w, "weeks", Title::Shown(self.heading), |w| {
            heads(w, &[&text::SINCE, &text::WEEKS, &text::STATE]);
            w.tag("tbody", |w| {
                let mut at = 0;
                for run in self.strip.weeks.chunk_by(|a, b| a == b) {
                    w.tag("tr", |w| {
                        let day = self.strip.first.plus(7 * at);
                        row_head(w, |w| w.text(&day.to_string()));
                        w.text_in("td", &run.len().to_string());
                        w.text_in("td", sign(run[0]));
                    });
                    at += run.len() as i32;
                }
            });
        });
        w.element("p", &[("class", "note")], |w| {
            for (cell, meaning) in self.meanings {
                w.text(&format!(" {} ", sign(*cell)));
                w.say(meaning);
            }
        });
        if !self.strip.marked.is_empty() {
            let days: Vec<String> =
                self.strip.marked.iter().map(|&at| self.strip.first.plus(7 * at as i32).to_string()).collect();
            let days = days.join(", ");
            note(w, &text::MARKED.then("：", ": ", &Text::same(&days)));
        }
    }
}

/// A state in a legend.
fn key(w: &mut Writer, cell: Cell) {
    let is_written = matches!(cell, Cell::Rest | Cell::Nothing);
    w.element("i", &[("class", class(cell))], |w| w.text(if is_written { sign(cell) } else { "" }));
}

/// What stands for a state in a table.
fn sign(cell: Cell) -> &'static str {
    match cell {
        Cell::Full => "■",
        Cell::Half => "◪",
        Cell::Empty => "□",
        Cell::Unknown => "–",
        Cell::Rest => "·",
        Cell::Nothing => "×",
    }
}

/// How a state is drawn in a legend; what has no class of its own is written as its sign.
fn class(cell: Cell) -> &'static str {
    match cell {
        Cell::Full => "cell full",
        Cell::Half => "cell half",
        Cell::Empty => "cell",
        Cell::Unknown => "cell unknown",
        Cell::Rest | Cell::Nothing => "sign",
    }
}

/// The activities of an organization that somebody recorded or confirmed, by day.
pub(super) fn held<'a>(reading: &Reading<'a>, organization: OrganizationId) -> Vec<&'a Activity> {
    let records = reading.records();
    let all = records.activities()[records.activities_of(organization)].iter();
    all.filter(|activity| activity.origin != ActivityOrigin::Proposed).collect()
}

fn covered_days(spans: &[DaySpan], week: DaySpan) -> i32 {
    spans.iter().map(|s| (s.end.min(week.end).number() - s.start.max(week.start).number()).max(0)).sum()
}
