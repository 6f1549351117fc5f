//! The page of a group, and of an organization that has none.

use linli::records::{GroupId, OrganizationId};

use super::strips::Weeks;
use super::trajectory::Trajectories;
use super::{activities, group_anchor, link, mark, name_of, network, note, organization_anchor, values};
use crate::html::Writer;
use crate::reading::Reading;
use crate::text;

/// Everything about one group, and about its organization if this is the organization's first group.
pub(super) fn page(w: &mut Writer, reading: &Reading<'_>, id: GroupId) {
    let group = &reading.records().groups()[id.index()];
    w.element("section", &[("id", &group_anchor(id)), ("class", "page")], |w| {
        w.tag("h2", |w| {
            w.say(&text::GROUP);
            w.text(&format!(" {}", group.id));
        });
        w.element("p", &[("class", "about")], |w| {
            w.say(&text::layer(group.layer));
            if let Some(organization) = group.organization {
                w.text(" · ");
                w.say(&text::ORGANIZATION);
                w.text(&format!(" {}", name_of(reading, organization)));
            }
            w.text(" · ");
            w.say(&mark(reading.tier));
        });
        let coverage = Weeks::of_coverage(w, reading, id);
        if let Some(weeks) = &coverage {
            weeks.figure(w);
        }
        let trajectories = Trajectories::of(reading, id);
        trajectories.figures(w, reading);
        values::values(w, reading, id);
        let drawn = network::network(w, reading, id);
        let rhythm = group.organization.and_then(|organization| of_organization(w, reading, id, organization));
        if group.organization.is_none() {
            note(w, &text::NO_ORGANIZATION);
        }
        tables(w, |w| {
            trajectories.tables(w, reading);
            for weeks in [&coverage, &rhythm].into_iter().flatten() {
                weeks.table(w);
            }
            if let Some(drawn) = &drawn {
                drawn.table(w);
            }
        });
    });
}

/// An organization without a group in the run: what is known of it comes from sheets and tables.
pub(super) fn organization_page(w: &mut Writer, reading: &Reading<'_>, id: OrganizationId) {
    w.element("section", &[("id", &organization_anchor(id)), ("class", "page")], |w| {
        w.tag("h2", |w| {
            w.say(&text::ORGANIZATION);
            w.text(&format!(" {}", name_of(reading, id)));
        });
        w.element("p", &[("class", "about")], |w| {
            w.say(&text::WITHOUT_GROUP);
            w.text(" · ");
            w.say(&mark(reading.tier));
        });
        if let Some(rhythm) = activities::activities(w, reading, id) {
            tables(w, |w| rhythm.table(w));
        }
    });
}

/// The activities of the group's organization, or where they stand.
fn of_organization(
    w: &mut Writer,
    reading: &Reading<'_>,
    group: GroupId,
    organization: OrganizationId,
) -> Option<Weeks> {
    w.tag("h3", |w| {
        w.say(&text::ORGANIZATION);
        w.text(&format!(" {}", name_of(reading, organization)));
    });
    match reading.home(organization) {
        Some(home) if home != group => {
            w.tag("p", |w| {
                w.say(&text::OTHER_PAGE);
                w.text(" ");
                link(w, &group_anchor(home), &reading.records().groups()[home.index()].id);
            });
            None
        }
        _ => activities::activities(w, reading, organization),
    }
}

fn tables(w: &mut Writer, content: impl FnOnce(&mut Writer)) {
    w.element("section", &[("class", "tables")], |w| {
        w.say_in("h3", &text::TABLES);
        note(w, &text::TABLES_NOTE);
        content(w);
    });
}
