//! The programme kernel: all summaries in, the second layer out.

use super::rows::Rows;
use super::{GroupSummary, Protocol};
use crate::error::Error;
use crate::frame::SecondLayerFrame;
use crate::indicator::{Compute, TableId};
use crate::panel::Tables;
use crate::records::{Layer, PersonId, Records};

/// Computes every row of the second layer, in key order. Summaries stand in ascending group.
pub fn programme(protocol: &Protocol, records: &Records, summaries: &[GroupSummary]) -> Result<Tables, Error> {
    let mut rows = Rows::new(TableId::SecondLayer, protocol.of_table(TableId::SecondLayer), |_| false);
    if rows.is_unasked() {
        return Ok(Tables::default());
    }
    let layer = |summary: &&GroupSummary| records.groups()[summary.group.index()].layer;
    let homes: Vec<&GroupSummary> = summaries.iter().filter(|s| layer(s) == Layer::First).collect();
    for summary in summaries.iter().filter(|s| layer(s) == Layer::Second) {
        for (w, window) in protocol.windows().iter().enumerate() {
            rows.key(&[summary.group.index() as u32, w as u32]);
            let present: Vec<&[PersonId]> = homes.iter().map(|home| home.present[w].as_slice()).collect();
            let frame = SecondLayerFrame { window, active: &summary.speaking[w], homes: &present };
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                if let Compute::SecondLayer(compute) = indicator.compute {
                    rows.cell(column, summary.gap[w].map_or_else(|| compute(&frame), Err));
                }
            }
        }
    }
    Ok(Tables(vec![(rows.table, rows.in_order())]))
}
