//! A clock that runs as fast as the group talks at that hour of the day and on that day of the week, so that nights and
//! weekends are no silence.

use crate::tie::Timeline;
use crate::time::{Day, Timestamp, Window, Zone};

/// Local day and second of every turn.
#[derive(Debug)]
pub(super) struct Clock {
    local: Vec<(Day, u32)>,
}

impl Clock {
    pub(super) fn new(timeline: &Timeline, zone: Zone) -> Self {
        Self { local: timeline.times().iter().map(|&time: &Timestamp| zone.day_and_second(time)).collect() }
    }

    /// The turns of some people in a window, on the group's own clock, ascending (Jo et al. 2012).
    ///
    /// A day advances it by (turns on its weekday / days of that weekday) / (turns / days), an hour of the day by its
    /// share of all turns: both from these very turns.
    pub(super) fn times(&self, timeline: &Timeline, window: &Window, counts: &[bool]) -> Vec<f64> {
        let times = timeline.times();
        let (start, end) =
            (times.partition_point(|&time| time < window.start), times.partition_point(|&time| time < window.end));
        let own = || (start..end).filter(|&at| counts[timeline.turn(at).author as usize]).map(|at| self.local[at]);
        let (mut of_hour, mut of_weekday, mut all) = ([0.0_f64; 24], [0.0_f64; 7], 0.0_f64);
        for (day, second) in own() {
            of_hour[second as usize / 3600] += 1.0;
            of_weekday[weekday(day)] += 1.0;
            all += 1.0;
        }
        let days: Vec<Day> = (window.first_day.number()..window.end_day.number()).map(Day::from_number).collect();
        let mut days_of = [0.0_f64; 7];
        for &day in &days {
            days_of[weekday(day)] += 1.0;
        }
        let pace = |day: Day| of_weekday[weekday(day)] / days_of[weekday(day)] * days.len() as f64 / all;
        let mut begins = Vec::with_capacity(days.len());
        let mut so_far = 0.0;
        for &day in &days {
            begins.push(so_far);
            so_far += pace(day);
        }
        let mut hours = [0.0_f64; 25];
        for hour in 0..24 {
            hours[hour + 1] = hours[hour] + of_hour[hour] / all;
        }
        let mut clock: Vec<f64> = own()
            .map(|(day, second)| {
                let (hour, part) = (second as usize / 3600, f64::from(second % 3600) / 3600.0);
                let at = (day.number() - window.first_day.number()).unsigned_abs() as usize;
                begins[at] + pace(day) * (hours[hour] + part * of_hour[hour] / all)
            })
            .collect();
        clock.sort_by(f64::total_cmp);
        clock
    }
}

fn weekday(day: Day) -> usize {
    (day.number() - day.monday().number()).unsigned_abs() as usize
}
