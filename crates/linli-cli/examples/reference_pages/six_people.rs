//! The worked example of every page: one group of six people, run like any other study.

use std::collections::BTreeMap;

use linli::diagnostic::Diagnostics;
use linli::indicator::{INDICATORS, Indicator, TableId};
use linli::panel::{Key, Panel};
use linli::records::{
    Bounds, Cues, DaySpan, Field, Fields, Flags, How, Membership, MessageDraft, MessageKind, RecordsBuilder, Role,
    Source, SourceKind, Status, Target,
};
use linli::study::quietly;
use linli::time::{Day, Zone};
use linli::{Plan, Study, Undefined, Value};

use super::table;

/// Who turns to whom, in order: one message each. The coach is 田; 娥 is on the list and says nothing.
const TIES: &[(&str, &str)] = &[
    ("芳", "宝"),
    ("宝", "芳"),
    ("芳", "春"),
    ("春", "芳"),
    ("芳", "宝"),
    ("宝", "春"),
    ("春", "刘"),
    ("田", "芳"),
    ("田", "刘"),
];
const PEOPLE: &[&str] = &["芳", "宝", "春", "刘", "娥", "田"];
const STAFF: &str = "田";

/// The values of all indicators of groups and people on the six people.
pub(super) struct SixPeople {
    panel: Panel,
}

impl SixPeople {
    /// Runs the study.
    pub(super) fn run() -> Self {
        let of_groups = |i: &&&Indicator| level(i.table()).is_some();
        let plan = Plan {
            indicators: INDICATORS.iter().filter(of_groups).map(|i| i.id().to_owned()).collect(),
            populations: vec!["roster".to_owned()],
            least_tied_turns: 0,
            staff: vec![STAFF.to_owned()],
            start: Some(first()),
            end: Some(first().plus(28)),
            ..Plan::from_toml("id = 'six'\nzone = 'Asia/Shanghai'\n[release]\ntier = 'T0'\n").expect("a plan")
        };
        let outcome = Study::new(records(), plan, Diagnostics::new()).run(&mut quietly);
        Self { panel: outcome.unwrap_or_else(|error| panic!("{error}")).panel }
    }

    /// The section of a page; nothing for indicators of activities and organizations.
    pub(super) fn section(&self, indicator: &Indicator) -> String {
        if level(indicator.table()).is_none() {
            return String::new();
        }
        let values = self.values(indicator);
        let of = |id: &str| {
            let indicator = INDICATORS.iter().find(|i| i.id() == id).expect("a registered indicator");
            shown(self.values(indicator)[""])
        };
        let (n, turns, ties) = (of("net_members"), of("net_turns"), of("net_ties"));
        let counts = format!("{n} people, one of them staff; {turns} turns, {ties} directed ties");
        let body = if values.len() == 1 && values.contains_key("") {
            format!("`{}` = {}\n", indicator.id(), shown(values[""]))
        } else {
            let rows = PEOPLE.iter().filter_map(|name| values.get(*name).map(|v| vec![(*name).to_owned(), shown(*v)]));
            table(&["person", indicator.id()], rows)
        };
        format!(
            "\n## Worked example · 算例\n\nOn [the six people](../indicators.md#six-people--六个人) ({counts}):\n\n{body}"
        )
    }

    /// What the six people are.
    pub(super) fn description() -> String {
        let first = |at: usize| !TIES[..at].contains(&TIES[at]);
        let times = |tie: &(&str, &str)| TIES.iter().filter(|other| *other == tie).count().to_string();
        let rows = (0..TIES.len()).filter(|&at| first(at)).map(|at| &TIES[at]);
        let rows = rows.map(|tie| vec![tie.0.to_owned(), tie.1.to_owned(), times(tie)]);
        format!(
            "\n## Six people · 六个人\n\nEach page of a group's or a person's indicator works it out on the same six people: 芳, 宝, 春, 刘 and 娥 \
             are members, 田 is the coach. In one window of four weeks they turn to each other as follows; 娥 says nothing. \
             每一页都用同样六个人算一遍：芳、宝、春、刘、娥是成员，田是辅导员，娥没有说话。\n\n{}",
            table(&["from", "to", "messages"], rows)
        )
    }

    fn values(&self, indicator: &Indicator) -> BTreeMap<String, Value> {
        let of_table = self.panel.tables().iter().find(|table| table.id() == indicator.table()).expect("its table");
        let column = of_table.column(indicator.id()).expect("its column");
        let name = |row: &linli::panel::Row<'_>| {
            let person = row.key(Key::Person).map(|code| self.panel.dictionaries().label(Key::Person, code));
            person.unwrap_or_default()
        };
        of_table.iter().map(|row| (name(&row), row.value(column))).collect()
    }
}

fn level(table: TableId) -> Option<TableId> {
    matches!(table, TableId::Groups | TableId::Networks | TableId::Members | TableId::Positions).then_some(table)
}

/// A number as short as it is exact to six places, or the reason.
fn shown(value: Value) -> String {
    match value {
        Ok(number) => {
            let text = format!("{number:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Err(reason) => format!("{}: {}", Undefined::id(reason), reason.meaning()),
    }
}

/// A Monday.
fn first() -> Day {
    Day::from_number(17_231)
}

fn records() -> linli::Records {
    let mut builder = RecordsBuilder::new();
    let group = builder.group("lane");
    let (first, last) = (first(), first().plus(28));
    for name in PEOPLE {
        let person = builder.person(name).expect("a person");
        builder.membership(Membership {
            person,
            organization: None,
            group: Some(group),
            role: if *name == STAFF { Role::Coach } else { Role::Member },
            status: Status::Present,
            start: Bounds::UNKNOWN,
            end: Bounds::UNKNOWN,
            listed: true,
            reason: None,
        });
    }
    for (minute, (from, to)) in TIES.iter().enumerate() {
        let order = minute as u64;
        let target = Target { person: builder.person(to).expect("a person"), how: How::Mention };
        let message = MessageDraft {
            time: Zone::UTC.resolve(first, 36_000 + 600 * minute as u32).timestamp(),
            author: builder.person(from).expect("a person"),
            kind: MessageKind::Text,
            length: 6,
            flags: Flags::NONE,
            cues: Cues::NONE,
            order,
            id: Some(order),
            reply_to: None,
            targets: &[target],
        };
        builder.message(group, message).expect("a message");
    }
    builder.source(Source {
        label: "lane.csv".to_owned(),
        kind: SourceKind::Chat,
        format: "code",
        groups: vec![group],
        organizations: Vec::new(),
        covers: vec![DaySpan { start: first.plus(-200), end: last }],
        exported_on: None,
        fields: Fields::of(&[Field::Mention, Field::Reply, Field::Kind]),
        rows: TIES.len() as u64,
    });
    builder.finish(None).expect("records").0
}
