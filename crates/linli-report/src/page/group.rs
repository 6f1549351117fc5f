//! What is said of a group: on the page of its organization, or on a page of its own.

use linli::records::GroupId;

use super::network::{self, Drawn};
use super::strips::Weeks;
use super::trajectory::Trajectories;
use super::{group_anchor, mark, note, values};
use crate::html::Writer;
use crate::reading::Reading;
use crate::text;

/// What was drawn of a group, for the tables behind the pictures.
pub(super) struct Shown {
    coverage: Option<Weeks>,
    trajectories: Trajectories,
    network: Option<Drawn>,
}

/// The page of a group of no organization.
pub(super) fn page(w: &mut Writer, reading: &Reading<'_>, id: GroupId) {
    let group = &reading.records().groups()[id.index()];
    w.element("section", &[("id", &group_anchor(id)), ("class", "page")], |w| {
        w.tag("h2", |w| {
            w.say(&text::GROUP);
            w.text(&format!(" {}", group.id));
        });
        w.element("p", &[("class", "about")], |w| {
            w.say(&text::layer(group.layer));
            w.text(" · ");
            w.say(&mark(reading.tier));
        });
        note(w, &text::NO_ORGANIZATION);
        let shown = figures(w, reading, id);
        tables(w, |w| shown.tables(w, reading));
    });
}

/// The pictures and the last values.
pub(super) fn figures(w: &mut Writer, reading: &Reading<'_>, id: GroupId) -> Shown {
    let coverage = Weeks::of_coverage(w, reading, id);
    if let Some(weeks) = &coverage {
        weeks.figure(w);
    }
    let trajectories = Trajectories::of(reading, id);
    trajectories.figures(w, reading);
    let network = network::network(w, reading, id);
    values::values(w, reading, id);
    Shown { coverage, trajectories, network }
}

impl Shown {
    /// The numbers behind the pictures.
    pub(super) fn tables(&self, w: &mut Writer, reading: &Reading<'_>) {
        self.trajectories.tables(w, reading);
        if let Some(weeks) = &self.coverage {
            weeks.table(w);
        }
        if let Some(drawn) = &self.network {
            drawn.table(w, reading);
        }
    }
}

/// The tables at the end of a page.
pub(super) fn tables(w: &mut Writer, content: impl FnOnce(&mut Writer)) {
    w.element("section", &[("class", "tables")], |w| {
        w.say_in("h3", &text::TABLES);
        note(w, &text::TABLES_NOTE);
        content(w);
    });
}
