//! 签到表: a sheet that is there, not one that is wanted or forgotten.

use super::times::clauses;
use crate::text::said::{Said, Words, words};

/// What a sheet is called.
const SHEETS: Words = words![
    "签到",
    "簽到",
    "考勤",
    "点名册",
    "到场名单",
    "参加名单",
    "参加人员",
    "到会名单",
    "出勤",
    "花名册",
    "这次的名单",
    "今天的名单",
];
/// Before it: somebody is asked to sign.
const ASKED: &[&str] = &[
    "请", "先", "再", "要", "去", "来", "门口", "记得", "别忘", "忘了", "每天", "点", "半", "上午", "下午", "管", "没",
    "积分",
];
/// What says that there is none, or that one is wanted.
const WANTED: Words = words![
    "忘",
    "没签",
    "没有",
    "没拍",
    "方便",
    "可以",
    "拍一张",
    "拍一下",
    "谁",
    "怎么",
    "哪",
    "吗",
    "打印一下",
    "得用",
    "本人",
    "积分",
    "领",
    "不行",
    "要",
    "？",
    "?",
];

/// Whether it speaks of a sign-in sheet.
pub(in crate::text) fn names_sheet(text: &Said<'_>) -> bool {
    text.has(SHEETS)
}

/// Whether it says that a sheet is there, or is one: 签到表补上了, 出勤：周姐、老高.
pub(super) fn is_sheet(text: &Said<'_>) -> bool {
    if text.has(WANTED) {
        return false;
    }
    // 到场：张、王、李.
    let heads = words!["到场", "出勤", "实到", "到的有", "来的有", "到了的"];
    let listed = text.contains('、')
        && clauses(text).any(|clause| {
            text.perhaps(heads)
                .any(|head| clause.split_once(head).is_some_and(|(_, names)| names.starts_with(['：', ':'])))
        });
    listed
        || clauses(text).any(|clause| {
            let Some((at, sheet)) = text.perhaps(SHEETS).filter_map(|sheet| Some((clause.find(sheet)?, sheet))).min()
            else {
                return false;
            };
            let (before, after) = (&clause[..at], &clause[at + sheet.len()..]);
            let noun =
                sheet != "签到" && sheet != "簽到" || after.starts_with(['表', '册', '单', '簿', '本', '名', '照']);
            noun || !ASKED.iter().any(|asked| before.ends_with(asked)) && !after.starts_with(['，', '领', '用', '送'])
        })
}
