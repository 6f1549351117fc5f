//! Of whom something may be said by name.

use super::Protocol;
use crate::records::{PersonId, Records};
use crate::time::{Day, Window};

/// What it takes to say who agreed.
#[derive(Debug)]
pub(super) struct Consents<'a> {
    records: &'a Records,
    purpose: &'static str,
    /// The last day of the run: a consent withdrawn by then holds for no earlier window.
    last: Day,
}

impl<'a> Consents<'a> {
    pub(super) fn of(protocol: &Protocol, records: &'a Records) -> Self {
        let last = protocol.windows().last().map_or(Day::END, |window| window.end_day.plus(-1));
        Self { records, purpose: protocol.plan().purpose.id(), last }
    }

    /// Whether a person agreed to the plan's purpose, at a window's end and at the end of the run.
    pub(super) fn agrees(&self, person: PersonId, window: &Window) -> bool {
        self.records.agrees_still(person, self.purpose, window.end_day.plus(-1), self.last)
    }
}
