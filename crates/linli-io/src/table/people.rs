//! `people.csv`: people known by name everywhere, and what else is known of them.

use std::collections::BTreeSet;

use linli::diagnostic::{self, Diagnostics};
use linli::{Error, Location};

use super::{Others, Table, TableFormat, optional, required};
use crate::draft::Draft;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "people",
    title_zh: "人员",
    meaning: "people known by one name in every group and sheet; extra columns travel into the panel as covariates",
    columns: &[
        required("name", &["姓名", "名字", "person"], "the name, the same in every source"),
        optional("id", &["编号", "person_id"], "an id that other tables use; the name where it is empty"),
        optional("organization", &["组织", "自组织"], "tells two people of one name apart"),
    ],
    others: Others::Covariates,
};

/// One person of the table.
#[derive(Clone)]
pub(crate) struct PersonRow {
    /// The id: as given, or the name.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
    /// The organization, where the table says it.
    pub(crate) organization: Option<String>,
    /// Extra columns.
    pub(crate) covariates: Vec<(String, String)>,
    /// Where it stands.
    pub(crate) location: Location,
}

/// The people of the table. Nothing enters the study yet: names are needed first.
pub(crate) fn read(table: &Table, odd: &mut Diagnostics) -> Vec<PersonRow> {
    let (mut people, mut ids) = (Vec::new(), BTreeSet::new());
    for row in table.rows(odd) {
        let Some(name) = row.required("name", odd) else { continue };
        let id = row.text("id").unwrap_or(name);
        if !ids.insert(id) {
            odd.push(
                &diagnostic::DUPLICATE_ROW,
                row.location(),
                "an earlier row has this id; give one of them another",
            );
            continue;
        }
        let covariates = table
            .extra()
            .iter()
            .filter_map(|(at, header)| row.extra(*at).map(|value| (header.clone(), value.to_owned())))
            .collect();
        people.push(PersonRow {
            id: id.to_owned(),
            name: name.to_owned(),
            organization: row.text("organization").map(str::to_owned),
            covariates,
            location: row.location(),
        });
    }
    people
}

/// Puts the extra columns to the people they speak of.
pub(crate) fn apply_covariates(people: &[PersonRow], draft: &mut Draft) -> Result<(), Error> {
    for row in people {
        let person = draft.builder.person(&crate::identity::global_id(&row.id))?;
        draft.builder.name_person(person, &row.name);
        for (column, value) in &row.covariates {
            draft.builder.covariate(person, column, value)?;
        }
    }
    Ok(())
}

crate::redacted!(PersonRow);
