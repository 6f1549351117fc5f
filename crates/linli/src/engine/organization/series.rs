//! One row a series and window: all its activities up to the window's end.

use super::OrganizationHistory;
use super::held::Held;
use crate::engine::Protocol;
use crate::engine::rows::{Measured, Rows};
use crate::frame::SeriesFrame;
use crate::indicator::{Compute, TableId};
use crate::records::{Activity, PersonId};

pub(super) fn rows(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let asked = protocol.of_table(TableId::Series);
    let mut rows = Rows::new(TableId::Series, asked, |i| protocol.wants_interval(i));
    let Some(recorded) = held.recorded.filter(|_| !rows.is_unasked()) else { return rows };
    for (code, members) in &held.series {
        let all: Vec<&Activity> = members.iter().map(|&at| &held.activities[at]).collect();
        let present: Vec<&[PersonId]> = members.iter().map(|&at| held.present[at].as_slice()).collect();
        let came = held.came(members);
        for (w, window) in protocol.windows().iter().enumerate() {
            let until = all.partition_point(|activity| activity.day < window.end_day);
            if until == 0 {
                continue;
            }
            rows.key(&[history.organization.index() as u32, *code, w as u32]);
            let frame = SeriesFrame {
                window,
                activities: &all[..until],
                attendance: &came[..until],
                present: &present[..until],
                recorded,
                holidays: &held.holidays,
            };
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                match indicator.compute {
                    Compute::Series(compute) => rows.measured(column, Measured::Value(compute(&frame))),
                    Compute::SeriesShare(compute) => rows.measured(column, Measured::Share(compute(&frame))),
                    _ => {}
                }
            }
        }
    }
    rows
}
