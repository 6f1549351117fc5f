//! Who keeps the record: of the activities, those of which members, staff, both or nobody posted notice, list, photos and
//! record in a chat.

use linli::definition::Undefined;
use linli::indicator::{Indicator, act};
use linli::records::OrganizationId;

use super::{Title, heads, name_of, note, number, row_head, table};
use crate::html::Writer;
use crate::reading::{Reading, rows_of};
use crate::svg::{self, Bars, PARTS};
use crate::text::{self, Text};

/// What can be posted of an activity.
static POSTED: [(&Text, &Indicator); 4] = [
    (&text::NOTICES, &act::ACT_NOTICE_BY),
    (&text::LISTS, &act::ACT_SHEET_BY),
    (&text::PHOTOS, &act::ACT_PHOTOS_BY),
    (&text::WRITE_UPS, &act::ACT_RECORD_BY),
];

/// Who posted, in the order of the bars, and which of [`linli::frame::ActivityFrame::POSTERS`] it is.
static WHO: [(&Text, usize, &str); PARTS] = [
    (&text::BY_MEMBERS, 1, "cell full"),
    (&text::BY_BOTH, 3, "cell striped"),
    (&text::BY_STAFF, 2, "cell half"),
    (&text::BY_NOBODY, 0, "cell"),
];

/// One kind of posting: how many activities by whom, and how many of which it cannot be said.
struct Kept {
    name: &'static Text,
    counts: [u32; PARTS],
    unknown: Vec<Undefined>,
}

impl Kept {
    /// `None` where the run does not have it.
    fn of(reading: &Reading<'_>, (name, indicator): (&'static Text, &Indicator), organization: u32) -> Option<Self> {
        let column = reading.column(indicator.id())?;
        let mut kept = Self { name, counts: [0; PARTS], unknown: Vec::new() };
        for row in rows_of(column.table(), organization) {
            match row.seen(column.position()).value {
                Ok(value) => {
                    if let Some(at) = WHO.iter().position(|(_, code, _)| *code == value as usize) {
                        kept.counts[at] += 1;
                    }
                }
                Err(reason) => kept.unknown.push(reason),
            }
        }
        Some(kept)
    }

    fn all(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// The bars with their table, or why there are none.
pub(super) fn keeping(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId) {
    w.say_in("h3", &text::KEEPING);
    let kept: Vec<Kept> =
        POSTED.iter().filter_map(|&posted| Kept::of(reading, posted, organization.index() as u32)).collect();
    if kept.iter().all(|kept| kept.all() == 0) {
        let mut reasons: Vec<Undefined> = kept.iter().flat_map(|kept| kept.unknown.iter().copied()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        return w.say_in("p", &text::no_keeping(&reasons));
    }
    let language = w.language();
    let mut description = Text::fixed("", "");
    for kept in kept.iter().filter(|kept| kept.all() > 0) {
        let said = kept.name.then("：", ": ", &in_words(kept));
        description = if description.zh.is_empty() { said } else { description.then("；", "; ", &said) };
    }
    let picture = Bars {
        title: text::KEEPING.then("，", ", ", &Text::same(name_of(reading, organization))).plain(language),
        description: description.plain(language),
        rows: kept.iter().filter(|kept| kept.all() > 0).map(|kept| (kept.name.plain(language), kept.counts)).collect(),
    };
    w.tag("figure", |w| {
        svg::draw_bars(w, &picture);
        w.tag("figcaption", |w| {
            w.element("span", &[("class", "legend")], |w| {
                for (name, _, class) in &WHO {
                    w.element("i", &[("class", class)], |_| {});
                    w.say(name);
                }
            });
            w.tag("small", |w| w.say(&text::KEEPING_NOTE));
        });
    });
    numbers(w, &kept);
}

fn numbers(w: &mut Writer, kept: &[Kept]) {
    table(w, "counts", Title::Heard(&text::KEEPING), |w| {
        let columns: Vec<&Text> = [&text::POSTED]
            .into_iter()
            .chain(WHO.iter().map(|(name, ..)| *name))
            .chain([&text::CANNOT_BE_SAID])
            .collect();
        heads(w, &columns);
        w.tag("tbody", |w| {
            for kept in kept {
                w.tag("tr", |w| {
                    row_head(w, |w| w.say(kept.name));
                    kept.counts.iter().for_each(|count| number(w, &count.to_string()));
                    number(w, &kept.unknown.len().to_string());
                });
            }
        });
    });
    if kept.iter().any(|kept| !kept.unknown.is_empty()) {
        let mut reasons: Vec<Undefined> = kept.iter().flat_map(|kept| kept.unknown.iter().copied()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        note(w, &text::CANNOT_BE_SAID.then("：", ": ", &text::reasons(&reasons)));
    }
}

fn in_words(kept: &Kept) -> Text {
    let each = WHO
        .iter()
        .zip(kept.counts)
        .map(|((name, ..), count)| Text::of(format!("{}{count}次", name.zh), format!("{} {count}", name.en)));
    each.reduce(|said, next| said.then("，", ", ", &next)).unwrap_or_else(|| Text::same("–"))
}
