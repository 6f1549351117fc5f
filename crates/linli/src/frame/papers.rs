//! What offices wrote down of an organization, and what staff said in its chats, as indicators of it may look at it.

use super::Doings;
use crate::definition::{Undefined, Value};
use crate::records::{Channel, Coaching, DaySpan, Expense, Grant, Milestone, MilestoneKind, Stage};
use crate::time::{Day, Window};

/// The rows of one table that speak of an organization, up to the end of a window, by day.
///
/// A table speaks for the days from its first row to its last, whoever the rows are about; of an organization that has no
/// row in it, it says nothing.
#[derive(Debug)]
pub struct Log<'a, T> {
    rows: &'a [(Day, &'a T)],
    /// Where those of the window begin.
    first: usize,
    /// Why nothing can be said of what was so far, and of the window.
    gaps: [Option<Undefined>; 2],
    /// The day after the last row of the table, whoever it is about.
    end: Option<Day>,
}

/// Days after its last row for which a table is still taken as kept up: rows are written when something was done.
const KEPT: i32 = 28;

impl<'a, T> Log<'a, T> {
    /// Of an organization's rows, by day; `days` are those of the whole table.
    pub fn of(window: &Window, rows: &'a [(Day, &'a T)], days: Option<DaySpan>) -> Self {
        let until = rows.partition_point(|(day, _)| *day < window.end_day);
        let first = rows.partition_point(|(day, _)| *day < window.first_day);
        let gap = |is_outside: &dyn Fn(DaySpan) -> bool| match days {
            Some(days) if !rows.is_empty() => is_outside(days).then_some(Undefined::NotCovered),
            _ => Some(Undefined::NotRecorded),
        };
        let before = |days: DaySpan| window.end_day <= days.start;
        let gaps = [gap(&before), gap(&|days| before(days) || days.end <= window.first_day)];
        Self { rows: &rows[..until], first, gaps, end: days.map(|days| days.end) }
    }

    /// What was written down by the end of the window.
    ///
    /// # Errors
    /// `not_recorded` where the table has no row of the organization, `not_covered` where the window ends before the
    /// table's first row.
    pub fn so_far(&self) -> Result<&'a [(Day, &'a T)], Undefined> {
        self.gaps[0].map_or(Ok(self.rows), Err)
    }

    /// Whether the table was still kept on the eve of a day: what it does not say by then did not happen. Its last row lies no
    /// more than 28 days before.
    pub fn is_kept_until(&self, day: Day) -> bool {
        self.end.is_some_and(|end| day <= end.plus(KEPT))
    }

    /// What was written down in the window; nothing is nothing.
    ///
    /// # Errors
    /// Those of [`Log::so_far`], and `not_covered` where the window begins after the table's last row.
    pub fn in_window(&self) -> Result<impl Iterator<Item = &'a T>, Undefined> {
        let rows = &self.rows[self.first..];
        self.gaps[1].map_or(Ok(rows.iter().map(|(_, row)| *row)), Err)
    }

    /// The sum of what the window's rows say, 0 where there are none.
    ///
    /// # Errors
    /// Those of [`Log::in_window`], and `not_recorded` where there are rows and none of them says it.
    pub fn sum_of(&self, says: impl Fn(&T) -> Option<f64>) -> Value {
        let rows: Vec<&T> = self.in_window()?.collect();
        let said: Vec<f64> = rows.iter().filter_map(|row| says(row)).collect();
        if said.is_empty() && !rows.is_empty() { Err(Undefined::NotRecorded) } else { Ok(said.into_iter().sum()) }
    }
}

/// What staff and members said to each other in the first-layer chats of an organization. Declare
/// [`Needs::EXCHANGES`](super::Needs::EXCHANGES).
#[derive(Debug, Clone, Default)]
pub struct Exchanges {
    /// Days on which a member answered staff: one an answer, ascending.
    pub answered: Vec<Day>,
    /// Turns of staff in exchanges in which a member took part: for each the day on which the exchange was over, ascending.
    pub online: Vec<Day>,
    /// What members said to all and staff answered: the day on which its 24 hours were over, and hours until the answer.
    pub waited: Vec<(Day, f64)>,
}

/// What is on paper of one organization up to the end of a window, and what staff said in its chats.
#[derive(Debug)]
pub struct Papers<'a> {
    /// The coaching log.
    pub coaching: Log<'a, Coaching>,
    /// Applications by the day on which they were made; by the day of the decision where only that is known.
    pub applied: Log<'a, Grant>,
    /// Applications by the day on which they were decided; by the day on which they were made where only that is known.
    pub decided: Log<'a, Grant>,
    /// Money spent.
    pub expenses: Log<'a, Expense>,
    /// Milestones.
    pub milestones: Log<'a, Milestone>,
    /// The stage the table of organizations has, and since when.
    pub stage: Option<(Stage, Day)>,
    /// The day from which a first-layer group existed, the first message or the day it was opened, whichever is earlier;
    /// `None` where neither is known. Not recorded where there is no such group.
    pub grouped: Result<Option<Day>, Undefined>,
    /// From the first to the last record of an activity.
    pub recorded: Option<DaySpan>,
    /// What was said between staff and members, or why that cannot be known.
    pub exchanges: Result<&'a Exchanges, Undefined>,
    /// Why the chats say too little of the window.
    pub chat_gap: Option<Undefined>,
    /// The window's first day, and the first after it.
    pub days: DaySpan,
}

/// A day as a table of dates has it.
fn date(day: Day) -> f64 {
    f64::from(day.number())
}

impl Papers<'_> {
    /// Visits to the organization by the end of the window, by day.
    ///
    /// # Errors
    /// Those of [`Log::so_far`], and `not_recorded` where no row says how it was coached.
    pub fn visits(&self) -> Result<Vec<(Day, &Coaching)>, Undefined> {
        let rows = self.coaching.so_far()?;
        if !rows.is_empty() && rows.iter().all(|(_, row)| row.channel.is_none()) {
            return Err(Undefined::NotRecorded);
        }
        Ok(rows.iter().filter(|(_, row)| row.channel == Some(Channel::Visit)).copied().collect())
    }

    /// The day on which staff first met the organization: of a visit, or of an activity whose list names staff.
    ///
    /// # Errors
    /// `not_reached` where they have not by the end of the window, `not_covered` where the coaching log broke off before;
    /// the reason of [`Papers::visits`] where no list names staff either.
    pub fn first_met(&self, doings: &Doings<'_>) -> Value {
        let visits = self.visits();
        let met = doings.so_far().iter().filter(|held| held.staff_came).map(|held| held.activity.day).min();
        // Lists that name no staff say nothing of staff who came.
        if met.is_none() {
            visits.as_ref().map_err(|&reason| reason)?;
        }
        let visited = visits.ok().and_then(|visits| visits.first().map(|&(day, _)| day));
        met.into_iter().chain(visited).min().map(date).ok_or(self.not_visited())
    }

    /// Why a visit is missing: there was none, or the coaching log broke off before it could be written down.
    fn not_visited(&self) -> Undefined {
        let is_known = self.coaching.so_far().is_err() || self.coaching.is_kept_until(self.days.end);
        if is_known { Undefined::NotReached } else { Undefined::NotCovered }
    }

    /// The `n`th of some visits, from 1.
    ///
    /// # Errors
    /// `not_reached` where there are fewer, `not_covered` where the coaching log broke off before the window's end.
    pub fn nth_visit(&self, mut days: Vec<Day>, n: usize) -> Value {
        days.dedup();
        Self::nth(days, n).map_err(|_| self.not_visited())
    }

    /// The day from which the organization had a group.
    ///
    /// # Errors
    /// `not_recorded` where no group is known, `not_reached` where nothing is known of it by the end of the window.
    pub fn group_since(&self) -> Result<Day, Undefined> {
        self.grouped?.filter(|&since| since < self.days.end).ok_or(Undefined::NotReached)
    }

    /// The `n`th of some days, from 1.
    ///
    /// # Errors
    /// `not_reached` where there are fewer.
    pub fn nth(days: impl IntoIterator<Item = Day>, n: usize) -> Value {
        days.into_iter().nth(n - 1).map(date).ok_or(Undefined::NotReached)
    }

    /// How far the organization had come by the end of the window: what the last dated record says.
    ///
    /// # Errors
    /// `not_reached` where the first record is later, `not_recorded` where there is none.
    pub fn stage(&self) -> Result<Stage, Undefined> {
        let stage = |kind| match kind {
            MilestoneKind::StageSeed => Some(Stage::Seed),
            MilestoneKind::StageSapling => Some(Stage::Sapling),
            MilestoneKind::RegisteredDistrict | MilestoneKind::RegisteredCity => Some(Stage::Registered),
            _ => None,
        };
        let rows = self.milestones.so_far();
        let reached = rows.iter().flat_map(|rows| rows.iter());
        let reached = reached.filter_map(|&(day, row)| stage(row.kind).map(|stage| (day, stage)));
        let listed = self.stage.map(|(stage, day)| (day, stage));
        let until = self.days.end;
        let last = reached.chain(listed.filter(|&(day, _)| day < until)).max();
        match (last, rows) {
            (Some((_, stage)), _) => Ok(stage),
            (None, Err(Undefined::NotRecorded)) if listed.is_none() => Err(Undefined::NotRecorded),
            (None, _) => Err(Undefined::NotReached),
        }
    }

    /// What was said between staff and members, of a window of which the chats tell enough.
    ///
    /// # Errors
    /// `not_recorded` where there is no chat or nobody is known as staff, `not_covered` and `partly_covered`.
    pub fn said(&self) -> Result<&Exchanges, Undefined> {
        let exchanges = self.exchanges?;
        self.chat_gap.map_or(Ok(exchanges), Err)
    }

    /// Whether a day lies in the window.
    pub fn is_in_window(&self, day: Day) -> bool {
        self.days.start <= day && day < self.days.end
    }
}
