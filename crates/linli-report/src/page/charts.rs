//! Trajectories as charts: one indicator of one group, by one tie rule where it depends on ties.

use linli::definition::Undefined;
use linli::indicator::Indicator;
use linli::population::Population;
use linli::records::GroupId;

use crate::html::Writer;
use crate::number::of_kind;
use crate::reading::{Choice, Reading, Seen, last_day};
use crate::svg::{self, ChartSize, Line, LineChart, Point};
use crate::text::{self, Text};

/// One indicator over time, a line for every population shown.
#[derive(Debug, Clone)]
pub(super) struct Chart {
    pub(super) indicator: &'static Indicator,
    pub(super) group: GroupId,
    /// The code of the tie rule.
    pub(super) ties: Option<u32>,
    pub(super) lines: Vec<ChartLine>,
}

/// One population.
#[derive(Debug, Clone)]
pub(super) struct ChartLine {
    pub(super) population: Population,
    pub(super) values: Vec<Seen>,
}

impl Chart {
    /// The chart of an indicator; `None` if it is not in the run.
    pub(super) fn of(reading: &Reading<'_>, indicator: &Indicator, group: GroupId, ties: Option<u32>) -> Option<Self> {
        let column = reading.column(indicator.id())?;
        let lines = reading
            .shown(column.indicator)
            .into_iter()
            .map(|(code, population)| ChartLine {
                population,
                values: column.of(group.index() as u32, Choice { population: Some(code), ties }),
            })
            .collect();
        Some(Self { indicator: column.indicator, group, ties, lines })
    }

    /// Its title, with the name of the tie rule.
    pub(super) fn title(&self, reading: &Reading<'_>) -> Text {
        let title = Text::title(&self.indicator.card);
        match self.ties.and_then(|code| reading.protocol().ties().get(code as usize)) {
            Some(ties) => title.then("：", ": ", &Text::same(&ties.name)),
            None => title,
        }
    }

    /// Why there is nothing to draw: the reasons with their counts; `None` if there is a value.
    pub(super) fn why_empty(&self) -> Option<Vec<(Undefined, usize)>> {
        let values = || self.lines.iter().flat_map(|line| &line.values).map(|seen| seen.value);
        if values().any(|value| value.is_ok()) {
            return None;
        }
        let count = |&reason: &Undefined| values().filter(|value| *value == Err(reason)).count();
        let counted = Undefined::ALL.iter().map(|reason| (*reason, count(reason)));
        Some(counted.filter(|(_, count)| *count > 0).collect())
    }
}

/// A chart with its caption and the card's caveat.
pub(super) fn figure(w: &mut Writer, reading: &Reading<'_>, chart: &Chart) {
    w.tag("figure", |w| {
        match chart.why_empty() {
            _ if chart.lines.is_empty() => w.element("p", &[("class", "empty")], |w| w.say(&text::NO_POPULATION)),
            None => svg::draw_line(w, &picture(w.language(), reading, chart)),
            Some(reasons) => w.element("p", &[("class", "empty")], |w| empty(w, &reasons)),
        }
        w.tag("figcaption", |w| {
            w.tag("b", |w| {
                w.say(&chart.title(reading));
                if let Some(line) = chart.lines.first() {
                    let base = text::base(line.population.base);
                    w.say(&Text::of(format!("（{}）", base.zh), format!(" ({})", base.en)));
                }
            });
            w.tag("small", |w| w.say(&Text::caveat(&chart.indicator.card)));
        });
    });
}

fn empty(w: &mut Writer, reasons: &[(Undefined, usize)]) {
    let mut said = text::NO_VALUE.clone();
    for (at, &(reason, count)) in reasons.iter().enumerate() {
        let why = Text::of(format!("{}（{count}）", reason.meaning_zh()), format!("{} ({count})", reason.meaning()));
        let between = if at == 0 { ("：", ": ") } else { ("；", "; ") };
        said = said.then(between.0, between.1, &why);
    }
    w.say(&said);
}

/// Pieces of the lines with who they count; drawn by borders, which print where backgrounds do not.
pub(super) fn legend(w: &mut Writer, chart: &Chart) {
    w.element("p", &[("class", "legend")], |w| {
        for (line, class) in chart.lines.iter().zip(["key k0", "key k1", "key k2"]) {
            w.element("i", &[("class", class)], |_| {});
            w.say(&text::staff(line.population.staff));
        }
    });
}

fn picture(language: crate::Language, reading: &Reading<'_>, chart: &Chart) -> LineChart {
    let name = &reading.records().groups()[chart.group.index()].id;
    let title = chart.title(reading).then("，", ", ", &Text::same(name));
    let mut description = Text::fixed("", "");
    for line in &chart.lines {
        let said = text::staff(line.population.staff).then("：", ": ", &in_words(chart.indicator, &line.values));
        description = if description.zh.is_empty() { said } else { description.then("；", "; ", &said) };
    }
    LineChart {
        title: title.plain(language),
        description: description.plain(language),
        size: ChartSize::Wide,
        most: None,
        lines: chart
            .lines
            .iter()
            .map(|line| Line { label: String::new(), points: points(reading, &line.values) })
            .collect(),
    }
}

/// A window stands at its last day: what is drawn there was known then.
pub(super) fn points(reading: &Reading<'_>, values: &[Seen]) -> Vec<Point> {
    let at = |seen: &Seen| {
        let window = reading.windows()[seen.window as usize];
        Point {
            day: last_day(window.end_day),
            value: seen.value.ok(),
            disjoint: window.disjoint,
            interval: seen.bounds,
        }
    };
    values.iter().map(at).collect()
}

/// How many windows, and where the values begin, end and lie.
pub(super) fn in_words(indicator: &Indicator, values: &[Seen]) -> Text {
    let all = values.len();
    let defined: Vec<f64> = values.iter().filter_map(|seen| seen.value.ok()).collect();
    let without = all - defined.len();
    let show = |value: f64| of_kind(indicator.kind, value);
    let (Some(&first), Some(&last)) = (defined.first(), defined.last()) else {
        return Text::of(format!("{all}个时间窗都没有数值"), format!("no value in {all} windows"));
    };
    let low = defined.iter().copied().fold(f64::INFINITY, f64::min);
    let high = defined.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let [first, last, low, high] = [first, last, low, high].map(show);
    Text::of(
        format!("{all}个时间窗，缺{without}个；从{first}到{last}，在{low}–{high}之间"),
        format!("{all} windows, {without} without a value; from {first} to {last}, within {low}–{high}"),
    )
}
