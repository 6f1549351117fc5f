//! 活动记录: it says so, or counts those who came to something that is over.

use super::headed;
use super::times::{names_clock, names_near_day};
use crate::text::said::{Said, Words, words};

/// What a record is called.
const RECORDS: Words = words!["记录", "小结", "总结"];
/// With a mark after it, it is one.
const OPENING: Words = words!["记录", "小结", "总结", "账", "账目", "纪要"];
/// How one says that it is there.
const THERE: Words = words!["写好", "写完", "来了", "发给", "发群", "补上", "整理好", "在这", "如下", "拍了"];
/// What is over.
const OVER: Words = words![
    "今天", "今日", "今儿", "实到", "到场", "到会", "参加", "用餐", "来了", "到了", "本次", "这次", "服务", "一共"
];
/// What is counted, beside people.
const COMING: Words = words![
    "来",
    "到",
    "参加",
    "用餐",
    "服务",
    "出席",
    "一起",
    "签到",
    "人次",
    "志愿者",
    "老人",
    "邻居",
    "居民",
    "学生",
    "孩子",
    "小朋友",
];
/// Counts of what is none of ours, of what is wanted, and of what is limited.
const OTHER: Words = words![
    "我家",
    "我们家",
    "新闻",
    "受伤",
    "公司",
    "厂里",
    "以前",
    "超市",
    "医院",
    "需要",
    "名额",
    "先到",
    "凑",
    "每组",
    "满",
    "能来几",
    "还差",
    "至少",
    "最多",
    "就三个人",
    "排队",
    "差",
];

/// Whether it names a record.
pub(in crate::text) fn names_record(text: &Said<'_>) -> bool {
    text.has(RECORDS) || text.trim_start().starts_with('账')
}

/// Whether it is a record, or gives an account.
pub(super) fn is_record(text: &Said<'_>) -> bool {
    let says = headed(text, OPENING).next().is_some();
    let wanted = text.has(words!["要有", "谁", "写一", "请做", "由", "没写", "忘", "明天", "怎么"]);
    let there = text.has(RECORDS) && text.has(THERE) && !wanted;
    let counted = counts_people(text) && text.has(OVER) && text.has(COMING);
    says || there || counted && !text.has(OTHER) && !names_clock(text) && !names_ahead(text)
}

/// 今天 is over when it is counted; any other day lies ahead.
fn names_ahead(text: &Said<'_>) -> bool {
    let rest = ["今天", "今日", "今儿", "本周", "下次", "下回"]
        .iter()
        .fold(text.to_string(), |rest, day| rest.replace(day, ""));
    !text.has(words!["实到", "到场", "记录"]) && names_near_day(&Said::of(&rest))
}

/// Whether it lists people or counts them in several lots: 我、张姐、老李、冰姐; 团里12个，街坊30.
pub(in crate::text) fn lists_people(text: &str) -> bool {
    let names = text.split(['。', '，', '\n']).any(|part| {
        let names: Vec<&str> = part.split('、').collect();
        names.len() >= 4 && names.iter().all(|name| (1..=5).contains(&name.chars().count()))
    });
    let lots = text.split(['，', '。', ' ']).filter(|part| {
        let part = part.trim_end_matches(['个', '人', '位', '名']);
        let number = part.chars().rev().take_while(char::is_ascii_digit).count();
        (1..=3).contains(&number) && part.chars().count() > number
    });
    names || lots.count() >= 2
}

/// Whether a number stands before 人, 位, 名 or 户.
pub(in crate::text) fn counts_people(text: &str) -> bool {
    let number = |c: char| {
        c.is_ascii_digit() || matches!(c, '两' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
    };
    let mut counted = false;
    for c in text.chars() {
        if counted && matches!(c, '人' | '位' | '名' | '户') {
            return true;
        }
        // 13个人, 20多人.
        counted = number(c) || counted && matches!(c, '个' | '多');
    }
    false
}
