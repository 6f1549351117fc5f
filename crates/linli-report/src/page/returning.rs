//! Who comes back: S(k), the share of an organization's people who came to the k-th listed activity after their first or to
//! a later one.

use linli::records::OrganizationId;
use linli::release::Cohort;
use linli::statistics::wilson;

use super::{Title, heads, name_of, note, number, row_head, strips, table};
use crate::html::Writer;
use crate::reading::Reading;
use crate::svg::{self, Against, Curve, Share};
use crate::text::{self, Text};

/// The curve with its table, or why there is none.
pub(super) fn returning(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId) {
    w.say_in("h3", &text::RETURNING);
    let listed = strips::held(reading, organization).iter().filter(|activity| activity.has_list).count();
    let found = reading.returning(organization).filter(|returning| returning.all.of > 0);
    let Some(returning) = found else {
        return w.say_in("p", &if listed == 0 { text::NO_LISTS.clone() } else { text::too_few_lists(listed) });
    };
    let mut lines = vec![(&text::ALL_DAYS, returning.all)];
    // Where nothing was given and no guest came, both are the same.
    if returning.ordinary.of > 0 && returning.ordinary != returning.all {
        lines.push((&text::ORDINARY_DAYS, returning.ordinary));
    }
    let mut description = Text::fixed("", "");
    for (name, cohort) in &lines {
        let said = name.then("：", ": ", &in_words(cohort));
        description = if description.zh.is_empty() { said } else { description.then("；", "; ", &said) };
    }
    let steps = returning.all.after.len();
    let picture = Curve {
        title: text::RETURNING.then("，", ", ", &Text::same(name_of(reading, organization))).plain(w.language()),
        description: description.plain(w.language()),
        marks: (0..=steps).map(|k| (k as f64 / steps as f64, k.to_string())).collect(),
        lines: lines.iter().map(|(_, cohort)| shares(cohort)).collect(),
        against: Against::Nothing,
    };
    w.tag("figure", |w| {
        svg::draw_curve(w, &picture);
        w.tag("figcaption", |w| {
            w.element("span", &[("class", "legend")], |w| {
                for ((name, _), class) in lines.iter().zip(["key k0", "key k1"]) {
                    w.element("i", &[("class", class)], |_| {});
                    w.say(name);
                }
            });
            w.tag("small", |w| w.say(&text::RETURNING_NOTE));
        });
    });
    numbers(w, &lines);
    if returning.ordinary.of == 0 {
        note(w, &text::NO_ORDINARY_DAYS);
    }
}

fn numbers(w: &mut Writer, lines: &[(&'static Text, Cohort)]) {
    table(w, "counts", Title::Heard(&text::RETURNING), |w| {
        let columns: Vec<&Text> =
            [&text::LATER_ACTIVITY].into_iter().chain(lines.iter().map(|(name, _)| *name)).collect();
        heads(w, &columns);
        w.tag("tbody", |w| {
            for k in 0..lines.first().map_or(0, |(_, cohort)| cohort.after.len()) {
                w.tag("tr", |w| {
                    row_head(w, |w| w.text(&(k + 1).to_string()));
                    for (_, cohort) in lines {
                        let interval = wilson(cohort.after[k], cohort.of).unwrap_or([0.0, 1.0]);
                        let [share, low, high] = [share(cohort, k), interval[0], interval[1]].map(percent);
                        number(w, &format!("{} / {} = {share} [{low}, {high}]", cohort.after[k], cohort.of));
                    }
                });
            }
        });
    });
}

fn share(cohort: &Cohort, k: usize) -> f64 {
    f64::from(cohort.after[k]) / f64::from(cohort.of.max(1))
}

/// From everybody's first activity on.
fn shares(cohort: &Cohort) -> Vec<Share> {
    let steps = cohort.after.len();
    let later = (0..steps).map(|k| Share {
        x: (k + 1) as f64 / steps as f64,
        y: share(cohort, k),
        bounds: wilson(cohort.after[k], cohort.of),
    });
    [Share { x: 0.0, y: 1.0, bounds: None }].into_iter().chain(later).collect()
}

fn in_words(cohort: &Cohort) -> Text {
    let (of, after) = (cohort.of, cohort.after.map(|count| count.to_string()).join(", "));
    Text::of(
        format!("{of}人，之后第1次起还来的{after}人"),
        format!("{of} people, of whom {after} came to the 1st activity after their first, or a later one, and so on"),
    )
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}
