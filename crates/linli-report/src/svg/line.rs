use std::fmt::Write as _;

use linli::time::Day;

use super::axis::{date_marks, round_up, short};
use super::{STROKES, labels, picture, stroke};
use crate::html::Writer;
use crate::number::coordinate;

/// A value on a day, or none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The day it stands for; points stand in ascending day.
    pub day: Day,
    /// The value; `None` breaks the line and is never drawn as 0.
    pub value: Option<f64>,
    /// Whether its window is of the disjoint series: marked by a dot.
    pub disjoint: bool,
    /// An interval of the value, where there is one: a bar through the dot, and none without a dot.
    pub interval: Option<[f64; 2]>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What stands under the plot beside a piece of the line; empty for nothing.
    pub label: String,
    /// Its points.
    pub points: Vec<Point>,
}

/// How large a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartSize {
    /// One of many.
    Small,
    /// One of a few.
    #[default]
    Wide,
}

/// A chart of one quantity over time, from 0 upwards. Lines differ by colour and by dashes.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChart {
    /// Its title, for readers who do not see it.
    pub title: String,
    /// What it shows, in words.
    pub description: String,
    /// How large it is.
    pub size: ChartSize,
    /// The largest value of the scale that it shares with others; its own where there is none.
    pub most: Option<f64>,
    /// At most three lines are told apart.
    pub lines: Vec<Line>,
}

/// A chart as SVG.
///
/// ```
/// use linli::time::Day;
/// use linli_report::{ChartSize, Line, LineChart, Point, line_svg};
///
/// let point = |i: i32, value| Point { day: Day::from_number(17_000 + 7 * i), value, disjoint: i % 4 == 0, interval: None };
/// let points = vec![point(0, Some(0.2)), point(1, None), point(2, Some(0.3))];
/// let svg = line_svg(&LineChart {
///     title: "Density".into(),
///     description: "Three windows, one without a value".into(),
///     size: ChartSize::Wide,
///     most: None,
///     lines: vec![Line { label: String::new(), points }],
/// });
/// assert!(svg.starts_with("<svg") && svg.contains("<title>Density</title>"));
/// ```
pub fn line_svg(chart: &LineChart) -> String {
    let mut writer = Writer::alone();
    draw(&mut writer, chart);
    writer.finish()
}

/// Where things stand.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    days: [i32; 2],
    values: [f64; 2],
}

impl Plot {
    fn x(&self, day: Day) -> f64 {
        let [first, last] = self.days.map(f64::from);
        let share = if last > first { (f64::from(day.number()) - first) / (last - first) } else { 0.5 };
        self.left + share * (self.right - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        let [low, high] = self.values;
        self.bottom - (value - low) / (high - low) * (self.bottom - self.top)
    }
}

pub(crate) fn draw(w: &mut Writer, chart: &LineChart) {
    let [width, height] = match chart.size {
        ChartSize::Small => [200.0, 96.0],
        ChartSize::Wide => [340.0, 170.0],
    };
    let legend: Vec<(usize, &str)> =
        chart.lines.iter().map(|line| line.label.as_str()).enumerate().filter(|(_, label)| !label.is_empty()).collect();
    let foot = 14.0 * legend.len() as f64;
    let plot = Plot {
        left: 42.0,
        right: width - 10.0,
        top: 10.0,
        bottom: height - 20.0,
        days: extent_of_days(chart),
        values: extent_of_values(chart),
    };
    picture(w, [width, height + foot], &chart.title, &chart.description, |w| {
        axes(w, &plot, chart.size, defined(chart).all(|value| value.fract() == 0.0));
        for (line, style) in chart.lines.iter().zip(STROKES.iter().cycle()) {
            let (path, dots) = trace(&plot, &thinned(&plot, &line.points));
            stroke(w, &path, *style);
            // A stroke of no length under a round cap is a dot.
            stroke(w, &dots, [style[0], "4.4", ""]);
            stroke(w, &bars(&plot, &line.points), [style[0], "1", ""]);
        }
        for (row, &(at, text)) in legend.iter().enumerate() {
            let y = height + 14.0 * row as f64 + 6.0;
            let path = format!("M{} {}h24", coordinate(plot.left), coordinate(y - 4.0));
            stroke(w, &path, STROKES[at % STROKES.len()]);
            labels(w, "start", [([plot.left + 30.0, y], text)].into_iter());
        }
    });
}

fn defined(chart: &LineChart) -> impl Iterator<Item = f64> {
    chart.lines.iter().flat_map(|line| &line.points).filter_map(|point| point.value).filter(|value| value.is_finite())
}

/// The interval drawn at a point.
fn interval(point: &Point) -> Option<[f64; 2]> {
    let shown = point.value.is_some() && point.disjoint;
    point.interval.filter(|[low, high]| shown && low.is_finite() && high.is_finite())
}

/// Intervals, as bars with short ends.
fn bars(plot: &Plot, points: &[Point]) -> String {
    let mut path = String::new();
    for (point, bounds) in points.iter().filter_map(|point| Some((point, interval(point)?))) {
        let [low, high] = bounds.map(|value| coordinate(plot.y(value)));
        let x = plot.x(point.day).round();
        let _ = write!(path, "M{x} {low}V{high}M{} {low}h4M{0} {high}h4", x - 2.0);
    }
    path
}

fn extent_of_days(chart: &LineChart) -> [i32; 2] {
    let days = || chart.lines.iter().flat_map(|line| &line.points).map(|point| point.day.number());
    [days().min().unwrap_or(0), days().max().unwrap_or(0)]
}

/// From 0, or below where there are negative values, to a round number.
fn extent_of_values(chart: &LineChart) -> [f64; 2] {
    let bounds = || chart.lines.iter().flat_map(|line| &line.points).filter_map(interval).flatten();
    let high = defined(chart).chain(bounds()).chain(chart.most).fold(0.0, f64::max);
    let low = defined(chart).chain(bounds()).fold(0.0, |low: f64, value| low.max(-value));
    match (round_up(low), round_up(high)) {
        (0.0, 0.0) => [0.0, 1.0],
        (low, high) => [-low, high],
    }
}

fn axes(w: &mut Writer, plot: &Plot, size: ChartSize, are_whole: bool) {
    let [low, high] = plot.values;
    let middle = f64::midpoint(low, high);
    let mut rules = String::new();
    for value in [low, middle, high] {
        let _ = write!(rules, "M{} {}H{}", plot.left, coordinate(plot.y(value)), plot.right);
    }
    stroke(w, &rules, ["#ddd", "1", ""]);
    // No mark at two and a half people.
    let has_middle = size == ChartSize::Wide && (!are_whole || middle.fract() == 0.0);
    let marks: &[f64] = if has_middle { &[low, middle, high] } else { &[low, high] };
    let values: Vec<(f64, String)> = marks.iter().map(|&value| (plot.y(value) + 4.0, short(value))).collect();
    labels(w, "end", values.iter().map(|(y, text)| ([plot.left - 4.0, *y], &**text)));
    let dates = date_marks(plot.days, if size == ChartSize::Small { 2 } else { 4 });
    let mut ticks = String::new();
    for (day, _) in &dates {
        let _ = write!(ticks, "M{} {}v4", coordinate(plot.x(*day)), plot.bottom);
    }
    // The middle of a date stays where its whole width is inside.
    let x = |day: Day| plot.x(day).clamp(plot.left, plot.right - 12.0);
    labels(w, "middle", dates.iter().map(|(day, text)| ([x(*day), plot.bottom + 15.0], &**text)));
    stroke(w, &ticks, ["#555", "1", ""]);
    stroke(w, &format!("M{} {}H{}", plot.left, coordinate(plot.y(0.0)), plot.right), ["#555", "1", ""]);
}

/// The points that can be seen: of many within one unit of width the first, the lowest, the highest and the last, and
/// the gap if there is one. What is no number is a gap.
fn thinned(plot: &Plot, points: &[Point]) -> Vec<Point> {
    let finite = |point: &Point| Point { value: point.value.filter(|value| value.is_finite()), ..*point };
    let unit = |point: &Point| plot.x(point.day).floor() as i64;
    let mut kept = Vec::new();
    for bunch in points.chunk_by(|a, b| unit(a) == unit(b)) {
        let number = |&at: &usize| bunch[at].value;
        let order = |a: &usize, b: &usize| number(a).unwrap_or(0.0).total_cmp(&number(b).unwrap_or(0.0));
        let with_value = || (0..bunch.len()).filter(|at| number(at).is_some_and(f64::is_finite));
        let gap = (0..bunch.len()).find(|at| number(at).is_none());
        let mut keep: Vec<usize> = [Some(0), with_value().min_by(order), with_value().max_by(order), gap]
            .into_iter()
            .flatten()
            .chain([bunch.len() - 1])
            .collect();
        keep.sort_unstable();
        keep.dedup();
        if bunch.len() <= 4 {
            keep = (0..bunch.len()).collect();
        }
        kept.extend(keep.into_iter().map(|at| finite(&bunch[at])));
    }
    kept
}

/// The path of a line, broken where there is no value, and the dots of its disjoint windows.
fn trace(plot: &Plot, points: &[Point]) -> (String, String) {
    let (mut path, mut dots) = (Pen::default(), Pen::default());
    for (at, point) in points.iter().enumerate() {
        let Some(value) = point.value else {
            path.lift();
            continue;
        };
        // Across, a unit is what thinning leaves to be seen; upwards, half of one.
        let place = [plot.x(point.day).round(), (2.0 * plot.y(value)).round() / 2.0];
        let goes_on = points.get(at + 1).is_some_and(|next| next.value.is_some());
        if path.is_down || goes_on {
            path.to(place);
        } else {
            // A value with nothing on either side would leave no trace that anybody sees.
            path.to([place[0] - 2.0, place[1]]);
            path.to([place[0] + 2.0, place[1]]);
        }
        if point.disjoint {
            dots.lift();
            dots.to(place);
            dots.dot();
        }
    }
    (path.out, dots.out)
}

/// Writes a path in steps of a tenth of a unit from the place before: half the size of absolute places.
#[derive(Debug, Default)]
struct Pen {
    out: String,
    place: [i64; 2],
    is_down: bool,
}

impl Pen {
    fn lift(&mut self) {
        self.is_down = false;
    }

    fn to(&mut self, place: [f64; 2]) {
        let next = place.map(|c| (c * 10.0).round() as i64);
        let step = [next[0] - self.place[0], next[1] - self.place[1]].map(tenths);
        let command = if self.is_down { 'l' } else { 'm' };
        // A minus parts two numbers as a space does.
        let between = if step[1].starts_with('-') { "" } else { " " };
        let _ = match &*step[1] {
            "0" if self.is_down => write!(self.out, "h{}", step[0]),
            _ => write!(self.out, "{command}{}{between}{}", step[0], step[1]),
        };
        self.place = next;
        self.is_down = true;
    }

    fn dot(&mut self) {
        self.out.push('z');
    }
}

/// A number of tenths, without the 0 before a point.
fn tenths(count: i64) -> String {
    let text = coordinate(count as f64 / 10.0);
    match text.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => text.replacen("-0.", "-.", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[Option<f64>]) -> LineChart {
        let point = |(i, &value): (usize, &Option<f64>)| Point {
            day: Day::from_number(17_000 + 7 * i as i32),
            value,
            disjoint: i == 0,
            interval: None,
        };
        let points = values.iter().enumerate().map(point).collect();
        let lines = vec![Line { label: String::new(), points }];
        LineChart { title: "t".into(), description: "d".into(), size: ChartSize::Wide, most: None, lines }
    }

    #[test]
    fn a_gap_breaks_the_line_and_is_not_zero() {
        let chart = chart(&[Some(1.0), Some(1.0), None, Some(1.0)]);
        let plot =
            Plot { left: 0.0, right: 30.0, top: 0.0, bottom: 10.0, days: extent_of_days(&chart), values: [0.0, 1.0] };
        let (path, dots) = trace(&plot, &chart.lines[0].points);
        assert_eq!(path, "m0 0h10m18 0h4");
        assert_eq!(dots, "m0 0z");
    }

    #[test]
    fn steps_add_up_to_the_place() {
        let mut pen = Pen::default();
        for place in [[42.0, 10.0], [44.94, 10.24], [47.88, 9.26], [50.0, 9.26]] {
            pen.to(place);
        }
        assert_eq!(pen.out, "m42 10l2.9 .2l3-.9h2.1");
    }

    #[test]
    fn many_points_are_thinned_and_extremes_stay() {
        let mut values: Vec<Option<f64>> = (0..4_000).map(|i| Some(f64::from(i % 7))).collect();
        values[2_000] = Some(50.0);
        values[3_000] = None;
        let chart = chart(&values);
        let plot =
            Plot { left: 0.0, right: 288.0, top: 0.0, bottom: 10.0, days: extent_of_days(&chart), values: [0.0, 50.0] };
        let kept = thinned(&plot, &chart.lines[0].points);
        assert!(kept.len() < 1_500, "{}", kept.len());
        assert!(kept.iter().any(|p| p.value == Some(50.0)) && kept.iter().any(|p| p.value.is_none()));
    }

    #[test]
    fn axes_reach_from_zero_to_the_extremes() {
        let shown = |values: &[Option<f64>]| extent_of_values(&chart(values)).map(coordinate);
        assert_eq!(shown(&[None]), ["0", "1"]);
        assert_eq!(shown(&[Some(-3.0), Some(f64::INFINITY)]), ["-3", "0"]);
    }

    #[test]
    fn no_points_is_still_a_picture() {
        let empty = LineChart { lines: Vec::new(), ..chart(&[]) };
        assert!(line_svg(&empty).contains("<desc>d</desc>"));
    }
}
