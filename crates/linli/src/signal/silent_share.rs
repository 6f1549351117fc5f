use super::{About, Evidence, Finding, Signal, stable_id};
use crate::declare;
use crate::definition::Unit;
use crate::engine::Protocol;
use crate::indicator::TableId;
use crate::indicator::net::{NET_MEMBERS, NET_SILENT_SHARE};
use crate::panel::{Key, Panel, Row};
use crate::population::{Base, Staff};

/// The share from which a group counts as mostly silent.
const MOST: f64 = 0.5;
/// People on the list below which nothing is said.
const LEAST_MEMBERS: f64 = 8.0;

declare!(
    SILENT_SHARE = Signal {
        card: Card {
            id: "silent_share",
            title: "Half of the list is silent",
            title_zh: "一半以上的人没说过话",
            summary: "At the last two disjoint windows in a row, at least half of the member list, staff apart, had no turn for the whole presence period.",
            summary_zh: "最近两个不重叠的时间窗，名单上（除去工作人员）至少一半的人在整段时间里一次也没发言。",
            formula: "net_silent_share ≥ 0.5 at the last two disjoint windows that have a value, population roster_without_staff, n ≥ 8 at both. A decision rule of this project, not a test: the list is a census.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "once-only", when: "only one window is at or above one half", then: "no finding" },
                Edge { id: "small-list", when: "fewer than 8 people on the list", then: "no finding" },
                Edge {
                    id: "no-roster",
                    when: "the group has no member list",
                    then: "no finding: who is silent cannot be known"
                }
            ],
            caveat: "Published shares of the silent run from 0 to 99 %: half is a place to look, not a fault.",
            caveat_zh: "各类群沉默的人从0到99%都有：一半只是值得看一看，不是毛病。",
            complexity: "O(rows)",
            references: &["nonnecke2000"],
            revision: 1,
        },
        reads: &[&NET_SILENT_SHARE, &NET_MEMBERS],
        about: About::Group,
        explanations: &[
            "people read along and are content",
            "they come to the activities and see no need to write",
            "the export comes from a telephone that joined late",
            "the group talks elsewhere, which is its right",
        ],
        explanations_zh: &[
            "潜水的人也很自在",
            "人来活动，只是不在群里说",
            "导出的手机入群晚",
            "大家另有说话的地方，那是他们的自由"
        ],
        action: "see who comes to the activities before anybody is called silent",
        action_zh: "先看看谁来活动，再谈谁沉默",
        expires_after: 56,
        detect,
    }
);

fn detect(panel: &Panel, protocol: &Protocol, found: &mut Vec<Finding>) {
    let Some(table) = panel.table(TableId::Groups) else { return };
    let (Ok(share), Ok(members)) = (table.column(NET_SILENT_SHARE.id()), table.column(NET_MEMBERS.id())) else {
        return;
    };
    let dictionaries = panel.dictionaries();
    let counts = |row: &Row<'_>| {
        let population = row.key(Key::Population).and_then(|code| protocol.populations().get(code as usize));
        let window = row.key(Key::Window).and_then(|code| dictionaries.windows.get(code as usize));
        population.is_some_and(|p| p.base == Base::Roster && p.staff == Staff::Removed)
            && window.is_some_and(|w| w.disjoint)
            && row.value(share).is_ok()
    };
    let rows: Vec<Row<'_>> = table.iter().filter(counts).collect();
    for own in rows.chunk_by(|a, b| a.key(Key::Group) == b.key(Key::Group)) {
        let [.., before, last] = own else { continue };
        let high = |row: &Row<'_>| {
            row.value(share).is_ok_and(|s| s >= MOST) && row.value(members).is_ok_and(|n| n >= LEAST_MEMBERS)
        };
        if !high(before) || !high(last) {
            continue;
        }
        let (Some(group), Some(first), Some(w)) =
            (last.key(Key::Group), before.key(Key::Window), last.key(Key::Window))
        else {
            continue;
        };
        let subject = dictionaries.label(Key::Group, group);
        let (Ok(s), Ok(n)) = (last.value(share), last.value(members)) else { continue };
        let k = (s * n).round();
        let window = dictionaries.windows[w as usize];
        let days = protocol.plan().presence;
        let evidence = [before, last]
            .iter()
            .flat_map(|row| {
                let label = |key| row.key(key).map(|code| dictionaries.label(key, code)).unwrap_or_default();
                let at = format!(
                    "group={} window={} population={}",
                    label(Key::Group),
                    label(Key::Window),
                    label(Key::Population)
                );
                [(NET_SILENT_SHARE.id(), share), (NET_MEMBERS.id(), members)].map(|(indicator, column)| Evidence {
                    table: TableId::Groups,
                    indicator,
                    row: at.clone(),
                    value: row.value(column).unwrap_or(0.0),
                })
            })
            .collect();
        found.push(Finding {
            id: stable_id(SILENT_SHARE.card.id, &subject),
            signal: &SILENT_SHARE,
            since: dictionaries.windows[first as usize].first_day,
            until: window.end_day,
            statement: format!("{k} of the {n} people on the list of {subject} had no turn in the {days} before {}; the window before was above one half too.", window.end_day),
            statement_zh: format!("{subject}：名单上{n}人，到{}为止的{}天里有{k}人一次也没发言；上一个时间窗也过半。", window.end_day, days.micros() / crate::time::DAY),
            evidence,
            subject,
        });
    }
}
