//! The programme at a glance: one measure at a time, a small chart for each organization or group, all on one scale.

use linli::definition::Undefined;
use linli::indicator::{Indicator, TableId, net, org};
use linli::population::Population;

use super::{
    Subjects, Title, charts, group_anchor, heads, link, name_of, note, number, organization_anchor, row_head,
    staff_unknown, table,
};
use crate::html::Writer;
use crate::number::of_kind;
use crate::reading::{Choice, Reading, Seen};
use crate::svg::{self, ChartSize, Line, LineChart};
use crate::text::{self, Text};

/// What is looked at of every organization, and then of every group.
static OF_ORGANIZATIONS: [&Indicator; 1] = [&org::ORG_ACTIVITIES];
static OF_GROUPS: [&Indicator; 3] = [&net::NET_ACTIVE, &net::NET_TURNS, &net::NET_MEAN_DEGREE];

/// One measure of everybody who has it.
struct Multiple {
    indicator: &'static Indicator,
    population: Option<Population>,
    ties: Option<String>,
    of: Vec<One>,
}

/// One organization or group.
struct One {
    name: String,
    anchor: String,
    values: Vec<Seen>,
}

/// The charts with their tables.
pub(super) fn multiples(w: &mut Writer, reading: &Reading<'_>, subjects: &Subjects) {
    let all: Vec<Multiple> =
        of_organizations(reading, subjects).into_iter().chain(of_groups(reading, subjects)).collect();
    if all.is_empty() {
        return;
    }
    w.say_in("h3", &text::SMALL_MULTIPLES);
    note(w, &text::SMALL_MULTIPLES_NOTE);
    staff_unknown(w, reading);
    for multiple in &all {
        multiple.show(w, reading);
    }
    w.element("section", &[("class", "tables")], |w| {
        w.say_in("h3", &text::TABLES);
        for multiple in &all {
            multiple.table(w, reading);
        }
    });
}

fn of_organizations(reading: &Reading<'_>, subjects: &Subjects) -> Vec<Multiple> {
    let column = |indicator: &&Indicator| reading.column(indicator.id());
    let columns = OF_ORGANIZATIONS.iter().filter_map(column);
    let multiple = |column: crate::reading::Column<'_>| {
        let one = |organized: &crate::reading::Organized| One {
            name: name_of(reading, organized.id).to_owned(),
            anchor: organization_anchor(organized.id),
            values: column.of(organized.id.index() as u32, Choice::default()),
        };
        let of = subjects.organizations.iter().map(one).collect();
        Multiple { indicator: column.indicator, population: None, ties: None, of }
    };
    columns.map(multiple).filter(|multiple| !multiple.of.is_empty()).collect()
}

fn of_groups(reading: &Reading<'_>, subjects: &Subjects) -> Vec<Multiple> {
    let groups = subjects.all_groups();
    let mut all = Vec::new();
    for column in OF_GROUPS.iter().filter_map(|indicator| reading.column(indicator.id())) {
        let Some((code, population)) = reading.residents(column.indicator) else { continue };
        let by = |ties: Option<u32>| -> Vec<One> {
            let one = |&id: &linli::records::GroupId| One {
                name: reading.records().groups()[id.index()].id.clone(),
                anchor: group_anchor(id),
                values: column.of(id.index() as u32, Choice { population: Some(code), ties }),
            };
            groups.iter().map(one).collect()
        };
        let is_by_ties = column.indicator.table() == TableId::Networks;
        // One tie rule for all groups: the first that says anything of any of them, else the first.
        let rules = if is_by_ties { reading.ties().into_iter().map(Some).collect() } else { vec![None] };
        let says = |of: &Vec<One>| of.iter().any(|one| one.values.iter().any(|seen| seen.value.is_ok()));
        let mut found = rules.iter().map(|&ties| (ties, by(ties)));
        let first = found.next();
        let chosen = if first.as_ref().is_some_and(|(_, of)| says(of)) {
            first
        } else {
            found.find(|(_, of)| says(of)).or(first)
        };
        if let Some((ties, of)) = chosen.filter(|(_, of)| !of.is_empty()) {
            let ties = ties.and_then(|code| reading.protocol().ties().get(code as usize)).map(|ties| ties.name.clone());
            all.push(Multiple { indicator: column.indicator, population: Some(population), ties, of });
        }
    }
    all
}

impl Multiple {
    fn title(&self) -> Text {
        let title = Text::title(&self.indicator.card);
        let Some(population) = self.population.map(text::population) else { return title };
        let who = self.ties.iter().fold(population, |who, ties| who.then("，", ", ", &Text::same(ties)));
        title.then("（", " (", &who).then("）", ")", &Text::fixed("", ""))
    }

    /// The largest value of anybody, or the largest end of an interval: where the scale of all ends.
    fn most(&self) -> f64 {
        let seen = || self.of.iter().flat_map(|one| &one.values).filter(|seen| seen.value.is_ok());
        let high = seen().filter_map(|seen| seen.bounds).map(|[_, high]| high);
        let values = seen().filter_map(|seen| seen.value.ok()).chain(high);
        values.filter(|value| value.is_finite()).fold(0.0, f64::max)
    }

    fn show(&self, w: &mut Writer, reading: &Reading<'_>) {
        let (title, most) = (self.title(), self.most());
        w.element("section", &[("class", "glance")], |w| {
            w.say_in("h4", &title);
            note(w, &Text::caveat(&self.indicator.card));
            w.element("div", &[("class", "small")], |w| {
                for one in self.of.iter().filter(|one| one.says()) {
                    w.tag("figure", |w| {
                        let language = w.language();
                        let points = charts::points(reading, &one.values);
                        let picture = LineChart {
                            title: title.then("，", ", ", &Text::same(&one.name)).plain(language),
                            description: charts::in_words(self.indicator, &one.values).plain(language),
                            size: ChartSize::Small,
                            most: Some(most),
                            lines: vec![Line { label: String::new(), points }],
                        };
                        svg::draw_line(w, &picture);
                        w.tag("figcaption", |w| link(w, &one.anchor, &one.name));
                    });
                }
            });
            self.silent(w);
        });
    }

    /// Those of whom there is no value, together, by the reason.
    fn silent(&self, w: &mut Writer) {
        let silent: Vec<&One> = self.of.iter().filter(|one| !one.says()).collect();
        let mut reasons: Vec<Option<Undefined>> = silent.iter().map(|one| one.reason()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        for reason in reasons {
            let own: Vec<&str> =
                silent.iter().filter(|one| one.reason() == reason).map(|one| one.name.as_str()).collect();
            let why = reason.map_or_else(|| text::NOT_IN_THE_RUN.clone(), Text::reason);
            let names = Text::of(own.join("、"), own.join(", "));
            note(w, &text::NO_PICTURE.then("（", " (", &why).then("）：", "): ", &names));
        }
    }

    fn table(&self, w: &mut Writer, reading: &Reading<'_>) {
        let is_organizations = self.population.is_none();
        table(w, "counts", Title::Shown(&self.title()), |w| {
            let who = if is_organizations { &text::ORGANIZATION } else { &text::GROUP };
            heads(
                w,
                &[who, &text::FIRST_VALUE, &text::LOWEST, &text::HIGHEST, &text::LAST_VALUE, &text::WITHOUT_VALUE],
            );
            w.tag("tbody", |w| {
                for one in self.of.iter().filter(|one| one.says()) {
                    let values: Vec<f64> = one.values.iter().filter_map(|seen| seen.value.ok()).collect();
                    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
                    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    w.tag("tr", |w| {
                        row_head(w, |w| w.text(&one.name));
                        for value in [values[0], low, high, values[values.len() - 1]] {
                            number(w, &of_kind(self.indicator.kind, value));
                        }
                        number(w, &format!("{} / {}", one.values.len() - values.len(), reading.windows().len()));
                    });
                }
            });
        });
    }
}

impl One {
    fn says(&self) -> bool {
        self.values.iter().any(|seen| seen.value.is_ok())
    }

    /// The reason of the last window.
    fn reason(&self) -> Option<Undefined> {
        self.values.last().and_then(|seen| seen.value.err())
    }
}
