//! What the staff themselves had to do: for the team alone, and never an appraisal of anybody.

use crate::engine::{GroupHistory, everybody};
use crate::records::{DaySpan, GroupId};
use crate::study::Study;
use crate::tie::{Timeline, Uptake, openings};
use crate::time::{DAY, Day};

/// The hour of the evening from which on a message is late.
const EVENING: u32 = 20 * 3600;
/// Days of a week, and of a span of answers.
const WEEK: i32 = 7;
const MONTH: i32 = 28;

/// What staff had to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Groups whose chat covers the week before, and all groups; nothing is known of the others.
    pub covered: [u32; 2],
    /// Turns of staff in all groups in the week before.
    pub turns: u32,
    /// Of which from eight in the evening on.
    pub in_the_evening: u32,
    /// What members said to all and somebody answered, in the four weeks before.
    pub lately: Answers,
    /// The same in the four weeks before those.
    pub before: Answers,
}

/// Who answered first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// Openings that anybody answered.
    pub all: u32,
    /// Of which a neighbour was first.
    pub by_neighbours: u32,
}

impl Load {
    pub(super) fn of(study: &Study, chosen: &[GroupId], as_of: Day) -> Self {
        let mut load = Self::default();
        let Ok(zone) = study.plan.zone() else { return load };
        let named = study.named_staff();
        let end = zone.midnight(as_of);
        for &id in chosen {
            let group = &study.records.groups()[id.index()];
            let covers = |span: &DaySpan| span.start <= as_of.plus(-WEEK) && as_of <= span.end;
            load.covered[0] += u32::from(study.records.group_coverage(id).iter().any(covers));
            load.covered[1] += 1;
            let staff = group.organization.map_or_else(|| named.clone(), |organization| study.staff_of(organization));
            let history = GroupHistory { records: &study.records, group: id, named_staff: &named };
            let timeline = Timeline::of(study.records.messages(id), everybody(history), study.plan.turn_gap);
            let by_position: Vec<bool> = timeline.people().iter().map(|person| staff[person.index()]).collect();
            let from = timeline.times().partition_point(|time| time.micros() < end.micros() - i64::from(WEEK) * DAY);
            let until = timeline.times().partition_point(|&time| time < end);
            for turn in (from..until).map(|at| timeline.turn(at)).filter(|turn| by_position[turn.author as usize]) {
                load.turns += 1;
                load.in_the_evening += u32::from(zone.day_and_second(turn.time).1 >= EVENING);
            }
            let all = openings(&timeline, &by_position, Uptake::default());
            for opening in all.iter().filter(|opening| !by_position[opening.author as usize]) {
                if opening.taken_up.is_none() && !opening.staff_first {
                    continue;
                }
                let days_ago = (end.micros() - opening.due.micros()).div_euclid(DAY);
                let span = match days_ago {
                    d if d < 0 => continue,
                    d if d < i64::from(MONTH) => &mut load.lately,
                    d if d < i64::from(2 * MONTH) => &mut load.before,
                    _ => continue,
                };
                span.all += 1;
                span.by_neighbours += u32::from(!opening.staff_first);
            }
        }
        load
    }
}
