//! The trajectories of a group, and every number behind them.

use linli::indicator::{Indicator, net};
use linli::records::GroupId;

use super::charts::{self, Chart};
use super::{Title, note, row_head, table, values};
use crate::html::Writer;
use crate::reading::Reading;
use crate::text::{self, Text};

/// Windows up to which a table lists every one. Of more it lists those that do not overlap: they cover the same days,
/// every gap shows in them, and a page of numbers stays a page.
const MOST_ROLLING: usize = 52;
/// Rows a table has at most.
const MOST_ROWS: usize = 400;

/// Charts that share a table: those without ties, and those of each tie rule with the explicit share beside them.
pub(super) struct Trajectories {
    families: Vec<(Option<u32>, Vec<Chart>)>,
}

static WITHOUT_TIES: [&Indicator; 4] =
    [&net::NET_TURNS, &net::NET_ACTIVE, &net::NET_SILENT_SHARE, &net::NET_EXPLICIT_SHARE];
static BY_TIES: [&Indicator; 2] = [&net::NET_DENSITY, &net::NET_MEAN_DEGREE];

impl Trajectories {
    /// The charts of one group.
    pub(super) fn of(reading: &Reading<'_>, group: GroupId) -> Self {
        let charts = |indicators: &[&Indicator], ties| -> Vec<Chart> {
            indicators.iter().filter_map(|indicator| Chart::of(reading, indicator, group, ties)).collect()
        };
        let mut families = vec![(None, charts(&WITHOUT_TIES, None))];
        families.extend(reading.ties().into_iter().map(|code| (Some(code), charts(&BY_TIES, Some(code)))));
        families.retain(|(_, charts)| !charts.is_empty());
        Self { families }
    }

    /// The pictures.
    pub(super) fn figures(&self, w: &mut Writer, reading: &Reading<'_>) {
        w.say_in("h3", &text::TRAJECTORIES);
        note(w, &text::LINES_NOTE);
        let staff = |chart: &Chart| chart.lines.iter().map(|line| line.population.staff).collect::<Vec<_>>();
        let drawn: Vec<&Chart> = self.charts().filter(|chart| !chart.lines.is_empty()).collect();
        // One legend for all, unless the plan's populations give charts different lines.
        let is_shared = drawn.windows(2).all(|pair| staff(pair[0]) == staff(pair[1]));
        if let (true, Some(chart)) = (is_shared, drawn.first()) {
            charts::legend(w, chart);
        }
        w.element("div", &[("class", "wide")], |w| {
            for chart in self.charts() {
                w.tag("div", |w| {
                    charts::figure(w, reading, chart);
                    if !is_shared {
                        charts::legend(w, chart);
                    }
                });
            }
        });
    }

    /// The tables behind them.
    pub(super) fn tables(&self, w: &mut Writer, reading: &Reading<'_>) {
        let is_explicit_share = |chart: &&Chart| chart.indicator.id() == net::NET_EXPLICIT_SHARE.id();
        let stated = |ties: Option<u32>| ties.is_some_and(|code| reading.is_stated(code));
        let any_stated = self.families.iter().any(|(ties, _)| stated(*ties));
        for (ties, own) in &self.families {
            // The explicit share stands beside the ties it qualifies, and then not twice.
            let beside = self.charts().find(is_explicit_share).filter(|_| stated(*ties));
            let own = own.iter().filter(|chart| !(any_stated && is_explicit_share(chart)));
            let charts: Vec<&Chart> = beside.into_iter().chain(own).filter(|chart| !chart.lines.is_empty()).collect();
            let name =
                ties.and_then(|code| reading.protocol().ties().get(code as usize)).map(|ties| ties.name.as_str());
            by_window(w, reading, name, &charts);
        }
    }

    fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.families.iter().flat_map(|(_, charts)| charts)
    }
}

fn by_window(w: &mut Writer, reading: &Reading<'_>, ties: Option<&str>, charts: &[&Chart]) {
    let rows = listed(reading);
    let mut letters = Vec::new();
    let by = |name: &str| text::TRAJECTORIES.then(" · ", " · ", &Text::same(name));
    let title = ties.map_or_else(|| text::TRAJECTORIES.clone(), by);
    table(w, "values", Title::Shown(&title), |w| {
        w.tag("thead", |w| {
            w.tag("tr", |w| {
                let length = text::span(reading.protocol().plan().window);
                let head = text::WINDOW.then("，", ", ", &length);
                w.element("th", &[("scope", "col"), ("rowspan", "2")], |w| w.say(&head));
                for chart in charts {
                    let span = chart.lines.len().to_string();
                    let title = Text::title(&chart.indicator.card);
                    w.element("th", &[("scope", "colgroup"), ("colspan", &span)], |w| w.say(&title));
                }
            });
            w.tag("tr", |w| {
                for line in charts.iter().flat_map(|chart| &chart.lines) {
                    w.element("th", &[("scope", "col")], |w| w.say(&text::staff(line.population.staff)));
                }
            });
        });
        w.tag("tbody", |w| {
            for &at in &rows {
                let window = &reading.windows()[at];
                w.tag("tr", |w| {
                    let mark = if window.disjoint { " ●" } else { "" };
                    row_head(w, |w| w.text(&format!("{}{mark}", window.first_day)));
                    for chart in charts {
                        for line in &chart.lines {
                            values::lettered(w, chart.indicator, line.values.get(at), &mut letters);
                        }
                    }
                });
            }
        });
    });
    values::footnotes(w, letters);
    if rows.len() < reading.windows().len() {
        note(w, &text::SHORTENED_TABLE);
    }
}

/// The windows a table lists.
fn listed(reading: &Reading<'_>) -> Vec<usize> {
    let windows = reading.windows();
    if windows.len() <= MOST_ROLLING {
        return (0..windows.len()).collect();
    }
    let disjoint: Vec<usize> = (0..windows.len()).filter(|&at| windows[at].disjoint).collect();
    disjoint[disjoint.len().saturating_sub(MOST_ROWS)..].to_vec()
}
