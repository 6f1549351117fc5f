//! Who could invite whom, in words: a list to talk over, and no conclusion.

use linli::engine::ALL_SERIES;
use linli::plan::Tier;
use linli::study::{Invitable, Inviter, NextActivity};
use linli::time::Day;

use super::Naming;
use super::words::day_zh;
use crate::Language;
use crate::html::one_line;
use crate::text::Text;

/// Who could invite whom of a group, as plain text. `labels` says how the team calls each person, by their ids.
pub fn inviting_text(
    list: &[Invitable],
    labels: &[&str],
    group: &str,
    as_of: Day,
    language: Language,
    naming: Naming,
) -> String {
    let mut lines = vec![
        Text::of(
            format!("{group}　可以请谁去叫　{}　{}", day_zh(as_of), Tier::T0.mark_zh()),
            format!("{group} · who could invite whom · {as_of} · {}", Tier::T0.mark()),
        ),
        Text::fixed(
            "这份名单是用来商量的，不是结论：也许病了、带孙子、换了手机。只列同意了的人；一个人最多请两位。",
            "A list to talk over, and no conclusion: they may be ill, with grandchildren, on a new telephone. Only those who agreed stand here; nobody is asked to invite more than two.",
        ),
    ];
    if list.is_empty() {
        lines.push(Text::fixed(
            "没有要叫的人：没有谁靠边或四周没露面，或者没有同意列名。",
            "Nobody to invite: nobody is at the margin or was not seen for four weeks, or they did not agree to be named.",
        ));
    }
    for one in list {
        let name = naming.of(labels.get(one.person.index()).copied().unwrap_or_default());
        let state = one.state.map_or(Text::fixed("四周没露面", "not seen for four weeks"), |state| {
            Text::fixed(state.words_zh(), state.words())
        });
        lines.extend([Text::fixed("", ""), Text::of(format!("{name}：{}", state.zh), format!("{name}: {}", state.en))]);
        if one.by.is_empty() {
            lines.push(Text::fixed(
                "  可以去叫的人：看不出来（没有一起来过，也没有搭过话）",
                "  could invite: nobody that the records know of (they never met or talked)",
            ));
        }
        for by in &one.by {
            lines.push(reason(by, &naming.of(labels.get(by.person.index()).copied().unwrap_or_default())));
        }
        lines.extend(one.to.as_ref().map(next));
    }
    let said = |language| lines.iter().map(|line| one_line(&line.plain(language)) + "\n").collect::<String>();
    match language {
        Language::Both => format!("{}\n{}", said(Language::Zh), said(Language::En)),
        one => said(one),
    }
}

/// Why somebody could.
fn reason(by: &Inviter, name: &str) -> Text {
    let met = (by.met > 0).then(|| {
        Text::of(
            format!("一起来过{}次人不多的活动", by.met),
            format!("together at {} small activit{}", by.met, if by.met == 1 { "y" } else { "ies" }),
        )
    });
    let talked = (by.talk > 0.0).then(|| Text::fixed("在群里搭过话", "talked to each other in the group"));
    let both: Vec<Text> = met.into_iter().chain(talked).collect();
    let words = |of: fn(&Text) -> &str, between: &str| both.iter().map(of).collect::<Vec<_>>().join(between);
    Text::of(
        format!("  可以去叫的人：{name}（{}；最近一次{}）", words(|text| &text.zh, "，"), by.last),
        format!("  could invite: {name} ({}; last on {})", words(|text| &text.en, ", "), by.last),
    )
}

/// To what.
fn next(to: &NextActivity) -> Text {
    let NextActivity { series, came, about } = to;
    // Activities without kind and venue are one series, which has no name of its own.
    let (zh, en) = if series == ALL_SERIES { ("活动", "activities") } else { (series.as_str(), series.as_str()) };
    let (on_zh, on) = about.map_or_else(
        || ("，下一次哪天还看不出来".to_owned(), "; when next cannot be told".to_owned()),
        |day| (format!("，照平常的间隔下一次大约是{}", day_zh(day)), format!("; at its usual pace next about {day}")),
    );
    Text::of(
        format!("  叫来参加：{zh}（以前来过{came}次{on_zh}）"),
        format!("  to: {en} (came {came} time{}{on})", if *came == 1 { "" } else { "s" }),
    )
}
