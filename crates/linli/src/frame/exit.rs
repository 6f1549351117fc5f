//! The half years before and after a coach's last visit.

use std::collections::BTreeMap;

use super::{Doings, HeldActivity, OrganizationFrame};
use crate::definition::{Undefined, Value};
use crate::records::PersonId;

/// Two quarters, in days.
const QUARTERS: i32 = 182;

/// What was held in the two quarters that end with the last visit, and in the two after it.
#[derive(Debug, Clone, Copy)]
pub struct Exit<'a> {
    doings: Doings<'a>,
    /// What was held before.
    pub before: &'a [HeldActivity<'a>],
    /// What was held after.
    pub after: &'a [HeldActivity<'a>],
}

impl<'a> Exit<'a> {
    /// Of an organization as it stood at the end of a window: 182 days up to the last visit by then, its day included, and
    /// the 182 after it.
    ///
    /// # Errors
    /// Where no visits are recorded, the reason; `not_reached` where there was none yet; `not_yet_due` until the 182 days
    /// are over; `not_covered` where activities are not recorded for all of the 364 days, or the coaching log broke off in
    /// them and lists do not show that staff, whom they named before, stayed away.
    pub fn of(frame: &OrganizationFrame<'a>) -> Result<Self, Undefined> {
        let visits = frame.papers.visits()?;
        let &(last, _) = visits.last().ok_or(Undefined::NotReached)?;
        let (start, turn, end) = (last.plus(1 - QUARTERS), last.plus(1), last.plus(1 + QUARTERS));
        if frame.window.end_day < end {
            return Err(Undefined::NotYetDue);
        }
        let recorded = frame.papers.recorded.ok_or(Undefined::NotRecorded)?;
        if start < recorded.start || recorded.end < end {
            return Err(Undefined::NotCovered);
        }
        let held = frame.doings.so_far();
        let at = |day| held.partition_point(|held| held.activity.day < day);
        let (before, after) = (&held[at(start)..at(turn)], &held[at(turn)..at(end)]);
        // A log that broke off does not know of later visits; lists of the half year after do, where those before named staff.
        let came = |held: &[HeldActivity<'_>]| held.iter().any(|held| held.staff_came);
        let are_alone = came(before) && !came(after) && after.iter().any(|held| held.activity.has_list);
        if !frame.papers.coaching.is_kept_until(end) && !are_alone {
            return Err(Undefined::NotCovered);
        }
        Ok(Self { doings: frame.doings, before, after })
    }

    /// People who came to two or more listed activities of a half year, staff and guests apart.
    ///
    /// # Errors
    /// `not_recorded` where something was held and nothing of it has a list.
    pub fn returning(held: &[HeldActivity<'_>]) -> Result<u32, Undefined> {
        let mut times: BTreeMap<PersonId, u32> = BTreeMap::new();
        let listed: Vec<_> = held.iter().filter(|held| held.activity.has_list).collect();
        if listed.is_empty() && !held.is_empty() {
            return Err(Undefined::NotRecorded);
        }
        for person in listed.iter().flat_map(|held| held.people.iter().map(|listed| listed.person)) {
            *times.entry(person).or_default() += 1;
        }
        Ok(times.values().filter(|&&times| times > 1).count() as u32)
    }

    /// Share of a half year's activities of which members kept the record.
    ///
    /// # Errors
    /// `too_few_events` where nothing was held; where nothing can be known of any, the reason.
    pub fn kept(&self, held: &[HeldActivity<'_>]) -> Value {
        let known: Vec<bool> = held.iter().filter_map(|held| self.doings.is_kept(held).ok()).collect();
        if known.is_empty() {
            let reason = held.iter().find_map(|held| self.doings.is_kept(held).err());
            return Err(reason.unwrap_or(Undefined::TooFewEvents));
        }
        Ok(known.iter().filter(|&&kept| kept).count() as f64 / known.len() as f64)
    }

    /// What there is after, in parts of what there was before.
    ///
    /// # Errors
    /// `zero_denominator` where there was nothing before.
    pub fn ratio(before: u32, after: u32) -> Value {
        if before == 0 { Err(Undefined::ZeroDenominator) } else { Ok(f64::from(after) / f64::from(before)) }
    }
}
