use super::{About, Evidence, Finding, Signal, stable_id};
use crate::declare;
use crate::definition::Unit;
use crate::engine::Protocol;
use crate::indicator::TableId;
use crate::indicator::series::{SERIES_LATER_ATTENDANCE, SERIES_OPENING_ATTENDANCE, SERIES_OPENING_EXCESS};
use crate::panel::{Key, Panel, Row};

/// How many times the middling attendance the opening must have had.
const EXCESS: f64 = 2.0;
/// People at the opening below which nothing is said.
const LEAST_OPENING: f64 = 10.0;

declare!(
    OPENING_ONLY = Signal {
        card: Card {
            id: "opening_only",
            title: "Full at the opening, empty after",
            title_zh: "开张热闹，之后冷清",
            summary: "The first activity of a series had at least twice the people of a middling activity after it, and at least three activities after it were recorded.",
            summary_zh: "一个系列的第一次活动，人数至少是之后各次中位数的两倍，而且之后至少记录了三次。",
            formula: "series_opening_excess ≥ 2 and series_opening_attendance ≥ 10 at the last window. A decision rule of this project, not a test: the counts are printed.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "too-soon",
                    when: "fewer than three recorded activities after the opening",
                    then: "no finding"
                },
                Edge { id: "small-opening", when: "fewer than 10 people at the opening", then: "no finding" },
                Edge { id: "steady", when: "the later activities have as many people", then: "no finding" }
            ],
            caveat: "An opening with gifts or leaders draws people who never meant to return: that is the opening's doing, not the neighbours'.",
            caveat_zh: "有礼品、有领导的首日本来就引来路过的人，怪不到街坊。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&SERIES_OPENING_EXCESS, &SERIES_OPENING_ATTENDANCE, &SERIES_LATER_ATTENDANCE],
        about: About::Activity,
        explanations: &[
            "most people at the opening were passing by",
            "gifts or guests drew them",
            "later sheets are incomplete: not written down is not nobody came",
            "the records begin in mid-life: the first recorded activity was no opening",
            "the season, or the hour, changed",
        ],
        explanations_zh: &[
            "首日多是路过的人",
            "首日有礼品或来宾",
            "后来的签到没记全：没记不等于没来",
            "资料从半途开始：第一次记录不是开张",
            "季节或时间换了"
        ],
        action: "ask two or three who did not return: was it the time, or no need",
        action_zh: "问问没再来的两三位，是时间不合适还是不需要",
        expires_after: 56,
        detect,
    }
);

fn detect(panel: &Panel, _: &Protocol, found: &mut Vec<Finding>) {
    let Some(table) = panel.table(TableId::Series) else { return };
    let (Ok(excess), Ok(opening), Ok(later)) = (
        table.column(SERIES_OPENING_EXCESS.id()),
        table.column(SERIES_OPENING_ATTENDANCE.id()),
        table.column(SERIES_LATER_ATTENDANCE.id()),
    ) else {
        return;
    };
    let dictionaries = panel.dictionaries();
    let rows: Vec<Row<'_>> = table.iter().collect();
    let same = |a: &Row<'_>, b: &Row<'_>| {
        (a.key(Key::Organization), a.key(Key::Series)) == (b.key(Key::Organization), b.key(Key::Series))
    };
    for own in rows.chunk_by(same) {
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let (Ok(times), Ok(a1), Ok(after)) = (last.value(excess), last.value(opening), last.value(later)) else {
            continue;
        };
        let (Some(organization), Some(series), Some(w0), Some(w)) =
            (last.key(Key::Organization), last.key(Key::Series), first.key(Key::Window), last.key(Key::Window))
        else {
            continue;
        };
        if times < EXCESS || a1 < LEAST_OPENING {
            continue;
        }
        let (organization, series) =
            (dictionaries.label(Key::Organization, organization), dictionaries.label(Key::Series, series));
        let window = dictionaries.windows[w as usize];
        let subject = format!("{organization} / {series}");
        let row = format!("organization={organization} series={series} window={}", window.first_day);
        let cell = |indicator, value| Evidence { table: TableId::Series, indicator, row: row.clone(), value };
        found.push(Finding {
            id: stable_id(OPENING_ONLY.card.id, &subject),
            signal: &OPENING_ONLY,
            since: dictionaries.windows[w0 as usize].first_day,
            until: window.end_day,
            statement: format!(
                "{subject}: {a1} people at the opening, {after} at a middling activity after it, up to {}.",
                window.end_day
            ),
            statement_zh: format!(
                "{subject}：开张那次{a1}人，之后各次的中位数是{after}人（到{}为止）。",
                window.end_day
            ),
            evidence: vec![
                cell(SERIES_OPENING_EXCESS.id(), times),
                cell(SERIES_OPENING_ATTENDANCE.id(), a1),
                cell(SERIES_LATER_ATTENDANCE.id(), after),
            ],
            subject,
        });
    }
}
