//! What a table of dated facts about organizations leaves as its source.

use linli::records::{Fields, OrganizationId, Source, SourceKind};

use super::Table;
use crate::draft::Draft;

/// The organizations a table speaks of, a row each.
#[derive(Debug, Default)]
pub(super) struct Kept {
    organizations: Vec<OrganizationId>,
}

impl Kept {
    /// Counts a row.
    pub(super) fn add(&mut self, organization: OrganizationId) {
        self.organizations.push(organization);
    }

    /// Adds the table as a source. It covers no days: an application of years ago must not move the windows of what was said
    /// and held. A table of headers alone is a form to fill in, not a source.
    pub(super) fn source(mut self, table: &Table, format: &'static str, draft: &mut Draft) {
        let rows = self.organizations.len() as u64;
        if rows == 0 {
            return;
        }
        self.organizations.sort();
        self.organizations.dedup();
        draft.builder.source(Source {
            label: table.file.clone(),
            kind: SourceKind::Table,
            format,
            groups: Vec::new(),
            organizations: self.organizations,
            covers: Vec::new(),
            exported_on: None,
            fields: Fields::NONE,
            rows,
        });
    }
}
