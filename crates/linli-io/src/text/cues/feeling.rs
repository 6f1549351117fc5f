//! 感受: what something done together was like.

use super::baits;
use super::times::names_clock;
use crate::text::said::{Said, Words, words};

/// Feelings that are about what was done wherever they are said.
const TELLING: Words =
    words!["感受", "体会", "感想", "感触", "收获", "舍不得散", "尽兴", "没白来", "没白忙", "下次还来", "说两句"];
/// Feelings about anything.
const FEELING: Words = words![
    "开心",
    "高兴",
    "感动",
    "暖",
    "第一次",
    "头一回",
    "头一次",
    "心里",
    "眼泪",
    "有意思",
    "学会",
    "学到",
    "没想到",
    "值",
    "痛快",
    "过瘾",
    "累",
    "原来",
    "才知道",
    "才觉得",
    "才晓得",
    "激动",
    "难忘",
    "佩服",
    "热闹",
];
/// What makes them about something that was done together.
const DONE: Words = words![
    "今天",
    "今日",
    "今儿",
    "这次",
    "这回",
    "这半天",
    "一上午",
    "一下午",
    "参加",
    "活动",
    "邻居",
    "老师",
    "跳",
    "做",
    "上台",
    "演",
    "来了",
];
/// What is asked for, wished, to come, or somebody's own.
const OTHER: Words = words![
    "谁有",
    "写两句",
    "写一",
    "有感受",
    "交给我",
    "听听大家",
    "天天开心",
    "就好",
    "就行",
    "开心果",
    "孙子",
    "女儿结婚",
    "考上",
    "电视",
    "软件",
    "红包",
    "下载",
    "到货",
    "欢迎",
    "没意思",
];

/// Whether it tells by itself what something was like.
pub(super) fn is_reflection(text: &Said<'_>) -> bool {
    is_felt(text)
        && text.chars().count() >= 6
        && (text.has(TELLING) || text.has(DONE))
        && !names_clock(text)
        && !text.has(words!["明天", "下周", "定在", "上午", "下午"])
}

/// Whether it has words of feeling: beside the photos of the day it tells what the day was like.
pub(in crate::text) fn is_felt(text: &Said<'_>) -> bool {
    (text.has(TELLING) || text.has(FEELING))
        && !text.has(OTHER)
        && !baits::is_wish(text)
        && !baits::is_elsewhere(text)
        && !text.contains(['?', '？'])
}
