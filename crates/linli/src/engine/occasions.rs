//! How often people come again: one model for all organizations of the study, window by window. An organization alone has
//! too few people for four parameters (Fader, Hardie & Shang 2010); together each borrows from the others.

use std::collections::BTreeMap;

use super::Protocol;
use super::organization::{OrganizationHistory, opportunities_of};
use crate::definition::Undefined;
use crate::frame::{Needs, Opportunity, taken};
use crate::records::{OrganizationId, Records};
use crate::statistics::{LEAST_PEOPLE, OccasionModel, Taken, occasion_model};

/// The model of each window, fitted to what was held before its end; nothing where no chosen indicator reads it.
pub fn occasions(
    protocol: &Protocol,
    records: &Records,
    named_staff: &[bool],
) -> Vec<Result<OccasionModel, Undefined>> {
    if !protocol.indicators().iter().any(|indicator| indicator.needs.has(Needs::OCCASIONS)) {
        return Vec::new();
    }
    let organizations = (0..records.organizations().len()).map(OrganizationId::from_index);
    let everybody: Vec<Vec<Opportunity>> = organizations
        .flat_map(|organization| {
            let history = OrganizationHistory { records, organization, series: &[], named_staff, occasions: &[] };
            opportunities_of(history)
        })
        .collect();
    let fit = |end| {
        let mut kinds: BTreeMap<Taken, u64> = BTreeMap::new();
        for own in &everybody {
            let until = own.partition_point(|one| one.day < end);
            if until > 1 {
                *kinds.entry(taken(&own[..until])).or_default() += 1;
            }
        }
        if kinds.values().sum::<u64>() < LEAST_PEOPLE {
            return Err(Undefined::TooFewMembers);
        }
        occasion_model(&kinds.into_iter().collect::<Vec<_>>()).map_err(|_| Undefined::NotConverged)
    };
    protocol.windows().iter().map(|window| fit(window.end_day)).collect()
}
