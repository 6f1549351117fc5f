//! What a group's members say, day by day: what signals about its rhythm read.

use super::Scene;
use crate::engine::staff_of;
use crate::panel::Key;
use crate::records::{DaySpan, GroupId, Layer, PersonId};
use crate::time::Day;

/// Days that are late, and that were before them.
pub(super) const LATELY: usize = 28;
pub(super) const BEFORE: usize = 84;

/// The days of a group that count: covered by its chat and no holiday, the latest first.
#[derive(Debug)]
pub(super) struct Talk {
    /// Which day, and how many messages of members, staff apart.
    days: Vec<(Day, u32)>,
}

/// What members said in sixteen weeks of seven days that count, the latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weeks {
    said: [u32; WEEKS],
    /// The first of the last 28 days.
    pub(super) since: Day,
}

/// Weeks looked at, and those of them that are late.
const WEEKS: usize = (LATELY + BEFORE) / 7;
const LATE: usize = LATELY / 7;

impl Weeks {
    /// Messages of members in the last four weeks.
    pub(super) fn said_lately(&self) -> u32 {
        self.said[..LATE].iter().sum()
    }

    /// Messages of members in the twelve before.
    pub(super) fn said_before(&self) -> u32 {
        self.said[LATE..].iter().sum()
    }

    /// What is left of a week, on average.
    pub(super) fn ratio(&self) -> f64 {
        let before = f64::from(self.said_before()) / (WEEKS - LATE) as f64;
        f64::from(self.said_lately()) / LATE as f64 / before
    }

    /// Of all ways to choose four of the sixteen weeks, the share that has as small a sum as the last four: 1/1820 at least.
    pub(super) fn chance(&self) -> f64 {
        let lately = self.said_lately();
        let (mut small, mut all) = (0_u32, 0_u32);
        for chosen in 0..1_u32 << WEEKS {
            if chosen.count_ones() as usize == LATE {
                let sum: u32 = (0..WEEKS).filter(|week| chosen >> week & 1 == 1).map(|week| self.said[week]).sum();
                all += 1;
                small += u32::from(sum <= lately);
            }
        }
        f64::from(small) / f64::from(all)
    }
}

impl Talk {
    /// The days that count before the scene's last; none where the latest of them is more than four weeks old.
    pub(super) fn of(scene: &Scene<'_>, group: GroupId) -> Self {
        let (records, zone) = (scene.records(), scene.protocol().zone());
        let Some(end) = scene.as_of() else { return Self { days: Vec::new() } };
        let staff = staff(scene, group);
        let holidays = records.holidays();
        let mut days: Vec<(Day, u32)> = Vec::new();
        for span in records.group_coverage(group) {
            let span = DaySpan { start: span.start, end: span.end.min(end) };
            let open = (span.start.number()..span.end.number()).map(|at| span.start.plus(at - span.start.number()));
            days.extend(open.filter(|&day| !within(&holidays, day)).map(|day| (day, 0)));
        }
        for message in records.messages(group).iter().filter(|m| m.is_turn() && !staff[m.author.index()]) {
            let day = zone.day(message.time);
            if let Ok(at) = days.binary_search_by_key(&day, |&(day, _)| day) {
                days[at].1 += 1;
            }
        }
        days.reverse();
        if days.first().is_some_and(|&(day, _)| day < end.plus(-(LATELY as i32))) {
            days.clear();
        }
        Self { days }
    }

    /// The sixteen weeks so many days that count before the last; `None` where there are not enough of them, or they lie
    /// scattered over more than twice as many days.
    pub(super) fn weeks(&self, skip: usize) -> Option<Weeks> {
        let days = self.days.get(skip..skip + LATELY + BEFORE)?;
        let (latest, earliest) = (days.first()?.0, days.last()?.0);
        if latest.number() - earliest.number() > 2 * (LATELY + BEFORE) as i32 {
            return None;
        }
        let mut said = [0; WEEKS];
        for (week, days) in said.iter_mut().zip(days.chunks(7)) {
            *week = days.iter().map(|(_, turns)| turns).sum();
        }
        Some(Weeks { said, since: days[LATELY - 1].0 })
    }
}

/// Who is staff in a group, by person.
pub(super) fn staff(scene: &Scene<'_>, group: GroupId) -> Vec<bool> {
    match scene.records().groups()[group.index()].organization {
        Some(organization) => staff_of(scene.records(), organization, scene.named_staff()),
        None => scene.named_staff().to_vec(),
    }
}

/// The first-layer groups of the run, with their names.
pub(super) fn first_layer<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (GroupId, &'a str)> {
    let (records, chosen) = (scene.records(), &scene.plan().groups);
    let groups = records.groups().iter().enumerate();
    let run = groups.filter(|(_, g)| g.layer == Layer::First && (chosen.is_empty() || chosen.contains(&g.id)));
    run.map(|(at, group)| (GroupId::from_index(at), group.id.as_str()))
}

/// Whether a group's chats cover nine tenths of the days from one up to the scene's last.
pub(super) fn is_covered(scene: &Scene<'_>, group: GroupId, from: Day) -> bool {
    let Some(end) = scene.as_of() else { return false };
    let days = |span: &DaySpan| (span.end.min(end).number() - span.start.max(from).number()).max(0);
    let covered: i32 = scene.records().group_coverage(group).iter().map(days).sum();
    10 * i64::from(covered) >= 9 * i64::from(end.number() - from.number())
}

/// Whether a day lies within one of these spans, disjoint and ascending.
pub(super) fn within(spans: &[DaySpan], day: Day) -> bool {
    let at = spans.partition_point(|span| span.end <= day);
    spans.get(at).is_some_and(|span| span.start <= day)
}

/// A row of the records that speaks of a group.
pub(super) fn row_of_group(group: &str) -> String {
    super::finding::row_of([(Key::Group, group.to_owned())])
}

/// The pseudonym or given id under which the panel knows somebody.
pub(super) fn pseudonym<'a>(scene: &Scene<'a>, person: PersonId) -> &'a str {
    &scene.records().people()[person.index()].id
}
