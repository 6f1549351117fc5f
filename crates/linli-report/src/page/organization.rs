//! The page of an organization: everything of it together, what it did first, then its groups, then the numbers.

use linli::records::OrganizationId;

use super::{
    activities, group, group_anchor, keeping, mark, name_of, note, organization_anchor, participation, returning, steps,
};
use crate::html::Writer;
use crate::reading::{Organized, Reading};
use crate::text::{self, Text};

/// The page.
pub(super) fn page(w: &mut Writer, reading: &Reading<'_>, organized: &Organized) {
    let id = organized.id;
    let groups = reading.records().groups();
    w.element("section", &[("id", &organization_anchor(id)), ("class", "page")], |w| {
        w.tag("h2", |w| {
            w.say(&text::ORGANIZATION);
            w.text(&format!(" {}", name_of(reading, id)));
        });
        w.element("p", &[("class", "about")], |w| {
            if organized.groups.is_empty() {
                w.say(&text::WITHOUT_GROUP);
            }
            for (at, group) in organized.groups.iter().map(|group| &groups[group.index()]).enumerate() {
                w.text(if at > 0 { " · " } else { "" });
                w.say(&text::GROUP);
                w.text(&format!(" {} · ", group.id));
                w.say(&text::layer(group.layer));
            }
            w.text(" · ");
            w.say(&mark(reading.tier));
        });
        let rhythm = activities::rhythm(w, reading, id);
        w.element("div", &[("class", "two")], |w| {
            w.tag("div", |w| returning::returning(w, reading, id));
            w.tag("div", |w| keeping::keeping(w, reading, id));
            w.tag("div", |w| steps::steps(w, reading, id));
            w.tag("div", |w| participation::participation(w, reading, organized));
        });
        linked(w, reading, id);
        let mut shown = Vec::new();
        for &group in &organized.groups {
            w.element("section", &[("id", &group_anchor(group))], |w| {
                w.tag("h3", |w| {
                    w.say(&text::GROUP);
                    w.text(&format!(" {}", groups[group.index()].id));
                });
                shown.push(group::figures(w, reading, group));
            });
        }
        activities::activities(w, reading, id);
        if !shown.is_empty() || rhythm.is_some() {
            group::tables(w, |w| {
                for group in &shown {
                    group.tables(w, reading);
                }
                if let Some(weeks) = &rhythm {
                    weeks.table(w);
                }
            });
        }
    });
}

/// How far the names of its sheets and of its chats are known to be the same people.
fn linked(w: &mut Writer, reading: &Reading<'_>, id: OrganizationId) {
    let study = &reading.outcome.study;
    let linkage = study.records.linkage(id, &study.staff_of(id));
    let (sheets, chats) = (linkage.attended, linkage.present);
    if sheets.of == 0 || chats.of == 0 {
        return;
    }
    let of = |known: u32, of: u32| Text::same(&format!("{known} / {of}"));
    let joined = if linkage.joins(study.plan.least_linkage) { &text::IS_JOINED } else { &text::IS_NOT_JOINED };
    let said = text::SHEETS_KNOWN
        .then(" ", " ", &of(sheets.known, sheets.of))
        .then("；", "; ", &text::CHATS_KNOWN.then(" ", " ", &of(chats.known, chats.of)))
        .then("；", "; ", &text::JOINED.then("：", ": ", joined));
    note(w, &text::LINKAGE.then("：", ": ", &said));
}
