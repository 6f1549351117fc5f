use linli::definition::Undefined;
use linli::indicator::TableId;
use linli::records::{ActivityOrigin, DaySpan};

use super::{Subjects, Title, group_anchor, heads, link, multiples, name_of, note, number, row_head, table};
use crate::html::Writer;
use crate::reading::Reading;
use crate::text::{self, Text};

/// Counts, every group at a glance, and what is not known.
pub(super) fn overview(w: &mut Writer, reading: &Reading<'_>, subjects: &Subjects) {
    w.element("section", &[("id", "overview")], |w| {
        w.say_in("h2", &text::OVERVIEW);
        counts(w, reading);
        groups(w, reading, subjects);
        multiples::multiples(w, reading, subjects);
        not_known(w, reading);
        how_to_read(w, subjects);
    });
}

/// What would otherwise stand on the page of every organization.
fn how_to_read(w: &mut Writer, subjects: &Subjects) {
    if subjects.organizations.is_empty() {
        return;
    }
    w.say_in("h3", &text::HOW_TO_READ);
    w.element("ul", &[("class", "note")], |w| {
        for said in [&text::READ_RETURNING, &text::READ_KEEPING, &text::READ_STEPS, &text::READ_PARTICIPATION] {
            w.say_in("li", said);
        }
    });
}

fn counts(w: &mut Writer, reading: &Reading<'_>) {
    let records = reading.records();
    let proposed = records.activities().iter().filter(|a| a.origin == ActivityOrigin::Proposed).count();
    let rows = [
        (&text::GROUPS, reading.groups().len()),
        (&text::ORGANIZATIONS, records.organizations().len()),
        (&text::PEOPLE, records.people().len()),
        (&text::MESSAGES, records.message_count()),
        (&text::ACTIVITIES, records.activities().len() - proposed),
        (&text::ATTENDANCES, records.attendance().len()),
    ];
    w.say_in("h3", &text::COUNTS);
    table(w, "counts", Title::Heard(&text::COUNTS), |w| {
        heads(w, &[&text::WHAT, &text::COUNT]);
        w.tag("tbody", |w| {
            for (head, count) in rows {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(head));
                    number(w, &count.to_string());
                });
            }
        });
    });
    proposals(w, proposed);
}

/// Says how many activities were left out because nobody confirmed them.
pub(super) fn proposals(w: &mut Writer, proposed: usize) {
    if proposed > 0 {
        note(
            w,
            &Text::of(
                format!("另有{proposed}次活动只是从线索推测的，没有人确认，不计在内。"),
                format!(
                    "{proposed} more activities are only proposed from cues; nobody confirmed them, and they are not counted."
                ),
            ),
        );
    }
}

fn groups(w: &mut Writer, reading: &Reading<'_>, subjects: &Subjects) {
    let records = reading.records();
    let period = reading.period();
    w.say_in("h3", &text::GROUPS);
    table(w, "groups", Title::Heard(&text::GROUPS), |w| {
        heads(w, &[&text::GROUP, &text::ORGANIZATION, &text::LAYER, &text::MESSAGES, &text::DAYS_COVERED]);
        w.tag("tbody", |w| {
            for id in subjects.all_groups() {
                let group = &records.groups()[id.index()];
                w.tag("tr", |w| {
                    row_head(w, |w| link(w, &group_anchor(id), &group.id));
                    w.text_in("td", group.organization.map_or("–", |organization| name_of(reading, organization)));
                    w.say_in("td", &text::layer(group.layer));
                    number(w, &records.messages(id).len().to_string());
                    number(w, &days_covered(&records.group_coverage(id), period));
                });
            }
        });
    });
}

/// `covered / all` days of the period.
fn days_covered(spans: &[DaySpan], period: Option<DaySpan>) -> String {
    let Some(period) = period else { return "–".to_owned() };
    let days = |from: i32, to: i32| (to - from).max(0);
    let covered: i32 =
        spans.iter().map(|s| days(s.start.max(period.start).number(), s.end.min(period.end).number())).sum();
    format!("{covered} / {}", days(period.start.number(), period.end.number()))
}

/// How many cells of the tables of groups and networks have no value, by reason.
fn not_known(w: &mut Writer, reading: &Reading<'_>) {
    let mut counts = vec![0_u64; Undefined::ALL.len()];
    let mut cells = 0_u64;
    for table in [TableId::Groups, TableId::Networks].iter().filter_map(|&id| reading.panel().table(id)) {
        cells += table.rows() as u64 * table.indicators().len() as u64;
        for column in table.chunks().iter().flat_map(|chunk| &chunk.columns) {
            for reason in column.reasons.iter().flatten().filter_map(|&code| Undefined::from_code(code)) {
                if let Some(at) = Undefined::ALL.iter().position(|&known| known == reason) {
                    counts[at] += 1;
                }
            }
        }
    }
    w.say_in("h3", &text::NOT_KNOWN);
    note(w, &text::NOT_KNOWN_NOTE);
    table(w, "reasons", Title::Heard(&text::NOT_KNOWN), |w| {
        heads(w, &[&text::REASON, &text::CELLS]);
        w.tag("tbody", |w| {
            for (&reason, &count) in Undefined::ALL.iter().zip(&counts).filter(|(_, count)| **count > 0) {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(&Text::reason(reason)));
                    number(w, &format!("{count} / {cells}"));
                });
            }
            if counts.iter().all(|&count| count == 0) {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(&text::NONE));
                    number(w, &format!("0 / {cells}"));
                });
            }
        });
    });
}
