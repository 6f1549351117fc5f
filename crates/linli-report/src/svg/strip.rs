use std::fmt::Write as _;

use linli::time::Day;

use super::{GREY, INK, SECOND, fill, labels, picture, stroke};
use crate::html::Writer;

/// What is known of a week. Each has a shape of its own, so that the strip reads without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// A full square: held, with a list of names; or covered whole.
    Full,
    /// A square with a slash: held, and the list is missing; or covered in part.
    Half,
    /// An empty square: covered, and nothing is recorded.
    Empty,
    /// A short stroke: not covered, so nothing is known; or covered, and nobody recorded it.
    Unknown,
    /// A dot: a holiday, of which an empty week says nothing.
    Rest,
    /// A small cross: there is no source at all.
    Nothing,
}

/// One cell a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// Its title, for readers who do not see it.
    pub title: String,
    /// What it shows, in words.
    pub description: String,
    /// The Monday of the first week.
    pub first: Day,
    /// The weeks, one after another.
    pub weeks: Vec<Cell>,
    /// Positions of weeks that bear a mark above: gifts or guests.
    pub marked: Vec<usize>,
}

/// A strip as SVG: half a year a row, each row beginning with its date.
///
/// ```
/// use linli::time::Day;
/// use linli_report::{Cell, Strip, rhythm_svg};
///
/// let svg = rhythm_svg(&Strip {
///     title: "Rhythm".into(),
///     description: "Three weeks".into(),
///     first: Day::from_number(17_000).monday(),
///     weeks: vec![Cell::Full, Cell::Empty, Cell::Unknown],
///     marked: vec![0],
/// });
/// assert!(svg.contains("role=\"img\""));
/// ```
pub fn rhythm_svg(strip: &Strip) -> String {
    let mut writer = Writer::alone();
    draw(&mut writer, strip);
    writer.finish()
}

/// Weeks in a row.
const ROW: usize = 26;
/// Width of a week, and height of a row.
const STEP: [f64; 2] = [16.0, 22.0];
/// Room for the date.
const LEFT: f64 = 70.0;

pub(crate) fn draw(w: &mut Writer, strip: &Strip) {
    let rows = strip.weeks.len().div_ceil(ROW).max(1);
    let size = [LEFT + STEP[0] * ROW as f64 + 2.0, STEP[1] * rows as f64 + 2.0];
    let (mut full, mut outline, mut unknown, mut marks) = (String::new(), String::new(), String::new(), String::new());
    for (at, cell) in strip.weeks.iter().enumerate() {
        let [x, y] = corner(at);
        let square = format!("M{x} {y}h12v12h-12z");
        match cell {
            // A thick stroke: half as long to write as a square.
            Cell::Full => drop(write!(full, "M{x} {}h12", y + 6.0)),
            Cell::Half => {
                outline.push_str(&square);
                let _ = write!(outline, "m0 12l12 -12");
            }
            Cell::Empty => outline.push_str(&square),
            Cell::Unknown => drop(write!(unknown, "M{} {}h4", x + 4.0, y + 6.0)),
            Cell::Rest => drop(write!(unknown, "M{} {}h2v1h-2z", x + 5.0, y + 6.0)),
            Cell::Nothing => drop(write!(unknown, "M{} {}l4 4m0 -4l-4 4", x + 4.0, y + 4.0)),
        }
    }
    for &at in strip.marked.iter().filter(|&&at| at < strip.weeks.len()) {
        let [x, y] = corner(at);
        let _ = write!(marks, "M{} {}h6l-3 4z", x + 3.0, y - 5.0);
    }
    picture(w, size, &strip.title, &strip.description, |w| {
        let starts: Vec<(f64, String)> = (0..rows)
            .map(|row| (corner(row * ROW)[1] + 10.0, strip.first.plus(7 * (row * ROW) as i32).to_string()))
            .collect();
        labels(w, "end", starts.iter().map(|(y, day)| ([LEFT - 8.0, *y], &**day)));
        if !full.is_empty() {
            let attributes = [("d", &*full), ("stroke", INK), ("stroke-width", "12"), ("stroke-linecap", "butt")];
            w.void("path", &attributes);
        }
        stroke(w, &outline, [INK, "1", ""]);
        stroke(w, &unknown, [GREY, "1.5", ""]);
        fill(w, &marks, SECOND);
    });
}

fn corner(at: usize) -> [f64; 2] {
    [LEFT + STEP[0] * (at % ROW) as f64, 8.0 + STEP[1] * (at / ROW) as f64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_own_shape() {
        let strip = |cell| Strip {
            title: "t".into(),
            description: "d".into(),
            first: Day::from_number(4),
            weeks: vec![cell],
            marked: vec![0, 9],
        };
        let drawn: Vec<String> = [Cell::Full, Cell::Half, Cell::Empty, Cell::Unknown, Cell::Rest, Cell::Nothing]
            .map(|cell| rhythm_svg(&strip(cell)))
            .into();
        for (i, one) in drawn.iter().enumerate() {
            assert!(drawn[..i].iter().all(|other| other != one));
            assert_eq!(one.matches("h6l-3 4z").count(), 1, "one mark: the other lies outside");
        }
        assert!(drawn[0].contains("M70 14h12\"") && drawn[3].contains("M74 14h4"));
    }

    #[test]
    fn rows_begin_with_their_dates() {
        let strip = Strip {
            title: String::new(),
            description: String::new(),
            first: Day::parse("2017-01-02").unwrap(),
            weeks: vec![Cell::Empty; 27],
            marked: Vec::new(),
        };
        let svg = rhythm_svg(&strip);
        assert!(svg.contains(">2017-01-02<") && svg.contains(">2017-07-03<"));
    }
}
