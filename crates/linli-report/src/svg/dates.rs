use std::fmt::Write as _;

use linli::time::Day;

use super::axis::date_marks;
use super::{INK, labels, picture, stroke};
use crate::html::Writer;
use crate::number::coordinate;

/// Days on which things first happened, one row each, over the days of a study.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The first and the last day of the axis; what came before stands at its beginning.
    pub(crate) days: [Day; 2],
    /// What stands before each row, and its day.
    pub(crate) rows: Vec<(String, Option<Day>)>,
}

const WIDTH: f64 = 340.0;
const LEFT: f64 = 42.0;
const RIGHT: f64 = 316.0;
const STEP: f64 = 18.0;

pub(crate) fn draw(w: &mut Writer, dates: &Dates) {
    let bottom = STEP * dates.rows.len() as f64 + 4.0;
    let known = dates.rows.iter().filter_map(|(_, day)| *day);
    let [first, last] = known.fold(dates.days, |[a, b], day| [a.min(day), b.max(day)]).map(Day::number);
    let x = |day: Day| {
        let share = f64::from(day.number() - first) / f64::from((last - first).max(1));
        LEFT + share * (RIGHT - LEFT)
    };
    let (mut rules, mut reached, mut dots, mut ticks) = (String::new(), String::new(), String::new(), String::new());
    for (row, (_, day)) in dates.rows.iter().enumerate() {
        let y = STEP * row as f64 + 12.0;
        let _ = write!(rules, "M{LEFT} {y}H{RIGHT}");
        if let Some(day) = day {
            let at = coordinate(x(*day));
            let _ = write!(reached, "M{at} {y}H{RIGHT}");
            let _ = write!(dots, "M{at} {y}z");
        }
    }
    let marks = date_marks([first, last], 4);
    for (day, _) in &marks {
        let _ = write!(ticks, "M{} {bottom}v4", coordinate(x(*day)));
    }
    let _ = write!(ticks, "M{LEFT} {bottom}H{RIGHT}");
    picture(w, [WIDTH, bottom + 20.0], &dates.title, &dates.description, |w| {
        stroke(w, &rules, ["#ddd", "1", ""]);
        stroke(w, &ticks, ["#555", "1", ""]);
        stroke(w, &reached, [INK, "2", ""]);
        stroke(w, &dots, [INK, "8", ""]);
        let rows = dates.rows.iter().enumerate();
        labels(w, "end", rows.map(|(row, (name, _))| ([LEFT - 10.0, STEP * row as f64 + 16.0], &**name)));
        labels(w, "middle", marks.iter().map(|(day, text)| ([x(*day).min(RIGHT - 12.0), bottom + 15.0], &**text)));
    });
}
