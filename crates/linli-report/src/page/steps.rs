//! The six steps from offline to online and back, each with the day on which it was first seen or why there is none.

use linli::definition::Undefined;
use linli::indicator::{Indicator, org};
use linli::records::OrganizationId;
use linli::time::Day;

use super::{Title, heads, name_of, note, row_head, table};
use crate::html::Writer;
use crate::reading::{Choice, Reading, last_day};
use crate::svg::{self, Dates};
use crate::text::{self, Text};

static STEPS: [&Indicator; 6] =
    [&org::ORG_STEP_1, &org::ORG_STEP_2, &org::ORG_STEP_3, &org::ORG_STEP_4, &org::ORG_STEP_5, &org::ORG_STEP_6];

/// The picture with its table, or why there is none.
pub(super) fn steps(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId) {
    w.say_in("h3", &text::STEPS);
    let last = (reading.windows().len().max(1) - 1) as u32;
    let of = |indicator: &&'static Indicator| {
        let column = reading.column(indicator.id())?;
        let seen = column.at(organization.index() as u32, last, Choice::default());
        let value = seen.map_or(Err(Undefined::NotRecorded), |seen| seen.value);
        Some((*indicator, value.map(|day| Day::from_number(day as i32))))
    };
    let rows: Vec<(&Indicator, Result<Day, Undefined>)> = STEPS.iter().filter_map(of).collect();
    let mut reasons: Vec<Undefined> = rows.iter().filter_map(|(_, day)| day.err()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    if rows.is_empty() || (rows.iter().all(|(_, day)| day.is_err()) && reasons == [Undefined::NotRecorded]) {
        return w.say_in("p", &text::NO_STEPS);
    }
    if let (Some(period), true) = (reading.period(), rows.iter().any(|(_, day)| day.is_ok())) {
        let picture = Dates {
            title: text::STEPS.then("，", ", ", &Text::same(name_of(reading, organization))).plain(w.language()),
            description: in_words(&rows).plain(w.language()),
            days: [period.start, last_day(period.end)],
            rows: STEPS.iter().enumerate().map(|(at, step)| ((at + 1).to_string(), day_of(&rows, step))).collect(),
        };
        w.tag("figure", |w| {
            svg::draw_dates(w, &picture);
            w.tag("figcaption", |w| w.tag("small", |w| w.say(&text::STEPS_PICTURE)));
        });
    }
    table(w, "counts", Title::Heard(&text::STEPS), |w| {
        heads(w, &[&text::STEP, &text::FIRST_SEEN]);
        w.tag("tbody", |w| {
            for (indicator, day) in &rows {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(&Text::title(&indicator.card)));
                    match day {
                        Ok(day) => w.element("td", &[("class", "n")], |w| w.text(&day.to_string())),
                        Err(reason) => w.element("td", &[("class", "u")], |w| w.say(&why(*reason))),
                    }
                });
            }
        });
    });
    note(w, &text::STEPS_NOTE);
}

fn day_of(rows: &[(&Indicator, Result<Day, Undefined>)], step: &Indicator) -> Option<Day> {
    rows.iter().find(|(indicator, _)| indicator.id() == step.id()).and_then(|(_, day)| day.ok())
}

/// What is not reached is no want of data here.
fn why(reason: Undefined) -> Text {
    if reason == Undefined::NotReached { text::NOT_REACHED.clone() } else { Text::reason(reason) }
}

fn in_words(rows: &[(&Indicator, Result<Day, Undefined>)]) -> Text {
    let each = rows.iter().map(|(indicator, day)| {
        let title = Text::title(&indicator.card);
        match day {
            Ok(day) => title.then("：", ": ", &Text::same(&day.to_string())),
            Err(reason) => title.then("：", ": ", &why(*reason)),
        }
    });
    each.reduce(|said, next| said.then("；", "; ", &next)).unwrap_or_else(|| Text::same("–"))
}
