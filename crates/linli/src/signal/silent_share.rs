use super::{About, Evidence, Finding, Signal, stable_id};
use crate::declare;
use crate::definition::Unit;
use crate::engine::Protocol;
use crate::indicator::TableId;
use crate::indicator::net::{NET_MEMBERS, NET_SILENT_SHARE};
use crate::panel::{Key, Panel, Row};
use crate::population::{Base, Staff};
use crate::time::DAY;

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
            summary: "At the last disjoint window, at least half of the member list, staff apart, had no turn for the whole presence period.",
            summary_zh: "到最后一个不重叠的时间窗为止，名单上（除去工作人员）至少一半的人在整段时间里一次也没发言。",
            formula: "net_silent_share ≥ 0.5 at the last disjoint window of the run, population roster_without_staff, n ≥ 8. One observation of one presence period (two windows four weeks apart share most of it). A decision rule of this project, not a test: the list is a census.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "earlier-only",
                    when: "an earlier window is at or above one half, the last is not",
                    then: "no finding"
                },
                Edge {
                    id: "last-undefined",
                    when: "the last disjoint window has no value",
                    then: "no finding, whatever came before"
                },
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
    let last = dictionaries.windows.iter().rposition(|window| window.disjoint).map(|at| at as u32);
    let counts = |row: &Row<'_>| {
        let population = row.key(Key::Population).and_then(|code| protocol.populations().get(code as usize));
        population.is_some_and(|p| p.base == Base::Roster && p.staff == Staff::Removed) && row.key(Key::Window) == last
    };
    for row in table.iter().filter(counts) {
        let (Ok(s), Ok(n)) = (row.value(share), row.value(members)) else { continue };
        let (Some(group), Some(at)) = (row.key(Key::Group), last) else { continue };
        if s < MOST || n < LEAST_MEMBERS {
            continue;
        }
        let subject = dictionaries.label(Key::Group, group);
        let window = dictionaries.windows[at as usize];
        let days = protocol.plan().presence.micros() / DAY;
        let percent = (100.0 * s).round();
        let population = row.key(Key::Population).map(|code| dictionaries.label(Key::Population, code));
        let place =
            format!("group={subject} window={} population={}", window.first_day, population.unwrap_or_default());
        let cell = |indicator, value| Evidence { table: TableId::Groups, indicator, row: place.clone(), value };
        found.push(Finding {
            id: stable_id(SILENT_SHARE.card.id, &subject),
            signal: &SILENT_SHARE,
            since: window.end_day.plus(-(days as i32)),
            until: window.end_day,
            statement: format!(
                "{percent} % of those on the list of {subject} who are neither new nor away had no turn in the {days} days before {} ({n} people on the list).",
                window.end_day
            ),
            statement_zh: format!(
                "{subject}：到{}为止的{days}天里，名单上（不算新来的和外出的）{percent}%的人一次也没发言；名单共{n}人。",
                window.end_day
            ),
            evidence: vec![cell(NET_SILENT_SHARE.id(), s), cell(NET_MEMBERS.id(), n)],
            subject,
        });
    }
}
