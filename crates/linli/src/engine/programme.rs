//! The programme kernel: all summaries in, the second layer out.

use std::collections::BTreeSet;

use super::rows::Rows;
use super::{GroupSummary, Protocol};
use crate::definition::Undefined;
use crate::error::Error;
use crate::frame::SecondLayerFrame;
use crate::indicator::{Compute, TableId};
use crate::panel::Tables;
use crate::records::{Known, Layer, PersonId, Records};

/// Computes every row of the second layer, in key order. Summaries stand in ascending group.
pub fn programme(protocol: &Protocol, records: &Records, summaries: &[GroupSummary]) -> Result<Tables, Error> {
    let mut rows = Rows::new(TableId::SecondLayer, protocol.of_table(TableId::SecondLayer), |_| false);
    if rows.is_unasked() {
        return Ok(Tables::default());
    }
    let layer = |summary: &&GroupSummary| records.groups()[summary.group.index()].layer;
    let homes: Vec<&GroupSummary> = summaries.iter().filter(|s| layer(s) == Layer::First).collect();
    for summary in summaries.iter().filter(|s| layer(s) == Layer::Second) {
        let linked = is_linked(summary, &homes, protocol.plan().least_linkage);
        for (w, window) in protocol.windows().iter().enumerate() {
            rows.key(&[summary.group.index() as u32, w as u32]);
            // A home nobody exported in this window is not a home without a delegate.
            let covered = homes.iter().filter(|home| home.gap[w].is_none());
            let present: Vec<&[PersonId]> = covered.map(|home| home.present[w].as_slice()).collect();
            let gap = summary.gap[w].or((!linked).then_some(Undefined::NotLinked));
            let frame = SecondLayerFrame { window, active: &summary.speaking[w], homes: &present };
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                if let Compute::SecondLayer(compute) = indicator.compute {
                    rows.cell(column, gap.map_or_else(|| compute(&frame), Err));
                }
            }
        }
    }
    Ok(Tables(vec![(rows.table, rows.in_order())]))
}

/// Whether enough of those who ever speak in the second layer are known in a first-layer group.
fn is_linked(second: &GroupSummary, homes: &[&GroupSummary], least: f64) -> bool {
    let ever = |people: &mut dyn Iterator<Item = &PersonId>| people.copied().collect::<BTreeSet<PersonId>>();
    let speakers = ever(&mut second.speaking.iter().flatten());
    let residents = ever(&mut homes.iter().flat_map(|home| home.present.iter().flatten()));
    let known = speakers.intersection(&residents).count() as u32;
    Known { known, of: speakers.len() as u32 }.reaches(least)
}
