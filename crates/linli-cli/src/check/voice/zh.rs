//! 中文.

use linli::Error;
use linli::diagnostic::{Diagnostic, DiagnosticCode};
use linli::plan::Plan;
use linli::records::{Layer, Source, SourceKind};

use super::{Voice, all_in, days, file, is_list, is_sheet};
use crate::check::advice::is_stray_sheet;
use crate::check::{Lack, Nearest, Task, Understood};

/// Speaks Chinese.
pub(in crate::check) struct Zh;

impl Voice for Zh {
    fn title(&self, plan: &Plan) -> String {
        let title = if plan.title.is_empty() { &plan.id } else { &plan.title };
        format!("研究“{title}”（时区 {}）　{}", plan.zone, plan.release.tier.mark_zh())
    }

    fn understood(&self) -> &'static str {
        "看懂了这些"
    }

    fn files(&self, seen: &Understood) -> Vec<String> {
        let files = seen.files;
        let mut lines = Vec::new();
        let kinds = [
            (files.chats, "份聊天记录"),
            (files.sheets, "份签到表"),
            (files.rosters, "份成员名单"),
            (files.tables(), "份方案和表格"),
        ];
        let counted = |kinds: &[(usize, &str)], between: &str| {
            let kinds = kinds.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count}{kind}"));
            kinds.collect::<Vec<_>>().join(between)
        };
        let span = seen.span.map(|span| format!("；最早到最晚：{}", days(span, " 至 "))).unwrap_or_default();
        let (all, read) = (files.found.all(), files.found.read);
        lines.push(format!("文件夹里{all}个文件，读了{read}个：{}{span}", counted(&kinds, "、")));
        let found = files.found;
        let others = [
            (found.refused, "个读不了"),
            (found.unknown, "个不认得"),
            (found.aside, "个没用上（空的、没写日期的，或者没有它说的群）"),
        ];
        if all > read {
            lines.push(format!("　　另外{}", counted(&others, "，")));
        }
        for group in &seen.groups {
            let covers = group.covers.map_or_else(|| "没有消息".to_owned(), |span| days(span, " 至 "));
            let layer = if group.layer == Layer::Second { "（第二层）" } else { "" };
            let listed = group.listed.map_or_else(|| "没有成员名单".to_owned(), |count| format!("名单上{count}人"));
            let (name, messages, writers) = (&group.name, group.messages, group.writers);
            let known = group.delegates.map_or_else(String::new, |d| format!("，其中{}人在第一层群里认得出", d.known));
            lines.push(format!("群　{name}{layer}：{messages}条消息，{covers}，{writers}人说过话{known}，{listed}"));
        }
        for one in &seen.organizations {
            let counted = if one.counted > 0 { format!("，{}次只有人数", one.counted) } else { String::new() };
            let (name, activities, named, people) = (&one.name, one.activities, one.named, one.people);
            lines.push(format!("活动　{name}：{activities}次，其中{named}次有名单{counted}；来过{people}人"));
            if let Some(linkage) = one.linkage {
                let short = if one.is_linked { "" } else { "；太少，群和活动还连不起来" };
                let (came, here) = (linkage.attended, linkage.present);
                lines.push(format!(
                    "　　签到表上{}个名字，{}个在群里认得出；群里{}个名字，{}个在签到表上认得出{short}",
                    came.of, came.known, here.of, here.known
                ));
            }
        }
        let people = seen.people;
        let both = if people.chats > 0 && people.activities > 0 {
            format!("，两边都有的{}个（名字不一样，是不是同一个人，只有人能说）", people.both)
        } else {
            String::new()
        };
        let (all, chats, activities) = (people.all, people.chats, people.activities);
        let elsewhere = match people.elsewhere() {
            0 => String::new(),
            count => format!("；另有{count}个不在群里也没来过，只在表格里，或者只被提到"),
        };
        lines.push(format!("人　一共{all}个名字：群里{chats}个，活动上{activities}个{both}{elsewhere}"));
        lines.push(match people.staff {
            0 => "工作人员　还没写谁是。在写之前，“不含工作人员”的数字和“含工作人员”的一模一样，里面都有工作人员"
                .to_owned(),
            count => format!("工作人员　认得{count}位"),
        });
        let papers: Vec<(usize, &str)> =
            seen.papers.counts().into_iter().zip(["次辅导", "份创投申请", "笔支出", "件大事"]).collect();
        if papers.iter().any(|(count, _)| *count > 0) {
            lines.push(format!("台账　{}", counted(&papers, "、")));
        }
        let lacks: Vec<&str> = seen.lacks().into_iter().map(lack).collect();
        if !lacks.is_empty() {
            lines.push(format!("没有的资料　{}；靠它们的数字空着，写明原因，其余照算", lacks.join("、")));
        }
        lines
    }

    fn not_understood(&self) -> &'static str {
        "没看懂的"
    }

    fn nothing(&self) -> &'static str {
        "没有，都看懂了"
    }

    fn odd(&self, code: &DiagnosticCode, count: u64) -> String {
        let meaning = code.meaning_zh.trim_end_matches('。');
        if count == 1 { meaning.to_owned() } else { format!("{meaning}（{count}处）") }
    }

    fn place(&self, sample: &Diagnostic) -> String {
        let place = sample.location.zh();
        match &sample.detail_zh {
            Some(detail) if place.is_empty() => detail.clone(),
            Some(detail) => format!("{place}：{detail}"),
            None => place,
        }
    }

    fn remedy(&self, code: &DiagnosticCode, samples: &[Diagnostic]) -> String {
        match code.id {
            "unnamed-exporter" if all_in(samples, is_sheet) => format!(
                "直接把表上的“我”改成名字最省事；不想动表，就在 study.toml 最后加两行：[sources.\"{}\"] 和 me = \"名字\"。",
                samples.first().map(file).unwrap_or_default()
            ),
            "no-date" if all_in(samples, is_list) => {
                "名单的文件名写成“群名 2017-03-06.txt”的样子：日期是抄名单的那天。".to_owned()
            }
            "unknown-file" if all_in(samples, is_stray_sheet) => {
                "签到表要放进队自己的文件夹：sheets/队名/2017-03-06 剪纸.csv。".to_owned()
            }
            "unknown-name" if all_in(samples, is_list) => {
                "名单的文件名要用群的名字，和 chats 里的文件名一样。".to_owned()
            }
            _ => code.remedy_zh.to_owned(),
        }
    }

    fn refused(&self, count: usize) -> String {
        format!("读不了的，{count}个")
    }

    fn refusal(&self, error: &Error) -> (String, Option<String>) {
        let place = error.location().zh();
        let colon = if place.is_empty() { "" } else { "：" };
        (format!("{place}{colon}{}", error.message_zh()), error.hint_zh().map(str::to_owned))
    }

    fn mend(&self) -> &'static str {
        "先把读不了的修好，或者从文件夹里拿走，再跑一次 linli check；都读得了，才能 linli run。修好以后，没看懂的和要做的会跟着变。"
    }

    fn more_notes(&self, kinds: usize) -> String {
        format!("另有{kinds}种不要紧的提示，加 --all 看")
    }

    fn first(&self, count: usize, minutes: u64) -> String {
        format!("先做这{count}件，大约{minutes}分钟")
    }

    fn everything(&self, count: usize, minutes: u64) -> String {
        format!("可以做的{count}件，最划算的在前，一共大约{minutes}分钟")
    }

    #[expect(clippy::too_many_lines, reason = "a sentence or two for every task, and nothing else")]
    fn task(&self, task: &Task) -> (String, String) {
        match task {
            Task::NameInPlan { groups, second_layer } => {
                let staff =
                    (*groups > 0).then(|| "staff = [\"小林老师\", …]（工作人员的名字，和群里显示的一样）".to_owned());
                let second: Vec<String> = second_layer.iter().map(|group| format!("\"{group}\"")).collect();
                let second = (!second.is_empty())
                    .then(|| format!("second_layer = [{}]（如果这是几个队的骨干在一起的群）", second.join(", ")));
                let ask = [staff, second].into_iter().flatten().collect::<Vec<_>>().join("，和 ");
                let told = (*groups > 0).then(|| format!("{groups}个群能分清哪些是居民说的，哪些是工作人员说的"));
                let joined =
                    (!second_layer.is_empty()).then(|| "骨干群不会被当成一个队，队和队之间的来往也看得见".to_owned());
                let buys = [told, joined].into_iter().flatten().collect::<Vec<_>>().join("；");
                (format!("打开 study.toml，写上 {ask}"), buys)
            }
            Task::CorrectStaff { entry, nearest } => (
                format!("study.toml 里 staff 的第{entry}个名字，资料里没有人叫这个{}", near_person(nearest.as_ref())),
                "名字要和群里显示的一模一样，她说的话才不会算到居民头上".to_owned(),
            ),
            Task::CorrectSecondLayer { written, nearest } => (
                format!("study.toml 里 second_layer 写的“{written}”，没有这个群{}", near(nearest.as_deref())),
                "骨干群才认得出来".to_owned(),
            ),
            Task::AnswerProposed { count, same_day } => {
                let pairs: Vec<String> =
                    same_day.iter().map(|(own, other, count)| format!("{own}{count}次（{other}）")).collect();
                let pairs = match &pairs[..] {
                    [] => String::new(),
                    _ => format!("。有几次别的组织同一天也写了签到表：{}；要是就是那一次，写“同”", pairs.join("、")),
                };
                (
                    format!(
                        "打开 proposed/activities.csv：聊天里看得出{count}次活动，没有人记下来。办了的写“是”，没办的写“否”{pairs}"
                    ),
                    format!("这{count}次才算数，也才知道哪几次还缺签到表"),
                )
            }
            Task::DateFiles { files, count } => (
                format!("给{count}个文件的名字加上日期，比如“2017-03-06 剪纸.csv”：{}", some(files, *count)),
                format!("这{count}个文件才读得进来"),
            ),
            Task::CopyMembers { groups } => (
                format!(
                    "把群成员的名字抄下来，一行一个，存成“rosters/群名 日期.txt”：{}",
                    some(groups, groups.len() as u64)
                ),
                "才知道谁一直没说话，有多少人在边上".to_owned(),
            ),
            Task::DateRosters { files, count } => (
                format!(
                    "给{count}份成员名单的文件名加上抄名单的日期，比如“群名 2017-03-06.txt”：{}",
                    some(files, *count)
                ),
                "才知道这些群里有谁、谁一直没说话".to_owned(),
            ),
            Task::RenameRoster { file, nearest } => (
                format!("{file} 是哪个群的名单？没有叫这个名字的群{}", near(nearest.as_deref())),
                "这份名单才用得上：谁一直没说话，只有名单知道".to_owned(),
            ),
            Task::PlaceSheets { files, count } => (
                format!("把{count}张签到表放进队自己的文件夹（sheets/队名/）：{}", some(files, *count)),
                format!("才知道这{count}张表是哪个队的"),
            ),
            Task::AddTalkRule { groups, stated, turns } => (
                "在 study.toml 最后加五行，先看个大概（头两行已经有了就不用再加）：".to_owned(),
                format!(
                    "{}：{turns}条话里只有{stated}条看得出是对谁说的，关系图画不出来；加了就能按前后接话画一张，只作对照，不能当结论",
                    some(groups, groups.len() as u64)
                ),
            ),
            Task::RetypeSheets { organization, month: (year, month), count, listed, all } => (
                format!("把{organization} {year}年{month}月的{count}张签到表录进 sheets/{organization}/"),
                format!(
                    "{organization}的{all}次活动里，有名单的从{listed}次变成{}次：谁来了，来了的人下次还来不来",
                    listed + count
                ),
            ),
            Task::FirstSheet { organization } => (
                format!("{organization}：录一张签到表，存成“sheets/{organization}/日期 名称.csv”"),
                "有了第一张，就能开始看来了多少人；第二张起能看谁又来".to_owned(),
            ),
            Task::AnswerWho { unlinked, first, all, percent } => {
                let ask = match first {
                    0 => "在“别名”表里写上签到表上的人在群里叫什么，认得几个写几个".to_owned(),
                    _ => format!(
                        "打开 aliases.todo.csv，先答最上面{first}个“是不是同一个人”（一共{all}个），写“是”或“否”"
                    ),
                };
                let gain = if *first > 0 {
                    format!("没对上的名字能对上{percent}%")
                } else {
                    "对上一个是一个".to_owned()
                };
                let none: Vec<&str> =
                    unlinked.iter().filter(|one| one.1 == 0).map(|(name, ..)| name.as_str()).collect();
                let none = (!none.is_empty()).then(|| format!("{}一个都还没对上", none.join("、")));
                let some = unlinked.iter().filter(|one| one.1 > 0);
                let waits = some.map(|(name, known, of)| format!("{name}{of}个里对上了{known}个"));
                let waits: Vec<String> = waits.chain(none).collect();
                let buys = match &waits[..] {
                    [] => gain,
                    _ => format!("{gain}。现在{}，谁只来活动不说话、谁只说话不来，都还算不出来", waits.join("，")),
                };
                (ask, buys)
            }
            Task::ExportAgain { group, until } => (
                format!("“{group}”的聊天记录只到{until}，再导出一次"),
                "后面这段时间才看得见；没有资料不等于没人说话".to_owned(),
            ),
            Task::AskHole(hole) => (
                format!(
                    "“{}”从{}到{}，{}天没有一条消息（以前最长{}天）。在 proposed/holes.csv 里写“没人说话”，或者“缺”；缺的话有空再导出一次",
                    hole.group, hole.before, hole.after, hole.days, hole.longest_before
                ),
                "写“缺”，那几天就不算大家不说话；写“没人说话”，下次不再问".to_owned(),
            ),
            Task::MarkNames { count, place } => (
                format!("{count}个名字旁边没有打勾（比如 {}）：来了写 √，没来写“未到”", place.zh()),
                "现在既不算到，也不算缺席；写了才算".to_owned(),
            ),
            Task::CorrectRows { count, place } => {
                (format!("{count}行没有读进来，改一改（比如 {}）", place.zh()), "这些记录就不会丢".to_owned())
            }
        }
    }

    fn asked(&self, ask: &str, minutes: u64) -> String {
        format!("{ask}（约{minutes}分钟）")
    }

    fn rest(&self, count: usize) -> String {
        format!("还有{count}件，加 --all 看")
    }

    fn sources(&self) -> &'static str {
        "每个文件"
    }

    fn source(&self, source: &Source) -> String {
        let covers: Vec<String> = source.covers.iter().map(|&span| days(span, " 至 ")).collect();
        let covers = if covers.is_empty() { "没有覆盖哪一天".to_owned() } else { covers.join("、") };
        let unit = if source.kind == SourceKind::Chat { "条消息" } else { "行" };
        format!("{}　{}，{}{unit}，{covers}", source.label, source.format, source.rows)
    }

    fn run(&self, cells: u64) -> String {
        format!("可以出第一份报告了：linli run（最多算{cells}个数）")
    }
}

/// The first three of several, and how many there are.
fn some(all: &[String], count: u64) -> String {
    let shown = all.iter().take(3).cloned().collect::<Vec<_>>().join("、");
    if count > 3 { format!("{shown}等{count}个") } else { shown }
}

/// The group that is called nearly so.
fn near(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("；是不是“{name}”？"))
}

/// Somebody who is called nearly so.
fn near_person(nearest: Option<&Nearest>) -> String {
    let Some(one) = nearest else { return String::new() };
    match &one.group {
        Some(group) => format!("；“{group}”里有个“{}”，说过{}次话，是不是？", one.shown, one.messages),
        None => format!("；有个“{}”，是不是？", one.shown),
    }
}

/// 一种资料，以及它该放在哪里。
const fn lack(of: Lack) -> &'static str {
    match of {
        Lack::Chats => "群聊（chats/）",
        Lack::Lists => "签到表（sheets/）",
        Lack::Members => "成员名单（rosters/）",
        Lack::Coaching => "辅导记录（台账“辅导”）",
        Lack::Grants => "创投和支出（台账“创投”“支出”）",
    }
}
