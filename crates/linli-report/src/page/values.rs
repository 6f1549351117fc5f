//! Every indicator of a group in its last window, by population.

use std::collections::BTreeMap;

use linli::definition::Undefined;
use linli::indicator::{Indicator, TableId};
use linli::population::Population;
use linli::records::{GroupId, Layer};

use super::{Title, note, row_head, staff_unknown, table};
use crate::html::Writer;
use crate::number::{of_kind, significant};
use crate::reading::{Choice, Column, Reading, Seen, days_of};
use crate::text::{self, Text};

/// The tables of groups, networks by tie rule, and the second layer, in one window.
pub(super) fn values(w: &mut Writer, reading: &Reading<'_>, group: GroupId) {
    let Some(window) = reading.last_window(group) else { return };
    w.tag("h3", |w| {
        let days = Text::same(&days_of(&reading.windows()[window as usize]));
        w.say(&text::LAST_VALUES.then("：", ": ", &days));
    });
    staff_unknown(w, reading);
    let place = Place { reading, group: group.index() as u32, window };
    let columns = reading.columns(TableId::Groups);
    if !columns.is_empty() {
        place.table(w, &text::OF_THE_GROUP, None, &columns);
    }
    let networks = reading.columns(TableId::Networks);
    for code in reading.ties() {
        let Some(ties) = reading.protocol().ties().get(code as usize) else { continue };
        if networks.is_empty() {
            break;
        }
        let caption =
            text::TIES.then("：", ": ", &Text::title(&ties.rule.card)).then("，", ", ", &Text::same(&ties.name));
        // A value on stated ties is read beside the share of turns that state one.
        let beside = reading.is_stated(code).then(|| reading.column("net_explicit_share")).flatten();
        let columns: Vec<Column<'_>> = beside.into_iter().chain(networks.iter().copied()).collect();
        place.table(w, &caption, Some(code), &columns);
    }
    if reading.records().groups()[group.index()].layer == Layer::Second {
        place.second_layer(w);
    }
}

struct Place<'a> {
    reading: &'a Reading<'a>,
    group: u32,
    window: u32,
}

impl Place<'_> {
    fn table(&self, w: &mut Writer, caption: &Text, ties: Option<u32>, columns: &[Column<'_>]) {
        let populations: &[Population] = self.reading.protocol().populations();
        let rows: Vec<(&Column<'_>, Vec<Option<Seen>>)> = columns
            .iter()
            .map(|column| {
                // The explicit share is a value of the group, whatever the rule.
                let ties = ties.filter(|_| column.indicator.table() == TableId::Networks);
                let choice = |population| Choice { population: Some(population), ties };
                let seen = |population| column.at(self.group, self.window, choice(population));
                (column, (0..populations.len() as u32).map(seen).collect())
            })
            .collect();
        let says = |seen: &[Option<Seen>]| seen.iter().flatten().any(|seen| seen.value.is_ok());
        let (with, without): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, seen)| says(seen));
        if with.is_empty() {
            w.element("p", &[], |w| w.tag("b", |w| w.say(caption)));
            return no_values(w, &without);
        }
        let mut letters = Vec::new();
        table(w, "last", Title::Shown(caption), |w| {
            w.tag("thead", |w| {
                w.tag("tr", |w| {
                    w.element("th", &[("scope", "col")], |w| w.say(&text::INDICATOR));
                    for &population in populations {
                        w.element("th", &[("scope", "col")], |w| w.say(&text::population(population)));
                    }
                });
            });
            w.tag("tbody", |w| {
                for (column, seen) in &with {
                    w.tag("tr", |w| {
                        row_head(w, |w| w.say(&Text::title(&column.indicator.card)));
                        for seen in seen {
                            lettered(w, column.indicator, seen.as_ref(), &mut letters);
                        }
                    });
                }
            });
        });
        footnotes(w, letters);
        no_values(w, &without);
    }

    fn second_layer(&self, w: &mut Writer) {
        let columns = self.reading.columns(TableId::SecondLayer);
        if columns.is_empty() {
            return;
        }
        table(w, "last", Title::Shown(&text::OF_THE_SECOND_LAYER), |w| {
            w.tag("tbody", |w| {
                for column in &columns {
                    w.tag("tr", |w| {
                        row_head(w, |w| w.say(&Text::title(&column.indicator.card)));
                        cell(w, column, column.at(self.group, self.window, Choice::default()));
                    });
                }
            });
        });
    }
}

/// Indicators without any value, together, by their reasons.
fn no_values(w: &mut Writer, rows: &[(&Column<'_>, Vec<Option<Seen>>)]) {
    let reasons = |seen: &[Option<Seen>]| -> Vec<Undefined> {
        let mut reasons: Vec<Undefined> = seen.iter().flatten().filter_map(|seen| seen.value.err()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    };
    let mut by_reason: BTreeMap<Vec<Undefined>, Vec<Text>> = BTreeMap::new();
    for (column, seen) in rows {
        by_reason.entry(reasons(seen)).or_default().push(Text::title(&column.indicator.card));
    }
    for (why, titles) in by_reason {
        let why = text::NO_VALUE_HERE.then("（", " (", &text::reasons(&why)).then("）：", "): ", &Text::fixed("", ""));
        let titles = titles.into_iter().reduce(|said, title| said.then("、", ", ", &title));
        note(w, &titles.iter().fold(why, |said, titles| said.then("", "", titles)));
    }
}

/// A value with its interval, or the letter of the reason for having none, in a table with such letters below it.
pub(super) fn lettered(w: &mut Writer, indicator: &Indicator, seen: Option<&Seen>, letters: &mut Vec<Undefined>) {
    w.tag("td", |w| match seen.map_or(Err(Undefined::NotRecorded), |seen| seen.value) {
        Ok(value) => {
            w.text(&of_kind(indicator.kind, value));
            if let Some([low, high]) = seen.and_then(|seen| seen.bounds) {
                w.text(&format!(" [{}, {}]", significant(low), significant(high)));
            }
        }
        Err(reason) => {
            letters.push(reason);
            w.text("–");
            w.text_in("sup", &letter(reason).to_string());
        }
    });
}

/// A reason has the same letter in every table of a report.
fn letter(reason: Undefined) -> char {
    char::from(b'a' + (reason.code() - 1) % 26)
}

/// What the letters of a table mean.
pub(super) fn footnotes(w: &mut Writer, mut letters: Vec<Undefined>) {
    letters.sort_unstable();
    letters.dedup();
    if letters.is_empty() {
        return;
    }
    w.element("p", &[("class", "note")], |w| {
        for reason in letters {
            w.tag("span", |w| {
                w.text_in("sup", &letter(reason).to_string());
                w.text(" ");
                w.say(&Text::reason(reason).then("。", ". ", &Text::fixed("", "")));
            });
        }
    });
}

/// A value with its interval, or the reason for having none, in words.
pub(super) fn cell(w: &mut Writer, column: &Column<'_>, seen: Option<Seen>) {
    let Some(seen) = seen else {
        return w.element("td", &[("class", "u")], |w| w.text("–"));
    };
    match seen.value {
        Ok(value) => w.element("td", &[("class", "n")], |w| {
            w.text(&of_kind(column.indicator.kind, value));
            if let Some([low, high]) = seen.bounds {
                w.text_in("small", &format!(" [{}, {}]", significant(low), significant(high)));
            }
        }),
        Err(reason) => w.element("td", &[("class", "u")], |w| w.say(&Text::reason(reason))),
    }
}
