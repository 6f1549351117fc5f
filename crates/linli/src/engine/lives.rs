//! Everybody's days: when each was seen, and when each was a member. By position among the group's people.

use super::belonging::Belonging;
use crate::frame::{Joiner, Weeks};
use crate::records::{DaySpan, Membership, Status};
use crate::statistics::median;
use crate::time::{Day, Window};

/// Seen days and spells of membership, by position.
#[derive(Debug)]
pub(super) struct Lives {
    /// Distinct days with a turn or an attendance, ascending.
    seen: Vec<Vec<Day>>,
    spells: Vec<Vec<Membership>>,
    /// The same, begun no later than the day first seen after their earliest: two pictures of the member screen leave months
    /// between them, and whoever writes is there.
    witnessed: Vec<Vec<Membership>>,
    /// Whom the plan names as staff.
    named: Vec<bool>,
    /// Days of holidays, disjoint and ascending.
    holidays: Vec<DaySpan>,
}

/// How far back from the day last seen somebody's own rhythm is looked for.
const RHYTHM_DAYS: i32 = 182;
/// Seen days it takes to speak of a rhythm.
const RHYTHM_LEAST: usize = 6;
/// Days of a week that must count for the week to count.
pub(super) const WEEK_LEAST: usize = 4;
/// Whoever joined within so many days is a newcomer; after so many it shows whether they landed; and halfway.
const JOINED_WITHIN: i32 = 84;
const LANDED_AFTER: i32 = 56;
const LANDED_HALFWAY: i32 = 28;

impl Lives {
    /// `days` are distinct (day, position), ascending.
    pub(super) fn new(belonging: &Belonging<'_>, days: &[(Day, u32)], holidays: Vec<DaySpan>) -> Self {
        let mut seen = vec![Vec::new(); belonging.people().len()];
        for &(day, position) in days {
            seen[position as usize].push(day);
        }
        let mut spells = vec![Vec::new(); seen.len()];
        for (position, membership) in belonging.spells() {
            spells[*position].push(*membership);
        }
        let witnessed = spells.iter().zip(&seen).map(|(spells, seen): (&Vec<Membership>, &Vec<Day>)| {
            spells.iter().map(|spell| witnessed(*spell, seen)).collect()
        });
        let witnessed = witnessed.collect();
        Self { seen, spells, witnessed, named: belonging.named(), holidays }
    }

    /// Whether somebody belonged here on a day: in a spell of membership, or, of whom none is known, from the day first
    /// seen on.
    pub(super) fn belonged(&self, position: usize, day: Day) -> bool {
        match self.spells[position].as_slice() {
            [] => self.seen[position].first().is_some_and(|&first| first <= day),
            spells => touched(spells, day),
        }
    }

    /// Whether somebody was here on a day: as [`Lives::belonged`] has it, and from the day first seen on where the
    /// beginning of their membership is known to within bounds alone.
    pub(super) fn was_here(&self, position: usize, day: Day) -> bool {
        let spells = &self.witnessed[position];
        if spells.is_empty() { self.belonged(position, day) } else { touched(spells, day) }
    }

    pub(super) fn is_away(&self, position: usize, day: Day) -> bool {
        self.spells[position].iter().any(|s| s.status == Status::Away && s.touches_days(day, day.plus(1)))
    }

    /// Days of membership up to the window's end: of the first spell that touches the window, if its beginning is known.
    pub(super) fn tenure(&self, position: usize, window: &Window) -> Option<u32> {
        let here = self.spells[position].iter().filter(|s| s.touches_days(window.first_day, window.end_day));
        // No known beginning is earlier than any.
        let first = here.min_by_key(|spell| (began(spell), spell.end.latest))?;
        let end = first.end.latest.map_or(window.end_day, |end| end.min(window.end_day));
        began(first).map(|start| (end.number() - start.number()).max(0).unsigned_abs())
    }

    /// Whether any spell of membership is known.
    pub(super) fn has_spells(&self, position: usize) -> bool {
        !self.spells[position].is_empty()
    }

    /// The day last seen on before another.
    pub(super) fn last_seen(&self, position: usize, end: Day) -> Option<Day> {
        let days = &self.seen[position];
        days[..days.partition_point(|&day| day < end)].last().copied()
    }

    /// The longest gap between two days somebody was seen on before another, in days.
    pub(super) fn longest_gap(&self, position: usize, end: Day) -> Option<u32> {
        let days = &self.seen[position];
        let known = &days[..days.partition_point(|&day| day < end)];
        known.windows(2).map(|pair| (pair[1].number() - pair[0].number()).unsigned_abs()).max()
    }

    /// Days of unbroken membership up to a day; `None` where the beginning is not known. Spells that follow on each other,
    /// away and back, are one. Of whom no spell is known, from the day first seen.
    pub(super) fn unbroken(&self, position: usize, end: Day) -> Option<u32> {
        let spells = &self.witnessed[position];
        let mut since = match spells.as_slice() {
            [] => self.seen[position].first().copied()?,
            spells => {
                let now = spells.iter().filter(|spell| spell.touches_days(end.plus(-1), end));
                // No known beginning is earlier than any.
                now.map(began).min()??
            }
        };
        loop {
            let follows = |spell: &&Membership| spell.end.latest.is_none_or(|last| last >= since);
            let earlier = spells.iter().filter(follows).map(began).min();
            match earlier {
                Some(None) => return None,
                Some(Some(day)) if day < since => since = day,
                _ => return Some((end.number() - since.number()).max(0).unsigned_abs()),
            }
        }
    }

    /// The median gap between the days somebody was seen on in the half year up to the last before a window's end.
    pub(super) fn rhythm(&self, position: usize, window: &Window) -> Option<f64> {
        let days = &self.seen[position];
        let known = &days[..days.partition_point(|&day| day < window.end_day)];
        let since = known.last()?.plus(-RHYTHM_DAYS);
        let own = &known[known.partition_point(|&day| day <= since)..];
        if own.len() < RHYTHM_LEAST {
            return None;
        }
        let mut gaps: Vec<f64> = own.windows(2).map(|pair| f64::from(pair[1].number() - pair[0].number())).collect();
        median(&mut gaps)
    }

    /// Whether a day is a holiday.
    pub(super) fn is_holiday(&self, day: Day) -> bool {
        within(&self.holidays, day)
    }

    /// Which days of a window can count for somebody: covered, and no holiday.
    pub(super) fn countable_days(&self, window: &Window, coverage: &[DaySpan]) -> Vec<bool> {
        let days = (window.first_day.number()..window.end_day.number()).map(Day::from_number);
        days.map(|day| within(coverage, day) && !self.is_holiday(day)).collect()
    }

    /// Somebody's weeks of a window; days left over after the last whole week count for nothing.
    pub(super) fn weeks(&self, position: usize, window: &Window, countable: &[bool]) -> Weeks {
        let mut weeks = Weeks::default();
        for (at, days) in countable.chunks_exact(7).enumerate() {
            let first = window.first_day.plus(7 * at as i32);
            let seen = self.seen_between(position, first, first.plus(7));
            let own = |day: Day| self.belonged(position, day) && !self.is_away(position, day);
            let counting = days.iter().enumerate().filter(|&(day, &open)| open && own(first.plus(day as i32))).count();
            let counts = counting >= WEEK_LEAST;
            weeks.seen += u32::from(seen);
            weeks.countable += u32::from(counts);
            weeks.seen_countable += u32::from(seen && counts);
        }
        weeks
    }

    /// Whether somebody was seen on the days `[first, end)`.
    pub(super) fn seen_between(&self, position: usize, first: Day, end: Day) -> bool {
        let days = &self.seen[position];
        days.get(days.partition_point(|&day| day < first)).is_some_and(|&day| day < end)
    }

    /// Who joined in the twelve weeks before a window's end, by the first of their spells, if its beginning is known;
    /// `None` where nobody's is so far. Staff join nothing.
    pub(super) fn joiners(&self, window: &Window) -> Option<Vec<Joiner>> {
        let mut joiners = Vec::new();
        let mut any = false;
        for (position, spells) in self.spells.iter().enumerate() {
            let first = spells.iter().min_by_key(|spell| (began(spell), spell.role));
            let Some((first, joined)) = first.and_then(|first| Some((first, began(first)?))) else { continue };
            if first.role.is_staff() || self.named[position] || joined >= window.end_day {
                continue;
            }
            any = true;
            if joined >= window.end_day.plus(-JOINED_WITHIN) {
                let (half, end) = (joined.plus(LANDED_HALFWAY), joined.plus(LANDED_AFTER));
                let seen = self.seen_between(position, joined, half);
                let landed = seen && self.seen_between(position, half, end);
                joiners.push(Joiner { due: end <= window.end_day, seen, landed });
            }
        }
        any.then_some(joiners)
    }
}

fn touched(spells: &[Membership], day: Day) -> bool {
    spells.iter().any(|spell| spell.touches_days(day, day.plus(1)))
}

fn witnessed(mut spell: Membership, seen: &[Day]) -> Membership {
    let earliest = spell.start.earliest.unwrap_or(Day::FIRST);
    let first = seen.get(seen.partition_point(|&day| day < earliest));
    spell.start.latest = spell.start.latest.map(|latest| first.map_or(latest, |&first| latest.min(first)));
    spell
}

/// Whether a day lies in spans, which are disjoint and ascending.
pub(super) fn within(spans: &[DaySpan], day: Day) -> bool {
    let at = spans.partition_point(|span| span.end <= day);
    spans.get(at).is_some_and(|span| span.start <= day)
}

/// The first day of a spell where it is known; where only bounds are, the later.
fn began(spell: &Membership) -> Option<Day> {
    spell.start.earliest.and(spell.start.latest)
}
