//! What is missing on the day of a brief.

use std::collections::BTreeSet;

use crate::records::{ActivityOrigin, GroupId, Linkage, OrganizationId};
use crate::study::Study;
use crate::time::Day;

/// Days a chat may lie behind before somebody is asked to export it again.
const LATE: i32 = 7;

/// What is missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gaps {
    /// Groups whose chat ends more than a week before, the longest first.
    pub late: Vec<LateSource>,
    /// Activities that cues propose and nobody has said yes or no to.
    pub proposals: usize,
    /// Names on sheets that no chat knows, of all of them, of organizations that have a group; people stand once for every
    /// organization.
    pub unlinked: [u32; 2],
}

/// A group whose chat ends too early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateSource {
    /// The group.
    pub group: String,
    /// The first day without it.
    pub ends: Day,
}

impl Gaps {
    pub(super) fn of(study: &Study, chosen: &[GroupId], as_of: Day) -> Self {
        let records = &study.records;
        let ends = |group: GroupId| {
            let covered = records.group_coverage(group);
            covered
                .iter()
                .map(|span| span.end)
                .filter(|&end| end <= as_of)
                .max()
                .filter(|_| covered.iter().all(|span| span.end <= as_of.plus(-LATE)))
        };
        let named = |at: GroupId| records.groups()[at.index()].id.clone();
        let mut late: Vec<LateSource> =
            chosen.iter().filter_map(|&at| Some(LateSource { group: named(at), ends: ends(at)? })).collect();
        late.sort_by(|a, b| (a.ends, &a.group).cmp(&(b.ends, &b.group)));
        let organizations = study.organizations();
        let held = organizations.iter().flat_map(|&own| &records.activities()[records.activities_of(own)]);
        let proposed = held.filter(|a| a.origin == ActivityOrigin::Proposed && a.day < as_of);
        let mut unlinked = [0; 2];
        let grouped: BTreeSet<OrganizationId> =
            records.groups().iter().filter_map(|group| group.organization).collect();
        let has_chat =
            |(own, _): &(OrganizationId, Linkage)| grouped.contains(own) && organizations.binary_search(own).is_ok();
        for (_, linkage) in study.linkage().into_iter().filter(has_chat) {
            unlinked[0] += linkage.attended.of - linkage.attended.known;
            unlinked[1] += linkage.attended.of;
        }
        Self { late, proposals: proposed.count(), unlinked }
    }
}
