//! Who was seen when, rolled from window to window: turns, days, presence, last seen.

use crate::records::{Cue, Field, Fields, Flags};
use crate::tie::{Occasion, Timeline};
use crate::time::{DAY, Day, Timestamp, Window, Zone};

/// Somebody came to an activity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attended {
    /// Its position among all activities.
    pub(super) activity: usize,
    pub(super) day: Day,
    pub(super) position: u32,
    /// Whether they were in a spell of membership that day. Whoever was not counts from their first turn on, so that
    /// what comes later changes no earlier window.
    pub(super) member: bool,
}

/// Rolling counts by position in the group's timeline.
#[derive(Debug)]
pub(super) struct Sightings<'a> {
    timeline: &'a Timeline,
    /// Distinct (day, person) with a turn or an attendance, ascending.
    days: Vec<(Day, u32)>,
    /// Distinct (day, person) with an attendance, ascending.
    attended: Vec<(Day, u32)>,
    /// Activities with who of the group's people came to them, by day.
    activities: Vec<Occasion>,
    presence: i64,
    zone: Zone,
    in_window: Span,
    in_presence: Span,
    days_in_window: Span,
    attended_in_presence: Span,
    pub(super) turns: Vec<u32>,
    pub(super) addressed: Vec<u32>,
    pub(super) receipts: Vec<u32>,
    pub(super) repeated: Vec<u32>,
    pub(super) presence_turns: Vec<u32>,
    pub(super) presence_attended: Vec<u32>,
    pub(super) seen_days: Vec<u32>,
    pub(super) last_seen: Vec<Option<Day>>,
}

/// A run of positions in a sorted list.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: usize,
    end: usize,
}

impl<'a> Sightings<'a> {
    /// `attended` may come in any order.
    pub(super) fn new(timeline: &'a Timeline, attended: &[Attended], presence: i64, zone: Zone) -> Self {
        let mut days = turn_days(timeline, zone);
        let mut first_turn: Vec<Option<Day>> = vec![None; timeline.people().len()];
        for &(day, position) in &days {
            first_turn[position as usize].get_or_insert(day);
        }
        let known = |a: &Attended| a.member || first_turn[a.position as usize].is_some_and(|first| first <= a.day);
        let mut came: Vec<(Day, usize, u32)> =
            attended.iter().filter(|a| known(a)).map(|a| (a.day, a.activity, a.position)).collect();
        came.sort_unstable();
        came.dedup();
        let of_one = came.chunk_by(|a, b| a.1 == b.1);
        let activities = of_one.map(|all| Occasion {
            time: zone.midnight(all[0].0),
            people: all.iter().map(|&(_, _, position)| position).collect(),
        });
        let activities = activities.collect();
        let mut attended: Vec<(Day, u32)> = came.into_iter().map(|(day, _, position)| (day, position)).collect();
        attended.sort_unstable();
        attended.dedup();
        days.extend_from_slice(&attended);
        days.sort_unstable();
        days.dedup();
        let n = timeline.people().len();
        Self {
            timeline,
            days,
            attended,
            activities,
            presence,
            zone,
            in_window: Span::default(),
            in_presence: Span::default(),
            days_in_window: Span::default(),
            attended_in_presence: Span::default(),
            turns: vec![0; n],
            addressed: vec![0; n],
            receipts: vec![0; n],
            repeated: vec![0; n],
            presence_turns: vec![0; n],
            presence_attended: vec![0; n],
            seen_days: vec![0; n],
            last_seen: vec![None; n],
        }
    }

    /// Distinct (day, person) with a turn or an attendance, ascending.
    pub(super) fn days(&self) -> &[(Day, u32)] {
        &self.days
    }

    /// Activities with who of the group's people came to them, by day.
    pub(super) fn activities(&self) -> &[Occasion] {
        &self.activities
    }

    /// What lists of names record by a window's end.
    pub(super) fn lists_so_far(&self, window: &Window) -> Fields {
        let any = self.activities.first().is_some_and(|first| first.time < window.end);
        if any { Fields::of(&[Field::Attendance]) } else { Fields::NONE }
    }

    /// First instant and first day of the presence period that ends with a window.
    pub(super) fn presence_start(&self, window: &Window) -> (Timestamp, Day) {
        self.presence_before(window.end, window.end_day)
    }

    /// The presence period before an instant, which begins a day.
    pub(super) fn presence_before(&self, end: Timestamp, end_day: Day) -> (Timestamp, Day) {
        // The presence period is whole days wherever the plan says days; its first day is counted in days, so that a
        // change of clocks does not shift it.
        let whole = self.presence % DAY == 0;
        let day = end_day.plus(-((self.presence + DAY - 1) / DAY) as i32);
        if whole { (self.zone.midnight(day), day) } else { (end.plus(-self.presence), day) }
    }

    /// Moves to a window; windows must come in ascending order.
    pub(super) fn advance(&mut self, window: &Window) {
        let times = self.timeline.times();
        let (presence_from, presence_day) = self.presence_start(window);
        roll(
            &mut self.in_window,
            times.len(),
            |i| times[i] < window.end,
            |i| times[i] < window.start,
            |i, sign| {
                let turn = self.timeline.turn(i);
                let author = turn.author as usize;
                step(&mut self.turns[author], sign);
                // Answering oneself addresses nobody; an unknown target is a target.
                if turn.flags.has(Flags::TO_OTHERS) {
                    step(&mut self.addressed[author], sign);
                }
                if turn.cues.has(Cue::Receipt) {
                    step(&mut self.receipts[author], sign);
                }
                if turn.flags.has(Flags::REPEATED) {
                    step(&mut self.repeated[author], sign);
                }
            },
        );
        roll(
            &mut self.in_presence,
            times.len(),
            |i| times[i] < window.end,
            |i| times[i] < presence_from,
            |i, sign| {
                step(&mut self.presence_turns[self.timeline.turn(i).author as usize], sign);
            },
        );
        let days = &self.days;
        roll(
            &mut self.days_in_window,
            days.len(),
            |i| days[i].0 < window.end_day,
            |i| days[i].0 < window.first_day,
            |i, sign| {
                let (day, person) = days[i];
                step(&mut self.seen_days[person as usize], sign);
                if sign == Sign::In {
                    self.last_seen[person as usize] = Some(day);
                }
            },
        );
        let attended = &self.attended;
        roll(
            &mut self.attended_in_presence,
            attended.len(),
            |i| attended[i].0 < window.end_day,
            |i| attended[i].0 < presence_day,
            |i, sign| step(&mut self.presence_attended[attended[i].1 as usize], sign),
        );
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    In,
    Out,
}

fn step(count: &mut u32, sign: Sign) {
    match sign {
        Sign::In => *count += 1,
        Sign::Out => *count -= 1,
    }
}

/// Takes in entries while `before_end`, lets out entries while `before_start`.
fn roll(
    span: &mut Span,
    len: usize,
    before_end: impl Fn(usize) -> bool,
    before_start: impl Fn(usize) -> bool,
    mut apply: impl FnMut(usize, Sign),
) {
    while span.end < len && before_end(span.end) {
        apply(span.end, Sign::In);
        span.end += 1;
    }
    while span.start < span.end && before_start(span.start) {
        apply(span.start, Sign::Out);
        span.start += 1;
    }
}

/// Distinct (day, author) of the turns. The zone is asked once a day, not once a turn.
pub(super) fn turn_days(timeline: &Timeline, zone: Zone) -> Vec<(Day, u32)> {
    let mut days: Vec<(Day, u32)> = Vec::new();
    let mut last = vec![Day::from_number(i32::MIN); timeline.people().len()];
    let mut today: Option<(Day, Timestamp)> = None;
    for i in 0..timeline.len() {
        let turn = timeline.turn(i);
        let day = match today {
            Some((day, tomorrow)) if turn.time < tomorrow => day,
            _ => {
                let day = zone.day(turn.time);
                today = Some((day, zone.midnight(day.plus(1))));
                day
            }
        };
        let seen = &mut last[turn.author as usize];
        if *seen != day {
            *seen = day;
            days.push((day, turn.author));
        }
    }
    days
}
