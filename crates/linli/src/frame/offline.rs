//! What an indicator of activities, series or organizations may look at.

use super::{Doings, Papers};
use crate::definition::Undefined;
use crate::records::{Activity, Cue, DaySpan, PersonId};
use crate::time::{Day, Timestamp, Window};

/// One message of the organization's chats that speaks for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// What it shows.
    pub cue: Cue,
    /// When it was posted.
    pub time: Timestamp,
    /// Who posted it.
    pub person: PersonId,
    /// Whether staff posted it.
    pub by_staff: bool,
}

/// One activity within its series.
#[derive(Debug, Clone, Copy)]
pub struct ActivityFrame<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Which of its series it is, the opening being 0.
    pub place: u32,
    /// Who came, staff and guests apart, by ascending person; empty where there is no list.
    pub present: &'a [PersonId],
    /// Who came to the first activity of the series, likewise; or why that cannot be said.
    pub opening: Result<&'a [PersonId], Undefined>,
    /// Who came to any earlier activity of the organization, likewise; `None` where no earlier one has a list.
    pub known: Option<&'a [PersonId]>,
    /// All names marked present on the list, staff and guests with them, ascending.
    pub sheet: &'a [PersonId],
    /// The same of the organization's earlier activities; empty where there is no list.
    pub earlier_sheets: &'a [Vec<PersonId>],
    /// Who stood on a sign-up list of the activity when it began, staff apart, ascending; or why that cannot be said.
    pub signed: Result<&'a [PersonId], Undefined>,
    /// Whether the names of sheets and chats are known to be the same people.
    pub linked: bool,
    /// What the chats show of it, by cue and time; or why that cannot be said.
    pub posts: Result<&'a [Post], Undefined>,
    /// When it began; `None` where only the day is known.
    pub began: Option<Timestamp>,
}

impl ActivityFrame<'_> {
    /// Who showed a thing of the activity in a chat: a position in [`ActivityFrame::POSTERS`].
    pub fn shown_by(&self, cue: Cue) -> Result<f64, Undefined> {
        let of_cue = self.posts?.iter().filter(|post| post.cue == cue);
        let [member, staff] =
            of_cue.fold([false; 2], |[member, staff], post| [member || !post.by_staff, staff || post.by_staff]);
        Ok(f64::from(u8::from(member) + 2 * u8::from(staff)))
    }

    /// What [`ActivityFrame::shown_by`] counts into.
    pub const POSTERS: &'static [&'static str] = &["nobody", "members", "staff", "both"];

    /// Hours from the beginning to the first message that shows a thing; less than 0 before.
    pub fn hours_until_shown(&self, cue: Cue) -> Result<f64, Undefined> {
        let first = self.posts?.iter().find(|post| post.cue == cue).ok_or(Undefined::TooFewEvents)?;
        let began = self.began.ok_or(Undefined::NotRecorded)?;
        Ok((first.time.micros() - began.micros()) as f64 / 3.6e9)
    }
}

/// The held activities of one series up to the end of a window, in order, and how many came to each.
#[derive(Debug, Clone, Copy)]
pub struct SeriesFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// The activities.
    pub activities: &'a [&'a Activity],
    /// How many came to each, counted one way throughout: by lists (staff and guests apart) or by headcounts (of
    /// everybody). `None` where that was not recorded.
    pub attendance: &'a [Option<u32>],
    /// Who came to each, staff and guests apart, ascending; empty where there is no list.
    pub present: &'a [&'a [PersonId]],
    /// From the first to the last day for which activities of the organization are recorded.
    pub recorded: DaySpan,
    /// Holidays, disjoint and ascending.
    pub holidays: &'a [DaySpan],
}

/// Days of a week that must count for the week to count.
const WEEK_LEAST: usize = 4;

impl SeriesFrame<'_> {
    /// Whether being idle on a day would mean anything: recorded, since the opening, and no holiday.
    fn counts(&self, day: Day) -> bool {
        let opened = self.activities.first().is_some_and(|first| first.day <= day);
        let at = self.holidays.partition_point(|span| span.end <= day);
        let holiday = self.holidays.get(at).is_some_and(|span| span.start <= day);
        opened && self.recorded.start <= day && day < self.recorded.end && !holiday
    }

    /// The weeks of the window that count, and how many of them saw no activity of the series. Days left over after the
    /// last whole week count for nothing.
    pub fn weeks(&self) -> (u32, u32) {
        let (mut countable, mut idle) = (0, 0);
        let whole = (self.window.end_day.number() - self.window.first_day.number()) / 7;
        for week in 0..whole {
            let first = self.window.first_day.plus(7 * week);
            let open = (0..7).filter(|&day| self.counts(first.plus(day))).count();
            let held = self.activities.iter().any(|a| first <= a.day && a.day < first.plus(7));
            if open >= WEEK_LEAST {
                countable += 1;
                idle += u32::from(!held);
            }
        }
        (countable, idle)
    }

    /// Days from one day to a later one, holidays between them left out.
    pub fn days_between(&self, from: Day, to: Day) -> f64 {
        let days = to.number() - from.number();
        let left_out = self.holidays.iter().map(|span| {
            let (start, end) = (span.start.max(from.plus(1)), span.end.min(to));
            (end.number() - start.number()).max(0)
        });
        f64::from(days - left_out.sum::<i32>())
    }
}

/// The activities of one organization.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// Its held activities in the window, in order.
    pub activities: &'a [Activity],
    /// What people did at and for its activities.
    pub doings: Doings<'a>,
    /// What offices wrote down of it.
    pub papers: &'a Papers<'a>,
}
