//! The document, section by section.

mod activities;
mod aggregates;
mod charts;
mod findings;
mod group;
mod header;
mod keeping;
mod method;
mod multiples;
mod network;
mod organization;
mod overview;
mod participation;
mod returning;
mod sources;
mod steps;
mod strips;
mod trajectory;
mod values;

use linli::plan::Tier;
use linli::records::{GroupId, OrganizationId};
use linli::release::Release;

use crate::html::Writer;
use crate::reading::{Organized, Reading};
use crate::svg;
use crate::text::{self, Text};
use crate::{Language, ReportOptions};

pub(crate) use aggregates::{funder, public};

/// Groups and organizations that get a page of their own: more than anybody prints, and a bound on the size.
const MOST_PAGES: usize = 300;

/// The whole report.
pub(crate) fn document(release: &dyn Release, options: &ReportOptions) -> String {
    let reading = Reading::of(release, &options.open);
    let subjects = Subjects::of(&reading);
    let language = options.language;
    let mut writer = Writer::new(language);
    writer.doctype();
    writer.element("html", &[("lang", if language == Language::En { "en" } else { "zh" })], |w| {
        w.tag("head", |w| head(w, &reading));
        w.tag("body", |w| body(w, &reading, &subjects));
    });
    writer.finish()
}

fn head(w: &mut Writer, reading: &Reading<'_>) {
    titled(w, header::title(reading), reading.tier);
}

/// The head of a document of a tier.
fn titled(w: &mut Writer, title: &str, tier: Tier) {
    w.guarded();
    w.text_in("title", &format!("{title} [{}]", tier.id()));
    w.style(&(include_str!("style.css").to_owned() + &svg::style()));
}

fn body(w: &mut Writer, reading: &Reading<'_>, subjects: &Subjects) {
    // In print the sheet is laid out as a table: only a table's foot is repeated on every page with room kept for it.
    sheet(w, reading.tier, |w| {
        header::header(w, reading);
        w.tag("main", |w| sections(w, reading, subjects));
    });
}

/// What stands in the matter, and the mark of its tier at the foot of every page.
fn sheet(w: &mut Writer, tier: Tier, matter: impl FnOnce(&mut Writer)) {
    w.element("div", &[("class", "sheet")], |w| {
        w.element("div", &[("class", "matter")], matter);
        w.element("footer", &[("class", "mark")], |w| w.tag("p", |w| w.say(&mark(tier))));
    });
}

fn sections(w: &mut Writer, reading: &Reading<'_>, subjects: &Subjects) {
    header::contents(w, reading, subjects);
    overview::overview(w, reading, subjects);
    findings::findings(w, reading);
    for organized in &subjects.organizations {
        organization::page(w, reading, organized);
    }
    for &id in &subjects.groups {
        group::page(w, reading, id);
    }
    if subjects.is_cut {
        w.say_in("p", &text::SHORTENED_REPORT);
    }
    method::method(w, reading);
}

/// Who gets a page.
struct Subjects {
    /// Organizations, each with its groups.
    organizations: Vec<Organized>,
    /// Groups of no organization.
    groups: Vec<GroupId>,
    is_cut: bool,
}

impl Subjects {
    fn of(reading: &Reading<'_>) -> Self {
        let records = reading.records();
        let (mut organizations, mut groups) = (reading.organizations(), reading.groups().to_vec());
        groups.retain(|group| records.groups()[group.index()].organization.is_none());
        let all = organizations.len() + groups.len();
        organizations.truncate(MOST_PAGES);
        groups.truncate(MOST_PAGES - organizations.len());
        Self { organizations, groups, is_cut: all > MOST_PAGES }
    }

    /// Every group with a page, by name.
    fn all_groups(&self) -> Vec<GroupId> {
        let own = self.organizations.iter().flat_map(|organized| &organized.groups);
        let mut all: Vec<GroupId> = own.chain(&self.groups).copied().collect();
        all.sort_unstable();
        all
    }
}

/// The mark of a tier.
fn mark(tier: Tier) -> Text {
    Text::fixed(tier.mark_zh(), tier.mark())
}

/// Where what is said of a group is found within the file.
fn group_anchor(group: GroupId) -> String {
    format!("g{}", group.index())
}

/// Where the page of an organization is found.
fn organization_anchor(organization: OrganizationId) -> String {
    format!("o{}", organization.index())
}

/// The name of an organization.
fn name_of<'a>(reading: &Reading<'a>, organization: OrganizationId) -> &'a str {
    &reading.records().organizations()[organization.index()].id
}

/// A link within the file.
fn link(w: &mut Writer, anchor: &str, content: &str) {
    w.element("a", &[("href", &format!("#{anchor}"))], |w| w.text(content));
}

/// What a table is called.
#[derive(Clone, Copy)]
enum Title<'a> {
    /// To everybody.
    Shown(&'a Text),
    /// To those who hear the page: whoever sees it has the heading above or the first column's head.
    Heard(&'a Text),
}

/// A table that can be pushed sideways on a telephone, by fingers and by keys.
fn table(w: &mut Writer, class: &str, title: Title<'_>, content: impl FnOnce(&mut Writer)) {
    w.element("div", &[("class", "scroll"), ("tabindex", "0")], |w| {
        w.element("table", &[("class", class)], |w| {
            match title {
                Title::Shown(title) => w.say_in("caption", title),
                Title::Heard(title) => w.element("caption", &[("class", "heard")], |w| w.say(title)),
            }
            content(w);
        });
    });
}

/// A row of column heads.
fn heads(w: &mut Writer, heads: &[&Text]) {
    w.tag("thead", |w| {
        w.tag("tr", |w| {
            for head in heads {
                w.element("th", &[("scope", "col")], |w| w.say(head));
            }
        });
    });
}

/// The head of a row. It heads its row without being told so, as HTML has it of a head in a column of heads alone: a page has
/// thousands of rows.
fn row_head(w: &mut Writer, content: impl FnOnce(&mut Writer)) {
    w.tag("th", content);
}

/// A cell with a number.
fn number(w: &mut Writer, number: &str) {
    w.element("td", &[("class", "n")], |w| w.text(number));
}

/// A head and what belongs to it, in a list of such.
fn term(w: &mut Writer, head: &Text, content: impl FnOnce(&mut Writer)) {
    w.say_in("dt", head);
    w.tag("dd", content);
}

/// Says, where a number without staff stands, that nobody is known as staff.
fn staff_unknown(w: &mut Writer, reading: &Reading<'_>) {
    if reading.lacks_staff() {
        note(w, &text::NOBODY_IS_STAFF);
    }
}

/// A small remark.
fn note(w: &mut Writer, text: &Text) {
    w.element("p", &[("class", "note")], |w| w.say(text));
}
