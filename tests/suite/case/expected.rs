//! Compares what a run gives with what a case expects; every difference is one line.

use linli::Study;
use linli::panel::{Key, Panel, Row};
use linli::study::quietly;
use linli::tie::Timeline;
use linli::time::Zone;
use serde_json::Value;

use super::Case;

impl Case {
    /// Differences at the place asked for: `id` is the indicator of the file; a case with `expects` names its own.
    pub(crate) fn differences(&self, id: Option<&str>) -> Vec<String> {
        self.differences_of(id, &|ids| self.study(ids))
    }

    /// The same, the study made in a way of one's own.
    pub(crate) fn differences_of(&self, id: Option<&str>, study: &dyn Fn(&[&str]) -> Study) -> Vec<String> {
        let mut asked: Vec<(&str, &Value)> = Vec::new();
        if let (Some(id), Some(expect)) = (id, &self.expect) {
            asked.push((id, expect));
        }
        asked.extend(self.expects.iter().flatten().map(|(id, expect)| (id.as_str(), expect)));
        assert!(!asked.is_empty(), "{}: the case expects nothing", self.name);
        let ids: Vec<&str> = asked.iter().map(|(id, _)| *id).collect();
        let study = study(&ids);
        let outcome = match study.run(&mut quietly) {
            Ok(outcome) => outcome,
            Err(error) => return vec![format!("{}: {error}", self.name)],
        };
        asked.iter().flat_map(|(id, expect)| self.compare(&outcome.panel, id, expect)).collect()
    }

    fn compare(&self, panel: &Panel, id: &str, expect: &Value) -> Vec<String> {
        let indicator = linli::Catalogue::standard().indicator(id).unwrap_or_else(|error| panic!("{error}"));
        let by_subject = indicator.table().keys().iter().find(|key| matches!(key, Key::Person | Key::Activity));
        let rows = self.rows(panel, id, by_subject.copied());
        let mut wrong = Vec::new();
        let mut hold = |subject: &str, expect: &Value| {
            let row = rows.iter().find(|(label, _)| label == subject).map(|(_, row)| row);
            let place = if subject.is_empty() { String::new() } else { format!(" of {subject}") };
            if let Some(line) = self.differs(panel, id, row, expect) {
                wrong.push(format!("{}: {id}{place}: {line}", self.name));
            }
        };
        match (by_subject, expect.as_object()) {
            (Some(_), Some(each)) if !each.is_empty() => each.iter().for_each(|(subject, one)| hold(subject, one)),
            (Some(_), _) => panic!("{}: {id} needs a value for each", self.name),
            (None, _) => hold("", expect),
        }
        wrong
    }

    /// The rows at the place asked for, by person or activity where the table has such a key.
    fn rows<'a>(&self, panel: &'a Panel, id: &str, by: Option<Key>) -> Vec<(String, Row<'a>)> {
        let table = panel.tables().iter().find(|table| table.column(id).is_ok());
        let dictionaries = panel.dictionaries();
        let group = self.at.group.as_deref().or(self.groups.as_ref().map(|g| g[0].id.as_str())).unwrap_or("g");
        let here = |row: &Row<'_>| {
            let is = |key, wanted: &str| row.key(key).is_none_or(|code| dictionaries.label(key, code) == wanted);
            is(Key::Group, group)
                && is(Key::Population, self.population())
                && is(Key::Ties, &self.at.ties)
                && is(Key::Organization, &self.at.organization)
                && is(Key::Series, &self.at.series)
                && is(Key::FromOrganization, &self.at.from_organization)
                && is(Key::ToOrganization, &self.at.to_organization)
                && row.key(Key::Window).is_none_or(|code| code == self.at.window)
        };
        let label = |row: &Row<'_>| {
            by.and_then(|key| row.key(key).map(|code| dictionaries.label(key, code))).unwrap_or_default()
        };
        let rows = table.into_iter().flat_map(linli::panel::Table::iter);
        rows.filter(here).map(|row| (label(&row), row)).collect()
    }

    fn differs(&self, panel: &Panel, id: &str, row: Option<&Row<'_>>, expect: &Value) -> Option<String> {
        let Some(row) = row else {
            return (!expect.is_null()).then(|| format!("no row, expected {expect}"));
        };
        let column = panel.tables().iter().find_map(|table| table.column(id).ok()).expect("the column was asked for");
        let got = row.value(column);
        if let Some(reason) = expect.get("undefined") {
            let same = got.err().is_some_and(|undefined| Some(undefined.id()) == reason.as_str());
            return (!same).then(|| format!("{got:?}, expected undefined {reason}"));
        }
        let Some(wanted) = number(expect) else { return Some(format!("{got:?}, expected {expect}")) };
        let close = |a: f64, b: f64| (a - b).abs() <= self.tolerance.unwrap_or_else(|| 1e-9 * b.abs().max(1.0));
        if !got.is_ok_and(|value| close(value, wanted)) {
            return Some(format!("{got:?}, expected {wanted}"));
        }
        let wanted = self.bounds?;
        let got = row.bounds(column);
        let same = got.is_some_and(|[low, high]| close(low, wanted[0]) && close(high, wanted[1]));
        (!same).then(|| format!("bounds {got:?}, expected {wanted:?}"))
    }

    /// Differences of the ties of a rule, all of the first group, in order.
    pub(crate) fn tie_differences(&self) -> Vec<String> {
        if self.expects.is_some() {
            // A rule that looks for occasions has no ties one by one: the case says what its weights come to.
            return self.differences(None);
        }
        let study = self.study(&["net_ties"]);
        let protocol = study.protocol().unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let chosen = protocol.ties().iter().find(|ties| ties.name == self.at.ties).expect("the tie rule of the case");
        let records = &study.records;
        let people = (0..records.people().len()).map(linli::records::PersonId::from_index).collect();
        let group = records.group("g").expect("the group of the case");
        let timeline = Timeline::of(records.messages(group), people, study.plan.turn_gap);
        let name = |position: u32| &records.people()[timeline.people()[position as usize].index()].id;
        let got: Vec<Value> = chosen
            .rule
            .ties(&chosen.parameters, &timeline)
            .iter()
            .map(|tie| {
                let weight = f64::from(tie.weight) / f64::from(linli::tie::WHOLE);
                let when = Zone::UTC.format(tie.time)[..16].to_owned();
                serde_json::json!([when, name(tie.from), name(tie.to), weight])
            })
            .collect();
        let wanted: Vec<Value> = self
            .expect
            .as_ref()
            .and_then(Value::as_array)
            .expect("a list of ties")
            .iter()
            .map(with_real_weight)
            .collect();
        if got == wanted { Vec::new() } else { vec![format!("{}: {got:?}, expected {wanted:?}", self.name)] }
    }

    /// Differences of the findings of a signal.
    pub(crate) fn finding_differences(&self, signal: &str) -> Vec<String> {
        let outcome = match self.study(&[]).run(&mut quietly) {
            Ok(outcome) => outcome,
            Err(error) => return vec![format!("{}: {error}", self.name)],
        };
        let wanted = self.expect.as_ref().and_then(Value::as_array).expect("a list of findings");
        if wanted.len() != outcome.findings.len() {
            let found: Vec<&str> = outcome.findings.iter().map(|f| f.statement.as_str()).collect();
            return vec![format!("{}: found {found:?}, expected {}", self.name, wanted.len())];
        }
        let mut wrong = Vec::new();
        for (found, wanted) in outcome.findings.iter().zip(wanted) {
            let text = |key: &str| wanted[key].as_str().unwrap_or_default();
            let frame = (found.subject.as_str(), found.since.to_string(), found.until.to_string());
            let evidence: Vec<(&str, f64)> = found.evidence.iter().map(|e| (e.indicator, e.value)).collect();
            let expected: Vec<(&str, f64)> = wanted["evidence"]
                .as_array()
                .expect("a list of evidence")
                .iter()
                .map(|pair| (pair[0].as_str().unwrap_or_default(), number(&pair[1]).expect("a number")))
                .collect();
            if found.signal.card.id != signal
                || frame != (text("subject"), text("since").to_owned(), text("until").to_owned())
                || evidence != expected
            {
                wrong.push(format!("{}: {frame:?} {evidence:?}, expected {wanted}", self.name));
            }
            let untraced = [&found.statement, &found.statement_zh].map(|said| untraced(said, found)).concat();
            wrong.extend(untraced.iter().map(|number| format!("{}: {number} stands in no cell", self.name)));
        }
        wrong
    }
}

/// The numbers that a finding says and that neither its cells hold, as they are or as percents, nor its definition (12 weeks
/// are 84 days).
fn untraced(said: &str, finding: &linli::signal::Finding) -> Vec<String> {
    let dates = [finding.since, finding.until, finding.since.plus(-84)].map(|day| day.to_string());
    let named = finding.evidence.iter().map(|cell| format!("{} {}", cell.indicator, cell.row));
    let words =
        named.chain([finding.signal.card.formula.to_owned(), finding.subject.clone()]).collect::<Vec<_>>().join(" ");
    let defined: Vec<f64> = numbers(&words).iter().filter_map(|text| text.parse().ok()).collect();
    let cells: Vec<f64> = finding.evidence.iter().map(|cell| cell.value).collect();
    let effect = finding
        .effect
        .map_or(Vec::new(), |effect| [Some(effect.value), effect.expected].into_iter().flatten().collect());
    let days: Vec<String> =
        cells.iter().map(|&value| linli::time::Day::from_number(value as i32).to_string()).collect();
    let mut said = said.to_owned();
    for date in dates.iter().chain(&days) {
        said = said.replace(date, "");
    }
    let length = f64::from(finding.until.number() - finding.since.number());
    let holds = |text: &String| {
        let number: f64 = text.parse().unwrap_or(f64::NAN);
        let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len() as i32);
        let same = |value: f64| (value - number).abs() < 1e-9;
        let near =
            |value: f64| ((value * 10_f64.powi(digits)).round() - (number * 10_f64.powi(digits)).round()).abs() < 0.5;
        let of_cells =
            cells.iter().chain(&effect).any(|&value| near(value) || near(100.0 * value) || same((value / 7.0).floor()));
        of_cells
            || same(length)
            || defined.iter().any(|&value| same(value) || same((value / 7.0).floor()) || same(value / 30.5))
    };
    numbers(&said).into_iter().filter(|text| !holds(text)).collect()
}

/// The numbers in a text, as they stand there.
fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|part| part.trim_matches('.'));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A number as written: `0.5` or `"1/2"`.
fn number(value: &Value) -> Option<f64> {
    let Some(text) = value.as_str() else { return value.as_f64() };
    let (above, below) = text.split_once('/')?;
    Some(above.trim().parse::<f64>().ok()? / below.trim().parse::<f64>().ok()?)
}

fn with_real_weight(tie: &Value) -> Value {
    let mut tie = tie.clone();
    tie[3] = serde_json::json!(number(&tie[3]).expect("the weight of a tie"));
    tie
}
