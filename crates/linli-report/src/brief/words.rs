//! What a brief says, part by part, in both languages. No person's name is in it.

use std::fmt::Write;

use linli::brief::{ActionState, Brief, Followed, Item, MOST_ITEMS};
use linli::signal::{About, DENSITY_CHANGE, Finding};
use linli::time::Day;

use crate::text::Text;

/// One part of a brief.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) head: Option<Text>,
    pub(super) lines: Vec<Text>,
}

/// Subjects an item tells of one by one.
const TOLD: usize = 3;

/// All parts, in order. A part with nothing to say is left out.
pub(super) fn parts(brief: &Brief, title: &str) -> Vec<Part> {
    let part = |head: Text, lines: Vec<Text>| Part { head: Some(head), lines };
    let all = [
        Part { head: None, lines: vec![head(brief, title)] },
        part(Text::fixed("上周做了什么", "Done last week"), brief.followed.iter().map(followed).collect()),
        part(Text::fixed("先看这几处", "Look here first"), items(brief)),
        part(Text::fixed("好久没看到的人", "Not seen for long"), unseen(brief)),
        part(Text::fixed("还说不清的", "What cannot be said"), unsaid(brief)),
        part(Text::fixed("资料缺口", "Missing records"), gaps(brief)),
        part(Text::fixed("我们自己", "Ourselves"), vec![ourselves(brief)]),
    ];
    all.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

fn head(brief: &Brief, title: &str) -> Text {
    let (day, groups, organizations) = (brief.as_of, brief.groups, brief.organizations);
    Text::of(
        format!(
            "{title}　邻里简报　{}　{groups}个群，{organizations}个组织　只在团队里看，不往外转；{}后失效",
            day_zh(day),
            day_zh(expiry(day))
        ),
        format!(
            "{title} · brief of {day} · {groups} groups, {organizations} organizations · for the team alone, not to be passed on; expires {}",
            expiry(day)
        ),
    )
}

/// A brief is of no use after eight weeks.
fn expiry(day: Day) -> Day {
    day.plus(56)
}

/// 2017年3月6日（周一）.
pub(super) fn day_zh(day: Day) -> String {
    let (year, month, of_month) = day.ymd();
    let weekday = ["四", "五", "六", "日", "一", "二", "三"][day.number().rem_euclid(7) as usize];
    format!("{year}年{month}月{of_month}日（周{weekday}）")
}

/// What was done stays in the team's own file, in the team's own words: they may name somebody.
fn followed(one: &Followed) -> Text {
    let id = &one.action.finding;
    let (done_zh, done) = match one.action.state {
        ActionState::UnderWay => ("跟进过", "followed up"),
        ActionState::Explained => ("有说明", "explained"),
        ActionState::PutOff(_) => ("先放一放", "put off"),
    };
    match &one.now {
        Some(now) => Text::of(
            format!("{id} {done_zh}：现在还看得到——{}", now.statement_zh),
            format!("{id}, {done}: still seen. {}", now.statement),
        ),
        None => Text::of(
            format!("{id} {done_zh}：现在看不到了，或者已经不在看的日子里了。"),
            format!("{id}, {done}: no longer seen, or no longer in the days that are looked at."),
        ),
    }
}

fn items(brief: &Brief) -> Vec<Text> {
    if brief.items.is_empty() {
        return vec![Text::fixed(
            "这一周没有要先看的。没看到不等于没有。",
            "Nothing to look at first this week. Not seen is not absent.",
        )];
    }
    let mut lines: Vec<Text> = brief.items.iter().enumerate().map(|(at, one)| item(at + 1, one)).collect();
    lines.push(Text::fixed(
        "排序：有人在等→少了什么→变了什么→好消息；同类里先说新的，再说处数多的。只占一行的，用 linli explain 编号 看全。",
        "Order: somebody waits, something is missing, something changed, good news; among them the new first, then what is found of more. What has one line only is told in full by linli explain ID.",
    ));
    if !brief.left_out.is_empty() {
        let said =
            |of: fn(&Item) -> String, between: &str| brief.left_out.iter().map(of).collect::<Vec<_>>().join(between);
        let zh = |item: &Item| format!("{}（{}）", item.signal.card.title_zh, ids(item, "", "、"));
        let en = |item: &Item| format!("{} ({})", item.signal.card.title, ids(item, "", ", "));
        lines.push(Text::of(
            format!("只列{MOST_ITEMS}条；没排上的：{}。", said(zh, "；")),
            format!("{MOST_ITEMS} things at most; no room for: {}.", said(en, "; ")),
        ));
    }
    lines
}

fn item(place: usize, item: &Item) -> Text {
    let signal = item.signal;
    if item.is_stale || item.is_common {
        let subjects: Vec<&str> = subjects(item);
        let (why_zh, why) = if item.is_common {
            ("多数都是这样", "of most")
        } else {
            ("三周前已是这样", "as three weeks ago")
        };
        return Text::of(
            format!(
                "{place}. {}（{why_zh}）：{}。{}",
                signal.card.title_zh,
                subjects.join("、"),
                ids(item, "编号 ", "、")
            ),
            format!("{place}. {} ({why}): {}. {}", signal.card.title, subjects.join(", "), ids(item, "id ", ", ")),
        );
    }
    let (mut zh, mut en) = (String::new(), String::new());
    let _ = write!(zh, "{place}. {}。", signal.card.title_zh);
    let _ = write!(en, "{place}. {}.", signal.card.title);
    if signal.about == About::Person {
        let who = people_by_subject(item);
        let said = |between: &str, end: &str, form: fn(&str, usize) -> String| {
            who.iter().map(|(subject, count)| form(subject, *count)).collect::<Vec<_>>().join(between) + end
        };
        zh += &said("，", "（同意了的；名单要另外打开）。", |subject, count| {
            format!("{subject}{count}位")
        });
        en += &format!(
            " {}",
            said(", ", " (who agreed; the list is opened on its own).", |subject, count| format!(
                "{count} of {subject}"
            ))
        );
    } else {
        for finding in item.findings.iter().take(TOLD) {
            zh += &finding.statement_zh;
            en += &format!(" {}", finding.statement);
        }
        let rest: Vec<&str> = item.findings.iter().skip(TOLD).map(|finding| finding.subject.as_str()).collect();
        if !rest.is_empty() {
            zh += &format!("还有：{}。", rest.join("、"));
            en += &format!(" Also: {}.", rest.join(", "));
        }
    }
    if let Some(since) = item.findings.iter().map(|finding| finding.since).min() {
        zh += &format!("（从{since}起；{}）", sure_zh(&item.findings));
        en += &format!(" (Since {since}; {})", sure(&item.findings));
    }
    zh +=
        &format!("也可能：{}。→ {}。{}", signal.explanations_zh.join("；"), signal.action_zh, ids(item, "编号 ", "、"));
    en += &format!(
        " Could also be: {}. → {}. {}",
        signal.explanations.join("; "),
        capital(signal.action),
        ids(item, "id ", ", ")
    );
    Text::of(zh, en)
}

/// By which each finding of an item is explained and followed; the first few of many.
fn ids(item: &Item, head: &str, between: &str) -> String {
    let ids: Vec<&str> = item.findings.iter().take(TOLD).map(|finding| finding.id.as_str()).collect();
    format!("{head}{}", ids.join(between))
}

/// How sure: by a test and its p, or by a written rule.
fn sure(findings: &[Finding]) -> String {
    match largest_p(findings) {
        Some(p) => format!("chance alone: p ≤ {}", short(p)),
        None => "by a written rule, nothing is tested".to_owned(),
    }
}

fn sure_zh(findings: &[Finding]) -> String {
    match largest_p(findings) {
        Some(p) => format!("碰巧的可能不大于{}", short(p)),
        None => "按写定的规则，没有做检验".to_owned(),
    }
}

fn largest_p(findings: &[Finding]) -> Option<f64> {
    findings.iter().filter_map(|finding| finding.chance.map(|chance| chance.adjusted)).reduce(f64::max)
}

/// A p as it is said: rounded up to one figure.
fn short(p: f64) -> String {
    let steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];
    steps.iter().find(|&&step| p <= step).map_or_else(|| format!("{p:.2}"), f64::to_string)
}

fn subjects(item: &Item) -> Vec<&str> {
    let mut subjects: Vec<&str> = item.findings.iter().map(|finding| finding.subject.as_str()).collect();
    subjects.dedup();
    subjects
}

fn people_by_subject(item: &Item) -> Vec<(&str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for finding in &item.findings {
        match counts.iter_mut().find(|(subject, _)| *subject == finding.subject) {
            Some((_, count)) => *count += 1,
            None => counts.push((&finding.subject, 1)),
        }
    }
    counts
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().collect::<String>() + characters.as_str()).unwrap_or_default()
}

fn unseen(brief: &Brief) -> Vec<Text> {
    let members: u32 = brief.unseen.iter().map(|(_, not_seen)| not_seen.members).sum();
    let agreed: usize = brief.unseen.iter().map(|(_, not_seen)| not_seen.people.len()).sum();
    if members == 0 {
        return Vec::new();
    }
    let groups = brief.unseen.len();
    vec![Text::of(
        format!(
            "{groups}个群共{members}位四周没露面（其中同意了、可以列名的{agreed}位）。这不是结论：也许病了、带孙子、换了手机。"
        ),
        format!(
            "{members} members of {groups} groups were not seen for four weeks ({agreed} of them agreed to be named). That is no conclusion: they may be ill, with grandchildren, on a new telephone."
        ),
    )]
}

fn unsaid(brief: &Brief) -> Vec<Text> {
    let density = match &brief.density {
        Err(reason) => Text::of(
            format!("关系密度：近12周和再往前12周比不了（{}）。", reason.meaning_zh()),
            format!("Density: the last twelve weeks cannot be compared with the twelve before ({}).", reason.meaning()),
        ),
        Ok(comparison) => match &comparison.change {
            Err(reason) => Text::reason(*reason),
            Ok(change) => {
                let (groups_zh, groups) = match comparison.groups.as_slice() {
                    [one] => {
                        (format!("只有{}的话够多", one.group), format!("in {}, which alone says enough,", one.group))
                    }
                    several => {
                        (format!("{}个群合看", several.len()), format!("over {} groups together", several.len()))
                    }
                };
                let (zh, en) = if change.p <= 0.05 {
                    ("有看得出的变化", "a change can be seen")
                } else {
                    ("没有看得出的变化", "no change can be seen")
                };
                // Where a single group was told of above, nothing is said of single groups here.
                let all = || brief.items.iter().chain(&brief.left_out);
                let (single_zh, single) = if all().any(|item| item.signal.card.id == DENSITY_CHANGE.card.id) {
                    ("", "")
                } else {
                    ("；单个群话太少，不判断", "; single groups say too little")
                };
                let (mut least_zh, mut least_en) = (String::new(), String::new());
                if let Some(least) = change.smallest_detectable.filter(|_| change.before > 0.0) {
                    let percent = (100.0 * least / change.before).round();
                    least_zh = format!("，能看出的最小变化约{percent}%");
                    least_en = format!(", the smallest that could have been is about {percent} %");
                }
                Text::of(
                    format!(
                        "关系密度：{groups_zh}，近12周比再往前12周{zh}（{:.3}→{:.3}，p={}{least_zh}）{single_zh}。",
                        change.before,
                        change.after,
                        short_p(change.p)
                    ),
                    format!(
                        "Density: {groups} {en} from the twelve weeks before to the last twelve ({:.3} → {:.3}, p = {}{least_en}){single}.",
                        change.before,
                        change.after,
                        short_p(change.p)
                    ),
                )
            }
        },
    };
    let [can, cannot] = brief.warnable;
    let warnable = Text::of(
        format!("谁在疏远：{}位成员里只有{can}位平常露面够多，才看得出来；其余{cannot}位看不出。", can + cannot),
        format!(
            "Who is drifting: of {} members {can} are seen often enough for it to show; of the other {cannot} it cannot.",
            can + cannot
        ),
    );
    vec![density, warnable]
}

fn short_p(p: f64) -> String {
    if p < 0.001 { "<0.001".to_owned() } else { format!("{p:.3}") }
}

fn gaps(brief: &Brief) -> Vec<Text> {
    let gaps = &brief.gaps;
    let mut lines = Vec::new();
    if let Some(first) = gaps.late.first() {
        let some: Vec<String> = gaps.late.iter().take(TOLD).map(|late| late.group.clone()).collect();
        lines.push(Text::of(
            format!(
                "{}个群的聊天记录还没到上周（{}{}，最早的到{}）：请再导出一次。",
                gaps.late.len(),
                some.join("、"),
                if gaps.late.len() > TOLD { "等" } else { "" },
                first.ends.plus(-1)
            ),
            format!(
                "The chats of {} groups do not reach last week ({}{}; the first ends on {}): export them again.",
                gaps.late.len(),
                some.join(", "),
                if gaps.late.len() > TOLD { ", …" } else { "" },
                first.ends.plus(-1)
            ),
        ));
    }
    if gaps.proposals > 0 {
        lines.push(Text::of(
            format!("{}次活动等人点“是/否”。", gaps.proposals),
            format!("{} proposed activities wait for a yes or no.", gaps.proposals),
        ));
    }
    let [unknown, all] = gaps.unlinked;
    if unknown > 0 {
        lines.push(Text::of(
            format!("有群的组织，签到表上{all}个名字里有{unknown}个在群里还对不上人（linli check，aliases.todo.csv）。"),
            format!(
                "{unknown} of {all} names on sheets of organizations with a group are not known in the chats yet (linli check, aliases.todo.csv)."
            ),
        ));
    }
    lines
}

fn ourselves(brief: &Brief) -> Text {
    let load = brief.load;
    let share = |answers: linli::brief::Answers| {
        (answers.all > 0).then(|| format!("{}/{}", answers.by_neighbours, answers.all))
    };
    let (mut zh, mut en) = (
        format!("上周工作人员在群里说了{}次话，晚上8点以后{}次", load.turns, load.in_the_evening),
        format!(
            "Staff had {} turns in the chats last week, {} of them after eight in the evening",
            load.turns, load.in_the_evening
        ),
    );
    if let Some(now) = share(load.lately) {
        zh += &format!("；近4周有人接的话里，街坊先接的{now}");
        en += &format!("; of what was answered in four weeks neighbours were first in {now}");
        if let Some(before) = share(load.before) {
            zh += &format!("（再往前4周{before}）");
            en += &format!(" ({before} in the four before)");
        }
    }
    let [covered, groups] = load.covered;
    if covered < groups {
        zh += &format!("（连第二层{groups}个群，上周整周都有聊天记录的{covered}个）");
        en += &format!(" (of {groups} chats, the second layer’s among them, {covered} cover the whole of last week)");
    }
    Text::of(zh + "。", en + ".")
}
